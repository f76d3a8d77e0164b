"""Links that show a draft to somebody without an account."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from newsroom import links

PURPOSE = "preview"  # of the token


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self) -> "PreviewLinkQuerySet":
        """Those that nobody has revoked and whose days have not passed."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PreviewLink(models.Model):
    """Whoever has the address may read one draft for some days. The address itself is signed, and kept nowhere."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="preview_links")
    revision = models.ForeignKey(
        "Revision", models.CASCADE, null=True, related_name="+"
    )  # null: follows the newest
    number = models.PositiveIntegerField()  # of the newest version when the link was made
    name = models.CharField(max_length=80, blank=True, help_text="For whom, such as “The lawyer”.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    views = models.PositiveIntegerField(default=0)
    last_viewed_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name or f"Link {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def address(self) -> str:
        """The absolute address, with the token that is kept nowhere."""
        return settings.SITE_URL + reverse("preview", args=[links.token(PURPOSE, self.pk, self.expires_at)])
