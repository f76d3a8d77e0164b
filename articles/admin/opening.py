"""What the form of a story is opened with: the newest text, or what this person has typed and not saved."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from .. import working
from ..forms import ArticleForm, PlanForm, initial_of
from ..models import Article, Image, Note, Review, Revision, WorkingCopy
from ..models.article import month_of
from ..pictures.markup import phone_bytes

VERSIONS = 6  # in the rail; the history has all


@dataclass(frozen=True)
class Opened:
    """What the fields begin with, and what is said of it."""

    initial: dict[str, Any] = field(default_factory=dict)
    plan: MultiValueDict[str, str] | None = (
        None  # as a form sends it, with what the plan was when it was typed
    )
    resumed: WorkingCopy | None = None  # the form has this in it
    older: WorkingCopy | None = None  # began from an older text than the newest, and is offered
    on_top: Revision | None = None  # a kept text that is to come on top of the newest
    unfinished: list[WorkingCopy] = field(default_factory=list)  # new stories that were never saved


def opened(user: User, article: Article | None, asked: QueryDict, kind: type[ArticleForm]) -> Opened:
    """`asked`: `mine` is the number of a kept version, or “copy”; `once` names the form of a new story."""
    return (
        _opened_story(user, article, asked.get("mine", ""), kind)
        if article
        else _opened_new(user, asked, kind)
    )


def _opened_story(user: User, article: Article, mine: str, kind: type[ArticleForm]) -> Opened:
    newest = article.latest_revision
    base = newest.number if newest else 0
    if mine.isascii() and mine.isdecimal():
        kept = article.revisions.filter(number=int(mine[:9]), author=user).first()
        if kept:
            return Opened(initial={**initial_of(kept), "base": base}, on_top=kept)
    copy = working.copies_of(user, article=article).first()
    if copy is None:
        return Opened()
    if copy.base == base or mine == "copy":
        return Opened({**typed(kind, copy.fields), "base": base}, plan_typed(copy.fields), resumed=copy)
    return Opened(older=copy)


def _opened_new(user: User, asked: QueryDict, kind: type[ArticleForm]) -> Opened:
    once = _uuid(asked.get("once", ""))
    copies = list(working.unfinished(user)[:10])
    copy = next((copy for copy in copies if once and copy.once == once), None)
    others = [other for other in copies if other is not copy]
    if copy is None:
        return Opened({"once": once} if once else {}, unfinished=others)
    initial = {**typed(kind, copy.fields), "once": once}
    return Opened(initial, plan_typed(copy.fields), resumed=copy, unfinished=others)


def plan_typed(fields: dict[str, str]) -> MultiValueDict[str, str] | None:
    """What somebody typed into the plan, as a form sends it; None where he or she had no plan to fill in."""
    if not fields.keys() & PlanForm.base_fields.keys():
        return None
    return MultiValueDict({name: [value] for name, value in fields.items()})


def typed(kind: type[ArticleForm], fields: dict[str, str]) -> dict[str, Any]:
    """What a form of this kind begins with, if `fields` is what somebody typed into it, valid or not."""
    values = MultiValueDict({name: [value] for name, value in fields.items()})
    return {
        name: field.widget.value_from_datadict(values, MultiValueDict(), name)
        for name, field in kind.base_fields.items()
        if name in fields
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def surroundings(user: User, article: Article | None, form: ArticleForm) -> dict[str, Any]:
    """What the rail shows beside the fields, in a fixed number of queries."""
    lead = str(form["lead_image"].value() or "")
    found = (
        Image.objects.filter(pk=int(lead)) if lead.isascii() and lead.isdecimal() and len(lead) < 19 else None
    )
    image = found.first() if found is not None else None
    shown = {"lead": image, "lead_kb": round(phone_bytes(image, "card") / 1024), "serp_path": _trail(article)}
    if article is None:
        return {**shown, "others": [], "notes": [], "versions": [], "review": None}
    versions = article.revisions.select_related("author").defer("snapshot").prefetch_related("reviews")
    review = Review.objects.filter(revision__article=article).select_related("reviewer").first()
    return {
        **shown,
        "others": working.others_in(article, but=user),
        "notes": list(Note.objects.filter(article=article).select_related("author")),
        "versions": list(versions[:VERSIONS]),
        "review": review,
    }


def _trail(article: Article | None) -> str:
    """The address as search engines print it: host › year › month."""
    host = urlsplit(settings.SITE_URL).netloc
    month = article.month if article and article.month else month_of(timezone.localtime())
    return f"{host} › {month // 100} › {month % 100:02}"
