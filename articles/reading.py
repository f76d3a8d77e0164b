"""All that an article's page shows beside its own row, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.utils import timezone

from .body import render
from .body.words import words_for
from .library import Library
from .models import Article, ArticleQuerySet, Byline, Image, Tagging, Topic

RELATED = 4
HOST = urlsplit(settings.SITE_URL).hostname or ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What `articles/article.html` reads."""

    body: render.Rendered
    topics: list[Topic]  # the primary one first
    related: list[Article]  # best first
    previous: Article | None  # in the section
    next: Article | None
    others: list[Article]  # every article named on the page, for its cache tags


def read(article: Article) -> Reading:
    """The page of `article`: pictures of the text, cards around and in it, bylines, topics, in four queries (three without pictures in the text)."""
    wanted = render.collect([article.body])
    images = (
        {image.pk: image for image in Image.objects.filter(pk__in=wanted.images)} if wanted.images else {}
    )
    others = list(_around(article, wanted.articles))
    prefetch_related_objects(
        [article, *others], Prefetch("bylines", Byline.objects.select_related("author__picture"))
    )
    prefetch_related_objects([article], Prefetch("taggings", Tagging.objects.select_related("tag")))
    library = Library(articles={other.pk: other for other in others}, images=images)
    return Reading(
        body=render.render(article.body, library, words=words_for(article.language), host=HOST),
        topics=[tagging.tag for tagging in article.taggings.all()],
        related=_related(article, others),
        previous=_neighbour(article, others, later=False),
        next=_neighbour(article, others, later=True),
        others=others,
    )


def share_links(article: Article) -> list[dict[str, str]]:
    """Links that send the article on without any script: the cheapest ways first."""
    address = settings.SITE_URL + article.get_absolute_url()
    title = article.share_title or article.headline
    text = quote(f"{title} {address}")
    return [
        {"name": "WhatsApp", "url": f"https://wa.me/?text={text}"},
        {"name": "SMS", "url": f"sms:?body={text}"},
        {"name": "E-mail", "url": f"mailto:?subject={quote(title)}&body={text}"},
        {"name": "X", "url": "https://x.com/intent/post?" + urlencode({"text": title, "url": address})},
        {
            "name": "Facebook",
            "url": "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": address}),
        },
    ]


def _around(article: Article, read_also: Iterable[int]) -> ArticleQuerySet:
    """Cards that the page may show. Each arm of the union reads the first rows of one index."""
    live = Article.objects.live()
    section = live.filter(section=article.section_id)
    about = Tagging.objects.filter(tag=article.primary_topic_id, visible_from__lte=timezone.now())
    later = section.filter(visible_from__gt=article.visible_from).order_by("visible_from", "pk")
    earlier = section.filter(visible_from__lt=article.visible_from).newest_first()
    arms = [
        Article.objects.filter(pk__in=ids).order_by().values("pk")
        for ids in (
            section.newest_first().values("pk")[: RELATED + 1],
            about.order_by("-visible_from", "-content_object").values("content_object")[: RELATED + 1],
            later.values("pk")[:1],
            earlier.values("pk")[:1],
            list(read_also),
        )
    ]
    return (
        live.for_cards()
        .prefetch_related(None)
        .filter(pk__in=arms[0].union(*arms[1:], all=True))
        .exclude(pk=article.pk)
        .annotate(
            shares_topic=Exists(
                Tagging.objects.filter(content_object=OuterRef("pk"), tag=article.primary_topic_id)
            )
        )
    )


def _related(article: Article, others: list[Article]) -> list[Article]:
    """Of the same primary topic first, then of the section, the newest first."""
    near = [other for other in others if _shares_topic(other) or other.section_id == article.section_id]
    return sorted(near, key=lambda other: (_shares_topic(other), other.visible_from, other.pk), reverse=True)[
        :RELATED
    ]


def _shares_topic(other: Article) -> bool:
    return bool(getattr(other, "shares_topic", False))


def _neighbour(article: Article, others: list[Article], *, later: bool) -> Article | None:
    """The next article of the section, or the one before: its arm of the union has brought it."""
    assert article.visible_from is not None
    same = [other for other in others if other.section_id == article.section_id and other.visible_from]
    if later:
        return min(
            (other for other in same if other.visible_from > article.visible_from), key=_place, default=None
        )
    return max(
        (other for other in same if other.visible_from < article.visible_from), key=_place, default=None
    )


def _place(article: Article) -> tuple[object, int]:
    return article.visible_from, article.pk
