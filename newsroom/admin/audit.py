"""The audit in the desk: to be read, filtered and taken along; nobody can add a line, change one or take one away."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format

from .. import audit
from ..models import AuditEntry

ROWS_AT_ONCE = 500
DAY = timedelta(days=1)
KINDS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson; charset=utf-8"}
COLUMNS = (
    "id",
    "happened_at",
    "actor_id",
    "actor_name",
    "action",
    "target_kind",
    "target_id",
    "target_label",
    "sentence",
    "detail",
)
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class PersonFilter(admin.SimpleListFilter):
    title = "person"
    parameter_name = "person"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = AuditEntry.objects.order_by("actor_name").values_list("actor_name", flat=True).distinct()
        return [(name, name) for name in names if name]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(actor_name=self.value()) if self.value() else queryset


class ActionFilter(admin.SimpleListFilter):
    title = "action"
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        actions = AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct()
        return [(action, action.replace(".", ": ").replace("_", " ")) for action in actions]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


class DayFilter(admin.SimpleListFilter):
    """The last days by a word, any other day by its date, in the time zone of the site.

    A range over one index: Django's own row of dates looks at every line there is.
    """

    title = "day"
    parameter_name = "day"
    days = {"today": 1, "week": 7, "month": 30}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("today", "Today"), ("week", "The last 7 days"), ("month", "The last 30 days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        asked = self.value()
        if not asked:
            return queryset
        if asked in self.days:
            first = timezone.localdate() - timedelta(days=self.days[asked] - 1)
            return queryset.filter(happened_at__gte=_midnight(first))
        try:
            day = date.fromisoformat(asked)
            return queryset.filter(happened_at__gte=_midnight(day), happened_at__lt=_midnight(day + DAY))
        except (ValueError, OverflowError):  # no date, or one after which there is none
            return queryset.none()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock.min)).astimezone(UTC)


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin[AuditEntry]):
    change_list_template = "admin/newsroom/auditentry/change_list.html"
    list_display = ("when", "what")
    list_display_links = None  # the sentence says it all
    list_filter = (DayFilter, PersonFilter, ActionFilter)
    search_fields = ("target_label", "actor_name")
    ordering = ("-happened_at", "-pk")
    list_per_page = 100
    show_full_result_count = False
    actions = None

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(self.export)
        return [
            path("export.<str:kind>", export, name="newsroom_auditentry_export"),
            *super().get_urls(),
        ]

    @admin.display(description="When", ordering="happened_at")
    def when(self, entry: AuditEntry) -> str:
        moment = timezone.localtime(entry.happened_at)
        return f"{date_format(moment, 'j M Y, H:i:s')} {moment.tzname()}"

    @admin.display(description="What")
    def what(self, entry: AuditEntry) -> str:
        return str(entry)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def export(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The lines that the list would show with the same filters and search, all of them, oldest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in KINDS:
            raise Http404("The audit is exported as csv or jsonl.")
        entries = self.get_changelist_instance(request).get_queryset(request).order_by("pk")
        lines = (csv_lines if kind == "csv" else json_lines)(entries.iterator(ROWS_AT_ONCE))
        if request.method == "HEAD":
            lines = iter(())
        else:
            audit.record("audit.export", by=request.user, format=kind)
        name = f"audit-{timezone.localdate().isoformat()}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(lines, content_type=KINDS[kind], headers=headers)


def facts_of(entry: AuditEntry) -> dict[str, Any]:
    """One line of the audit as it leaves the house; the time in UTC."""
    facts = {name: getattr(entry, name) for name in COLUMNS if name != "sentence"}
    return {**facts, "happened_at": entry.happened_at.isoformat(), "sentence": str(entry)}


def json_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    for entry in entries:
        yield json.dumps(facts_of(entry), ensure_ascii=False) + "\n"


def csv_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """A table for a spreadsheet, in which no cell is a formula."""
    echo = _Echo()
    writer = csv.writer(echo)
    yield writer.writerow(COLUMNS)
    for entry in entries:
        facts = facts_of(entry)
        facts["detail"] = json.dumps(facts["detail"], ensure_ascii=False)
        yield writer.writerow([harmless(facts[name]) for name in COLUMNS])


class _Echo:
    """A file of which csv.writer gets each line back."""

    def write(self, line: str) -> str:
        return line


def harmless(value: Any) -> str:
    """The text of a cell; an apostrophe before what a spreadsheet would calculate."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
