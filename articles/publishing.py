"""From what editors write to what readers see. The only writer of an article's live fields."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from newsroom import audit, identity, outbox, pagecache
from newsroom.text import prose

from . import addresses, applying, checks, headlines, notices, references, tasks, telling
from .body.clean import clean
from .body.text import word_count
from .content import Content
from .models import (
    NOTICED,
    Article,
    Change,
    HouseRules,
    Kind,
    Review,
    Revision,
    ScheduledChange,
    Stage,
    Verdict,
)
from .models.article import month_of
from .related import ordering
from .rights import require_publish, require_write

ANNOUNCED_AT_ONCE = 100


class Stale(Exception):
    """The article was saved by somebody else since `base` was read; `newest` is what it is now."""

    def __init__(self, newest: Revision) -> None:
        super().__init__("The article has been changed since it was opened.")
        self.newest = newest


class Seen(Exception):
    """Readers have seen the article already."""


class Refused(Exception):
    """The text may not go out as it is; the message says why, and what would help."""


def lock(article: Article) -> Article:
    """The row as it is now, for this transaction alone, with its newest revision.

    In two steps: PostgreSQL, where it had to wait for the row, reads that anew but not what is joined to it, so the
    revision that somebody else has just made would be missing.
    """
    Article.objects.select_for_update().values_list("pk").get(pk=article.pk)
    return Article.objects.select_related("latest_revision").get(pk=article.pk)


@transaction.atomic
def save_draft(
    content: Content,
    *,
    by: User,
    article: Article | None = None,
    base: int | None = None,
    source_id: UUID | None = None,
    kind: Kind = Kind.DRAFT,
    note: str = "",
) -> Revision:
    """Keep `content` as the newest revision of `article`, or of a new one. Readers see nothing of it.

    `base` is the number of the revision that the editor began from. Raises Stale if there is a newer one, unless that
    is this very text of the same person: the second of two clicks. A text without any change makes no revision.
    `source_id` names a new article; it is made once, so that a form which comes twice raises IntegrityError.
    Raises PermissionDenied.
    """
    content = replace(content, body=clean(content.body))
    require_write(by, article)
    if article is None:
        article = Article(
            headline=content.headline, slug=content.slug, source_id=str(source_id or uuid4()), creator=by
        )
        article.save()
    else:
        article = lock(article)
    newest = article.latest_revision
    if newest is not None:
        is_same = newest.content == content
        if base is not None and newest.number != base and not (is_same and newest.author_id == by.pk):
            raise Stale(newest)
        if is_same:
            return newest
    revision = _revision(article, content, by=by, kind=kind, note=note)
    article.latest_revision = revision
    # What an editor has read and approved was another text.
    article.stage = Stage.IN_REVIEW if article.stage in {Stage.IN_REVIEW, Stage.APPROVED} else Stage.DRAFT
    if article.published_at is None:
        applying.apply(article, content)
    else:
        article.words = word_count(content.body)
    article.save()
    references.keep(article)
    audit.record("article.save", article, by=by, version=revision.number)
    return revision


@transaction.atomic
def keep_aside(content: Content, *, by: User, article: Article, base: int | None) -> Revision:
    """Keep a text that came too late to be the newest, so that nothing of it is lost. Raises PermissionDenied.

    The second of two clicks gives what the first has kept.
    """
    require_write(by, article)
    article = lock(article)
    content = replace(content, body=clean(content.body))
    same = article.revisions.filter(kind=Kind.CONFLICT, author=by, text_hash=content.digest).first()
    if same is not None:
        return same
    parent = article.revisions.filter(number=base or 0).first()
    revision = _revision(article, content, by=by, kind=Kind.CONFLICT, parent=parent)
    audit.record("article.keep_aside", article, by=by, version=revision.number)
    return revision


def _revision(
    article: Article,
    content: Content,
    *,
    by: User,
    kind: Kind,
    note: str = "",
    parent: Revision | None = None,
) -> Revision:
    highest = article.revisions.aggregate(highest=Max("number"))["highest"] or 0
    return Revision.objects.create(
        article=article,
        number=highest + 1,
        parent=parent or article.latest_revision,
        author=by,
        kind=kind,
        snapshot=content.to_json(),
        text_hash=content.digest,
        note=note,
        created_at=timezone.now(),
    )


def is_approved(revision: Revision, *, by_another: bool = False) -> bool:
    """True if somebody has approved these very words; `by_another`: somebody other than who wrote them."""
    approvals = Review.objects.filter(
        revision__article=revision.article_id, text_hash=revision.text_hash, verdict=Verdict.APPROVED
    )
    if by_another:
        approvals = approvals.exclude(reviewer=None).exclude(reviewer=revision.author_id)
    return bool(revision.text_hash) and approvals.exists()


@transaction.atomic
def publish(
    revision: Revision,
    *,
    by: User,
    at: datetime | None = None,
    change: Change = Change.TYPO,
    correction: str = "",
) -> Article:
    """Make `revision` what readers see, from now on or from `at` if no reader has seen the article yet.

    `change` says what a text is to the one that readers know, and it alone decides what they are told; `correction`
    is the sentence for a kind in `NOTICED`. For a first publication it says nothing. The address is fixed when the
    first reader can see it; a slug that its month has already is numbered. What is live already stays as it is.
    Raises PermissionDenied, and Refused.
    """
    require_publish(by)
    return bring_out(revision, by=by, at=at, change=change, correction=correction)


@transaction.atomic
def bring_out(
    revision: Revision,
    *,
    by: User | None,
    at: datetime | None = None,
    change: Change = Change.TYPO,
    correction: str = "",
    **facts: Any,
) -> Article:
    """`publish` without asking who may: for the worker, which does at its hour what an editor has decided before.

    `facts` go into the audit.
    """
    article = lock(Article(pk=revision.article_id))
    now = timezone.now()
    if (
        article.live_revision_id == revision.pk
        and article.is_live
        and not notices.is_new(change, prose(correction), revision)
    ):
        return article
    was_seen = article.published_at is not None and article.published_at <= now
    if was_seen and at is not None and at > now:
        raise Refused("Readers know this story: a change of it is scheduled, and not published for later.")
    require_ready(article, revision, at=at or now, is_first=not was_seen, change=change, text=correction)
    before = article.list_tags()
    old_path = article.get_absolute_url() if was_seen else ""
    if not was_seen:
        article.published_at = first = at or now
        article.month = month_of(first.astimezone(identity.current().zone))
    else:
        notices.keep(article, revision, change, prose(correction), by=by, now=now)
    article.visible_from, article.withdrawn_at = article.published_at, None
    if article.visible_until is None or article.visible_until <= now:
        article.visible_until, article.withdrawal_notice = None, ""
    article.is_announced = article.is_live
    applying.apply(article, revision.content)
    article.live_revision = revision
    if revision.pk == article.latest_revision_id:
        article.stage = Stage.PUBLISHED
    article.save()
    references.keep(article)
    headlines.keep(article)
    addresses.keep(old_path, article)
    Revision.objects.filter(pk=revision.pk).update(kind=Kind.PUBLISHED)
    done = (
        Q(revision=revision) if was_seen else Q()
    )  # of a first publication there is only what was held back
    ScheduledChange.objects.filter(done, article=article).delete()
    if was_seen:
        facts["change"] = change.value
    audit.record("article.publish", article, by=by, version=revision.number, **facts)
    _tell(article, before)
    telling.tell("published", article, by=by, note=correction if was_seen else "")
    return article


def require_ready(
    article: Article, revision: Revision, *, at: datetime, is_first: bool, change: Change, text: str
) -> None:
    """Raises Refused for what no editor may do, whatever his or her role."""
    if article.trashed_at is not None:
        raise Refused("This story is in the trash. Take it out first.")
    if not is_first and change in NOTICED and not text.strip():
        raise Refused(f"Say to readers what the {change.value} is: what was wrong or unclear, what is right.")
    if article.visible_until is not None and timezone.now() < article.visible_until <= at:
        until = timezone.localtime(article.visible_until)
        raise Refused(f"It leaves on {until:%-d %B %Y, %H:%M %Z}, before that. Take its end away first.")
    if HouseRules.get().second_reader and not is_approved(revision, by_another=True):
        raise Refused("Nobody but its writer has approved this text. Another editor must approve it first.")
    if refusals := checks.refusals(revision.content, article=article, at=at):
        raise Refused(" ".join(one.sentence for one in refusals))


@transaction.atomic
def withdraw(article: Article, *, by: User, notice: str) -> Article:
    """Take the article from all pages; its address says 410 and shows `notice`. Raises PermissionDenied."""
    require_publish(by)
    return take_down(lock(article), by=by, notice=notice, action="article.withdraw")


def take_down(article: Article, *, by: User | None, notice: str, action: str) -> Article:
    """`withdraw` without asking who may, for the worker too. `article` is locked by the caller's transaction."""
    before = article.list_tags()
    article.visible_from, article.withdrawn_at, article.withdrawal_notice = None, timezone.now(), notice
    article.visible_until = None
    article.save()
    article.taggings.update(visible_from=None)
    article.bylines.update(visible_from=None)
    called_off = ScheduledChange.objects.filter(article=article).delete()[0]
    if called_off:
        settle_stage(article)
    audit.record(action, article, by=by)
    _tell(article, before)
    telling.tell("withdrawn", article, by=by, note=notice)
    return article


