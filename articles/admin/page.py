"""Pages that editors write."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from newsroom import pagecache

from ..forms import BodyField
from ..models import Page


class PageForm(forms.ModelForm[Page]):
    body = BodyField(required=False)

    class Meta:
        model = Page
        fields = ("title", "slug", "description", "body")


@admin.register(Page)
class PageAdmin(admin.ModelAdmin[Page]):
    form = PageForm
    list_display = ("title", "slug", "updated_at")
    prepopulated_fields = {"slug": ("title",)}

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        pagecache.purge(obj.cache_tag, "pages")
