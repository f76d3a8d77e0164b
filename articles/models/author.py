"""Who signs articles: a person or a desk, with or without a login."""

from django.conf import settings
from django.db import models

from ..names import FoldedField
from ..paths import path_to


class Author(models.Model):
    """A name under headlines. Apart from the login, so that a desk or a guest can sign."""

    name = models.CharField(max_length=100)
    key = FoldedField(unique=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    role = models.CharField(max_length=100, blank=True, help_text="Such as Economics editor.")
    bio = models.TextField(
        max_length=600, blank=True, help_text="Two sentences under each article and on the page."
    )
    picture = models.ForeignKey("Image", models.SET_NULL, null=True, blank=True, related_name="+")
    is_desk = models.BooleanField(default=False, help_text="A desk or an agency, not a person.")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        help_text="The login of this author, if any.",
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("author", self.slug)

    @property
    def cache_tag(self) -> str:
        return f"author-{self.pk}"
