"""The proof of consent: added with each step, in its transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from .models import WHILE_SUBSCRIBED, Action, ConsentProof, How, Newsletter, Wording

UNCONFIRMED_FOR = timedelta(days=30)
AFTERWARDS_FOR = timedelta(days=3 * 365)  # claims of readers lapse by then


@dataclass(frozen=True)
class Trace:
    """How a step was taken. `place` is a path of the site, or a file and its line."""

    how: How
    wording: Wording | None = None
    place: str = ""
    network: str = ""
    detail: str = ""


def record(
    address_hash: str,
    action: Action,
    newsletters: Iterable[Newsletter],
    trace: Trace,
    *,
    now: datetime,
    keep_until: datetime = WHILE_SUBSCRIBED,
) -> None:
    """A line for each of `newsletters`."""
    ConsentProof.objects.bulk_create(
        ConsentProof(
            address_hash=address_hash,
            happened_at=now,
            newsletter_id=newsletter.pk,
            newsletter_name=newsletter.name,
            action=action,
            how=trace.how,
            wording=trace.wording,
            place=trace.place[:200],
            network=trace.network,
            detail=trace.detail[:200],
            keep_until=keep_until,
        )
        for newsletter in newsletters
    )


def keep(address_hash: str) -> None:
    """The address is confirmed: its proof is kept as long as it gets mail."""
    ConsentProof.objects.filter(address_hash=address_hash).update(keep_until=WHILE_SUBSCRIBED)


def keep_for_a_while(address_hash: str, now: datetime) -> None:
    """The person gets nothing any more: the proof is kept until claims have lapsed."""
    ConsentProof.objects.filter(address_hash=address_hash, keep_until=WHILE_SUBSCRIBED).update(
        keep_until=now + AFTERWARDS_FOR
    )


def forget_old() -> int:
    deleted, _ = ConsentProof.objects.filter(keep_until__lt=timezone.now()).delete()
    return deleted
