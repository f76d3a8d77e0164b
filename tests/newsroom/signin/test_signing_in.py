"""The door as a person, and as somebody who should stay outside, meets it."""

import time
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group
from django.test import Client

from newsroom.models import AuditEntry, DeskSession, RolePolicy
from tests.factories import make_user

from .conftest import PASSWORD, add_app, code_of, is_in, recovery_codes_of

pytestmark = pytest.mark.django_db
WRONG = "This name and this password do not go together."
LOCKED = "Too many wrong tries."
SECOND_FACTOR = "/admin/account/second-factor/authenticate/"


def said(*, newest: int = 10) -> list[str]:
    return [str(entry) for entry in AuditEntry.objects.order_by("pk")][-newest:]


@pytest.mark.parametrize("login", ["amina", "AMINA", "amina@example.org", " Amina@Example.org "])
def test_a_name_or_an_address_opens_with_the_password(amina, client, sign_in, login):
    answer = sign_in(login)

    assert answer["Location"] == "/admin/"
    assert is_in(client)
    assert said() == ["Amina signed in"]


def test_somebody_else_s_password_opens_nothing(amina, client, sign_in):
    make_user(username="peter").set_password("another horse")

    page = sign_in(password="another horse").content.decode()

    assert WRONG in page
    assert not is_in(client)
    assert said() == ["A sign-in failed for Amina"]


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(amina, sign_in):
    known, unknown = sign_in(password="no").content.decode(), sign_in("nobody", "no").content.decode()

    def without_token(page: str) -> str:
        return "".join(line for line in page.splitlines() if "csrf" not in line)

    assert without_token(known).replace("amina", "") == without_token(unknown).replace("nobody", "")


class CountingHasher(MD5PasswordHasher):
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.hashed += 1
        return super().encode(password, salt)


def test_a_wrong_try_takes_as_long_for_a_name_an_address_and_none(amina, sign_in, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    costs = {}
    for login in ("amina", "amina@example.org", "nobody", "nobody@example.org"):
        CountingHasher.hashed = 0
        sign_in(login, "guess")
        costs[login] = CountingHasher.hashed

    assert set(costs.values()) == {1}


def test_a_password_typed_as_the_name_is_not_kept(amina, sign_in):
    sign_in("correct horse", "amina")

    assert "horse" not in str([vars(entry) for entry in AuditEntry.objects.all()])


@pytest.mark.parametrize("path", ["/admin/signup/", "/admin/account/signup/", "/admin/account/email/"])
def test_nobody_signs_up(client, path):
    assert client.get(path).status_code in {302, 404}
    assert "account_signup" not in str(client.get("/admin/login/").content)


@pytest.mark.parametrize(
    "person", [{"is_active": False}, {"is_staff": False}], ids=["closed", "no colleague"]
)
def test_a_closed_account_and_a_stranger_s_do_not_open(amina, client, sign_in, person):
    for name, value in person.items():
        setattr(amina, name, value)
    amina.save()

    assert sign_in()["Location"] == "/admin/account/closed/"
    assert not is_in(client)
    assert WRONG in sign_in(password="no").content.decode()


# Where one goes after it


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/admin/articles/article/", "/admin/articles/article/"),
        ("/admin/articles/article/?q=a%26b", "/admin/articles/article/?q=a%26b"),
        ("https://evil.example/", "/admin/"),
        ("//evil.example/", "/admin/"),
        ("///evil.example/", "/admin/"),
        ("/\\evil.example/", "/admin/"),
        ("http:///evil.example", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
        ("http://testserver/admin/", "/admin/"),
        ("/\t/evil.example", "/admin/"),
    ],
)
def test_one_is_led_back_to_a_page_of_the_site_and_nowhere_else(amina, client, sign_in, asked, led_to):
    assert sign_in(next=asked)["Location"] == led_to
    assert client.get("/admin/login/", {"next": asked})["Location"] == led_to


@pytest.mark.parametrize("asked", ["https://evil.example/", "//evil.example/", "/\\evil.example/"])
def test_signing_out_and_confirming_lead_nowhere_else_either(amina, client, sign_in, asked):
    sign_in()
    confirmed = client.post("/admin/account/confirm/", {"password": PASSWORD, "next": asked})
    changed = client.post(
        "/admin/password_change/",
        {
            "oldpassword": PASSWORD,
            "password1": "battery staple",
            "password2": "battery staple",
            "next": asked,
        },
    )
    out = client.post("/admin/logout/", {"next": asked})

    assert "evil" not in confirmed["Location"] + changed["Location"] + out["Location"]


def test_signing_in_leads_back_to_where_one_was_going(amina, client):
    page = client.get("/admin/articles/article/")

    assert page["Location"] == "/admin/login/?next=/admin/articles/article/"
    assert 'value="/admin/articles/article/"' in client.get(page["Location"]).content.decode()


