"""What texts refer to: noted when a text changes, and asked where something is used."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from django.db import transaction
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from .body.render import collect
from .content import Content
from .models import Article, Image, Reference

Kind = Reference.Kind
Target = tuple[str, int]  # kind and primary key
Texts = tuple[Article, Content | None, Content | None]  # an article, its live text, its newest one
BATCH = 500


def of(content: Content | None) -> set[Target]:
    """What `content` names: read-also cards, pictures of the text, the lead picture."""
    if content is None:
        return set()
    named = collect([content.body])
    images = named.images | ({content.lead_image} if content.lead_image else frozenset())
    return {*((Kind.ARTICLE.value, pk) for pk in named.articles), *((Kind.IMAGE.value, pk) for pk in images)}


def keep(article: Article) -> None:
    """Note what the live and the newest text of `article` refer to. For whoever has changed one of these."""
    keep_all([_texts(article)])


def keep_all(texts: Iterable[Texts]) -> None:
    """The same for many articles, in one query, or in three where any has changed what it refers to."""
    wanted: dict[tuple[int, str, int], Reference] = {}
    keys = set()
    for article, live, newest in texts:
        keys.add(article.pk)
        in_live = of(live)
        in_newest = in_live if newest == live else of(newest)
        for target in sorted(in_live | in_newest):
            wanted[article.pk, *target] = Reference(
                article_id=article.pk,
                kind=target[0],
                target=target[1],
                in_live=target in in_live,
                in_newest=target in in_newest,
            )
    known = {
        (row.article_id, row.kind, row.target): row for row in Reference.objects.filter(article__in=keys)
    }
    gone = [row.pk for key, row in known.items() if key not in wanted]
    if gone:
        Reference.objects.filter(pk__in=gone).delete()
    fresh = [row for key, row in wanted.items() if key not in known or _flags(row) != _flags(known[key])]
    if fresh:
        Reference.objects.bulk_create(
            fresh,
            update_conflicts=True,
            unique_fields=["article", "kind", "target"],
            update_fields=["in_live", "in_newest"],
        )


def rebuild(progress: Callable[[int], None] = lambda _: None) -> int:
    """Note everything anew, in batches, each wholly or not at all; says how many articles were read."""
    done, last = 0, 0
    while batch := _rebuild_after(last):
        done, last = done + len(batch), batch[-1].pk
        progress(done)
    return done


@transaction.atomic
def _rebuild_after(last: int) -> list[Article]:
    rows = Article.objects.filter(pk__gt=last).order_by("pk")
    keys = list(rows.select_for_update().values_list("pk", flat=True)[:BATCH])
    # Read after they are locked, each with its revisions: see `publishing.lock`.
    texts = Article.objects.select_related("live_revision", "latest_revision").defer("body")
    batch = list(texts.filter(pk__in=keys).order_by("pk"))
    keep_all(_texts(article) for article in batch)
    return batch


def used_by(
    targets: Collection[Image] | Collection[Article], *, most: int = 20
) -> dict[int, list[Reference]]:
    """Where each of `targets` is used, by its primary key, in at most `most` articles, the newest first; in one query.

    Of each `Reference.article` the fields for a line of the desk are there. `in_live` and `in_newest` say in which
    of its texts: what readers see also depends on `article.is_live`.
    """
    found: dict[int, list[Reference]] = defaultdict(list)
    rows = (
        Reference.objects.filter(kind=_kind(targets), target__in=[target.pk for target in targets])
        .annotate(place=Window(RowNumber(), partition_by=F("target"), order_by=F("article").desc()))
        .filter(place__lte=most)
        .select_related("article")
        .defer("article__body")
        .order_by("-article")
    )
    for reference in rows:
        found[reference.target].append(reference)
    return {target.pk: found[target.pk] for target in targets}


def use_counts(targets: Collection[Image] | Collection[Article]) -> dict[int, int]:
    """The number of articles that use each of `targets`, by its primary key; in one query."""
    rows = (
        Reference.objects.filter(kind=_kind(targets), target__in=[target.pk for target in targets])
        .values("target")
        .annotate(uses=Count("pk"))
        .values_list("target", "uses")
    )
    return {**dict.fromkeys((target.pk for target in targets), 0), **dict(rows)}


def _texts(article: Article) -> Texts:
    live, newest = article.live_revision, article.latest_revision
    return article, live.content if live else None, newest.content if newest else None


def _flags(row: Reference) -> tuple[bool, bool]:
    return row.in_live, row.in_newest


def _kind(targets: Collection[Image] | Collection[Article]) -> Kind:
    return Kind.IMAGE if any(isinstance(target, Image) for target in targets) else Kind.ARTICLE
