"""Links that carry their own right: signed for one purpose, good until a moment, kept nowhere.

A token is `number.expiry.signature`. Who has it can do what it is for; nobody can make one, or turn one for one purpose
into one for another, without SECRET_KEY.
"""

from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer
from django.utils.http import base36_to_int, int_to_base36


class Unknown(ValueError):
    """No link of ours, or one for another purpose."""


def token(purpose: str, number: int, expires_at: datetime) -> str:
    """A token for row `number` until `expires_at`, to the second. The same arguments give the same token."""
    value = f"{int_to_base36(number)}.{int_to_base36(int(expires_at.timestamp()))}"
    return _signer(purpose).sign(value)


def number_of(purpose: str, token: str) -> tuple[int, datetime]:
    """The row that `token` names, and until when it is good; whether it still is, the caller asks. Raises Unknown."""
    try:
        number, _, expires = _signer(purpose).unsign(token).partition(".")
        return base36_to_int(number), datetime.fromtimestamp(base36_to_int(expires), UTC)
    except (BadSignature, ValueError, OverflowError):
        raise Unknown("No such link.") from None


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"newsroom.links.{purpose}", sep=".")