# Sessions


def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in(amina, client, sign_in):
    client.get("/admin/login/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    sign_in()

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key
    assert not DeskSession.objects.filter(session_key=session.session_key).exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_who_is_let_go_is_out_at_the_next_request(amina, client, sign_in, change):
    sign_in()
    assert is_in(client)

    type(amina).objects.filter(pk=amina.pk).update(**change)  # whoever does it, and however

    assert not is_in(client)


def test_a_new_password_ends_all_other_sessions_and_their_rows(amina, client, sign_in):
    elsewhere = Client()
    sign_in(by=elsewhere)
    sign_in()
    form = {"oldpassword": PASSWORD, "password1": "battery staple", "password2": "battery staple"}

    client.post("/admin/password_change/", form)

    assert (is_in(client), is_in(elsewhere)) == (True, False)
    assert DeskSession.objects.filter(user_id=amina.pk).count() == 1
    assert said(newest=1) == ["Amina changed the password"]


def test_signing_out_ends_the_session(amina, client, sign_in):
    sign_in()
    key = client.session.session_key

    answer = client.post("/admin/logout/")

    assert answer["Location"] == "/admin/login/"
    assert not DeskSession.objects.filter(session_key=key).exists()
    assert said(newest=1) == ["Amina signed out"]


# Guessing


def test_five_wrong_tries_close_an_account_to_one_address_and_leave_it_open_to_its_owner(
    amina, client, sign_in
):
    answers = [sign_in(password=f"guess {n}").content.decode() for n in range(7)]

    assert [LOCKED in answer for answer in answers] == [False] * 5 + [True] * 2
    assert LOCKED in sign_in().content.decode()
    assert LOCKED in sign_in("AMINA ").content.decode()
    assert not is_in(client)
    assert sign_in(at="192.0.2.2")["Location"] == "/admin/"
    assert said()[:6] == ["A sign-in failed for Amina"] * 5 + ["Signing in was locked for a while for Amina"]


def test_one_address_has_thirty_wrong_tries_at_all_accounts(amina, sign_in):
    for n in range(30):
        sign_in(f"name-{n}", "guess")

    assert LOCKED in sign_in().content.decode()
    assert sign_in(at="192.0.2.2")["Location"] == "/admin/"


def test_many_addresses_have_thirty_wrong_tries_at_one_account(amina, sign_in):
    for n in range(30):
        sign_in(password="guess", at=f"192.0.2.{n}")

    assert LOCKED in sign_in(at="198.51.100.1").content.decode()


def test_right_tries_do_not_count(amina, sign_in):
    assert {sign_in(by=Client())["Location"] for _ in range(12)} == {"/admin/"}


def test_an_address_that_a_visitor_writes_himself_gives_no_new_tries(amina, client, sign_in, settings):
    settings.TRUSTED_PROXIES = 1
    proxy = "127.0.0.1"
    tries = [
        client.post(
            "/admin/login/",
            {"login": "amina", "password": "guess"},
            REMOTE_ADDR=proxy,
            headers={"X-Forwarded-For": f"203.0.113.{n}, 192.0.2.1"},
        ).content.decode()
        for n in range(6)
    ]

    assert [LOCKED in answer for answer in tries] == [False] * 5 + [True]


def test_without_proxies_nobody_believes_the_header(amina, client):
    tries = [
        client.post(
            "/admin/login/",
            {"login": "amina", "password": "guess"},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        ).content.decode()
        for n in range(6)
    ]

    assert LOCKED in tries[5]


# The second factor


@pytest.fixture
def clock(monkeypatch):
    """Seconds since 1970, as allauth reads them. Set `clock.now`."""

    class Clock:
        now = 1_764_000_000.0

        def time(self) -> float:
            return self.now

    clock = Clock()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", clock.time)
    return clock


def test_the_password_alone_opens_nothing_where_there_is_an_app(amina, client, sign_in, clock):
    secret = add_app(amina)

    assert sign_in()["Location"] == SECOND_FACTOR
    assert not is_in(client)
    client.post(SECOND_FACTOR, {"code": code_of(secret, clock.now)})

    assert is_in(client)
    assert said(newest=1) == ["Amina signed in, with an authenticator app"]


def kept_of(user) -> dict[str, str]:
    """What the database has of the secrets of a second factor."""
    rows = Authenticator.objects.filter(user=user).values_list("data", flat=True)
    return {name: row[name] for row in rows for name in ("secret", "seed") if name in row}


def test_the_database_has_no_secret_of_a_second_factor_in_the_clear(amina):
    secret = add_app(amina)

    kept = kept_of(amina)

    assert secret not in str(kept)
    assert set(kept) == {"secret", "seed"}
    assert all(value.startswith("sealed:") for value in kept.values())


def test_a_secret_that_is_kept_in_the_clear_opens_and_is_sealed_by_it(amina, client, sign_in, clock):
    secret = add_app(amina)
    app = Authenticator.objects.get(user=amina, type="totp")
    app.data["secret"] = secret
    app.save()
    sign_in()

    client.post(SECOND_FACTOR, {"code": code_of(secret, clock.now)})

    assert is_in(client)
    assert kept_of(amina)["secret"].startswith("sealed:")


@pytest.mark.parametrize("is_known", [True, False])
def test_another_secret_key_opens_with_the_former_one_as_a_fallback(
    amina, client, sign_in, clock, settings, is_known
):
    secret = add_app(amina)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if is_known else []
    settings.SECRET_KEY = "another" * 10
    sign_in()

    page = client.post(SECOND_FACTOR, {"code": code_of(secret, clock.now)})

    assert is_in(client) == is_known
    assert is_known or "This code is not right." in page.content.decode()


def test_what_was_kept_in_the_clear_is_sealed_by_the_migration_and_opened_on_its_way_back(amina):
    migration = import_module("newsroom.migrations.0007_sealed_second_factors")
    secret = add_app(amina)
    sealed = kept_of(amina)

    migration.unseal(apps, None)
    opened = kept_of(amina)
    migration.seal(apps, None)

    assert opened["secret"] == secret
    assert not opened["seed"].startswith("sealed:")
    assert kept_of(amina).keys() == sealed.keys()
    assert all(value.startswith("sealed:") for value in kept_of(amina).values())
    assert len(recovery_codes_of(amina)) == 10


def test_a_code_opens_once_even_where_the_clock_may_be_off(amina, sign_in, clock):
    secret = add_app(amina)
    code = code_of(secret, clock.now)
    thief, owner = Client(), Client()
    sign_in(by=owner)
    owner.post(SECOND_FACTOR, {"code": code})

    for later in (0, 20, 31, 45):
        clock.now += later
        sign_in(by=thief)
        thief.post(SECOND_FACTOR, {"code": code})
        thief.post(SECOND_FACTOR, {"code": f"{code[:3]} {code[3:]}"})

    assert (is_in(owner), is_in(thief)) == (True, False)


def test_an_older_code_than_the_last_opens_nothing(amina, client, sign_in, clock):
    secret = add_app(amina)
    older = code_of(secret, clock.now)
    clock.now += 30
    sign_in(by=Client())
    first = Client()
    sign_in(by=first)
    first.post(SECOND_FACTOR, {"code": code_of(secret, clock.now)})
    sign_in()

    client.post(SECOND_FACTOR, {"code": older})

    assert (is_in(first), is_in(client)) == (True, False)


def test_a_phone_whose_clock_is_half_a_minute_off_still_opens(amina, client, sign_in, clock):
    secret = add_app(amina)
    sign_in()

    client.post(SECOND_FACTOR, {"code": code_of(secret, clock.now - 30)})

    assert is_in(client)


def test_a_recovery_code_opens_once(amina, sign_in):
    add_app(amina)
    code = recovery_codes_of(amina)[0]
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(by=browser)
        browser.post(SECOND_FACTOR, {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)
    assert "Amina signed in, with recovery codes" in said()
    assert len(recovery_codes_of(amina)) == 9


def test_codes_are_guessed_five_times(amina, client, sign_in, clock):
    secret = add_app(amina)
    sign_in()
    for n in range(5):
        client.post(SECOND_FACTOR, {"code": f"00000{n}"})

    page = client.post(SECOND_FACTOR, {"code": code_of(secret, clock.now)})

    assert LOCKED in page.content.decode()
    assert not is_in(client)
    assert said().count("A second factor was wrong for Amina") == 5


def test_the_second_step_without_the_first_leads_to_the_first(amina, client):
    add_app(amina)

    assert client.post(SECOND_FACTOR, {"code": recovery_codes_of(amina)[0]})["Location"] == "/admin/login/"


@pytest.fixture
def strict_editors(db):
    group = Group.objects.get(name="Editor")
    RolePolicy.objects.create(group=group, needs_second_factor=True)
    return group


def test_a_role_can_ask_for_a_second_factor_before_anything_else(amina, client, sign_in, strict_editors):
    amina.groups.add(strict_editors)
    sign_in()

    page = client.get("/admin/articles/article/")
    form = client.post("/admin/articles/article/add/", {"headline": "Quick"})
    script = client.get("/admin/articles/article/", headers={"Sec-Fetch-Dest": "empty"})

    assert {page["Location"], form["Location"]} == {"/admin/account/second-factor/"}
    assert "Your role needs a second factor" in client.get(page["Location"]).content.decode()
    assert script.status_code == 403
    assert script.json()["sentence"] == "Your role needs a second factor. Set one up to go on."


def test_who_has_one_and_who_has_another_role_go_on(amina, client, sign_in, strict_editors):
    peter = make_user(username="peter")
    peter.groups.add(Group.objects.get(name="Reporter"))
    amina.groups.add(strict_editors)
    add_app(amina)
    other = Client()
    sign_in("peter", by=other)
    client.force_login(amina)

    assert (is_in(client), is_in(other)) == (True, True)


def test_the_rule_for_managing_editors_is_the_superusers_too(client):
    boss = make_user(username="boss", is_superuser=True)
    RolePolicy.objects.create(group=Group.objects.get(name="Managing editor"), needs_second_factor=True)
    client.force_login(boss)

    assert client.get("/admin/")["Location"] == "/admin/account/second-factor/"


def test_a_rule_that_begins_today_is_asked_of_those_who_are_in_already(amina, client, sign_in):
    group = Group.objects.get(name="Editor")
    amina.groups.add(group)
    sign_in()
    assert is_in(client)

    RolePolicy.objects.create(group=group, needs_second_factor=True)

    assert not is_in(client)


def test_setting_up_an_app_asks_for_the_password_and_gives_recovery_codes(
    amina, client, sign_in, strict_editors, clock, django_capture_on_commit_callbacks
):
    amina.groups.add(strict_editors)
    sign_in()
    setup = "/admin/account/second-factor/totp/activate/"

    assert client.get(setup)["Location"].startswith("/admin/account/confirm/")
    client.post(f"/admin/account/confirm/?next={setup}", {"password": PASSWORD})
    page = client.get(setup)
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(setup, {"code": code_of(secret, clock.now)})

    assert "<svg" in page.content.decode()
    assert "data:" not in page.content.decode()
    assert answer["Location"] == "/admin/account/second-factor/recovery-codes/"
    assert recovery_codes_of(amina)[0] in client.get(answer["Location"]).content.decode()
    assert is_in(client)
    assert "Amina set up a second factor, an authenticator app" in said()


def test_nobody_touches_somebody_else_s_key(amina, client, sign_in):
    peter = make_user(username="peter")
    key = Authenticator.objects.create(user=peter, type="webauthn", data={"name": "Peter's key"})
    sign_in()
    client.post("/admin/account/confirm/", {"password": PASSWORD})

    for verb in ("remove", "edit"):
        page = client.post(f"/admin/account/second-factor/webauthn/keys/{key.pk}/{verb}/", {"name": "Mine"})
        assert page.status_code == 404

    assert Authenticator.objects.get().data == {"name": "Peter's key"}


# Scripts of a page that has been open for long


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Dest": "empty"},
        {"X-Requested-With": "XMLHttpRequest"},
        {"Accept": "application/json"},
    ],
)
def test_a_script_of_somebody_who_is_signed_out_is_told_so(client, headers, db):
    page = "http://testserver/admin/articles/article/7/change/"
    answer = client.post("/admin/articles/article/7/change/", headers={**headers, "Referer": page})

    assert answer.status_code == 401
    assert answer.json() == {
        "signed_in": False,
        "login": "/admin/login/?next=%2Fadmin%2Farticles%2Farticle%2F7%2Fchange%2F",
    }


