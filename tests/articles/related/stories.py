"""Stories that belong together or do not, and what the index makes of them."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from articles.models import Article, Posting, Profile, Related, Term
from articles.models.related import Due
from articles.related import archive, profiles, waiting
from articles.related.terms import EVERY
from tests.factories import make_article

KIND = Related.Kind
NOVEMBER = datetime(2026, 11, 1, 6, tzinfo=UTC)
FLOOD = "The Tana river spilled over the dam at Masinga and flooded villages around Garissa."
CRICKET = "Openers added ninety runs before the spinners of Nairobi Gymkhana took five wickets."
PLACES = ("Bura", "Hola", "Wenje", "Ngao", "Kipini", "Saka", "Mbalambala", "Nanighi", "Masalani", "Ijara")


def own_words(number: int) -> str:
    """A sentence with words that no other story has."""
    return " ".join(f"{word}{number}" for word in ("elder", "camp", "boat", "clinic", "teacher", "road"))


def flood(number: int, **fields):
    """A story like all others of the flood, and the same as none."""
    body = f"<p>{FLOOD} In {PLACES[number % 10]} {own_words(number)}.</p>"
    return story(f"Water reaches {PLACES[number % 10]}", body, number, **fields)


def cricket(number: int, **fields):
    body = f"<p>{CRICKET} {own_words(number + 1000)}.</p>"
    return story(f"Innings at ground {number}", body, number, **fields)


def story(headline: str, body: str, number: int = 0, **fields):
    """A published story; `number` is the day."""
    return make_article(headline, body=body, at=NOVEMBER - timedelta(days=number), **fields)


def settle() -> None:
    """Let the index learn all that it has been told of."""
    for _ in range(1000):
        if not waiting.settle_some():
            return
    raise AssertionError("The index never comes to an end.")


def list_of(article: Article) -> list[int]:
    """The keys of what is found for a story, the best first."""
    rows = Related.objects.filter(article=article, kind=KIND.AUTO).order_by("-score", "-other")
    return list(rows.values_list("other", flat=True))


def is_named(article: Article) -> bool:
    """True if any row of the index leads to a story or from it, but for what editors have picked."""
    rows = Related.objects.filter(kind__in=(KIND.AUTO, KIND.SAME))
    return rows.filter(other=article).exists() or rows.filter(article=article).exists()


def faults() -> list[str]:
    """What is not as it must be once nothing waits, in words."""
    listed = set(Article.objects.listed().values_list("pk", flat=True))
    known = Profile.objects.in_bulk()
    counted: Counter[int] = Counter()
    for profile in known.values():
        counted.update(profiles.keys(profile))
    counts = dict(Term.objects.exclude(text=EVERY).values_list("pk", "articles"))
    rows = list(Related.objects.filter(kind__in=(KIND.AUTO, KIND.SAME)).values_list("article", "other"))
    postings = Counter(Posting.objects.values_list("article", flat=True))
    truths = {
        "something waits": not Profile.objects.filter(archive_size__lte=Due.WAITING).exists(),
        "what is known is what is listed": set(known) == listed,
        "the size of the archive": archive.size() == len(listed),
        "terms are counted": counts == dict(counted),
        "rows lead to what is listed": {key for row in rows for key in row} <= listed,
        "nothing leads to itself": not any(article == other for article, other in rows),
        "postings are of what is listed": set(postings) <= listed,
        "postings are of terms": set(Posting.objects.values_list("term", flat=True)) <= set(counts),
        "lists are short": all(len(list_of(Article(pk=key))) <= 12 for key in listed),
    }
    return [name for name, is_so in truths.items() if not is_so]
