"""What is said with a step of a text: a note to the editor, a reason to the writer, the kind of change to readers."""

from typing import Any

from django import forms

from newsroom.forms import TidyForm

from ..models import NOTICED, Change

MAX_SAID = 4000


def _said(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        max_length=MAX_SAID,
        required=False,
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StepForm(TidyForm, forms.Form):
    """A part of the article's form, of which only what belongs to the step that was pressed is looked at."""

    submit_note = _said("Note to the editor", "What to look at, what is still open. It may stay empty.")
    reason = _said("Reason", "The writer gets it by mail, and sees it here.")
    change = forms.ChoiceField(
        choices=Change.choices, required=False, label="What kind of change is it?", widget=forms.RadioSelect
    )
    correction = _said(
        "What readers are told", "What was wrong or unclear, and what is right. It stays for ever."
    )

    def __init__(self, *args: Any, step: str = "", is_change: bool = False, **kwargs: Any) -> None:
        """`is_change`: readers know the story already, so that they are told of what is published now."""
        self.step, self.is_change = step, is_change
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.step == "_send_back" and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Say why, so that the writer can mend it.")
        if self.step == "_publish" and self.is_change:
            self._require_kind()
        return cleaned

    def _require_kind(self) -> None:
        kind = self.cleaned_data.get("change")
        if not kind and "change" not in self.errors:
            self.add_error("change", "Say what kind of change it is: it decides what readers are told.")
        if kind in NOTICED and not self.cleaned_data.get("correction") and "correction" not in self.errors:
            self.add_error(
                "correction", "Write what readers are told: what was wrong or unclear, what is right."
            )
