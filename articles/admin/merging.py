"""Pages of the desk on which two topics become one, and on which that is undone."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import duplicates, merging, unmerging
from ..forms.merge import MergeForm, topic_of
from ..models import DistinctTopics, Topic, TopicMerge
from .again import again

PAIRS = 100  # a page of them is a morning's work
SUGGESTED = 8
LIST = "admin:articles_topic_changelist"


class MergingAdmin(admin.ModelAdmin[Topic]):
    """Beside the form of a topic: into which other it goes, and which are alike."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/merge/", wrap(self.merge), name="articles_topic_merge"),
            path("alike/", wrap(self.alike), name="articles_topic_alike"),
            path("distinct/", wrap(self.distinct), name="articles_topic_distinct"),
            *super().get_urls(),
        ]

    def may_merge(self, request: HttpRequest) -> bool:
        return request.user.has_perm(merging.MERGE)

    if TYPE_CHECKING:  # the list of topics has it; the metaclass of admins allows no ABC

        def tabs(self, request: HttpRequest, here: str = "") -> list[dict[str, Any]]:
            """The lists of topics, of which `here` is open."""

    def merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the other topic, show what moves, and move it when that is confirmed."""
        self._require(request)
        old = Topic.objects.filter(pk=pk).first()
        if old is None:
            return self._gone(request, pk)
        if request.method == "POST":
            return self._merge(request, old)
        form = MergeForm(request.GET if "into" in request.GET else None, old=old)
        new = form.cleaned_data["into"] if form.is_valid() else None
        context = {
            "title": f"Merge “{old}”" if new is None else f"Merge “{old}” into “{new}”?",
            "original": old,
            "form": form,
            "new": new,
            "moves": merging.preview(old, new) if new else None,
            "suggested": [] if new else _like(old),
        }
        return self._page(request, "merge", context)

    def _merge(self, request: HttpRequest, old: Topic) -> HttpResponse:
        new = topic_of(request.POST.get("new", ""))
        if new is None:
            self.message_user(request, "Choose the topic to merge into.", messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_topic_merge", args=[old.pk]))
        try:
            # Publishing a story that names the old topic at the same moment can come between.
            record = again(lambda: merging.merge(old, new, by=_person(request)))
        except merging.CannotMerge as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse(LIST))
        undo = reverse("admin:articles_topicmerge_undo", args=[record.pk])
        said = (
            f"“{record.old_name}” is a name of “{record.new_name}” now, with {_stories(record.stories)} more."
        )
        self.message_user(request, format_html('{} <a href="{}">Undo…</a>', said, undo), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_topic_change", args=[record.new]))

    def _gone(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The second of two clicks, or a page that was open while somebody else was quicker."""
        record = TopicMerge.objects.filter(old=pk, undone_at=None).first()
        if record is None:
            raise Http404("No such topic.")
        self.message_user(request, merging.what_became_of(pk, record.old_name), messages.WARNING)
        return HttpResponseRedirect(reverse(LIST))

    def alike(self, request: HttpRequest) -> HttpResponse:
        """Topics whose names are alike, the likeliest first."""
        self._require(request)
        found = duplicates.pairs()
        shown = found[:PAIRS]
        topics = _with_numbers({key for pair in shown for key in (pair.first, pair.second)})
        context = {
            "title": "Topics",
            "tabs": self.tabs(request, "Alike"),
            "pairs": [(pair, *_larger_last(topics[pair.first], topics[pair.second])) for pair in shown],
            "more": len(found) - len(shown),
        }
        return self._page(request, "topics_alike", context)

    def distinct(self, request: HttpRequest) -> HttpResponse:
        """By POST only: these two are not the same, and are not offered again."""
        self._require(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        topics = [topic_of(request.POST.get(name, "")) for name in ("first", "second")]
        found = sorted({topic.pk: topic for topic in topics if topic}.items())
        if len(found) == 2:
            (_, first), (_, second) = found
            DistinctTopics.objects.get_or_create(first=first, second=second)
            self.message_user(request, f"“{first}” and “{second}” stay two topics.")
        return HttpResponseRedirect(reverse("admin:articles_topic_alike"))

    def _require(self, request: HttpRequest) -> None:
        if not self.may_merge(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        common = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/articles/{template}.html", {**common, **context})


@admin.register(TopicMerge)
class TopicMergeAdmin(admin.ModelAdmin[TopicMerge]):
    """What was merged, by whom, and the way back."""

    change_list_template = "admin/articles/topic_list.html"
    list_display = ("merge", "moved_stories", "by", "moment", "way_back")
    list_select_related = ("by", "undone_by")
    search_fields = ("old_name", "new_name")
    fields = ("old_name", "new_name", "stories", "by", "merged_at", "undone_by", "undone_at")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("moved", "row")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undo)
        return [path("<int:pk>/undo/", view, name="articles_topicmerge_undo"), *super().get_urls()]

    def has_view_permission(self, request: HttpRequest, obj: TopicMerge | None = None) -> bool:
        return request.user.has_perm(merging.MERGE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: TopicMerge | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: TopicMerge | None = None) -> bool:
        return False

    @admin.display(description="Merge")
    def merge(self, record: TopicMerge) -> str:
        return str(record)

    @admin.display(description="Stories")
    def moved_stories(self, record: TopicMerge) -> str:
        return _stories(record.stories)

    @admin.display(description="When", ordering="merged_at")
    def moment(self, record: TopicMerge) -> str:
        return date_format(timezone.localtime(record.merged_at), "j M Y, H:i T")

    @admin.display(description="Way back")
    def way_back(self, record: TopicMerge) -> SafeString | str:
        if record.undone_at:
            return f"Undone by {record.undone_by or 'somebody'}"
        url = reverse("admin:articles_topicmerge_undo", args=[record.pk])
        return format_html('<a href="{}">Undo<span class="visually-hidden"> {}</span>…</a>', url, record)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        topics: Any = self.admin_site.get_model_admin(Topic)
        context = {"tabs": topics.tabs(request, "Merged"), "is_log": True}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what comes back and what does not, and do it when that is confirmed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        record = get_object_or_404(TopicMerge.objects.select_related("undone_by"), pk=pk)
        try:
            if request.method == "POST":
                return self._undo(request, record)
            returning = unmerging.preview(record)
        except merging.CannotMerge as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_topicmerge_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Make “{record.old_name}” a topic again?",
            "record": record,
            "returning": returning,
        }
        return TemplateResponse(request, "admin/articles/unmerge.html", context)

    def _undo(self, request: HttpRequest, record: TopicMerge) -> HttpResponse:
        returned = again(lambda: unmerging.undo(record, by=_person(request)))
        said = f"“{record.old_name}” is a topic again, with {_stories(returned.stories)}."
        if returned.changed:
            said += f" Changed since, and left as they are: {_stories(returned.changed)}."
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_topic_change", args=[record.old]))


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # or `admin_view` has sent the person to the sign-in
    return request.user


def _stories(number: int) -> str:
    return "1 story" if number == 1 else f"{number:,} stories"


def _with_numbers(keys: Iterable[int]) -> dict[int, Any]:
    """The topics of these keys, each with `.uses`, the number of its stories; in one query."""
    return {
        topic.pk: topic for topic in Topic.objects.filter(pk__in=list(keys)).annotate(uses=Count("taggings"))
    }


def _larger_last(first: Any, second: Any) -> tuple[Any, Any]:
    """The one to give up, and the one to keep: the more used, or the older."""
    return (second, first) if first.uses >= second.uses else (first, second)


def _like(topic: Topic) -> list[Any]:
    """The topics whose names are like that of `topic`, the likeliest first."""
    found = duplicates.like(topic)[:SUGGESTED]
    keys = [pair.second if pair.first == topic.pk else pair.first for pair in found]
    topics = _with_numbers(keys)
    return [topics[key] for key in keys]
