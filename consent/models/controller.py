"""Who answers for the data: one row, edited at the desk."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Controller(models.Model):
    """The owner of the site as a visitor and an authority must know him, and what is kept of choices."""

    name = models.CharField(
        max_length=120,
        blank=True,
        help_text="Who decides about visitors' data. Empty: the name of the site.",
    )
    postal_address = models.TextField(max_length=400, blank=True)
    email = models.EmailField("e-mail for questions about data", blank=True)
    registration = models.CharField(
        "registration number",
        max_length=60,
        blank=True,
        help_text="As data controller, with the Office of the Data Protection Commissioner.",
    )
    jurisdiction = models.CharField(max_length=60, default="Kenya")
    keeps_refusals = models.BooleanField(
        "keep a record of refusals, too",
        default=False,
        help_text="Off: a refusal is counted and leaves no row and no number in the browser.",
    )
    keeps_days = models.PositiveIntegerField(
        "days that a record outlives its choice",
        default=3 * 365,
        validators=[MinValueValidator(0), MaxValueValidator(20 * 365)],
        help_text="How long you may have to prove it. Then the row is deleted. Holds for choices from now on.",
    )

    class Meta:
        verbose_name = verbose_name_plural = "data controller"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_controller")]

    def __str__(self) -> str:
        return self.name or "Data controller"

    @classmethod
    def get(cls) -> Self:
        """The row; its defaults, where nobody has filled it in."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
