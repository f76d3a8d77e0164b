"""What readers were told about a change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from .states import NOTICES, Change

NAMES = {
    Change.CLARIFICATION: ("Clarification", "Clarified"),
    Change.CORRECTION: ("Correction", "Corrected"),
    Change.RETRACTION: ("Retraction", "Retracted"),
}

PLACES = {Change.RETRACTION: "head", Change.CORRECTION: "top", Change.CLARIFICATION: "end"}


class NeverRewritten(TypeError):
    """A notice was about to be changed or deleted. What was wrong in it is said in another one."""

    def __init__(self) -> None:
        super().__init__("What readers were told stays as it is. Publish another correction.")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Rows to read. The database refuses what this refuses; here it is said before the way there."""

    def update(self, **kwargs: Any) -> int:
        raise NeverRewritten

    def delete(self) -> tuple[int, dict[str, int]]:
        raise NeverRewritten


class Correction(models.Model):
    """A public statement on an article that was wrong or unclear, or does not stand. Added, never edited.

    Triggers in the database refuse UPDATE and DELETE, so whoever signed one keeps the account.
    """

    article = models.ForeignKey("Article", models.PROTECT, related_name="corrections")
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind.value, NAMES[kind][0]) for kind in NOTICES])
    text = models.TextField(help_text="What was wrong, what is right. Readers see it as written.")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-pk")
        # The page of all corrections.
        indexes = [models.Index(fields=["-published_at", "-id"], name="correction_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        # An override, because this is a rule of the row and not of one way to it.
        if not self._state.adding:
            raise NeverRewritten
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise NeverRewritten

    @property
    def done(self) -> str:
        """The word before a date: Clarified, Corrected, Retracted."""
        return NAMES[Change(self.kind)][1]

    @property
    def place(self) -> str:
        """Where it stands on the article: under the headline, before the text, or after it."""
        return PLACES[Change(self.kind)]


def gravest(kinds: "Any") -> str:
    """The gravest of some kinds of notices; empty where there is none."""
    return max(kinds, key=NOTICES.index, default="")
