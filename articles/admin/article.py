"""Articles in the desk: the list. The form is in form.py, and what its buttons lead to in files of their own names."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import rights
from ..models import Article, Revision
from .choose import article_choice
from .conflict import ConflictAdmin
from .form import FormAdmin
from .history import HistoryAdmin
from .notes import NotesAdmin
from .players import PlayersAdmin
from .trash import TrashAdmin
from .withdrawal import WithdrawalAdmin, is_scheduled
from .writing import WritingAdmin


@admin.register(Article)
class ArticleAdmin(
    FormAdmin,
    ConflictAdmin,
    HistoryAdmin,
    NotesAdmin,
    TrashAdmin,
    WithdrawalAdmin,
    PlayersAdmin,
    WritingAdmin,
):
    left_to_verbs = frozenset({"add", "change"})
    list_display = ("headline", "state", "section", "published_at", "on_site")
    list_filter = ("section", "label")
    list_select_related = ("section",)
    search_fields = ("headline", "standfirst")
    ordering = ("-pk",)
    list_per_page = 50
    view_on_site = False  # a draft has no address; the form links to what readers see
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer("body")

    def choices(self, request: HttpRequest) -> QuerySet[Article]:
        return Article.objects.kept().defer("body").select_related("section", "lead_image")

    def choice(self, row: Article) -> dict[str, Any]:
        return article_choice(row)

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """A reporter's are his or her own and what was given to him or her."""
        return super().has_change_permission(request, obj) and rights.may_write(request.user, obj)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Published articles are withdrawn, never deleted: their address has been seen."""
        return (obj is None or obj.published_at is None) and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nobody deletes a revision, but a draft goes with its own."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, needed - {Revision._meta.verbose_name}, protected

    @admin.display(description="State")
    def state(self, article: Article) -> str:
        if article.withdrawn_at:
            return "Withdrawn"
        if article.published_at is None:
            return "Draft"
        if is_scheduled(article):
            return "Scheduled"
        return (
            "Live" if article.live_revision_id == article.latest_revision_id else "Live, with a newer draft"
        )

    @admin.display(description="On the site")
    def on_site(self, article: Article) -> SafeString | str:
        return format_html('<a href="{}">Open</a>', article.get_absolute_url()) if article.is_live else "—"
