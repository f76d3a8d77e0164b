"""axe-core over every type of page, on paper and in the dark, on a phone and on a desk."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from articles.models import Article, Related
from articles.related import picks
from tests.articles.related.stories import settle
from tests.factories import make_editor

from . import edition as small
from .desk import WRITER, sign_in

pytestmark = pytest.mark.browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": STANDARDS}}
VIOLATIONS = "async options => (await axe.run(options)).violations"
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
COLOURS_ARE_THERE = "Promise.allSettled(document.getAnimations().map(fading => fading.finished))"


def violations(page: Page, path: str) -> list[str]:
    """What axe finds wrong in each of the four looks of the page: a line for each element, to be read by a person."""
    found = []
    page.goto(path)
    page.evaluate(AXE_SCRIPT)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(COLOURS_ARE_THERE)
            found += [f"{scheme}, {width}: {line}" for line in lines_of(page.evaluate(VIOLATIONS, OPTIONS))]
    return found


def lines_of(violations: list[dict[str, Any]]) -> list[str]:
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}\n    {node['html'][:200]}"
        f"\n    {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("kind", small.Edition._fields)
def test_no_page_breaks_a_rule(kind, edition, visitor):
    assert "\n".join(violations(visitor(), getattr(edition, kind))) == ""


def test_what_stands_below_a_story_breaks_no_rule(edition, visitor):
    settle()
    story = Article.objects.listed().filter(related__kind=Related.Kind.AUTO).order_by("pk").first()
    picks.pin(story, story.related.filter(kind=Related.Kind.AUTO).first().other, by=make_editor())
    page = visitor()
    sign_in(page, *WRITER)

    own = violations(page, f"/admin/articles/article/{story.pk}/related/")
    report = violations(page, "/admin/articles/article/unreached/")
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(
        page.locator("[data-related-panel] [data-handle], [data-related-panel] .near").first
    ).to_be_visible()
    page.evaluate(AXE_SCRIPT)
    panel = lines_of(page.evaluate(VIOLATIONS, OPTIONS))

    assert "\n".join([*own, *report, *panel]) == ""


def test_signing_in_and_writing_break_no_rule(edition, visitor):
    page = visitor()

    login = violations(page, "/admin/login/")
    sign_in(page, "articles.add_article", "articles.view_article", "articles.publish_article")
    form = violations(page, "/admin/articles/article/add/")

    assert "\n".join(login) == ""
    expect(page.get_by_label("Headline")).to_be_visible()
    assert "\n".join(form) == ""
