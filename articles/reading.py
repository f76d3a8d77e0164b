"""All that an article's page shows beside its own row, in a fixed number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.db import connection
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from . import cards
from .body import render
from .body.words import words_for
from .library import Library
from .models import NOTICES, Article, Byline, Change, Correction, Image, Tagging, Topic

RELATED = 4
ARMS = ("topic", "section", "newest", "later", "earlier")
# Written by hand, because the ORM takes longer to write such a statement than a database to answer it.
_AROUND = """
SELECT * FROM (SELECT 'topic', visible_from, content_object_id FROM articles_tagging
    WHERE tag_id = %(topic)s AND visible_from <= %(now)s AND content_object_id != %(article)s
    AND content_object_id NOT IN (SELECT id FROM articles_article WHERE visible_until <= %(now)s)
    ORDER BY visible_from DESC, content_object_id DESC LIMIT %(most)s) AS of_topic
UNION ALL SELECT * FROM (SELECT 'section', visible_from, id FROM articles_article
    WHERE section_id = %(section)s AND retracted_at IS NULL AND visible_from <= %(now)s AND id != %(article)s
        AND (visible_until IS NULL OR visible_until > %(now)s)
    ORDER BY visible_from DESC, id DESC LIMIT %(most)s) AS of_section
UNION ALL SELECT * FROM (SELECT 'newest', visible_from, id FROM articles_article
    WHERE retracted_at IS NULL AND visible_from <= %(now)s AND id != %(article)s
        AND (visible_until IS NULL OR visible_until > %(now)s)
    ORDER BY visible_from DESC, id DESC LIMIT %(most)s) AS newest
UNION ALL SELECT * FROM (SELECT 'later', visible_from, id FROM articles_article
    WHERE section_id = %(section)s AND retracted_at IS NULL AND visible_from <= %(now)s
        AND (visible_from, id) > (%(from)s, %(article)s) AND (visible_until IS NULL OR visible_until > %(now)s)
    ORDER BY visible_from, id LIMIT 1) AS later
UNION ALL SELECT * FROM (SELECT 'earlier', visible_from, id FROM articles_article
    WHERE section_id = %(section)s AND retracted_at IS NULL AND (visible_from, id) < (%(from)s, %(article)s)
        AND (visible_until IS NULL OR visible_until > %(now)s)
    ORDER BY visible_from DESC, id DESC LIMIT 1) AS earlier
"""
HOST = urlsplit(settings.SITE_URL).hostname or ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What `articles/article.html` reads."""

    body: render.Rendered
    topics: list[Topic]  # the primary one first
    related: list[Article]  # best first
    previous: Article | None  # in the section
    next: Article | None
    others: list[Article]  # every article named on the page
    images: list[Image]  # of the text
    named: frozenset[int]  # the articles of the text's cards, also those that readers do not see
    notices: list[Correction]  # newest first

    @property
    def standing(self) -> Correction | None:
        """The newest of the gravest notices: what the byline says and leads to."""
        return max(self.notices, key=lambda notice: NOTICES.index(Change(notice.kind)), default=None)

    def tags(self, article: Article) -> list[str]:
        """The cache tags of the page of `article`: all that it shows."""
        authors = [byline.author for byline in article.bylines.all()]
        pictures = [*self.images, *(author.picture for author in authors if author.picture)]
        cards = [tag for named in (article, *self.others) for tag in named.card_tags]
        topics = [topic.cache_tag for topic in self.topics]
        return [
            *cards,
            # A card that is not there comes back with its article.
            *(f"article-{key}" for key in sorted(self.named)),
            *topics,
            *(author.cache_tag for author in authors),
            *(one.cache_tag for one in pictures),
        ]


def read(article: Article) -> Reading:
    """The page of `article`: pictures of the text, cards around and in it, bylines, topics, in five queries.

    Four, where the text has no pictures; one more, where readers were told of a mistake.
    """
    wanted = render.collect([article.body])
    images = (
        {image.pk: image for image in Image.objects.filter(pk__in=wanted.images)} if wanted.images else {}
    )
    around = _around(article, RELATED + len(wanted.articles))
    near = _without(wanted.articles, around.near)
    keys = {*near, *wanted.articles, around.previous, around.next}
    others = Article.objects.listed().for_cards().in_bulk([key for key in keys if key and key != article.pk])
    related = [others[key] for key in near if key in others]
    cards.place(related)
    prefetch_related_objects(
        [article, *related], Prefetch("bylines", Byline.objects.select_related("author__picture"))
    )
    prefetch_related_objects([article], Prefetch("taggings", Tagging.objects.select_related("tag")))
    library = Library(articles=others, images=images)
    return Reading(
        body=render.render(article.body, library, words=words_for(article.language), host=HOST),
        topics=[tagging.tag for tagging in article.taggings.all()],
        related=related,
        previous=others.get(around.previous or 0),
        next=others.get(around.next or 0),
        others=list(others.values()),
        images=list(images.values()),
        notices=list(article.corrections.all()) if article.corrected_at else [],
        named=wanted.articles,
    )


def near(article: Article, *, besides: Collection[int] = ()) -> list[int]:
    """The primary keys of the stories below `article`, best first, in one query; `besides`: those of its cards."""
    return _without(besides, _around(article, RELATED + len(besides)).near)


def _without(named: Collection[int], near: Iterable[int]) -> list[int]:
    """What the text itself leads to is not said again below it."""
    return [key for key in near if key not in named][:RELATED]


def context(article: Article, page: Reading) -> dict[str, Any]:
    """What `articles/article.html` is drawn with, whether readers can see the article or not."""
    return {
        "article": article,
        "current_section": article.section,
        "body": page.body.html,
        "contents": [heading for heading in page.body.headings if heading.level == 2],
        "has_embeds": "data-frame=" in page.body.html,
        "topics": page.topics,
        "related": page.related,
        "previous": page.previous,
        "next": page.next,
    }


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


class Around(NamedTuple):
    """The primary keys of the articles near another one."""

    near: list[int]  # of its primary topic, then of its section, then any; the newest of each first
    previous: int | None  # in its section
    next: int | None


def _around(article: Article, most: int) -> Around:
    """What stands near `article`, without itself: one query, of which each arm reads the first rows of one index."""
    moments = {"from": article.visible_from, "now": timezone.now()}
    values = {
        "article": article.pk,
        "section": article.section_id,
        "topic": article.primary_topic_id,
        "most": most,
        **{name: connection.ops.adapt_datetimefield_value(moment) for name, moment in moments.items()},
    }
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, values)
        rows = sorted(cursor.fetchall(), reverse=True)
    arms = {arm: [pk for named, _, pk in rows if named == arm] for arm in ARMS}
    return Around(
        near=list(dict.fromkeys([*arms["topic"], *arms["section"], *arms["newest"]])),
        previous=next(iter(arms["earlier"]), None),
        next=next(iter(arms["later"]), None),
    )
