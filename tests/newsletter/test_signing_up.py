"""From the form to the first confirmed subscription, with a real mail server at the other end."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsletter import subscribing
from newsletter.models import (
    ConsentProof,
    Newsletter,
    SignUp,
    State,
    Subscriber,
    Subscription,
    Suppression,
)
from newsroom.models import Tally
from tests.newsletter.conftest import link_in
from tests.postbox import text_of

pytestmark = pytest.mark.django_db


def test_a_reader_signs_up_confirms_by_a_button_and_gets_the_newsletter(reader, postbox, daily):
    answer = reader.sign_up("Amina@Example.org", daily.slug)

    assert (answer.status_code, answer["Location"]) == (303, "/newsletter/asked/?language=en")
    assert postbox.receivers == [["Amina@example.org"]]
    path = link_in(postbox.letters[0])
    reader.client.get(path)
    assert Subscription.objects.get().state == State.PENDING

    done = reader.post(path)

    assert done.status_code == 200
    subscription = Subscription.objects.get()
    assert (subscription.state, subscription.newsletter) == (State.ACTIVE, daily)
    assert subscription.subscriber.address == "Amina@example.org"


def test_the_proof_holds_the_words_that_were_shown(reader, postbox, daily):
    page = reader.client.get("/newsletter/").content.decode()
    reader.sign_up("amina@example.org", daily.slug)
    reader.post(link_in(postbox.letters[0]))

    asked, confirmed = ConsentProof.objects.order_by("pk")

    assert (asked.action, confirmed.action) == ("asked", "confirmed")
    assert asked.wording == confirmed.wording
    assert asked.wording.text in page
    assert {proof.address_hash for proof in (asked, confirmed)} == {Subscriber.objects.get().address_hash}
    assert (asked.place, asked.network, asked.newsletter_name) == ("/newsletter/", "127.0.0.0/24", daily.name)


def test_a_confirmation_carries_nothing_that_a_stranger_typed(reader, postbox, daily):
    reader.sign_up(
        "amina@example.org", daily.slug, name="Buy\r\nBcc: x@example.net", note="http://bad.example"
    )

    letter = postbox.letters[0]
    assert postbox.receivers == [["amina@example.org"]]
    assert "bad.example" not in letter.as_string() and "Buy" not in letter.as_string()
    assert letter["To"] == "amina@example.org"
    assert "Bcc" not in letter and "Cc" not in letter
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_body(("html",)) is not None


def test_the_letter_speaks_the_language_of_the_form(reader, postbox, daily):
    answer = reader.sign_up("amina@example.org", daily.slug, language="sw")

    assert answer["Location"].endswith("?language=sw")
    assert "ubonyeze kitufe" in text_of(postbox.letters[0])
    assert 'lang="sw"' in reader.client.get(link_in(postbox.letters[0])).content.decode()


STATES = ("new", "pending", "confirmed", "left", "hard", "complaint", "erased", "trapped")


def put_into(state: str, address: str, newsletter: Newsletter) -> None:
    from newsletter import addresses

    if state in {"pending", "confirmed", "left"}:
        subscriber = subscribing.subscriber_of(address, language="en", now=timezone.now())
        Subscription.objects.create(
            subscriber=subscriber,
            newsletter=newsletter,
            state={"confirmed": State.ACTIVE}.get(state, state),
        )
    elif state in {"hard", "complaint", "erased"}:
        Suppression.objects.create(address_hash=addresses.hash_of(address), reason=state)


def test_nobody_learns_from_the_answer_who_is_a_reader(reader, postbox, daily):
    answers = set()
    for state in STATES:
        address = f"{state}@example.org"
        put_into(state, address, daily)
        trap = {"website": "http://spam.example"} if state == "trapped" else {}
        answer = reader.sign_up(address, daily.slug, **trap)
        page = reader.client.get(answer["Location"])
        headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
        answers.add((answer.status_code, answer.content, tuple(headers.items()), page.content))

    assert len(answers) == 1
    written_to = {address.partition("@")[0] for [address] in postbox.receivers}
    assert written_to == {"new", "pending", "confirmed", "left", "erased"}


def test_who_gets_it_already_is_mailed_the_private_link_and_no_button(reader, postbox, daily):
    put_into("confirmed", "amina@example.org", daily)

    reader.sign_up("amina@example.org", daily.slug)

    assert link_in(postbox.letters[0]).startswith("/newsletter/preferences/")


def test_one_address_is_written_to_once_a_day_and_three_times_a_week(reader, postbox, daily, monkeypatch):
    now = timezone.now()
    for hours in range(0, 7 * 24, 2):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: now + timedelta(hours=hours))
        reader.sign_up("amina@example.org", daily.slug)

    assert len(postbox.letters) == 3


def test_one_network_signs_up_twenty_an_hour_and_others_go_on(reader, postbox, daily, settings):
    settings.TRUSTED_PROXIES = 1
    values = {**reader.fields(), "newsletter": daily.slug}

    statuses = [
        reader.post(
            "/newsletter/",
            {**values, "email": f"reader-{number}@example.org"},
            headers={"X-Forwarded-For": "203.0.113.9"},
        ).status_code
        for number in range(25)
    ]
    other = reader.post(
        "/newsletter/",
        {**values, "email": "amina@example.org"},
        headers={"X-Forwarded-For": "203.0.114.9"},
    )

    assert statuses == [303] * 20 + [429] * 5
    assert other.status_code == 303
    assert len(postbox.letters) == 21
    assert not Tally.objects.filter(key__contains="203").exists()


def test_beyond_the_cap_of_the_site_letters_wait_and_none_is_lost(
    reader, postbox, daily, settings, caplog, monkeypatch
):
    settings.NEWSLETTER_LETTERS_PER_HOUR = 3
    for number in range(5):
        reader.sign_up(f"reader-{number}@example.org", daily.slug)
    assert len(postbox.letters) == 3
    assert "Too many sign-ups within an hour" in caplog.text

    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with reader.run_tasks(execute=True):
        subscribing.answer_left_behind()

    assert len(postbox.letters) == 5
    assert not SignUp.objects.filter(done_at=None).exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "amina@"}, "The part after the @ is missing"),
        ({"email": "amina@"}, "for example amina@example.org"),
        ({"email": "a@mailinator.com"}, "thrown away"),
        ({"newsletter": ()}, "Tick at least one newsletter"),
        ({"newsletter": "no-such-letter"}, "Tick at least one newsletter"),
        ({"stamp": "2020-01-01:forged"}, "press the button once more"),
        ({"wording": "never shown"}, "press the button once more"),
        ({"email": "amina@", "language": "sw"}, "Sehemu baada ya @ haipo"),
    ],
)
def test_a_form_that_cannot_be_taken_says_how_to_mend_it(reader, postbox, daily, fields, sentence):
    values = {**reader.fields(), "email": "amina@example.org", "newsletter": daily.slug, **fields}

    answer = reader.post("/newsletter/", values)

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert not SignUp.objects.exists() and not postbox.letters


def test_a_form_is_good_for_three_days_and_no_longer(reader, postbox, daily, monkeypatch):
    values = {**reader.fields(), "email": "amina@example.org", "newsletter": daily.slug}
    now = timezone.now()

    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=3))
    in_time = reader.post("/newsletter/", values)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=4))
    late = reader.post("/newsletter/", values)

    assert (in_time.status_code, late.status_code) == (303, 400)


def test_a_form_of_another_site_is_refused(daily, reader):
    values = {**reader.fields(), "email": "amina@example.org", "newsletter": daily.slug}

    answers = [
        Client(headers=headers).post("/newsletter/", values).status_code
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {})
    ]

    assert answers == [403, 403, 403]
    assert not SignUp.objects.exists()


def test_what_stands_in_the_field_comes_back_as_text(reader, daily):
    answer = reader.sign_up('"><script>alert(1)</script>', daily.slug)

    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;" in answer.content.decode()


def test_a_closed_newsletter_takes_nobody_and_is_not_listed(reader, daily):
    Newsletter.objects.create(name="Closed", slug="closed", promise="No more.", is_public=False)

    assert "Closed" not in reader.client.get("/newsletter/").content.decode()
    assert reader.sign_up("amina@example.org", "closed").status_code == 400


def test_the_letter_goes_out_after_the_mail_server_has_come_back(
    reader, postbox, daily, settings, monkeypatch
):
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    reader.sign_up("amina@example.org", daily.slug)
    assert SignUp.objects.get().done_at is None

    settings.EMAIL_PORT = port
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with reader.run_tasks(execute=True):
        subscribing.answer_left_behind()

    assert postbox.receivers == [["amina@example.org"]]
    assert ConsentProof.objects.count() == 1


def test_whoever_never_confirms_is_forgotten(reader, postbox, daily, monkeypatch):
    reader.sign_up("amina@example.org", daily.slug)
    reader.sign_up("otieno@example.org", daily.slug)
    reader.post(link_in(postbox.letters[1]))

    forgotten = subscribing.forget_old(timezone.now() + timedelta(days=15))

    assert forgotten > 0
    assert [one.address for one in Subscriber.objects.all()] == ["otieno@example.org"]
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("path", ["/newsletter/", "/newsletter/link/", "/newsletter/asked/"])
def test_the_pages_are_the_same_bytes_for_everybody(client, daily, path):
    client.cookies["session"] = "somebody"
    pages = [client.get(path), Client().get(path, headers={"User-Agent": "Another"})]

    assert pages[0].content == pages[1].content
    assert not any(page.cookies or "Cookie" in page.get("Vary", "") for page in pages)
    assert "s-maxage" in pages[0]["Cache-Control"]
    assert not re.search("csrf", pages[0].content.decode())


def test_an_address_in_idna_reaches_its_own_domain(reader, postbox, daily):
    reader.sign_up("amina@straße.example", daily.slug)

    assert postbox.receivers == [["amina@xn--strae-oqa.example"]]
