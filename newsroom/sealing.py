"""Secrets that the database keeps sealed: a copy of it opens none of them without SECRET_KEY.

A sealed text begins with `sealed:`, and anything else is taken as it is, since it was kept before there was a seal.
Several keys can open, the newest one seals: see SECRET_KEY_FALLBACKS.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK = "sealed:"


class Unopened(ValueError):
    """The text was sealed with a key that this site does not have, or for another purpose."""


def seal(text: str, *, purpose: str) -> str:
    """`text` for the database, under a key of `purpose` alone. Each time another one."""
    return MARK + _keys(purpose).encrypt(text.encode()).decode()


def unseal(kept: str, *, purpose: str) -> str:
    """What was given to `seal`. Raises Unopened."""
    if not kept.startswith(MARK):
        return kept
    try:
        return _keys(purpose).decrypt(kept.removeprefix(MARK)).decode()
    except InvalidToken:
        raise Unopened(
            "SECRET_KEY is not the one that sealed this, and is not among the fallbacks."
        ) from None


def _keys(purpose: str) -> MultiFernet:
    return MultiFernet(
        [_key(secret, purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str, purpose: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=f"newsroom.sealing.{purpose}".encode())
    return Fernet(urlsafe_b64encode(derived.derive(secret.encode())))
