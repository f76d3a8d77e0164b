import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from newsroom import workers
from newsroom.models import Heartbeat
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_up(monkeypatch):
    """The process was started long ago."""
    monkeypatch.setattr(workers, "_STARTED", workers._STARTED - 10_000)


def seen(ago):
    workers.beat("a")
    Heartbeat.objects.update(seen_at=timezone.now() - ago)


def test_a_site_with_a_database_and_a_worker_is_healthy(client, long_up):
    seen(timedelta(seconds=4))

    with CaptureQueriesContext(connection) as queries:
        response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "worker": "ok",
        "worker_age_seconds": 4,
        "schedule": "ok",
    }
    assert response["Cache-Control"] == "no-store"
    assert len(queries) == 6  # the name of the site, the database, the worker, three kinds of what is late


def test_a_site_without_its_database_says_so_and_no_more(client, database_gone):
    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "does not answer"}
    assert response["Cache-Control"] == "no-store"


def test_a_worker_that_is_gone_is_said(client, long_up):
    seen(timedelta(minutes=12))

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["worker"] == "last seen 12 min ago"


def test_a_worker_that_never_came_is_said(client, long_up):
    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["worker"] == "was never seen"
    assert response.json()["worker_age_seconds"] is None


def test_a_site_that_was_just_started_waits_for_its_worker(client, monkeypatch):
    monkeypatch.setattr(workers, "_STARTED", time.monotonic())

    assert client.get("/healthz").status_code == 200


def test_a_schedule_that_is_not_kept_is_said_without_any_name(client, long_up):
    seen(timedelta())
    article = make_article("Secret plan")
    Article.objects.filter(pk=article.pk).update(visible_until=timezone.now() - timedelta(minutes=5))

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["schedule"] == "1 overdue"
    assert "Secret" not in response.content.decode()


def test_whoever_asks_for_the_database_alone_hears_of_nothing_else(client, long_up):
    response = client.get("/healthz?only=database")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok"}


def test_the_machine_itself_may_ask_over_http(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz?only=database").status_code == 200