@transaction.atomic
def unschedule(article: Article, *, by: User) -> Article:
    """Make an article that no reader has seen a draft again. Raises PermissionDenied, and Seen if one has."""
    require_publish(by)
    article = lock(article)
    if article.published_at is None or article.published_at <= timezone.now():
        raise Seen("Readers have seen this article: it can be withdrawn, and is no draft any more.")
    take_hour_away(article)
    audit.record("article.unschedule", article, by=by)
    return article


def take_hour_away(article: Article) -> None:
    """Make an article that nobody has seen a draft again. `article` is locked."""
    article.published_at = article.month = article.visible_from = article.live_revision = None
    article.withdrawn_at, article.is_announced = None, True
    article.visible_until, article.withdrawal_notice = None, ""
    if article.stage == Stage.PUBLISHED:
        article.stage = _stage_of(article.latest_revision)
    article.save()
    article.taggings.update(visible_from=None)
    article.bylines.update(visible_from=None)
    references.keep(article)
    headlines.keep(article)


def settle_stage(article: Article) -> None:
    """Give a text that has no hour any more the stage that it had before. `article` is locked."""
    if article.stage == Stage.SCHEDULED:
        article.stage = _stage_of(article.latest_revision)
        article.save(update_fields=["stage"])


def _stage_of(revision: Revision | None) -> Stage:
    return Stage.APPROVED if revision and is_approved(revision) else Stage.DRAFT


def announce_due() -> int:
    """Tell the caches of the articles whose time has come since the last call, and say how many these were.

    Readers who ask the site itself see them without it.
    """
    due = Article.objects.live().filter(is_announced=False).prefetch_related("taggings", "bylines")
    announced = 0
    for article in due[:ANNOUNCED_AT_ONCE]:
        # Another worker may be about the same; the one whose update counts does the rest.
        with transaction.atomic():
            if not Article.objects.filter(pk=article.pk, is_announced=False).update(is_announced=True):
                continue
            pagecache.purge(article.cache_tag, *article.list_tags())
            ordering.order(article.pk)
        announced += 1
    return announced


def _tell(article: Article, before: list[str]) -> None:
    """After the commit: a reader arriving before it would store the old page again."""
    pagecache.purge(article.cache_tag, *{*before, *article.list_tags()})
    ordering.order(article.pk)
    outbox.order(tasks.weigh_article, article.pk)
