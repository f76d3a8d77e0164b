"""What a person changes on the private page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from . import leaving, proof, subscribing
from .models import Action, Frequency, Newsletter, SectionChoice, Subscriber, Subscription
from .proof import Trace

A_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Wishes:
    """By newsletter: how often, or None for not at all; and by newsletter and section, where that differs."""

    newsletters: Mapping[Newsletter, Frequency | None]
    sections: Mapping[tuple[Newsletter, int], Frequency] = field(default_factory=dict)
    paused_until: datetime | None = None
    language: str = ""


@transaction.atomic
def change(subscriber: Subscriber, wishes: Wishes, trace: Trace, now: datetime) -> None:
    """Let it be as the person wishes; each newsletter that changes leaves a line in the proof."""
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    for newsletter, frequency in wishes.newsletters.items():
        _change_one(subscriber, newsletter, frequency, trace, now)
    active = subscriber.subscriptions.active()
    for subscription in active.filter(newsletter__in=wishes.newsletters):
        _choose_sections(subscription, wishes)
    pause(subscriber, wishes.paused_until, trace, now)
    if wishes.language and wishes.language != subscriber.language:
        subscriber.language = wishes.language
        subscriber.save(update_fields=["language"])


def _change_one(
    subscriber: Subscriber, newsletter: Newsletter, frequency: Frequency | None, trace: Trace, now: datetime
) -> None:
    has = subscriber.subscriptions.active().filter(newsletter=newsletter).first()
    if frequency is None:
        if has:
            leaving.leave(has, trace, now)
        return
    if has is None:
        subscribing.activate(subscriber, [newsletter], Action.CONFIRMED, trace, now=now)
    elif has.frequency != frequency:
        proof.record(subscriber.address_hash, Action.CHANGED, [newsletter], trace, now=now)
    subscriber.subscriptions.filter(newsletter=newsletter).update(frequency=frequency)


def _choose_sections(subscription: Subscription, wishes: Wishes) -> None:
    chosen = {
        section: frequency
        for (newsletter, section), frequency in wishes.sections.items()
        if newsletter.pk == subscription.newsletter_id
    }
    if dict(subscription.section_choices.values_list("section", "frequency")) == chosen:
        return
    subscription.section_choices.all().delete()
    SectionChoice.objects.bulk_create(
        SectionChoice(subscription=subscription, section_id=section, frequency=frequency)
        for section, frequency in chosen.items()
    )


@transaction.atomic
def pause(subscriber: Subscriber, until: datetime | None, trace: Trace, now: datetime) -> None:
    """Nothing comes before `until`; None ends a pause."""
    active = subscriber.subscriptions.active().select_related("newsletter")
    changed = [one for one in active if one.paused_until != until]
    if not changed:
        return
    subscriber.subscriptions.filter(pk__in=[one.pk for one in changed]).update(paused_until=until)
    action = Action.PAUSED if until else Action.CHANGED
    proof.record(subscriber.address_hash, action, [one.newsletter for one in changed], trace, now=now)
