"""The ledger: one row for each person of each edition."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from .edition import Edition, Printing
from .subscriber import Subscriber


class Status(models.TextChoices):
    """pending → claimed → accepted → delivered, bounced or complained; and what else can become of a claim."""

    PENDING = "pending", "Waits"
    CLAIMED = "claimed", "In a worker's hands"
    UNCERTAIN = "uncertain", "In doubt"
    ACCEPTED = "accepted", "Taken by the mail server"
    DELIVERED = "delivered", "Arrived"
    BOUNCED = "bounced", "Came back"
    COMPLAINED = "complained", "Reported as spam"
    FAILED = "failed", "Refused"
    SKIPPED = "skipped", "Left out"


OPEN = frozenset({Status.PENDING, Status.CLAIMED, Status.UNCERTAIN})
GOT = frozenset({Status.ACCEPTED, Status.DELIVERED, Status.COMPLAINED})  # has it, as far as we know


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def got(self) -> Self:
        return self.filter(status__in=GOT)

    def due(self, now: datetime) -> Self:
        """What a worker may claim."""
        return self.filter(status=Status.PENDING).filter(Q(not_before=None) | Q(not_before__lte=now))


class Delivery(models.Model):
    """One letter. Two rows for one person or one address the database refuses, so nobody can be written to twice.

    `claim`, a UUID of one claim of one worker, decides who may settle it. An erased person's row stays, with no
    `subscriber` and no `address`: the ledger still adds up.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="deliveries")
    printing = models.ForeignKey(Printing, models.PROTECT, related_name="deliveries", null=True)
    subscriber = models.ForeignKey(Subscriber, models.SET_NULL, null=True, related_name="deliveries")
    subscription_id = models.BigIntegerField()  # for the link to leave by; no key, for it may be gone
    address = models.CharField(max_length=254, blank=True)
    address_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    claim = models.UUIDField(null=True)
    epoch = models.PositiveIntegerField(default=0)  # the edition's, when it was claimed
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    code = models.CharField(max_length=20, blank=True)  # of SMTP: 250, 550 5.1.1
    reason = models.CharField(
        max_length=200, blank=True
    )  # in the server's words or ours, without the address
    provider_id = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["edition", "subscriber"], name="one_delivery_a_person"),
            models.UniqueConstraint(fields=["edition", "address_hash"], name="one_delivery_an_address"),
        ]
        indexes = [
            models.Index(fields=["edition", "status", "not_before", "id"], name="deliveries_to_claim"),
            models.Index(fields=["claim"], condition=Q(claim__isnull=False), name="deliveries_claimed"),
            models.Index(
                fields=["lease_until"], condition=Q(status="claimed"), name="deliveries_leased"
            ),  # whose worker is lost
            models.Index(fields=["provider_id"], condition=~Q(provider_id=""), name="deliveries_at_provider"),
            models.Index(fields=["address_hash"], name="deliveries_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.pk}: {self.get_status_display()}"


class BounceKind(models.TextChoices):
    HARD = "hard", "No such address"
    SOFT = "soft", "Full or away"
    POLICY = "policy", "Refused for what it is or whence it comes"
    COMPLAINT = "complaint", "Reported as spam"
    DELIVERED = "delivered", "Arrived"
    UNKNOWN = "unknown", "Cannot be told"


class Bounce(models.Model):
    """What came back about a letter, stored as it comes and applied by a task. The same event twice is one row."""

    provider = models.CharField(max_length=40)  # smtp, mailbox, or the name anymail has for it
    event = models.CharField(max_length=200)  # its id there, or the digest of what came
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="bounces")
    kind = models.CharField(max_length=9, choices=BounceKind)
    code = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["provider", "event"], name="one_bounce_an_event")]
        indexes = [
            models.Index(F("received_at").desc(), F("id").desc(), name="bounces_newest"),
            models.Index(fields=["received_at"], condition=Q(applied_at=None), name="bounces_to_apply"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}".strip()
