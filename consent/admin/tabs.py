"""The pages about consent stand beside each other as tabs, for whoever may see them."""

from typing import Any, NamedTuple

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class Tab(NamedTuple):
    label: str
    url: str
    is_open: bool


TABS = {
    "admin:consent_version_changelist": ("Versions", "consent.view_version"),
    "admin:consent_service_changelist": ("Services", "consent.view_service"),
    "admin:consent_category_changelist": ("Categories", "consent.view_category"),
    "admin:consent_texts": ("Texts", "consent.change_wording"),
    "admin:consent_controller_changelist": ("Data controller", "consent.view_controller"),
    "admin:consent_dailycount_changelist": ("By day", "consent.view_dailycount"),
    "admin:consent_record_changelist": ("Records", "consent.view_record"),
}


def tabs(request: HttpRequest, here: str = "") -> list[Tab]:
    """`here` is the name of the open page; without it, the one whose address it is."""
    found = []
    for name, (label, permission) in TABS.items():
        url = reverse(name)
        if request.user.has_perm(permission):
            found.append(Tab(label, url, name == here if here else request.path == url))
    return found


class TabbedAdmin(admin.ModelAdmin[Any]):
    """A list with the tabs above it."""

    change_list_template = "admin/consent/change_list.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"tabs": tabs(request), **(extra_context or {})})
