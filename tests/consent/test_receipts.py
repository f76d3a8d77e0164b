import json
from datetime import timedelta

import pytest
from django.utils import timezone

from consent import published, receipts, versions
from consent.models import Record, Service, ShownTexts
from consent.receipts import Standing

from .factories import HERE, ID, OTHER_ID, choose

pytestmark = pytest.mark.django_db


def ask(client, **fields):
    return client.post("/consent/receipt/", fields, headers=HERE)


def download(client, number: str = ID):
    return json.loads(ask(client, id=number, format="json").content)


def verify(client, receipt):
    response = client.post("/privacy/cookies/verify/", receipt, content_type="application/json", headers=HERE)
    return response.status_code, json.loads(response.content)


def test_the_receipt_says_what_was_chosen_of_what_was_shown(client):
    choose(client)

    receipt = download(client)

    purpose = receipt["purposes"][0]
    text = ShownTexts.objects.get(version__number=1, language="en")
    assert receipt["receipt_id"] == ID
    assert receipt["schema"] == "ISO/IEC TS 27560:2023"
    assert receipt["event"]["method"] == "banner"
    assert receipt["privacy_notice"]["sha256"] == text.digest
    assert (purpose["key"], purpose["allowed"], [s["name"] for s in purpose["services"]]) == (
        "embeds", True, ["YouTube"],
    )  # fmt: skip
    assert json.loads(client.get(f"/privacy/cookies/texts/{text.digest}.json").content)["version"] == 1


def test_the_page_shows_the_choice_of_this_browser_and_its_receipt(client):
    choose(client)

    page = ask(client)

    text = page.content.decode()
    assert "In force." in text
    assert ID in text
    assert "YouTube" in text
    assert "no-store" in page["Cache-Control"]


def test_a_browser_that_chose_nothing_or_refused_has_no_receipt(client):
    nothing = ask(client).content.decode()
    choose(client, choices={"embeds": False}, id=None)
    refused = ask(client).content.decode()

    assert "You have chosen nothing" in nothing
    assert "You have refused everything" in refused


@pytest.mark.parametrize("number", [OTHER_ID, "x", "", "<script>", "a" * 5000])
def test_who_does_not_hold_the_number_gets_nothing(client, number):
    choose(client)
    client.cookies.clear()

    page, file = ask(client, id=number), ask(client, id=number, format="json")

    assert (page.status_code, file.status_code) == (404, 404)
    assert "<script>alert" not in page.content.decode()


def test_a_receipt_is_asked_for_on_this_site_alone(client):
    assert client.post("/consent/receipt/", {}).status_code == 403
    assert client.get("/consent/receipt/").status_code == 405


def test_a_genuine_receipt_is_current(client):
    choose(client)

    assert verify(client, download(client)) == (200, {"genuine": True, "standing": "current"})


def test_a_receipt_that_was_changed_is_not_genuine(client):
    choose(client)
    receipt = download(client)
    receipt["purposes"][0]["services"] = []

    assert verify(client, receipt) == (400, {"genuine": False, "standing": None})


@pytest.mark.parametrize(
    "receipt", [{}, [], "x", {"signature": 1}, {"signature": {"value": None}}, {"signature": {"value": "x"}}]
)
def test_what_is_no_receipt_is_not_genuine(client, receipt):
    assert verify(client, receipt) == (400, {"genuine": False, "standing": None})


@pytest.mark.parametrize("text", ["", "{", "[" * 60_000, "x" * 100_000])
def test_what_is_pasted_into_the_form_may_be_anything(client, text):
    response = client.post("/privacy/cookies/verify/", {"receipt": text}, headers=HERE)

    assert response.status_code == 400
    assert "Not genuine" in response.content.decode()


def test_a_receipt_can_be_pasted(client):
    choose(client)
    text = ask(client, id=ID, format="json").content.decode()

    page = client.post("/privacy/cookies/verify/", {"receipt": text}, headers=HERE).content.decode()

    assert "Genuine" in page
    assert "In force." in page


def test_what_became_of_a_choice(client):
    choose(client)
    now = timezone.now()

    assert receipts.find(ID, now=now).standing == Standing.CURRENT
    assert receipts.find(ID, now=now + timedelta(days=181)).standing == Standing.CURRENT
    assert receipts.find(ID, now=now + timedelta(days=183)).standing == Standing.EXPIRED
    Service.objects.filter(key="vimeo").update(company="Another")
    versions.publish(by=None)
    assert receipts.find(ID, now=now).standing == Standing.ASKED_AGAIN
    choose(client, choices={"embeds": False}, id=None, how="settings")
    assert receipts.find(ID, now=timezone.now()).standing == Standing.ENDED


def test_a_category_that_came_later_takes_nothing_from_a_receipt(client):
    choose(client)
    Service.objects.filter(key="plausible").update(is_on=True, own_id="example.org")
    versions.publish(by=None)

    assert receipts.find(ID, now=timezone.now()).standing == Standing.CURRENT


def test_a_receipt_outlives_its_record(client):
    choose(client)
    receipt = download(client)

    facts = {**receipt, "receipt_id": OTHER_ID}
    facts.pop("signature")
    signed = receipts.signed(facts)

    assert receipts.is_genuine(signed)
    assert receipts.standing_of(signed, now=timezone.now()) == Standing.DELETED


def test_a_record_holds_nothing_about_the_visitor(client):
    client.get("/", headers={"user-agent": "Seen/1.0"})
    choose(client)

    record = Record.objects.values().get()

    assert set(record) == {
        "id", "happened_at", "state", "key", "version", "language", "shown", "chosen", "how", "keep_until",
    }  # fmt: skip
    assert ID not in str(record)
    assert record["shown"] == published.current().digest


def test_archived_texts_are_served_for_ever_and_unknown_ones_not(client):
    digest = published.current().digest

    assert "immutable" in client.get(f"/privacy/cookies/texts/{digest}.json")["Cache-Control"]
    assert client.get(f"/privacy/cookies/texts/{'0' * 64}.json").status_code == 404
