"""The way into the desk."""

from playwright.sync_api import Page, expect

from tests.factories import make_user


def sign_in(page: Page, *permissions: str) -> None:
    """Sign in as a new member of staff with these permissions, `app.codename`."""
    make_user(*permissions, username="njeri")
    page.goto("/admin/")
    page.get_by_label("Username").fill("njeri")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("navigation", name="The desk")).to_be_visible()
