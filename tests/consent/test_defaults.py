"""What a new site begins with."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from articles.body.providers import PROVIDERS
from consent import catalogue, published
from consent.languages import LANGUAGES
from consent.models import Category, Service, Version
from consent.words import TEXTS

pytestmark = pytest.mark.django_db


def test_a_new_site_has_four_categories_and_a_published_version():
    assert list(Category.objects.values_list("key", flat=True)) == [
        "necessary", "statistics", "embeds", "advertising",
    ]  # fmt: skip
    assert published.current().version == 1


def test_every_player_is_in_the_registry_and_statistics_are_off_until_they_are_configured():
    services = published.current().services

    assert {provider.key for provider in PROVIDERS} <= set(services)
    assert {"ga4", "matomo", "plausible"} == set(
        Service.objects.filter(is_on=False).values_list("key", flat=True)
    )
    assert {"ga4", "matomo", "plausible"}.isdisjoint(services)


def test_what_has_been_published_stays_as_the_editors_made_it():
    Service.objects.filter(key="youtube").update(is_on=False)

    call_command("migrate", verbosity=0)

    assert Version.objects.count() == 1
    assert not Service.objects.get(key="youtube").is_on


def test_the_catalogue_and_the_texts_are_there_in_every_language():
    texts = [*TEXTS.values(), *(text for pair in catalogue.TEXTS.values() for text in pair)]
    texts += [text for _, names, purposes in catalogue.CATEGORIES for text in (names, purposes)]

    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)


def test_the_check_finds_what_is_missing(capsys):
    call_command("check", databases=["default"])
    assert "no issues" in capsys.readouterr().out

    Service.objects.filter(key="vimeo").update(company="")
    with pytest.raises(SystemCheckError, match="has no company"):
        call_command("check", databases=["default"])


def test_numbers_of_services_are_those_of_the_catalogue():
    keys = [entry.key for entries in catalogue.SERVICES.values() for entry in entries]

    assert list(Service.objects.order_by("number").values_list("key", flat=True)) == keys
