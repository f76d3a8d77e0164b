"""One vocabulary for the editor, the cleaner and the renderer, and a field that is a text area without JavaScript."""

import json

from django.contrib.staticfiles import finders

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


def test_without_javascript_the_field_is_a_plain_text_area(db):
    html = str(ArticleForm(initial={"body": "<p>It has not rained.</p>"})["body"])

    assert html.startswith('<textarea name="body"')
    assert html.endswith("&lt;p&gt;It has not rained.&lt;/p&gt;</textarea>")
