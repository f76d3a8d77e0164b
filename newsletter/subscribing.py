"""Signing up: somebody asks, the mailbox is asked, its owner says yes."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from newsroom import outbox, throttle

from . import addresses, caps, mailing, proof, suppressing, tasks
from .models import (
    Action,
    How,
    Newsletter,
    Purpose,
    SignUp,
    State,
    Subscriber,
    Subscription,
    Suppression,
    Wording,
)
from .proof import Trace

FORGOTTEN_AFTER = timedelta(days=14)
LEFT_BEHIND = timedelta(minutes=10)  # its bell was lost, or the hour was full
AT_ONCE = 50
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """What a form says. `address` is `addresses.normalised`; without newsletters it asks for the private link."""

    address: str
    language: str
    newsletters: Collection[Newsletter] = ()
    wording: Wording | None = None
    place: str = ""
    network: str = ""

    @property
    def purpose(self) -> Purpose:
        return Purpose.SIGN_UP if self.newsletters else Purpose.LINK


@transaction.atomic
def ask(asked: Asked) -> None:
    """Take the form down; a worker answers it by mail.

    Nothing here depends on who the address is, so neither what is answered nor how long it takes tells anything.
    """
    signup = SignUp.objects.create(
        purpose=asked.purpose,
        address=asked.address,
        language=asked.language,
        wording=asked.wording,
        place=asked.place[:200],
        network=asked.network,
    )
    signup.newsletters.add(*asked.newsletters)
    outbox.order(tasks.answer, signup.pk)


def answer(signup: SignUp, now: datetime) -> bool:
    """Write to the address, if it is to be written to; True if it was. May be done again after a crash."""
    if signup.done_at is None and _is_allowed(signup, now):
        mailing.send(_letter(signup, now))
        SignUp.objects.filter(pk=signup.pk).update(asked_at=now, done_at=now)
        return True
    return False


def answer_left_behind(now: datetime | None = None) -> int:
    """Ring again for the forms that no worker has answered; how many these were."""
    oldest = (now or timezone.now()) - LEFT_BEHIND
    waiting = SignUp.objects.filter(done_at=None, created_at__lt=oldest).order_by("created_at")
    numbers = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
    for number in numbers:
        outbox.order(tasks.answer, number)
    return len(numbers)


@transaction.atomic
def _is_allowed(signup: SignUp, now: datetime) -> bool:
    """Whether a letter may go, with all that belongs to it written down. Asked once; after a crash it stays so."""
    signup = SignUp.objects.select_for_update().get(pk=signup.pk)
    if signup.done_at or signup.allowed_at:
        return signup.done_at is None
    seal = addresses.hash_of(signup.address)
    is_wanted = not Suppression.objects.final().filter(address_hash=seal).exists()
    if signup.purpose == Purpose.LINK:
        is_wanted = is_wanted and Subscriber.objects.of(signup.address).exclude(confirmed_at=None).exists()
    if is_wanted and not _is_room(now):
        return False  # it waits for the next hour
    if not is_wanted or not caps.allow(signup.purpose, seal, now):
        SignUp.objects.filter(pk=signup.pk).update(done_at=now)
        return False
    if signup.purpose == Purpose.SIGN_UP:
        _write_down(signup, seal, now)
    SignUp.objects.filter(pk=signup.pk).update(allowed_at=now)
    return True


def _is_room(now: datetime) -> bool:
    """False once strangers have caused more letters in this hour than one site ever should send."""
    try:
        throttle.count(
            "newsletter.letters", "all", limit=settings.NEWSLETTER_LETTERS_PER_HOUR, seconds=3600, now=now
        )
    except throttle.TooMany as full:
        log.error(  # noqa: TRY400 -- no mistake of ours, so no trace
            "Too many sign-ups within an hour: their letters wait %d seconds.", full.seconds
        )
        return False
    return True


def _write_down(signup: SignUp, seal: str, now: datetime) -> None:
    """The subscriber and what is asked for, not confirmed. What the person has already stays as it is."""
    subscriber = subscriber_of(signup.address, language=signup.language, now=now)
    newsletters = list(signup.newsletters.all())
    Subscription.objects.bulk_create(
        [
            Subscription(subscriber=subscriber, newsletter=newsletter, created_at=now)
            for newsletter in newsletters
        ],
        ignore_conflicts=True,
    )
    trace = Trace(How.FORM, signup.wording, signup.place, signup.network)
    proof.record(seal, Action.ASKED, newsletters, trace, now=now, keep_until=now + proof.UNCONFIRMED_FOR)


def subscriber_of(address: str, *, language: str, now: datetime) -> Subscriber:
    """The one with this normalised address, made where there is none."""
    return Subscriber.objects.get_or_create(
        address_key=addresses.key_of(address),
        defaults={
            "address": address,
            "address_hash": addresses.hash_of(address),
            "language": language,
            "created_at": now,
        },
    )[0]


def _letter(signup: SignUp, now: datetime) -> mailing.Letter:
    subscriber = Subscriber.objects.of(signup.address).get()
    if signup.purpose == Purpose.LINK or not missing(signup, subscriber):
        return mailing.link_letter(subscriber, language=signup.language, now=now)
    return mailing.confirmation(signup, subscriber, now=now)


def missing(signup: SignUp, subscriber: Subscriber) -> list[Newsletter]:
    """What was asked for and the person does not get yet."""
    has = subscriber.subscriptions.active().values("newsletter")
    return list(signup.newsletters.exclude(pk__in=has))


@transaction.atomic
def confirm(signup: SignUp, trace: Trace, now: datetime) -> Subscriber | None:
    """The owner of the mailbox says yes. None where the address is unknown by now; twice does no harm."""
    subscriber = Subscriber.objects.select_for_update().of(signup.address).first()
    if subscriber is None:
        return None
    newsletters = missing(signup, subscriber)
    activate(subscriber, newsletters, Action.CONFIRMED, trace, now=now)
    SignUp.objects.filter(pk=signup.pk, used_at=None).update(used_at=now)
    return subscriber


def activate(
    subscriber: Subscriber,
    newsletters: Collection[Newsletter],
    action: Action,
    trace: Trace,
    *,
    now: datetime,
) -> None:
    """Let `newsletters` come to the subscriber from now on, with the proof of why they may."""
    Subscription.objects.bulk_create(
        [Subscription(subscriber=subscriber, newsletter=newsletter) for newsletter in newsletters],
        ignore_conflicts=True,
    )
    subscriber.subscriptions.filter(newsletter__in=newsletters).update(
        state=State.ACTIVE, confirmed_at=now, left_at=None
    )
    if subscriber.confirmed_at is None:
        subscriber.confirmed_at = now
        subscriber.save(update_fields=["confirmed_at"])
    suppressing.welcome_back(subscriber.address_hash)
    proof.keep(subscriber.address_hash)
    proof.record(subscriber.address_hash, action, newsletters, trace, now=now)


def forget_old(now: datetime | None = None) -> int:
    """Delete forms that were answered two weeks ago, and whoever has never confirmed since; how many these were."""
    oldest = (now or timezone.now()) - FORGOTTEN_AFTER
    forms, _ = SignUp.objects.filter(created_at__lt=oldest).delete()
    unconfirmed = Subscriber.objects.filter(confirmed_at=None, created_at__lt=oldest)
    # Whoever is being asked just now is not forgotten under the link.
    asked = SignUp.objects.values("address")
    people, _ = unconfirmed.exclude(address__in=asked).delete()
    return forms + people
