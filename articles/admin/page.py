"""Pages that editors write."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from newsroom import pagecache
from newsroom.forms import TidyForm

from .. import addresses
from ..forms import BodyField
from ..models import Page
from .again import AgainAdmin
from .writing import WritingAdmin

# The first words of the site's own addresses, and of those that it is going to have.
RESERVED = frozenset(
    {
        "admin",
        "archive",
        "author",
        "comments",
        "consent",
        "corrections",
        "feed",
        "healthz",
        "identity",
        "media",
        "newsletter",
        "preview",
        "robots",
        "search",
        "section",
        "sitemap",
        "sitemap-pages",
        "sitemap-topics",
        "static",
        "topic",
    }
)


class PageForm(TidyForm, forms.ModelForm[Page]):
    body = BodyField(required=False)

    class Meta:
        model = Page
        fields = ("title", "slug", "description", "body")

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug.lower() in RESERVED or slug.isdigit():  # numbers are years
            raise ValidationError(f"/{slug}/ is an address that the site needs itself. Choose another word.")
        return slug


@admin.register(Page)
class PageAdmin(AgainAdmin, WritingAdmin):
    form = PageForm
    list_display = ("title", "slug", "updated_at")
    prepopulated_fields = {"slug": ("title",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        return super().get_queryset(request).defer("body")

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        old = Page.objects.get(pk=obj.pk).get_absolute_url() if change else ""
        super().save_model(request, obj, form, change)
        addresses.keep(old, obj)
        pagecache.purge(obj.cache_tag, "pages")

    def delete_model(self, request: HttpRequest, obj: Page) -> None:
        pagecache.purge(obj.cache_tag, "pages")
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        pagecache.purge("pages", *(page.cache_tag for page in queryset))
        super().delete_queryset(request, queryset)
