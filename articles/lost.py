"""Read-also cards whose story readers cannot see: they vanish from the page, and who wrote them is told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from . import telling
from .models import Article, Reference
from .rights import may_publish

TOLD_AT_ONCE = 50  # cards


@dataclass(frozen=True, slots=True)
class Lost:
    """A card of a text whose target readers cannot see. `headline` is empty where there is no such article."""

    target: int
    headline: str
    reason: str  # ends the sentence “It … ”
    in_live: bool  # the card stands in the text that readers see
    in_newest: bool  # and in the newest of the desk


def lost(articles: Iterable[Article]) -> dict[int, list[Lost]]:
    """The lost cards of each article by its primary key, in two queries. One that waits for its hour is not lost."""
    found: dict[int, list[Lost]] = defaultdict(list)
    rows = list(
        Reference.objects.filter(kind=Reference.Kind.ARTICLE, article__in=list(articles)).order_by("target")
    )
    targets = Article.objects.defer("body").in_bulk({row.target for row in rows}) if rows else {}
    for row in rows:
        target = targets.get(row.target)
        if reason := reason_of(target):
            headline = target.headline if target else ""
            found[row.article_id].append(Lost(row.target, headline, reason, row.in_live, row.in_newest))
    return dict(found)


def reason_of(target: Article | None) -> str:
    """Why readers do not see `target`, as the end of a sentence about it; empty where they do, or will at its hour."""
    if target is None:
        return "does not exist any more"
    is_over = target.visible_until is not None and target.visible_until <= timezone.now()
    reasons = {
        "is in the trash": target.trashed_at,
        "was withdrawn": target.withdrawn_at,
        "was retracted": target.retracted_at,
        "is not published": target.visible_from is None,
        "has left the site at its time": is_over,
    }
    return next((reason for reason, is_so in reasons.items() if is_so), "")


def stories(user: User) -> QuerySet[Article]:
    """The live stories with a lost card that `user` has to mend: an editor all, others their own; the newest first.

    Found from the other end, what readers cannot see, so that it costs little however large the archive is.
    """
    holding = Reference.objects.filter(
        kind=Reference.Kind.ARTICLE, in_live=True, target__in=Article.objects.out_of_sight().values("pk")
    )
    found = Article.objects.live().filter(pk__in=holding.values("article")).order_by("-pk")
    if may_publish(user):
        return found
    own = Q(assignee=user) | Q(assignee=None, creator=user) | Q(assignee=None, latest_revision__author=user)
    return found.filter(own)


def tell() -> int:
    """Write once to the owner of each live story that has lost a card; says how many stories these were.

    Safe to run at any time and twice: what was told is noted in the same transaction in which the mail is ordered. When
    a target comes back that is forgotten, so that a second loss is told again.
    """
    now = timezone.now()
    gone = Article.objects.out_of_sight()
    Reference.objects.filter(told_at__isnull=False).exclude(target__in=gone.values("pk")).update(told_at=None)
    untold = Reference.objects.filter(
        Q(article__visible_until=None) | Q(article__visible_until__gt=now),
        kind=Reference.Kind.ARTICLE,
        in_live=True,
        told_at=None,
        target__in=gone.filter(published_at__lte=now).values("pk"),
        article__visible_from__lte=now,
    )
    keys = set(untold.values_list("article", flat=True)[:TOLD_AT_ONCE])
    articles = Article.objects.select_related("latest_revision").in_bulk(keys) if keys else {}
    return sum(_tell(article) for article in articles.values())


@transaction.atomic
def _tell(article: Article) -> bool:
    cards = [card for card in lost([article]).get(article.pk, ()) if card.in_live]
    rows = Reference.objects.filter(
        article=article, kind=Reference.Kind.ARTICLE, target__in=[card.target for card in cards], told_at=None
    )
    # Another worker may be about the same; the one whose update counts orders the mail.
    if not rows.update(told_at=timezone.now()):
        return False
    if owner := owner_of(article):
        note = "\n".join(f"“{card.headline}” {card.reason}." for card in cards)
        telling.tell("lost_target", article, by=None, note=note, to=[owner])
    return True


def owner_of(article: Article) -> int | None:
    """The primary key of whose work the story is: who has it, else who wrote its newest text, else who began it."""
    newest = article.latest_revision
    return article.assignee_id or (newest.author_id if newest else None) or article.creator_id
