"""Private links: a draft for somebody without an account, for some days."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from newsroom import audit, links

from .models import Article, HouseRules, PreviewLink, Revision
from .models.preview import PURPOSE
from .publishing import Refused, lock
from .rights import require_write

ONE_VIEW = timedelta(seconds=10)  # opening it again within that time is the same view, and writes nothing
KEPT = timedelta(days=90)  # after its end, for whoever wants to know who has seen what


@transaction.atomic
def make(article: Article, *, by: User, revision: Revision | None = None, name: str = "") -> PreviewLink:
    """A link to `revision`, or to whatever is newest when it is opened. Raises PermissionDenied.

    Raises Refused where there is nothing to show that readers do not have already, and for the text of another story.
    """
    article = lock(article)
    require_write(by, article)
    newest = article.latest_revision
    if newest is None or article.trashed_at is not None:
        raise Refused("This story has no text, or is in the trash.")
    if revision is not None and revision.article_id != article.pk:
        raise Refused("This version is of another story.")
    shown = revision or newest
    if article.is_live and article.live_revision_id == shown.pk:
        raise Refused("Readers have this text already: send them its address.")
    now = timezone.now()
    link = PreviewLink.objects.create(
        article=article,
        revision=revision,
        number=shown.number,
        name=name,
        created_by=by,
        created_at=now,
        expires_at=now + timedelta(days=HouseRules.get().preview_days),
    )
    audit.record("article.share", article, by=by, version=shown.number)
    return link


@transaction.atomic
def revoke(link: PreviewLink, *, by: User) -> PreviewLink:
    """Shut the link at once; a second time changes nothing. Raises PermissionDenied."""
    require_write(by, link.article)
    now = timezone.now()
    if PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        link.revoked_at = now
        audit.record("article.unshare", link.article, by=by)
    return link


def find(token: str) -> PreviewLink:
    """The link of a token, with all that is asked of it, in one query. Raises links.Unknown."""
    number, expires_at = links.number_of(PURPOSE, token)
    found = (
        PreviewLink.objects.select_related(
            "revision", "article__latest_revision", "article__live_revision", "article__section"
        )
        .filter(pk=number)
        .first()
    )
    if found is None or int(found.expires_at.timestamp()) != int(expires_at.timestamp()):
        raise links.Unknown("No such link.")
    return found


def has_been_published(link: PreviewLink) -> bool:
    """True once readers have the text that the link was made for, or a newer one. It never shows a draft again."""
    live = link.article.live_revision
    return link.article.is_live and live is not None and live.number >= link.number


def is_dead(link: PreviewLink) -> bool:
    """True for a link that shows nothing any more. What is withdrawn, over or in the trash is shown to nobody."""
    article = link.article
    is_away = article.withdrawn_at is not None or article.trashed_at is not None or article.is_over
    return is_away or not link.is_open or text_of(link) is None


def text_of(link: PreviewLink) -> Revision | None:
    """The version that the link shows now."""
    return link.revision if link.revision_id else link.article.latest_revision


def count_view(link: PreviewLink) -> None:
    """One more view; however often it is opened, the database is written to once in `ONE_VIEW`."""
    now = timezone.now()
    if link.last_viewed_at is not None and link.last_viewed_at > now - ONE_VIEW:
        return
    rested = Q(last_viewed_at=None) | Q(last_viewed_at__lte=now - ONE_VIEW)
    PreviewLink.objects.filter(rested, pk=link.pk).update(views=F("views") + 1, last_viewed_at=now)


def forget_old() -> int:
    """Delete the links that ended long ago; how many these were."""
    return PreviewLink.objects.filter(expires_at__lt=timezone.now() - KEPT).delete()[0]
