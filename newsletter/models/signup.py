"""What somebody asked for in a form, until it is confirmed or forgotten."""

from django.db import models
from django.utils import timezone

from ..languages import LANGUAGES
from .newsletter import Newsletter
from .proof import Wording


class Purpose(models.TextChoices):
    SIGN_UP = "sign-up", "Newsletters"
    LINK = "link", "The link to the preferences"


class SignUp(models.Model):
    """A form that was sent. A worker looks who it is and writes; the form itself costs the same for everybody.

    It is nobody's yet: anybody can type any address. `allowed_at` is when the cap let a letter through, `asked_at` when
    it was sent, `used_at` when somebody confirmed by the button behind its link.
    """

    purpose = models.CharField(max_length=7, choices=Purpose, default=Purpose.SIGN_UP)
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=12, choices=LANGUAGES.items())
    newsletters = models.ManyToManyField(Newsletter, related_name="+")
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    network = models.CharField(max_length=45, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    done_at = models.DateTimeField(null=True)  # a worker has looked at it
    allowed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [
            # What a lost bell left behind.
            models.Index(fields=["created_at"], condition=models.Q(done_at=None), name="signups_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.created_at:%d %B %Y}"


class LetterCap(models.Model):
    """How many letters of one kind one address was sent that anybody can cause. `newsletter.caps` counts.

    Times are seconds since 1970. `key` is a keyed digest of kind and address.
    """

    key = models.CharField(max_length=64, primary_key=True)
    last_at = models.BigIntegerField(db_index=True)
    began_at = models.BigIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number} since {self.began_at}"
