"""RSS 2.0 with the full text."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from newsroom import identity, pagecache

from . import cards
from .body import render
from .body.words import words_for
from .library import Library
from .models import Article

ITEMS = 20
# A feed that holds one of these is read by nobody, whatever else is in it.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Buttons that need our script, and sizes of pictures: not every reader makes their addresses whole.
_OURS = re.compile(r'<button\b.*?</button>|<source\b[^>]*>| (?:srcset|sizes)="[^"]*"', re.DOTALL)
_OUR_ADDRESS = re.compile(r'\b(href|src)="/(?!/)')
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with each item's text in `content:encoded` and every author in `dc:creator`."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": CONTENT, "xmlns:dc": CREATOR}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The newest articles of the whole site."""
    articles = list(Article.objects.live().newest_first().for_cards().defer(None)[:ITEMS])
    cards.complete(articles)
    site = identity.current()
    feed = FullTextFeed(
        title=_NOT_IN_XML.sub("", site.name),
        link=settings.SITE_URL + "/",
        description=_NOT_IN_XML.sub("", site.description or site.tagline or site.name),
        language=site.language,
        feed_url=settings.SITE_URL + request.path,
    )
    library = Library.of(article.body for article in articles)
    for article in articles:
        _add(feed, article, library)
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    return pagecache.tag(response, "latest", *(tag for article in articles for tag in article.card_tags))


def _add(feed: FullTextFeed, article: Article, library: Library) -> None:
    address = settings.SITE_URL + article.get_absolute_url()
    feed.add_item(
        title=_NOT_IN_XML.sub("", article.headline),
        link=address,
        description=_NOT_IN_XML.sub("", article.standfirst),
        pubdate=article.published_at,
        updateddate=article.updated_at,
        unique_id=f"{settings.SITE_URL}/#article-{article.pk}",
        unique_id_is_permalink=False,
        categories=[_NOT_IN_XML.sub("", article.section.name)] if article.section else [],
        creators=[_NOT_IN_XML.sub("", name) for name in article.signatures],
        content=_full_text(article, library),
    )


def _full_text(article: Article, library: Library) -> str:
    """The text as a feed reader can show it."""
    rendered = render.render(article.body, library, words=words_for(article.language)).html
    html = _OUR_ADDRESS.sub(rf'\1="{settings.SITE_URL}/', _OURS.sub("", rendered))
    return _NOT_IN_XML.sub("", html)