@pytest.mark.parametrize("page", ["https://evil.example/admin/", "http://testserver/", ""])
def test_a_script_of_another_page_is_led_to_the_plain_sign_in(client, page, db):
    answer = client.get("/admin/", headers={"Sec-Fetch-Dest": "empty", "Referer": page})

    assert answer.json() == {"signed_in": False, "login": "/admin/login/"}


def test_a_person_is_led_to_the_sign_in(client, db):
    assert client.get("/admin/", headers={"Sec-Fetch-Dest": "document"}).status_code == 302


def test_signing_in_in_another_tab_lets_the_first_one_go_on(amina, client, sign_in):
    assert client.get("/admin/account/signed-in/").status_code == 401

    sign_in()
    answer = client.get("/admin/account/signed-in/").json()

    assert answer == {"signed_in": True, "id": amina.pk, "name": "Amina", "csrf": answer["csrf"]}
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post("/admin/logout/", headers={"X-CSRFToken": answer["csrf"]}).status_code == 302


def test_no_cache_keeps_the_pages_of_the_door(client, db):
    for page in ("/admin/login/", "/admin/account/password/", "/admin/account/signed-in/"):
        assert "no-store" in client.get(page)["Cache-Control"]


def test_the_clock_of_the_tests_is_the_one_of_the_code(clock):
    assert time.time() == clock.now
