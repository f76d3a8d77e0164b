"""Into which topic another one goes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from newsroom.forms import TidyForm

from ..models import Synonym, Topic
from ..names import fold
from .fields import KEY_DIGITS


class MergeForm(TidyForm, forms.Form):
    """`into`: the name of a topic, or another name of one, as a person types it."""

    into = forms.CharField(max_length=100, label="Merge into", help_text="The name of the topic that stays.")

    def __init__(self, *args: Any, old: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old = old

    def clean_into(self) -> Topic:
        name: str = self.cleaned_data["into"]
        topic: Topic | None = Topic.objects.filter(key=fold(name)).first()
        if topic is None:
            synonym = Synonym.objects.filter(key=fold(name)).select_related("topic").first()
            topic = synonym.topic if synonym else None
        if topic is None:
            raise ValidationError(f"There is no topic “{name}”. Write the name as the list of topics has it.")
        if topic == self.old:
            raise ValidationError(f"“{topic}” cannot be merged into itself. Choose another topic.")
        return topic


def topic_of(key: str) -> Topic | None:
    """The topic of a primary key as a form sends it."""
    if not (key.isascii() and key.isdecimal() and len(key) <= KEY_DIGITS):
        return None
    topic: Topic | None = Topic.objects.filter(pk=int(key)).first()
    return topic
