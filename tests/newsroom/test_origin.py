import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from newsroom.origin import same_origin


@same_origin
def choose(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(f"{request.method} {name}")


urlpatterns = [path("choose/<str:name>/", choose)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def browser_like() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "origin": "null"},  # Referrer-Policy: no-referrer makes it null
        {"origin": "http://testserver"},
        {"origin": "https://www.example.org"},
    ],
)
def test_a_form_of_our_own_page_is_taken_without_cookie_and_token(browser_like, settings, headers):
    settings.SITE_URL = "https://www.example.org"

    response = browser_like.post("/choose/all/", headers=headers)

    assert (response.status_code, response.content) == (200, b"POST all")
    assert response.cookies == {}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://evil.example", "referer": "http://testserver/"},
    ],
)
def test_a_form_of_another_site_is_refused(browser_like, headers):
    assert browser_like.post("/choose/all/", headers=headers).status_code == 403


def test_anybody_may_read(browser_like):
    response = browser_like.get("/choose/all/", headers={"sec-fetch-site": "cross-site"})

    assert (response.status_code, response.content) == (200, b"GET all")
