"""All that is held about a person, as the person may take it along."""

from typing import Any

from .models import ConsentProof, Delivery, Subscriber, Subscription, Suppression


def of(subscriber: Subscriber) -> dict[str, Any]:
    """Plain values for JSON. Times are ISO 8601 with their offset."""
    seal = subscriber.address_hash
    subscriptions = subscriber.subscriptions.select_related("newsletter").prefetch_related(
        "section_choices__section"
    )
    proofs = ConsentProof.objects.filter(address_hash=seal).select_related("wording").order_by("pk")
    deliveries = (
        Delivery.objects.filter(address_hash=seal).select_related("edition__newsletter").order_by("pk")
    )
    return {
        "address": subscriber.address,
        "language": subscriber.language,
        "first_seen_at": subscriber.created_at,
        "confirmed_at": subscriber.confirmed_at,
        "soft_bounces": subscriber.soft_count,
        "newsletters": [_subscription(one) for one in subscriptions],
        "consent": [_proof(one) for one in proofs],
        "mails": [_delivery(one) for one in deliveries],
        "suppressed": [
            {"reason": one.get_reason_display(), "since": one.since}
            for one in Suppression.objects.filter(address_hash=seal)
        ],
    }


def _subscription(one: Subscription) -> dict[str, Any]:
    return {
        "newsletter": one.newsletter.name,
        "state": one.get_state_display(),
        "frequency": one.get_frequency_display(),
        "sections": {
            choice.section.name: choice.get_frequency_display() for choice in one.section_choices.all()
        },
        "paused_until": one.paused_until,
        "confirmed_at": one.confirmed_at,
        "left_at": one.left_at,
    }


def _proof(one: ConsentProof) -> dict[str, Any]:
    return {
        "at": one.happened_at,
        "newsletter": one.newsletter_name,
        "what": one.get_action_display(),
        "how": one.get_how_display(),
        "words_shown": one.wording.text if one.wording else "",
        "place": one.place,
        "network": one.network,
    }


def _delivery(one: Delivery) -> dict[str, Any]:
    return {
        "newsletter": one.edition.newsletter.name,
        "subject": one.edition.subject,
        "state": one.get_status_display(),
        "at": one.settled_at,
    }
