"""What was published: immutable, so that it can be shown years later."""

from django.db import models
from django.utils import timezone


class Wording(models.Model):
    """One of the texts of the banner and the dialog in one language, where it is not the built-in one. A draft."""

    key = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    text = models.TextField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="one_wording")]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"


class Version(models.Model):
    """A published registry with its texts. Never changed: `registry.Snapshot` reads `registry`."""

    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.CharField(max_length=200, blank=True)
    note = models.CharField(
        max_length=300, blank=True, help_text="For colleagues: why there is a new version."
    )
    registry = models.JSONField()

    class Meta:
        ordering = ("-number",)
        default_permissions = ("view",)
        permissions = [("publish_version", "Can publish a version of the registry")]

    def __str__(self) -> str:
        return f"Version {self.number}"


class ShownTexts(models.Model):
    """All that a visitor was shown by one version in one language, under the SHA-256 of it."""

    digest = models.CharField(max_length=64, unique=True)
    version = models.ForeignKey(Version, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=8)
    content = models.TextField()  # JSON, byte for byte what `digest` was made of

    class Meta:
        default_permissions = ("view",)
        verbose_name = "archived text"

    def __str__(self) -> str:
        return f"{self.version}, {self.language}"
