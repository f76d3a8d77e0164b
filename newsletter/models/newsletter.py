"""What a reader can sign up for."""

from datetime import timedelta
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models

from articles.models import Article, Section, Topic
from articles.models.article import ArticleQuerySet
from newsroom import identity
from newsroom.models import direction_of
from newsroom.models.identity import validate_time_zone
from newsroom.text import tidy

from ..addresses import validate_address
from ..languages import LANGUAGES

HOST = urlsplit(settings.SITE_URL).hostname or "localhost"
is_weekdays = RegexValidator(
    r"^1?2?3?4?5?6?7?\Z", "Days as figures in their order: 1 is Monday, 7 is Sunday."
)


class Kind(models.TextChoices):
    BREAKING = "breaking", "Breaking, when something happens"
    DAILY = "daily", "Daily"
    WEEKLY = "weekly", "Weekly"
    OCCASIONAL = "occasional", "Now and then"


class Scope(models.TextChoices):
    PAPER = "paper", "The whole paper"
    SECTION = "section", "One section"
    TOPIC = "topic", "One topic"


class Doubt(models.TextChoices):
    """What is done for a person of whom nobody knows whether the mail server took the letter."""

    RESEND = "resend", "Send again now: better twice than not at all"
    HOLD = "hold", "Wait for a sign that it came, then send again"
    NEVER = "never", "Never send again: name the people in the report"


class Layout(models.TextChoices):
    STORIES = "stories", "Stories with pictures"
    BRIEF = "brief", "Headlines and a sentence each"


class NewsletterQuerySet(models.QuerySet["Newsletter"]):
    def public(self) -> Self:
        return self.filter(is_public=True)


class Newsletter(models.Model):
    """One newsletter: what it is about, when it comes, how it is sent."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(
        max_length=60, unique=True, help_text="In addresses and in the headers of its mails, for ever."
    )
    promise = models.CharField(
        max_length=200, help_text="One sentence under the name: what comes, and for whom it is."
    )
    language = models.CharField(
        max_length=12,
        blank=True,
        choices=LANGUAGES.items(),
        help_text="Of its forms and mails; the site's where empty.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Place in lists, lowest first.")
    is_public = models.BooleanField(
        "open for sign-up", default=True, help_text="Closed: nobody can sign up; who has it keeps it."
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WEEKLY)
    scope = models.CharField("about", max_length=7, choices=Scope, default=Scope.PAPER)
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+")

    weekdays = models.CharField(
        max_length=7,
        blank=True,
        validators=[is_weekdays],
        help_text="When it goes out: 1 is Monday, 7 is Sunday; 12345 is each weekday. Empty: no fixed days.",
    )
    at = models.TimeField("at", null=True, blank=True, help_text="On the clock of the time zone below.")
    zone = models.CharField(
        "time zone",
        max_length=60,
        blank=True,
        validators=[validate_time_zone],
        help_text="Such as Africa/Nairobi; the site's where empty.",
    )
    is_automatic = models.BooleanField(
        "fills itself",
        default=False,
        help_text="At its hour the newest stories since the last edition are put into one, which goes out by itself.",
    )
    most_stories = models.PositiveSmallIntegerField(default=10, validators=[MaxValueValidator(40)])
    grace_minutes = models.PositiveSmallIntegerField(
        default=30,
        help_text="An edition that is later than this, after a stop of the machine, asks a person.",
    )

    sender_name = models.CharField(
        max_length=80, blank=True, help_text="The name in the From line; the paper's where empty."
    )
    sender_address = models.CharField(
        max_length=254, blank=True, validators=[validate_address], help_text="The From address."
    )
    reply_to = models.CharField(
        max_length=254, blank=True, validators=[validate_address], help_text="Where answers go, if elsewhere."
    )
    layout = models.CharField(max_length=8, choices=Layout, default=Layout.STORIES)
    doubt = models.CharField("in doubt", max_length=6, choices=Doubt, default=Doubt.HOLD)
    hold_minutes = models.PositiveSmallIntegerField(default=10, help_text="How long a doubt is held.")
    per_second = models.PositiveIntegerField(
        "mails a second", default=0, help_text="At most, by all workers together. 0: as fast as it goes."
    )
    ramp_percent = models.PositiveSmallIntegerField(
        default=1,
        validators=[MaxValueValidator(100)],
        help_text="So many go first, then it waits and looks at what came back. 0: all at once.",
    )
    ramp_minutes = models.PositiveSmallIntegerField(default=2, help_text="How long it waits then.")

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name, self.promise, self.sender_name = map(tidy, (self.name, self.promise, self.sender_name))
        wanted = {Scope.SECTION: self.section, Scope.TOPIC: self.topic}
        if self.scope in wanted and wanted[Scope(self.scope)] is None:
            raise ValidationError({self.scope: "Choose what it is about."})
        if self.is_automatic and not (self.weekdays and self.at):
            raise ValidationError({"weekdays": "What fills itself needs its days and its hour."})

    @property
    def own_language(self) -> str:
        return self.language or identity.current().language

    @property
    def direction(self) -> str:
        return direction_of(self.own_language)

    @property
    def clock(self) -> ZoneInfo:
        """The zone of its hours."""
        return ZoneInfo(self.zone) if self.zone else identity.current().zone

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.grace_minutes)

    @property
    def from_name(self) -> str:
        return self.sender_name or identity.current().name

    @property
    def from_address(self) -> str:
        return self.sender_address or settings.NEWSLETTER_FROM

    @property
    def list_id(self) -> str:
        """The name of the list among all lists of the world (RFC 2919)."""
        return f"{self.slug}.newsletter.{HOST}"

    @property
    def archive_path(self) -> str:
        return f"/newsletter/archive/?newsletter={self.slug}"

    def stories(self) -> ArticleQuerySet:
        """What readers see in lists of all that it is about. Nothing, where its section or topic is gone."""
        listed = Article.objects.listed()
        if self.scope == Scope.SECTION:
            return listed.filter(section=self.section) if self.section_id else listed.none()
        if self.scope == Scope.TOPIC:
            return listed.filter(taggings__tag=self.topic) if self.topic_id else listed.none()
        return listed
