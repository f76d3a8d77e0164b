"""Moments as a person types and reads them: in the site's zone, which is named beside them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR

EARLIEST_YEAR, LATEST_YEAR = 1600, 2200


def moment_of(text: str) -> datetime:
    """The moment of `2026-11-25T06:00`, in the site's zone unless it names its own offset.

    Of an hour that comes twice it is the first. Raises ValidationError for what is no time, and for an hour that the
    clocks leave out.
    """
    try:
        typed = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValidationError("Write a date and a time, such as 2026-11-25 06:00.") from None
    if not EARLIEST_YEAR <= typed.year < LATEST_YEAR:
        raise ValidationError("Choose a time of this century.")
    if typed.tzinfo:
        return typed.astimezone(UTC)
    moment = typed.replace(tzinfo=timezone.get_current_timezone()).astimezone(UTC)
    if timezone.localtime(moment).replace(tzinfo=None) != typed:
        raise ValidationError(
            f"There is no {typed:%H:%M} on {typed.day} {MONTHS_3[typed.month].title()} {typed.year} in "
            f"{timezone.get_current_timezone_name()}: the clocks go forward then. Choose a time before or after."
        )
    return moment


def machine(moment: datetime) -> str:
    """The moment for an address or a hidden field; `moment_of` reads it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def hour(moment: datetime, now: datetime) -> str:
    """`06:00`, or with its day where that is another than that of `now`: `Sat 06:00`, `3 Dec 06:00`."""
    local, here = timezone.localtime(moment), timezone.localtime(now)
    days = (local.date() - here.date()).days
    day = "" if not days else f"{WEEKDAYS_ABBR[local.weekday()]} "
    if not -7 < days < 7:
        day = f"{local.day} {MONTHS_3[local.month].title()} "
        if local.year != here.year:
            day += f"{local.year} "
    return f"{day}{local:%H:%M}"


def day(moment: datetime) -> str:
    """`Wed 25 Nov`."""
    local = timezone.localtime(moment)
    return f"{WEEKDAYS_ABBR[local.weekday()]} {local.day} {MONTHS_3[local.month].title()}"


def distance(span: timedelta) -> str:
    """`48 min`, `15 h 48 min`, `3 days`; of any sign."""
    minutes = round(abs(span).total_seconds() / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 36 * 60:
        return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"
    days = round(minutes / 1440)
    return f"{days} days"


def off(moment: datetime, now: datetime, *, past: str = "ago") -> str:
    """How far off `moment` is: `in 48 min`, `3 days ago`, or with `past="late"` `42 min late`, or `now`."""
    span = moment - now
    if abs(span) < timedelta(seconds=30):
        return "now"
    return f"in {distance(span)}" if span > timedelta() else f"{distance(span)} {past}"


def zone_name(zone: ZoneInfo) -> str:
    """`Nairobi time` for Africa/Nairobi, `UTC` for UTC."""
    city = zone.key.rpartition("/")[2].replace("_", " ")
    return city if city in {"UTC", "GMT"} else f"{city} time"


def place(moment: datetime) -> str:
    """Whose time it is: `Nairobi, UTC+3`. The offset is that of `moment`, for many a zone has two."""
    local = timezone.localtime(moment)
    city = str(timezone.get_current_timezone_name()).rpartition("/")[2].replace("_", " ")
    offset = local.utcoffset() or timedelta()
    sign, minutes = "−" if offset < timedelta() else "+", round(abs(offset).total_seconds() / 60)
    written = f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")
    return "UTC" if not offset else f"{city}, {written}"


def in_full(moment: datetime) -> str:
    """`Wed 25 Nov 2026, 18:00 (Nairobi, UTC+3), in 15 hours 48 minutes`. Of an hour that comes twice it says which."""
    local, now = timezone.localtime(moment), timezone.now()
    which = ""
    if twice := _place_among_two(moment):
        which = f", the {twice} of two such hours in this night"
    return f"{day(moment)} {local.year}, {local:%H:%M} ({place(moment)}){which}, {_way(moment - now)}"


def _place_among_two(moment: datetime) -> str:
    """“first” or “second” for an hour that the clocks, going back, show twice; empty for any other."""
    local = timezone.localtime(moment)
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first >= second:
        return ""
    return "first" if moment.astimezone(UTC) == first else "second"


def _way(span: timedelta) -> str:
    """`in 15 hours 48 minutes`, `3 days ago`, `now`."""
    minutes = round(abs(span).total_seconds() / 60)
    days, hours = minutes // 1440, minutes // 60
    if not minutes:
        return "now"
    if days >= 2:
        words = f"{days} days"
    else:
        parts = ((hours, "hour"), (minutes % 60, "minute"))
        words = " ".join(f"{count} {name}{'s' if count != 1 else ''}" for count, name in parts if count)
    return f"in {words}" if span > timedelta() else f"{words} ago"
