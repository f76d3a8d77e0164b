"""One issue of a newsletter: what is in it, where its sending stands, and the bytes that go out."""

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.models import Article

from .newsletter import Newsletter


class Stage(models.TextChoices):
    """draft → scheduled → freezing → sending ⇄ paused → finished, cancelled or in need of a person."""

    DRAFT = "draft", "Draft"
    SCHEDULED = "scheduled", "Scheduled"
    FREEZING = "freezing", "Being prepared"
    SENDING = "sending", "Going out"
    PAUSED = "paused", "Paused"
    FINISHED = "finished", "Sent"
    CANCELLED = "cancelled", "Cancelled"
    ATTENTION = "attention", "Needs you"


EDITABLE = frozenset({Stage.DRAFT, Stage.SCHEDULED})
OUT = frozenset({Stage.SENDING, Stage.PAUSED, Stage.FINISHED})  # somebody may have it already
OVER = frozenset({Stage.FINISHED, Stage.CANCELLED})


class EditionQuerySet(models.QuerySet["Edition"]):
    def in_archive(self) -> Self:
        """What anybody may read: sent, or going out."""
        return self.filter(
            stage__in=OUT, is_archived=True, frozen_at__isnull=False, newsletter__is_public=True
        )

    def due(self, now: datetime) -> Self:
        return self.filter(stage=Stage.SCHEDULED, send_at__lte=now)


class Edition(models.Model):
    """Its text can change until it is frozen; then its `printings` hold what goes out, and nothing changes these.

    Whoever sends reads `epoch` again and again: each pause, cancellation and resumption makes another one, and a
    worker that holds an older one stops.
    """

    newsletter = models.ForeignKey(Newsletter, models.PROTECT, related_name="editions")
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.DRAFT)
    reason = models.CharField(max_length=300, blank=True)  # why it waits, is paused or needs a person
    slug = models.SlugField(max_length=100, unique=True, null=True)  # noqa: DJ001 -- of the archive; drafts have none
    subject = models.CharField(max_length=150, blank=True)
    preheader = models.CharField(
        max_length=150, blank=True, help_text="The line after the subject in a mailbox."
    )
    intro = models.TextField(
        max_length=2000, blank=True, help_text="A few words of your own above the stories."
    )
    outro = models.TextField(max_length=2000, blank=True, help_text="And below them.")
    is_automatic = models.BooleanField(default=False, editable=False)  # the clock has made it
    is_archived = models.BooleanField(
        "in the archive", default=True, help_text="Readers find it on the site."
    )
    corrects = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="+"
    )  # goes to those who got this story, and to nobody else

    since = models.DateTimeField(null=True, blank=True)  # a digest: its stories are newer than this
    send_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=60, blank=True)  # in which the editor named the hour
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)  # one more with each save; a stale one is refused

    epoch = models.PositiveIntegerField(default=0)
    high_water = models.BigIntegerField(null=True)  # subscriptions up to this number are frozen into it
    frozen_up_to = models.BigIntegerField(default=0)  # the last one that is; the freeze goes on after it
    frozen_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(null=True)  # deliveries, counted when the freeze was complete
    began_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    # The whole edition waits until then: a server that does not answer, the ramp, the throttle.
    waits_until = models.DateTimeField(null=True)
    waits_seconds = models.PositiveIntegerField(default=0)  # the last wait of the circuit breaker; it doubles
    ramp_left = models.PositiveIntegerField(null=True)  # letters before the ramp waits; null: it is past
    allowance = models.FloatField(default=0)  # letters that may go now, where there is a throttle
    allowance_at = models.DateTimeField(null=True)  # when that was reckoned

    objects = EditionQuerySet.as_manager()

    class Meta:
        permissions = [("send_edition", "Can schedule, send, pause and cancel editions")]
        indexes = [
            models.Index(F("created_at").desc(), F("id").desc(), name="editions_newest"),
            models.Index(fields=["newsletter", "-frozen_at"], name="editions_of_newsletter"),
            models.Index(
                fields=["send_at"], condition=Q(stage="scheduled"), name="editions_due"
            ),  # looked for each second
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="scheduled") | Q(send_at__isnull=False), name="scheduled_has_its_hour"
            ),
            # The clock makes one digest for one hour, whatever the number of workers.
            models.UniqueConstraint(
                fields=["newsletter", "send_at"], condition=Q(is_automatic=True), name="one_digest_an_hour"
            ),
        ]

    def __str__(self) -> str:
        return self.subject or f"{self.newsletter}, {self.created_at:%d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("newsletter-edition", args=[self.slug])

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone) if self.zone else self.newsletter.clock

    @property
    def is_editable(self) -> bool:
        return self.stage in EDITABLE

    @property
    def cache_tag(self) -> str:
        return f"edition-{self.pk}"


class EditionItem(models.Model):
    """A story in an edition. What is empty is the story's own."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="items")
    article = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    headline = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=600, blank=True)
    has_picture = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "id")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "article"], name="one_story_once_an_edition")
        ]

    def __str__(self) -> str:
        return self.headline or str(self.article or "A story that is gone")


class Printing(models.Model):
    """The frozen bytes of an edition for all who get the same stories of it, with markers for what is each one's own.

    Most editions have one. Where people chose sections, or have had a story already, each choice has its own.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="printings")
    key = models.CharField(max_length=64)  # a digest of the numbers of its items, in their order
    items = models.ManyToManyField(EditionItem, related_name="printings")
    mime = models.BinaryField()
    html = models.TextField()  # without anybody's links, for the archive and the desk
    text = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="one_printing_a_choice")]

    def __str__(self) -> str:
        return f"{self.edition}, {self.key[:8]}"
