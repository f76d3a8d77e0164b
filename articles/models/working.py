"""What is being typed, and by whom, before it is saved."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone

LEASE = timedelta(seconds=45)  # of a presence; an open form renews it


class Mark(NamedTuple):
    """A working copy as it stood at one moment: which window wrote it, and which of its saves it was."""

    tab: UUID
    turn: int

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """What `str` makes of a mark, or None."""
        tab, _, turn = text.partition(".")
        try:
            return (
                cls(UUID(tab), int(turn)) if turn.isascii() and turn.isdecimal() and len(turn) < 10 else None
            )
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.tab}.{self.turn}"


class WorkingCopy(models.Model):
    """The fields of one open form as they were typed, valid or not. Each autosave of that form writes over it, and
    no other form does: a story that one person has open in two windows has two."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    article = models.ForeignKey("Article", models.CASCADE, null=True, related_name="working_copies")
    once = models.UUIDField(null=True)  # of a form for an article that was not there yet
    tab = models.UUIDField()  # the open form
    turn = models.PositiveIntegerField()  # counts what that form has sent
    base = models.PositiveIntegerField(null=True)  # the number of the revision that the form began from
    fields = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "article", "tab"], name="working_copy_of_article"),
            models.UniqueConstraint(fields=["user", "once", "tab"], name="working_copy_of_new_article"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.fields.get('headline') or 'without a headline'}"

    @property
    def mark(self) -> Mark:
        return Mark(self.tab, self.turn)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def here(self) -> "PresenceQuerySet":
        """Those whose lease runs still."""
        return self.filter(seen_at__gt=timezone.now() - LEASE)


class Presence(models.Model):
    """Somebody has an article's form open in one tab, and was seen there a moment ago."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    tab = models.UUIDField()
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user", "tab"], name="presence_of_tab")]
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]  # who is in what; what is over

    def __str__(self) -> str:
        return f"{self.user} in {self.article_id}"
