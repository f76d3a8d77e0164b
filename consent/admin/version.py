"""Versions: what was published, what would be published now, how it will look, and the button that does it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format

from newsroom import audit

from .. import versions
from ..changes import asked_again, numbered
from ..differences import differences
from ..drafting import draft
from ..forms import PublishForm, TextsForm
from ..languages import LANGUAGES, language_of
from ..models import Version
from ..problems import problems
from ..registry import in_language
from .tabs import TabbedAdmin, tabs

PUBLISH = "consent.publish_version"
TEXTS = "consent.change_wording"


@admin.register(Version)
class VersionAdmin(TabbedAdmin):
    change_list_template = "admin/consent/version_list.html"
    list_display = ("__str__", "when", "publisher", "note")
    ordering = ("-number",)
    actions = None
    fields = ("number", "when", "publisher", "note", "texts")
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("publish/", wrap(self.publish), name="consent_publish"),
            path("preview/", wrap(self.preview), name="consent_preview"),
            path("texts/", wrap(self.edit_texts), name="consent_texts"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Version | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Version | None = None) -> bool:
        return False

    @admin.display(description="In force since", ordering="published_at")
    def when(self, version: Version) -> str:
        moment = timezone.localtime(version.published_at)
        return f"{date_format(moment, 'j M Y, H:i')} {moment.tzname()}"

    @admin.display(description="Published by", ordering="published_by")
    def publisher(self, version: Version) -> str:
        return version.published_by or "The site"

    @admin.display(description="What it shows")
    def texts(self, version: Version) -> str:
        return ", ".join(
            f"{LANGUAGES.get(text.language, text.language)}: {text.digest}" for text in version.texts.all()
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        last = versions.newest()
        changed = differences(last.registry if last else None, draft())
        context = {"changed": len(changed), "may_publish": request.user.has_perm(PUBLISH)}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def publish(self, request: HttpRequest) -> HttpResponse:
        """What is different from the version in force, whom it concerns, what is missing; and the publishing."""
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        drawn, last = draft(), versions.newest()
        registry = last.registry if last else None
        form = PublishForm(
            request.POST if request.method == "POST" else None,
            initial={"base": last.number if last else 0},
            label_suffix="",
        )
        if request.method == "POST" and form.is_valid():
            return self._publish(request, form)
        names = {
            category["key"]: category["names"].get("en", category["key"]) for category in drawn["categories"]
        }
        context = {
            **self.admin_site.each_context(request),
            "title": "Publish a version",
            "opts": self.opts,
            "tabs": tabs(request, "admin:consent_version_changelist"),
            "form": form,
            "last": last,
            "problems": problems(drawn),
            "differences": differences(registry, drawn),
            "asked_again": [names[key] for key in asked_again(drawn, registry)],
            "asked_anyway": [names[key] for key in asked_again(drawn, registry, wording_only=True)],
            "languages": LANGUAGES.items(),
        }
        return TemplateResponse(request, "admin/consent/publish.html", context)

    def _publish(self, request: HttpRequest, form: PublishForm) -> HttpResponse:
        try:
            version = versions.publish(
                by=request.user,  # type: ignore[arg-type]  # who has the permission is somebody
                note=form.cleaned_data["note"],
                wording_only=form.cleaned_data["wording_only"],
            )
        except versions.NotReady as error:
            for sentence in error.problems:
                self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:consent_publish"))
        self.message_user(request, f"{version} is in force.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:consent_version_changelist"))

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The banner and the dialog as they would be, without scripts; `language` chooses one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        last = versions.newest()
        drawn = numbered(
            draft(),
            last.registry if last else None,
            last.number + 1 if last else 1,
            on=timezone.localdate(),
        )
        language = language_of(request.GET.get("language", "") or "en")
        registry = in_language({**drawn, "digests": {}}, 0, timezone.now(), language)
        return TemplateResponse(
            request, "admin/consent/preview.html", {"consent": registry, "registry": registry}
        )

    def edit_texts(self, request: HttpRequest) -> HttpResponse:
        """All texts in all languages on one page."""
        if not request.user.has_perm(TEXTS):
            raise PermissionDenied
        form = TextsForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            if changed := form.save():
                audit.record(
                    "wording.change", by=request.user, fields=[key.replace("_", " ") for key in changed]
                )
            self.message_user(request, "Kept. Readers see it when a version is published.", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:consent_texts"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Texts",
            "opts": self.opts,
            "tabs": tabs(request),
            "form": form,
        }
        return TemplateResponse(request, "admin/consent/texts.html", context)
