"""How often something may be done from one place: counted in the database, so by all processes together.

Whose address it is nobody can read there: only a keyed digest of it is kept, and that for an hour.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Tally

KEPT = timedelta(hours=1)

# One statement, so that two processes never both read the same number.
_COUNT = """
    INSERT INTO newsroom_tally (key, began_at, number) VALUES (%s, %s, 1)
    ON CONFLICT (key) DO UPDATE SET
        number = CASE WHEN newsroom_tally.began_at = excluded.began_at THEN newsroom_tally.number + 1 ELSE 1 END,
        began_at = excluded.began_at
    RETURNING number
"""


class TooMany(Exception):
    """It was done as often as it may be; after `seconds` it may be done again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Wait {seconds} seconds.")
        self.seconds = seconds


def count(what: str, who: str, *, limit: int, seconds: int, now: datetime | None = None) -> None:
    """Once more `what` by `who`, at most `limit` times in each `seconds`; 0 is no limit. Raises TooMany."""
    if not limit:
        return
    moment = int((now or timezone.now()).timestamp())
    began = moment - moment % seconds
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(what, who), began])
        number: int = cursor.fetchone()[0]
    if number > limit:
        raise TooMany(began + seconds - moment)


def forget_old() -> int:
    """Delete the counts of more than an hour ago; how many these were."""
    oldest = int((timezone.now() - KEPT).timestamp())
    deleted, _ = Tally.objects.filter(began_at__lt=oldest).delete()
    return deleted


def _key(what: str, who: str) -> str:
    return salted_hmac(f"newsroom.throttle.{what}", who, algorithm="sha256").hexdigest()
