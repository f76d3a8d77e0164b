import pytest

from consent import versions
from consent.catalogue import SERVICES
from consent.models import Service

pytestmark = pytest.mark.django_db


def directives_of(response) -> dict[str, set[str]]:
    parts = (part.split(" ") for part in response["Content-Security-Policy"].split("; "))
    return {name: set(values) for name, *values in parts}


def test_only_the_declared_players_can_be_framed(client):
    policy = directives_of(client.get("/"))

    assert policy["frame-src"] == {
        f"https://{host}" for service in SERVICES["embeds"] for host, _ in service.hosts
    }
    assert policy["script-src"] == {"'self'"}


def test_a_service_that_is_switched_off_cannot_load(client):
    Service.objects.filter(key="youtube").update(is_on=False)
    versions.publish(by=None)

    assert "https://www.youtube-nocookie.com" not in directives_of(client.get("/"))["frame-src"]


def test_a_service_that_is_configured_may_load_its_script(client):
    Service.objects.filter(key="ga4").update(is_on=True, own_id="G-ABC")
    versions.publish(by=None)

    policy = directives_of(client.get("/"))

    assert policy["script-src"] == {"'self'", "https://www.googletagmanager.com"}
    assert policy["connect-src"] == {
        "'self'",
        "https://*.google-analytics.com",
        "https://*.analytics.google.com",
    }


def test_a_draft_changes_nothing(client):
    before = client.get("/")["Content-Security-Policy"]
    Service.objects.filter(key="youtube").update(is_on=False)

    assert client.get("/")["Content-Security-Policy"] == before
