"""Whose story it is, and by when. Editors fill it in; others read it."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import Q

from .. import rights
from ..models import Article, Priority


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PlanForm(forms.Form):
    """A part of the article's form. What it was when the form was opened travels with it, so that `changed_data` is
    what this person has changed, and not what a colleague has set meanwhile."""

    assignee = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="Nobody yet", show_hidden_initial=True
    )
    due_at = forms.DateTimeField(required=False, label="Due", widget=_moment(), show_hidden_initial=True)
    priority = forms.TypedChoiceField(
        choices=Priority.choices,
        coerce=int,
        required=False,
        empty_value=Priority.NORMAL,  # type: ignore[arg-type]
        show_hidden_initial=True,
    )
    embargo_until = forms.DateTimeField(
        required=False,
        label="Embargo until",
        widget=_moment(),
        show_hidden_initial=True,
        help_text="Nobody can publish it to be seen before.",
    )

    def __init__(self, *args: Any, article: Article | None, **kwargs: Any) -> None:
        kwargs["initial"] = {
            name: getattr(article or Article(), name)
            for name in ("assignee", "due_at", "priority", "embargo_until")
        } | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        assignee: Any = self.fields["assignee"]
        assignee.queryset = colleagues(article)
        assignee.label_from_instance = name_of

    def plan_of(self, article: Article) -> dict[str, Any]:
        """What the plan of `article` is now: what was changed here, and the rest as it stands."""
        return {
            name: self.cleaned_data[name] if name in self.changed_data else getattr(article, name)
            for name in self.fields
        }


def colleagues(article: Article | None = None) -> Any:
    """Those who can be given a story, by name; also whoever has `article` now."""
    found = Q(pk__in=rights.writers().values("pk"))
    if article is not None and article.assignee_id:
        found |= Q(pk=article.assignee_id)
    return User.objects.filter(found).order_by("first_name", "last_name", "username")


def name_of(person: User) -> str:
    return person.get_full_name() or person.get_username()
