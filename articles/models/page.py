"""Pages that editors write and that are no news: about, privacy, terms."""

from django.db import models
from django.urls import reverse


class Page(models.Model):
    """A page at `/<slug>/`."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True, help_text="The address: about gives /about/.")
    body = models.TextField(blank=True)
    description = models.CharField(max_length=200, blank=True, help_text="For search engines.")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])

    @property
    def cache_tag(self) -> str:
        return f"page-{self.pk}"
