"""Writing in a long story is as smooth as in a short one."""

import json
from itertools import cycle, islice

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.body.text import word_count
from tests.factories import make_article, make_image

from .desk import open_text, stored, text_of

pytestmark = pytest.mark.browser

LONG = 50  # milliseconds, after which a browser calls a task long
WORDS = ("rains", "failed", "in", "March", "and", "came", "back", "over", "the", "hills", "at", "nine")


def long_story(words: int) -> str:
    """So many words in paragraphs of sixty, with a heading, a picture, a card and a table now and then."""
    target, image = make_article("The bridge is closed"), make_image("red", has_renditions=True)
    every = [
        "<h2>What a gauge can know</h2>",
        f'<figure data-image="{image.pk}"><figcaption>A field</figcaption></figure>',
        f'<aside data-article="{target.pk}"></aside>',
        "<table><tbody><tr><td>Mwala</td><td>12</td></tr></tbody></table>",
    ]
    text = iter(islice(cycle(WORDS), words))
    blocks = []
    for number in range(words // 60 + 1):
        blocks.append(f"<p>{' '.join(islice(text, 60))} <strong>number {number}</strong></p>")
        if number % 6 == 0:
            blocks.append(every[number // 6 % len(every)])
    return "\n".join(blocks)


def longest_task(browser: Browser, page: Page, characters: int) -> float:
    """Milliseconds that the page's thread worked without a pause while so many characters were typed.

    It is the processor's time: that of the clock says more about what else runs on the machine.
    """
    browser.start_tracing(page=page, categories=["disabled-by-default-devtools.timeline", "__metadata"])
    page.keyboard.type("".join(islice(cycle("word by word "), characters)), delay=10)
    page.wait_for_timeout(2_000)  # what is left for a pause belongs to it
    events = json.loads(browser.stop_tracing())["traceEvents"]
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        event["tdur"] / 1_000
        for event in events
        if event["name"] == "RunTask" and (event["pid"], event["tid"]) in threads and "tdur" in event
    ]
    assert len(tasks) > characters
    longest: float = max(tasks)
    return longest


def test_no_key_in_a_story_of_five_thousand_words_waits(page, browser):
    story = long_story(5_000)
    open_text(page, story)
    expect(page.locator("[data-editor-words]")).to_have_text(f"{word_count(story):,}")
    before = len(stored(page))
    text_of(page).evaluate(
        """({ editor }) => {
            editor.commands.setTextSelection(Math.floor(editor.state.doc.content.size / 2))
            editor.commands.scrollIntoView()
        }"""
    )

    longest = longest_task(browser, page, 200)

    assert longest < LONG
    assert len(stored(page)) >= before + 199
