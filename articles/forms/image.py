"""Pictures of the library."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from newsroom.forms import TidyForm

from ..models import Image
from ..names import tidy
from ..pictures.receive import NoPicture, receive

_POINT = re.compile(r"(0?\.[0-9]{1,9}|0|1(\.0{1,9})?)x(0?\.[0-9]{1,9}|0|1(\.0{1,9})?)")


class WordsForm(TidyForm, forms.ModelForm[Image]):
    """The words that readers and screen readers get with a picture, wherever it is shown."""

    class Meta:
        model = Image
        fields = ("alt", "is_decorative", "credit")


class ImageForm(TidyForm, forms.ModelForm[Image]):
    """A picture of the library. The file is checked before anything decodes it."""

    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text="JPEG, PNG, WebP or AVIF, at most 20 MB and 40 megapixels.",
    )
    focus = forms.CharField(
        label="Focal point",
        initial="0.5x0.5",
        help_text="The part of the width from the left, and of the height from the top.",
    )

    class Meta:
        model = Image
        fields = ("file", "focus", "alt", "is_decorative", "caption", "credit", "licence")
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 3}),
            "caption": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"alt": "Alternative text", "is_decorative": "Only decoration"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            self.fields["file"].label = "Another file for this picture"
            self.fields["file"].required = False

    def clean_alt(self) -> str:
        return tidy(self.cleaned_data["alt"])

    def clean_focus(self) -> str:
        focus: str = self.cleaned_data["focus"]
        if not _POINT.fullmatch(focus):
            raise ValidationError("Two numbers from 0 to 1 with an x between them, such as 0.5x0.3.")
        return focus

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not hasattr(upload, "content_type"):  # the file that is there already
            return upload
        upload.seek(0)  # the form may be looked at twice
        try:
            received = receive(upload)
        except NoPicture as error:
            raise ValidationError(str(error)) from None
        same = Image.objects.filter(sha256=received.sha256).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(f"The library has this picture already, as no. {same.pk}: “{same}”.")
        self.instance.sha256 = received.sha256
        return received.file
