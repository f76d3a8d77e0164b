"""One search over the desk: articles, pictures, people and whatever else can be searched by its own list."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

SHOWN = 8  # of each kind
LONGEST = 100  # characters that are searched for


@dataclass(frozen=True)
class Kind:
    """What was found of one kind, and where all of it is listed."""

    label: str
    rows: list[tuple[Model, str]]  # with the address of its form
    list_url: str
    has_more: bool


SEARCHED = ("articles.article", "articles.image", "articles.author", "articles.topic", "auth.user")


def find(site: AdminSite, request: HttpRequest, text: str) -> list[Kind]:
    """The first rows of each kind that this person may see, at most two queries a kind; nothing for empty text."""
    text = text.strip()[:LONGEST]
    found = []
    for label in SEARCHED if text else ():
        model = apps.get_model(label)
        admin = site._registry.get(model)
        if admin is not None and admin.has_view_or_change_permission(request):
            kind = _find(admin, request, text)
            found += [kind] if kind.rows else []
    return found


def _find(admin: ModelAdmin[Any], request: HttpRequest, text: str) -> Kind:
    meta = admin.opts
    seen = admin.get_queryset(request)
    found, may_repeat = admin.get_search_results(request, seen, text)
    if may_repeat:
        found = seen.filter(pk__in=found.order_by().values("pk"))
    rows = list(found.order_by("-pk")[: SHOWN + 1])
    name = f"admin:{meta.app_label}_{meta.model_name}"
    return Kind(
        label=str(meta.verbose_name_plural).capitalize(),
        rows=[(row, reverse(f"{name}_change", args=[row.pk])) for row in rows[:SHOWN]],
        list_url=f"{reverse(f'{name}_changelist')}?{urlencode({'q': text})}",
        has_more=len(rows) > SHOWN,
    )
