"""What the form of a story is opened with: the newest text, or what this person has typed and not saved.

Where he or she has typed more than one text of it, in several windows, the others are offered beside it."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from .. import presence, working
from ..forms import ArticleForm, PlanForm, initial_of
from ..models import Article, Image, Mark, Note, Review, Revision, WorkingCopy
from ..models.article import month_of
from ..pictures.markup import phone_bytes
from .windows import both, form_of

VERSIONS = 6  # in the rail; the history has all
MOST = 10  # working copies
SAVED = "saved"


class Other(NamedTuple):
    """A text of the same story that the form does not have in it, and that is offered."""

    copy: WorkingCopy
    is_older: bool  # it began from an older text than the newest
    is_open: bool  # its window is open still
    both: str  # where it is seen beside what the form has, or beside the newest version
    form: str  # where to go on with it


@dataclass(frozen=True)
class Opened:
    """What the fields begin with, and what is said of it."""

    initial: dict[str, Any] = field(default_factory=dict)
    plan: MultiValueDict[str, str] | None = (
        None  # as a form sends it, with what the plan was when it was typed
    )
    resumed: WorkingCopy | None = None  # the form has this in it
    is_open: bool = False  # and so has another window, which is open still
    others: list[Other] = field(default_factory=list)
    on_top: Revision | None = None  # a kept text that is to come on top of the newest
    unfinished: list[WorkingCopy] = field(default_factory=list)  # new stories that were never saved
    kept: WorkingCopy | None = None  # what a post that was refused has left

    @property
    def mark(self) -> Mark | str:
        """What the form goes on from, for its field `copy`."""
        copy = self.resumed or self.kept
        return copy.mark if copy else ""


def opened(user: User, article: Article | None, asked: QueryDict, kind: type[ArticleForm]) -> Opened:
    """`asked`: `mine` is the number of a kept version, the tab of a working copy, or “saved” for neither; `on` is the
    version on which an older working copy is to come; `once` names the form of a new story."""
    return _opened_story(user, article, asked, kind) if article else _opened_new(user, asked, kind)


def made(user: User, asked: QueryDict) -> Article | None:
    """The story that the form for a new one, which is asked for, has made already."""
    return working.made_of(uuid_of(asked.get("once", "")), user)


def _opened_story(user: User, article: Article, asked: QueryDict, kind: type[ArticleForm]) -> Opened:
    newest = article.latest_revision
    base = newest.number if newest else 0
    mine = asked.get("mine", "")
    copies = list(working.copies_of(user, article=article).defer("fields")[:MOST])
    own = presence.windows_of(user, presence.present_in(article)) if copies else set()
    if mine.isascii() and mine.isdecimal():
        kept = article.revisions.filter(number=int(mine[:9]), author=user).first()
        if kept:
            others = _others(copies, article, None, own)
            return Opened(initial={**initial_of(kept), "base": base}, on_top=kept, others=others)
    copy = _chosen([one for one in copies if base in {one.base, number_of(asked.get("on", ""))}], mine, base)
    others = _others(copies, article, copy, own)
    if copy is None:
        return Opened(others=others)
    is_open = copy.tab in own and str(copy.tab) != mine  # whoever asks for it by name has reloaded its window
    initial = {**typed(kind, copy.fields), "base": base}
    return Opened(initial, plan_typed(copy.fields), resumed=copy, is_open=is_open, others=others)


def _opened_new(user: User, asked: QueryDict, kind: type[ArticleForm]) -> Opened:
    once = uuid_of(asked.get("once", ""))
    begun = working.unfinished(user, most=MOST)
    copies = [copy for copy in begun if once and copy.once == once]
    unfinished = [copy for copy in begun if copy not in copies]
    copy = _chosen(copies, asked.get("mine", ""), None)
    others = _others(copies, None, copy, set())
    if copy is None:
        return Opened({"once": once} if once else {}, others=others, unfinished=unfinished)
    initial = {**typed(kind, copy.fields), "once": once}
    return Opened(initial, plan_typed(copy.fields), resumed=copy, others=others, unfinished=unfinished)


def _chosen(copies: list[WorkingCopy], mine: str, base: int | None) -> WorkingCopy | None:
    """The copy that was asked for by its tab, or else the newest of those that began from the newest text."""
    if mine == SAVED:
        return None
    named = (copy for copy in copies if str(copy.tab) == mine)
    return next(named, next((copy for copy in copies if copy.base == base), None))


def _others(
    copies: list[WorkingCopy], article: Article | None, chosen: WorkingCopy | None, own: set[UUID]
) -> list[Other]:
    newest = article.latest_revision if article else None
    beside = chosen.tab if chosen else None
    return [
        Other(
            copy,
            is_older=newest is not None and copy.base != newest.number,
            is_open=copy.tab in own,
            both=both(copy, article, beside=beside) if beside or article else "",
            form=form_of(copy, article),
        )
        for copy in copies
        if copy is not chosen
    ]


def number_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


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


def uuid_of(text: str) -> UUID | None:
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
        "others": presence.others_in(article, but=user),
        "notes": list(Note.objects.filter(article=article).select_related("author")),
        "versions": list(versions[:VERSIONS]),
        "review": review,
    }


def _trail(article: Article | None) -> str:
    """The address as search engines print it: host › year › month."""
    host = urlsplit(settings.SITE_URL).netloc
    month = article.month if article and article.month else month_of(timezone.localtime())
    return f"{host} › {month // 100} › {month % 100:02}"
