"""Who answers for the data: one row, one form."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ..models import Controller


@admin.register(Controller)
class ControllerAdmin(admin.ModelAdmin[Controller]):
    fieldsets = (
        (None, {"fields": ("name", "postal_address", "email", "registration", "jurisdiction")}),
        ("Records of choices", {"fields": ("keeps_refusals", "keeps_days")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Controller | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one, so the list is its form."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row, _ = Controller.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:consent_controller_change", args=[row.pk]))
