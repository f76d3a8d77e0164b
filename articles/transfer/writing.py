"""A batch of imported articles into the database: the bulk form of `publishing.py`, under the same rules."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from newsroom import identity, outbox, pagecache

from .. import addresses, applying, headlines, notices, references, tasks, topics
from ..content import Content
from ..models import Article, Byline, Change, Correction, Kind, OldAddress, Revision, Stage, Tagging
from ..models.article import list_tag, month_of
from ..models.correction import gravest
from ..related import ordering, picks
from ..weight import SHELL_BYTES, text_bytes
from .lines import Notice, Record


@dataclass(frozen=True, slots=True)
class Incoming:
    """A line ready to be written. `is_linking`: only its references are new, since the line came a moment ago."""

    number: int
    record: Record
    content: Content
    digest: str
    pins: tuple[int, ...] = ()
    bans: tuple[int, ...] = ()
    is_linking: bool = False

    @property
    def has_pictures(self) -> bool:
        return bool(self.content.lead_image) or "<figure data-" in self.content.body


@dataclass(slots=True)
class Outcome:
    made: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)


def write(incoming: list[Incoming]) -> Outcome:
    """Write a batch. The caller holds the transaction, and does better line by line if this raises."""
    outcome = Outcome()
    incoming = [replace(one, content=content) for one, content in _followed(incoming)]
    ids = [one.record.id for one in incoming]
    # Locked first, and read with their revisions after that: see `publishing.lock`.
    list(Article.objects.select_for_update().filter(source_id__in=ids).order_by("pk").values_list("pk"))
    present = {
        article.source_id: article
        for article in Article.objects.select_related("latest_revision", "live_revision")
        .prefetch_related("taggings", "bylines", "corrections")
        .filter(source_id__in=ids)
    }
    tags = {tag for article in present.values() for tag in [article.cache_tag, *article.list_tags()]}
    new = [one for one in incoming if one.record.id not in present]
    made = _make(new) if new else []
    for one in incoming:
        if one.record.id in present:
            _change(present[one.record.id], one, outcome)
    outcome.made = len(made)
    by_id = {one.record.id: one for one in incoming}
    written = [*present.values(), *made]
    addresses.keep_all(
        (path, article) for article in written for path in by_id[article.source_id].record.old_urls
    )
    pagecache.purge(
        *tags.union(*(_list_tags(article, by_id[article.source_id].content) for article in written)),
        *([notices.CACHE_TAG] if any(one.record.corrections for one in incoming) else []),
    )
    picks.keep_imported(
        {
            article.pk: (one.pins, one.bans)
            for article in written
            if (one := by_id[article.source_id]).pins or one.bans
        }
    )
    ordering.order_many(*(article.pk for article in written if article.published_at))
    _weigh_later([article for article in written if by_id[article.source_id].has_pictures])
    return outcome


def _followed(incoming: list[Incoming]) -> Iterator[tuple[Incoming, Content]]:
    """Each with the topics of today: one that the importer has learned may have been merged since."""
    led = topics.successors(topic for one in incoming for topic in one.content.topics)
    return ((one, topics.led_on(one.content, led)) for one in incoming)


def _list_tags(article: Article, content: Content) -> list[str]:
    """`Article.list_tags`, without asking the database for what has just been written."""
    return [
        "front",
        "latest",
        f"month-{article.month}",
        *([list_tag("section", content.section)] if content.section else []),
        *(list_tag("topic", topic) for topic in content.topics),
        *(list_tag("author", credit.author) for credit in content.credits),
    ]


def _weigh_later(articles: list[Article]) -> None:
    """Weigh what has pictures when these are ready: their own tasks stand before these in the queue."""
    for article in articles:
        outbox.order(tasks.weigh_article, article.pk)


def _make(incoming: list[Incoming]) -> list[Article]:
    now = timezone.now()
    articles = [Article(source_id=one.record.id, slug=one.content.slug) for one in incoming]
    for article, one in zip(articles, incoming, strict=True):
        _set_times(article, one.record)
        _set_notices(article, set(one.record.corrections))
        _fill(article, one)
    _number_slugs(articles)
    Article.objects.bulk_create(articles)
    revisions = Revision.objects.bulk_create(
        Revision(article=article, number=1, kind=Kind.IMPORTED, created_at=now, **_kept(one.content))
        for article, one in zip(articles, incoming, strict=True)
    )
    first = Subquery(Revision.objects.filter(article=OuterRef("pk"), number=1).values("pk")[:1])
    keys = [article.pk for article in articles]
    Article.objects.filter(pk__in=keys).update(latest_revision=first)
    Article.objects.filter(pk__in=keys, published_at__isnull=False).update(live_revision=first)
    _write_credits(zip(articles, incoming, strict=True))
    _print(
        (revision, notice)
        for revision, one in zip(revisions, incoming, strict=True)
        for notice in one.record.corrections
    )
    references.keep_all(
        (article, one.content if article.published_at else None, one.content)
        for article, one in zip(articles, incoming, strict=True)
    )
    headlines.keep_new(articles)
    return articles


def _change(article: Article, one: Incoming, outcome: Outcome) -> None:
    latest = article.latest_revision
    shown = article.live_revision or latest
    before = _times(article)
    _set_times(article, one.record)
    # What readers were told stays, whether the file has it or not.
    told = {Notice(row.kind, row.text, row.published_at) for row in article.corrections.all()}
    _set_notices(article, told.union(one.record.corrections))
    is_told = told.issuperset(one.record.corrections)
    if shown is not None and shown.content == one.content and before == _times(article) and is_told:
        Article.objects.filter(pk=article.pk).exclude(source_digest=one.digest).update(
            source_digest=one.digest
        )
        outcome.unchanged += 1
        return
    was_withdrawn_here = before[2] is not None and one.record.withdrawn_at is None
    if was_withdrawn_here or (latest is not None and latest.kind != Kind.IMPORTED):
        if not one.is_linking:  # it was said at the first turn
            outcome.bad.append(
                (one.number, f"“{article.source_id}” has been edited here since; it is left as it is")
            )
        return
    # Without a digest, this is what a killed import has left between its two turns.
    is_finishing = one.is_linking or not article.source_digest
    content = (
        replace(one.content, slug=article.slug) if one.content.slug == _asked_slug(latest) else one.content
    )
    old_path = article.get_absolute_url()
    _fill(article, replace(one, content=content))
    if is_finishing and latest is not None:
        Revision.objects.filter(pk=latest.pk).update(**_kept(one.content))
    else:
        article.latest_revision = Revision.objects.create(
            article=article,
            number=latest.number + 1 if latest else 1,
            parent=latest,
            kind=Kind.IMPORTED,
            **_kept(one.content),
            created_at=timezone.now(),
        )
        article.live_revision = article.latest_revision if article.published_at else None
    article.slug = applying.free_slug(article, article.slug)
    article.save()
    article.taggings.all().delete()
    article.bylines.all().delete()
    _write_credits([(article, one)])
    if article.live_revision:
        _print((article.live_revision, notice) for notice in one.record.corrections if notice not in told)
    references.keep_all([(article, one.content if article.published_at else None, one.content)])
    headlines.keep(article)
    addresses.keep(old_path, article)
    outcome.changed += 1


def _kept(content: Content) -> dict[str, Any]:
    return {"snapshot": content.to_json(), "text_hash": content.digest}


def _asked_slug(revision: Revision | None) -> str:
    """The slug that an import asked for; the article's own may be a numbered one."""
    return revision.content.slug if revision else ""


