"""The forms of the desk: texts in every language, services, and the publishing of a version."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from newsroom.forms import TidyForm
from newsroom.text import prose, tidy

from .languages import LANGUAGES
from .models import Wording
from .words import TEXTS


class TranslatedWidget(forms.MultiWidget):
    """One box a language, each with the name of its language."""

    def __init__(self, *, is_long: bool, attrs: dict[str, Any] | None = None) -> None:
        self.is_long = is_long
        box: Any = forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput()
        super().__init__(dict.fromkeys(LANGUAGES, box), attrs)

    def decompress(self, value: Any) -> list[str]:
        texts = value if isinstance(value, dict) else {}
        return [texts.get(language, "") for language in LANGUAGES]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        values = value if isinstance(value, list) else self.decompress(value)
        boxes = self._boxes(name, values, attrs or {}, renderer)
        return format_html('<div class="translated">{}</div>', format_html_join("", "{}", boxes))

    def _boxes(self, name: str, values: list[Any], attrs: Any, renderer: Any) -> Iterable[tuple[SafeString]]:
        for number, (language, widget) in enumerate(zip(LANGUAGES, self.widgets, strict=True)):
            key = f"{attrs.get('id', name)}_{number}"
            facts = {"id": key, "lang": language, "class": "vTextField"}
            box = widget.render(f"{name}_{language}", values[number], facts, renderer)
            yield (format_html('<label for="{}">{}</label>{}', key, LANGUAGES[language], box),)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class TranslatedField(forms.MultiValueField):
    """`{"en": "…", "sw": "…"}`. Nothing is asked for here: a draft may be unfinished, a version may not."""

    def __init__(self, *, is_long: bool = True, max_length: int = 600, **kwargs: Any) -> None:
        kwargs["required"] = False
        fields = [
            forms.CharField(max_length=max_length, required=False, label=name) for name in LANGUAGES.values()
        ]
        self.is_long = is_long
        super().__init__(fields, widget=TranslatedWidget(is_long=is_long), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        clean = prose if self.is_long else tidy
        texts = zip(LANGUAGES, data_list or [""] * len(LANGUAGES), strict=True)
        return {language: found for language, text in texts if (found := clean(text or ""))}


class CategoryForm(TidyForm, forms.ModelForm[Any]):
    names = TranslatedField(is_long=False, max_length=60, label="Name")
    purposes = TranslatedField(
        label="What it is for", help_text="In words that a reader understands at once."
    )


class ServiceForm(TidyForm, forms.ModelForm[Any]):
    purposes = TranslatedField(label="Purpose", help_text="Why it is on our pages.")
    received = TranslatedField(label="Data", help_text="What the company gets to know.")
    safeguards = TranslatedField(
        label="Safeguard of the transfer",
        help_text="What protects data that leave the country, such as standard contractual clauses.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("is_on") and cleaned.get("tag") and not cleaned.get("own_id"):
            self.add_error("own_id", "Its script needs the id that the company has given you.")
        if "*" in (cleaned.get("own_host") or ""):
            self.add_error("own_host", "Write the whole name of the host.")
        if cleaned.get("tag") == "matomo" and cleaned.get("is_on") and not cleaned.get("own_host"):
            self.add_error("own_host", "Write the host on which your Matomo runs.")
        return cleaned


class StorageForm(forms.ModelForm[Any]):
    purposes = TranslatedField(is_long=False, max_length=200, label="Purpose")


class TextsForm(forms.Form):
    """All texts of the banner, the dialog and the pages about data. An empty box is the built-in text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        kept = {(row.key, row.language): row.text for row in Wording.objects.all()}
        for key, built_in in TEXTS.items():
            is_long = max(map(len, built_in.values())) > 60
            field = TranslatedField(is_long=is_long, label=key.replace("_", " ").capitalize())
            field.initial = {language: kept.get((key, language), text) for language, text in built_in.items()}
            self.fields[key] = field

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "placeholder_always" in cleaned:
            for language, text in cleaned["placeholder_always"].items():
                if "{name}" not in text:
                    name = LANGUAGES[language]
                    self.add_error(
                        "placeholder_always", f"{name}: keep {{name}}, where the service's name goes."
                    )
        return cleaned

    def save(self) -> list[str]:
        """The keys of the texts that are other ones now."""
        changed = [key for key in self.changed_data if key in TEXTS]
        for key in changed:
            for language, built_in in TEXTS[key].items():
                self._keep(key, language, self.cleaned_data[key].get(language, ""), built_in)
        return changed

    def _keep(self, key: str, language: str, text: str, built_in: str) -> None:
        if text and text != built_in:
            Wording.objects.update_or_create(key=key, language=language, defaults={"text": text})
        else:
            Wording.objects.filter(key=key, language=language).delete()


class PublishForm(TidyForm, forms.Form):
    """`base` is the version that the page compared with: another may have been published since."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label="Why, for colleagues",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    wording_only = forms.BooleanField(
        label="Texts were reworded and mean the same",
        required=False,
        help_text="Then a new wording of a purpose asks nobody again. New companies, hosts and storage always do.",
    )

    def clean_base(self) -> int:
        base = self.cleaned_data["base"]
        if base != self.initial["base"]:
            raise ValidationError(
                "Somebody has published another version meanwhile. Look at what is different now."
            )
        return int(base)
