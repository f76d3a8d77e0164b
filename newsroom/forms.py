"""What the desk's forms have in common."""

from typing import Any

from django import forms

from . import moments
from .text import prose, tidy


class MomentField(forms.DateTimeField):
    """A date and a time in the site's zone, to the minute. What `moments.moment_of` refuses is said as a sentence."""

    @staticmethod
    def widget_with(**attributes: str) -> forms.DateTimeInput:
        return forms.DateTimeInput(attrs={"type": "datetime-local", **attributes}, format="%Y-%m-%dT%H:%M")

    widget = widget_with()

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            return moments.moment_of(value) if value.strip() else None
        return super().to_python(value)


class TidyForm(forms.BaseForm):
    """A form whose plain text fields are `tidy`, or `prose` where they have several lines. Put it before the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        values: dict[str, Any] = self.cleaned_data if cleaned is None else cleaned
        for name, field in self.fields.items():
            text = values.get(name)
            # Fields of another class have rules of their own.
            if type(field) is not forms.CharField or not isinstance(text, str):
                continue
            values[name] = prose(text) if isinstance(field.widget, forms.Textarea) else tidy(text)
            if field.required and not values[name]:
                self.add_error(name, field.error_messages["required"])
        return values
