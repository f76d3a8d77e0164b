"""The site's identity in the desk: one row, one form."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from PIL import Image, UnidentifiedImageError

from .. import identity, pagecache
from ..forms import TidyForm
from ..models import Identity

MAX_LOGO_BYTES = 2 * 1024 * 1024
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")


class IdentityForm(TidyForm, forms.ModelForm[Identity]):
    class Meta:
        model = Identity
        fields = (
            "name",
            "tagline",
            "description",
            "logo",
            "nameplate_outline",
            "nameplate_viewbox",
            "accent",
            "social_addresses",
            "contact_email",
            "time_zone",
            "language",
        )

    def clean_logo(self) -> Any:
        logo = self.cleaned_data["logo"]
        if not logo or not hasattr(logo, "content_type"):
            return logo
        if logo.size > MAX_LOGO_BYTES:
            raise ValidationError("The logo is over 2 MB.")
        logo.seek(0)
        try:
            kind = Image.open(logo, formats=("PNG", "JPEG", "WEBP")).format or ""
        except UnidentifiedImageError:
            raise ValidationError("The logo is no PNG, JPEG or WebP picture.") from None
        logo.seek(0)
        logo.name = f"logo.{kind.lower()}"
        return logo

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        if not _LANGUAGE.fullmatch(language):
            raise ValidationError("No language tag. Write it as in en, sw or ar.")
        return language


@admin.register(Identity)
class IdentityAdmin(admin.ModelAdmin[Identity]):
    form = IdentityForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Identity | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one, so the list is its form."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        site, _ = Identity.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:newsroom_identity_change", args=[site.pk]))

    def save_model(self, request: HttpRequest, obj: Identity, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        pagecache.purge("site")
        transaction.on_commit(identity.forget)
