import pytest
from django.urls import path

from newsroom.health import healthz

urlpatterns = [path("healthz", healthz)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def test_a_site_with_a_database_is_healthy(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok"}
    assert response["Cache-Control"] == "no-store"


def test_a_site_without_its_database_says_so_and_no_more(client, database_gone):
    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "does not answer"}
    assert response["Cache-Control"] == "no-store"


def test_the_machine_itself_may_ask_over_http(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200
