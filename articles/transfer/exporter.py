"""Articles out as JSON Lines, so that importing them again changes nothing."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, Any

from ..body.clean import with_sources
from ..body.render import collect
from ..content import Content
from ..models import Article, Author, Image, Section, Topic

BATCH = 200


def export(file: IO[str], *, progress: Callable[[int], None] = lambda _: None) -> int:
    """Write every article, the oldest first, and say how many. Pictures stay where they are: `--media MEDIA_ROOT`."""
    written = 0
    articles = Article.objects.select_related("live_revision", "latest_revision").order_by("pk")
    rows = articles.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        for line in _lines(batch):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        written += len(batch)
        progress(written)
    return written


def _lines(articles: Iterable[Article]) -> Iterator[dict[str, Any]]:
    pairs = [(article, revision.content) for article in articles if (revision := _revision(article))]
    names = _Names([content for _, content in pairs])
    for article, content in pairs:
        yield {
            key: value for key, value in _line(article, content, names).items() if value not in ("", None, [])
        }


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
        topics = {topic for content in contents for topic in content.topics}
        self.topics = dict(Topic.objects.filter(pk__in=topics).values_list("pk", "name"))
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
        "withdrawn_at": _moment(article.withdrawn_at),
        "withdrawal_notice": article.withdrawal_notice,
        "image": _image(image, content) if image else None,
        "old_urls": list(article.old_addresses.values_list("path", flat=True)),
        "related_pins": article.related_pins,
        "related_bans": article.related_bans,
        "search_title": content.search_title,
        "search_description": content.search_description,
        "share_title": content.share_title,
        "share_text": content.share_text,
        "canonical_address": content.canonical_address,
    }


def _image(image: Image, content: Content) -> dict[str, str]:
    words = {"alt": image.alt, "caption": content.lead_caption, "credit": image.credit}
    return {"path": image.file.name, **{key: value for key, value in words.items() if value}}


def _moment(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
