"""To whom nothing is sent, whatever any list says."""

from typing import Self

from django.db import models
from django.utils import timezone


class Reason(models.TextChoices):
    HARD = "hard", "The address does not exist"
    COMPLAINT = "complaint", "Reported our mail as spam"
    LEFT = "left", "Left all newsletters"
    ERASED = "erased", "Asked us to forget the address"


# These say what a mailbox is, not what a person wants: signing up again does not lift them, an editor can.
FINAL = frozenset({Reason.HARD, Reason.COMPLAINT})


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def final(self) -> Self:
        return self.filter(reason__in=FINAL)


class Suppression(models.Model):
    """Only a keyed digest of the address, so that it can be kept when the address is erased.

    Asked at sign-up (`final`), import, freeze and just before each letter.
    """

    address_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=9, choices=Reason)
    since = models.DateTimeField(default=timezone.now)
    evidence = models.CharField(
        max_length=200, blank=True
    )  # such as the code of a mail server; never the address

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        default_permissions = ("view", "delete")

    def __str__(self) -> str:
        return f"{self.get_reason_display()}, since {self.since:%d %B %Y}"
