"""Sitemaps, a file a month so that each is small and old ones never change; and robots.txt."""

from datetime import datetime
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from newsroom import pagecache

from . import topics
from .models import Article, Page, Section

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # addresses that the standard allows in a file
MOMENTS = ("published_at", "updated_at", "corrected_at")  # of which `modified_at` is the last
Entry = tuple[str, datetime | None]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sitemap index: the pages, the topics, and each month that has articles."""
    told = (Coalesce(moment, "visible_from") for moment in ("updated_at", "corrected_at"))
    changed = Max(Greatest("visible_from", *told))
    months = Article.objects.listed().order_by("-month").values_list("month").annotate(changed=changed)
    entries: list[Entry] = [(reverse("sitemap-pages"), None)]
    if topics.indexed().exists():
        entries.append((reverse("sitemap-topics"), None))
    entries += [(reverse("sitemap-month", args=divmod(number, 100)), moment) for number, moment in months]
    return pagecache.tag(_xml("sitemapindex", "sitemap", entries), "latest")


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The articles of a month."""
    number = year * 100 + month
    articles = Article.objects.listed().filter(month=number, canonical_address="").newest_first()
    entries = [
        (article.get_absolute_url(), article.modified_at)
        for article in articles.only("slug", "month", *MOMENTS)[:MOST].iterator()
    ]
    return pagecache.tag(_xml("urlset", "url", entries), f"month-{number}")


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The front page, the corrections, the sections, and the pages that editors write."""
    entries: list[Entry] = [(reverse("front"), None), (reverse("corrections"), None)]
    entries += [(section.get_absolute_url(), None) for section in Section.objects.all()]
    entries += [(page.get_absolute_url(), page.updated_at) for page in Page.objects.all()]
    return pagecache.tag(_xml("urlset", "url", entries), "pages")


@require_safe
def topic_pages(request: HttpRequest) -> HttpResponse:
    """The topics that have enough stories for a page of their own in search engines."""
    found = topics.indexed().only("slug").order_by("pk")[:MOST]
    return pagecache.tag(
        _xml("urlset", "url", [(topic.get_absolute_url(), topic.newest) for topic in found.iterator()]),
        "latest",
        "topics",
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        "",
    )
    return pagecache.tag(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"), "robots")


def _xml(root: str, each: str, entries: list[Entry]) -> HttpResponse:
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    xml = SimplerXMLGenerator(response, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement(root, AttributesImpl({"xmlns": NAMESPACE}))
    for path, changed in entries:
        xml.startElement(each, AttributesImpl({}))
        xml.addQuickElement("loc", settings.SITE_URL + path)
        if changed:
            xml.addQuickElement("lastmod", changed.isoformat(timespec="seconds"))
        xml.endElement(each)
    xml.endElement(root)
    return response
