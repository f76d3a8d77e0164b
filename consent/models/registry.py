"""What the site may load and store: category, service, hosts, storage. Drafts, until a version is published."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models

from ..countries import COUNTRIES
from ..languages import LANGUAGES

# A host name, or all hosts under one: `*.example.org`. No port, no path, no scheme.
HOST = r"(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
is_host = RegexValidator(
    rf"^{HOST}\Z", "Write the bare name of a host, such as www.example.org or *.example.org."
)
is_category_key = RegexValidator(r"^[a-z]{2,16}\Z", "2 to 16 small letters.")
is_service_key = RegexValidator(
    r"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?\Z", "Small letters, figures and hyphens."
)
is_storage_name = RegexValidator(r"^[!-~]{1,100}\Z", "A name without spaces; * stands for any characters.")
is_https = URLValidator(schemes=["https"])
is_own_id = RegexValidator(r"^[A-Za-z0-9._-]*\Z", "Letters, figures, dots, hyphens.")


def countries() -> list[tuple[str, str]]:
    return sorted(((code, names["en"]) for code, names in COUNTRIES.items()), key=lambda choice: choice[1])


class Use(models.TextChoices):
    """What is fetched from a host. Each is a directive of the Content-Security-Policy."""

    SCRIPT = "script", "Scripts"
    FRAME = "frame", "Players in frames"
    IMAGE = "img", "Pictures"
    CONNECT = "connect", "Data sent and fetched"


class Kind(models.TextChoices):
    COOKIE = "cookie", "Cookie"
    LOCAL = "local", "Local storage"
    SESSION = "session", "Session storage"
    INDEXED_DB = "indexeddb", "IndexedDB"
    CACHE = "cache", "Cache storage"


class Unit(models.TextChoices):
    MINUTES = "minutes", "minutes"
    HOURS = "hours", "hours"
    DAYS = "days", "days"


class Tag(models.TextChoices):
    """The scripts that we know how to start; any other is refused by construction."""

    NONE = "", "None"
    GA4 = "ga4", "Google Analytics 4"
    MATOMO = "matomo", "Matomo"
    PLAUSIBLE = "plausible", "Plausible"


def validate_translations(value: Any) -> None:
    """A text for each language code; which are missing, publishing asks."""
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValidationError("A text for each language.")
    if unknown := set(value) - set(LANGUAGES):
        raise ValidationError(
            "There are no texts in “%(name)s”.", params={"name": ", ".join(sorted(unknown))}
        )


class Translated(models.JSONField):
    """`{"en": "…", "sw": "…"}`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("validators", [validate_translations])
        super().__init__(*args, **kwargs)


class Category(models.Model):
    """What services are for. The visitor answers for each one that is not strictly necessary."""

    key = models.CharField(
        max_length=16,
        unique=True,
        validators=[is_category_key],
        help_text="Stands in visitors' browsers; it stays for ever.",
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_necessary = models.BooleanField(
        "strictly necessary",
        default=False,
        help_text="The site breaks without it, so nobody is asked. Only what a visitor has asked for may be in it.",
    )
    names = Translated()
    purposes = Translated()

    class Meta:
        ordering = ("position", "pk")
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return str(self.names.get("en") or self.key)


class ServiceQuerySet(models.QuerySet["Service"]):
    def with_all(self) -> "ServiceQuerySet":
        """With everything that is declared of it, in three queries."""
        return self.prefetch_related("hosts", "storage")


class Service(models.Model):
    """One company's thing that a page may load, or the site itself."""

    category = models.ForeignKey(Category, models.PROTECT, related_name="services")
    key = models.CharField(
        max_length=40,
        unique=True,
        validators=[is_service_key],
        help_text="Names it in pages and in records; it stays for ever.",
    )
    # Stands in visitors' cookies, in base 36. Given once and never again, not even after a deletion.
    number = models.PositiveIntegerField(
        unique=True, editable=False, validators=[MinValueValidator(1), MaxValueValidator(46_655)]
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_on = models.BooleanField(
        "in use",
        default=True,
        help_text="Off: it is not declared, nothing of it can load, and its players become plain links.",
    )
    name = models.CharField(max_length=60)
    company = models.CharField(max_length=80, blank=True)
    country = models.CharField(
        max_length=2,
        blank=True,
        choices=countries,
        help_text="Where the company receives the data.",
    )
    purposes = Translated(help_text="Why it is on our pages.")
    received = Translated(verbose_name="data", help_text="What the company gets to know.")
    policy_url = models.CharField(
        "privacy policy", max_length=300, blank=True, validators=[is_https], help_text="Its https:// address."
    )
    safeguards = Translated(
        verbose_name="safeguard of the transfer",
        blank=True,
        help_text="What protects data that leave the country, such as standard contractual clauses.",
    )
    tag = models.CharField(
        "script", max_length=12, choices=Tag, blank=True, help_text="What is started where it is allowed."
    )
    own_id = models.CharField(
        "our own id there",
        max_length=100,
        blank=True,
        validators=[is_own_id],
        help_text="Such as G-XXXXXXX for Google Analytics, the site's number in Matomo, the domain in Plausible.",
    )
    own_host = models.CharField(
        "its host",
        max_length=100,
        blank=True,
        validators=[is_host],
        help_text="Where your own Matomo or Plausible runs.",
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class Host(models.Model):
    """A host that a service contacts, and what for."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="hosts")
    host = models.CharField(max_length=100, validators=[is_host])
    use = models.CharField("for", max_length=8, choices=Use)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["service", "host", "use"], name="one_host_and_use")]

    def __str__(self) -> str:
        return f"{self.host} ({self.get_use_display()})"


class StorageEntry(models.Model):
    """Something a service keeps in the visitor's browser."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="storage")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COOKIE)
    name = models.CharField(
        max_length=100, validators=[is_storage_name], help_text="As it is, or with * for any characters."
    )
    host = models.CharField(
        "kept on",
        max_length=100,
        blank=True,
        validators=[is_host],
        help_text="Empty: on our own site. Else the company's host, out of our reach.",
    )
    lasts = models.PositiveIntegerField(
        null=True, blank=True, help_text="Empty: until the browser is closed, or until it is deleted."
    )
    unit = models.CharField(max_length=8, choices=Unit, default=Unit.DAYS)
    purposes = Translated(blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "stored thing"

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"
