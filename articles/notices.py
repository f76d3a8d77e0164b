"""What readers are told of a change: the dates that it moves, the notice that it leaves, and the list of them all.

docs/decisions/kinds-of-change.md has the table of the five kinds and of all that each decides.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from newsroom import pagecache

from . import listings
from .models import NOTICED, Article, Change, Correction, Revision
from .models.correction import gravest

CACHE_TAG = "corrections"  # of the page of all notices
# Of the article of a notice, all that the page of notices shows.
_ARTICLE = ("headline", "slug", "month", "language", "visible_from", "visible_until", "withdrawn_at")


@dataclass(frozen=True, slots=True)
class NoticesPage(listings.Place):
    """One page of the list of all notices, the newest first, each with its article."""

    notices: list[Correction]


def keep(
    article: Article, revision: Revision, change: Change, text: str, *, by: User | None, now: datetime
) -> Correction | None:
    """Set the dates of `article` that `change` moves, and print its notice if it has one. The caller saves the row.

    A typo moves nothing. What was retracted once stays retracted.
    """
    if change == Change.UPDATE:
        article.updated_at = now
    if change not in NOTICED:
        return None
    notice = Correction.objects.create(
        article=article, revision=revision, kind=change, text=text, author=by, published_at=now
    )
    article.corrected_at = now
    article.gravest_notice = gravest(filter(None, (article.gravest_notice, change.value)))
    if change == Change.RETRACTION and article.retracted_at is None:
        article.retracted_at = now
    pagecache.purge(CACHE_TAG)
    return notice


def is_new(change: Change, text: str, revision: Revision) -> bool:
    """True for a notice that readers have not been given yet; a second click gives it no second time."""
    said = Correction.objects.filter(revision=revision, kind=change, text=text)
    return change in NOTICED and not said.exists()


def page_of(asked: str | None) -> NoticesPage:
    """The page of notices that `?page=` asks for, in two queries. Raises Http404 as `listings.page_of` does."""
    keys, place = listings.keys_of(Correction.objects.values_list("pk", flat=True), asked)
    found = Correction.objects.select_related("article").only(
        "kind", "text", "published_at", *(f"article__{name}" for name in _ARTICLE)
    )
    return NoticesPage(*place, notices=list(found.filter(pk__in=keys)))
