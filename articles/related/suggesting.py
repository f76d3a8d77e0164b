"""What would stand below a text that is not published yet, or not saved: asked by the desk, written nowhere."""

from dataclasses import dataclass

from django.utils import timezone

from ..body.text import plain_text
from ..content import Content
from ..models import Article, Topic
from . import archive, likeness
from .likeness import Like
from .lists import best
from .terms import TOPIC, terms_in, topic_term
from .wording import Wording


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A story, by its key, and why it is suggested, in the words of the text: `dam, Tana River, #Floods`."""

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
    if not found:
        return []
    names = {topic_term(key): f"{TOPIC}{topic.name}" for key, topic in topics.items()}
    wording = Wording(f"{content.headline}\n{content.standfirst}\n{plain_text(content.body)}", names)
    texts = {term.pk: term.text for term in terms.values()}

    def suggestion(one: Like) -> Suggestion:
        why = ", ".join(wording.say([texts[key] for key in one.shared]))
        return Suggestion(one.article, one.score, why, is_same=one.is_same)

    return [suggestion(one) for one in (*(one for one in found if one.is_same), *best(found))]
