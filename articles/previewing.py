"""The page of a text that is not published, as readers would see it. Nothing here writes."""

from copy import copy
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from newsroom import identity

from . import applying, navigation, reading, topics
from .content import Content
from .models import Article, Author, Byline, Tagging, Topic
from .models.article import month_of
from .related.suggesting import suggest


def page_of(content: Content, article: Article | None) -> dict[str, Any]:
    """The context of `articles/preview.html`: what `views.article` would hand over, were `content` published now.

    `article` is whose text it is; None for one that is not saved yet. Rows that are gone since are left out.
    """
    shown = _article(content, article)
    # Of this text the index knows nothing: what is stored belongs to the one that readers have.
    page = reading.read(shown, suggest(content, article))
    return {
        **reading.context(shown, page),
        "notices": page.notices,
        "standing": page.standing,
        "is_unpublished": article is None or not article.has_been_seen,
        "goes_out_at": article.visible_from if article and article.is_coming else None,
    }


def _article(content: Content, article: Article | None) -> Article:
    """An article with the text of `content` that is saved nowhere."""
    content = topics.followed(content)
    shown = copy(article) if article else Article(pk=0)
    shown.__dict__.pop("signatures", None)
    applying.copy_fields(shown, content)
    shown.section = next((one for one in navigation.sections.get() if one.pk == content.section), None)
    shown.published_at = shown.visible_from = shown.published_at or timezone.now()
    shown.month = shown.month or month_of(shown.published_at.astimezone(identity.current().zone))
    shown.weight_kb = None  # of this text nobody has weighed it yet
    authors = Author.objects.select_related("picture").in_bulk([credit.author for credit in content.credits])
    named = Topic.objects.in_bulk(content.topics)
    kept: dict[str, Any] = {
        "bylines": [
            Byline(article=shown, author=authors[credit.author], role=credit.role, rank=rank)
            for rank, credit in enumerate(content.credits)
            if credit.author in authors
        ],
        "taggings": [
            Tagging(content_object=shown, tag=named[topic], rank=rank)
            for rank, topic in enumerate(content.topics)
            if topic in named
        ],
    }
    # As if they had been fetched: `reading.read` and the templates ask the database for those that are not.
    shown._prefetched_objects_cache = kept  # type: ignore[attr-defined]
    return shown


def close(response: HttpResponse) -> HttpResponse:
    """Keep a draft, or the way to one, out of caches, of search engines, and of what a browser tells other sites."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
