"""Two browsers with one code at the same moment, on the real database."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from tests.factories import make_user

from .conftest import PASSWORD, add_app, code_of, is_in, recovery_codes_of

pytestmark = pytest.mark.django_db(transaction=True)
BROWSERS = 4
SECOND_FACTOR = "/admin/account/second-factor/authenticate/"


@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_one_code_opens_one_door(kind):
    amina = make_user(username="amina")
    secret = add_app(amina)
    code = code_of(secret, time.time()) if kind == "app" else recovery_codes_of(amina)[0]
    browsers = [Client(REMOTE_ADDR=f"192.0.2.{n}") for n in range(BROWSERS)]
    for browser in browsers:
        browser.post("/admin/login/", {"login": "amina", "password": PASSWORD})
    together = Barrier(BROWSERS)

    def enter(browser: Client) -> None:
        try:
            together.wait(10)
            browser.post(SECOND_FACTOR, {"code": code})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(BROWSERS) as pool:
        list(pool.map(enter, browsers))

    assert sorted(map(is_in, browsers)) == [False] * (BROWSERS - 1) + [True]
