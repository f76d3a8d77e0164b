"""A choice as it is posted: what it sets, and all that is refused without a trace."""

import json
import re

import pytest

from consent import choice as choices
from consent import published, versions
from consent.choice import Answer
from consent.models import Controller, DailyCount, Outcome, Record, Service
from newsroom.models import Tally

from .factories import FORM, HERE, ID, OTHER_ID, answer_of, body, choose, choose_by_form, send

pytestmark = pytest.mark.django_db


def kept() -> list[tuple[str, str]]:
    return list(Record.objects.order_by("pk").values_list("state", "how"))


def cookie_of(client) -> str:
    return str(client.cookies[choices.NAME].value)


def chosen_by(client) -> dict[str, Answer]:
    found = choices.read(cookie_of(client), now=2**31)
    assert found is None  # a browser of the future has none
    at = int(cookie_of(client).split(".")[1], 36)
    choice = choices.read(cookie_of(client), now=at)
    assert choice is not None
    return dict(choice.answers)


def test_a_choice_is_taken_down_and_its_cookie_set_again(client):
    response = choose(client)

    number = published.current().services["youtube"].number
    assert response.status_code == 200
    assert answer_of(response) == {"cookie": cookie_of(client), "receipt": ID, "recorded": True}
    assert chosen_by(client) == {"embeds": Answer(1, frozenset({number}))}
    assert kept() == [("given", "banner")]
    assert list(DailyCount.objects.values_list("language", "outcome", "number")) == [("en", "partial", 1)]


def test_the_cookie_is_first_party_readable_and_kept_for_six_months(client, settings):
    settings.IS_HTTPS = True

    cookie = choose(client).cookies[choices.NAME]

    assert {name: cookie[name] for name in ("path", "max-age", "samesite", "secure", "httponly", "domain")} == {
        "path": "/", "max-age": 182 * 86_400, "samesite": "Lax", "secure": True, "httponly": "", "domain": "",
    }  # fmt: skip
    assert len(choices.NAME) + 1 + len(cookie.value) <= 200


def test_a_cookie_may_hold_for_sub_domains(client, settings):
    settings.CONSENT_COOKIE_DOMAIN = "example.org"

    assert choose(client).cookies[choices.NAME]["domain"] == "example.org"


def test_a_refusal_leaves_no_row_and_no_number(client):
    response = choose(client, choices={"embeds": False}, id=None)

    assert answer_of(response) == {"cookie": cookie_of(client), "receipt": None, "recorded": False}
    assert "~" not in cookie_of(client)
    assert kept() == []
    assert DailyCount.objects.get().outcome == Outcome.REFUSED


def test_other_categories_keep_their_answer(client):
    Service.objects.filter(key="plausible").update(is_on=True, own_id="example.org")
    versions.publish(by=None)
    choose(client, choices={"statistics": True})

    choose(client, choices={"embeds": []}, id=OTHER_ID)

    assert chosen_by(client) == {"statistics": Answer(2, None), "embeds": Answer(2)}


def test_accepting_every_service_is_accepting_the_category(client):
    category = published.current().category("embeds")
    assert category is not None

    choose(client, choices={"embeds": [service.key for service in category.services]})

    assert chosen_by(client) == {"embeds": Answer(1, None)}
    assert DailyCount.objects.get().outcome == Outcome.ACCEPTED


def test_an_answer_to_an_older_version_counts_for_that_version(client):
    Service.objects.filter(key="vimeo").update(company="Another")
    versions.publish(by=None)

    choose(client, version=1, choices={"embeds": True})

    assert chosen_by(client) == {"embeds": Answer(1, None)}
    assert Record.objects.get().version == 1


def test_a_withdrawal_ends_the_choice_before(client):
    choose(client)

    choose(client, how="settings", choices={"embeds": False}, id=None, withdraws=ID)

    assert kept() == [("given", "banner"), ("ended", "settings")]


def test_a_choice_ends_once_and_only_one_that_there_was(client):
    choose(client)
    for number in (OTHER_ID, ID, ID):
        choose(client, how="settings", choices={"embeds": False}, id=None, withdraws=number)

    assert kept() == [("given", "banner"), ("ended", "settings")]


