"""What editors have pinned to the front page, and until when."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from .article import Article
from .taxonomy import Section

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Zone(models.TextChoices):
    LEAD = "lead", "Lead"
    TOP = "top", "Top"
    BAND = "band", "Band"


class Arrangement(models.Model):
    """A change of the front page: from `made_at` until the next one, its pins are all there are.

    `curating.py` adds one a change and edits none, so the front page of any past moment is still known; the database
    refuses to change one, or a pin of it.
    """

    number = models.PositiveIntegerField(unique=True)  # from 1; two editors at once cannot both have the next
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    restores = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")  # rolled back to it
    told_until = models.DateTimeField()  # caches know of the pins that began and ended up to here

    if TYPE_CHECKING:
        pins: "RelatedManager[Pin]"

    class Meta:
        default_permissions = ()
        permissions = (("curate_front", "Can arrange the front page"),)
        # The arrangement in force at a moment.
        indexes = [models.Index(fields=["-made_at", "-number"], name="arrangement_at")]

    def __str__(self) -> str:
        return f"arrangement {self.number}"


class Pin(models.Model):
    """A story that holds a place of the front page from `starts_at` until `ends_at`."""

    arrangement = models.ForeignKey(Arrangement, models.CASCADE, related_name="pins")
    zone = models.CharField(max_length=4, choices=Zone)
    section = models.ForeignKey(Section, models.SET_NULL, null=True, related_name="+")  # of a band
    rank = models.PositiveSmallIntegerField(default=0)  # from 0, the first place of the zone
    # Null once the story is deleted; it was a draft then, which no reader had seen.
    article = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="pins")
    # What the story is called in this place alone; empty: as everywhere.
    headline = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)  # null: no end
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="pin_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=models.Q(zone=Zone.BAND) | models.Q(section=None), name="bands_alone_have_a_section"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.rank}: {self.article_id}"
