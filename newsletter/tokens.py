"""The links of our mails: each for one purpose and one row. See `newsroom.links`."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from newsroom import links

CONFIRM, PREFERENCES, UNSUBSCRIBE = "confirm", "preferences", "unsubscribe"
CONFIRM_FOR = timedelta(days=7)
PREFERENCES_FOR = timedelta(days=60)
ALWAYS = datetime(2100, 1, 1, tzinfo=UTC)  # who finds a mail of years ago must be able to leave by it


class Over(ValueError):
    """The link was ours, and its time is over."""


def confirm(signup_id: int, now: datetime) -> str:
    return _token(CONFIRM, signup_id, now + CONFIRM_FOR)


def preferences(subscriber_id: int, now: datetime) -> str:
    return _token(PREFERENCES, subscriber_id, now + PREFERENCES_FOR)


def unsubscribe(subscription_id: int) -> str:
    return _token(UNSUBSCRIBE, subscription_id, ALWAYS)


def number_of(purpose: str, token: str) -> int:
    """The row that `token` is about. Raises links.Unknown for what is none of ours for this purpose, and Over."""
    number, expires_at = links.number_of(f"newsletter.{purpose}", token)
    if expires_at <= timezone.now():
        raise Over("The time of this link is over.")
    return number


def url(purpose: str, token: str) -> str:
    """The whole address of the page behind a token."""
    return settings.SITE_URL + path(purpose, token)


def path(purpose: str, token: str) -> str:
    return reverse(f"newsletter-{purpose}", args=[token])


def _token(purpose: str, number: int, expires_at: datetime) -> str:
    return links.token(f"newsletter.{purpose}", number, expires_at)
