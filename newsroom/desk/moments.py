"""Times as the desk says them: the hour, how far off it is, and in whose zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

MINUTE, HOUR, DAY = 60, 3600, 86400


def hour(moment: datetime, now: datetime) -> str:
    """`13:30` today, `Sat 06:00` within six days, else `21 Nov 06:00`, or `21 Nov 2024` in another year."""
    here, today = timezone.localtime(moment), timezone.localtime(now)
    days = (here.date() - today.date()).days
    if days == 0:
        return f"{here:%H:%M}"
    if abs(days) <= 6:
        return f"{here:%a %H:%M}"
    if here.year == today.year:
        return f"{here.day} {here:%b %H:%M}"
    return f"{here.day} {here:%b %Y}"


def distance(moment: datetime, now: datetime, *, past: str = "ago") -> str:
    """`in 48 min`, `in 1 h 48`, `in 3 days`; `42 min ago`, or with `past="late"` `42 min late`."""
    seconds = (moment - now).total_seconds()
    length = _length(abs(seconds))
    if not length:
        return "now"
    return f"in {length}" if seconds > 0 else f"{length} {past}"


def _length(seconds: float) -> str:
    minutes = round(seconds / MINUTE)
    if minutes < 1:
        return ""
    if minutes < HOUR // MINUTE:
        return f"{minutes} min"
    if seconds < DAY:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest:02}" if rest else f"{hours} h"
    days = round(seconds / DAY)
    return "1 day" if days == 1 else f"{days:,} days"


def zone_name(zone: ZoneInfo) -> str:
    """`Nairobi time` for Africa/Nairobi, `UTC` for UTC."""
    city = zone.key.rpartition("/")[2].replace("_", " ")
    return city if city in {"UTC", "GMT"} else f"{city} time"
