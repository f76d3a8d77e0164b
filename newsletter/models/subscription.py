"""Who gets which newsletter, how often, and of which sections."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models import Section

from .newsletter import Newsletter
from .subscriber import Subscriber
from .suppression import Suppression


class State(models.TextChoices):
    PENDING = "pending", "Not confirmed"
    ACTIVE = "active", "Gets it"
    LEFT = "left", "Has left"


class Frequency(models.TextChoices):
    """How often at most. A newsletter that comes less often comes as often as it comes."""

    EACH = "each", "Each edition"
    WEEKLY = "weekly", "Once a week"
    MONTHLY = "monthly", "Once a month"
    OFF = "off", "Off"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def active(self) -> Self:
        return self.filter(state=State.ACTIVE)

    def receiving(self, now: datetime) -> Self:
        """Whom an edition that is frozen or sent now is for: confirmed, not paused, not suppressed."""
        suppressed = Suppression.objects.filter(address_hash=models.OuterRef("subscriber__address_hash"))
        awake = Q(paused_until=None) | Q(paused_until__lte=now)
        return self.active().filter(awake).exclude(models.Exists(suppressed))


class Subscription(models.Model):
    """One newsletter of one subscriber. It stays when the subscriber leaves, and says so."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="subscriptions")
    state = models.CharField(max_length=7, choices=State, default=State.PENDING)
    frequency = models.CharField(max_length=7, choices=Frequency, default=Frequency.EACH)
    paused_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "newsletter"], name="one_subscription_a_newsletter")
        ]
        indexes = [
            # The freeze: the people of a newsletter by the order of their numbers.
            models.Index(fields=["newsletter", "state", "subscriber"], name="subscriptions_to_freeze")
        ]

    def __str__(self) -> str:
        return f"{self.newsletter}: {self.get_state_display()}"

    def is_paused(self, now: datetime) -> bool:
        return self.paused_until is not None and self.paused_until > now


class SectionChoice(models.Model):
    """For one section of a newsletter of the whole paper, another frequency than the subscription's."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="section_choices")
    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    frequency = models.CharField(max_length=7, choices=Frequency)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subscription", "section"], name="one_choice_a_section")
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.get_frequency_display()}"
