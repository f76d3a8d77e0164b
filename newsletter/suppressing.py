"""The list of those to whom nothing is sent: it is added to, and what is on it weighs more than any sign-up."""

from .models import Reason, Suppression

# What weighs more stays: who reported spam and then leaves has still reported spam.
_WEIGHT = {Reason.LEFT: 0, Reason.ERASED: 1, Reason.HARD: 2, Reason.COMPLAINT: 3}


def suppress(address_hash: str, reason: Reason, evidence: str = "") -> bool:
    """Put an address on the list; True if it is new there, or for a reason that weighs more."""
    entry, is_new = Suppression.objects.get_or_create(
        address_hash=address_hash, defaults={"reason": reason, "evidence": evidence[:200]}
    )
    if is_new:
        return True
    lighter = [other for other, weight in _WEIGHT.items() if weight < _WEIGHT[reason]]
    return bool(
        Suppression.objects.filter(pk=entry.pk, reason__in=lighter).update(
            reason=reason, evidence=evidence[:200]
        )
    )


def welcome_back(address_hash: str) -> None:
    """Somebody who had left, or was erased, has confirmed anew. What says that the mailbox is dead stays."""
    Suppression.objects.filter(address_hash=address_hash).exclude(
        pk__in=Suppression.objects.final().values("pk")
    ).delete()


def lift(address_hash: str) -> None:
    """Take an address off the list, whatever it is there for."""
    Suppression.objects.filter(address_hash=address_hash).delete()
