"""The terms of a text: what two stories have in common if they are about the same thing.

No stemmer and no list of stop words: measured, they gained nothing, and each would know one language. All that depends
on a script is where a word ends: where words are not parted by spaces, two neighbouring characters are a term.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from newsroom import identity

from ..body.text import plain_text
from ..models import Article, Term, Topic
from .weights import HEADLINE

MOST_CHARACTERS = 400_000  # of a text that are read: three times a short book's chapter of 20,000 words
MOST_TERMS = 3_000  # different ones that are kept of it, the most frequent
EVERY = ""  # the term that every story has
TOPIC, LANGUAGE = "#", "@"  # what terms begin with that are no words
# Thai, Lao, Myanmar, Khmer; Kana; Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Vowels and tones that are characters of their own belong to the word; `\w` knows them not.
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x1E000) if unicodedata.category(chr(code)).startswith("M")
)
_RUN = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)|(?:(?![_{_UNSPACED}])\w)(?:(?![_{_UNSPACED}])[\w{re.escape(_MARKS)}])*"
)


def terms_of(article: Article, topics: Iterable[int]) -> Counter[str]:
    """How often each term stands in the live text of `article`; `topics` are the primary keys of its topics."""
    return terms_in(article.headline, article.standfirst, article.body, topics, article.language)


def terms_in(headline: str, standfirst: str, body: str, topics: Iterable[int], language: str) -> Counter[str]:
    """The same for a text that may be saved nowhere, `body` as HTML.

    Its language is among them, with 1, and the term of every story, with 0.
    """
    text = f"{standfirst}\n{plain_text(body)}"[:MOST_CHARACTERS]
    counts = Counter(words(text))
    for word in words(headline[:MOST_CHARACTERS]):
        counts[word] += HEADLINE
    counts = Counter(dict(counts.most_common(MOST_TERMS)))
    others = [language_term(language), *map(topic_term, topics)]
    return Counter({EVERY: 0, **counts, **dict.fromkeys(others, 1)})


def topics_of(article: Article) -> dict[int, Topic]:
    """The topics that readers see at `article`, by key; one query."""
    return {topic.pk: topic for topic in Topic.objects.filter(taggings__content_object=article)}


def topic_term(key: int) -> str:
    return f"{TOPIC}{key}"


def language_term(language: str) -> str:
    """The term that all stories of a language have, such as `@sw`. Without one, a story speaks the site's."""
    return LANGUAGE + (language or identity.current().language).partition("-")[0].lower()


def words(text: str) -> list[str]:
    """The words of `text` in their order, without case; single letters and figures are none."""
    found: list[str] = []
    for run in _RUN.finditer(unicodedata.normalize("NFKC", text.casefold())):
        word = run.group()
        if run["unspaced"]:
            found += map("".join, pairwise(word)) if len(word) > 1 else [word]
        elif 1 < len(word) <= Term.LENGTH:
            found.append(word)
    return found


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of `text` as `words` gives it, with where it begins and ends there. `text` is in form NFKC."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        length = min(2, end - start) if run["unspaced"] else end - start
        for place in range(start, end - length + 1):
            written = text[place : place + length]
            yield unicodedata.normalize("NFKC", written.casefold()), place, place + length
