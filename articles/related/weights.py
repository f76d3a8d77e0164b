"""What a term weighs and when two stories are alike: every number of the index, each with its reason.

Tf-idf and its cosine are as in Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, chapter 6,
but with the square root of a count. Measured on authors' own links in two archives: docs/decisions/related.md.
"""

from datetime import datetime
from math import exp2, log, sqrt

HEADLINE = 3  # times a word of the headline counts; one to five made no difference
POSTED = 32  # terms that a story is found by: with fewer one-off words crowd the telling ones out
AS_IF = 5  # more stories had each word, when these are chosen: for the same reason
POOL = 100  # stories found are measured in full; 50 to 200 gave the same lists
KEPT = 12  # suggestions a story keeps, so that four remain when some leave
SHOWN = 4
LEAST = 0.08  # likeness below which a suggestion was never right
# What two texts have in common, each word for as much as the next, from which they are one, published twice: a column
# of 250 words under another headline has it. The most that two different ones of 507 had was 0.76.
SAME = 0.9
NEAR = 0.5  # likeness below which nobody asks whether two are the same
MOST_COUNTED = 255  # occurrences in one story; more weigh no more
# A word of more than half of the stories says nothing: no list of stop words, so no language is a special case.
COMMON = 0.5
FEW = 20  # stories in which a word is never too common: in a small archive half is nothing
# Links cluster in time, as news does. The distance between two stories, not their age: a score never goes stale.
AGELESS = 0.7
HALF_LIFE_DAYS = 365.0
SCALE = 10_000  # the length of a vector whose weights are whole numbers
_ROOTS = tuple(map(sqrt, range(MOST_COUNTED + 1)))


def root(count: int) -> float:
    """What `count` occurrences in one story weigh."""
    return _ROOTS[min(count, MOST_COUNTED)]


def rarity(articles: int, size: int) -> float:
    """What a term of so many stories weighs among so many: 1 if all have it, more if few do; 0 if it is too common."""
    if articles > max(FEW, COMMON * size):
        return 0.0
    return 1 + max(0.0, log((size + 1) / (articles + 1)))


def telling(articles: int, size: int) -> float:
    """`rarity` for choosing what a story is found by, where a word that no other story has is of no use."""
    return 1 + max(0.0, log((size + AS_IF) / (articles + AS_IF)))


def nearness(one: datetime | None, other: datetime | None) -> float:
    """What is left of a likeness over a distance in time: 1 on the same day, towards `AGELESS` over the years.

    None is a text without a date, as near as can be.
    """
    if one is None or other is None:
        return 1.0
    days = abs((one - other).total_seconds()) / 86_400
    return AGELESS + (1 - AGELESS) * exp2(-days / HALF_LIFE_DAYS)