def test_a_new_choice_takes_the_place_of_the_one_in_the_cookie(client):
    choose(client)

    choose(client, how="settings", choices={"embeds": True}, id=OTHER_ID)

    assert kept() == [("given", "banner"), ("given", "settings"), ("ended", "settings")]


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"version": 0},
        {"version": -1},
        {"version": 2**70},
        {"version": "1"},
        {"version": True},
        {"version": None},
        {"language": "xx"},
        {"language": ["en"]},
        {"how": "force"},
        {"how": ["banner"]},
        {"how": "no-script"},
        {"choices": {}},
        {"choices": []},
        {"choices": "all"},
        {"choices": {"embeds": "youtube"}},
        {"choices": {"embeds": ["no-such-service"]}},
        {"choices": {"embeds": [1]}},
        {"choices": {"embeds": None}},
        {"choices": {"nothing": True}},
        {"choices": {"necessary": False}},
        {"choices": {"statistics": True}},  # in which there is nothing
        {"id": None},
        {"id": "short"},
        {"id": "<script>alert(1)</scri"},
        {"id": 7},
        {"withdraws": {"a": 1}},
    ],
)
def test_what_is_no_choice_is_refused(client, changes):
    response = choose(client, **changes)

    assert response.status_code == 400
    assert_no_trace(client, response)


@pytest.mark.parametrize(
    ("raw", "content_type", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 4000, "application/json", 400),
        (b" " * 4097, "application/json", 413),
        (b"a" * 1_000_000, "application/json", 413),
        (b"a" * 1_000_000, FORM, 413),
        (b"", FORM, 400),
        (b"answer=accept-all", FORM, 400),
        (b"version=1&answer=save", FORM, 400),
        (b"version=1&language=en&answer=force", FORM, 400),
        (b"version=1&language=en&answer=save&service=no-such", FORM, 400),
        (b"version=1&language=en&answer=save&category=no-such", FORM, 400),
        (b"version=%00&language=en&answer=save", FORM, 400),
        (b"version=1&language=en&answer=save&how=force", FORM, 400),
        (b"{}", "text/plain", 415),
        (b"", "", 415),
        (b"--x--", "multipart/form-data; boundary=x", 415),
    ],
)
def test_a_body_that_is_none_is_refused(client, raw, content_type, status):
    response = send(client, raw, content_type)

    assert response.status_code == status
    assert_no_trace(client, response)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {**HERE, "sec-fetch-site": "cross-site"},
        {**HERE, "sec-fetch-site": "same-site"},
    ],
)
def test_another_site_can_choose_nothing(client, headers):
    response = choose(client, headers=headers)

    assert response.status_code == 403
    assert_no_trace(client, response)


def test_a_choice_that_is_sent_twice_is_taken_down_once(client):
    choose(client)
    client.cookies.clear()

    response = choose(client)

    assert response.status_code == 409
    assert choices.NAME not in response.cookies
    assert len(kept()) == 1
    assert DailyCount.objects.get().number == 1


def test_too_many_choices_from_one_address_are_refused(client, settings):
    settings.CONSENT_POSTS_PER_MINUTE = 2
    refusal = {"choices": {"embeds": False}, "id": None}

    answers = [choose(client, **refusal).status_code for _ in range(4)]
    refused = choose(client)

    assert answers in ([200, 200, 429, 429], [200] * 4)  # at the turn of a minute it begins anew
    if refused.status_code == 429:
        assert 1 <= int(refused["Retry-After"]) <= 60
        assert kept() == []
    assert "127.0.0.1" not in Tally.objects.get().key


@pytest.mark.parametrize(
    "cookie",
    [
        "consent=1.zzzzzzzz.embeds_1_*",
        "consent=<script>",
        "consent=" + "a" * 5000,
        "consent=1.0.embeds_zzzzzz_zzzz; consent=2",
        'consent="; x=";',
        "consent=\xff",
    ],
)
def test_a_cookie_that_is_none_changes_nothing_in_the_answer(client, cookie):
    response = client.post(
        "/consent/", body(), content_type="application/json", headers={**HERE, "cookie": cookie}
    )

    assert response.status_code == 200
    assert set(chosen_by(client)) == {"embeds"}


def test_a_service_that_is_gone_since_does_no_harm(client):
    choose(client)
    Service.objects.filter(key="youtube").delete()
    versions.publish(by=None)

    choose(client, choices={"embeds": ["vimeo"]}, id=OTHER_ID)

    assert len(kept()) == 3
    assert choose(client, choices={"embeds": ["youtube"]}).status_code == 400


