"""The field with the editor in it. Without JavaScript it is the plain text area that it is made of."""

import json
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from js_asset import ImportMap, Media

from .rules import rules

FOLDER = "articles/editor"
LIBRARY = "django_prose_editor/editor.js"
MODULES = (
    "addresses",
    "ask",
    "captions",
    "cards",
    "choose",
    "dialogs",
    "embeds",
    "figures",
    "find",
    "galleries",
    "keys",
    "languages",
    "links",
    "measures",
    "nodes",
    "paste",
    "serialise",
    "tables",
    "toolbar",
    "uploads",
    "words",
)
# Names for the files, because the files have other names in production: each bears the sum of its content.
IMPORTS = ImportMap(
    {
        "django-prose-editor/editor": LIBRARY,
        **{f"editor/{name}": f"{FOLDER}/{name}.js" for name in MODULES},
    }
)
ADDRESSES = {
    "articles": "admin:articles_article_choose",
    "pictures": "admin:articles_image_choose",
    "upload": "admin:articles_image_upload",
    "words": "admin:articles_image_words",
    "embeds": "admin:articles_article_embeds",
}


class EditorWidget(forms.Textarea):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 30, "class": "vLargeTextField", **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        scripts = [Script(LIBRARY, type="module"), Script(f"{FOLDER}/main.js", type="module")]
        media: forms.Media = Media(css={"all": [f"{FOLDER}/editor.css"]}, js=scripts, importmap=IMPORTS)
        return media

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        addresses = {key: reverse(name) for key, name in ADDRESSES.items()}
        context["widget"]["attrs"]["data-editor"] = json.dumps({"rules": rules(), "addresses": addresses})
        return context
