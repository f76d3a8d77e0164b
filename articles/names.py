"""Names that people type: when two are the same, and what they look like in an address."""

import unicodedata
from collections.abc import Container
from itertools import chain, count
from typing import Any

from django.db import models
from django.utils.text import slugify

from newsroom.text import tidy as tidy

SLUG_LENGTH = 100
KEY_LENGTH = 200


def fold(name: str) -> str:
    """The identity of a name: neither case, nor accents, nor spacing make another one. At most 200 characters.

    It can be longer than the name: some characters stand for a whole phrase.
    """
    return fold_text(tidy(name))[:KEY_LENGTH].strip()


def fold_text(text: str) -> str:
    """A text of any length without case and accents, so that names can be looked for in it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", letters)


def slug_for(name: str, *, fallback: str) -> str:
    """`name` as part of an address: Latin letters without accents, other scripts as they are, ≤ 100 characters."""
    slug = slugify(fold(name), allow_unicode=True)
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug or fallback


def numbered(slug: str, taken: Container[str]) -> str:
    """`slug`, or the first of `slug-2`, `slug-3`, … that is not taken."""
    return next(
        name for name in chain([slug], (f"{slug}-{number}" for number in count(2))) if name not in taken
    )


class FoldedField(models.CharField[str, str]):
    """The `fold`ed value of another field, kept beside it so that the database can hold it unique."""

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", KEY_LENGTH)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"]
        return name, path, list(args), {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = fold(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value
