"""axe-core over every type of page, on paper and in the dark, on a phone and on a desk."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.factories import make_article, make_user

from . import edition as small

pytestmark = pytest.mark.browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": STANDARDS}}
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


def violations(page: Page) -> list[str]:
    """What axe finds wrong in each of the four looks of the page: a line for each element, to be read by a person."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
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
    page = visitor()
    page.goto(getattr(edition, kind))

    assert "\n".join(violations(page)) == ""
def test_admin(edition, visitor):
    page=visitor()
    page.goto("/admin/")
    print("\n".join(violations(page)))
    u=make_user("articles.add_article","articles.change_article","articles.view_article","articles.publish_article", username="ed")
    page.fill("#id_username","ed"); page.fill("#id_password","correct horse"); page.click("[type=submit]")
    for u in ("/admin/articles/article/add/","/admin/articles/article/"):
        page.goto(u)
        print("\n".join(violations(page)))
