"""A new version: whom it asks again, what they are told, and what it refuses to be."""

import json
from datetime import date

import pytest

from consent import published, versions
from consent.changes import asked_again
from consent.choice import Answer, Choice
from consent.drafting import draft
from consent.models import Host, Service, ShownTexts, StorageEntry, Version, Wording
from consent.problems import longest_cookie, problems
from consent.registry import digest
from newsroom.models import AuditEntry
from tests.factories import make_editor

pytestmark = pytest.mark.django_db


def change(key: str, **facts) -> None:
    Service.objects.filter(key=key).update(**facts)


def switch_on(key: str, own_id: str = "1", **facts) -> None:
    change(key, is_on=True, own_id=own_id, **facts)


def everything_allowed(version: int = 1) -> Choice:
    return Choice(0, {category.key: Answer(version, None) for category in published.current().categories})


def asked_after(choice: Choice) -> list[str]:
    return [category.key for category in choice.open_categories(published.current())]


def allowed_of(choice: Choice) -> set[str]:
    registry = published.current()
    return {
        service.key
        for category in registry.optional
        for service in category.services
        if choice.allows(category, service, registry)
    }


def test_a_new_service_is_asked_for_and_what_was_allowed_stays_allowed():
    change("vimeo", is_on=False)
    versions.publish(by=None)
    choice = everything_allowed(version=2)
    switch_on("vimeo", "")

    versions.publish(by=None)

    assert asked_after(choice) == ["embeds"]
    assert "youtube" in allowed_of(choice)
    assert "vimeo" not in allowed_of(choice)


def test_only_the_category_that_changed_is_asked_again():
    switch_on("plausible", "example.org")
    versions.publish(by=None)
    choice = everything_allowed(version=2)

    change("plausible", company="Another company")
    versions.publish(by=None)

    assert asked_after(choice) == ["statistics"]
    assert allowed_of(choice) == set(published.current().services) - {"site", "desk", "plausible"}


def test_visitors_are_told_what_has_changed_in_their_language(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda **kwargs: date(2027, 5, 3))
    for key in ("vimeo", "x"):
        change(key, company="Another company")
    switch_on("plausible", "example.org")

    versions.publish(by=None)

    assert [change.sentence for change in published.current("en").changes] == [
        "Since 3 May 2027 we added Plausible (Plausible Insights, Estonia) to “Statistics”.",
        (
            "Since 3 May 2027 we changed, in “Videos, posts and maps”, who receives what through "
            "Vimeo (Another company, USA), X (Another company, USA)."
        ),
    ]
    assert "Plausible (Plausible Insights, Estonia)" in published.current("sw").changes[0].sentence
    assert {change.version for change in published.current().changes} == {2}


def test_a_change_older_than_any_choice_is_told_no_more(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda **kwargs: date(2027, 1, 1))
    change("vimeo", company="Another company")
    versions.publish(by=None)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda **kwargs: date(2027, 9, 1))
    versions.publish(by=None)

    assert published.current().changes == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Vimeo Player"},
        {"policy_url": "https://vimeo.com/privacy-2"},
        {"position": 99},
    ],
)
def test_a_change_that_matters_to_no_answer_asks_nobody(facts):
    last = published_json()
    change("vimeo", **facts)

    assert asked_again(draft(), last) == []


@pytest.mark.parametrize(
    "facts",
    [
        {"company": "Another"},
        {"country": "CN"},
        {"purposes": {"en": "Another", "sw": "Nyingine"}},
        {"received": {"en": "More", "sw": "Zaidi"}},
    ],
)
def test_a_change_of_what_was_told_asks_again(facts):
    last = published_json()
    change("vimeo", **facts)

    assert asked_again(draft(), last) == ["embeds"]


def test_more_hosts_and_longer_storage_ask_again_and_less_does_not():
    last, vimeo = published_json(), Service.objects.get(key="vimeo")
    Host.objects.filter(service=vimeo).delete()
    StorageEntry.objects.filter(service=vimeo, name="vuid").update(lasts=10)
    assert asked_again(draft(), last) == []

    StorageEntry.objects.filter(service=vimeo, name="vuid").update(lasts=None, kind="local")
    assert asked_again(draft(), last) == ["embeds"]

    StorageEntry.objects.filter(service=vimeo).delete()
    Host.objects.create(service=vimeo, host="cdn.vimeo.com", use="img")
    assert asked_again(draft(), last) == ["embeds"]


