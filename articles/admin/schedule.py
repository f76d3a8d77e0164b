"""The hours of a story in its form: when it goes out, and when it leaves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from newsroom import moments
from newsroom.forms import MomentField, TidyForm

from .. import publishing, rights, scheduling
from ..models import Article, PreviewLink, ScheduledChange

CLEAR = "_clear"
DEAD_LINKS = 8  # of a story, that are still listed
NAME = "end-form"  # of the element, which stands outside the form of the text


class EndForm(TidyForm, forms.Form):
    """When a story leaves, and what its address says from then on."""

    end_at = MomentField(
        label="Date and time",
        widget=MomentField.widget_with(form=NAME),
        error_messages={"required": "Choose when it leaves."},
    )
    end_notice = forms.CharField(
        label="What its address says then",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "form": NAME}),
        error_messages={"required": "Say what its address says then."},
        help_text="Such as “The offer has ended.” Readers see it as written.",
    )


@dataclass(frozen=True)
class Hours:
    """What the rail says of the hours of a story. `goes_out_at`: of its first publication, or of a change."""

    zone: str
    place: str  # the zone as people call it
    goes_out_at: datetime | None = None
    goes_out: str = ""
    planned: ScheduledChange | None = None
    is_superseded: bool = False  # another text was published since, so the change would be refused
    leaves: str = ""
    end: EndForm | None = None


def hours_of(article: Article | None) -> Hours:
    """In one query, and one more where a change waits; none for a story that is not saved yet."""
    zone = timezone.get_current_timezone_name()
    if article is None:
        return Hours(zone=zone, place=moments.place(timezone.now()))
    planned = scheduling.waiting(article)
    at = planned.at if planned else None if article.has_been_seen else article.visible_from
    until = article.visible_until if article.visible_from and not article.is_over else None
    return Hours(
        zone=zone,
        place=moments.place(at or timezone.now()),
        goes_out_at=at,
        goes_out=moments.in_full(at) if at else "",
        planned=planned,
        is_superseded=planned is not None and planned.instead_of_id != article.live_revision_id,
        leaves=moments.in_full(until) if until else "",
        end=EndForm(initial={"end_at": until, "end_notice": article.withdrawal_notice if until else ""}),
    )


def links_of(article: Article | None) -> list[PreviewLink]:
    """The private links of a story in one query: all that still work, and a few that do not, the newest first."""
    if article is None:
        return []
    links = list(PreviewLink.objects.filter(article=article).select_related("revision", "created_by"))
    over = [link for link in links if not link.is_open][:DEAD_LINKS]
    return [link for link in links if link.is_open or link in over]


class ScheduleAdmin(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.end)
        return [path("<int:pk>/end/", view, name="articles_article_end"), *super().get_urls()]

    def end(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set the hour at which the story leaves, or take it away; by POST. The text that is being typed stays."""
        if not rights.may_publish(request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article: Any = self.get_object(request, str(pk))
        if article is None:
            raise Http404("No such article.")
        user: Any = request.user
        form = EndForm(request.POST)
        try:
            if CLEAR in request.POST:
                scheduling.clear_end(article, by=user)
                self.message_user(request, "It stays: it has no end any more.", messages.SUCCESS)
            elif form.is_valid():
                at = form.cleaned_data["end_at"]
                scheduling.set_end(article, by=user, at=at, notice=form.cleaned_data["end_notice"])
                self.message_user(request, f"It leaves on {moments.in_full(at)}.", messages.SUCCESS)
            else:
                said = " ".join(str(error) for errors in form.errors.values() for error in errors)
                self.message_user(request, f"Its end was not set. {said}", messages.WARNING)
        except (publishing.Refused, publishing.Seen) as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]) + "#hours")
