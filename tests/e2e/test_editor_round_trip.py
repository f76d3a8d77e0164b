"""Into the editor and out of it again: whatever an article may hold comes back as it was, letter for letter."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from articles.body import vocabulary
from articles.body.clean import clean
from articles.body.text import reading_minutes, word_count
from articles.editor.rules import rules
from tests.articles.body.strategies import ATTRIBUTES, TAGS, TEXTS

from .desk import open_text, stored

pytestmark = pytest.mark.browser

# One body for each thing of the vocabulary; a test below holds them complete.
SAMPLES = (
    "<p>Plain, with &amp; &lt; &gt; “quotes” and&nbsp;a hard space.</p>",
    "<p><strong>Strong</strong>, <em>stressed</em>, <s>struck</s>, H<sub>2</sub>O, m<sup>2</sup>, <code>a</code></p>",
    "<p><strong><em><s><sub><sup><code>all at once</code></sup></sub></s></em></strong></p>",
    '<p><a href="https://example.org/a?b=c&amp;d">A <strong>link</strong></a>, <a href="mailto:a@b.ke">m</a></p>',
    '<p>and <a href="/2026/03/rain/#s-two">ours</a></p>',
    "<p>One line<br>and <em>another<br>and a third</em></p>",
    "<h2>Two</h2>\n<h3>Three</h3>\n<h4>Four with <em>stress</em></h4>",
    '<h2 dir="rtl" lang="ar">عنوان</h2>\n<h3 dir="auto" lang="sw">Tatu</h3>\n<h4 dir="ltr" lang="en-KE">Four</h4>',
    '<p dir="rtl" lang="ar">نص</p>',
    "<ul><li>One<ul><li>Below one<ol><li>Deeper</li></ol></li></ul></li><li>Two</li></ul>",
    '<ol dir="ltr" lang="sw"><li dir="auto" lang="en">One</li><li><p>Two</p><p>in two parts</p></li></ol>',
    '<ul dir="rtl" lang="ar"><li>واحد</li></ul>',
    "<blockquote><p>Said.</p><p>And said again.</p><footer>Amina, <em>in court</em></footer></blockquote>",
    '<blockquote class="pull" dir="ltr" lang="en"><p>Pulled.</p></blockquote>',
    "<blockquote><p>Outside</p><blockquote><p>Inside</p></blockquote></blockquote>",
    '<pre dir="ltr" lang="en"><code>a  b\n  &lt;c&gt;</code></pre>',
    '<div dir="rtl" lang="ar"><p>نص</p><ul><li>واحد</li></ul></div>',
    "<p>Before</p>\n<hr>\n<p>after</p>",
    '<figure data-image="14"></figure>',
    '<figure data-image="14" data-layout="wide"><figcaption>A <strong>field</strong></figcaption></figure>',
    '<figure data-gallery="3 1 2"><figcaption>Three fields</figcaption></figure>',
    '<figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"><figcaption>A film</figcaption></figure>',
    '<aside data-article="12"></aside>',
    "<table><tbody><tr><td>Bare</td><td></td></tr></tbody></table>",
    '<table dir="ltr" lang="en"><caption>mm</caption><tbody><tr><td dir="rtl" lang="ar">x</td></tr></tbody></table>',
    '<table><thead><tr><th scope="col">Place</th><th scope="colgroup">mm</th></tr></thead></table>',
    '<table><tbody><tr><th colspan="2" rowspan="2">x</th><td>a</td></tr><tr><td>b</td></tr></tbody></table>',
    '<table><tbody><tr><th scope="row" dir="ltr" lang="sw">x</th></tr></tbody></table>',
    '<table><tbody><tr><td colspan="2">12</td></tr><tr><td>3</td><td><p>a</p><p>b</p></td></tr></tbody></table>',
    '<table><tbody><tr><td rowspan="2">a</td><td>b</td></tr><tr><td><ul><li>c</li></ul></td></tr></tbody></table>',
    '<ul><li><figure data-image="3"></figure></li><li><h3>Heading in an item</h3></li></ul>',
)  # fmt: skip


def through(page: Page, bodies: list[str]) -> Any:
    """Each of the texts, opened in the editor and written again."""
    return page.evaluate(
        """async (bodies) => {
            const { serialiser } = await import("editor/serialise")
            const { editor } = document.querySelector(".editor-surface > .ProseMirror")
            const html = serialiser(JSON.parse(document.querySelector("textarea[data-editor]").dataset.editor).rules)
            return bodies.map((body) => {
                editor.commands.setContent(body, { parseOptions: { preserveWhitespace: false } })
                return html(editor.state.doc)
            })
        }""",
        bodies,
    )


def pasted(page: Page, texts: list[str]) -> Any:
    """What is written after each of these was pasted over everything."""
    return page.evaluate(
        """async (texts) => {
            const { serialiser } = await import("editor/serialise")
            const { editor } = document.querySelector(".editor-surface > .ProseMirror")
            const html = serialiser(JSON.parse(document.querySelector("textarea[data-editor]").dataset.editor).rules)
            return texts.map((text) => {
                editor.commands.setContent("")
                editor.view.pasteHTML(text)
                return html(editor.state.doc)
            })
        }""",
        texts,
    )


def random_texts(number: int) -> list[str]:
    """Rows of tags, closed or not, and of texts: the same ones on every run."""
    chance = random.Random(2026)

    def piece() -> str:
        kind = chance.randrange(3)
        if kind == 0:
            return f"<{chance.choice(TAGS)}{chance.choice(ATTRIBUTES)}{chance.choice(ATTRIBUTES)}>"
        return f"</{chance.choice(TAGS)}>" if kind == 1 else chance.choice(TEXTS)

    return ["".join(piece() for _ in range(chance.randrange(4, 60))) for _ in range(number)]


def test_the_samples_hold_everything_that_the_vocabulary_knows():
    bodies = "".join(SAMPLES)
    tags = {tag for tag in vocabulary.TAGS if f"<{tag}" not in bodies}
    attributes = {
        (tag, name)
        for tag, names in vocabulary.ATTRIBUTES.items()
        for name in names
        if not any(f" {name}=" in part.partition(">")[0] for part in bodies.split(f"<{tag}")[1:])
    }

    assert (tags, attributes) == (set(), set())


def test_everything_of_the_vocabulary_comes_through_the_editor_unchanged(page):
    open_text(page, "\n".join(SAMPLES))
    kept = [clean(sample) for sample in SAMPLES]

    assert list(SAMPLES) == kept  # else a sample is not what we keep
    assert through(page, kept) == kept


def test_what_is_not_touched_is_stored_as_it_was(page):
    body = clean("\n".join(SAMPLES))
    open_text(page, body)

    assert stored(page) == body


def test_what_the_editor_writes_is_what_the_cleaner_keeps_whatever_it_was_given(page):
    open_text(page)
    texts = random_texts(600)

    # The server alone knows players, and which hosts there cannot be.
    written = pasted(page, [text for text in texts if "youtu" not in text and "xn--" not in text])
    again = through(page, [clean(text) for text in texts])

    assert [html for html in written + again if clean(html) != html] == []
    # A table with rows of different lengths gets the cells that it lacks.
    assert [html for html in again if "<table" not in html] == [
        html for html in map(clean, texts) if "<table" not in html
    ]


def test_the_editor_counts_as_the_server_counts(page):
    bodies = [clean(text) for text in (*SAMPLES, *random_texts(100))]
    lengths = [0, 1, 99, 100, 300, 500, 501, 700, 900, 1_500]
    open_text(page)

    counted = page.evaluate(
        """async (bodies) => {
            const { measure } = await import("editor/measures")
            const { editor } = document.querySelector(".editor-surface > .ProseMirror")
            return bodies.map((body) => {
                editor.commands.setContent(body, { parseOptions: { preserveWhitespace: false } })
                return measure(editor.state.doc, { wordsAMinute: 200 }).words
            })
        }""",
        bodies,
    )
    minutes = page.evaluate(
        """async (lengths) => {
            const { minutesFor } = await import("editor/measures")
            return lengths.map((words) => minutesFor(words, 200))
        }""",
        lengths,
    )

    assert counted == [word_count(body) for body in bodies]
    assert minutes == [reading_minutes(words) for words in lengths]


def test_addresses_of_links_follow_the_rule_of_the_server(page):
    addresses = [
        "https://example.org/a b?c=d#e", "http://example.org", "HTTPS://Example.org/", "//example.org/a", "#s-two", "p",
        "/2026/03/rain/", "a:b", "mailto:a@example.org", "mailto:", "tel:+254700000000", "javascript:alert(1)", "",
        "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)", "\x01javascript:alert(1)", "vbscript:x",
        "data:text/html,x", "http://", "https:///a", "https://user@host/", "https://[::1", "https://a.example:99999999/",
        "ftp://a.example", "http://a.example\\@b.example", '/a"b<c>`d', "   ", "https://a.example/" + "x" * 2_000,
        "?q=a:b", "a/b:c", "\u202ehttps://a.example", "https://ex ample.org", "https://münchen.example/ä",
    ]  # fmt: skip
    open_text(page)

    found = page.evaluate(
        """async ([addresses, rules]) => {
            const { linkAddress } = await import("editor/addresses")
            return addresses.map((address) => linkAddress(address, rules))
        }""",
        [addresses, rules()],
    )

    assert dict(zip(addresses, found, strict=True)) == {
        address: vocabulary.LIBRARY.value("a", "href", address) for address in addresses
    }
