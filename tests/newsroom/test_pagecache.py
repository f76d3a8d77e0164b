import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.error import HTTPError, URLError

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from newsroom import pagecache

TEXT = "Who decides when the rains have failed? " * 50


def public(request: HttpRequest) -> HttpResponse:
    return pagecache.tag(HttpResponse(TEXT), "article-1", "section-2", "article-1")


def with_context(request: HttpRequest) -> HttpResponse:
    text = engines["django"].from_string("{{ site.name }}").render({}, request)
    return pagecache.tag(HttpResponse(text), "front")


def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse(TEXT)


urlpatterns = [path("public/", public), path("context/", with_context), path("desk/", desk)]
pytestmark = pytest.mark.urls(__name__)


@pytest.mark.django_db
def test_a_public_page_tells_caches_what_it_shows_and_for_how_long_it_keeps(client):
    response = client.get("/public/")

    assert response["Cache-Tag"] == "article-1,section-2,site"
    assert response["Cache-Control"] == (
        "public, max-age=0, s-maxage=300, stale-while-revalidate=60, stale-if-error=86400"
    )
    assert response["ETag"].startswith('"')


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/public/", "/context/"])
def test_a_public_page_is_the_same_for_everybody(client, address):
    response = client.get(address)

    assert response.cookies == {}
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_page_that_the_reader_has_is_not_sent_again(client, encoding):
    first = client.get("/public/", headers={"accept-encoding": encoding})

    second = client.get("/public/", headers={"accept-encoding": encoding, "if-none-match": first["ETag"]})

    assert second.status_code == 304
    assert second.content == b""
    kept = ("Cache-Control", "Cache-Tag", "Vary")
    assert [second[name] for name in kept] == [first[name] for name in kept]


@pytest.mark.django_db
def test_a_page_is_compressed_to_the_same_bytes_each_time(client):
    first, second = (client.get("/public/", headers={"accept-encoding": "gzip"}) for _ in range(2))

    assert gzip.decompress(first.content).decode() == TEXT
    assert first.content == second.content
    assert first["ETag"] == f"W/{client.get('/public/')['ETag']}"


@pytest.mark.django_db
def test_a_page_of_the_desk_is_not_compressed(client):
    response = client.get("/desk/", headers={"accept-encoding": "gzip"})

    assert response.content.decode() == TEXT


class Cdn(HTTPServer):
    """A purge address that writes down what it is asked, and answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: list[object] = []
        self.status = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/purge"


class _Handler(BaseHTTPRequestHandler):
    server: Cdn

    def do_POST(self) -> None:
        self.server.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.send_header("Location", self.server.url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_request(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def cdn(settings) -> Iterator[Cdn]:
    with Cdn() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.CDN_PURGE_URL = server.url
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.django_db
def test_a_purge_is_sent_after_the_commit(cdn, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        pagecache.purge("section-2", "article-1", "section-2")
        before_commit = list(cdn.bodies)

    assert before_commit == []
    assert cdn.bodies == [{"tags": ["article-1", "section-2"]}]


@pytest.mark.django_db
def test_without_a_cdn_nothing_is_scheduled(settings, django_capture_on_commit_callbacks):
    settings.CDN_PURGE_URL = ""

    with django_capture_on_commit_callbacks() as callbacks:
        pagecache.purge("article-1")

    assert callbacks == []


@pytest.mark.parametrize("status", [301, 307, 403, 500])
def test_a_refused_purge_is_a_failed_task_and_follows_no_redirect(cdn, status):
    cdn.status = status

    with pytest.raises(HTTPError) as refused:
        pagecache.purge_at_cdn.call(["article-1"])

    refused.value.close()
    assert len(cdn.bodies) == 1


def test_a_cdn_that_is_away_is_a_failed_task(settings):
    settings.CDN_PURGE_URL = "http://127.0.0.1:9/purge"

    with pytest.raises(URLError):
        pagecache.purge_at_cdn.call(["article-1"])


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/public/", "/nowhere/"])
@pytest.mark.parametrize("cookie", ["csrf=<script>", "session=bad", "messages=bad"])
def test_a_page_sets_no_cookie_whatever_cookie_was_sent(client, address, cookie):
    response = client.get(address, headers={"cookie": cookie})

    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
