"""The stories nobody is led to, with a way to lead somebody there."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.desk.paging import CappedPaginator

from .. import rights
from ..models import Article, Section
from ..models.article import ArticleQuerySet
from ..related.unreached import unreached

ROWS = 40
AGES = {"": "Any age", "month": "This month", "year": "This year", "old": "Older than a year"}
ORDERS = {"": "Oldest first", "newest": "Newest first"}


class LedPaginator(CappedPaginator):
    """Most stories are led to, and each has to be looked at to know: so it counts less far than other lists."""

    most = 500


class FilterForm(forms.Form):
    section = forms.ModelChoiceField(Section.objects.all(), required=False, empty_label="Any section")
    age = forms.ChoiceField(choices=AGES.items(), required=False)
    order = forms.ChoiceField(choices=ORDERS.items(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs |= {"aria-label": name.capitalize(), "data-at-once": ""}

    def narrow(self, stories: ArticleQuerySet) -> ArticleQuerySet:
        """Those of `stories` that are asked for, in the order that is; what is no choice chooses nothing."""
        self.is_valid()
        asked = self.cleaned_data
        now = timezone.now()
        if asked.get("section"):
            stories = stories.filter(section=asked["section"])
        match asked.get("age"):
            case "month":
                stories = stories.filter(visible_from__gt=now - timedelta(days=30))
            case "year":
                stories = stories.filter(visible_from__gt=now - timedelta(days=365))
            case "old":
                stories = stories.filter(visible_from__lte=now - timedelta(days=365))
        if asked.get("order") == "newest":
            return stories.newest_first()
        return stories.order_by("visible_from", "pk")


class UnreachedAdmin(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.unreached))
        return [path("unreached/", view, name="articles_article_unreached"), *super().get_urls()]

    def unreached(self, request: HttpRequest) -> HttpResponse:
        """For whoever writes. `?section=`, `?age=`, `?order=`, `?page=`."""
        if not rights.may_write(request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        form = FilterForm(request.GET)
        page = LedPaginator(form.narrow(unreached()).values_list("pk", flat=True), ROWS).get_page(
            request.GET.get("page")
        )
        keys = list(page.object_list)
        rows = Article.objects.select_related("section", "lead_image").defer("body").in_bulk(keys)
        query = request.GET.copy()
        query.pop("page", None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Stories nobody is led to",
            "form": form,
            "page": page,
            "stories": [rows[key] for key in keys if key in rows],
            "query": query.urlencode(),
        }
        return TemplateResponse(request, "admin/articles/unreached.html", context)
