"""One vocabulary for the editor, the cleaner and the renderer, and a field that is a text area without JavaScript."""

import json
import re

from django.contrib.staticfiles import finders
from django.core.management import call_command

from articles.body import vocabulary
from articles.editor import widget
from articles.editor.rules import rules
from articles.forms import ArticleForm


def test_the_editor_is_told_all_that_the_cleaner_keeps_and_nothing_else():
    told = json.loads(json.dumps(rules()))

    assert {*told["tags"]} == vocabulary.TAGS
    assert {tag: tuple(names) for tag, names in told["attributes"].items()} == vocabulary.ATTRIBUTES
    assert tuple(told["marks"]) == vocabulary.MARKS
    assert tuple(f"h{level}" for level in told["headings"]) == vocabulary.HEADINGS
    assert {*told["schemes"]} == vocabulary.SCHEMES


def test_every_module_of_the_editor_is_in_the_map_under_which_the_others_ask_for_it():
    folder = finders.find(f"{widget.FOLDER}/main.js").removesuffix("main.js")
    files = {path for path in finders.find(widget.FOLDER, find_all=True) if path}
    missing = [name for name in widget.MODULES if not finders.find(f"{widget.FOLDER}/{name}.js")]

    assert missing == []
    assert len(files) == 1, folder


def test_in_production_each_module_is_asked_for_by_the_name_that_its_file_has_there(settings, tmp_path):
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)

    html = str(widget.EditorWidget().media)

    imports = json.loads(html.partition('<script type="importmap">')[2].partition("</script>")[0])["imports"]
    named = [*imports.values(), *re.findall(r'(?:src|href)="([^"]+)"', html)]
    assert [address for address in named if not re.search(r"\.[0-9a-f]{12}\.(js|css)$", address)] == []
    assert [address for address in named if not (tmp_path / address.removeprefix("/static/")).is_file()] == []
    sources = "".join((tmp_path / name.removeprefix("/static/")).read_text() for name in imports.values())
    assert {*re.findall(r' from "([^"]+)"', sources)} - {*imports} == set()


def test_without_javascript_the_field_is_a_plain_text_area(db):
    html = str(ArticleForm(initial={"body": "<p>It has not rained.</p>"})["body"])

    assert html.startswith('<textarea name="body"')
    assert html.endswith("&lt;p&gt;It has not rained.&lt;/p&gt;</textarea>")
