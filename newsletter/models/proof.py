"""Who agreed to what, when and how: the words that were shown, and each step since."""

from datetime import UTC, datetime

from django.db import models

WHILE_SUBSCRIBED = datetime(9000, 1, 1, tzinfo=UTC)


def while_subscribed() -> datetime:
    return WHILE_SUBSCRIBED


class Action(models.TextChoices):
    ASKED = "asked", "Asked for it"
    CONFIRMED = "confirmed", "Confirmed"
    IMPORTED = "imported", "Brought in with an earlier consent"
    CHANGED = "changed", "Changed what comes"
    PAUSED = "paused", "Paused"
    LEFT = "left", "Left"
    ERASED = "erased", "Was erased"


class How(models.TextChoices):
    FORM = "form", "The form of a page"
    LINK = "link", "A link in a mail"
    PREFERENCES = "preferences", "The private page"
    ONE_CLICK = "one-click", "The button of a mail program"
    IMPORT = "import", "A file"
    EDITOR = "editor", "An editor"
    COMPLAINT = "complaint", "Reported as spam"


class Wording(models.Model):
    """The words that stood beside a form, under the SHA-256 of them. Never changed: another text is another row."""

    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=12)
    text = models.TextField()
    first_shown_at = models.DateTimeField()

    class Meta:
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.text[:80]


class ConsentProof(models.Model):
    """One step of one person with one newsletter. Added, never changed; deleted only when `keep_until` is over.

    The person is the keyed digest of the address, so that the proof outlives an erasure and names nobody.
    """

    address_hash = models.CharField(max_length=64)
    happened_at = models.DateTimeField()
    newsletter_id = models.BigIntegerField(null=True)  # no key: it may be gone, and the proof stays
    newsletter_name = models.CharField(max_length=80)
    action = models.CharField(max_length=9, choices=Action)
    how = models.CharField(max_length=11, choices=How)
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=200, blank=True)  # the path of the page, or the file and its line
    network = models.CharField(max_length=45, blank=True)  # of the visitor's address, cut
    detail = models.CharField(max_length=200, blank=True)
    keep_until = models.DateTimeField(default=while_subscribed)

    class Meta:
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["address_hash", "happened_at"], name="proofs_of_a_person"),
            models.Index(fields=["keep_until"], name="proofs_over"),
        ]

    def __str__(self) -> str:
        return f"{self.newsletter_name}: {self.get_action_display()}, {self.happened_at:%d %B %Y}"
