"""From what editors write to what readers see. The only writer of an article's live fields."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from newsroom import identity, pagecache

from . import addresses, references, tasks
from .body.clean import clean
from .body.text import reading_minutes
from .content import Content
from .models import Article, Byline, Kind, Revision, Tagging
from .models.article import month_of
from .names import slug_for

PUBLISH = "articles.publish_article"
ANNOUNCED_AT_ONCE = 100
COPIED = (
    "label",
    "headline",
    "slug",
    "standfirst",
    "body",
    "language",
    "lead_caption",
    "search_title",
    "search_description",
    "share_title",
    "share_text",
    "canonical_address",
)


class Stale(Exception):
    """The article was saved by somebody else since `base` was read; `newest` is what it is now."""

    def __init__(self, newest: Revision) -> None:
        super().__init__("The article has been changed since it was opened.")
        self.newest = newest


class Seen(Exception):
    """Readers have seen the article already."""


@transaction.atomic
def save_draft(
    content: Content,
    *,
    by: User,
    article: Article | None = None,
    base: int | None = None,
    source_id: UUID | None = None,
) -> Revision:
    """Keep `content` as the newest revision of `article`, or of a new one. Readers see nothing of it.

    `base` is the number of the revision that the editor began from. Raises Stale if there is a newer one.
    `source_id` names a new article; it is made once, so that a form which comes twice raises IntegrityError.
    """
    content = replace(content, body=clean(content.body))
    if article is None:
        article = Article(headline=content.headline, slug=content.slug, source_id=str(source_id or uuid4()))
        article.save()
    else:
        article = (
            Article.objects.select_for_update(of=("self",))
            .select_related("latest_revision")
            .get(pk=article.pk)
        )
    newest = article.latest_revision
    if newest is not None and base is not None and newest.number != base:
        raise Stale(newest)
    revision = Revision.objects.create(
        article=article,
        number=newest.number + 1 if newest else 1,
        parent=newest,
        author=by,
        snapshot=content.to_json(),
        created_at=timezone.now(),
    )
    article.latest_revision = revision
    if article.published_at is None:
        _apply(article, content)
    article.save()
    references.keep(article)
    return revision


@transaction.atomic
def publish(
    revision: Revision, *, by: User, at: datetime | None = None, tell_readers: bool = False
) -> Article:
    """Make `revision` what readers see, from now on or from `at` if no reader has seen the article yet.

    With `tell_readers` a change of a published article shows as an update. The address is fixed when the first
    reader can see it; a slug that its month has already is numbered. Raises PermissionDenied.
    """
    if not by.has_perm(PUBLISH):
        raise PermissionDenied("You may not publish.")
    article = Article.objects.select_for_update().get(pk=revision.article_id)
    before = article.list_tags()
    now = timezone.now()
    was_seen = article.published_at is not None and article.published_at <= now
    old_path = article.get_absolute_url() if was_seen else ""
    if not was_seen:
        article.published_at = first = at or now
        article.month = month_of(first.astimezone(identity.current().zone))
    elif tell_readers:
        article.updated_at = now
    article.visible_from, article.withdrawn_at, article.withdrawal_notice = article.published_at, None, ""
    article.is_announced = article.is_live
    _apply(article, revision.content)
    article.live_revision = revision
    article.save()
    references.keep(article)
    addresses.keep(old_path, article)
    Revision.objects.filter(pk=revision.pk).update(kind=Kind.PUBLISHED)
    _tell(article, before)
    return article


@transaction.atomic
def withdraw(article: Article, *, by: User, notice: str) -> Article:
    """Take the article from all pages; its address says 410 and shows `notice`. Raises PermissionDenied."""
    if not by.has_perm(PUBLISH):
        raise PermissionDenied("You may not withdraw.")
    article = Article.objects.select_for_update().get(pk=article.pk)
    before = article.list_tags()
    article.visible_from, article.withdrawn_at, article.withdrawal_notice = None, timezone.now(), notice
    article.save()
    article.taggings.update(visible_from=None)
    article.bylines.update(visible_from=None)
    _tell(article, before)
    return article


@transaction.atomic
def unschedule(article: Article, *, by: User) -> Article:
    """Make an article that no reader has seen a draft again. Raises PermissionDenied, and Seen if one has."""
    if not by.has_perm(PUBLISH):
        raise PermissionDenied("You may not change the schedule.")
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.published_at is None or article.published_at <= timezone.now():
        raise Seen("Readers have seen this article: it can be withdrawn, and is no draft any more.")
    article.published_at = article.month = article.visible_from = article.live_revision = None
    article.withdrawn_at, article.is_announced = None, True
    article.save()
    article.taggings.update(visible_from=None)
    article.bylines.update(visible_from=None)
    references.keep(article)
    return article


def announce_due() -> int:
    """Tell the caches of the articles whose time has come since the last call, and say how many these were.

    Readers who ask the site itself see them without it.
    """
    due = Article.objects.live().filter(is_announced=False).prefetch_related("taggings", "bylines")
    announced = 0
    for article in due[:ANNOUNCED_AT_ONCE]:
        # Another worker may be about the same; the one whose update counts does the rest.
        if Article.objects.filter(pk=article.pk, is_announced=False).update(is_announced=True):
            pagecache.purge(article.cache_tag, *article.list_tags())
            announced += 1
    return announced


def _apply(article: Article, content: Content) -> None:
    """Carry `content` onto the article's row and its topics and bylines. The caller saves the row."""
    numbered = article.slug if _asked_slug(article) == content.slug else ""
    copy_fields(article, content)
    article.slug = numbered or free_slug(
        article, content.slug or slug_for(content.headline, fallback="article")
    )
    article.taggings.all().delete()
    article.bylines.all().delete()
    Tagging.objects.bulk_create(taggings_of(article, content))
    Byline.objects.bulk_create(bylines_of(article, content))


