"""What was said of a text on its way, and the notes on a story."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Verdict(models.TextChoices):
    SUBMITTED = "submitted", "Submitted"
    SENT_BACK = "sent_back", "Sent back"
    APPROVED = "approved", "Approved"


class Review(models.Model):
    """One step of a text: submitted, sent back or approved. It is about these very words, by their hash."""

    revision = models.ForeignKey("Revision", models.CASCADE, related_name="reviews")
    text_hash = models.CharField(max_length=64)
    verdict = models.CharField(max_length=12, choices=Verdict)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        # Whether a text is approved.
        indexes = [models.Index(fields=["text_hash", "verdict"], name="review_of_text")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.revision}"

    @property
    def signature(self) -> str:
        return (
            (self.reviewer.get_full_name() or self.reviewer.get_username()) if self.reviewer else "No account"
        )


class Note(models.Model):
    """What one colleague says to others about a story. Readers never see it."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=4000)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:60]
