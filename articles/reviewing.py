"""From a writer's desk to an editor's and back: what is said of a text before readers see it.

Each verb names the version that the person looked at, so that nobody approves what he or she has not read.
"""

import re
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from newsroom import audit

from . import telling
from .models import Article, Note, Priority, Review, Revision, Stage, Verdict
from .publishing import Refused, Stale, lock
from .rights import readers_of_drafts, require_publish, require_write

_MENTION = re.compile(r"(?<![\w@.])@([\w.+-]+)")


ACTIONS = {
    Verdict.SUBMITTED: "article.submit",
    Verdict.SENT_BACK: "article.send_back",
    Verdict.APPROVED: "article.approve",
}


class WrongStage(Exception):
    """The text is not where this can be done to it; the message is for the person who tried."""


@transaction.atomic
def submit(article: Article, *, by: User, number: int, note: str = "") -> Revision:
    """Ask an editor to read version `number`. Raises PermissionDenied, Stale and WrongStage."""
    article, newest = _newest(article, number)
    require_write(by, article)
    if article.stage not in {Stage.DRAFT, Stage.SCHEDULED}:
        raise WrongStage(f"Version {number} is {article.get_stage_display().lower()} already.")
    return _step(article, newest, Verdict.SUBMITTED, Stage.IN_REVIEW, by, note)


@transaction.atomic
def send_back(article: Article, *, by: User, number: int, note: str) -> Revision:
    """Give version `number` back to its writer with a reason. Raises PermissionDenied, Stale and WrongStage."""
    article, newest = _newest(article, number)
    require_publish(by)
    if article.stage not in {Stage.IN_REVIEW, Stage.APPROVED}:
        raise WrongStage("Only what was submitted can be sent back.")
    return _step(article, newest, Verdict.SENT_BACK, Stage.DRAFT, by, note)


@transaction.atomic
def approve(article: Article, *, by: User, number: int, note: str = "") -> Revision:
    """Say that version `number` may go out as it is. Raises PermissionDenied, Stale and WrongStage.

    The approval is bound to these words: any later change of them voids it.
    """
    article, newest = _newest(article, number)
    require_publish(by)
    if article.stage not in {Stage.DRAFT, Stage.IN_REVIEW}:
        raise WrongStage(f"Version {number} is {article.get_stage_display().lower()} already.")
    return _step(article, newest, Verdict.APPROVED, Stage.APPROVED, by, note)


@transaction.atomic
def plan(
    article: Article,
    *,
    by: User,
    assignee: User | None,
    due_at: datetime | None = None,
    priority: Priority = Priority.NORMAL,
    embargo_until: datetime | None = None,
) -> Article:
    """Give the story to somebody, with the hour at which it is due. Raises PermissionDenied.

    Raises Refused for an embargo beyond the hour at which the story goes out: no worker stands between that hour and
    readers.
    """
    require_publish(by)
    article = lock(article)
    goes_out = None if article.has_been_seen else article.visible_from
    if embargo_until and goes_out and goes_out < embargo_until:
        hour = timezone.localtime(goes_out)
        raise Refused(f"It goes out on {hour:%-d %B %Y, %H:%M %Z}, under that embargo. Move its hour first.")
    is_new = assignee is not None and assignee.pk != article.assignee_id
    article.assignee, article.due_at, article.priority = assignee, due_at, priority
    article.embargo_until = embargo_until
    article.save(update_fields=["assignee", "due_at", "priority", "embargo_until"])
    audit.record("article.assign", article, by=by, assignee=assignee.get_username() if assignee else "")
    if is_new:
        telling.tell("assigned", article, by=by)
    return article


@transaction.atomic
def add_note(article: Article, *, by: User, text: str) -> Note:
    """Say something to colleagues; each `@username` in it is told by mail. Raises PermissionDenied."""
    require_write(by, article)
    note = Note.objects.create(article=article, author=by, text=text)
    named = mentioned(text)
    note.mentions.set(named)
    telling.tell("mentioned", article, by=by, note=text, to=[user.pk for user in named])
    return note


def mentioned(text: str) -> QuerySet[User]:
    """The colleagues whom `text` names as `@username`, and who may read the story."""
    names = {name.rstrip(".").lower() for name in _MENTION.findall(text)}
    return readers_of_drafts().alias(name=Lower("username")).filter(name__in=names)


def _newest(article: Article, number: int) -> tuple[Article, Revision]:
    article = lock(article)
    newest = article.latest_revision
    if newest is None or article.trashed_at is not None:
        raise WrongStage("This story has no text, or is in the trash.")
    if newest.number != number:
        raise Stale(newest)
    return article, newest


def _step(
    article: Article, revision: Revision, verdict: Verdict, stage: Stage, by: User, note: str
) -> Revision:
    Review.objects.create(
        revision=revision, text_hash=revision.text_hash, verdict=verdict, reviewer=by, note=note
    )
    article.stage = stage
    article.save(update_fields=["stage"])
    audit.record(ACTIONS[verdict], article, by=by, version=revision.number)
    telling.tell(verdict.value, article, by=by, note=note)
    return revision
