"""Which stories are like a text, and how much: found by what they post, and measured by all that they have.

The text may be anybody's: of a story in the index, of a draft, of what is being typed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from math import fsum, sqrt

from django.db import connection

from ..models import Article, Profile, Term
from . import profiles
from .terms import EVERY, LANGUAGE, TOPIC
from .weights import LEAST, MOST_COUNTED, NEAR, POOL, POSTED, SAME, SCALE, nearness, rarity, root, telling

REASONS = 5  # terms that say why to an editor; a list keeps the first three
# Written by hand, because what it joins is no table. Whole numbers: their sum is the same in any order.
_FOUND = """
WITH asked (term_id, weight) AS (VALUES {rows})
SELECT posting.article_id, SUM(posting.weight * asked.weight) AS sum
FROM asked JOIN articles_posting AS posting ON posting.term_id = asked.term_id
WHERE posting.article_id != %s
GROUP BY posting.article_id ORDER BY sum DESC, posting.article_id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Vector:
    """A text as the index sees it. `weights` are by the keys of its terms, and without their length, `norm`."""

    weights: Mapping[int, float]
    rarities: Mapping[int, float]
    posted: Mapping[int, int]  # the heaviest, in parts of `SCALE`
    norm: float
    counts: Mapping[int, int]  # how often each stands there


@dataclass(frozen=True, slots=True)
class Like:
    """A story and how like it is to a text: `likeness` is the cosine of both, `score` the same less for distance."""

    article: int
    likeness: float
    score: float
    shared: tuple[int, ...]  # keys of the terms that weighed most, first
    counts: Mapping[int, int]  # of its terms, by key
    is_same: bool  # it is one text with this one, published twice


def vector(counts: Counter[str], terms: Mapping[str, Term]) -> Vector:
    """`terms` are those of `counts` that any story has; what none has yet only makes the text less like all others.

    A word is rare or common among the stories of its language: else all that is written in the smaller one would be
    alike by its smallest words. A topic is so among all.
    """
    sizes = {
        text[:1]: terms[text].articles for text in counts if text in terms and text[:1] in {EVERY, LANGUAGE}
    }
    weights, rarities, chances = {}, {}, {}
    norm = 0.0
    for text, count in counts.items():
        term = terms.get(text)
        articles = term.articles if term else 0
        size = sizes.get(EVERY if text.startswith(TOPIC) else LANGUAGE, 0)
        rare = rarity(articles, size)
        weight = root(count) * rare
        if not weight or text.startswith(LANGUAGE):
            continue
        norm += weight * weight
        if term is not None:
            weights[term.pk], rarities[term.pk] = weight, rare
            chances[term.pk] = root(count) * telling(articles, size)
    norm = sqrt(norm)
    # By key where two weigh the same: on every database the older word goes first.
    heaviest = nlargest(POSTED, chances, key=lambda key: (chances[key], -key))
    posted = {key: round(SCALE * weights[key] / norm) for key in heaviest}
    # As a profile has them; what no story has got a number of its own.
    own = {
        terms[text].pk if text in terms else -place: min(count, MOST_COUNTED)
        for place, (text, count) in enumerate(counts.items(), 1)
    }
    return Vector(weights, rarities, posted, norm, own)


def like(
    text: Vector, *, moment: datetime | None, besides: int | None = None, also: Collection[int] = ()
) -> list[Like]:
    """The listed stories most like `text`, the best first; in two queries, whatever the archive.

    `moment` is when the text is published, `besides` its own story. Those in `also` are measured whether they are
    found or not, and however little they are like it; of the others none with a likeness below `LEAST`.
    """
    found = {*_found(text, besides), *also}
    if not found or not text.norm:
        return []
    rows = (
        Profile.objects.filter(article__in=Article.objects.listed().filter(pk__in=found))
        .exclude(norm=0)
        .values_list("article_id", "terms", "counts", "norm", "article__published_at")
    )
    measured = (_measured(text, moment, *row) for row in rows)
    kept = [one for one in measured if one.likeness >= LEAST or one.article in also]
    return sorted(kept, key=lambda one: (-one.score, -one.article))


def _found(text: Vector, besides: int | None) -> Iterable[int]:
    if not text.posted:
        return []
    values = [number for pair in text.posted.items() for number in pair]
    statement = _FOUND.format(rows=", ".join(["(%s, %s)"] * len(text.posted)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, besides or 0, POOL])
        return [article for article, _ in cursor.fetchall()]


def _measured(
    text: Vector,
    moment: datetime | None,
    article: int,
    terms: profiles.Packed,
    counts: profiles.Packed,
    norm: float,
    published: datetime | None,
) -> Like:
    has = dict(profiles.unpack(terms, counts))
    weights, rarities = text.weights, text.rarities
    products = {key: weights[key] * rarities[key] * root(has[key]) for key in weights.keys() & has.keys()}
    # `fsum`, since it is exact: the order of the terms, and so the database, makes no difference.
    likeness = min(fsum(products.values()) / (text.norm * norm), 1.0)
    shared = nlargest(REASONS, products, key=lambda key: (products[key], -key))
    is_same = likeness >= NEAR and are_same(text.counts, has)
    return Like(article, likeness, likeness * nearness(moment, published), tuple(shared), has, is_same)


def are_same(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """True for the counts of two texts that are one, published twice: about as long, and of the same words.

    Every word weighs as much as the next: what words weigh changes with the archive, and `norm` is of another day.
    """
    shorter, longer = sorted((sum(one.values()), sum(other.values())))
    if not shorter or shorter < SAME * SAME * longer:
        return False
    both = fsum(root(one[key]) * root(other[key]) for key in one.keys() & other.keys())
    return both / sqrt(shorter * longer) >= SAME
