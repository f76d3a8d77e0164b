"""The records of choices: to be read, found by the number of a receipt, and taken along. Nobody can change one."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format

from newsroom import audit
from newsroom.desk.paging import CappedPaginator

from ..choice import IS_ID
from ..models import Record, ShownTexts, Version
from ..recording import key_of
from .tabs import TabbedAdmin

ROWS_AT_ONCE = 1_000
EXPORT = "consent.export_record"


@admin.register(Record)
class RecordAdmin(TabbedAdmin):
    change_list_template = "admin/consent/record_list.html"
    list_display = ("when", "state", "allowed", "version", "language", "how")
    list_filter = ("state", "how", "language")
    search_fields = ("key",)
    search_help_text = "The number of a receipt, as the visitor has it."
    ordering = ("-happened_at", "-pk")
    list_per_page = 100
    show_full_result_count = False
    paginator = CappedPaginator
    actions = None
    fields = ("when", "state", "allowed", "version", "language", "how", "shown", "kept")
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(self.export)
        return [path("archive.jsonl", export, name="consent_record_export"), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """A number is found by its digest; nothing else of a visitor is here to be looked for."""
        number = search_term.strip()
        if not number:
            return queryset, False
        return (queryset.filter(key=key_of(number)) if IS_ID.fullmatch(number) else queryset.none()), False

    @admin.display(description="When", ordering="happened_at")
    def when(self, record: Record) -> str:
        moment = timezone.localtime(record.happened_at)
        return f"{date_format(moment, 'j M Y, H:i:s')} {moment.tzname()}"

    @admin.display(description="Kept until")
    def kept(self, record: Record) -> str:
        return date_format(timezone.localtime(record.keep_until), "j F Y")

    @admin.display(description="Allowed", empty_value="")
    def allowed(self, record: Record) -> str:
        return "; ".join(f"{key}: {_words(facts['allowed'])}" for key, facts in sorted(record.chosen.items()))

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """All versions, the texts they have shown, and all records, a line of JSON each, oldest first."""
        if not (self.has_view_permission(request) and request.user.has_perm(EXPORT)):
            raise PermissionDenied
        lines: Iterator[str] = iter(())
        if request.method != "HEAD":
            audit.record("record.export", by=request.user)
            lines = archive()
        name = f"consent-archive-{timezone.localdate().isoformat()}.jsonl"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(
            lines, content_type="application/x-ndjson; charset=utf-8", headers=headers
        )


def _words(allowed: Any) -> str:
    return ", ".join(allowed) if isinstance(allowed, list) else "all" if allowed else "nothing"


def archive() -> Iterator[str]:
    """What an authority may ask for: who reads it needs nothing else to understand each record."""
    for version in Version.objects.order_by("number"):
        yield _line("version", number=version.number, published_at=version.published_at, note=version.note)
    for text in ShownTexts.objects.order_by("pk").select_related("version").iterator(ROWS_AT_ONCE):
        yield _line(
            "text",
            sha256=text.digest,
            version=text.version.number,
            language=text.language,
            content=text.content,  # as text, so that its digest can be computed again
        )
    for record in Record.objects.order_by("happened_at", "pk").iterator(ROWS_AT_ONCE):
        yield _line(
            "record",
            happened_at=record.happened_at,
            state=record.state,
            key=record.key,
            version=record.version,
            language=record.language,
            shown=record.shown,
            chosen=record.chosen,
            how=record.how,
            keep_until=record.keep_until,
        )


def _line(kind: str, **facts: Any) -> str:
    plain = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in facts.items()
    }
    return json.dumps({"kind": kind, **plain}, ensure_ascii=False) + "\n"
