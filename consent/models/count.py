"""How many answered what on a day. Counters, not rows about somebody."""

from django.db import models


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    PARTIAL = "partial", "In part"


class DailyCount(models.Model):
    """One counter a day, language and outcome; `slot` spreads what many write at once over several rows."""

    day = models.DateField()
    language = models.CharField(max_length=8)
    outcome = models.CharField(max_length=8, choices=Outcome)
    slot = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ("view",)
        verbose_name = "choices of a day"
        verbose_name_plural = "choices by day"
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "outcome", "slot"], name="one_counter")
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.language}: {self.get_outcome_display()} {self.number}"
