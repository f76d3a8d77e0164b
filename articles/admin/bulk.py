"""What an editor does with many stories at once. Each goes through its verb by itself, and what was refused is said."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from newsroom.forms import TidyForm

from .. import publishing, reviewing, rights, trash
from ..forms import WithdrawalForm
from ..models import Article, Priority, Section

REFUSALS = (PermissionDenied, publishing.Stale, publishing.Seen, publishing.Refused, reviewing.WrongStage)
MOST = 100  # stories at once


class Colleague(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return obj.get_full_name() or obj.get_username()


class AssignForm(TidyForm, forms.Form):
    assignee = Colleague(
        User.objects.none(),
        label="Who",
        empty_label="Nobody",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assignee: Any = self.fields["assignee"]
        assignee.queryset = rights.writers().order_by("first_name", "username")


class PriorityForm(TidyForm, forms.Form):
    priority = forms.TypedChoiceField(choices=Priority.choices, coerce=int, initial=Priority.NORMAL)


class SectionForm(TidyForm, forms.Form):
    section = forms.ModelChoiceField(Section.objects.all(), empty_label=None)


class SureForm(TidyForm, forms.Form):
    """Nothing to fill in."""


def assign(story: Article, by: User, values: dict[str, Any]) -> None:
    _plan(story, by, assignee=values["assignee"])


def set_priority(story: Article, by: User, values: dict[str, Any]) -> None:
    _plan(story, by, priority=values["priority"])


def _plan(story: Article, by: User, **changed: Any) -> None:
    planned = {name: getattr(story, name) for name in ("assignee", "due_at", "priority", "embargo_until")}
    reviewing.plan(story, by=by, **{**planned, **changed})


def move(story: Article, by: User, values: dict[str, Any]) -> None:
    newest = story.latest_revision
    if newest is None:
        raise publishing.Refused("It has no text yet.")
    content = replace(newest.content, section=values["section"].pk)
    publishing.save_draft(content, by=by, article=story, base=newest.number, note="Moved to another section")


def withdraw(story: Article, by: User, values: dict[str, Any]) -> None:
    if not story.is_live:
        raise publishing.Refused("Readers do not see it.")
    publishing.withdraw(story, by=by, notice=values["notice"])


def throw_away(story: Article, by: User, values: dict[str, Any]) -> None:
    trash.throw_away(story, by=by)


def take_out(story: Article, by: User, values: dict[str, Any]) -> None:
    trash.take_out(story, by=by)


@dataclass(frozen=True)
class Deed:
    """`question` heads the page that asks, `verb` is on its button, `done` follows the number of stories."""

    question: str
    verb: str
    done: str
    form: type[forms.Form]
    act: Callable[[Article, User, dict[str, Any]], None]
    hint: str = ""


DEEDS = {
    "assign": Deed("Whose are these stories?", "Assign", "assigned", AssignForm, assign),
    "set_priority": Deed("How urgent are these stories?", "Set", "changed", PriorityForm, set_priority),
    "move": Deed(
        "To which section do these stories belong?",
        "Move",
        "moved",
        SectionForm,
        move,
        "Readers see the new section of a live story when its new version is published.",
    ),
    "withdraw": Deed(
        "Why are these stories withdrawn?",
        "Withdraw",
        "withdrawn",
        WithdrawalForm,
        withdraw,
        "They leave all pages at once; their addresses show your notice.",
    ),
    "throw_away": Deed("Throw these drafts away?", "Move to the trash", "in the trash", SureForm, throw_away),
    "take_out": Deed(
        "Take these stories out of the trash?", "Take them out", "back on the desk", SureForm, take_out
    ),
}


def _do(
    name: str, model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]
) -> HttpResponse | None:
    """Ask what has to be said, then do it story by story."""
    deed = DEEDS[name]
    form = deed.form(request.POST if "sure" in request.POST else None)
    chosen = list(queryset.select_related("latest_revision")[:MOST])
    if not form.is_valid():
        return _ask(model_admin, request, name, form, chosen)
    refused = []
    for story in chosen:
        try:
            with transaction.atomic():
                deed.act(story, request.user, form.cleaned_data)  # type: ignore[arg-type]
        except REFUSALS as error:
            refused.append(f"“{story}”: {error}")
    if done := len(chosen) - len(refused):
        stories = "1 story is" if done == 1 else f"{done} stories are"
        model_admin.message_user(request, f"{stories} {deed.done}.", messages.SUCCESS)
    for sentence in refused:
        model_admin.message_user(request, sentence, messages.ERROR)
    return None


def _ask(
    model_admin: Any, request: HttpRequest, name: str, form: forms.Form, chosen: list[Article]
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": DEEDS[name].question,
        "deed": DEEDS[name],
        "action": name,
        "form": form,
        "chosen": chosen,
        "checkbox": ACTION_CHECKBOX_NAME,
        "opts": model_admin.opts,
    }
    return TemplateResponse(request, "admin/articles/bulk.html", context)


def _action(name: str, label: str, permission: str) -> Any:
    def act(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        return _do(name, model_admin, request, queryset)

    act.__name__ = name
    return admin.action(description=label, permissions=[permission])(act)


BULK = (
    _action("assign", "Assign to …", "publish"),
    _action("set_priority", "Set the priority …", "publish"),
    _action("move", "Move to a section …", "change"),
    _action("withdraw", "Withdraw …", "publish"),
    _action("throw_away", "Move to the trash …", "change"),
    _action("take_out", "Take out of the trash …", "change"),
)
