"""The list of articles: tabs that answer “what needs me now?”, search, filters, and what can be done with many."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from newsroom import identity, moments
from newsroom.desk.paging import CappedPaginator, in_words

from .. import desk
from ..models import Article, Author, Section
from .bulk import BULK

AUTHORS = 500  # in the choice of authors; more are found by search
Option = tuple[str, str]


class _Choice(admin.SimpleListFilter):
    """A filter whose choices the template draws; its value is checked where it is used."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Option]:
        return [("", str(self.title))]  # Django leaves out a filter that has none

    @property
    def key(self) -> int | None:
        """The value as a primary key; None where it is none."""
        value = self.value() or ""
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 18 else None


class TabFilter(_Choice):
    title, parameter_name = "Tab", "tab"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if request.method == "POST":  # what was chosen may have left its tab since the page was made
            return queryset
        tabs = desk.tabs_of(request.user)  # type: ignore[arg-type]
        return queryset & tabs[open_tab(request)].stories(request.user)  # type: ignore[arg-type]


class SectionFilter(_Choice):
    title, parameter_name = "Any section", "section"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.filter(section=self.key) if self.key else queryset


class AuthorFilter(_Choice):
    title, parameter_name = "Any author", "author"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.filter(bylines__author=self.key) if self.key else queryset


class OrderFilter(_Choice):
    """Says only in which order; `get_ordering` reads it."""

    title, parameter_name = "Order", "order"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset


def open_tab(request: HttpRequest) -> str:
    """The tab that was asked for; a search without one looks into all."""
    tabs = desk.tabs_of(request.user)  # type: ignore[arg-type]
    asked = request.GET.get(TabFilter.parameter_name, "")
    if asked in tabs:
        return asked
    is_wide = request.GET.get("q") or "_popup" in request.GET
    return "all" if is_wide and "all" in tabs else next(iter(tabs))


class StoriesAdmin(admin.ModelAdmin[Article]):
    change_list_template = "admin/articles/article_list.html"
    list_filter = (TabFilter, SectionFilter, AuthorFilter, OrderFilter)
    search_fields = ("headline", "standfirst", "slug", "bylines__author__name")
    list_per_page = 40
    show_full_result_count = False
    paginator = CappedPaginator
    actions = BULK

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer("body")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """What `find` finds, and of what is in work also by its text."""
        in_text = desk.with_words(search_term)
        found = self.find(request, queryset, search_term)
        return (found | queryset.filter(pk__in=in_text)) if in_text else found, False

    def find(self, request: HttpRequest, queryset: QuerySet[Article], search_term: str) -> QuerySet[Article]:
        """By headline, standfirst, address and author; each once, though two of its authors may have been found."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        return queryset.filter(Exists(found.filter(pk=OuterRef("pk")))) if may_repeat else found

    def get_ordering(self, request: HttpRequest) -> Any:
        tab = desk.TABS[open_tab(request)]
        asked = request.GET.get(OrderFilter.parameter_name, "")
        # By due time only what is in work: the archive has none, and would be sorted for nothing.
        is_free = tab.order == desk.IN_WORK and asked == desk.NEWEST
        return desk.ORDERS[desk.NEWEST if is_free else tab.order]

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # stories go to the trash, from where they come back
        hidden = {"throw_away"} if open_tab(request) == "trash" else {"take_out"}
        return {
            name: action for name, action in actions.items() if name not in hidden or request.method == "POST"
        }

    def get_action_choices(self, request: HttpRequest, default_choices: Any = None) -> Any:
        return super().get_action_choices(request, [("", "What to do with them")])

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        if context is not None and isinstance(found := context.get("cl"), ChangeList):
            context |= self._list(request, found)
        return response

    def _list(self, request: HttpRequest, found: ChangeList) -> dict[str, Any]:
        """What the page shows beside the rows that the list has found."""
        here, me = open_tab(request), request.user
        assert isinstance(me, User)
        tabs = desk.tabs_of(me)
        keys = [story.pk for story in found.result_list]
        stories = {story.pk: story for story in desk.listed().filter(pk__in=keys)}
        return {
            "tabs": [
                {
                    "key": key,
                    "label": tab.label,
                    "url": found.get_query_string({TabFilter.parameter_name: key}, ["p", "order"]),
                    "count": in_words(count),
                    "is_open": key == here,
                }
                for (key, tab), count in zip(tabs.items(), desk.counts(me).values(), strict=True)
            ],
            "rows": desk.rows([stories[key] for key in keys if key in stories], me=me),
            "nothing": tabs[here].nothing,
            "is_elsewhere": bool(found.query) and here != "all" and "all" in tabs,
            "page": found.paginator.get_page(found.page_num),
            "filters": _filters(request, here),
            "zone": moments.zone_name(identity.current().zone),
            "now": timezone.now(),
        }


def _filters(request: HttpRequest, tab: str) -> forms.Form:
    """The choices above the list; two queries."""
    orders = [("", "Due first"), (desk.NEWEST, "Newest first")]
    fields: dict[str, tuple[str, list[Option]]] = {
        "section": ("Section", [("", "Any section"), *_options(Section.objects.all())]),
        "author": ("Author", [("", "Any author"), *_options(Author.objects.all()[:AUTHORS])]),
    }
    if desk.TABS[tab].order == desk.IN_WORK:
        fields["order"] = ("Order", orders)
    form = forms.Form(initial={name: request.GET.get(name, "") for name in fields}, auto_id="by_%s")
    for name, (label, options) in fields.items():
        widget = forms.Select(attrs={"aria-label": label, "data-at-once": ""})
        form.fields[name] = forms.ChoiceField(choices=options, required=False, widget=widget)
    return form


def _options(rows: QuerySet[Any]) -> list[Option]:
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
