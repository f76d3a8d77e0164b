"""axe-core over every type of page, on paper and in the dark, on a phone and on a desk."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.factories import make_user

from . import edition as small

pytestmark = pytest.mark.browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": STANDARDS}}
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


def violations(page: Page, path: str) -> list[str]:
    """What axe finds wrong in each of the four looks of the page: a line for each element, to be read by a person."""
    found = []
    page.goto(path)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(
                "Promise.all(document.getAnimations().map(one => one.finished))"
            )  # colours may fade
            result = Axe().run(page, options=OPTIONS)
            found += [f"{scheme}, {width}: {line}" for line in _lines(result.response)]
    return found


def _lines(response: dict[str, Any]) -> list[str]:
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}\n    {node['html'][:200]}"
        f"\n    {node['failureSummary']}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("kind", small.Edition._fields)
def test_no_page_breaks_a_rule(kind, edition, visitor):
    assert "\n".join(violations(visitor(), getattr(edition, kind))) == ""


def test_signing_in_and_writing_break_no_rule_but_one_of_djangos_own(edition, visitor):
    make_user("articles.add_article", "articles.view_article", "articles.publish_article", username="amina")
    page = visitor()

    login = violations(page, "/admin/login/?next=/admin/")
    page.get_by_label("Username").fill("amina")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    form = violations(page, "/admin/articles/article/add/")

    # Django's page for signing in names the site in a <div> and has no heading.
    assert "\n".join(line for line in login if "page-has-heading-one" not in line) == ""
    assert heading_of(page) == "Add article"
    assert "\n".join(form) == ""


def heading_of(page: Page) -> str:
    return page.get_by_role("heading", level=1).last.inner_text()
