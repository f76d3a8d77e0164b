"""Articles in the desk: the list. The form is in form.py, and what its buttons lead to in files of their own names."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from .. import rights
from ..models import Article
from .autosave import AutosaveAdmin
from .cards import CardsAdmin
from .checking import CheckingAdmin
from .choose import article_choice
from .conflict import ConflictAdmin
from .form import FormAdmin
from .history import HistoryAdmin
from .notes import NotesAdmin
from .players import PlayersAdmin
from .preview import PreviewAdmin
from .related import RelatedAdmin
from .schedule import ScheduleAdmin
from .stories import StoriesAdmin
from .suggestions import SuggestionsAdmin
from .trash import TrashAdmin
from .unreached import UnreachedAdmin
from .windows import WindowsAdmin
from .withdrawal import WithdrawalAdmin
from .writing import WritingAdmin


@admin.register(Article)
class ArticleAdmin(
    FormAdmin,
    AutosaveAdmin,
    CheckingAdmin,
    ConflictAdmin,
    HistoryAdmin,
    NotesAdmin,
    PreviewAdmin,
    RelatedAdmin,
    ScheduleAdmin,
    SuggestionsAdmin,
    TrashAdmin,
    UnreachedAdmin,
    WindowsAdmin,
    WithdrawalAdmin,
    CardsAdmin,
    StoriesAdmin,
    PlayersAdmin,
    WritingAdmin,
):
    left_to_verbs = frozenset({"add", "change"})
    view_on_site = False  # a draft has no address; the form links to what readers see

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Every view of a story begins here, and so does what it may be."""
        return rights.readable(super().get_queryset(request), request.user)  # type: ignore[arg-type]

    def choices(self, request: HttpRequest) -> QuerySet[Article]:
        kept = rights.readable(Article.objects.kept(), request.user)  # type: ignore[arg-type]
        return kept.defer("body").select_related("section", "lead_image")

    def choice(self, row: Article) -> dict[str, Any]:
        return article_choice(row)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Who writes no stories gets those that readers have, as readers have them."""
        may = super().has_view_permission(request, obj)
        return may and (obj is None or rights.may_read(request.user, obj))  # type: ignore[arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """A reporter's are his or her own and what was given to him or her."""
        return super().has_change_permission(request, obj) and rights.may_write(request.user, obj)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What was published is withdrawn, and a draft goes into the trash, from where it comes back."""
        return False