def test_other_words_that_mean_the_same_ask_nobody():
    last = published_json()
    change("vimeo", purposes={"en": "Plays films.", "sw": "Hucheza filamu."})

    assert asked_again(draft(), last, wording_only=True) == []
    versions.publish(by=None, wording_only=True)
    assert published.current().services["vimeo"].purpose == "Plays films."
    assert asked_after(everything_allowed(version=1)) == []


def test_a_service_that_is_switched_off_asks_nobody():
    change("vimeo", is_on=False)

    versions.publish(by=None)

    assert asked_after(everything_allowed(version=1)) == []
    assert "vimeo" not in published.current().services


def test_a_choice_of_a_version_of_the_future_allows_nothing():
    choice = everything_allowed(version=2)

    assert allowed_of(choice) == set()
    assert asked_after(choice) == ["embeds"]


def test_what_visitors_are_shown_is_archived_word_for_word_in_each_language():
    Wording.objects.create(key="accept_all", language="en", text="Yes to all")

    versions.publish(by=None)

    texts = {text.language: text for text in ShownTexts.objects.filter(version__number=2)}
    assert set(texts) == {"en", "sw"}
    assert json.loads(texts["en"].content)["texts"]["accept_all"] == "Yes to all"
    assert json.loads(texts["sw"].content)["texts"]["accept_all"] == "Kubali zote"
    for language, text in texts.items():
        assert text.digest == digest(text.content) == published.current(language).digest


def test_publishing_is_written_into_the_audit_and_purges_every_page(settings, monkeypatch):
    purged: list[str] = []
    monkeypatch.setattr("newsroom.pagecache.purge", lambda *tags: purged.extend(tags))

    versions.publish(by=make_editor(), note="A new player")

    assert Version.objects.get(number=2).published_by == "amina"
    assert str(AuditEntry.objects.latest("pk")) == "amina published the version “Version 2”"
    assert purged == ["site"]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"company": ""}, "The service “Vimeo” has no company."),
        ({"country": ""}, "The service “Vimeo” has no country."),
        ({"policy_url": ""}, "The service “Vimeo” has no link to a privacy policy."),
        ({"purposes": {"en": "Plays films."}}, "The service “Vimeo” has no purpose in Kiswahili."),
        ({"received": {"en": " ", "sw": "x"}}, "The service “Vimeo” has no data in English."),
        (
            {"tag": "matomo", "own_id": "1"},
            "The service “Vimeo” has a script and lacks our own id there, or its host.",
        ),
        (
            {"tag": "matomo", "own_id": "1", "own_host": "stats.example.org"},
            "The service “Vimeo” would run scripts from stats.example.org, which CONSENT_SCRIPT_HOSTS does not name.",
        ),
    ],
)
def test_what_is_not_complete_is_not_published(facts, sentence):
    change("vimeo", **facts)

    with pytest.raises(versions.NotReady) as caught:
        versions.publish(by=None)

    assert caught.value.problems == [sentence]
    assert published.current().version == 1


def test_a_host_that_the_operator_has_named_may_run_scripts(settings):
    settings.CONSENT_SCRIPT_HOSTS = ["stats.example.org"]
    switch_on("matomo", "7", own_host="stats.example.org")

    versions.publish(by=None)

    tag = published.current().services["matomo"].tags[0]
    assert (tag.kind, tag.src, tag.id) == ("matomo", "https://stats.example.org/matomo.js", "7")
    assert published.current().hosts["connect"] == ["stats.example.org"]


def test_nothing_is_declared_that_would_delete_everything():
    StorageEntry.objects.filter(service__key="ga4", name="_ga_*").update(name="*")
    switch_on("ga4", "G-1")

    assert problems(draft()) == [
        "The service “Google Analytics 4” would delete everything that is stored: give “*” a beginning."
    ]


def test_a_choice_always_fits_into_the_cookie():
    category = Service.objects.get(key="youtube").category
    for number in range(45):
        Service.objects.create(
            category=category,
            key=f"more-{number}",
            number=1000 + number,
            name="More",
            company="More",
            country="US",
            policy_url="https://example.org/",
            purposes={"en": "x", "sw": "x"},
            received={"en": "x", "sw": "x"},
        )

    assert longest_cookie(draft()) > 200
    assert "Switch services off" in problems(draft())[0]


def published_json():
    return Version.objects.get(number=published.current().version).registry
