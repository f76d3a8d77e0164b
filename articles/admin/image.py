"""Pictures in the desk."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import tasks
from ..forms import ImageForm
from ..models import Image


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin[Image]):
    form = ImageForm
    list_display = ("thumbnail", "__str__", "credit", "width", "height", "created_at")
    list_display_links = ("thumbnail", "__str__")
    search_fields = ("alt", "caption", "credit")
    list_per_page = 50

    @admin.display(description="")
    def thumbnail(self, image: Image) -> SafeString | str:
        sizes = image.sources("square", "jpeg")
        if not sizes:
            return "in the making"
        width, height, path, _ = sizes[0]
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="">', image.file.storage.url(path), width, height
        )

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if {"file", "focus"} & set(form.changed_data):
            transaction.on_commit(partial(tasks.make_renditions.enqueue, obj.pk))

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """A picture that leads an article stays."""
        return (obj is None or not obj.leads.exists()) and super().has_delete_permission(request, obj)
