"""RSS 2.0 with the full text."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.formats import date_format
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from newsroom import identity, pagecache

from . import cards
from .body import render
from .body.words import words_for
from .library import Library
from .models import Article, Correction

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
        if item["updateddate"]:
            handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The newest articles of the whole site. One that was retracted stays, with its notice in place of its text."""
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
    notices = _notices(articles)
    for article in articles:
        _add(feed, article, library, notices[article.pk])
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    until = min((article.visible_until for article in articles if article.visible_until), default=None)
    return pagecache.tag(
        response, "latest", *(tag for article in articles for tag in article.card_tags), until=until
    )


def _notices(articles: Iterable[Article]) -> dict[int, list[Correction]]:
    """What readers were told of each article, by its key; in one query, or in none where there was nothing to tell."""
    told: dict[int, list[Correction]] = defaultdict(list)
    keys = [article.pk for article in articles if article.corrected_at]
    for notice in Correction.objects.filter(article__in=keys) if keys else ():
        told[notice.article_id].append(notice)
    return told


def _add(feed: FullTextFeed, article: Article, library: Library, notices: list[Correction]) -> None:
    address = settings.SITE_URL + article.get_absolute_url()
    content = "" if article.retracted_at else _full_text(article, library)
    feed.add_item(
        title=_NOT_IN_XML.sub("", article.standing_headline),
        link=address,
        description="" if article.retracted_at else _NOT_IN_XML.sub("", article.standfirst),
        pubdate=article.published_at,
        updateddate=article.modified_at if article.modified_at != article.published_at else None,
        unique_id=f"{settings.SITE_URL}/#article-{article.pk}",
        unique_id_is_permalink=False,
        categories=[_NOT_IN_XML.sub("", article.section.name)] if article.section else [],
        creators=[_NOT_IN_XML.sub("", name) for name in article.signatures],
        content="\n".join(filter(None, [*map(_notice, notices), content])),
    )


def _notice(notice: Correction) -> str:
    """A notice as a feed reader can show it: before the text, since there is no page around it to point there."""
    day = date_format(timezone.localtime(notice.published_at), "j F Y")
    text = linebreaksbr(_NOT_IN_XML.sub("", notice.text), autoescape=True)
    return f"<p><strong>{notice.get_kind_display()}, {day}</strong><br>{text}</p>"


def _full_text(article: Article, library: Library) -> str:
    """The text as a feed reader can show it."""
    rendered = render.render(article.body, library, words=words_for(article.language)).html
    html = _OUR_ADDRESS.sub(rf'\1="{settings.SITE_URL}/', _OURS.sub("", rendered))
    return _NOT_IN_XML.sub("", html)
