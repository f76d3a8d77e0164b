"""Everything that the checks of one text need, out of the database."""

from datetime import datetime

from django.utils import timezone

from .. import headlines, links, weight
from ..body.outline import outline
from ..content import Content
from ..models import Article, HouseRules, Image, Level
from .catalogue import level_of
from .proof import Proof

MOST_ROWS = 2_000  # pictures and cards of one text that are looked up


def proof_of(
    content: Content, *, article: Article | None = None, at: datetime | None = None, rules: HouseRules
) -> Proof:
    """The text with all that the checks need, in fourteen queries at most."""
    parts = outline(content.body)
    leads = [content.lead_image] if content.lead_image else []
    images = list(dict.fromkeys([*leads, *(picture.pk for picture in parts.pictures)]))[:MOST_ROWS]
    cards = list(dict.fromkeys(card.pk for card in parts.cards))[:MOST_ROWS]
    rows = Image.objects.filter(pk__in=images) if images else ()
    stories = Article.objects.listed().filter(pk__in=cards).select_related("lead_image")
    stories = stories.only("headline", "lead_image__renditions")
    is_on = level_of(rules, "similar") != Level.OFF
    similar = headlines.similar(content.headline, besides=article.pk if article else None) if is_on else ()
    return Proof(
        content=content,
        outline=parts,
        rules=rules,
        now=timezone.now(),
        article=article,
        at=at,
        images={image.pk: image for image in rows},
        cards={story.pk: story for story in stories} if cards else {},
        dead=links.dead(link.href for link in parts.links),
        similar=tuple(similar),
        around=_around(content, article, cards),
    )


def _around(content: Content, article: Article | None, cards: list[int]) -> weight.Around:
    """The pictures around the text. A topic and authors that are only typed are those of the text that was saved."""
    topic = content.topics[0] if content.topics else None
    authors = [credit.author for credit in content.credits]
    if article is not None and topic is not None and topic < 0:
        topic = article.primary_topic_id
    if article is not None and any(author < 0 for author in authors):
        authors = [byline.author_id for byline in article.bylines.all()]
    return weight.around(
        article or Article(), section=content.section, topic=topic, authors=authors, cards=cards
    )
