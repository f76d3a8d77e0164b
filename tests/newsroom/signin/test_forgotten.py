"""A new password by mail, through a real mail server on loopback."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.test import Client

from newsroom.models import AuditEntry, DeskSession
from tests.factories import make_user
from tests.postbox import Postbox, open_postbox, text_of

from .conftest import PASSWORD, add_app, is_in

pytestmark = pytest.mark.django_db
ASK = "/admin/account/password/"
NEW = {"password1": "battery staple", "password2": "battery staple"}


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with open_postbox() as postbox:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postbox.port
        yield postbox


def link_in(postbox: Postbox) -> str:
    (link,) = re.findall(r"http\S+", text_of(postbox.letters[-1]))
    return str(link).removeprefix("http://testserver")


def open_link(client: Client, link: str) -> str:
    """The address of the form to which the link leads, without its secret."""
    return str(client.get(link)["Location"])


def test_a_forgotten_password_is_set_anew_by_mail(amina, client, sign_in, postbox):
    elsewhere = Client()
    sign_in(by=elsewhere)

    client.post(ASK, {"email": "Amina@Example.org"})
    link = link_in(postbox)
    form = open_link(client, link)
    answer = client.post(form, NEW)

    assert postbox.receivers == [["amina@example.org"]]
    assert postbox.letters[0]["Subject"] == "Set a new password"
    assert link.split("-")[-1] not in form
    assert answer["Location"] == "/admin/account/password/done/"
    assert not is_in(elsewhere)
    assert not DeskSession.objects.filter(user_id=amina.pk).exists()
    assert PASSWORD not in str(sign_in(password=PASSWORD).get("Location", ""))
    assert sign_in(password="battery staple")["Location"] == "/admin/"
    assert [str(entry) for entry in AuditEntry.objects.order_by("pk")][1:3] == [
        "Amina asked for a new password by mail",
        "Amina set a new password by mail",
    ]


def test_the_letter_has_the_link_for_those_who_read_html_too(amina, client, postbox):
    client.post(ASK, {"email": "amina@example.org"})

    html = postbox.letters[0].get_body(("html",))

    assert html is not None
    assert f'href="http://testserver{link_in(postbox)}"' in html.get_content()


def test_the_link_works_once(amina, client, postbox):
    client.post(ASK, {"email": "amina@example.org"})
    link = link_in(postbox)
    client.post(open_link(client, link), NEW)

    page = Client().get(link)

    assert page.status_code == 200
    assert "This link does not work any more" in page.content.decode()


def test_the_link_dies_with_its_time_and_with_a_sign_in(amina, client, sign_in, postbox, settings):
    client.post(ASK, {"email": "amina@example.org"})
    link = link_in(postbox)

    sign_in()
    after_sign_in = Client().get(link).content.decode()
    client.post("/admin/logout/")
    client.post(ASK, {"email": "amina@example.org"})
    link = link_in(postbox)
    settings.PASSWORD_RESET_TIMEOUT = -1
    too_late = Client().get(link).content.decode()

    assert "does not work any more" in after_sign_in
    assert "does not work any more" in too_late


def test_the_link_is_of_the_site_and_not_of_the_host_that_was_asked(amina, client, postbox, settings):
    settings.SITE_URL = "https://www.example.org"
    settings.ALLOWED_HOSTS = ["evil.example", "testserver"]

    client.post(ASK, {"email": "amina@example.org"}, headers={"Host": "evil.example"})

    assert "https://www.example.org/admin/account/password/" in text_of(postbox.letters[0])


def test_a_new_password_does_not_pass_by_the_second_factor(amina, client, sign_in, postbox):
    add_app(amina)
    client.post(ASK, {"email": "amina@example.org"})
    client.post(open_link(client, link_in(postbox)), NEW)

    assert not is_in(client)
    assert sign_in(password="battery staple")["Location"] == "/admin/account/second-factor/authenticate/"


@pytest.mark.parametrize("password", ["short", "password123", "amina@example.org", "1234567890123"])
def test_a_weak_password_is_refused(amina, client, postbox, password):
    client.post(ASK, {"email": "amina@example.org"})
    form = open_link(client, link_in(postbox))

    page = client.post(form, {"password1": password, "password2": password})

    assert page.status_code == 200
    assert page.context["form"].errors


@pytest.mark.parametrize("person", [{"is_active": False}, {"is_staff": False}])
def test_a_closed_account_gets_no_link(amina, client, postbox, person):
    type(amina).objects.filter(pk=amina.pk).update(**person)

    client.post(ASK, {"email": "amina@example.org"})

    assert postbox.letters == []


def test_the_form_answers_the_same_for_an_account_and_for_none(
    amina, client, postbox, django_capture_on_commit_callbacks
):
    known, unknown = (client.post(ASK, {"email": f"{name}@example.org"}) for name in ("amina", "nobody"))

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert client.get(known["Location"]).content == client.get(unknown["Location"]).content
    assert len(postbox.letters) == 1


def test_the_form_looks_nobody_up_so_its_time_tells_nothing(
    amina, client, settings, django_assert_num_queries
):
    """The worker does: what the form does for one address it does for every other."""
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default"]}
    }
    statements = {}
    for name in ("amina", "nobody"):
        with django_assert_num_queries(1) as asked:
            client.post(ASK, {"email": f"{name}@example.org"})
        statements[name] = [query["sql"].replace(name, "") for query in asked.captured_queries]

    assert statements["amina"] == statements["nobody"]


def test_one_address_gets_three_letters_in_a_quarter_of_an_hour(amina, client, postbox):
    for n in range(5):
        client.post(ASK, {"email": "amina@example.org"}, REMOTE_ADDR=f"192.0.2.{n}")

    assert len(postbox.letters) == 3


def test_one_network_asks_twenty_times(client, postbox):
    answers = [client.post(ASK, {"email": f"name-{n}@example.org"}).status_code for n in range(21)]

    assert answers == [302] * 20 + [429]


def test_nobody_sees_in_the_logs_with_what_a_password_is_set(amina, client, postbox, caplog):
    client.post(ASK, {"email": "amina@example.org"})
    link = link_in(postbox)
    secret = link.strip("/").split("/")[-1].partition("-")[2]

    with caplog.at_level("INFO", logger="newsroom.logs"):
        client.get(link)

    assert secret not in str([record.__dict__ for record in caplog.records])
    assert django_settings.PASSWORD_RESET_TIMEOUT == 3 * 24 * 3600


def test_a_link_for_one_does_not_set_the_password_of_another(amina, client, postbox):
    peter = make_user(username="peter", email="peter@example.org")
    client.post(ASK, {"email": "amina@example.org"})
    link = link_in(postbox)
    from allauth.account.utils import user_pk_to_url_str  # here, for the one test that forges a link

    forged = link.replace(f"/{user_pk_to_url_str(amina)}-", f"/{user_pk_to_url_str(peter)}-")

    assert forged != link
    assert "does not work any more" in client.get(forged).content.decode()
