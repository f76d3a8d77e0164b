"""What every test may ask for."""

import os
import shutil
from collections.abc import Callable, Iterator
from threading import get_ident
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import OperationalError, connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from pytest_django.live_server_helper import LiveServer

from consent import published
from newsroom import identity

ANSWERED_SECONDS = 10  # after which a request that is still open has hung
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The path of an installed Chromium: $CHROMIUM, or one of the usual names."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def pytest_report_header() -> str:
    return f"database: {connection.vendor}; browser: {chromium() or 'none found'}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the browser tests as not run where there is no browser: `make test` needs none, and hides nothing."""
    missing = pytest.mark.skip(reason="Not run: no Chromium was found; install it or set CHROMIUM.")
    for item in items:
        if item.get_closest_marker("browser") and not chromium():
            item.add_marker(missing)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Start each test without what another has left in this process."""
    cache.clear()
    identity.forget()
    published.forget()


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser in which somebody is signed in who may do everything."""
    ContentType.objects.get_for_models(*apps.get_models())  # else the first page of all asks for its own
    client.force_login(User.objects.create_superuser("boss"))
    return client


@pytest.fixture
def database_gone(db) -> Iterator[None]:
    """Every query fails, as when the server of the database has stopped."""

    def fail(*args: object) -> None:
        raise OperationalError("connection to db.internal.example as desk failed")

    with connection.execute_wrapper(fail):
        yield


@pytest.fixture
def live_site(live_server: LiveServer, settings) -> Iterator[str]:
    """The address of a running site with the test's database, without a slash at its end.

    At its end it waits for what is still being answered: a form may have saved itself as its page was closed, and
    PostgreSQL would find that request and the emptying of the tables in each other's way.
    """
    open_requests: set[int] = set()

    def started(sender: object, environ: dict[str, object] | None = None, **kwargs: object) -> None:
        open_requests.add(get_ident())

    def finished(sender: object, **kwargs: object) -> None:
        open_requests.discard(get_ident())

    settings.SITE_URL = live_server.url
    request_started.connect(started)
    request_finished.connect(finished)
    yield live_server.url
    deadline = monotonic() + ANSWERED_SECONDS
    while open_requests and monotonic() < deadline:
        sleep(0.01)
    request_started.disconnect(started)
    request_finished.disconnect(finished)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, and Django would therefore refuse the database to the tests.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor who was never here. Pages of another size or without scripts: `browser.new_context(…)`."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-KE")
    yield context
    context.close()


@pytest.fixture
def trouble() -> list[str]:
    """What went wrong in `page`: errors of the console and of scripts, and requests to other hosts."""
    return []


@pytest.fixture
def watch(live_site: str, trouble: list[str]) -> Callable[[Page], Page]:
    """Lets `trouble` hold what goes wrong in a page from now on."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            trouble.append(f"{message.text} {message.location['url']}")

    def on_request(request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(f"{live_site}/"):
            trouble.append(f"request to {request.url}")

    def watch(page: Page) -> Page:
        page.on("console", on_console)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", on_request)
        return page

    return watch


@pytest.fixture
def page(context: BrowserContext, watch: Callable[[Page], Page], trouble: list[str]) -> Iterator[Page]:
    """A browser page of the live site. The test fails at its end if `trouble` holds anything."""
    yield watch(context.new_page())
    assert trouble == []
