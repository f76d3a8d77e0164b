import pytest

pytestmark = pytest.mark.browser


def test_x(edition, visitor):
    page = visitor()
    for name, path in edition._asdict().items():
        r = page.goto(path)
        print(name, path, r.status, page.title())
        for w in (360, 1280):
            page.set_viewport_size({"width": w, "height": 900})
            page.screenshot(path=f"/tmp/e2e/{name}-{w}.png", full_page=True)


def test_y(edition, visitor):
    page = visitor()
    page.goto(edition.everything)
