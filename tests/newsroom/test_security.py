import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from newsroom import security

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("q") or request.GET.get("q", ""))


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def own(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"Referrer-Policy": "no-referrer"})


handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.forbidden"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"
urlpatterns = [path("echo/", echo), path("broken/", broken), path("own/", own)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def policy_of(response: HttpResponse) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))


def status_of(method: str, address: str, body: bytes, content_type: str) -> str:
    """The status line that the site gives its server; the test client makes requests of its own kind."""
    environ = RequestFactory().generic(method, address, body, content_type="text/plain").environ
    seen: list[str] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
    ) -> Callable[[bytes], Any]:
        seen.append(status)
        return seen.append  # type: ignore[return-value]  # the old way to write, which nothing uses

    answer: Any = security.Handler()(environ | {"CONTENT_TYPE": content_type}, start_response)
    answer.close()
    return seen[0]


@pytest.mark.parametrize(
    ("address", "options", "status"),
    [
        ("/echo/", {}, 200),
        ("/echo", {}, 301),
        ("/nowhere/", {}, 404),
        ("/broken/", {}, 500),
        ("/echo/", {"headers": {"host": "evil.example"}}, 400),
        ("/echo/?q=%00", {}, 400),
        ("/static/admin/css/base.css", {}, 200),
    ],
)
def test_every_answer_carries_the_headers(client, address, options, status):
    client.raise_request_exception = False

    response = client.get(address, **options)

    response.close()
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in security.HEADERS} == security.HEADERS
    policy = policy_of(response)
    policy.pop("frame-src", None)  # tests/consent/test_policy.py
    assert policy == POLICY


def test_a_page_can_be_stricter_with_a_header_of_its_own(client):
    assert client.get("/own/")["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "PROPFIND"])
def test_other_methods_are_not_allowed(client, method):
    response = client.generic(method, "/echo/")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_an_address_that_is_too_long_is_not_worked_on(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/echo/?q=" + "a" * 65_536)

    assert response.status_code == 414


@pytest.mark.parametrize("address", ["/echo/?q=a%00b", "/echo/?%00=1", "/a%00b/"])
def test_a_nul_is_refused(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    "address", ["/echo/?q=%", "/echo/?q=%ff%fe", "/echo/?q=%ed%a0%80", "/echo/?&&==&%zz"]
)
def test_odd_queries_are_answered(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/%ff/", "/%ed%a0%80/", "/%/"])
def test_odd_paths_are_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "charset", ["latin-1", "hex", "utf-16", "idna", "no-such-charset", "utf-7", "a\x00b", "a%00b"]
)
@pytest.mark.parametrize(
    "media_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
@pytest.mark.parametrize(
    "form", ["charset={}", 'charset="{}"', "charset*=utf-8''{}", "charset*={}''a", "charset*='"]
)
def test_a_form_in_another_charset_is_refused(charset, media_type, form):
    content_type = f"{media_type}; {form.format(charset)}"

    assert status_of("POST", "/echo/?q=1", b"q=caf\xe9", content_type) == "400 Bad Request"


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "us-ascii"])
def test_a_query_with_too_many_fields_is_refused_whatever_the_charset(charset):
    assert (
        status_of("GET", f"/echo/?{'&' * 3000}", b"", f"text/plain; charset={charset}") == "400 Bad Request"
    )


def test_a_form_in_utf_8_is_read(client):
    response = client.post(
        "/echo/", b"q=caf%C3%A9", content_type="application/x-www-form-urlencoded; charset=UTF-8"
    )

    assert response.content.decode() == "café"


def test_an_unknown_host_is_refused_and_not_logged_as_an_error(client):
    # Not caplog: pytest hangs that one on loggers that do not propagate, too.
    heard: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = heard.append  # type: ignore[assignment, method-assign]
    logging.getLogger().addHandler(handler)

    response = client.get("/echo/", headers={"host": "evil.example"})

    logging.getLogger().removeHandler(handler)
    assert response.status_code == 400
    assert [record.getMessage() for record in heard if record.levelno > logging.INFO] == []


def test_forwarded_headers_of_strangers_change_nothing(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    response = client.get(
        "/echo/", headers={"x-forwarded-proto": "https", "x-forwarded-host": "evil.example"}
    )

    assert response.status_code == 301
    assert response["Location"] == "https://testserver/echo/"


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nowhere/", 404),
        ("PUT", "/echo/", 405),
        ("GET", "/echo/?q=%00", 400),
        ("GET", "/echo/?q=" + "a" * 65_536, 414),
    ],
)
def test_no_cache_keeps_an_error(client, method, address, status):
    response = client.generic(method, address)

    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]


def test_a_redirect_is_kept_for_minutes_and_not_for_ever(client):
    assert client.get("/echo")["Cache-Control"] == "max-age=300"


@pytest.mark.urls("newsroom.urls")
@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/jsi18n/", "/admin/nothing/"])
def test_no_cache_keeps_the_desk(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("length", [str(security.BODY_BYTES + 1), "9" * 5000, "-1", "a"])
def test_a_body_that_is_too_large_is_not_read(client, length):
    response = client.post("/echo/", b"q=1", content_type="text/plain", CONTENT_LENGTH=length)

    assert response.status_code == 413
