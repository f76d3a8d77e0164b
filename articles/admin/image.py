"""Pictures in the desk."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from newsroom import outbox, pagecache

from .. import tasks
from ..forms import ImageForm
from ..models import Image
from .again import AgainAdmin
from .pictures import PicturesAdmin
from .shelf import ShelfAdmin


@admin.register(Image)
class ImageAdmin(AgainAdmin, ShelfAdmin, PicturesAdmin):
    form = ImageForm
    search_fields = ("alt", "caption", "credit")

    def choices(self, request: HttpRequest) -> QuerySet[Image]:
        return self.get_queryset(request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except OSError as error:
            sentence = f"The picture could not be stored: {error.strerror}. Nothing was changed."
            self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if {"file", "focus"} & set(form.changed_data):
            outbox.order(tasks.make_renditions, obj.pk)
        if change and form.changed_data:
            pagecache.purge(obj.cache_tag)

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        pagecache.purge(obj.cache_tag)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        pagecache.purge(*(image.cache_tag for image in queryset))
        super().delete_queryset(request, queryset)
