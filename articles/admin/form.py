"""The form in which a story is written: opening it, and what its buttons do.

A post saves the text first, as a version of its own, and takes the step of the button that was pressed after it. So a
step that is refused costs no text. A save that began from an older text than the newest is kept aside, and shown beside
it: see conflict.py.
"""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from .. import copykey, presence, previewing, publishing, reviewing, rights, working
from ..forms import ArticleForm, PlanForm, StepForm
from ..models import Article, HouseRules, Mark, Revision, WorkingCopy
from . import opening, steps
from .again import again
from .schedule import hours_of, links_of

# Posted, and no part of the text.
HIDDEN = {"csrfmiddlewaretoken", "base", "once", "tab", "turn", "copy", "writer"}
UNKEPT = frozenset({*HIDDEN, steps.SAVE, *steps.ACTS})


class FormAdmin(admin.ModelAdmin[Article]):
    """Replaces Django's view of a form, which writes rows, by one that calls verbs."""

    change_form_template = "admin/articles/article_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None:
            article = None
            may = self.has_add_permission(request)
        else:
            article = self.get_object(request, unquote(object_id))
            if article is None and not rights.may_read_drafts(request.user):  # type: ignore[arg-type]
                raise Http404("No such story.")
            if article is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
            may = self.has_view_or_change_permission(request, article)
        if not may or (request.method == "POST" and not self.has_change_permission(request, article)):
            raise PermissionDenied
        if request.method == "POST":
            return self._save(request, article)
        if article and not rights.may_read_drafts(request.user):  # type: ignore[arg-type]
            return _read(request, article)
        return self._open(request, article)

    def form_class(self, request: HttpRequest, article: Article | None) -> type[ArticleForm]:
        """The form as this person gets it."""
        may_add_topics = request.user.has_perm("articles.add_topic")
        return type("DeskArticleForm", (ArticleForm,), {"may_add_topics": may_add_topics})

    def _open(self, request: HttpRequest, article: Article | None) -> HttpResponse:
        if made := None if article else opening.made(request.user, request.GET):  # type: ignore[arg-type]
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[made.pk]))
        kind = self.form_class(request, article)
        opened = opening.opened(request.user, article, request.GET, kind)  # type: ignore[arg-type]
        form = kind(instance=article, initial=opened.initial)
        plan = PlanForm(opened.plan, article=article)
        return self._show(request, article, form, plan, StepForm(), opened)

    def _save(self, request: HttpRequest, article: Article | None) -> HttpResponse:
        step = steps.asked(request.POST)
        form = self.form_class(request, article)(request.POST, instance=article)
        plan = PlanForm(request.POST, article=article)
        is_change = steps.offered(request.user, article).is_change  # type: ignore[arg-type]
        words = StepForm(request.POST, step=step, is_change=is_change)
        is_planned = rights.may_publish(request.user)  # type: ignore[arg-type]
        if request.POST.get("writer", str(request.user.pk)) != str(request.user.pk):
            form.add_error(
                None, "Somebody else has signed in since this form was opened. Is this text yours?"
            )
            return self._show(request, article, form, plan, words, opening.Opened())
        if not all([form.is_valid(), words.is_valid(), plan.is_valid() or not is_planned]):
            kept = self._keep_typed(request, article, form)
            return self._show(request, article, form, plan, words, opening.Opened(kept=kept))
        try:
            revision = again(lambda: self._keep(request, article, form, plan if is_planned else None))
        except publishing.Stale:
            return self._keep_aside(request, article, form)
        except publishing.Refused as refusal:
            plan.add_error("embargo_until", str(refusal))
            kept = self._keep_typed(request, article, form)
            return self._show(request, article, form, plan, words, opening.Opened(kept=kept))
        try:
            said = steps.take(
                step,
                revision,
                by=request.user,  # type: ignore[arg-type]
                typed={**words.cleaned_data, "publish_at": form.cleaned_data["publish_at"]},
            )
        except steps.Refusal as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
        else:
            self.message_user(request, said, messages.SUCCESS)
        return self._lead_on(request, "admin:articles_article_change", revision.article_id)

    @transaction.atomic
    def _keep(
        self, request: HttpRequest, article: Article | None, form: ArticleForm, plan: PlanForm | None
    ) -> Revision:
        """Save the text, and with it throw away the working copy. Raises Stale, and IntegrityError."""
        user: Any = request.user
        once = form.cleaned_data["once"]
        made = article or working.made_of(once, user)
        window = self._window(request, article, once)
        base = (form.cleaned_data["base"] or 0) if made else None
        if made and made.latest_revision and made.latest_revision.tab == window.tab:
            base = (
                made.latest_revision.number
            )  # a step back in the browser: this window has that very text in it
        revision = publishing.save_draft(
            form.content(),
            by=user,
            article=made,
            base=base,
            source_id=once,
            note=form.cleaned_data["version_note"],
        )
        Revision.objects.filter(pk=revision.pk).update(tab=window.tab)
        if plan and plan.changed_data:
            reviewing.plan(revision.article, by=user, **plan.plan_of(revision.article))
        working.finish(window)
        return revision

    def _keep_aside(self, request: HttpRequest, article: Article | None, form: ArticleForm) -> HttpResponse:
        """Keep a text that comes too late beside the newest one, and show both."""
        user: Any = request.user
        once = form.cleaned_data["once"]
        with transaction.atomic():
            late = article or working.made_of(once, user)
            kept = publishing.keep_aside(
                form.content(),
                by=user,
                article=late,  # type: ignore[arg-type]
                base=form.cleaned_data["base"],
            )
            working.finish(self._window(request, article, once))
        return self._lead_on(request, "admin:articles_article_kept", kept.article_id, kept.number)

    def _keep_typed(
        self, request: HttpRequest, article: Article | None, form: ArticleForm
    ) -> WorkingCopy | None:
        """A form that does not validate is kept as it is."""
        once, base = form.cleaned_data.get("once"), form.cleaned_data.get("base")
        if not (article or once):
            return None
        window = self._window(request, article, once)
        turn = opening.number_of(request.POST.get("turn", "")) or None
        fields = {name: str(value) for name, value in request.POST.items() if name not in UNKEPT}
        working.keep(window, at=timezone.now(), turn=turn, base=base, fields=fields)
        return window.own().defer("fields").first()

    def _window(self, request: HttpRequest, article: Article | None, once: UUID | None) -> working.Window:
        """The open form that this post comes from."""
        user: Any = request.user
        return working.Window(
            user,
            article,
            once,
            tab=opening.uuid_of(request.POST.get("tab", "")) or uuid4(),
            after=Mark.read(request.POST.get("copy", "")),
            open_tabs=presence.windows_of(user, presence.present_in(article)) if article else (),
        )

    def _lead_on(self, request: HttpRequest, name: str, *args: int) -> HttpResponse:
        """The fragment tells the page that what this tab has typed is safe: see autosave.js."""
        tab = request.POST.get("tab", "")
        fragment = f"#saved-{tab}" if tab.replace("-", "").isalnum() else ""
        return HttpResponseRedirect(reverse(name, args=args) + fragment)

    def _show(
        self,
        request: HttpRequest,
        article: Article | None,
        form: ArticleForm,
        plan: PlanForm,
        words: StepForm,
        opened: opening.Opened,
    ) -> HttpResponse:
        user: Any = request.user
        may = steps.offered(user, article)
        if not may.save:
            for field in (*form.fields.values(), *plan.fields.values()):
                field.disabled = True
        context = {
            **self.admin_site.each_context(request),
            "title": article.headline if article else "New story",
            "adminform": AdminForm(form, [], {}),
            "inline_admin_formsets": [],
            "original": article,
            "media": form.media,
            "errors": [*form.errors, *plan.errors, *words.errors],
            "form": form,
            "plan": plan,
            "words": words,
            "may": may,
            "may_plan": rights.may_publish(user),
            "opened": opened,
            "rules": HouseRules.get(),
            "tab": uuid4(),
            "copy_key": copykey.key_of(user),
            **opening.surroundings(user, article, form),
            "hours": hours_of(article),
            "links": links_of(article),
        }
        return self.render_change_form(
            request, context, add=article is None, change=article is not None, obj=article
        )


def _read(request: HttpRequest, article: Article) -> HttpResponse:
    """The page that readers have, or will have at its hour: for whoever reads no drafts."""
    if article.is_live or article.live_revision is None:
        return redirect(article)
    context = {**previewing.page_of(article.live_revision.content, article), "is_coming": True}
    return previewing.close(render(request, "articles/preview.html", context))
