"""Where pictures of the library are used: in texts, at their head, and beside the names of authors and topics."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from .. import references, rights
from ..body.render import collect
from ..models import Article, Author, Image, Page, Reference, Topic

IMAGE = Reference.Kind.IMAGE


@dataclass(frozen=True)
class Use:
    """One place: the row that shows the picture, and how."""

    row: Article | Author | Page | Topic
    how: str
    is_seen: bool = True  # by readers, where the story is


def unused(images: QuerySet[Image]) -> QuerySet[Image]:
    """Those of `images` that nothing shows."""
    here = OuterRef("pk")
    return images.exclude(
        Exists(Reference.objects.filter(kind=IMAGE, target=here))
        | Exists(Author.objects.filter(picture=here))
        | Exists(Topic.objects.filter(picture=here))
    ).exclude(pk__in=collect(Page.objects.values_list("body", flat=True)).images)


def counts(images: Collection[Image]) -> dict[int, int]:
    """The number of articles that use each of `images`, by its primary key; in one query."""
    return references.use_counts(images) if images else {}


def of(image: Image, *, most: int = 20) -> list[Use]:
    """Where `image` is used, in at most `most` articles, the newest first; in four queries."""
    return [
        *(
            Use(row.article, _how(row, image), row.in_live)
            for row in references.used_by([image], most=most)[image.pk]
        ),
        *(Use(author, "beside the name") for author in Author.objects.filter(picture=image)),
        *(Use(topic, "on the topic's page") for topic in Topic.objects.filter(picture=image)),
        # Pages are a handful, so nothing is noted beside them.
        *(Use(page, "in the text") for page in Page.objects.all() if image.pk in collect([page.body]).images),
    ]


def may_see(user: Any, use: Use) -> bool:
    """What is only in a draft is for those who read drafts."""
    if not isinstance(use.row, Article) or rights.may_read_drafts(user):
        return True
    return use.is_seen and rights.may_read(user, use.row)


def _how(row: Reference, image: Image) -> str:
    place = "lead picture" if row.article.lead_image_id == image.pk else "in the text"
    if row.in_newest and not row.in_live:
        return f"{place}, in the newest draft"
    return place if row.in_newest else f"{place}, no more in the newest draft"
