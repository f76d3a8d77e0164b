"""Leaving: one newsletter, all of them, or without a trace."""

from datetime import datetime

from django.db import transaction

from . import proof, suppressing
from .models import Action, Delivery, Newsletter, Reason, SignUp, State, Status, Subscriber, Subscription
from .proof import Trace


@transaction.atomic
def leave(subscription: Subscription, trace: Trace, now: datetime) -> bool:
    """Nothing more of this newsletter comes, from the next claim of a worker on. False if that was so before."""
    changed = (
        Subscription.objects.filter(pk=subscription.pk)
        .exclude(state=State.LEFT)
        .update(state=State.LEFT, left_at=now)
    )
    if not changed:
        return False
    subscriber = subscription.subscriber
    proof.record(subscriber.address_hash, Action.LEFT, [subscription.newsletter], trace, now=now)
    if not subscriber.subscriptions.active().exists():
        proof.keep_for_a_while(subscriber.address_hash, now)
    return True


@transaction.atomic
def leave_all(
    subscriber: Subscriber, trace: Trace, now: datetime, *, reason: Reason = Reason.LEFT
) -> list[Newsletter]:
    """Nothing more comes at all, and no old list brings the address back. What came until now."""
    left = list(
        subscriber.subscriptions.exclude(state=State.LEFT).select_related("newsletter").order_by("newsletter")
    )
    subscriber.subscriptions.exclude(state=State.LEFT).update(state=State.LEFT, left_at=now)
    newsletters = [subscription.newsletter for subscription in left]
    proof.record(subscriber.address_hash, Action.LEFT, newsletters, trace, now=now)
    proof.keep_for_a_while(subscriber.address_hash, now)
    suppressing.suppress(subscriber.address_hash, reason)
    return newsletters


@transaction.atomic
def erase(subscriber: Subscriber, trace: Trace, now: datetime) -> None:
    """Forget the address. What stays is the keyed digest: in the proof, the ledger, and the list of suppressions."""
    seal = subscriber.address_hash
    subscriptions = subscriber.subscriptions.select_related("newsletter")
    proof.record(seal, Action.ERASED, [one.newsletter for one in subscriptions], trace, now=now)
    proof.keep_for_a_while(seal, now)
    suppressing.suppress(seal, Reason.ERASED)
    deliveries = Delivery.objects.filter(address_hash=seal)
    deliveries.filter(status=Status.PENDING).update(status=Status.SKIPPED, reason="erased", settled_at=now)
    deliveries.update(address="")
    SignUp.objects.filter(address__iexact=subscriber.address).delete()
    subscriber.delete()
