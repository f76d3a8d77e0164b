"""Mail addresses: which can be written to, when two are the same, and what of one may be shown.

Django's own check lets through what mail cannot carry (250 characters before the @, `a@localhost`, an address in
brackets), and its IDNA of 2003 sends `straße.de` to `strasse.de`, which is another domain.
"""

import re
import unicodedata

import idna
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

LONGEST, LONGEST_LOCAL = 254, 64  # characters, RFC 5321

# The unquoted form of RFC 5322, without % and !, by which old servers pass a letter on to somewhere else, and without
# what shells and templates read as theirs.
_LOCAL = re.compile(r"[A-Za-z0-9#$&'*+/=?^_~-]+(\.[A-Za-z0-9#$&'*+/=?^_~-]+)*")
_ENCODED_WORD = "=?"  # in a header it would be read as other letters
_NOWHERE = frozenset({"localhost", "local", "localdomain", "internal", "invalid", "onion", "arpa", "lan"})


class BadAddress(ValidationError):
    """The sentence says how to mend it."""


def normalised(typed: str) -> str:
    """The address as mail carries it: the part before the @ as typed, the domain in ASCII and small letters.

    Raises BadAddress for what is none, or none that mail can carry everywhere.
    """
    address = typed.strip(" \t\r\n")
    if not address:
        raise BadAddress("Write your address, for example amina@example.org.", code="empty")
    if len(address) > LONGEST:
        raise _too_long()
    local, domain = _halves(address)
    if not local.isascii():
        raise BadAddress(
            "The part before the @ has letters that many mail servers cannot carry.", code="letters"
        )
    if len(local) > LONGEST_LOCAL or not _LOCAL.fullmatch(local) or _ENCODED_WORD in local:
        raise BadAddress(
            "The part before the @ cannot be right. Look for a space, a comma or a dot too many.",
            code="local",
        )
    whole = f"{local}@{_ascii(domain)}"
    if len(whole) > LONGEST:
        raise _too_long()
    return whole


def _halves(address: str) -> tuple[str, str]:
    local, at, domain = address.rpartition("@")
    if not at:
        raise BadAddress("The @ is missing, for example amina@example.org.", code="at")
    if not domain:
        raise BadAddress("The part after the @ is missing, for example amina@example.org.", code="after")
    if not local:
        raise BadAddress("The part before the @ is missing, for example amina@example.org.", code="before")
    if "@" in local:
        raise BadAddress("There is more than one @. Write one address.", code="many")
    return local, domain


def _too_long() -> BadAddress:
    return BadAddress("This is too long for an address. Is there something else in it?", code="long")


def _ascii(domain: str) -> str:
    """Strictly by IDNA 2008, so nothing but the case of letters is changed: what is sent to is what was typed."""
    try:
        name = idna.encode(unicodedata.normalize("NFC", domain.lower()), strict=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise BadAddress(
            "The part after the @ is no name of a place in the net. Look at it again.", code="domain"
        ) from None
    labels = name.split(".")
    if len(labels) < 2 or not labels[-1] or labels[-1].isdecimal() or labels[-1] in _NOWHERE:
        raise BadAddress("The part after the @ needs an ending, such as .org or .co.ke.", code="ending")
    return name


def validate_address(value: str) -> None:
    """For fields of the desk. Raises ValidationError."""
    if value and normalised(value) != value:
        raise ValidationError("Write the address in small letters, and its domain as mail carries it.")


def key_of(address: str) -> str:
    """Two addresses with the same key are one person's. No mail server of today tells Amina@ from amina@."""
    return address.lower()


def hash_of(address: str) -> str:
    """A keyed digest of a normalised address: 64 characters that only this site can make."""
    return salted_hmac(
        "newsletter.address", key_of(address), secret=settings.NEWSLETTER_HASH_KEY, algorithm="sha256"
    ).hexdigest()


def readable(address: str) -> str:
    """With the domain in the letters of its own script."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{idna.decode(domain)}"
    except (idna.IDNAError, UnicodeError):
        return address


def masked(address: str) -> str:
    """`a•••a@example.org`: enough for its owner."""
    local, _, domain = readable(address).rpartition("@")
    return f"{local[0]}•••{local[-1] if len(local) > 2 else ''}@{domain}"
