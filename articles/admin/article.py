"""Articles in the desk: a plain form over revisions. Nothing here writes what readers see but `publishing`."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import publishing, rights
from ..forms import BYLINES, ArticleForm
from ..models import Article, Change, Revision
from .again import AgainAdmin
from .history import HistoryAdmin
from .withdrawal import WithdrawalAdmin, is_scheduled


@admin.register(Article)
class ArticleAdmin(AgainAdmin, HistoryAdmin, WithdrawalAdmin):
    left_to_verbs = frozenset({"add", "change"})
    form = ArticleForm
    change_form_template = "admin/articles/article_form.html"
    list_display = ("headline", "state", "section", "published_at", "on_site")
    list_filter = ("section", "label")
    list_select_related = ("section",)
    search_fields = ("headline", "standfirst")
    ordering = ("-pk",)
    list_per_page = 50
    view_on_site = False  # a draft has no address; the form links to what readers see
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("headline", "standfirst", "body", "base", "once")}),
        ("Place", {"fields": ("label", "section", "topics", "language", "slug")}),
        (
            "Bylines",
            {"fields": tuple((f"author_{number}", f"role_{number}") for number in range(1, BYLINES + 1))},
        ),
        ("Lead picture", {"fields": ("lead_image", "lead_caption")}),
        (
            "Search and sharing",
            {
                "classes": ("collapse",),
                "fields": (
                    "search_title",
                    "search_description",
                    "share_title",
                    "share_text",
                    "canonical_address",
                ),
            },
        ),
        ("Publication", {"fields": ("publish_at", "tell_readers")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer("body")

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, *args, **kwargs)
        form.may_add_topics = request.user.has_perm("articles.add_topic")
        return form

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """A reporter's are his or her own and what was given to him or her."""
        return super().has_change_permission(request, obj) and rights.may_write(request.user, obj)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Published articles are withdrawn, never deleted: their address has been seen."""
        return (obj is None or obj.published_at is None) and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nobody deletes a revision, but a draft goes with its own."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, needed - {Revision._meta.verbose_name}, protected

    @admin.display(description="State")
    def state(self, article: Article) -> str:
        if article.withdrawn_at:
            return "Withdrawn"
        if article.published_at is None:
            return "Draft"
        if is_scheduled(article):
            return "Scheduled"
        return (
            "Live" if article.live_revision_id == article.latest_revision_id else "Live, with a newer draft"
        )

    @admin.display(description="On the site")
    def on_site(self, article: Article) -> SafeString | str:
        return format_html('<a href="{}">Open</a>', article.get_absolute_url()) if article.is_live else "—"

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """No write yet: the row is `publishing`'s, and it is made in `save_model`."""
        return form.instance

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        revision = publishing.save_draft(
            form.content(),
            by=request.user,  # type: ignore[arg-type]
            article=obj if change else None,
            base=form.cleaned_data["base"] if change else None,
            source_id=None if change else form.cleaned_data["once"],
        )
        if "_publish" in request.POST and self.has_publish_permission(request):
            publishing.publish(
                revision,
                by=request.user,  # type: ignore[arg-type]
                at=form.cleaned_data["publish_at"],
                change=Change.UPDATE if form.cleaned_data["tell_readers"] else Change.TYPO,
            )
        obj.__dict__.update(Article.objects.get(pk=revision.article_id).__dict__)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Topics and bylines belong to the revision and are written with it."""

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._answer(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._answer(request, obj) or super().response_change(request, obj)

    def _answer(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        if "_publish" not in request.POST:
            return None
        if not self.has_publish_permission(request):
            self.message_user(request, "Saved as a draft: you may not publish.", messages.WARNING)
        elif article.is_live:
            address = article.get_absolute_url()
            link = format_html("Published: <a href='{}'>{}</a>", address, address)
            self.message_user(request, link, messages.SUCCESS)
        else:
            moment = timezone.localtime(article.published_at)
            self.message_user(request, f"Readers see it from {moment:%d %B %Y, %H:%M %Z}.")
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = context["original"]
        context["may_publish"] = self.has_publish_permission(request)
        context["is_scheduled"] = article is not None and is_scheduled(article)
        return super().render_change_form(request, context, *args, **kwargs)
