"""Articles out as JSON Lines, so that importing them again changes nothing."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, Any

from .. import topics
from ..body.clean import with_sources
from ..body.render import collect
from ..content import Content
from ..models import Article, Author, Correction, Image, Related, Section, Topic
from ..pictures.library import WORDS
from ..related import picks

BATCH = 200
REQUIRED = ("id", "title", "body")


def export(file: IO[str], *, progress: Callable[[int], None] = lambda _: None) -> int:
    """Write every article, the oldest first, and say how many. Pictures stay where they are: `--media MEDIA_ROOT`."""
    written = 0
    articles = Article.objects.select_related("live_revision", "latest_revision").order_by("pk")
    articles = articles.prefetch_related("old_addresses", "corrections", picks.PREFETCH)
    rows = articles.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        for line in _lines(batch):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        written += len(batch)
        progress(written)
    return written


def _lines(articles: Iterable[Article]) -> Iterator[dict[str, Any]]:
    pairs = [(article, revision.content) for article in articles if (revision := _revision(article))]
    led = topics.successors(topic for _, content in pairs for topic in content.topics)
    pairs = [(article, topics.led_on(content, led)) for article, content in pairs]
    names = _Names([content for _, content in pairs])
    for article, content in pairs:
        line = _line(article, content, names)
        yield {key: value for key, value in line.items() if key in REQUIRED or value not in ("", None, [])}


def _revision(article: Article) -> Any:
    """What readers see, or the newest draft of what they never saw."""
    return article.live_revision or article.latest_revision


class _Names:
    """The names of all rows that some contents refer to, in one query a kind."""

    def __init__(self, contents: list[Content]) -> None:
        named = collect(content.body for content in contents)
        self.articles = dict(Article.objects.filter(pk__in=named.articles).values_list("pk", "source_id"))
        leads = {content.lead_image for content in contents if content.lead_image}
        self.images = Image.objects.in_bulk(leads | set(named.images))
        self.sections = dict(Section.objects.values_list("pk", "name"))
        named_topics = {topic for content in contents for topic in content.topics}
        self.topics = dict(Topic.objects.filter(pk__in=named_topics).values_list("pk", "name"))
        authors = {credit.author for content in contents for credit in content.credits}
        self.authors = dict(Author.objects.filter(pk__in=authors).values_list("pk", "name"))


def _line(article: Article, content: Content, names: _Names) -> dict[str, Any]:
    paths = {pk: image.file.name for pk, image in names.images.items()}
    image = names.images.get(content.lead_image or 0)
    return {
        "id": article.source_id,
        "title": content.headline,
        "slug": content.slug,
        "standfirst": content.standfirst,
        "body": with_sources(content.body, articles=names.articles, images=paths),
        "label": content.label,
        "language": content.language,
        "section": names.sections.get(content.section or 0),
        "tags": [names.topics[topic] for topic in content.topics if topic in names.topics],
        "authors": [
            {"name": names.authors[credit.author], "role": credit.role}
            if credit.role
            else names.authors[credit.author]
            for credit in content.credits
            if credit.author in names.authors
        ],
        "published_at": _moment(article.published_at),
        "updated_at": _moment(article.updated_at),
        "corrections": [_correction(notice) for notice in reversed(article.corrections.all())],
        "withdrawn_at": _moment(article.withdrawn_at),
        "withdrawal_notice": article.withdrawal_notice,
        "image": _lead(image, content) if image else None,
        "images": [_image(names.images[pk]) for pk in _image_keys(content) if pk in names.images],
        "old_urls": [address.path for address in article.old_addresses.all()],
        "related_pins": _picked(article, Related.Kind.PINNED),
        "related_bans": _picked(article, Related.Kind.EXCLUDED),
        "search_title": content.search_title,
        "search_description": content.search_description,
        "share_title": content.share_title,
        "share_text": content.share_text,
        "canonical_address": content.canonical_address,
    }


def _picked(article: Article, kind: Related.Kind) -> list[str]:
    return [row.other.source_id for row in article.related.all() if row.kind == kind]


def _correction(notice: Correction) -> dict[str, Any]:
    return {"kind": notice.kind, "text": notice.text, "published_at": _moment(notice.published_at)}


def _lead(image: Image, content: Content) -> dict[str, str]:
    """What the article says of its lead picture; what the library says of it stands in `images`."""
    return {"path": image.file.name, **({"caption": content.lead_caption} if content.lead_caption else {})}


def _image(image: Image) -> dict[str, Any]:
    words = {name: getattr(image, name) for name in WORDS}
    return {"path": image.file.name, **{name: value for name, value in words.items() if value}}


def _image_keys(content: Content) -> list[int]:
    """The pictures of an article, the lead first, each once."""
    lead = [content.lead_image] if content.lead_image else []
    return list(dict.fromkeys([*lead, *sorted(collect([content.body]).images)]))


def _moment(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
