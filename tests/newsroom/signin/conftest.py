"""People at the door."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import make_user

PASSWORD = "correct horse"


@pytest.fixture
def amina(db) -> User:
    return make_user(username="amina", email="amina@example.org", first_name="Amina")


@pytest.fixture
def sign_in(client: Client) -> Callable[..., Any]:
    """Send the form of the sign-in. By itself with the right password, from one and the same address."""

    def send(
        login: str = "amina",
        password: str = PASSWORD,
        *,
        by: Client | None = None,
        at: str = "192.0.2.1",
        **more,
    ) -> Any:
        form = {"login": login, "password": password, **more}
        return (by or client).post("/admin/login/", form, REMOTE_ADDR=at)

    return send


def add_app(user: User) -> str:
    """Give `user` an authenticator app and recovery codes; its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str, moment: float) -> str:
    """What the app shows at `moment`, seconds since 1970."""
    return str(format_hotp_value(hotp_value(secret, int(moment) // 30)))


def recovery_codes_of(user: User) -> list[str]:
    codes: list[str] = RecoveryCodes(
        Authenticator.objects.get(user=user, type="recovery_codes")
    ).get_unused_codes()
    return codes


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200
