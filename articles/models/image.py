"""Pictures of the library."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from imagefield.fields import ImageField, PPOIField


def place(image: "Image", filename: str) -> str:
    """Where the file is kept: named after its content, which nobody can guess, never after the upload."""
    extension = filename.rpartition(".")[2].lower()
    return f"pictures/{image.sha256[:2]}/{image.sha256[:40]}.{extension}"


class ImageQuerySet(models.QuerySet["Image"]):
    def without_alt(self) -> Self:
        """Those that say nothing to readers who do not see them, and that nobody has called decorative."""
        return self.filter(alt="", is_decorative=False)

    def without_credit(self) -> Self:
        return self.filter(credit="")


class Image(models.Model):
    """One picture: the file without its metadata, its words and rights, and the point that a crop must keep."""

    file = ImageField(
        upload_to=place,
        max_length=200,
        width_field="width",
        height_field="height",
        ppoi_field="focus",
        help_text="JPEG, PNG, WebP or AVIF, at most 20 MB and 40 megapixels.",
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    focus = PPOIField("focal point")
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    alt = models.CharField(
        "alternative text",
        max_length=400,
        blank=True,
        help_text="What the picture shows, for those who do not see it. No “Picture of”.",
    )
    is_decorative = models.BooleanField(
        default=False, help_text="It says nothing that the text does not say."
    )
    caption = models.TextField(blank=True, validators=[MaxLengthValidator(1000)])
    credit = models.CharField(max_length=200, blank=True, help_text="Such as Photograph: Achieng’ Odhiambo.")
    licence = models.CharField(max_length=200, blank=True, help_text="By what right we use it.")
    created_at = models.DateTimeField(auto_now_add=True)
    # Written by pictures/renditions.py: {"card": {"avif": [[width, height, path, bytes], …], "jpeg": […]}, …}
    renditions = models.JSONField(default=dict, editable=False)
    # Files that the renditions before these were, kept for the pages that caches still hold.
    outdated = models.JSONField(default=list, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = "picture"
        ordering = ("-created_at",)
        indexes = [
            # What the desk asks somebody to mend; it is little, whatever the library.
            models.Index(
                fields=["id"], condition=models.Q(alt="", is_decorative=False), name="image_without_alt"
            ),
            models.Index(fields=["id"], condition=models.Q(credit=""), name="image_without_credit"),
        ]

    def __str__(self) -> str:
        return self.alt or self.caption or f"Picture {self.pk}"

    def clean(self) -> None:
        if not self.alt and not self.is_decorative:
            raise ValidationError({"alt": "Describe the picture, or mark it as decorative."})

    @property
    def cache_tag(self) -> str:
        return f"image-{self.pk}"

    @property
    def lacks(self) -> list[str]:
        """What a picture must have before it goes out and this one has not, for the eyes of the desk."""
        missing = [] if self.alt or self.is_decorative else ["alt text missing"]
        return missing + ([] if self.credit else ["credit missing"])

    def sources(self, crop: str, extension: str) -> list[Any]:
        """The ready renditions of a crop, `[width, height, path, bytes]`, smallest first."""
        return self.renditions.get(crop, {}).get(extension, [])  # type: ignore[no-any-return]
