"""Taking an article back: from readers, with a notice to them; or from its hour, before anybody has seen it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import publishing, references, rights, scheduling
from ..forms import WithdrawalForm
from ..models import Article


class WithdrawalAdmin(admin.ModelAdmin[Article]):
    """Two pages, each for one article and for those who may publish. They act when their form is sent."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/withdraw/", wrap(self.withdraw), name="articles_article_withdraw"),
            path("<int:pk>/unschedule/", wrap(self.unschedule), name="articles_article_unschedule"),
            *super().get_urls(),
        ]

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the notice, and take the article from the site with it."""
        article = self._article(request, pk)
        if not article.is_live:
            return self._back(request, article, "Readers do not see this article.", messages.ERROR)
        form = WithdrawalForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return self._ask(request, article, form, "Withdraw from the site")
        publishing.withdraw(article, by=request.user, notice=form.cleaned_data["notice"])  # type: ignore[arg-type]
        self.log_change(request, article, "Withdrawn from the site.")
        said = "Withdrawn: its address shows your notice."
        return self._back(request, article, format_html("{}{}", said, _cards(article)), messages.SUCCESS)

    def unschedule(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask once more, and take the hour away: of an article that nobody has seen, or of a change of a live one."""
        article = self._article(request, pk)
        if not is_waiting(article):
            return self._back(request, article, "This article waits for no hour.", messages.ERROR)
        if request.method != "POST":
            verb = "Take its hour away" if article.has_been_seen else "Back to draft"
            return self._ask(request, article, forms.Form(), verb)
        try:
            scheduling.call_off(article, by=request.user)  # type: ignore[arg-type]
        except publishing.Seen as error:  # its hour has come since
            return self._back(request, article, str(error), messages.ERROR)
        if article.has_been_seen:
            return self._back(request, article, "The change has no hour any more.", messages.SUCCESS)
        self.log_change(request, article, "Made a draft again.")
        return self._back(request, article, "It is a draft again, and has no time.", messages.SUCCESS)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(rights.PUBLISH)

    def _article(self, request: HttpRequest, pk: int) -> Article:
        if not self.has_publish_permission(request):
            raise PermissionDenied
        article: Article | None = self.get_object(request, str(pk))
        if article is None:
            raise Http404("No such article.")
        return article

    def _ask(self, request: HttpRequest, article: Article, form: forms.Form, verb: str) -> HttpResponse:
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": verb,
            "opts": self.opts,
            "original": article,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/take_back.html", context)

    def _back(self, request: HttpRequest, article: Article, sentence: str, level: int) -> HttpResponse:
        self.message_user(request, sentence, level)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def is_scheduled(article: Article) -> bool:
    """True for an article that is published, and that nobody has seen because its hour has not come."""
    return article.visible_from is not None and not article.is_live


def _cards(article: Article) -> SafeString | str:
    """What has become of the cards that led to it, and the way to make them lead elsewhere."""
    number = references.use_counts([article])[article.pk]
    if not number:
        return ""
    held = (
        "1 story has a read-also card to it"
        if number == 1
        else f"{number:,} stories have a read-also card to it"
    )
    url = reverse("admin:articles_article_cards", args=[article.pk])
    return format_html(
        ' {}, which readers do not see now. <a href="{}">Make it lead elsewhere…</a>', held, url
    )


def is_waiting(article: Article) -> bool:
    """True where something waits for its hour, or was refused at it: the article, or a change of it."""
    return is_scheduled(article) or scheduling.waiting(article) is not None
