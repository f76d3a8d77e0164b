"""All that an article's page shows beside its own row, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
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
    """The page of `article`: pictures of the text, cards around and in it, bylines, topics, in four queries.

    Three, where the text has no pictures.
    """
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
    arms: list[Any] = [
        section.newest_first().values("pk")[: RELATED + 1],
        about.order_by("-visible_from", "-content_object").values("content_object")[: RELATED + 1],
        later.values("pk")[:1],
        earlier.values("pk")[:1],
        list(read_also),
    ]
    # SQLite takes no LIMIT in an arm of a union, but in a query within it.
    chosen = [Article.objects.filter(pk__in=arm).order_by().values("pk") for arm in arms]
    return (
        live.for_cards()
        .prefetch_related(None)
        .filter(pk__in=chosen[0].union(*chosen[1:], all=True))
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
    near.sort(key=lambda other: (_shares_topic(other), *_place(other)), reverse=True)
    return near[:RELATED]


def _shares_topic(other: Article) -> bool:
    return bool(getattr(other, "shares_topic", False))


def _neighbour(article: Article, others: list[Article], *, later: bool) -> Article | None:
    """The next article of the section, or the one before: its arm of the union has brought it."""
    places = {_place(other): other for other in others if other.section_id == article.section_id}
    if later:
        found = min((place for place in places if place[0] > _place(article)[0]), default=None)
    else:
        found = max((place for place in places if place[0] < _place(article)[0]), default=None)
    return places[found] if found else None


def _place(article: Article) -> tuple[datetime, int]:
    """Where a live article stands in the order of its section."""
    assert article.visible_from is not None
    return article.visible_from, article.pk
