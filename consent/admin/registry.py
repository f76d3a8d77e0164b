"""Categories and services: drafts, which readers meet when a version is published."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ..drafting import next_number
from ..forms import CategoryForm, ServiceForm, StorageForm
from ..models import Category, Host, Service, StorageEntry
from .tabs import TabbedAdmin


@admin.register(Category)
class CategoryAdmin(TabbedAdmin):
    form = CategoryForm
    list_display = ("__str__", "key", "asked")
    fields = ("key", "names", "purposes", "is_necessary", "position")

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> Any:
        return ("key",) if obj else ()

    @admin.display(description="Visitors are asked")
    def asked(self, category: Category) -> str:
        return "Never: strictly necessary" if category.is_necessary else "Yes"


class HostInline(admin.TabularInline[Host, Service]):
    model = Host
    extra = 0
    verbose_name_plural = "hosts that it contacts"


class StorageInline(admin.StackedInline[StorageEntry, Service]):
    model = StorageEntry
    form = StorageForm
    extra = 0
    fields = (("kind", "name", "host"), ("lasts", "unit"), "purposes")
    verbose_name_plural = "what it keeps in the browser"


@admin.register(Service)
class ServiceAdmin(TabbedAdmin):
    form = ServiceForm
    list_display = ("name", "category", "company", "use")
    list_filter = ("category", "is_on")
    list_select_related = ("category",)
    search_fields = ("name", "company", "key")
    ordering = ("category__position", "position", "pk")
    inlines = (HostInline, StorageInline)
    fieldsets = (
        (None, {"fields": ("name", "key", "category", "is_on", "position")}),
        ("Who", {"fields": ("company", "country", "policy_url")}),
        ("Why and what", {"fields": ("purposes", "received", "safeguards")}),
        ("Script", {"fields": ("tag", "own_id", "own_host")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Service | None = None) -> Any:
        return ("key",) if obj else ()

    @admin.display(description="In use", ordering="is_on")
    def use(self, service: Service) -> str:
        return "● In use" if service.is_on else "○ Off"

    def save_model(self, request: HttpRequest, obj: Service, form: Any, change: bool) -> None:
        if not change:
            obj.number = next_number()
        super().save_model(request, obj, form, change)
