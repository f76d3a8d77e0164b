"""The day that a form carries, signed: a form that is sent must have been taken from a page of ours, and lately.

The day, and not the second, so that a page stays the same bytes for everybody.
"""

from datetime import UTC, date, datetime, timedelta

from django.core.signing import BadSignature, Signer

GOOD_FOR = timedelta(days=3)  # a cache may show a page for a day when the site is down
_signer = Signer(salt="newsletter.stamps")


def stamp(now: datetime) -> str:
    return _signer.sign(now.astimezone(UTC).date().isoformat())


def is_good(stamp: str, now: datetime) -> bool:
    try:
        day = date.fromisoformat(_signer.unsign(stamp))
    except (BadSignature, ValueError):
        return False
    return timedelta(0) <= now.astimezone(UTC).date() - day <= GOOD_FOR
