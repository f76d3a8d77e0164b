import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom import errors

RAISED: list[Exception] = []


def raising(request: HttpRequest) -> HttpResponse:
    raise RAISED[-1]


handler400 = "newsroom.errors.bad_request"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"
urlpatterns = [path("raising/", raising)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def ask(client):
    """The answer of a page that raises an exception."""
    client.raise_request_exception = False

    def ask(error: Exception):
        RAISED.append(error)
        return client.get("/raising/")

    yield ask
    RAISED.clear()


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("connection to server failed"),
        InterfaceError("the connection is closed"),
        OperationalError("database is locked"),
    ],
)
def test_a_database_that_is_gone_answers_503(ask, database_gone, error):
    response = ask(error)

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "no-store" in response["Cache-Control"]
    assert b"<h1" in response.content


@pytest.mark.parametrize(
    "error", [RuntimeError("hush hush"), OperationalError("no such table: articles_article")]
)
def test_a_mistake_of_ours_answers_500_in_the_look_of_the_site(ask, database_gone, error):
    response = ask(error)

    assert response.status_code == 500
    assert "no-store" in response["Cache-Control"]
    assert b"<h1" in response.content
    assert b"hush" not in response.content


def test_an_error_page_whose_files_are_missing_says_so_in_plain_text(ask, database_gone, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path  # nothing was collected here, so {% static %} raises
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    response = ask(RuntimeError("hush hush"))

    assert response.status_code == 500
    assert response.content == b"Something is broken here. Please try again in a minute."


@pytest.mark.parametrize(
    "error",
    [
        DataError("value out of range"),
        ValueError("A string literal cannot contain NUL (0x00) characters."),
        OverflowError("Python int too large to convert to SQLite INTEGER"),
        ValueError("Field 'id' expected a number but got 'x'."),
        OperationalError("Expression tree is too large (maximum depth 1000)"),
    ],
)
def test_a_value_that_no_database_can_hold_answers_400(ask, database_gone, error):
    assert ask(error).status_code == 400


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/2026/03/who-decides-now/", "who decides now"),
        ("/section/", "section"),
        ("/", ""),
        ("/%E2%80%93/", "–"),
        ("/a--b///c/", "a b c"),
        (f"/{'long-' * 100}/", ("long " * 20)[:100]),
    ],
)
def test_an_address_gives_the_words_to_search_for(address, words):
    assert errors._words(address) == words
