"""The rules of the house, as a form: one choice for each check."""

from typing import Any

from django import forms

from newsroom.forms import TidyForm

from .. import checks
from ..models import HouseRules, Level

PREFIX = "level_"


class HouseRulesForm(TidyForm, forms.ModelForm[HouseRules]):
    class Meta:
        model = HouseRules
        fields = (
            "second_reader",
            "headline_max",
            "standfirst_max",
            "weight_budget_kb",
            "tariff",
            "currency",
            "preview_days",
            "trash_days",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in LEVELS.values():
            self.initial.setdefault(PREFIX + name, checks.level_of(self.instance, name))

    def clean_tariff(self) -> Any:
        tariff = self.cleaned_data["tariff"]
        if tariff < 0:
            raise forms.ValidationError("Data costs nothing or something; it is not paid for.")
        return tariff

    def save(self, commit: bool = True) -> HouseRules:
        # What is as the program has it is not kept, so that a better default of a later version comes into force.
        asked = {name: self.cleaned_data[field] for field, name in LEVELS.items()}
        self.instance.levels = {
            name: level for name, level in asked.items() if level and level != checks.CHECKS[name].default
        }
        return super().save(commit)


LEVELS = {f"{PREFIX}{name}": name for name, check in checks.CHECKS.items() if check.default is not None}
for _field, _name in LEVELS.items():
    HouseRulesForm.declared_fields[_field] = forms.ChoiceField(
        choices=Level.choices, label=checks.CHECKS[_name].title, required=False
    )
# Declared, because the desk makes a subclass of the form, and that takes over what is declared.
HouseRulesForm.base_fields |= HouseRulesForm.declared_fields
