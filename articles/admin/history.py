"""The versions of a story in the desk: listed, compared, named, brought back; and read, sent back or approved."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from newsroom.forms import TidyForm

from .. import history, reviewing
from ..differences import difference
from ..models import Article, Revision, Stage
from ..publishing import Stale
from ..rights import may_publish, may_read_drafts, may_write

VERSIONS = 100  # on one page


class NameForm(TidyForm, forms.ModelForm[Revision]):
    class Meta:
        model = Revision
        fields = ("name", "note", "is_protected")


class ReviewForm(TidyForm, forms.Form):
    """What an editor says of a version. A text that is sent back needs a reason."""

    number = forms.IntegerField(min_value=1, max_value=2**31, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=[("approve", "Approve"), ("send_back", "Send back")])
    note = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("verdict") == "send_back" and not self.cleaned_data.get("note"):
            self.add_error("note", "Say to the writer what is missing.")
        return self.cleaned_data


class HistoryAdmin(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        version = "<int:pk>/versions/<int:number>"
        return [
            path("<int:pk>/compare/", wrap(self.compare), name="articles_article_compare"),
            path("<int:pk>/review/", wrap(require_POST(self.review)), name="articles_article_review"),
            path(f"{version}/name/", wrap(self.name), name="articles_article_name"),
            path(f"{version}/restore/", wrap(self.restore), name="articles_article_restore"),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The versions, the newest first, with what was said of each; any two can be chosen for a comparison."""
        article = self._story(request, object_id)
        versions = list(
            article.revisions.select_related("author", "parent")
            .defer("snapshot", "parent__snapshot")
            .prefetch_related("reviews__reviewer")[:VERSIONS]
        )
        context = {
            "title": "Versions",
            "versions": versions,
            "live": article.live_revision_id,
            "latest": article.latest_revision_id,
            "may_write": may_write(request.user, article),  # type: ignore[arg-type]
        }
        return self._page(request, "admin/articles/history.html", article, context)

    def compare(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two versions, `?from=9&to=14`. Without them: what readers see, or the first text, and the newest."""
        article = self._story(request, pk)
        before = self._version(article, request.GET.get("from"), article.live_revision_id)
        after = self._version(article, request.GET.get("to"), article.latest_revision_id)
        if before.number > after.number:
            before, after = after, before
        is_newest = after.pk == article.latest_revision_id
        can_be_read = is_newest and article.stage in {Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED}
        context = {
            "title": _title(article, before, after),
            "sides": (before, after),
            "before": before,
            "after": after,
            "difference": difference(before.content, after.content),
            "versions": article.revisions.select_related("author").defer("snapshot")[:VERSIONS],
            "live": article.live_revision_id,
            "review": ReviewForm(initial={"number": after.number})
            if can_be_read and may_publish(request.user)  # type: ignore[arg-type]
            else None,
            "may_write": may_write(request.user, article),  # type: ignore[arg-type]
        }
        return self._page(request, "admin/articles/compare.html", article, context)

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Approve the version that was looked at, or send it back."""
        article = self._story(request, pk)
        if not may_publish(request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        form = ReviewForm(request.POST)
        if not form.is_valid():
            sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return self._to(request, article, "compare", sentence, messages.ERROR)
        step, number = form.cleaned_data["verdict"], form.cleaned_data["number"]
        act = reviewing.approve if step == "approve" else reviewing.send_back
        try:
            act(article, by=request.user, number=number, note=form.cleaned_data["note"])  # type: ignore[arg-type]
        except Stale as error:
            sentence = f"Version {error.newest.number} has been saved since. This is what it changed."
            query = f"?from={number}&to={error.newest.number}"
            return self._to(request, article, "compare", sentence, messages.WARNING, query)
        except reviewing.WrongStage as error:
            return self._to(request, article, "compare", str(error), messages.ERROR)
        said = "Approved. If a word of it changes now, it must be read again." if step == "approve" else ""
        return self._to(request, article, "change", said or "Sent back, with your reason.", messages.SUCCESS)

    def name(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Give a version a name and a note, and keep it from pruning."""
        article, version = self._own_version(request, pk, number)
        form = NameForm(request.POST if request.method == "POST" else None, instance=version)
        if not form.is_valid():
            context = {"title": f"Version {number}", "form": form, "verb": "Save"}
            return self._page(request, "admin/articles/version.html", article, context)
        history.name(version, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return self._to(request, article, "history", f"Version {number} is noted.", messages.SUCCESS)

    def restore(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Ask once more, and make an older text the newest."""
        article, version = self._own_version(request, pk, number)
        newest = article.latest_revision
        base = request.POST.get("base", "")
        if request.method != "POST" or not base.isdecimal() or len(base) > 9:
            lost = history.healed(version.content)[1]
            context = {
                "title": f"Bring back version {number}",
                "version": version,
                "newest": newest,
                "lost": lost,
            }
            return self._page(request, "admin/articles/restore.html", article, context)
        try:
            restored, lost = history.restore(version, by=request.user, base=int(base))  # type: ignore[arg-type]
        except Stale as error:
            sentence = f"Version {error.newest.number} has been saved since. Look at it first."
            return self._to(request, article, "history", sentence, messages.WARNING)
        sentence = f"Version {restored.number} is version {number} again. Readers see nothing of it yet."
        if lost:
            sentence += f" Left out, because it is gone: {', '.join(lost)}."
        return self._to(request, article, "change", sentence, messages.WARNING if lost else messages.SUCCESS)

    def _story(self, request: HttpRequest, pk: int | str) -> Article:
        article: Article | None = self.get_object(request, str(pk))
        if article is None:
            raise Http404("No such story.")
        may = may_read_drafts(request.user) and self.has_view_or_change_permission(request, article)  # type: ignore[arg-type]
        if not may:
            raise PermissionDenied
        return article

    def _own_version(self, request: HttpRequest, pk: int, number: int) -> tuple[Article, Revision]:
        article = self._story(request, pk)
        if not may_write(request.user, article):  # type: ignore[arg-type]
            raise PermissionDenied
        return article, self._version(article, str(number), None)

    def _version(self, article: Article, number: str | None, otherwise: int | None) -> Revision:
        versions = article.revisions.select_related("author")
        if number and number.isdecimal() and len(number) <= 9:
            found = versions.filter(number=int(number)).first()
        else:
            found = versions.filter(pk=otherwise or 0).first() or versions.last()
        if found is None:
            raise Http404("No such version.")
        return found

    def _page(
        self, request: HttpRequest, template: str, article: Article, context: dict[str, Any]
    ) -> HttpResponse:
        common = {**self.admin_site.each_context(request), "opts": self.opts, "original": article}
        return TemplateResponse(request, template, {**common, **context})

    def _to(
        self, request: HttpRequest, article: Article, view: str, sentence: str, level: int, query: str = ""
    ) -> HttpResponse:
        self.message_user(request, sentence, level)
        return HttpResponseRedirect(reverse(f"admin:articles_article_{view}", args=[article.pk]) + query)


def _title(article: Article, before: Revision, after: Revision) -> str:
    is_live, is_newest = before.pk == article.live_revision_id, after.pk == article.latest_revision_id
    if before.pk == after.pk:
        return f"Version {after.number}, and no other to compare it with"
    if is_live and is_newest:
        return "What changed since readers last saw it"
    return f"What changed from version {before.number} to {after.number}"
