"""Who did what: lines that are added, and changed by nobody."""

from typing import Any

from django.db import models
from django.utils import timezone

from ..sentences import sentence_of


class AppendOnlyQuerySet(models.QuerySet["AuditEntry"]):
    """Rows to read. The database refuses what this refuses; here it is said before the way there."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class AppendOnly(TypeError):
    """A line of the audit was about to be changed or deleted."""

    def __init__(self) -> None:
        super().__init__("Lines of the audit are added, never changed and never deleted.")


class AuditEntry(models.Model):
    """Somebody did something. The person and the thing are kept by name, so that both may go.

    `newsroom.audit.record` writes; triggers in the database refuse UPDATE and DELETE.
    """

    LABEL_LENGTH = 200

    happened_at = models.DateTimeField(default=timezone.now)
    actor_id = models.BigIntegerField(null=True)  # no foreign key: a deleted account leaves its lines
    actor_name = models.CharField(max_length=LABEL_LENGTH, blank=True)
    action = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=100, blank=True)
    target_id = models.CharField(max_length=64, blank=True)
    target_label = models.CharField(max_length=LABEL_LENGTH, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "line of the audit"
        verbose_name_plural = "lines of the audit"
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["-happened_at", "-id"], name="audit_newest"),
            models.Index(fields=["actor_name", "-id"], name="audit_of_person"),
            models.Index(fields=["action", "-id"], name="audit_of_action"),
            models.Index(fields=["target_kind", "target_id", "-id"], name="audit_of_target"),
        ]

    def __str__(self) -> str:
        return sentence_of(self.action, self.actor_name, self.target_label, self.detail)

    def save(self, *args: Any, **kwargs: Any) -> None:
        # An override, because this is a rule of the row and not of one way to it.
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly
