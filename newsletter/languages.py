"""The languages that forms and mails exist in."""

LANGUAGES = {"en": "English", "sw": "Kiswahili"}
FALLBACK = "en"


def language_of(tag: str) -> str:
    """The language of ours for a tag such as “sw-KE”; English where we have no other."""
    language = tag.lower().split("-")[0]
    return language if language in LANGUAGES else FALLBACK
