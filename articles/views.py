"""The readers' pages. Each fetches, renders, and is tagged with what it shows."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from newsroom import errors, links, pagecache

from . import cards, fronts, jsonld, listings, navigation, notices, previewing, previews, reading
from .body import render as body
from .library import Library
from .models import Article, Author, Byline, Page, Tagging, Topic
from .models.article import list_tag
from .pictures.markup import absolute_address
from .topics import INDEXED_FROM

LEADS = 3  # stories shown large on the first page of a section
SECTION_TOPICS = 6


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front page."""
    front = fronts.front(navigation.sections.get())
    picture = front.lead.lead_image if front.lead else None
    context = {
        "front": front,
        "canonical_url": _address(request),
        "share_image_url": absolute_address(picture, "wide") if picture else "",
    }
    response = render(request, "articles/front.html", context)
    named = [topic.cache_tag for band in front.bands for topic in band.topics]
    until = _end(front.articles)
    return pagecache.tag(response, "front", "latest", *_tags(front.articles), *named, until=until)


@require_safe
def article(request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
    """An article; 410 with its notice where it was withdrawn, 404 where there is none that readers may see."""
    found = (
        Article.objects.select_related("section", "lead_image")
        .filter(month=year * 100 + month, slug=slug)
        .first()
    )
    if found is None:
        raise Http404("No such article.")
    if found.withdrawn_at is not None or found.is_over:
        return errors.gone(request, article=found, notice=found.withdrawal_notice)
    if not found.is_live:
        raise Http404("Not yet.")
    page = reading.read(found)
    context = {
        **reading.context(found, page),
        "share": reading.share_links(found),
        "notices": page.notices,
        "standing": page.standing,
        "ld_json": jsonld.news_article(found, page.notices),
        "canonical_url": found.public_address,
        "share_image_url": absolute_address(found.lead_image, "wide") if found.lead_image else "",
    }
    response = render(request, "articles/article.html", context)
    return pagecache.tag(response, *page.tags(found), until=_end([found, *page.others]))


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """A draft, for whoever has its private link; the article itself once readers have it; 410 when the link is over."""
    try:
        link = previews.find(token)
    except links.Unknown:
        raise Http404("No such link.") from None
    text = previews.text_of(link)
    if link.revoked_at is None and previews.has_been_published(link):
        return previewing.close(redirect(link.article))
    if text is None or previews.is_dead(link):
        return previewing.close(render(request, "articles/preview_over.html", status=410))
    context = {**previewing.page_of(text.content, link.article), "link": link, "version": text}
    response = previewing.close(render(request, "articles/preview.html", context))
    if request.method == "GET" and not request.user.is_staff:
        previews.count_view(link)
    return response


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section's articles, the newest first; the first page leads with three of them."""
    found = next((section for section in navigation.sections.get() if section.slug == slug), None)
    if found is None:
        raise Http404("No such section.")
    articles = Article.objects.listed().filter(section=found).newest_first()
    page = listings.page_of(articles.values_list("pk", flat=True), request.GET.get("page"))
    is_first = page.number == 1
    topics = list(Topic.objects.filter(pk__in=_topic_ids(page.articles)))
    context = {
        "section": found,
        "current_section": found,
        "leads": page.articles[:LEADS] if is_first else [],
        "rest": page.articles[LEADS:] if is_first else page.articles,
        "topics": topics,
    }
    tags = [found.cache_tag, list_tag("section", found.pk), *(topic.cache_tag for topic in topics)]
    return _listing(request, "articles/section.html", page, context, *tags)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's articles, the newest first. 404 while there are none."""
    found = get_object_or_404(Topic.objects.select_related("picture"), slug=slug)
    articles = Tagging.objects.live().filter(tag=found)
    newest_first = articles.order_by("-visible_from", "-content_object")
    page = listings.page_of(newest_first.values_list("content_object", flat=True), request.GET.get("page"))
    if not page.articles:  # its name stands in a draft, which is not to be told
        raise Http404("Nothing about this topic yet.")
    context = {"topic": found, "is_thin": page.number == 1 and len(page.articles) < INDEXED_FROM}
    tags = (found.cache_tag, list_tag("topic", found.pk))
    return _listing(request, "articles/topic.html", page, context, *tags)


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """An author's articles, the newest first. 404 before readers have any: the name may stand in a draft."""
    found = get_object_or_404(Author.objects.select_related("picture"), slug=slug)
    newest_first = Byline.objects.live().filter(author=found).order_by("-visible_from", "-article")
    page = listings.page_of(newest_first.values_list("article", flat=True), request.GET.get("page"))
    # A retracted story is in no list, and leads here all the same.
    if not page.articles and not Article.objects.live().filter(bylines__author=found).exists():
        raise Http404("Nothing by this author yet.")
    return _listing(
        request,
        "articles/author.html",
        page,
        {"author": found},
        found.cache_tag,
        list_tag("author", found.pk),
    )


@require_safe
def archive(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Everything of a month, the newest first. 404 for a month without any."""
    number = year * 100 + month
    articles = Article.objects.listed().filter(month=number).newest_first()
    page = listings.page_of(articles.values_list("pk", flat=True), request.GET.get("page"))
    if not page.articles:
        raise Http404("Nothing was published in this month.")
    beside = _months_beside(number)
    context = {
        "month": date(year, month, 1),
        "earlier": next((date(*divmod(other, 100), 1) for other in beside if other < number), None),
        "later": next((date(*divmod(other, 100), 1) for other in beside if other > number), None),
    }
    return _listing(request, "articles/archive.html", page, context, f"month-{number}")


@require_safe
def newest_month(request: HttpRequest) -> HttpResponse:
    """The way into the archive: on to the newest month that has articles."""
    month = Article.objects.listed().newest_first().values_list("month", flat=True).first()
    if month is None:
        raise Http404("Nothing has been published yet.")
    return pagecache.tag(redirect("archive", *divmod(month, 100)), "latest")


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page that editors write, such as /about/."""
    found = get_object_or_404(Page, slug=slug)
    library = Library.of([found.body])
    text = body.render(found.body, library)
    context = {
        "page_title": found.title,
        "page": found,
        "body": text.html,
        "canonical_url": _address(request),
    }
    wanted = body.collect([found.body])
    named = [*(f"article-{key}" for key in wanted.articles), *(f"image-{key}" for key in wanted.images)]
    shown = _tags(library.articles.values())
    return pagecache.tag(
        render(request, "articles/page.html", context),
        found.cache_tag,
        *sorted(named),
        *shown,
        until=_end(library.articles.values()),
    )


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """All that readers were told of mistakes, the newest first."""
    page = notices.page_of(request.GET.get("page"))
    canonical = _canonical(request, page)
    response = render(request, "articles/corrections.html", {"page": page, "canonical_url": canonical})
    shown = (notice.article.cache_tag for notice in page.notices)
    until = _end(notice.article for notice in page.notices)
    return pagecache.tag(response, notices.CACHE_TAG, *shown, until=until)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an unknown address, with the latest to go on with."""
    latest = list(Article.objects.listed().newest_first().for_cards()[:4])
    cards.complete(latest)
    return errors.not_found(request, exception, latest=latest)


def _listing(
    request: HttpRequest, template: str, page: listings.ListingPage, context: dict[str, Any], *tags: str
) -> HttpResponse:
    response = render(
        request, template, {"page": page, "canonical_url": _canonical(request, page), **context}
    )
    return pagecache.tag(response, *tags, *_tags(page.articles), until=_end(page.articles))


def _canonical(request: HttpRequest, page: listings.Place) -> str:
    return _address(request) + (f"?page={page.number}" if page.number > 1 else "")


def _address(request: HttpRequest) -> str:
    return f"{settings.SITE_URL}{request.path}"


def _tags(articles: Iterable[Article]) -> list[str]:
    """The tags of what cards show: the articles and their pictures."""
    return [tag for article in articles for tag in article.card_tags]


def _end(articles: Iterable[Article]) -> datetime | None:
    """When the first of `articles` leaves, and a page that shows them is wrong."""
    return min((article.visible_until for article in articles if article.visible_until), default=None)


def _topic_ids(articles: list[Article]) -> list[int]:
    """The topics to offer on a section's page: the primary ones of what it shows."""
    ids = (article.primary_topic_id for article in articles)
    return list(dict.fromkeys(pk for pk in ids if pk))[:SECTION_TOPICS]


def _months_beside(number: int) -> list[int]:
    """The nearest months before and after this one that have articles, in one query."""
    live = Article.objects.listed()
    sides = (
        live.filter(month__lt=number).order_by("-month"),
        live.filter(month__gt=number).order_by("month"),
    )
    arms = [Article.objects.filter(pk__in=side.values("pk")[:1]).order_by().values("pk") for side in sides]
    months = Article.objects.filter(pk__in=arms[0].union(arms[1], all=True)).values_list("month", flat=True)
    return [month for month in months if month]
