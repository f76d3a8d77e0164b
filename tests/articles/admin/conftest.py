"""The desk, and what it throws out of the caches."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from newsroom import pagecache


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser in which somebody is signed in who may do everything."""
    ContentType.objects.get_for_models(*apps.get_models())  # else the first page of all asks for its own
    client.force_login(User.objects.create_superuser("boss"))
    return client


@pytest.fixture
def purged(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The tags of each purge, in order."""
    calls: list[set[str]] = []
    monkeypatch.setattr(pagecache, "purge", lambda *tags: calls.append(set(tags)))
    return calls
