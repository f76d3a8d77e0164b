"""The front page tool in a browser: by hand, by finger, by keyboard, and without a script.

`page` fails at its end if the console had an error, so the tool keeps to the content security policy.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Locator, Page, expect

from articles import curating, fronts
from articles.arranging import Placement, Slot
from articles.models import Arrangement
from tests.factories import make_article, make_section, make_user

from .desk import sign_in, sign_in_again
from .test_accessibility import violations

pytestmark = pytest.mark.browser
TOOL = "/admin/front/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def paper(live_site):
    """Ten stories, the newest first, of which the rule puts the newest on top."""
    return [
        make_article(f"Story {n}", at=timezone.now() - (n + 1) * HOUR, section="Climate") for n in range(10)
    ]


def place(page: Page, key: str) -> Locator:
    return page.locator(f'[data-slot="{key}"]')


def candidate(page: Page, headline: str) -> Locator:
    return page.locator(".candidate", has_text=headline)


def drag(page: Page, source: Locator, target: Locator) -> None:
    for end_of_it in (target, source):  # the list of stories scrolls by itself, beside the page
        end_of_it.scroll_into_view_if_needed()
    begin, end = source.bounding_box(), target.bounding_box()
    assert begin and end
    page.mouse.move(begin["x"] + 80, begin["y"] + 14)
    page.mouse.down()
    page.mouse.move(begin["x"] + 60, begin["y"] + 30, steps=4)
    page.mouse.move(end["x"] + 50, end["y"] + 14, steps=8)
    page.mouse.up()


def force(page: Page) -> None:
    page.get_by_role("button", name="Put into force").click()
    expect(page.locator(".messagelist")).to_contain_text("In force: arrangement")


def top(page: Page) -> list[str]:
    """The headlines of lead and top as a reader finds them."""
    page.goto("/")
    return page.locator(".front-top .lead h2, .front-others h3").all_text_contents()


def test_a_story_is_dragged_to_its_place_and_readers_find_it_there(page, paper, visitor):
    sign_in(page, curating.CURATE)
    page.goto(TOOL)

    drag(page, candidate(page, "Story 7"), place(page, "top-1"))
    expect(place(page, "top-1")).to_contain_text("Story 7")
    drag(page, place(page, "top-1"), place(page, "lead-0"))
    expect(place(page, "lead-0")).to_contain_text("Story 7")
    drag(page, candidate(page, "Story 8"), place(page, "top-1"))
    expect(place(page, "top-1")).to_contain_text("Story 8")
    drag(page, place(page, "top-1"), page.locator(".candidates"))
    expect(place(page, "top-1")).not_to_contain_text("Story 8")
    force(page)

    assert top(visitor()) == ["Story 7", "Story 0", "Story 1", "Story 2"]


def test_a_drag_that_is_let_go_beside_every_place_or_broken_off_changes_nothing(page, paper):
    sign_in(page, curating.CURATE)
    page.goto(TOOL)

    drag(page, candidate(page, "Story 7"), page.get_by_role("heading", name="Front page"))
    page.mouse.move(*centre(candidate(page, "Story 6")))
    page.mouse.down()
    page.mouse.move(*centre(place(page, "lead-0")), steps=5)
    page.keyboard.press("Escape")
    page.mouse.up()

    expect(page.locator(".ghost, .lifted, .over")).to_have_count(0)
    expect(page.get_by_role("button", name="Put into force")).to_be_disabled()


def centre(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_story_is_dragged_by_a_finger(paper, visitor):
    page = visitor(width=390, has_touch=True, is_mobile=True)
    sign_in(page, curating.CURATE)
    page.goto(TOOL)
    fingers = page.context.new_cdp_session(page)

    candidate(page, "Story 3").locator(".grip").scroll_into_view_if_needed()
    place(page, "top-0").evaluate("place => place.scrollIntoView({block: 'start'})")  # above the drawer
    begin, end = centre(candidate(page, "Story 3").locator(".grip")), centre(place(page, "top-0"))
    steps = [
        (begin[0] + (end[0] - begin[0]) * n / 8, begin[1] + (end[1] - begin[1]) * n / 8) for n in range(9)
    ]
    for kind, (x, y) in [("touchStart", begin), *(("touchMove", step) for step in steps)]:
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    expect(place(page, "top-0")).to_contain_text("Story 3")
    expect(page.get_by_text("Not in force yet: 1 change")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_all_of_it_is_done_with_the_keyboard(page, paper, visitor):
    sign_in(page, curating.CURATE)
    page.goto(TOOL)

    page.locator("[name=story]").nth(6).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Place here: Lead")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(place(page, "top-0")).to_contain_text("Story 6")
    expect(page.locator("#front-said")).to_contain_text("Top 1: “Story 6” from now")
    expect(place(page, "top-0").locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # take out
    page.keyboard.press("Tab")  # move up
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(place(page, "top-1")).to_contain_text("Story 6")
    expect(place(page, "top-1").get_by_role("button", name="Move down")).to_be_focused()
    page.keyboard.press("Enter")
    expect(place(page, "top-2")).to_contain_text("Story 6")
    place(page, "top-2").get_by_role("button", name="Move up").press("Enter")
    expect(place(page, "top-1").get_by_role("button", name="Move up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(place(page, "top-0")).to_contain_text("Story 6")
    page.keyboard.press("Enter")
    expect(place(page, "lead-0")).to_contain_text("Story 6")
    page.locator("[name=story]").nth(3).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("[name=story]:checked")).to_have_count(0)
    page.get_by_role("button", name="Put into force").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("In force")

    assert top(visitor())[0] == "Story 6"


def test_everything_works_without_a_script(paper, visitor):
    page = visitor(java_script_enabled=False)
    sign_in(page, curating.CURATE)
    page.goto(TOOL)

    candidate(page, "Story 8").locator("label").click()
    page.get_by_role("button", name="Place here: Top 2").click()
    expect(place(page, "top-1")).to_contain_text("Story 8")
    page.get_by_label("A new pin stays").select_option("6 hours")
    candidate(page, "Story 9").locator("label").click()
    page.get_by_role("button", name="Place here: Lead").click()
    place(page, "lead-0").locator("summary").click()
    place(page, "lead-0").get_by_role("button", name="Move down").click()
    expect(place(page, "top-0")).to_contain_text("Story 9")
    page.get_by_label("Find a story by headline").fill("Story 5")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".candidate")).to_have_count(1)
    force(page)
    assert top(visitor()) == ["Story 0", "Story 9", "Story 8", "Story 1"]

    page.goto(TOOL)
    place(page, "top-0").locator("summary").click()
    place(page, "top-0").get_by_role("button", name="Take out").click()
    force(page)
    page.get_by_role("link", name="History").click()
    page.get_by_role("button", name="Roll back to this: 1").click()
    expect(page.locator(".messagelist")).to_contain_text("with the pins of arrangement 1")

    assert top(visitor()) == ["Story 0", "Story 9", "Story 8", "Story 1"]


def test_tomorrow_is_arranged_and_seen_as_a_reader(page, paper, visitor):
    sign_in(page, curating.CURATE)
    page.goto(TOOL)

    page.get_by_role("button", name="Next 06:00").click()
    expect(page.get_by_text("What you move starts then.")).to_be_visible()
    drag(page, candidate(page, "Story 5"), place(page, "lead-0"))
    expect(place(page, "lead-0")).to_contain_text("Story 5")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="See it as a reader").click()
    rehearsal = opened.value
    expect(rehearsal.locator(".lead h2")).to_have_text("Story 5")
    expect(rehearsal.get_by_role("note")).to_contain_text("Only you see this.")
    force(page)

    assert top(visitor())[0] == "Story 0"
    [pin] = curating.in_force().pins.all()
    assert timezone.localtime(pin.starts_at).strftime("%H:%M") == "06:00"
    assert fronts.front([], pin.starts_at).lead.headline == "Story 5"


def test_the_clock_line_is_pressed(page, paper):
    sign_in(page, curating.CURATE)
    page.goto(TOOL)

    page.locator(".clock-line").click(position={"x": 250, "y": 30})

    expect(page.get_by_role("button", name="Back to now")).to_be_visible()
    page.get_by_role("button", name="Back to now").click()
    expect(page.get_by_text("What you move starts now.")).to_be_visible()


def test_the_search_follows_what_is_typed_and_keeps_the_place_of_the_cursor(page, paper):
    sign_in(page, curating.CURATE)
    page.goto(TOOL)

    page.get_by_label("Find a story by headline").press_sequentially("Story 7", delay=30)

    expect(page.locator(".candidate")).to_have_count(1)
    expect(page.get_by_label("Find a story by headline")).to_be_focused()
    expect(page.get_by_label("Find a story by headline")).to_have_value("Story 7")


def test_a_line_that_drops_loses_nothing(paper, visitor):
    page = visitor()
    sign_in(page, curating.CURATE)
    page.goto(TOOL)
    drag(page, candidate(page, "Story 7"), place(page, "top-1"))
    expect(place(page, "top-1")).to_contain_text("Story 7")

    page.context.set_offline(True)
    drag(page, candidate(page, "Story 8"), place(page, "top-2"))
    expect(page.get_by_text("The desk did not answer. Nothing is lost: try again.")).to_be_visible()
    page.context.set_offline(False)
    drag(page, candidate(page, "Story 8"), place(page, "top-2"))

    expect(place(page, "top-2")).to_contain_text("Story 8")
    expect(place(page, "top-1")).to_contain_text("Story 7")


def test_a_sign_in_that_ran_out_loses_nothing(paper, visitor):
    page = visitor()
    sign_in(page, curating.CURATE)
    page.goto(TOOL)
    drag(page, candidate(page, "Story 4"), place(page, "top-0"))
    expect(place(page, "top-0")).to_contain_text("Story 4")

    page.context.clear_cookies()
    page.get_by_role("button", name="Put into force").click()
    expect(page.get_by_text("You are not signed in any more.")).to_be_visible()
    sign_in_again(page.context.new_page())
    page.bring_to_front()
    drag(page, candidate(page, "Story 5"), place(page, "top-1"))
    expect(place(page, "top-1")).to_contain_text("Story 5")
    force(page)

    assert top(visitor()) == ["Story 0", "Story 4", "Story 5", "Story 1"]


def test_whoever_leaves_with_changes_that_are_not_in_force_is_asked(paper, visitor):
    page = visitor()
    sign_in(page, curating.CURATE)
    page.goto(TOOL)
    drag(page, candidate(page, "Story 4"), place(page, "top-1"))
    expect(place(page, "top-1")).to_contain_text("Story 4")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)

    page.get_by_role("link", name="History").click()

    expect(page.get_by_role("heading", name="History of the front page")).to_be_visible()
    assert asked == ["beforeunload"]


def test_of_two_editors_the_later_one_sees_both_arrangements(paper, visitor):
    page = visitor()
    sign_in(page, curating.CURATE)
    page.goto(TOOL)
    drag(page, candidate(page, "Story 2"), place(page, "lead-0"))
    expect(place(page, "lead-0")).to_contain_text("Story 2")
    now = timezone.now()
    theirs = Placement(Slot("lead", None, 0), paper[3].pk, now, now + DAY)
    curating.put_into_force([theirs], by=make_user(curating.CURATE, username="hassan"), base=0)

    page.get_by_role("button", name="Put into force").click()
    expect(page.get_by_role("heading", name="Two arrangements")).to_be_visible()
    expect(page.get_by_text("hassan put arrangement 1 into force")).to_be_visible()
    page.get_by_role("button", name="Go on from yours").click()
    expect(place(page, "lead-0")).to_contain_text("Story 2")
    force(page)

    assert Arrangement.objects.count() == 2
    assert fronts.front([]).lead.headline == "Story 2"


def test_the_tool_and_its_history_break_no_rule(paper, visitor):
    page = visitor()
    curator, now = make_user(curating.CURATE, username="hassan"), timezone.now()
    band = Slot("band", make_section("Climate").pk, 0)
    late = make_article("Not live yet", at=now + 9 * HOUR)
    pins = [Placement(band, paper[9].pk, now, None), Placement(Slot("top", None, 0), late.pk, now, now + DAY)]
    curating.put_into_force(pins, by=curator, base=0)
    curating.put_into_force(pins[:1], by=curator, base=1)
    sign_in(page, curating.CURATE)

    found = [
        *violations(page, TOOL),
        *violations(page, f"{TOOL}history/"),
        *violations(page, f"{TOOL}reader/"),
    ]

    assert "\n".join(found) == ""
