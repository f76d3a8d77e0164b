"""A reader who sends forms, and a mail server that takes what comes of them."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from newsletter.models import Newsletter
from tests.postbox import Postbox, open_postbox, text_of


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with open_postbox() as postbox:
        settings.EMAIL_PORT = postbox.port
        yield postbox


@pytest.fixture
def daily(db) -> Newsletter:
    return Newsletter.objects.create(
        name="Morning table", slug="morning-table", promise="The day in ten lines."
    )


class Fields(HTMLParser):
    """The fields of the form that has `data-newsletter`, or of the first form there is."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name") and given.get("type") != "checkbox":
            self.values.append((given["name"], given.get("value") or ""))


class Reader:
    """A browser without cookies. `sign_up` fills in the form of `/newsletter/` as it stands there."""

    def __init__(self, run_tasks: Any) -> None:
        self.client = Client(headers={"Sec-Fetch-Site": "same-origin"})
        self.run_tasks = run_tasks

    def fields(self, path: str = "/newsletter/") -> dict[str, str]:
        return dict(Fields(self.client.get(path).content.decode()).values)

    def sign_up(
        self, email: str, *newsletters: str, path: str = "/newsletter/", **fields: str
    ) -> HttpResponse:
        values: dict[str, Any] = {**self.fields(path), "email": email, "newsletter": newsletters, **fields}
        return self.post("/newsletter/", values)

    def ask_for_link(self, email: str) -> HttpResponse:
        return self.post("/newsletter/link/", {**self.fields("/newsletter/link/"), "email": email})

    def post(self, path: str, values: dict[str, Any] | None = None, **headers: Any) -> HttpResponse:
        with self.run_tasks(execute=True):
            return self.client.post(path, values or {}, **headers)  # type: ignore[return-value]


@pytest.fixture
def reader(db, django_capture_on_commit_callbacks) -> Reader:
    return Reader(django_capture_on_commit_callbacks)


def link_in(letter: EmailMessage) -> str:
    """The path of the one link of a letter."""
    found = re.findall(r"http://testserver(/\S+)", text_of(letter))
    assert len(found) == 1
    return str(found[0])
