"""What an article costs a reader on a metered line, in kilobytes, all in."""

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from .body import render
from .body.embeds import embed_for
from .content import Content
from .models import Article, HouseRules, Image
from .pictures.markup import phone_bytes

# Fonts, styles, scripts, nameplate and the frame of the page, compressed; a test compares it with the files.
SHELL_BYTES = 49_000


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes as they travel to a phone. `players`: megabytes more, which nothing loads but the reader."""

    page: int
    pictures: Mapping[int, int]  # by the number of the picture in the library
    players: int = 0

    @property
    def kb(self) -> int:
        return round((self.page + sum(self.pictures.values())) / 1024)

    @property
    def page_kb(self) -> int:
        return round(self.page / 1024)

    @property
    def pictures_kb(self) -> int:
        return self.kb - self.page_kb

    @property
    def advice(self) -> str:
        """The one change that saves most."""
        heaviest = max(self.pictures.values(), default=0)
        return f"Its heaviest picture alone has {round(heaviest / 1024)} KB." if heaviest else ""

    def cost(self, rules: HouseRules) -> str:
        """What it costs a reader at the tariff of the house, such as “0.05 KSh”."""
        price = Decimal(self.kb) / 1024 * Decimal(rules.tariff)
        return (
            f"{price:.2f} {rules.currency}" if price >= Decimal("0.005") else f"{price:.4f} {rules.currency}"
        )


def of(content: Content, images: Mapping[int, Image], *, players: Iterable[str] = ()) -> Weight:
    """The weight of a text with its pictures, of which `images` has the rows. Asks the database nothing."""
    pictures = {pk: phone_bytes(images.get(pk), "natural") for pk in render.collect([content.body]).images}
    if lead := content.lead_image:
        pictures[lead] = pictures.get(lead, 0) + phone_bytes(images.get(lead), "card")
    found = filter(None, map(embed_for, players))
    megabytes = sum(embed.provider.megabytes for embed in found)
    return Weight(SHELL_BYTES + text_bytes(content.body), pictures, megabytes)


def weigh(articles: "QuerySet[Article]") -> None:
    """Write `weight_kb` of each article: the whole page, compressed, with its pictures as a phone fetches them."""
    for article in articles.select_related("lead_image").only("body", "lead_image"):
        wanted = render.collect([article.body]).images | {article.lead_image_id or 0}
        images = {image.pk: image for image in Image.objects.filter(pk__in=wanted).only("renditions")}
        content = Content(headline="", slug="", body=article.body, lead_image=article.lead_image_id)
        Article.objects.filter(pk=article.pk).update(weight_kb=of(content, images).kb)


def text_bytes(body: str) -> int:
    """Bytes of the text as it travels."""
    return len(gzip.compress(body.encode(), compresslevel=6))
