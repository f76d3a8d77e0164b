"""All that an article's page shows beside its own row, in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects

from . import cards
from .around import around
from .body import render
from .body.words import words_for
from .library import Library
from .models import NOTICES, Article, Byline, Change, Correction, Image, Tagging, Topic
from .related.suggesting import Suggestion

HOST = urlsplit(settings.SITE_URL).hostname or ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What `articles/article.html` reads."""

    body: render.Rendered
    topics: list[Topic]  # the primary one first
    related: list[Article]  # best first
    latest: list[Article]  # which fill the places up where too few are related
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


def read(article: Article, found: Collection[Suggestion] | None = None) -> Reading:
    """The page of `article`: pictures of the text, cards around and in it, bylines, topics, in five queries.

    Four, where the text has no pictures; one more, where readers were told of a mistake. `found`: see `around`.
    """
    wanted = render.collect([article.body])
    images = (
        {image.pk: image for image in Image.objects.filter(pk__in=wanted.images)} if wanted.images else {}
    )
    near = around(article, wanted.articles, found)
    keys = {*near.related, *near.latest, *wanted.articles, near.previous, near.next}
    others = Article.objects.listed().for_cards().in_bulk([key for key in keys if key and key != article.pk])
    related = [others[key] for key in near.related if key in others]
    latest = [others[key] for key in near.latest if key in others]
    cards.place([*related, *latest])
    prefetch_related_objects(
        [article, *related, *latest], Prefetch("bylines", Byline.objects.select_related("author__picture"))
    )
    prefetch_related_objects([article], Prefetch("taggings", Tagging.objects.select_related("tag")))
    library = Library(articles=others, images=images)
    return Reading(
        body=render.render(article.body, library, words=words_for(article.language), host=HOST),
        topics=[tagging.tag for tagging in article.taggings.all()],
        related=related,
        latest=latest,
        previous=others.get(near.previous or 0),
        next=others.get(near.next or 0),
        others=list(others.values()),
        images=list(images.values()),
        notices=list(article.corrections.all()) if article.corrected_at else [],
        named=wanted.articles,
    )


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
        "latest": page.latest,
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
