"""Topics in the desk: how much each is used, its other names, and those that nobody needs."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsroom.desk.paging import CappedPaginator, in_words, up_to

from ..models import Synonym, Tagging, Topic
from .merging import LIST, MergingAdmin
from .taxonomy import MovingAdmin, NamedForm

COUNTED = 999  # a tab says no larger number
OTHER_LISTS = {"Alike": "admin:articles_topic_alike", "Merged": "admin:articles_topicmerge_changelist"}
_uses = Tagging.objects.filter(tag=OuterRef("pk")).order_by()


def _unused(topics: Any) -> Any:
    """No story has them, not even a draft."""
    return topics.filter(~Exists(_uses))


def _with_one(topics: Any) -> Any:
    """Readers find one story on their page. No more than two are looked for."""
    live = _uses.live().values("pk")
    return topics.annotate(second=Subquery(live[1:2])).filter(Exists(live), second=None)


TABS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "": ("All", lambda topics: topics),
    "one": ("One story", _with_one),
    "unused": ("Unused", _unused),
}


class UseFilter(admin.SimpleListFilter):
    """The tab."""

    title = "how much it is used"
    parameter_name = "only"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _) in TABS.items() if key]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        _, choose = TABS.get(self.value() or "", TABS[""])
        return choose(queryset)


class SynonymForm(NamedForm):
    class Meta:
        widgets = {"name": forms.TextInput(attrs={"aria-label": "Other name", "class": "vTextField"})}


class SynonymInline(admin.TabularInline[Synonym, Topic]):
    model = Synonym
    form = SynonymForm
    extra = 1
    verbose_name = "other name"
    verbose_name_plural = "other names: typing one gives this topic"


@admin.register(Topic)
class TopicAdmin(MergingAdmin, MovingAdmin):
    change_list_template = "admin/articles/topic_list.html"
    change_form_template = "admin/articles/topic_form.html"
    list_display = ("name", "stories", "other_names", "merge_link")
    list_filter = (UseFilter,)
    list_per_page = 50
    show_full_result_count = False
    paginator = CappedPaginator
    ordering = ("name",)
    fields = ("name", "slug", "description", "picture")
    raw_id_fields = ("picture",)
    inlines = (SynonymInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        live = _uses.live().values("tag").annotate(number=Count("pk"))
        number = Coalesce(Subquery(live.values("number"), output_field=IntegerField()), 0)
        return super().get_queryset(request).annotate(live=number).prefetch_related("synonyms")

    def get_search_fields(self, request: HttpRequest) -> Any:
        return ("name", "synonyms__name")

    def get_list_display(self, request: HttpRequest) -> Any:
        shown = super().get_list_display(request)
        return shown if self.may_merge(request) else [name for name in shown if name != "merge_link"]

    @admin.display(description="Live stories", ordering="live")
    def stories(self, topic: Any) -> str:
        return f"{topic.live:,} live"

    @admin.display(description="Other names", empty_value="")
    def other_names(self, topic: Topic) -> str:
        return ", ".join(synonym.name for synonym in topic.synonyms.all())

    @admin.display(description="Two that are one")
    def merge_link(self, topic: Topic) -> SafeString:
        return format_html(
            '<a href="{}">Merge<span class="visually-hidden"> {}</span>…</a>',
            reverse("admin:articles_topic_merge", args=[topic.pk]),
            topic,
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        if context is not None and isinstance(found := context.get("cl"), ChangeList):
            context |= {
                "tabs": self.tabs(request, found=found),
                "page": found.paginator.get_page(found.page_num),
            }
        return response

    def tabs(
        self, request: HttpRequest, here: str = "", found: ChangeList | None = None
    ) -> list[dict[str, Any]]:
        """The lists of topics, a query for each that is counted. `here` is the label of the open one, `found` the list
        of all where that is open.
        """
        open_tab = request.GET.get(UseFilter.parameter_name, "") if found else None
        tabs = []
        for key, (label, choose) in TABS.items():
            chosen = {UseFilter.parameter_name: key} if key else {}
            plain = f"{reverse(LIST)}?{urlencode(chosen)}"
            url = found.get_query_string(chosen, ["only", "p"]) if found else plain
            number = in_words(up_to(choose(Topic.objects.all()), COUNTED), COUNTED)
            tabs.append({"label": label, "url": url, "count": number, "is_open": key == open_tab})
        if self.may_merge(request):
            tabs += [
                {"label": label, "url": reverse(name), "count": "", "is_open": label == here}
                for label, name in OTHER_LISTS.items()
            ]
        return tabs

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["may_merge"] = context["original"] is not None and self.may_merge(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A topic that a story has stays; the page says how many these are, and offers to merge it."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        numbers = Tagging.objects.filter(tag__in=[topic.pk for topic in objs]).order_by().values("tag")
        used = dict(numbers.annotate(number=Count("pk")).values_list("tag", "number"))
        stand = [self._needed(request, topic, used[topic.pk]) for topic in objs if topic.pk in used]
        return (deleted, counts, set(), stand) if stand else (deleted, counts, needed, protected)

    def _needed(self, request: HttpRequest, topic: Topic, number: int) -> SafeString:
        stories = "1 story" if number == 1 else f"{number:,} stories"
        if not self.may_merge(request):
            return format_html("“{}”: {}", topic, stories)
        url = reverse("admin:articles_topic_merge", args=[topic.pk])
        return format_html('“{}”: {}. <a href="{}">Merge it into another topic</a>', topic, stories, url)
