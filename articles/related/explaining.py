"""Why a story is suggested, in words: the terms that two texts share, the weightiest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..models import Article, Related, Term, Topic
from . import archive, likeness
from .terms import TOPIC, terms_of, topics_of
from .weights import nearness

REASONS = 3  # terms that a list keeps; `Related.WHY` has room for them


class Why:
    """Says of each story found for one text what they share: `dam, tana, #Floods`."""

    def __init__(self, terms: Iterable[Term], topics: Mapping[int, Topic]) -> None:
        names = {f"{TOPIC}{key}": f"{TOPIC}{topic.name}" for key, topic in topics.items()}
        self.labels = {term.pk: names.get(term.text, term.text) for term in terms}

    def __call__(self, like: likeness.Like) -> str:
        return ", ".join(self.labels[key] for key in like.shared[:REASONS])[: Related.WHY]


@dataclass(frozen=True, slots=True)
class Share:
    """A term of both texts: in how many stories it is, and how much of the likeness it makes."""

    term: str
    articles: int
    part: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What two live texts have in common; `shares` has the weightiest first, and their parts are the likeness."""

    shares: list[Share]
    likeness: float
    nearness: float
    posted: int  # terms that the one is found by, and the other too

    @property
    def score(self) -> float:
        return self.likeness * self.nearness


def between(one: Article, other: Article) -> Explanation:
    """Why one of these published stories is suggested below the other, or is not. Changes nothing."""
    topics = topics_of(one) | topics_of(other)
    counts = [terms_of(story, topics_of(story)) for story in (one, other)]
    terms = archive.known(counts[0].keys() | counts[1].keys())
    mine, theirs = (likeness.vector(count, terms) for count in counts)
    labels = Why(terms.values(), topics).labels
    by_key = {term.pk: term for term in terms.values()}
    lengths = mine.norm * theirs.norm
    shares = [
        Share(labels[key], by_key[key].articles, mine.weights[key] * theirs.weights[key] / lengths)
        for key in mine.weights.keys() & theirs.weights.keys()
    ]
    return Explanation(
        shares=sorted(shares, key=lambda share: (-share.part, share.term)),
        likeness=sum(share.part for share in shares),
        nearness=nearness(one.published_at, other.published_at),
        posted=len(mine.posted.keys() & theirs.posted.keys()),
    )
