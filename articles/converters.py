"""The parts of an address."""

import unicodedata


class Year:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        if value == "0000":
            raise ValueError("There was no year 0.")
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class Month:
    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02}"


class Slug:
    """Letters of any script, digits, `-` and `_`; in composed form, however it was typed."""

    regex = r"[-\w\u0300-\u036f]+"

    def to_python(self, value: str) -> str:
        return unicodedata.normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value
