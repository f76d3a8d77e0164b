"""What readers were told, to be read: it is printed with a change of the story, and nobody changes it after that."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ..models import Correction


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin[Correction]):
    list_display = ("article", "kind", "text", "when", "author")
    list_display_links = ("article",)
    list_filter = ("kind",)
    list_select_related = ("article", "author")
    search_fields = ("text",)
    ordering = ("-published_at", "-pk")
    fields = ("article", "kind", "text", "published_at", "author")
    show_full_result_count = False
    list_per_page = 50
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).defer("article__body")

    @admin.display(description="When", ordering="published_at")
    def when(self, notice: Correction) -> str:
        moment = timezone.localtime(notice.published_at)
        return f"{moment:%-d %b %Y, %H:%M} {moment.tzname()}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
