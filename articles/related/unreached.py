"""Live stories to which nobody is led: no list of another story shows them, and no card."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ..models import Article, Reference, Related
from ..models.article import ArticleQuerySet
from .weights import KEPT, SHOWN

Kind = Related.Kind


def unreached() -> ArticleQuerySet:
    """Live stories that are neither among the first of another story's list nor named by a card of its text.

    What is pinned or named by what readers do not see does not count. A list may show one more than is counted here,
    where the text itself leads to one of its first.
    """
    seen = Article.objects.listed().filter(pk=OuterRef("article"))
    better = (
        Related.objects.filter(article=OuterRef("article"), kind__in=(Kind.AUTO, Kind.PINNED))
        .filter(
            Q(kind__gt=OuterRef("kind"))  # pins come first
            | Q(kind=OuterRef("kind"), rank__lt=OuterRef("rank"))
            | Q(kind=OuterRef("kind"), rank=OuterRef("rank"), score__gt=OuterRef("score"))
        )
        .order_by()
        .values("article")
        .annotate(number=Count("*"))
        .values("number")
    )
    lists = (
        Related.objects.filter(other=OuterRef("pk"))
        .filter(Q(kind=Kind.AUTO) | Q(Q(kind=Kind.PINNED) & Exists(seen)))
        .alias(place=Coalesce(Subquery(better), 0))
        .filter(place__lt=SHOWN)
    )
    cards = Reference.objects.filter(
        Exists(seen), kind=Reference.Kind.ARTICLE, target=OuterRef("pk"), in_live=True
    )
    return Article.objects.listed().filter(~Exists(lists), ~Exists(cards))


def neighbours(article: Article) -> list[tuple[Article, bool]]:
    """Live stories that are most like a story, the best first, from which readers could be led there; three queries.

    Each with True where the story is pinned below it already.
    """
    rows = article.related.filter(kind=Kind.AUTO).order_by("-score", "-other").values_list("other", flat=True)
    keys = list(rows[:KEPT])
    stories = Article.objects.listed().select_related("section", "lead_image").defer("body")
    leading = Related.objects.filter(article__in=keys, other=article, kind=Kind.PINNED)
    has_pin = set(leading.values_list("article", flat=True))
    found = stories.in_bulk(keys)
    return [(found[key], key in has_pin) for key in keys if key in found]
