"""Taking an article back from readers."""

from django import forms

from newsroom.forms import TidyForm

MAX_NOTICE = 1000


class WithdrawalForm(TidyForm, forms.Form):
    """What readers are told at the address of an article that is taken back."""

    notice = forms.CharField(
        max_length=MAX_NOTICE,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="Readers see it at the article's address, as written: what was wrong with it.",
    )
