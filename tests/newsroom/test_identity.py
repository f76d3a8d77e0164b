from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from articles.models import Article
from newsroom import identity
from newsroom.models import Identity
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_a_site_without_an_identity_has_a_name():
    assert identity.current().name == "Newsroom"


def test_a_changed_name_stands_on_the_next_page(client):
    Identity.objects.create(pk=1, name="The Lake Herald")

    assert b"The Lake Herald" in client.get("/").content


def test_there_is_only_one_identity():
    with pytest.raises(ValidationError):
        Identity(pk=2).full_clean()


def test_the_frame_is_read_once_a_second_and_not_once_a_page(settings, django_assert_num_queries):
    settings.FRAME_SECONDS = 60
    identity.current()

    with django_assert_num_queries(0):
        identity.current()


def test_the_last_frame_serves_on_while_the_database_is_gone(database_gone):
    identity._identity.kept = Identity(pk=1, name="The Lake Herald"), 0.0

    assert identity.current().name == "The Lake Herald"


def test_an_accent_of_ones_own_is_a_style_sheet_of_its_own(client):
    site = Identity.objects.create(pk=1, accent="#8a1c1c")

    page = client.get("/")
    sheet = client.get(site.stylesheet_url)

    assert site.stylesheet_url in page.content.decode()
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "--accent:#8a1c1c" in sheet.content.decode()


def test_the_built_in_accent_costs_no_request(client):
    assert "accent-" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "field",
    [
        {"accent": "#f5ba3a"},
        {"time_zone": "Africa/Atlantis"},
        {"social_addresses": "javascript:alert(1)"},
        {"nameplate_outline": '"/><script>', "nameplate_viewbox": "0 0 1 1"},
        {"nameplate_outline": "M0 0H1"},
        {"nameplate_viewbox": "everything"},
    ],
)
def test_nonsense_is_refused(field):
    with pytest.raises(ValidationError) as refusal:
        Identity(pk=1, **field).full_clean()

    assert set(refusal.value.message_dict) & {*field, "nameplate_viewbox"}


def test_the_nameplate_is_an_outline_and_nothing_else(client):
    site = Identity.objects.create(pk=1, nameplate_outline="M0 0H9V9Z", nameplate_viewbox="0 0 9 9")

    drawing = client.get(site.nameplate_url)

    assert drawing["Content-Type"] == "image/svg+xml"
    assert drawing.content == (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="n" d="M0 0H9V9Z"/></svg>'
    )


def test_dates_stand_in_the_time_zone_of_the_site(client):
    Identity.objects.create(pk=1, time_zone="Pacific/Auckland")
    article = make_article(at=datetime(2026, 11, 20, 20, 30, tzinfo=UTC))

    assert "21 November 2026, 09:30" in client.get(article.get_absolute_url()).content.decode()


def test_a_new_time_zone_moves_no_address():
    article = make_article(at=datetime(2026, 11, 30, 22, 0, tzinfo=UTC))
    address = article.get_absolute_url()
    Identity.objects.create(pk=1, time_zone="America/New_York")

    assert Article.objects.get(pk=article.pk).get_absolute_url() == address
