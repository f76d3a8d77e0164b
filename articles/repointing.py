"""All read-also cards that lead to one story made to lead to another."""

from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from . import scheduling
from .lost import reason_of
from .models import Article, Change, Presence, Reference, Revision, Stage
from .publishing import Refused, lock, publish, save_draft
from .rights import may_publish, require_write

AT_ONCE = 100  # stories


class CannotRepoint(Exception):
    """Why cards cannot lead where they were asked to: a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one story. `is_done`: its newest text has the new card."""

    article: Article
    is_done: bool
    sentence: str


def holders(target: int) -> list[Article]:
    """The stories that have a card to `target` in their newest text, the newest first; not those in the trash."""
    rows = Reference.objects.filter(kind=Reference.Kind.ARTICLE, target=target, in_newest=True)
    return list(Article.objects.kept().filter(pk__in=rows.values("article")).defer("body").order_by("-pk"))


def check(target: int, new: Article | None) -> Article:
    """`new`, if cards to `target` may lead to it. Raises CannotRepoint."""
    if new is None:
        raise CannotRepoint("Choose the story that the cards are to lead to.")
    if new.pk == target:
        raise CannotRepoint("The cards lead to this story already. Choose another one.")
    if reason := reason_of(new):
        raise CannotRepoint(f"Readers would not see the card: “{new}” {reason}. Choose another story.")
    return new


def repoint(target: int, new: Article | None, *, by: User) -> list[Outcome]:
    """Let the cards to `target` lead to `new`, each story in a transaction of its own: at most AT_ONCE of them.

    What is live and has no update waiting is published again, without a word to readers, by whoever may; else the card
    stands in the newest text and waits with it. Raises CannotRepoint.
    """
    chosen = check(target, new)
    return [_repoint(article, target, chosen, by) for article in holders(target)[:AT_ONCE]]


def _repoint(article: Article, target: int, new: Article, by: User) -> Outcome:
    if new.pk == article.pk:
        return Outcome(article, False, "Not changed: the card would lead to the story that it stands in.")
    there = Presence.objects.here().filter(article=article).exclude(user=by).select_related("user").first()
    if there is not None:
        return Outcome(article, False, f"Not changed: {there.user} is in this story now.")
    try:
        return _save(article, target, new, by)
    except PermissionDenied:
        return Outcome(article, False, "Not changed: you may not change this story.")


@transaction.atomic
def _save(article: Article, target: int, new: Article, by: User) -> Outcome:
    article = lock(article)
    require_write(by, article)
    newest = article.latest_revision
    old, card = (f'<aside data-article="{pk}"></aside>' for pk in (target, new.pk))
    if newest is None or old not in newest.content.body:
        return Outcome(article, False, "Not changed: somebody has taken the card out meanwhile.")
    body = newest.content.body
    body = body.replace(old, "" if card in body else card)
    is_whole = article.stage == Stage.PUBLISHED
    revision = save_draft(
        replace(newest.content, body=body),
        by=by,
        article=article,
        base=newest.number,
        note=f"Read-also card made to lead to “{new}”"[:300],
    )
    if scheduling.waiting(article):
        return Outcome(
            article, True, "Changed in a newer text; the one that has its hour goes out without it."
        )
    if not is_whole:
        return Outcome(article, True, "Changed in the text that is being worked on, and goes out with it.")
    return _publish(article, revision, by)


def _publish(article: Article, revision: Revision, by: User) -> Outcome:
    if article.visible_from is None:
        return Outcome(article, True, "Changed; readers do not see this story.")
    if not may_publish(by):
        return Outcome(article, True, "Changed in a draft: an editor has to publish it.")
    try:
        with transaction.atomic():
            publish(revision, by=by, at=article.visible_from, change=Change.TYPO)
    except Refused as error:
        return Outcome(article, True, f"Changed in a draft, and not published. {error}")
    return Outcome(
        article, True, "Changed, and readers see it." if article.is_live else "Changed, for its hour."
    )
