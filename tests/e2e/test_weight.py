"""What a page costs the reader: bytes, requests, and text that jumps away under the eye."""

import re
from dataclasses import dataclass, field
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

# Every shift that no reader has caused, and what shifted.
WATCH_SHIFTS = """
    window.shifts = []
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
            const moved = entry.sources.map(source => source.node?.outerHTML?.slice(0, 80) ?? source.node?.textContent)
            window.shifts.push(`${entry.value.toFixed(4)}: ${moved.join(", ")}`)
        }
    }).observe({type: "layout-shift", buffered: true})
"""
EVERY_PICTURE_SHOWN = """async () => {
    for (let top = 0; top < document.body.scrollHeight; top += 400) {
        window.scrollTo(0, top)
        await new Promise(requestAnimationFrame)
    }
    const shown = [...document.images].filter(image => image.checkVisibility())
    await Promise.all(shown.map(image => image.decode()))
}"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Traffic:
    """What a page fetches, as the browser counts it: headers and body, as they travel.

    The server of the tests sends style sheets and scripts as they lie on the disk. The real one has them compressed by
    Brotli beside them, so that here their bodies count as Brotli makes them.
    """

    page: Page
    bytes_by_address: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.session = self.page.context.new_cdp_session(self.page)
        self.answers: dict[str, dict[str, Any]] = {}
        self.session.on(
            "Network.responseReceived", lambda e: self.answers.update({e["requestId"]: e["response"]})
        )
        self.session.on("Network.loadingFinished", self._count)
        self.session.send("Network.enable")

    def _count(self, event: dict[str, Any]) -> None:
        answer = self.answers[event["requestId"]]
        self.bytes_by_address[answer["url"]] = event["encodedDataLength"]

    def compress(self) -> None:
        """Take off what the real server would save. Call it when everything is there."""
        for address in self.bytes_by_address:
            if "/static/" in address and address.endswith((".css", ".js", ".svg")):
                body = self.page.request.get(address).body()
                self.bytes_by_address[address] -= len(body) - len(brotli.compress(body))


def test_an_article_without_pictures_is_at_most_60_kilobytes_in_8_requests(edition, visitor):
    page = visitor(width=360)
    traffic = Traffic(page)
    page.goto(edition.plain, wait_until="networkidle")
    traffic.compress()

    assert len(traffic.bytes_by_address) <= 8, traffic.bytes_by_address
    assert sum(traffic.bytes_by_address.values()) <= 60_000, traffic.bytes_by_address


@pytest.mark.parametrize("kind", ["plain", "everything", "right_to_left", "long"])
def test_the_weight_that_readers_are_told_is_what_they_fetch_within_5_percent(kind, edition, visitor):
    page = visitor(width=360, device_scale_factor=2, is_mobile=True, has_touch=True)
    traffic = Traffic(page)
    page.goto(getattr(edition, kind), wait_until="networkidle")
    (told,) = map(int, re.findall(r"(\d+) KB with pictures", page.locator(".byline").inner_text()))
    page.evaluate(EVERY_PICTURE_SHOWN)
    page.wait_for_load_state("networkidle")
    traffic.compress()

    fetched = sum(traffic.bytes_by_address.values()) / 1024

    assert told == pytest.approx(fetched, rel=0.05), traffic.bytes_by_address


@pytest.mark.parametrize("kind", ["plain", "everything", "long"])
def test_the_page_around_a_text_is_at_most_20_kilobytes(kind, edition, visitor):
    page = visitor()
    html = page.goto(getattr(edition, kind)).body()
    text = page.locator(".body").inner_html().encode()

    assert len(html) - len(text) <= 20_000


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["front", "everything"])
def test_nothing_moves_while_fonts_and_pictures_arrive(kind, width, edition, visitor):
    page = visitor(width=width)
    late: list[Route] = []
    are_late = True
    page.route("**/*.woff2", lambda route: late.append(route) if are_late else route.continue_())
    page.add_init_script(WATCH_SHIFTS)
    page.goto(getattr(edition, kind), wait_until="domcontentloaded")
    page.evaluate(EVERY_PICTURE_SHOWN)
    page.evaluate("window.scrollTo(0, 0)")
    assert late

    are_late = False
    for route in late:
        route.continue_()
    page.evaluate("document.fonts.ready")
    page.evaluate(TWO_FRAMES)

    assert page.evaluate("document.fonts.check('700 1rem Faustina')")
    assert page.evaluate("window.shifts") == []


def test_every_picture_keeps_its_place_before_it_is_there(edition, visitor):
    page = visitor()
    without = []
    for path in edition._asdict().values():
        page.goto(path, wait_until="domcontentloaded")
        without += page.eval_on_selector_all(
            "img:not([width][height])", "all => all.map(one => one.outerHTML)"
        )

    assert without == []
