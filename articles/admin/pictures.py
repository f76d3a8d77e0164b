"""Pictures while somebody writes: new ones come into the library, and the words of those that are there are mended."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from newsroom import pagecache

from ..forms import WordsForm
from ..models import Image
from ..pictures import library
from ..pictures.receive import NoPicture
from .choose import ChoosingAdmin, image_choice, keys


class PicturesAdmin(ChoosingAdmin):
    """`upload/` takes a file, `words/` the words of a picture; both answer with the picture as `choose/` does,
    or with `{"error": sentence}` and status 400."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("upload/", wrap(require_POST(self.upload)), name="articles_image_upload"),
            path("words/", wrap(require_POST(self.words)), name="articles_image_words"),
            *super().get_urls(),
        ]

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Keep a picture. It may come without words: the text shows that they are missing until they are there."""
        if not self.has_add_permission(request) or not self.has_view_permission(request):
            raise PermissionDenied
        upload = request.FILES.get("file")
        if upload is None:
            return _refused("No file has come. Try again.")
        try:
            image, is_new = library.add(upload)
        except (NoPicture, library.NotKept) as error:
            return _refused(str(error))
        if is_new:
            self.log_addition(request, image, [{"added": {}}])
        return JsonResponse(image_choice(image))

    @transaction.atomic
    def words(self, request: HttpRequest) -> HttpResponse:
        number = next(iter(keys(request.POST.get("id", ""))), 0)
        image = Image.objects.select_for_update().filter(pk=number).first()
        if not self.has_change_permission(request, image) or not self.has_view_permission(request):
            raise PermissionDenied
        if image is None:
            return _refused("This picture is not in the library any more.")
        form = WordsForm(request.POST, instance=image)
        if not form.is_valid():
            return _refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        form.save()
        if form.changed_data:
            changed = self.construct_change_message(request, form, [])  # type: ignore[arg-type]
            self.log_change(request, image, changed)
            pagecache.purge(image.cache_tag)
        return JsonResponse(image_choice(image))

    def choice(self, row: Any) -> dict[str, Any]:
        return image_choice(row)


def _refused(sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=400)
