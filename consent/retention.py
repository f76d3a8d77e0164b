"""The end of records: each is deleted when the time that was declared to its visitor is over, and not a day before."""

from django.utils import timezone

from .models import Record

AT_ONCE = 5_000  # rows a round, so that nobody waits for a long transaction


def forget_old() -> int:
    """Delete records whose time is over; how many these were."""
    over = Record.objects.filter(keep_until__lte=timezone.now()).order_by("keep_until").values("pk")
    deleted, _ = Record.objects.filter(pk__in=list(over[:AT_ONCE].values_list("pk", flat=True))).delete()
    return deleted
