"""What would stand below a text that is not published yet, or not saved: asked by the desk, written nowhere."""

from dataclasses import dataclass

from django.utils import timezone

from ..content import Content
from ..models import Article, Topic
from . import archive, likeness
from .explaining import Why
from .lists import best
from .terms import terms_in


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A story, by its key, and why it is suggested."""

    article: int
    score: float
    why: str
    is_same: bool = False  # it is this text, published before


def suggest(content: Content, article: Article | None = None) -> list[Suggestion]:
    """The stories most like `content`, the best first, `KEPT` at most; in four queries, whatever the archive.

    `article` is whose text it is. Stories with the very same text come first, and are no suggestions but a warning.
    """
    topics = Topic.objects.in_bulk(content.topics)
    counts = terms_in(content.headline, content.standfirst, content.body, topics, content.language)
    terms = archive.known(counts)
    text = likeness.vector(counts, terms)
    moment = (article.published_at if article else None) or timezone.now()
    found = likeness.like(text, moment=moment, besides=article.pk if article else None)
    why = Why(terms.values(), topics)
    same = [Suggestion(one.article, one.score, why(one), is_same=True) for one in found if one.is_same]
    return same + [Suggestion(one.article, one.score, why(one)) for one in best(found)]
