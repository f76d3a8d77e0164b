"""What an article costs a reader on a metered line, all in: what a phone fetches of it down to its end."""

import gzip
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from .around import around as stories_around
from .body import render
from .body.embeds import embed_for
from .body.outline import outline
from .content import Content
from .models import Article, Author, Byline, HouseRules, Image
from .pictures.markup import phone_file

# Fonts, styles, scripts, nameplate and the frame of the page, compressed; a test compares it with the files.
SHELL_BYTES = 43_600
ITALIC_BYTES = 8_800  # the italic font, which only a text with something in italics needs
PLAYER_BYTES = 1_000  # the script that waits for somebody to load a player
# Pixels of a phone with two to a point, by what the picture is for.
WHOLE, CARD, THUMBNAIL, EMBLEM = 720, 288, 208, 80
Emblem = tuple[Image | None, bool]


@dataclass(frozen=True, slots=True)
class Around:
    """The pictures of a page that are not the text's own; an author's is large where he or she has a box."""

    related: tuple[Image | None, ...] = ()
    emblems: tuple[Emblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes as they travel to a phone. `players`: megabytes more, which nothing loads but the reader."""

    page: int
    own: Mapping[int, int]  # of the text's own pictures, by their number in the library
    others: int = 0  # of the pictures of cards and authors
    players: int = 0

    @property
    def kb(self) -> int:
        return round((self.page + sum(self.own.values()) + self.others) / 1024)

    @property
    def pictures_kb(self) -> int:
        """Of the text's own pictures."""
        return round(sum(self.own.values()) / 1024)

    @property
    def around_kb(self) -> int:
        """Of the pictures of cards and authors."""
        return round(self.others / 1024)

    @property
    def advice(self) -> str:
        """The one change that saves most."""
        heaviest = max(self.own.values(), default=0)
        return f"Its heaviest picture alone has {round(heaviest / 1024)} KB." if heaviest else ""

    def cost(self, rules: HouseRules) -> str:
        """What it costs a reader at the tariff of the house, such as “0.05 KSh”."""
        price = Decimal(self.kb) / 1024 * Decimal(rules.tariff)
        return (
            f"{price:.2f} {rules.currency}" if price >= Decimal("0.005") else f"{price:.4f} {rules.currency}"
        )


def of(
    content: Content,
    images: Mapping[int, Image],
    *,
    cards: Iterable[Article] = (),
    around: Around | None = None,
    players: Iterable[str] = (),
) -> Weight:
    """The weight of the page of `content`. `images` has the rows of its pictures, `cards` the stories of its cards.

    Asks the database nothing. A file that stands on the page twice is fetched once.
    """
    own: dict[int, dict[str, int]] = {
        pk: dict([phone_file(images.get(pk), "natural")]) for pk in render.collect([content.body]).images
    }
    if lead := content.lead_image:
        own[lead] = own.get(lead, {}) | dict([phone_file(images.get(lead), "card")])
    around = around or Around()
    asked = [(card.lead_image, "card", CARD) for card in cards]
    asked += [(image, "square", THUMBNAIL) for image in around.related]
    for emblem, has_box in around.emblems:
        asked += [(emblem, "square", EMBLEM), *([(emblem, "square", THUMBNAIL)] if has_box else [])]
    seen = {path for files in own.values() for path in files}
    others = dict(phone_file(*one) for one in asked)
    found = [embed for embed in map(embed_for, players) if embed]
    page = SHELL_BYTES + text_bytes(content.body) + ITALIC_BYTES * ("<em>" in content.body)
    return Weight(
        page + PLAYER_BYTES * bool(found),
        {pk: sum(files.values()) for pk, files in own.items()},
        sum(size for path, size in others.items() if path not in seen),
        sum(embed.provider.megabytes for embed in found),
    )


def around(
    article: Article,
    *,
    section: int | None,
    topic: int | None,
    authors: Iterable[int],
    cards: Collection[int] = (),
) -> Around:
    """What would stand around a text of `article`, which may be saved nowhere, in three queries.

    `cards`: the stories that the text itself leads to.
    """
    place = Article(
        pk=article.pk or 0,
        section_id=section,
        primary_topic_id=topic,
        visible_from=article.visible_from or timezone.now(),
    )
    near = stories_around(place, cards)
    keys = [*near.related, *near.latest]
    rows = Article.objects.listed().select_related("lead_image").only("lead_image__renditions").in_bulk(keys)
    signed = Author.objects.filter(pk__in=list(authors)).select_related("picture")
    return Around(
        related=tuple(rows[key].lead_image for key in keys if key in rows),
        emblems=tuple((author.picture, bool(author.bio)) for author in signed if author.picture),
    )


def weigh(articles: "QuerySet[Article]") -> None:
    """Write `weight_kb` of each article: the whole page, compressed, with its pictures as a phone fetches them."""
    for article in articles.defer("search_description", "share_text"):
        wanted = render.collect([article.body])
        leads = {article.lead_image_id} - {None}
        images = Image.objects.in_bulk(wanted.images | leads)
        cards = Article.objects.listed().filter(pk__in=wanted.articles).select_related("lead_image")
        found = of(
            Content(headline="", slug="", body=article.body, lead_image=article.lead_image_id),
            images,
            cards=cards,
            around=around(
                article,
                section=article.section_id,
                topic=article.primary_topic_id,
                authors=Byline.objects.filter(article=article).values_list("author", flat=True),
                cards=wanted.articles,
            ),
            players=outline(article.body).players,
        )
        Article.objects.filter(pk=article.pk).update(weight_kb=found.kb)


def text_bytes(body: str) -> int:
    """Bytes of the text as it travels."""
    return len(gzip.compress(body.encode(), compresslevel=6))
