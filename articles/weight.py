"""What an article costs a reader on a metered line, in kilobytes, all in."""

import gzip

from django.db.models import QuerySet

from .body import render
from .models import Article, Image
from .pictures.markup import phone_bytes

# Fonts, styles, scripts, nameplate and the frame of the page, compressed; a test compares it with the files.
SHELL_BYTES = 49_000


def weigh(articles: "QuerySet[Article]") -> None:
    """Write `weight_kb` of each article: the whole page, compressed, with its pictures as a phone fetches them."""
    for article in articles.select_related("lead_image").only("body", "lead_image"):
        wanted = render.collect([article.body]).images
        figures = Image.objects.filter(pk__in=wanted).values_list("pk", "renditions")
        pictures = sum(phone_bytes(Image(pk=pk, renditions=made), "natural") for pk, made in figures)
        total = SHELL_BYTES + text_bytes(article.body) + phone_bytes(article.lead_image, "card") + pictures
        Article.objects.filter(pk=article.pk).update(weight_kb=round(total / 1024))


def text_bytes(body: str) -> int:
    """Bytes of the text as it travels."""
    return len(gzip.compress(body.encode(), compresslevel=6))
