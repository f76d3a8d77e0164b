"""Fields of the desk that read what a person typed in a way of their own. Each is a plain field without JavaScript."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .. import bylines, topics
from ..body.clean import BodyTooLong, clean
from ..content import Credit
from ..editor.widget import EditorWidget
from ..models import Synonym, Topic
from ..names import fold, tidy

TOPICS = 40
BYLINES = 40
MAX_ROLE = 60
MAX_PROSE = 10_000  # characters; a standfirst of that length is a mistake, not a standfirst
KEY_DIGITS = 18  # of a row's number, so that every database can look for it


class TopicsField(forms.CharField):
    """Topics by name, with commas between them; the first is the primary one."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else ", ".join(topic.name for topic in value)

    def clean(self, value: Any) -> list[str]:
        names = [tidy(name) for name in super().clean(value).split(",") if name.strip()]
        if len(names) > TOPICS:
            raise ValidationError(f"{len(names)} topics are too many. Choose at most {TOPICS}.")
        if too_long := next((name for name in names if len(name) > topics.MAX_NAME), None):
            raise ValidationError(f"“{too_long[:40]}…” is too long for a topic. Write commas between topics.")
        return [name for name in names if name]


class BylinesField(forms.CharField):
    """Who signs, in order: a line for each, “Wanjiru Maina” or “Wanjiru Maina: photographs”."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{name}: {role}" if role else name for name, role in value)

    def clean(self, value: Any) -> tuple[Credit, ...]:
        typed = super().clean(value)
        number = sum(1 for line in typed.splitlines() if line.strip())
        if number > BYLINES:
            raise ValidationError(f"{number} bylines are too many. Write at most {BYLINES}.")
        found = bylines.read(typed)
        if found.unknown:
            raise ValidationError(
                f"There is no author “{found.unknown[0][:80]}”. Choose one who is there, or ask for him or her"
                " to be added."
            )
        if too_long := next((one.role for one in found.credits if len(one.role) > MAX_ROLE), None):
            raise ValidationError(f"“{too_long[:40]}…” is too long for a role.")
        return tuple(found.credits)


class BodyField(forms.CharField):
    """HTML, cleaned to what an article may hold."""

    widget = EditorWidget

    def clean(self, value: Any) -> str:
        try:
            return clean(super().clean(value))
        except BodyTooLong as error:
            raise ValidationError(str(error)) from None


def unknown_topics(names: Iterable[str]) -> list[str]:
    """Those that neither a topic nor a synonym has, as they were typed."""
    wanted = {fold(name): name for name in names if fold(name)}
    known = {*Topic.objects.filter(key__in=wanted).values_list("key", flat=True)}
    known |= {*Synonym.objects.filter(key__in=wanted).values_list("key", flat=True)}
    return [name for key, name in wanted.items() if key not in known]
