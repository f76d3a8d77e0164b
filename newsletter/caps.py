"""Letters that anybody can cause by typing an address: how many of them one address gets."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import LetterCap

DAY, WEEK = 24 * 3600, 7 * 24 * 3600  # seconds
A_WEEK = 3
KEPT = timedelta(days=8)

# One statement, so that of two workers with the same address one is let through.
_ALLOW = """
    INSERT INTO newsletter_lettercap (key, last_at, began_at, number) VALUES (%(key)s, %(now)s, %(now)s, 1)
    ON CONFLICT (key) DO UPDATE SET
        number = CASE WHEN newsletter_lettercap.began_at <= %(week)s THEN 1 ELSE newsletter_lettercap.number + 1 END,
        began_at = CASE WHEN newsletter_lettercap.began_at <= %(week)s THEN %(now)s
                   ELSE newsletter_lettercap.began_at END,
        last_at = %(now)s
    WHERE newsletter_lettercap.last_at <= %(day)s
        AND (newsletter_lettercap.began_at <= %(week)s OR newsletter_lettercap.number < %(most)s)
    RETURNING number
"""


def allow(purpose: str, address_hash: str, now: datetime) -> bool:
    """True if the address may be sent one more letter for `purpose`: one in 24 hours, three in seven days."""
    moment = int(now.timestamp())
    key = salted_hmac(f"newsletter.caps.{purpose}", address_hash, algorithm="sha256").hexdigest()
    values: dict[str, int | str] = {
        "key": key,
        "now": moment,
        "day": moment - DAY,
        "week": moment - WEEK,
        "most": A_WEEK,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ALLOW, values)
        return cursor.fetchone() is not None


def forget_old() -> int:
    deleted, _ = LetterCap.objects.filter(last_at__lt=int((timezone.now() - KEPT).timestamp())).delete()
    return deleted
