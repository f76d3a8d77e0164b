"""Fields of the desk that read what a person typed in a way of their own. Each is a plain field without JavaScript."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .. import topics
from ..body.clean import BodyTooLong, clean
from ..content import Credit
from ..editor.widget import EditorWidget
from ..models import Author, Synonym, Topic
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
        lines = [line for line in map(tidy, super().clean(value).splitlines()) if line]
        if len(lines) > BYLINES:
            raise ValidationError(f"{len(lines)} bylines are too many. Write at most {BYLINES}.")
        readings = [_readings(line) for line in lines]
        found = _authors(name for reading in readings for name, _ in reading)
        credits: dict[int, Credit] = {}
        for line, reading in zip(lines, readings, strict=True):
            known = next(((found[fold(name)], role) for name, role in reading if fold(name) in found), None)
            if known is None:
                raise ValidationError(
                    f"There is no author “{line[:80]}”. Choose one who is there, or ask for him or her to be added."
                )
            author, role = known
            if len(role) > MAX_ROLE:
                raise ValidationError(f"“{role[:40]}…” is too long for a role.")
            credits.setdefault(author, Credit(author, role))
        return tuple(credits.values())


def _readings(line: str) -> list[tuple[str, str]]:
    """The ways to take a line for a name and a role, the longest name first: a name may hold a colon itself."""
    places = [place for place, character in enumerate(line) if character == ":"]
    return [
        (line, ""),
        *((line[:place].strip(), line[place + 1 :].strip()) for place in reversed(places[:8])),
    ]


def _authors(names: Iterable[str]) -> dict[str, int]:
    """The primary keys of those who bear these names, by folded name."""
    keys = {fold(name) for name in names} - {""}
    return dict(Author.objects.filter(key__in=keys).values_list("key", "pk")) if keys else {}


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
