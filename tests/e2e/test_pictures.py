"""The library in a browser: a focal point by mouse and by keyboard, and the crops that follow it."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Image
from tests.factories import make_image

from .desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MAY = ("articles.view_image", "articles.change_image", "articles.add_image")


@pytest.fixture
def picture(live_site) -> Image:
    return make_image(has_renditions=True)


def positions(page: Page) -> list[str]:
    found: list[str] = page.locator(".crop img").evaluate_all(
        "found => found.map(img => img.style.objectPosition)"
    )
    return found


def test_the_focal_point_moves_by_keyboard_and_the_crops_follow(page, picture):
    sign_in(page, *MAY)
    page.goto(f"/admin/articles/image/{picture.pk}/change/")
    ring = page.get_by_role("button", name="Focal point")
    expect(page.get_by_text("Focal point 50% from the left, 50% from the top")).to_be_visible()

    ring.focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowDown")

    expect(page.get_by_text("Focal point 30% from the left, 51% from the top")).to_be_visible()
    # 60 × 40: in the square, 40 wide, the point at 18 shows all from the left edge on.
    assert positions(page)[2].startswith("0%")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert Image.objects.get().focus == "0.3x0.51"


def test_the_focal_point_moves_by_mouse(page, picture):
    sign_in(page, *MAY)
    page.goto(f"/admin/articles/image/{picture.pk}/change/")
    box = page.locator(".focus img").bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.25)
    page.mouse.down()
    page.mouse.up()

    expect(page.get_by_text("Focal point 80% from the left, 25% from the top")).to_be_visible()
    assert positions(page)[2].startswith("100%")
