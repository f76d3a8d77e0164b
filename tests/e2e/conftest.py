"""What journeys share: a small edition, imported once a process and put back for each test, and visitors."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.db import models, transaction
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.plugin import DjangoDbBlocker

from . import edition as small


class Printed(NamedTuple):
    """The edition's addresses, and its rows by model."""

    addresses: small.Edition
    rows: list[tuple[type[models.Model], list[models.Model]]]


@pytest.fixture(scope="session")
def printed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Printed:
    """The edition as it was imported. The database forgets it again; the files of its pictures stay."""
    with django_db_blocker.unblock(), transaction.atomic():
        addresses = small.make(tmp_path_factory.mktemp("edition"))
        rows = [(model, list(model._default_manager.all())) for model in _models()]
        transaction.set_rollback(True)
    return Printed(addresses, [(model, found) for model, found in rows if found])


@pytest.fixture
def edition(live_site: str, printed: Printed) -> small.Edition:
    """The live site has the edition; these are its addresses."""
    with transaction.atomic():  # constraints wait for the end: articles and revisions name each other
        for model, rows in printed.rows:
            model._default_manager.bulk_create(rows)
    return printed.addresses


def _models() -> Iterator[type[models.Model]]:
    return chain.from_iterable(apps.get_app_config(name).get_models() for name in ("newsroom", "articles"))


@pytest.fixture
def context(browser: Browser, live_site: str) -> Iterator[BrowserContext]:
    """As everywhere, and paths are those of the live site. `page`, in it, fails at its end if there was trouble."""
    context = browser.new_context(base_url=live_site, viewport={"width": 1280, "height": 900}, locale="en-KE")
    yield context
    context.close()


@pytest.fixture
def visitor(browser: Browser, live_site: str) -> Iterator[Callable[..., Page]]:
    """A page on a device of one's own: `visitor(width=360, color_scheme="dark")`, as `new_context` takes it."""
    contexts: list[BrowserContext] = []

    def arrive(*, width: int = 1280, **device: Any) -> Page:
        size = {"width": width, "height": 800}
        contexts.append(browser.new_context(base_url=live_site, viewport=size, locale="en-KE", **device))
        return contexts[-1].new_page()

    yield arrive
    for context in contexts:
        context.close()
