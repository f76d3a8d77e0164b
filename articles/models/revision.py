"""What editors write. Readers see the article's row; `publishing.py` carries one into the other."""

from django.conf import settings
from django.db import models

from ..content import Content


class Kind(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    IMPORTED = "imported", "Imported"
    RESTORED = "restored", "Restored"
    CONFLICT = "conflict", "Kept beside a newer one"


class Revision(models.Model):
    """One saved state of an article's content. Added, never edited."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DRAFT)
    snapshot = models.JSONField()
    created_at = models.DateTimeField()
    text_hash = models.CharField(max_length=64, blank=True)  # `Content.digest`; an approval is bound to it
    tab = models.UUIDField(null=True)  # the open form that has this text in it, and goes on from it
    name = models.CharField(max_length=80, blank=True, help_text="Such as “As the lawyer saw it”.")
    note = models.CharField(max_length=300, blank=True, help_text="What has changed, for colleagues.")
    is_protected = models.BooleanField(default=False, help_text="Never pruned.")

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_of_article")
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @property
    def signature(self) -> str:
        """Who saved it; what an import brought, or a deleted account, has no name."""
        return (self.author.get_full_name() or self.author.get_username()) if self.author else "No account"

    @property
    def content(self) -> Content:
        return Content.from_json(self.snapshot)
