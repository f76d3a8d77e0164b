"""Addresses that once led somewhere and do so for ever."""

from functools import reduce
from operator import or_

from django.db import models

TARGETS = ("article", "section", "topic", "author", "page")


def _alone(target: str) -> models.Q:
    others = {name: None for name in TARGETS if name != target}
    return models.Q(**others, **{f"{target}__isnull": False})


class OldAddress(models.Model):
    """A path that answers 301. It follows its target, so a second change makes no chain."""

    path = models.CharField(
        max_length=500, unique=True, help_text="Begins with /; may hold a query, as in /?p=12."
    )
    article = models.ForeignKey(
        "Article", models.CASCADE, null=True, blank=True, related_name="old_addresses"
    )
    section = models.ForeignKey(
        "Section", models.CASCADE, null=True, blank=True, related_name="old_addresses"
    )
    topic = models.ForeignKey("Topic", models.CASCADE, null=True, blank=True, related_name="old_addresses")
    author = models.ForeignKey("Author", models.CASCADE, null=True, blank=True, related_name="old_addresses")
    page = models.ForeignKey("Page", models.CASCADE, null=True, blank=True, related_name="old_addresses")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "old addresses"
        ordering = ("path",)
        constraints = [
            models.CheckConstraint(
                name="old_address_has_one_target",
                condition=reduce(or_, map(_alone, TARGETS)),
            )
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def target(self) -> "models.Model":
        target = self.article or self.section or self.topic or self.author or self.page
        assert target is not None  # the constraint above
        return target