@pytest.mark.parametrize(
    ("fields", "services"),
    [
        ({"answer": "accept-all"}, None),
        ({"answer": "reject-all", "category": "embeds"}, []),
        ({"answer": "save"}, []),
        ({"answer": None}, []),
        ({"answer": "save", "category": "embeds"}, None),
        ({"answer": "save", "service": ["youtube", "vimeo"]}, ["youtube", "vimeo"]),
    ],
)
def test_a_form_without_scripts_does_the_same(client, fields, services):
    response = choose_by_form(client, **fields)

    known = published.current().services
    chosen = None if services is None else frozenset(known[key].number for key in services)
    assert (response.status_code, response["Location"]) == (303, "/privacy/cookies/#saved")
    assert chosen_by(client) == {"embeds": Answer(1, chosen)}
    assert kept() == ([] if services == [] else [("given", "no-script")])


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/2026/11/the-story/?page=2", "/2026/11/the-story/?page=2"),
        ("https://evil.example/", "/privacy/cookies/#saved"),
        ("//evil.example/", "/privacy/cookies/#saved"),
        ("/\\evil.example/", "/privacy/cookies/#saved"),
        ("javascript:alert(1)", "/privacy/cookies/#saved"),
        ("/a\r\nSet-Cookie: b=c", "/privacy/cookies/#saved"),
        ("", "/privacy/cookies/#saved"),
    ],
)
def test_a_form_leads_back_to_this_site_alone(client, address, target):
    assert choose_by_form(client, next=address)["Location"] == target


def test_a_get_chooses_nothing(client):
    assert client.get("/consent/").status_code == 405


@pytest.mark.parametrize(
    "address", ["/privacy/cookies/", "/.well-known/consent.json", "/.well-known/gpc.json"]
)
def test_the_declaration_is_the_same_for_everybody(client, address):
    plain = client.get(address)
    choose(client)

    others = [
        client.get(address),
        client.get(address, headers={"sec-gpc": "1", "dnt": "1"}),
        client.get(address, headers={"user-agent": "Other/1.0"}),
    ]

    assert {response.content for response in others} == {plain.content}
    assert plain["Cache-Tag"] == "consent,site"
    assert "Set-Cookie" not in plain.headers
    assert not plain.cookies
    assert plain["Vary"] == "Accept-Encoding"


def test_the_declaration_says_who_receives_what_and_for_how_long(client):
    page = client.get("/privacy/cookies/").content.decode()

    for words in ("YouTube", "Google, USA", "www.youtube-nocookie.com", "VISITOR_INFO1_LIVE", "180 days"):
        assert words in page
    assert 'rel="alternate" type="application/json" href="/.well-known/consent.json"' in page


def test_the_declaration_says_who_answers_and_what_is_kept(client):
    Controller.objects.create(pk=1, name="The Lake Herald Ltd", registration="ODPC 12", keeps_days=30)
    versions.publish(by=None)

    page = client.get("/privacy/cookies/").content.decode()

    for words in (
        "The Lake Herald Ltd",
        "ODPC 12",
        "We delete that 30 days after its six months",
        "we note nothing about you",
    ):
        assert words in page


def test_enter_in_the_form_saves_and_accepts_nothing(client):
    """A browser presses the first button of a form."""
    page = client.get("/privacy/cookies/").content.decode()

    assert re.findall(r'name="answer" value="([a-z-]+)"', page) == ["save", "accept-all", "reject-all"]


def test_the_declaration_is_there_in_every_language(client):
    page = client.get("/privacy/cookies/?language=sw").content.decode()

    assert 'lang="sw"' in page
    assert "Mapendeleo ya vidakuzi" in page
    assert 'href="?language=en"' in page
    assert '<input type="hidden" name="language" value="sw">' in page
    assert client.get("/privacy/cookies/?language=xx").status_code == 200


def test_machines_read_the_same_declaration(client):
    facts = json.loads(client.get("/.well-known/consent.json").content)

    services = {
        service["key"]: service for category in facts["categories"] for service in category["services"]
    }
    assert facts["version"] == 1
    assert services["site"]["storage"][0] == {
        "kind": "cookie",
        "name": "consent",
        "host": "",
        "seconds": 182 * 86_400,
        "duration": "182 days",
        "purpose": "Your choice about cookies, so that we do not ask on each page.",
    }
    assert services["youtube"]["hosts"] == [{"host": "www.youtube-nocookie.com", "use": "frame"}]


def test_the_signal_of_a_browser_is_honoured(client):
    facts = json.loads(client.get("/.well-known/gpc.json").content)

    assert facts["gpc"] is True
    assert facts["lastUpdate"] == published.current().published_at.date().isoformat()


def assert_no_trace(client, response) -> None:
    assert Record.objects.count() == 0
    assert DailyCount.objects.count() == 0
    assert not response.cookies
    assert client.cookies == {}