def _times(article: Article) -> tuple[object, ...]:
    names = (
        "published_at",
        "updated_at",
        "withdrawn_at",
        "withdrawal_notice",
        "corrected_at",
        "gravest_notice",
        "retracted_at",
    )
    return tuple(getattr(article, name) for name in names)


def _set_times(article: Article, record: Record) -> None:
    article.published_at = _utc(record.published_at)
    article.updated_at, article.withdrawn_at = _utc(record.updated_at), _utc(record.withdrawn_at)
    article.withdrawal_notice = record.withdrawal_notice
    article.visible_from = None if article.withdrawn_at else article.published_at
    article.is_announced = article.visible_from is None or article.is_live
    article.stage = Stage.PUBLISHED if article.published_at else Stage.DRAFT
    if article.published_at and article.month is None:
        article.month = month_of(article.published_at.astimezone(identity.current().zone))


def _set_notices(article: Article, told: Collection[Notice]) -> None:
    """What the row says of its notices."""
    moments = [notice.published_at.astimezone(UTC) for notice in told]
    retracted = [notice.published_at for notice in told if notice.kind == Change.RETRACTION]
    article.corrected_at = max(moments, default=None)
    article.retracted_at = _utc(min(retracted, default=None))
    article.gravest_notice = gravest(notice.kind for notice in told)


def _print(told: Iterable[tuple[Revision, Notice]]) -> None:
    Correction.objects.bulk_create(
        Correction(
            article_id=revision.article_id,
            revision=revision,
            kind=notice.kind,
            text=notice.text,
            published_at=notice.published_at,
        )
        for revision, notice in told
    )


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(timezone.get_fixed_timezone(0)) if moment else None


def _fill(article: Article, one: Incoming) -> None:
    applying.copy_fields(article, one.content)
    article.slug = one.content.slug
    article.source_digest = one.digest
    article.weight_kb = round((SHELL_BYTES + text_bytes(one.content.body)) / 1024)


def _number_slugs(articles: list[Article]) -> None:
    """Give each new article a slug that its month has not, in two queries unless some are taken."""
    wanted: dict[int, set[str]] = defaultdict(set)
    dated = [article for article in articles if article.month is not None]
    taken = Article.objects.filter(month__in={a.month for a in dated}, slug__in={a.slug for a in dated})
    for month, slug in taken.values_list("month", "slug"):
        wanted[month or 0].add(slug)
    left = OldAddress.objects.filter(path__in=[unquote(article.get_absolute_url()) for article in dated])
    led_away = set(left.values_list("path", flat=True))
    for article in dated:
        if unquote(article.get_absolute_url()) in led_away:
            wanted[article.month or 0].add(article.slug)
    for article in dated:
        used = wanted[article.month or 0]
        if article.slug in used:
            article.slug = applying.free_slug(article, article.slug, taken=used)
        used.add(article.slug)


def _write_credits(pairs: Iterable[tuple[Article, Incoming]]) -> None:
    written = list(pairs)
    Tagging.objects.bulk_create(
        tagging for article, one in written for tagging in applying.taggings_of(article, one.content)
    )
    Byline.objects.bulk_create(
        byline for article, one in written for byline in applying.bylines_of(article, one.content)
    )
