"""What readers were told about a change."""

from typing import Any, Never

from django.conf import settings
from django.db import models
from django.utils import timezone

from .states import NOTICED, Change


class Correction(models.Model):
    """A public statement on an article that was wrong or unclear, or does not stand. Added, never edited."""

    article = models.ForeignKey("Article", models.PROTECT, related_name="corrections")
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=16, choices=[choice for choice in Change.choices if choice[0] in NOTICED]
    )
    text = models.TextField(help_text="What was wrong, what is right. Readers see it as written.")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-published_at", "-pk")
        # The page of all corrections.
        indexes = [models.Index(fields=["-published_at", "-id"], name="correction_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("A correction stays.")
