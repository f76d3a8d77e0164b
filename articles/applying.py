"""Carries the content of a revision onto the row, the topics and the bylines that readers' pages are made of.

It decides nothing: whether and when is publishing's, and an import's, to say.
"""

from collections.abc import Iterable

from . import addresses, topics
from .body.text import reading_minutes, word_count
from .content import Content
from .models import Article, Byline, Tagging
from .names import numbered, slug_for

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


def apply(article: Article, content: Content) -> None:
    """Carry `content` onto the article's row and its topics and bylines. The caller saves the row."""
    content = topics.followed(content)
    kept = article.slug if _asked_slug(article) == content.slug else ""
    copy_fields(article, content)
    article.slug = kept or free_slug(article, content.slug or slug_for(content.headline, fallback="article"))
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
    article.words = word_count(content.body)
    article.reading_minutes = reading_minutes(article.words)


def taggings_of(article: Article, content: Content) -> list[Tagging]:
    return [
        Tagging(content_object=article, tag_id=topic, rank=rank, visible_from=article.listed_from)
        for rank, topic in enumerate(content.topics)
    ]


def bylines_of(article: Article, content: Content) -> list[Byline]:
    return [
        Byline(
            article=article,
            author_id=credit.author,
            role=credit.role,
            rank=rank,
            visible_from=article.listed_from,
        )
        for rank, credit in enumerate(content.credits)
    ]


def free_slug(article: Article, slug: str, *, taken: Iterable[str] = ()) -> str:
    """`slug`, numbered if another article of the month has it or had it. `taken`: slugs about to be used, too."""
    if article.month is None:
        return slug
    same = Article.objects.filter(month=article.month, slug__startswith=slug).exclude(pk=article.pk)
    used = {*same.values_list("slug", flat=True), *addresses.slugs_led_away(article, slug), *taken}
    return numbered(slug, used)