def _asked_slug(article: Article) -> str | None:
    """The slug that the text which readers see asked for; the article's own may be a numbered one."""
    return article.live_revision.content.slug if article.live_revision else None


def copy_fields(article: Article, content: Content) -> None:
    """Carry `content` onto the article's own columns."""
    for name in COPIED:
        setattr(article, name, getattr(content, name))
    article.section_id = content.section
    article.primary_topic_id = content.topics[0] if content.topics else None
    article.lead_image_id = content.lead_image
    article.reading_minutes = reading_minutes(content.body)


def taggings_of(article: Article, content: Content) -> list[Tagging]:
    return [
        Tagging(content_object=article, tag_id=topic, rank=rank, visible_from=article.visible_from)
        for rank, topic in enumerate(content.topics)
    ]


def bylines_of(article: Article, content: Content) -> list[Byline]:
    return [
        Byline(
            article=article,
            author_id=credit.author,
            role=credit.role,
            rank=rank,
            visible_from=article.visible_from,
        )
        for rank, credit in enumerate(content.credits)
    ]


def free_slug(article: Article, slug: str, *, taken: Iterable[str] = ()) -> str:
    """`slug`, numbered if another article of the month has it or had it. `taken`: slugs about to be used, too."""
    if article.month is None:
        return slug
    same = Article.objects.filter(month=article.month, slug__startswith=slug).exclude(pk=article.pk)
    used = {*same.values_list("slug", flat=True), *addresses.slugs_led_away(article, slug), *taken}
    number, free = 1, slug
    while free in used:
        number += 1
        free = f"{slug}-{number}"
    return free


def _tell(article: Article, before: list[str]) -> None:
    """After the commit: a reader arriving before it would store the old page again."""
    pagecache.purge(article.cache_tag, *{*before, *article.list_tags()})
    transaction.on_commit(partial(tasks.weigh_article.enqueue, article.pk))
