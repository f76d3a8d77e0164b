"""What machines read of an article: schema.org's NewsArticle as JSON-LD."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from newsroom import identity

from .models import Article, Author, Correction
from .pictures.markup import absolute_address

# In a script element nothing ends the text but these; JSON has them as escapes, too.
ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
IMAGE_CROPS = ("wide", "card", "square")


def news_article(article: Article, notices: Iterable[Correction] = ()) -> SafeString:
    """The JSON-LD block of an article's page, with its notices. Reads the prefetched bylines and taggings."""
    site = identity.current()
    facts = {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle" if article.is_opinion else "NewsArticle",
        "headline": article.standing_headline,
        "description": article.search_description or article.standfirst,
        "url": settings.SITE_URL + article.get_absolute_url(),
        "mainEntityOfPage": article.public_address,
        "datePublished": _moment(article.published_at),
        "dateModified": _moment(article.modified_at),
        "creativeWorkStatus": "Retracted" if article.retracted_at else None,
        "correction": [_correction(notice) for notice in notices],
        "inLanguage": article.language or site.language,
        "articleSection": article.section.name if article.section else None,
        "keywords": [tagging.tag.name for tagging in article.taggings.all()],
        "image": _images(article),
        "author": [_author(byline.author) for byline in article.bylines.all()],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": site.name,
            "url": settings.SITE_URL + "/",
            "logo": settings.SITE_URL + site.logo_url if site.logo_url else None,
            "sameAs": site.social_addresses.split(),
        },
    }
    text = json.dumps(_filled(facts), ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def _correction(notice: Correction) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "name": notice.get_kind_display(),
        "text": notice.text,
        "datePublished": _moment(notice.published_at),
    }


def _author(author: Author) -> dict[str, Any]:
    return {
        "@type": "Organization" if author.is_desk else "Person",
        "name": author.name,
        "url": settings.SITE_URL + author.get_absolute_url(),
    }


def _images(article: Article) -> list[str]:
    image = article.lead_image
    return [found for crop in IMAGE_CROPS if image and (found := absolute_address(image, crop))]


def _moment(moment: Any) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _filled(facts: Any) -> Any:
    """`facts` without what is empty."""
    if isinstance(facts, dict):
        return {key: _filled(value) for key, value in facts.items() if value not in (None, "", [])}
    return facts
