"""How many accepted, refused and chose in part on each day, from counters alone."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from ..models import DailyCount, Outcome
from .tabs import tabs

DAYS = 90


class Day(NamedTuple):
    day: date
    accepted: int
    refused: int
    partial: int

    @property
    def all(self) -> int:
        return self.accepted + self.refused + self.partial


@admin.register(DailyCount)
class DailyCountAdmin(admin.ModelAdmin[DailyCount]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: DailyCount | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DailyCount | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        days = days_since(timezone.localdate() - timedelta(days=DAYS))
        context = {
            **self.admin_site.each_context(request),
            "title": "Choices by day",
            "tabs": tabs(request),
            "days": days,
            "number_of_days": DAYS,
            "sum": Day(date.min, *(sum(getattr(day, word) for day in days) for word in Outcome.values)),
        }
        return TemplateResponse(request, "admin/consent/counts.html", context)


def days_since(first: date) -> list[Day]:
    """The days on which somebody chose, the newest first, all languages together; one query."""
    rows = DailyCount.objects.filter(day__gte=first).values("day", "outcome").annotate(sum=Sum("number"))
    found: dict[date, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["day"], {})[row["outcome"]] = row["sum"]
    return [
        Day(day, *(outcomes.get(word, 0) for word in Outcome.values))
        for day, outcomes in sorted(found.items(), reverse=True)
    ]
