from django import forms

from newsroom.forms import TidyForm


class Letter(TidyForm, forms.Form):
    name = forms.CharField()
    text = forms.CharField(required=False, widget=forms.Textarea)
    where = forms.SlugField(required=False)


def test_a_line_becomes_one_line_and_a_text_keeps_its_lines():
    form = Letter({"name": " Achieng’ \u202e  Odhiambo", "text": "One\r\ntwo\u202e", "where": "here"})

    assert form.is_valid()
    assert form.cleaned_data == {"name": "Achieng’ Odhiambo", "text": "One\ntwo", "where": "here"}


def test_a_name_of_nothing_that_is_seen_is_missing():
    assert Letter({"name": "\u202e\u2066"}).errors == {"name": ["This field is required."]}
