"""What the database itself keeps from being rewritten; of the audit: test_audit.py."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles import curating
from articles.arranging import Placement, Slot
from articles.models import Arrangement, Article, Pin
from newsroom import append_only
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrangement():
    now, section = timezone.now(), make_section("Climate")
    pins = [
        Placement(Slot("lead", None, 0), make_article("Led").pk, now, now + timedelta(hours=1)),
        Placement(Slot("band", section.pk, 0), make_article("Banded").pk, now, None),
    ]
    return curating.put_into_force(pins, by=make_user(curating.CURATE), base=0)


def test_these_tables_are_only_added_to():
    assert append_only.protected(connection) == [
        "articles_arrangement",
        "articles_correction",
        "articles_pin",
        "consent_record",
        "consent_showntexts",
        "consent_version",
        "newsletter_consentproof",
        "newsletter_wording",
        "newsroom_auditentry",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles_arrangement SET number = number + 1",
        "UPDATE articles_arrangement SET made_at = '2020-01-01 00:00:00'",
        "UPDATE articles_arrangement SET made_by_id = made_by_id + 1",
        "UPDATE articles_pin SET rank = rank + 1",
        "UPDATE articles_pin SET ends_at = NULL WHERE ends_at IS NOT NULL",
        "UPDATE articles_pin SET article_id = article_id + 1",
        "UPDATE articles_pin SET headline = 'Another'",
        "DELETE FROM articles_pin",
        "DELETE FROM articles_arrangement",
    ],
)
def test_an_arrangement_of_the_front_page_stays_as_it_was_made(arrangement, statement):
    before = list(Pin.objects.values()), list(Arrangement.objects.values())

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        connection.cursor().execute(statement)

    assert (list(Pin.objects.values()), list(Arrangement.objects.values())) == before


def test_what_its_pins_named_can_go(arrangement):
    """And what the worker notes about the caches is no part of the past."""
    arrangement.pins.get(zone="band").section.delete()
    Article.objects.get(headline="Banded").delete()
    arrangement.made_by.delete()
    Arrangement.objects.update(told_until=timezone.now() - timedelta(days=1))

    assert curating.announce_pins() == 1
    assert Pin.objects.filter(zone="band", section=None, article=None, placed_by=None).exists()
    assert Pin.objects.filter(zone="lead", article__headline="Led", placed_by=None).exists()


def test_what_is_lifted_comes_back_as_it_was(arrangement):
    with append_only.lifted(connection):
        assert append_only.protected(connection) == []
        Pin.objects.update(rank=3)

    assert "articles_pin" in append_only.protected(connection)
    arrangement.pins.update(article=None)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Pin.objects.update(rank=0)
