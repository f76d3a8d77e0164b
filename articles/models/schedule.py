"""What waits for its hour."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .states import Change


class ScheduledChange(models.Model):
    """A newer text of a story that readers know already, and the hour at which it takes the place of the old one.

    The row is there while the change waits. It goes with the change, or when it is taken back; one that was refused at
    its hour stays and says why, until an editor does something about it. The audit remembers them all. A first
    publication that was held back has one, too, which was refused from the beginning.
    """

    article = models.OneToOneField("Article", models.CASCADE, related_name="scheduled_change")
    revision = models.ForeignKey("Revision", models.CASCADE, related_name="+")
    instead_of = models.ForeignKey(
        "Revision", models.CASCADE, null=True, related_name="+"
    )  # live when it was made
    at = models.DateTimeField()
    change = models.CharField(max_length=16, choices=Change, default=Change.TYPO)
    correction = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    refused_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")
        indexes = [
            # The worker: what is due.
            models.Index(fields=["at"], condition=models.Q(refused_at=None), name="change_due"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} of {self.article_id}"
