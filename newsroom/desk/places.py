"""The navigation of the desk: where a person can go, in which order, and how many things wait there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

Count = Callable[[HttpRequest], int]


@dataclass(frozen=True)
class Place:
    """One entry. `target` is a model, `app.model`, whose list it opens, or the name of a page, `admin:name`.

    A model's list is for whoever may see the model, a page for whoever has one of the `permissions`, or for all.
    """

    label: str
    target: str
    group: str = ""
    permissions: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # models whose lists are reached from this one

    @property
    def is_page(self) -> bool:
        return ":" in self.target

    @property
    def url_name(self) -> str:
        return self.target if self.is_page else f"admin:{self.target.replace('.', '_')}_changelist"


# An entry whose app is not installed is left out, so that each names its place here before it is built.
PLACES: tuple[Place, ...] = (
    Place("Today", "admin:index"),
    Place("Articles", "articles.article"),
    Place("Front page", "admin:articles_front", permissions=("articles.curate_front",)),
    Place("Pictures", "articles.image"),
    Place("Topics", "articles.topic", also=("articles.topicmerge",)),
    Place("Comments", "comments.comment", "Readers"),
    Place("Newsletters", "newsletter.newsletter", "Readers"),
    Place("Corrections", "articles.correction", "Readers"),
    Place(
        "Cookie consent",
        "consent.version",
        "Readers",
        also=(
            "consent.service",
            "consent.category",
            "consent.controller",
            "consent.dailycount",
            "consent.record",
        ),
    ),
    Place("Sections", "articles.section", "The paper"),
    Place("Authors", "articles.author", "The paper"),
    Place("Pages", "articles.page", "The paper"),
    Place("People", "auth.user", "House"),
    Place("Roles", "auth.group", "House"),
    Place("Who did what", "newsroom.auditentry", "House"),
    Place("House rules", "articles.houserules", "House"),
    Place("Site", "newsroom.identity", "House"),
)
# Reached from where they belong: revisions and old addresses from their article.
ELSEWHERE = frozenset({"articles.revision"})
MORE = "Machine room"

_counts: dict[str, Count] = {}


def count(target: str) -> Callable[[Count], Count]:
    """Registers what counts the things that wait at the place of `target`; it is asked once a page that shows it."""

    def keep(function: Count) -> Count:
        _counts[target] = function
        return function

    return keep


@dataclass(frozen=True)
class Entry:
    """A place as one person sees it. `waiting` is None where nothing is counted."""

    label: str
    url: str
    is_current: bool
    waiting: int | None


class Navigation:
    """The entries of one request by group. Nothing is counted before a template asks for the groups."""

    def __init__(self, site: AdminSite, request: HttpRequest) -> None:
        self.site, self.request = site, request

    def __iter__(self) -> Iterator[tuple[str, list[Entry]]]:
        places = [(place, url) for place in (*PLACES, *self._more()) if (url := self._url(place))]
        here = self._here(places)
        groups: dict[str, list[Entry]] = {}
        for place, url in places:
            counted = _counts.get(place.target)
            waiting = counted(self.request) if counted else None
            groups.setdefault(place.group, []).append(Entry(place.label, url, url == here, waiting))
        return iter(groups.items())

    def _here(self, places: list[tuple[Place, str]]) -> str:
        """The address of the place that the page belongs to, the nearest one."""
        within = {url: url for _, url in places}
        for place, url in places:
            within |= {reverse(f"admin:{model.replace('.', '_')}_changelist"): url for model in place.also}
        nearest = max(
            (inside for inside in within if self.request.path.startswith(inside)), key=len, default=""
        )
        return within.get(nearest, "")

    def _url(self, place: Place) -> str:
        """Where the person is led by it; empty for what is not built and for what is not for this person."""
        try:
            url = reverse(place.url_name, current_app=self.site.name)
        except NoReverseMatch:
            return ""
        return url if self._may(place) else ""

    def _may(self, place: Place) -> bool:
        if place.is_page:
            user = self.request.user
            return not place.permissions or any(user.has_perm(name) for name in place.permissions)
        return self._admin(place.target).has_view_or_change_permission(self.request)

    def _admin(self, label: str) -> ModelAdmin[Any]:
        return self.site._registry[apps.get_model(label)]

    def _more(self) -> list[Place]:
        """The lists that are named nowhere, such as another package's, so that each can be reached."""
        named = {name for place in PLACES for name in (place.target, *place.also)} | ELSEWHERE
        return [
            Place(str(model._meta.verbose_name_plural).capitalize(), model._meta.label_lower, MORE)
            for model in self.site._registry
            if model._meta.label_lower not in named
        ]
