"""The proof of a choice: added, never changed, deleted only when its time is over."""

from django.db import models


class State(models.TextChoices):
    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"
    ENDED = "ended", "Withdrawn or replaced"


class Record(models.Model):
    """One visitor chose something; who it was nobody knows who has not the number that only the visitor holds.

    No address, no browser, no page. `key` is the SHA-256 of that number; empty for a refusal, which has none.
    """

    happened_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State)
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001 -- many refusals have none, and two are not alike
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=8)
    shown = models.CharField(max_length=64)  # the digest of the ShownTexts
    chosen = models.JSONField()  # category → true, false or keys of services
    how = models.CharField(max_length=12)
    keep_until = models.DateTimeField()  # the database refuses to delete it before

    class Meta:
        default_permissions = ("view",)
        permissions = [("export_record", "Can download the archive of texts and records")]
        constraints = [models.UniqueConstraint(fields=["key", "state"], name="one_record_a_key")]
        indexes = [
            models.Index(fields=["keep_until"], name="records_over"),  # the retention job
            models.Index(fields=["happened_at", "id"], name="records_by_time"),  # the archive
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} on {self.happened_at:%d %B %Y}"
