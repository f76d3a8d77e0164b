"""The rules of the house in the desk: one row, one form, for managing editors."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ..forms import HouseRulesForm
from ..forms.rules import LEVELS
from ..models import HouseRules


@admin.register(HouseRules)
class HouseRulesAdmin(admin.ModelAdmin[HouseRules]):
    form = HouseRulesForm
    fieldsets = (
        ("Before a text goes out", {"fields": ("second_reader", *LEVELS)}),
        ("Lengths and weight", {"fields": ("headline_max", "standfirst_max", "weight_budget_kb")}),
        ("What data costs a reader", {"fields": ("tariff", "currency")}),
        ("Links and rubbish", {"fields": ("preview_days", "trash_days")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: HouseRules | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one, so the list is its form."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        rules, _ = HouseRules.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:articles_houserules_change", args=[rules.pk]))
