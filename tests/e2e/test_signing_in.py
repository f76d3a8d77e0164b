"""At the door: passwords, apps, keys and codes, as a person meets them.

`page` fails at its end if the console shows an error, so every page here keeps to the content security policy.
"""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from playwright.sync_api import BrowserContext, Page, expect

from newsroom import roles
from newsroom.models import RolePolicy
from tests.factories import make_user
from tests.newsroom.signin.conftest import code_of
from tests.postbox import open_postbox, text_of

from .test_accessibility import violations

pytestmark = pytest.mark.browser


@pytest.fixture
def njeri(live_site: str) -> User:
    """A reporter, whose role needs a second factor that she has not set up yet."""
    reporters = Group.objects.get(name=roles.REPORTER)
    RolePolicy.objects.create(group=reporters, needs_second_factor=True)
    user = make_user(username="njeri", email="njeri@example.org", first_name="Njeri")
    user.groups.add(reporters)
    return user


def enter(page: Page, path: str = "/admin/", password: str = "correct horse") -> None:
    page.goto(path)
    page.get_by_label("E-mail or user name").fill("njeri")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def confirm(page: Page) -> None:
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Go on").click()


def sign_out(page: Page) -> None:
    page.locator(".account summary").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Sign in to the desk")).to_be_visible()


def is_at_the_desk(page: Page) -> None:
    expect(page.get_by_role("navigation", name="The desk")).to_be_visible()


def a_minute_later(user: User) -> None:
    """The codes that were used are old ones."""
    app = Authenticator.objects.get(user=user, type="totp")
    app.data["last_counter"] -= 2
    app.save()


def test_a_role_leads_to_the_set_up_of_an_app_and_then_to_the_desk(page, njeri):
    enter(page, "/admin/articles/article/")
    expect(page.get_by_text("Your role needs a second factor.")).to_be_visible()

    page.get_by_role("link", name="Set up an app").click()
    confirm(page)
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Authenticator code").fill(code_of(secret, time.time()))
    page.get_by_role("button", name="Set it up").click()
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="I have them").click()
    is_at_the_desk(page)

    sign_out(page)
    a_minute_later(njeri)
    enter(page)
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("This code is not right.")).to_be_visible()
    page.get_by_label("Code").fill(code_of(secret, time.time()))
    page.get_by_role("button", name="Sign in", exact=True).click()
    is_at_the_desk(page)

    sign_out(page)
    enter(page)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    is_at_the_desk(page)


def test_a_security_key_opens_the_desk(page, context: BrowserContext, njeri):
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    enter(page)

    page.get_by_role("link", name="Add a key").click()
    confirm(page)
    page.get_by_label("Name").fill("The blue one")
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_text("The security key is added.")).to_be_visible()
    assert Authenticator.objects.filter(user=njeri, type="webauthn").count() == 1

    page.goto("/admin/")
    sign_out(page)
    enter(page)
    page.get_by_role("button", name="Use a security key").click()
    is_at_the_desk(page)
    assert Authenticator.objects.get(user=njeri, type="webauthn").last_used_at


def test_a_forgotten_password_is_set_by_the_link_of_a_letter(page, njeri, settings, live_site):
    RolePolicy.objects.all().delete()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with open_postbox() as postbox:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postbox.port
        page.goto("/admin/")
        page.get_by_role("link", name="Forgotten your password?").click()
        page.get_by_label("E-mail").fill("njeri@example.org")
        page.get_by_role("button", name="Send the link").click()
        expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()

        link = next(line for line in text_of(postbox.letters[0]).splitlines() if line.startswith(live_site))

    page.goto(link)
    page.get_by_label("New password").fill("battery staple")
    page.get_by_label("The same again").fill("battery staple")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("heading", name="Your password is set")).to_be_visible()
    enter(page, password="battery staple")
    is_at_the_desk(page)


def test_the_pages_of_the_door_and_of_people_break_no_rule(njeri, visitor):
    RolePolicy.objects.all().delete()
    njeri.groups.set(Group.objects.filter(name=roles.MANAGING_EDITOR))
    page = visitor()
    broken = violations(page, "/admin/account/password/")
    enter(page)
    for path in (
        "/admin/account/second-factor/",
        "/admin/account/second-factor/totp/activate/",
        "/admin/password_change/",
        "/admin/auth/user/",
        "/admin/auth/user/add/",
        "/admin/auth/group/",
        f"/admin/auth/group/{Group.objects.get(name=roles.EDITOR).pk}/change/",
        "/admin/newsroom/auditentry/",
    ):
        broken += violations(page, path)

    assert "\n".join(broken) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/admin/login/", "/admin/account/password/", "/admin/account/second-factor/"]
)
def test_the_door_fits_a_small_phone(njeri, visitor, path, scheme):
    phone = visitor(width=320, color_scheme=scheme, has_touch=True, is_mobile=True)
    enter(phone)

    phone.goto(path)

    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    small = phone.evaluate(
        """[...document.querySelectorAll("button, input:not([type=hidden]), .button")]
            .filter((control) => control.getBoundingClientRect().height < 40).map((control) => control.outerHTML)"""
    )
    assert small == []


def test_a_page_that_was_open_for_long_goes_on_after_signing_in_in_another_tab(
    page, context: BrowserContext, njeri, trouble
):
    RolePolicy.objects.all().delete()
    enter(page)
    is_at_the_desk(page)
    context.clear_cookies()

    ask = """async () => {
        const answer = await fetch("/admin/account/signed-in/")
        return { status: answer.status, ...(await answer.json()) }
    }"""
    out = page.evaluate(ask)
    tab = context.new_page()
    enter(tab, out["login"])
    is_at_the_desk(tab)
    back = page.evaluate(ask)

    assert (out["status"], out["signed_in"], out["login"]) == (401, False, "/admin/login/?next=%2Fadmin%2F")
    assert (back["status"], back["name"]) == (200, "Njeri")
    # A browser writes each answer of 401 to its console; nothing else was wrong.
    assert [line for line in trouble if "401" not in line] == []
    trouble.clear()
