import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from newsroom import logs
from tests.growth import assert_linear


def hello(request: HttpRequest, token: str = "") -> HttpResponse:
    logging.getLogger("newsroom.test").warning("hello to %s", "wanjiru@example.org\nand more")
    return HttpResponse("hello")


urlpatterns = [path("hello/", hello), path("preview/<str:token>/", hello)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, object]]]]:
    """The lines that production writes, each read as JSON."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.JsonFormatter())
    root, level = logging.getLogger(), logs.log.level
    root.addHandler(handler)
    logs.log.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logs.log.setLevel(level)
    root.removeHandler(handler)


def test_a_request_is_one_line_without_its_query(client, lines):
    response = client.get("/hello/?q=secret")

    line = lines()[-1]
    assert line.pop("duration_ms") >= 0
    assert line.pop("time").endswith("+00:00")
    assert line.pop("request_id") == response["X-Request-ID"]
    assert line == {
        "level": "info",
        "logger": "newsroom.logs",
        "message": "request",
        "method": "GET",
        "path": "/hello/",
        "status": 200,
    }


def test_what_is_said_during_a_request_bears_its_id_and_no_mail_address(client, lines):
    response = client.get("/hello/")

    said = lines()[0]
    assert said["message"] == "hello to [address]\nand more"
    assert said["request_id"] == response["X-Request-ID"]


def test_the_token_of_an_address_is_not_logged(client, lines):
    client.get("/preview/AbC-123/")

    assert lines()[-1]["path"] == "/preview/…/"


@pytest.mark.parametrize("formatter", [logs.JsonFormatter(), logs.PlainFormatter()])
@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\x1b[2J"])
def test_no_input_begins_a_second_line(formatter, end):
    request = RequestFactory().get("/")
    request.path_info = f"/a{end}b/"
    record = logging.makeLogRecord({"name": "x", "msg": "%s", "args": (f"a{end}b",)})
    record.__dict__.update(logs._request_fields(request, 200, 0.0))

    line = formatter.format(record)

    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


def test_the_address_of_a_visitor_is_taken_out():
    assert logs.without_addresses("Invalid request from ip=2001:db8::7: too large") == (
        "Invalid request from ip=[address] too large"
    )


def test_an_exception_stays_on_the_line():
    error = ValueError("juma@example.org has\ntwo lines")
    record = logging.makeLogRecord({"msg": "failed", "exc_info": (ValueError, error, None)})

    line = logs.JsonFormatter().format(record)

    assert len(line.splitlines()) == 1
    assert json.loads(line)["exception"].endswith("ValueError: [address] has\ntwo lines")


@pytest.mark.parametrize("part", ["a", "a@", "a.", "@"])
def test_ten_times_the_text_takes_about_ten_times_as_long(part):
    assert_linear(logs.without_addresses, part * 20_000 + "@", part * 200_000 + "@")
