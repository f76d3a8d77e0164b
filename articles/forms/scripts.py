"""The scripts of the article's form, by names that lead to their files: in production these are called otherwise."""

from django import forms
from django.forms.widgets import Script
from js_asset import ImportMap, Media

from ..editor.widget import FOLDER as EDITOR

FOLDER = "articles/form"
MODULES = (
    "autosave",
    "browsercopy",
    "bylines",
    "combobox",
    "lead",
    "notices",
    "order",
    "related",
    "results",
    "topics",
)
IMPORTS = ImportMap(
    {"editor/main": f"{EDITOR}/main.js", **{f"form/{name}": f"{FOLDER}/{name}.js" for name in MODULES}}
)


def scripts() -> forms.Media:
    media: forms.Media = Media(js=[Script(f"{FOLDER}/writing.js", type="module")], importmap=IMPORTS)
    return media
