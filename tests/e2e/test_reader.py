"""Readers with a phone or a wide screen, a keyboard, a screen reader or a printer, with scripts and without."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from . import edition as small

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 768, 1280, 1920)
FOCUSED = """() => {
    const style = getComputedStyle(document.activeElement)
    return {href: document.activeElement.getAttribute("href"), outline: `${style.outlineStyle} ${style.outlineWidth}`}
}"""
# Words in Arabic letters that no lang="ar" stands around, and attributes are not looked at.
UNMARKED = r"""() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = []
    for (let text; (text = texts.nextNode()); )
        if (/\p{Script=Arabic}/u.test(text.data) && text.parentElement.closest("[lang]").lang !== "ar")
            found.push(`${text.parentElement.tagName}: ${text.data}`)
    return found
}"""


def expect_title(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_reader_goes_from_the_front_page_through_the_paper_to_the_archive(edition, page):
    page.goto("/")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Climate").click()
    expect(page).to_have_url(re.compile(f"{edition.section}$"))
    expect(page.get_by_role("link", name="Climate").first).to_have_attribute("aria-current", "page")

    page.get_by_role("link", name=small.EVERYTHING).click()
    expect_title(page, small.EVERYTHING)

    page.get_by_role("link", name="Rainfall records").click()
    expect(page).to_have_url(re.compile(f"{edition.topic}$"))
    expect_title(page, "Rainfall records")

    page.get_by_role("link", name=small.EVERYTHING).click()
    page.get_by_role("link", name="Climate Desk", exact=True).click()
    expect(page).to_have_url(re.compile(f"{edition.author}$"))
    expect_title(page, "Climate Desk")

    page.get_by_role("link", name=small.EVERYTHING).click()
    page.get_by_role("navigation", name="More in Climate").get_by_role("link", name="Who decides").click()
    expect_title(page, "Who decides when the rains have failed?")

    page.get_by_role("contentinfo").get_by_role("link", name="Archive").click()
    expect(page).to_have_url(re.compile(f"{edition.archive}$"))
    expect_title(page, "June 2025")
    expect(page.get_by_role("main").get_by_role("link", name=small.EVERYTHING)).to_be_visible()


def test_a_section_is_read_to_its_end_and_back(edition, page):
    page.goto(edition.section)
    page.get_by_role("link", name="Older").click()
    expect(page).to_have_url(re.compile(r"\?page=2$"))
    expect(page.get_by_role("link", name="Older")).to_have_count(0)
    expect(page.get_by_role("link", name="Climate, number 24")).to_be_visible()

    page.get_by_role("link", name="Newer").click()

    expect(page).to_have_url(re.compile(f"{edition.section}$"))


def test_the_keyboard_skips_to_the_text_and_reaches_every_headline_in_order(edition, page):
    page.goto("/")
    headlines = page.eval_on_selector_all(
        ":is(h2, h3, .lines) a", "links => links.map(a => a.getAttribute('href'))"
    )
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    stops: list[dict[str, str]] = []
    while not stops or stops[-1]["href"] != headlines[-1]:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        assert len(stops) < 200, "Tab does not come to the last headline"

    assert len(headlines) > 20
    assert [stop["href"] for stop in stops if stop["href"] in headlines] == headlines
    assert {stop["outline"] for stop in stops} == {"solid 3px"}


def test_the_contents_of_an_article_lead_to_its_parts(edition, page):
    page.goto(edition.everything)
    part = page.get_by_role("heading", name="In another script")
    expect(part).not_to_be_in_viewport()

    page.get_by_role("navigation", name="In this article").get_by_role(
        "link", name="In another script"
    ).click()

    expect(part).to_be_in_viewport()
    assert page.url.endswith("#s-in-another-script")


def test_with_scripts_an_article_is_sent_on_by_copying_its_link_or_the_browsers_own_sheet(
    edition, context, page, live_site
):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = async (sent) => { window.sent = sent }")
    page.goto(edition.everything)

    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status")).to_have_text("The link is copied")
    page.get_by_role("button", name="More ways").click()

    address = live_site + edition.everything
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.evaluate("window.sent") == {"title": small.EVERYTHING, "url": address}


def test_nothing_of_an_embed_is_fetched_before_the_reader_asks_for_it(
    edition, context, page, trouble, live_site
):
    asked: list[str] = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<!doctype html><title>Player</title>")

    context.route(lambda url: not url.startswith(live_site), answer)
    page.goto(edition.everything, wait_until="networkidle")
    embed = page.locator("[data-consent-service=youtube]")
    expect(embed).to_contain_text("Google, USA")
    expect(page.locator("iframe")).to_have_count(0)
    assert asked == []

    embed.get_by_role("button").click()

    expect(embed.frame_locator("iframe[title='The bulletin']").locator("html")).to_be_attached()
    expect(embed.locator("iframe")).to_be_focused()
    expect(embed.get_by_role("link")).to_be_visible()
    assert asked == [small.PLAYER]
    assert trouble == [f"request to {small.PLAYER}"]
    trouble.clear()


def test_without_scripts_everything_can_be_read_and_nothing_is_offered_that_needs_them(edition, visitor):
    page = visitor(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name=small.EVERYTHING).first.click()

    expect(page.get_by_text("A gauge is a funnel over a bottle.")).to_be_visible()
    expect(page.get_by_role("row", name="Kathiani")).to_be_visible()
    expect(page.locator("[data-consent-service=youtube] a")).to_have_attribute(
        "href", "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
    )
    expect(page.locator(".share a")).to_have_count(5)
    expect(page.get_by_role("button")).to_have_count(0)

    page.goto(edition.older)

    expect(page.get_by_role("link", name="Climate, number 24")).to_be_visible()


def test_no_page_scrolls_sideways_at_any_width(edition, visitor):
    page = visitor()
    wider = []
    for name, path in edition._asdict().items():
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate("document.documentElement.scrollWidth")
            wider += [f"{name} at {width}: {found}"] if found > width else []

    assert wider == []


def test_a_wide_table_and_a_long_line_of_code_scroll_within_themselves(edition, visitor):
    page = visitor(width=320)
    page.goto(edition.everything)

    scrolls = "box => box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX === 'auto'"

    assert page.locator(".table-scroll").evaluate(scrolls)
    assert page.locator(".body pre").evaluate(scrolls)
    expect(page.get_by_role("region", name="Rain at four gauges, in millimetres")).to_have_attribute(
        "tabindex", "0"
    )


def test_an_article_from_right_to_left_reads_so_on_a_page_from_left_to_right(edition, visitor):
    page = visitor()
    page.goto(edition.right_to_left)
    start = "element => getComputedStyle(element).direction"

    expect_title(page, small.RIGHT_TO_LEFT)
    assert unquote(page.url).endswith("/من-يقرر-ان-المطر-قد-تاخر/")
    assert page.locator("h1").evaluate(start) == "rtl"
    assert page.locator(".body p").first.evaluate(start) == "rtl"
    assert page.locator(".masthead").evaluate(start) == "ltr"


def test_words_in_another_language_than_the_page_say_which(edition, visitor):
    page = visitor()
    unmarked = {}
    for name, path in edition._asdict().items():
        page.goto(path, wait_until="domcontentloaded")
        unmarked[name] = page.evaluate(UNMARKED)

    assert {name: found for name, found in unmarked.items() if found} == {}


def test_a_headline_of_two_hundred_letters_is_shown_whole_on_a_phone(edition, visitor):
    page = visitor(width=320)
    page.goto(edition.long)

    box = page.locator("h1").bounding_box()

    expect_title(page, small.LONG)
    assert page.locator("h1").evaluate("h1 => h1.scrollWidth <= h1.clientWidth")
    assert box is not None
    assert box["height"] < 640


def test_a_dark_screen_gets_light_letters_on_dark_paper_and_a_dimmed_picture(edition, visitor):
    page = visitor(color_scheme="light")
    page.goto(edition.everything)
    look = """() => {
        const style = getComputedStyle(document.body)
        return [style.backgroundColor, style.color, getComputedStyle(document.querySelector("main img")).filter]
    }"""
    light = page.evaluate(look)

    page.emulate_media(color_scheme="dark")

    assert light == ["rgb(253, 252, 250)", "rgb(27, 22, 38)", "brightness(1)"]
    assert page.evaluate(look) == ["rgb(21, 19, 26)", "rgb(236, 232, 225)", "brightness(0.9)"]


def test_on_paper_an_article_is_its_text_and_where_it_came_from(edition, visitor, live_site):
    page = visitor(color_scheme="dark")
    page.goto(edition.everything)
    page.emulate_media(media="print")

    for name in (
        ".sections",
        ".contents",
        ".share",
        ".neighbours",
        ".read-also",
        "[data-related]",
        ".footer ul",
    ):
        expect(page.locator(name).locator("visible=true"), name).to_have_count(0)
    expect(page.get_by_text("A gauge is a funnel over a bottle.")).to_be_visible()
    expect(page.get_by_text(live_site + edition.everything)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_screen_reader_finds_the_same_landmarks_and_one_title_on_every_page(edition, visitor):
    page = visitor()
    for name, path in edition._asdict().items():
        page.goto(path, wait_until="domcontentloaded")
        for role in ("banner", "main", "contentinfo"):
            expect(page.get_by_role(role), f"{role} of {name}").to_have_count(1)
        expect(page.get_by_role("heading", level=1), name).to_have_count(1)
        expect(page.get_by_role("navigation", name="Sections"), name).to_have_count(1)


def test_an_address_that_is_none_of_ours_says_so_and_leads_on(edition, page, trouble):
    response = page.goto(edition.missing)

    assert response.status == 404
    expect_title(page, "There is a gap on this shelf")
    page.get_by_role("main").get_by_role("link", name=small.EVERYTHING).click()
    expect_title(page, small.EVERYTHING)
    assert [line for line in trouble if "404" not in line] == []
    trouble.clear()


def test_a_withdrawn_article_gives_its_notice_and_nothing_of_its_text(edition, page, trouble):
    response = page.goto(edition.withdrawn)

    assert response.status == 410
    expect(page.get_by_text(small.NOTICE)).to_be_visible()
    assert small.WITHDRAWN not in page.content()
    assert [line for line in trouble if "410" not in line] == []
    trouble.clear()
