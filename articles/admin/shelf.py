"""The library as a grid: what a picture shows, where it is used, and what it lacks."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.views.main import ChangeList
from django.core.files.base import File
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from newsroom import pagecache
from newsroom.desk.paging import CappedPaginator, in_words, up_to
from newsroom.text import tidy

from ..models import Article, Author, Image, Page, Topic
from ..models.image import ImageQuerySet
from ..pictures import uses
from ..pictures.markup import phone_bytes

COUNTED = 999  # a tab says no larger number
TABS: dict[str, tuple[str, Callable[[ImageQuerySet], QuerySet[Image]]]] = {
    "": ("All", lambda images: images),
    "alt": ("No alt text", lambda images: images.without_alt()),
    "credit": ("No credit", lambda images: images.without_credit()),
    "unused": ("Unused", uses.unused),
}


class ShelfFilter(admin.SimpleListFilter):
    """The tab."""

    title = "what is missing"
    parameter_name = "only"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _) in TABS.items() if key]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        _, choose = TABS.get(self.value() or "", TABS[""])
        return choose(queryset)  # type: ignore[arg-type]


class CreditForm(ActionForm):
    """What is to be done with the chosen pictures; a credit, where they are to get one."""

    credit = forms.CharField(
        required=False,
        max_length=200,
        label="Credit",
        widget=forms.TextInput(attrs={"placeholder": "Such as Photograph: Achieng’ Odhiambo"}),
    )


@admin.action(description="Set the credit", permissions=["change"])
def set_credit(model_admin: Any, request: HttpRequest, queryset: QuerySet[Image]) -> None:
    """One credit for many pictures, such as a photographer's whole afternoon."""
    credit = tidy(request.POST.get("credit", ""))[:200]
    if not credit:
        model_admin.message_user(request, "Write the credit beside the action first.", messages.ERROR)
        return
    chosen = list(queryset)
    queryset.update(credit=credit)
    for image in chosen:
        model_admin.log_change(request, image, [{"changed": {"fields": ["Credit"]}}])
    pagecache.purge(*(image.cache_tag for image in chosen))
    model_admin.message_user(request, f"“{credit}” is the credit of {_pictures(len(chosen))}.")


class ShelfAdmin(admin.ModelAdmin[Image]):
    """The list of pictures, and the page that says where one of them is used before it is deleted."""

    change_list_template = "admin/articles/image_list.html"
    change_form_template = "admin/articles/image_form.html"
    list_filter = (ShelfFilter,)
    list_per_page = 48
    show_full_result_count = False
    paginator = CappedPaginator
    ordering = ("-pk",)
    actions = (set_credit,)
    action_form = CreditForm

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> Any:
        """A new picture begins with its file; one that is there, with its words."""
        words = ["alt", "is_decorative", "caption", "credit", "licence"]
        return [*words, "file", "focus"] if obj else ["file", *words, "focus"]

    def get_action_choices(self, request: HttpRequest, default_choices: Any = None) -> Any:
        return super().get_action_choices(request, [("", "What to do with them")])

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        if context is not None and isinstance(found := context.get("cl"), ChangeList):
            context |= self._shelf(request, found)
        return response

    def _shelf(self, request: HttpRequest, found: ChangeList) -> dict[str, Any]:
        """What the grid shows beside the rows that the list has found: two queries, and one a tab."""
        counts = uses.counts(list(found.result_list))
        open_tab = request.GET.get(ShelfFilter.parameter_name, "")
        tabs = []
        for key, (label, choose) in TABS.items():
            waiting = up_to(choose(Image.objects.all()), COUNTED)
            url = found.get_query_string({ShelfFilter.parameter_name: key} if key else {}, ["only", "p"])
            tabs.append(
                {"label": label, "url": url, "count": in_words(waiting, COUNTED), "is_open": key == open_tab}
            )
        return {
            "tabs": tabs,
            "page": found.paginator.get_page(found.page_num),
            "pictures": [(image, counts[image.pk]) for image in found.result_list],
            "upload_url": _upload_url() if self.has_add_permission(request) else "",
        }

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        image = context["original"]
        if image is not None:
            context |= {
                "uses": [
                    (use, _address(use.row)) for use in uses.of(image) if uses.may_see(request.user, use)
                ],
                "phone_bytes": phone_bytes(image, "card"),
                "original_bytes": _size(image.file),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A picture that something shows stays, and the page says where that is."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        shown = [
            format_html('{}: “<a href="{}">{}</a>”, {}', image, _address(use.row), use.row, use.how)
            if uses.may_see(request.user, use)
            else format_html("{}: a story that is not out", image)
            for image in objs
            for use in uses.of(image)
        ]
        return (deleted, counts, set(), shown) if shown else (deleted, counts, needed, protected)


def _address(row: Article | Author | Page | Topic) -> str:
    """The form of what shows the picture."""
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def _upload_url() -> str:
    try:
        return reverse("admin:articles_image_upload")
    except NoReverseMatch:
        return ""


def _size(file: "File[Any]") -> int:
    """Bytes of the file that was sent; 0 where it is gone."""
    try:
        return file.size
    except OSError:
        return 0


def _pictures(number: int) -> str:
    return "one picture" if number == 1 else f"{number} pictures"
