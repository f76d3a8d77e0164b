"""What the site is called and looks like: one row, edited in the admin."""

import re
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from .. import colour

DEFAULT_ACCENT = "#0a6847"
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_OUTLINE = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE+\-.,\s]*")
_VIEWBOX = re.compile(r"-?\d+(\.\d+)?( -?\d+(\.\d+)?){3}")


def direction_of(language: str) -> str:
    """`rtl` or `ltr` for a language tag such as `ar` or `sw-KE`."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


def validate_accent(value: str) -> None:
    if not colour.is_colour(value):
        raise ValidationError("Write the colour as # and six small hexadecimal digits, such as #0a6847.")
    for ink, ground, ratio in colour.unreadable_pairs(value):
        raise ValidationError(
            "%(ink)s on %(ground)s has a contrast of %(ratio).1f : 1; readers need 4.5 : 1. Choose a darker colour.",
            params={"ink": ink, "ground": ground, "ratio": ratio},
        )


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError("No such time zone. Write it as in Africa/Nairobi.")


def validate_addresses(value: str) -> None:
    for line in value.split():
        if not _is_https(line):
            raise ValidationError("“%(line)s” is not an https:// address.", params={"line": line})


def _is_https(address: str) -> bool:
    try:
        return urlsplit(address).scheme == "https" and bool(urlsplit(address).hostname)
    except ValueError:  # a bracket that opens and does not close
        return False


def validate_outline(value: str) -> None:
    if not _OUTLINE.fullmatch(value):
        raise ValidationError("Only the path of an outline: the text of the d attribute of an SVG path.")


def validate_viewbox(value: str) -> None:
    if not _VIEWBOX.fullmatch(value):
        raise ValidationError("Four numbers: left, top, width, height.")


def default_time_zone() -> str:
    return str(settings.TIME_ZONE)


def default_language() -> str:
    return str(settings.LANGUAGE_CODE)


class Identity(models.Model):
    """The site's name and face. There is one row; `newsroom.identity.current()` reads it."""

    name = models.CharField(max_length=80, default="Newsroom")
    tagline = models.CharField(
        max_length=160, blank=True, help_text="One line beside the name on the front page."
    )
    description = models.TextField(
        max_length=300,
        blank=True,
        help_text="One or two sentences: the foot of each page, search engines, feeds.",
    )
    logo = models.ImageField(
        upload_to="identity", blank=True, help_text="For search engines and shared links: PNG, JPEG or WebP."
    )
    nameplate_outline = models.TextField(
        blank=True,
        validators=[validate_outline],
        help_text="The name as drawn letters: the path of one SVG outline. Without it the name is set in type.",
    )
    nameplate_viewbox = models.CharField(max_length=60, blank=True, validators=[validate_viewbox])
    accent = models.CharField(
        max_length=7,
        default=DEFAULT_ACCENT,
        validators=[validate_accent],
        help_text="The one colour of links and kickers. Its partner for dark screens is derived from it.",
    )
    social_addresses = models.TextField(
        blank=True,
        validators=[validate_addresses],
        help_text="Your pages elsewhere, one https:// address a line.",
    )
    contact_email = models.EmailField(blank=True)
    time_zone = models.CharField(max_length=60, default=default_time_zone, validators=[validate_time_zone])
    language = models.CharField(max_length=12, default=default_language, help_text="Such as en, sw or ar.")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "site identity"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_identity")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.nameplate_outline and not self.nameplate_viewbox:
            raise ValidationError({"nameplate_viewbox": "An outline needs the box that it is drawn in."})

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def nameplate(self) -> bool:
        return bool(self.nameplate_outline)

    @property
    def nameplate_url(self) -> str:
        return reverse("nameplate", args=[self.version])

    @property
    def stylesheet_url(self) -> str:
        """The style sheet that sets another accent than the built-in one; empty where that is in use."""
        return "" if self.accent == DEFAULT_ACCENT else reverse("accent", args=[self.version])

    @property
    def logo_url(self) -> str:
        return self.logo.url if self.logo else ""

    @property
    def version(self) -> str:
        """Part of addresses that may be kept for ever: a changed identity has another."""
        return f"{int(self.changed_at.timestamp() * 1000):x}" if self.changed_at else "0"

    @property
    def social_links(self) -> list[dict[str, Any]]:
        return [
            {"name": (urlsplit(line).hostname or "").removeprefix("www."), "url": line}
            for line in self.social_addresses.split()
        ]
