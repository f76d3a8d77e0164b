"""Headlines that say nearly the same: found by a few of their words, and measured by all of them.

Of two headlines as sets of words, with `ALIKE` of their union in common, each shares at least one word with the other's
first `n - ceil(ALIKE * n) + 1` words in any order that is the same for both (Bayardo, Ma and Srikant, Scaling up all
pairs similarity search, 2007). The order here is the longest words first, which are the rarest; only these are kept.
"""

import math
import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection

from .models import Article, HeadlineWord
from .names import fold

ALIKE = 0.6
A_WORD = 60  # the newest headlines that are looked at for each word, however many have it
SHOWN = 3
_WORD = re.compile(r"\w+")
# Words that stand in every second headline, English and Swahili.
_COMMON = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "have", "how", "in", "is", "it",
    "its", "of", "on", "or", "that", "the", "their", "they", "this", "to", "was", "we", "what", "when", "where",
    "which", "who", "why", "will", "with", "you", "your",
    "au", "bila", "cha", "hii", "hiyo", "huu", "je", "kama", "katika", "kwa", "la", "na", "nani", "ni", "nini",
    "vya", "wa", "ya", "za",
})  # fmt: skip
_NEWEST = (
    "SELECT * FROM (SELECT article_id FROM articles_headlineword WHERE word = %s ORDER BY article_id DESC LIMIT %s)"
    " AS with_word"
)


class Similar(NamedTuple):
    """`likeness`: words in common by words in either, 0 to 1."""

    article: Article
    likeness: float


def words_of(headline: str) -> frozenset[str]:
    """The telling words; all of them where there are no others."""
    words = frozenset(word[: HeadlineWord.LENGTH] for word in _WORD.findall(fold(headline)))
    return words - _COMMON or words


def telling(words: Collection[str]) -> list[str]:
    """Those of which a similar headline must have one."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return ordered[: len(ordered) - math.ceil(ALIKE * len(ordered)) + 1]


def likeness(one: Collection[str], other: Collection[str]) -> float:
    either = {*one, *other}
    return len({*one} & {*other}) / len(either) if either else 0.0


def similar(headline: str, *, besides: int | None = None) -> list[Similar]:
    """Stories in the paper with nearly this headline, the likest first; in two queries, whatever the archive."""
    words = words_of(headline)
    if not words:
        return []
    keys = telling(words)
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ".join([_NEWEST] * len(keys)), [value for key in keys for value in (key, A_WORD)]
        )
        near = {pk for (pk,) in cursor.fetchall()} - {besides}
    if not near:
        return []
    rows = Article.objects.listed().filter(pk__in=near).only("headline", "slug", "month")
    measured = [Similar(row, likeness(words, words_of(row.headline))) for row in rows]
    alike = [one for one in measured if one.likeness >= ALIKE]
    return sorted(alike, key=lambda one: (-one.likeness, -one.article.pk))[:SHOWN]


def keep(article: Article) -> None:
    """Note the words of an article's headline once it is published; for whoever has changed it."""
    wanted = set(telling(words_of(article.headline))) if article.published_at else set()
    known = dict(article.headline_words.values_list("word", "pk"))
    if gone := [pk for word, pk in known.items() if word not in wanted]:
        article.headline_words.filter(pk__in=gone).delete()
    HeadlineWord.objects.bulk_create(
        HeadlineWord(article=article, word=word) for word in sorted(wanted - known.keys())
    )


def keep_new(articles: Iterable[Article]) -> None:
    """The same for articles of which nothing is noted yet, in one query."""
    HeadlineWord.objects.bulk_create(
        HeadlineWord(article_id=article.pk, word=word)
        for article in articles
        if article.published_at
        for word in telling(words_of(article.headline))
    )
