"""One person has a story open in two windows of a browser. Whatever is done in them, both texts are kept."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, Kind, Presence, WorkingCopy
from tests.factories import make_draft

from .desk import put_text, sign_in, text_of
from .test_writing import EDITOR, NOT_SAVED, SAVED, change, headline, notices, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADD = "/admin/articles/article/add/"


@pytest.fixture
def draft() -> Article:
    return make_draft("The bridge is closed", body="<p>For a week.</p>").article


@pytest.fixture
def first(page: Page) -> Page:
    sign_in(page, *EDITOR)
    return page


@pytest.fixture
def second(first: Page) -> Page:
    return first.context.new_page()


def open_both(first: Page, second: Page, address: str) -> None:
    """Before anything is typed in either."""
    for window in (first, second):
        window.goto(address)
        expect(text_of(window)).to_be_visible()


def write(window: Page, text: str) -> None:
    window.bring_to_front()
    headline(window).fill(text)
    for _ in range(100):
        if text in kept():
            break
        window.wait_for_timeout(100)
    expect(saved(window)).to_have_text(SAVED)


def look(window: Page) -> None:
    """Come back to a window: it asks at once how things are."""
    window.bring_to_front()
    window.evaluate("window.dispatchEvent(new Event('focus'))")


def kept() -> list[str]:
    return sorted(copy.fields["headline"] for copy in WorkingCopy.objects.all())


def fall_asleep(window: Page) -> None:
    """Its computer is shut: nothing is sent any more, and its lease runs out."""
    window.evaluate(
        "() => { window.awake = window.fetch; window.fetch = () => Promise.reject(new TypeError('asleep')) }"
    )
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=1))


def test_both_save_by_themselves_say_so_and_are_read_side_by_side(first, second, draft):
    open_both(first, second, change(draft))
    write(first, "In the first window")
    write(second, "In the second window")
    assert kept() == ["In the first window", "In the second window"]

    for window in (first, second):
        look(window)
        expect(notices(window)).to_contain_text("You write this story in another window too, last at")
    with first.context.expect_page() as opened:
        notices(second).get_by_role("link", name="See both").click()
    both = opened.value
    expect(both.get_by_role("row", name="Headline")).to_contain_text("In the second window")
    expect(both.get_by_role("row", name="Headline")).to_contain_text("In the first window")
    expect(both.get_by_role("link", name="Go on with this one")).to_have_count(2)
    both.close()

    for window, text in ((first, "In the first window"), (second, "In the second window")):
        window.bring_to_front()
        window.reload()
        expect(headline(window)).to_have_value(text)
        expect(notices(window)).to_contain_text("This is what you typed until")
        expect(notices(window)).to_contain_text("Another text of this story")


def test_a_save_in_one_leaves_the_text_of_the_other_and_both_are_shown(first, second, draft):
    open_both(first, second, change(draft))
    write(first, "In the first window")
    write(second, "In the second window")

    first.bring_to_front()
    first.get_by_role("button", name="Save draft").click()
    expect(first.locator(".messagelist")).to_contain_text("Saved as version 2.")
    expect(notices(first)).to_contain_text("What you typed is kept, and its window is open still.")
    assert kept() == ["In the second window"]

    look(second)
    expect(notices(second)).to_contain_text("njeri saved version 2 while you write.")
    second.get_by_role("button", name="Save draft").click()
    expect(second.get_by_role("heading", name="Two texts of one story")).to_be_visible()
    assert draft.revisions.get(kind=Kind.CONFLICT).content.headline == "In the second window"
    assert kept() == []
    first.reload()
    expect(notices(first)).not_to_contain_text("kept")


def test_what_a_closed_window_has_left_is_offered_beside_what_the_other_writes(first, second, draft):
    open_both(first, second, change(draft))
    write(first, "In the first window")
    first.close(run_before_unload=True)
    write(second, "In the second window")

    assert kept() == ["In the first window", "In the second window"]
    second.goto(change(draft))
    expect(headline(second)).to_have_value("In the second window")
    second.get_by_role("link", name="Go on with that one").click()
    expect(headline(second)).to_have_value("In the first window")
    second.get_by_role("button", name="Throw it away").click()
    expect(headline(second)).to_have_value("The bridge is closed")
    assert kept() == ["In the first window"]


def test_a_computer_that_wakes_writes_over_nothing_that_was_written_meanwhile(first, second, draft, trouble):
    first.goto(change(draft))
    write(first, "In the office")
    fall_asleep(first)
    second.goto(change(draft))
    expect(headline(second)).to_have_value("In the office")
    write(second, "In the office, and at home")
    assert kept() == ["In the office, and at home"]

    first.evaluate("() => { window.fetch = window.awake }")
    look(first)
    expect(notices(first)).to_contain_text("You write this story in another window too")
    first.wait_for_function("() => document.querySelector('[data-saved]').textContent.startsWith('Saved')")
    first.wait_for_timeout(2500)  # the pause after which a form is saved
    assert kept() == ["In the office", "In the office, and at home"]

    write(first, "In the office, the next day")
    assert kept() == ["In the office, and at home", "In the office, the next day"]


def test_what_was_kept_in_the_browser_comes_back_beside_what_the_other_writes(first, second, draft, trouble):
    open_both(first, second, change(draft))
    first.context.set_offline(True)
    headline(first).fill("Typed on the train")
    expect(saved(first)).to_have_text(NOT_SAVED)
    first.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no power')) }")
    first.close(run_before_unload=False)
    second.context.set_offline(False)
    trouble.clear()
    write(second, "In the second window")
    second.reload()

    put_text(second, "<p>And a last word.</p>")  # the form has no time to save it
    notices(second).get_by_role("button", name="Bring it back").click()

    expect(headline(second)).to_have_value("Typed on the train")
    assert kept() == ["In the second window", "Typed on the train"]
    assert WorkingCopy.objects.get(fields__headline="In the second window").fields["body"] == (
        "<p>And a last word.</p>"
    )
    expect(notices(second)).to_contain_text("Another text of this story")
    expect(notices(second)).not_to_contain_text("kept in this browser")


def test_a_save_that_must_be_mended_writes_over_nothing_of_the_other(first, second, draft):
    open_both(first, second, change(draft))
    write(first, "In the first window")
    second.bring_to_front()
    put_text(second, "<p>In the second window.</p>")
    headline(second).fill("")
    second.get_by_role("button", name="Save draft").click()

    expect(notices(second)).to_contain_text("What you typed is kept.")
    expect(text_of(second)).to_have_text("In the second window.")
    assert kept() == ["", "In the first window"]
    look(second)
    expect(notices(second)).not_to_contain_text("kept in this browser")
    write(second, "Mended")
    assert kept() == ["In the first window", "Mended"]


def test_a_new_story_in_two_windows_is_one_story_with_two_texts(first, second):
    first.goto(ADD)
    write(first, "In the first window")
    second.goto(first.url)
    expect(headline(second)).to_have_value("In the first window")
    write(second, "In the second window")
    look(first)
    first.wait_for_timeout(2500)  # it says once more what the other has taken over
    assert kept() == ["In the first window", "In the second window"]

    first.get_by_role("button", name="Save draft").click()
    expect(first.locator(".messagelist")).to_contain_text("Saved as version 1.")
    look(second)
    expect(notices(second)).to_contain_text("njeri saved version 1 while you write.")
    second.get_by_role("button", name="Save draft").click()

    expect(second.get_by_role("heading", name="Two texts of one story")).to_be_visible()
    assert [one.content.headline for one in Article.objects.get().revisions.all()] == [
        "In the second window",
        "In the first window",
    ]
    assert kept() == []


def test_the_form_is_as_it_was_after_a_step_back_from_what_it_has_saved(first, draft):
    first.goto(change(draft))
    write(first, "Once")
    first.get_by_role("button", name="Save draft").click()
    expect(first.locator(".messagelist")).to_contain_text("Saved as version 2.")

    first.go_back()
    look(first)
    first.wait_for_timeout(2500)

    assert kept() == []
    expect(headline(first)).to_have_value(re.compile("Once"))
