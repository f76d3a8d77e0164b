"""What happens to a story at an hour: it goes out, a change of it goes out, or it leaves.

A first publication and a leave are times in the article's row, and every query of readers asks for them, so they come
true without anybody doing anything. A change of a live story is carried out by the worker, and until then readers have
the old text. docs/decisions/schedule.md says why, and what happens with a worker that was away.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from newsroom import audit

from . import publishing, telling
from .models import Article, Change, Revision, ScheduledChange, Stage
from .publishing import Refused, lock
from .rights import require_publish

AT_ONCE = 100  # of a kind, before the worker looks at other things again
GRACE = timedelta(seconds=90)  # later than that is late
log = logging.getLogger(__name__)


@transaction.atomic
def schedule(
    revision: Revision,
    *,
    by: User,
    at: datetime,
    change: Change = Change.TYPO,
    correction: str = "",
) -> Article:
    """Let `revision` go out at `at`: for the first time, or in the place of what readers have until then.

    An hour that was set before is moved. All that is asked of a text that goes out is asked now, and again at its hour:
    of a change by `bring_out_due`, of a first publication by `holding`. Raises PermissionDenied, and Refused also for
    an hour that has passed.
    """
    require_publish(by)
    article = lock(Article(pk=revision.article_id))
    _require_future(at)
    if not article.has_been_seen:
        article = publishing.publish(revision, by=by, at=at)
        audit.record("article.schedule", article, by=by, version=revision.number, at=_written(at))
        return article
    publishing.require_ready(article, revision, at=at, is_first=False, change=change, text=correction)
    ScheduledChange.objects.update_or_create(
        article=article,
        defaults={
            "revision": revision,
            "instead_of": article.live_revision,
            "at": at,
            "change": change,
            "correction": correction.strip(),
            "by": by,
            "made_at": timezone.now(),
            "refused_at": None,
            "reason": "",
        },
    )
    if revision.pk == article.latest_revision_id:
        article.stage = Stage.SCHEDULED
        article.save(update_fields=["stage"])
    audit.record(
        "article.schedule", article, by=by, version=revision.number, at=_written(at), change=change.value
    )
    return article


@transaction.atomic
def call_off(article: Article, *, by: User) -> Article:
    """Take the hour of what waits for it away: of the first publication, or of a change. Raises PermissionDenied.

    Raises Seen where nothing waits for its hour any more.
    """
    require_publish(by)
    article = lock(article)
    if article.visible_from is not None and not article.has_been_seen:
        return publishing.unschedule(article, by=by)
    planned = ScheduledChange.objects.filter(article=article).select_related("revision").first()
    if planned is None:
        raise publishing.Seen("Nothing of this story waits for its hour any more.")
    planned.delete()
    publishing.settle_stage(article)
    audit.record("article.unschedule", article, by=by, version=planned.revision.number)
    return article


def waiting(article: Article) -> ScheduledChange | None:
    """The change of a live story that waits for its hour, or was refused at it; one query, the first time."""
    found: ScheduledChange | None = getattr(article, "scheduled_change", None)
    return found


@transaction.atomic
def set_end(article: Article, *, by: User, at: datetime, notice: str) -> Article:
    """Let the story leave at `at`: from that moment its address answers 410 and shows `notice`.

    Raises PermissionDenied, and Refused for an hour that has passed or is before the story is to be seen.
    """
    require_publish(by)
    article = lock(article)
    _require_future(at)
    if article.visible_from is None or article.is_over:
        raise Refused("Readers cannot see this story. Publish it first, or give it an hour.")
    if at <= article.visible_from:
        raise Refused("It would leave before it is out. Choose a later time.")
    article.visible_until, article.withdrawal_notice = at, notice
    article.save(update_fields=["visible_until", "withdrawal_notice"])
    audit.record("article.schedule_end", article, by=by, at=_written(at))
    return article


@transaction.atomic
def clear_end(article: Article, *, by: User) -> Article:
    """Let the story stay. Raises PermissionDenied, and Seen where it has left already."""
    require_publish(by)
    article = lock(article)
    if article.withdrawn_at is not None or article.is_over:
        raise publishing.Seen("It has left already. Publish it again.")
    article.visible_until, article.withdrawal_notice = None, ""
    article.save(update_fields=["visible_until", "withdrawal_notice"])
    audit.record("article.unschedule_end", article, by=by)
    return article


def _require_future(at: datetime) -> None:
    if at <= timezone.now():
        passed = timezone.localtime(at)
        raise Refused(f"{passed:%-d %B %Y, %H:%M %Z} has passed. Choose a later time, or do it now.")


def _written(at: datetime) -> str:
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M %Z}"


# What the worker does at the hour


def bring_out_due() -> int:
    """Bring out the changes whose hour has come, the oldest first; how many these were.

    One that is refused, or fails, stays with its reason and stops no other.
    """
    now = timezone.now()
    due = ScheduledChange.objects.filter(at__lte=now, refused_at=None).select_related("revision", "by")
    return sum(_bring_out(planned) for planned in due[:AT_ONCE])


def _bring_out(planned: ScheduledChange) -> bool:
    try:
        return _claim_and_bring_out(planned)
    except DatabaseError:
        # The database, not the story, is the reason: it waits for the next round.
        raise
    except Refused as refusal:
        _refuse(planned, str(refusal))
    except Exception:
        log.exception("A scheduled change of article %s failed.", planned.article_id)
        _refuse(planned, "Something is broken: the log of the worker says what. Publish it by hand.")
    return False


@transaction.atomic
def _claim_and_bring_out(planned: ScheduledChange) -> bool:
    article = lock(Article(pk=planned.article_id))
    # Another worker, or an editor, may have been first; the one who deletes the row does the rest.
    claimed, _ = ScheduledChange.objects.filter(
        pk=planned.pk, at=planned.at, revision=planned.revision_id, refused_at=None
    ).delete()
    if not claimed:
        return False
    if article.live_revision_id != planned.instead_of_id:
        number = article.live_revision.number if article.live_revision else 0
        raise Refused(
            f"Version {number} was published after this hour was set, and would be undone by version"
            f" {planned.revision.number}. Look at both, and publish what is right."
        )
    publishing.bring_out(
        planned.revision,
        by=planned.by,
        change=Change(planned.change),
        correction=planned.correction,
        at_its_hour=True,
    )
    return True


@transaction.atomic
def _refuse(planned: ScheduledChange, reason: str) -> None:
    """Keep the change with the reason why it is not out, and tell the editors once."""
    same = ScheduledChange.objects.filter(pk=planned.pk, at=planned.at, refused_at=None)
    if not same.update(refused_at=timezone.now(), reason=reason):
        return
    article = lock(Article(pk=planned.article_id))
    publishing.settle_stage(article)
    audit.record(
        "article.hold_back", article, by=None, version=planned.revision.number, reason=reason.rstrip(".")
    )
    telling.tell("overdue", article, by=None, note=reason)


def take_down_due() -> int:
    """Make those that have left withdrawn ones, the oldest first; how many these were.

    Readers do not see them any more since their hour; this tells the caches, the lists and the audit.
    """
    taken = 0
    for key in Article.objects.over().order_by("visible_until").values_list("pk", flat=True)[:AT_ONCE]:
        try:
            taken += _take_down(key)
        except DatabaseError:
            raise
        except Exception:
            log.exception("Article %s could not be taken down; readers do not see it all the same.", key)
    return taken


@transaction.atomic
def _take_down(key: int) -> bool:
    article = lock(Article(pk=key))
    if not article.is_over:  # another worker was first, or an editor has moved its hour
        return False
    publishing.take_down(article, by=None, notice=article.withdrawal_notice, action="article.take_down")
    return True


# What is late


@dataclass(frozen=True, slots=True)
class Overdue:
    """What should have happened at `at`. `reason`: why it was refused; empty where no worker has come to it."""

    article: Article
    at: datetime
    what: str
    reason: str = ""


def overdue(grace: timedelta = GRACE) -> list[Overdue]:
    """All that is late or was refused, the oldest first, in three queries."""
    limit = timezone.now() - grace
    listed = ("pk", "headline", "visible_from", "visible_until")
    changes = ScheduledChange.objects.select_related("article").only("at", "reason", "article__headline")
    changes = changes.filter(Q(refused_at__isnull=False) | Q(at__lte=limit))[:AT_ONCE]
    first = Article.objects.filter(is_announced=False, visible_from__lte=limit).only(*listed)
    ends = Article.objects.filter(visible_until__lte=limit, visible_from__isnull=False).only(*listed)
    found = [
        *(Overdue(one.article, one.at, "a text of it goes out", one.reason) for one in changes),
        *(
            Overdue(one, one.visible_from, "caches are told of it")
            for one in first[:AT_ONCE]
            if one.visible_from
        ),
        *(Overdue(one, one.visible_until, "it is taken down") for one in ends[:AT_ONCE] if one.visible_until),
    ]
    return sorted(found, key=lambda one: one.at)


def trouble() -> str:
    """Why the schedule is not kept by the machine, in a few words that name no story; empty when it is.

    What was refused is for an editor to mend: no other machine would do better.
    """
    late = [one for one in overdue() if not one.reason]
    return f"{len(late)} overdue" if late else ""
