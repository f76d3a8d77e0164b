"""The rules of the house: what must be so before a text goes out."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Level(models.TextChoices):
    REFUSE = "refuse", "Refuse"
    WARN = "warn", "Warn"
    OFF = "off", "Do not look"


class HouseRules(models.Model):
    """One row, which managing editors change in the desk."""

    second_reader = models.BooleanField(
        "a second reader is needed",
        default=False,
        help_text="Nothing goes out that somebody other than its writer has not approved.",
    )
    # By the name of a check in `checks.CHECKS`: a Level. What is not in it has the check's own.
    levels = models.JSONField(default=dict, blank=True)
    headline_max = models.PositiveSmallIntegerField(
        "longest headline",
        default=80,
        validators=[MinValueValidator(10), MaxValueValidator(300)],
        help_text="In characters.",
    )
    standfirst_max = models.PositiveSmallIntegerField(
        "longest standfirst",
        default=200,
        validators=[MinValueValidator(20), MaxValueValidator(2000)],
        help_text="In characters.",
    )
    weight_budget_kb = models.PositiveIntegerField(
        "heaviest page", default=600, help_text="In KB on a phone, pictures included."
    )
    tariff = models.DecimalField(
        "price of data",
        max_digits=9,
        decimal_places=4,
        default="0.5",
        help_text="What one MB costs a reader who buys small bundles.",
    )
    currency = models.CharField(max_length=8, default="KSh")
    preview_days = models.PositiveSmallIntegerField(
        "days of a private link", default=7, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    trash_days = models.PositiveSmallIntegerField(
        "days in the trash", default=30, validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "house rules"

    def __str__(self) -> str:
        return "House rules"

    @classmethod
    def get(cls) -> Self:
        """The rules in force; the defaults, where nobody has changed them."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
