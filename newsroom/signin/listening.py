"""What allauth says has happened to an account, written to the audit; and sessions that this ends."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from newsroom import audit, sessions

from .forms import LAST_COUNTER

NAMES = {
    Authenticator.Type.TOTP: "an authenticator app",
    Authenticator.Type.WEBAUTHN: "a security key",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


def connect() -> None:
    account.user_logged_in.connect(_signed_in, dispatch_uid="audit")
    user_logged_out.connect(_signed_out, dispatch_uid="audit")
    account.password_changed.connect(_password_changed, dispatch_uid="audit")
    account.password_reset.connect(_password_reset, dispatch_uid="audit")
    factors.authenticator_added.connect(_factor_added, dispatch_uid="audit")
    factors.authenticator_removed.connect(_factor_removed, dispatch_uid="audit")
    factors.authenticator_reset.connect(_codes_made, dispatch_uid="audit")
    factors.authentication_failed.connect(_factor_failed, dispatch_uid="audit")


def _signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    used = [record["type"] for record in get_authentication_records(request, user) if "type" in record]
    detail = {"with": NAMES[Authenticator.Type(used[-1])]} if used else {}
    audit.record("account.sign_in", user, by=user, **detail)


def _signed_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        audit.record("account.sign_out", user, by=user)


def _password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.end(user, but=request.session.session_key)
    audit.record("account.password", user, by=user)


def _password_reset(user: User, **kwargs: Any) -> None:
    sessions.end(user)
    audit.record("account.password_reset", user, by=user)


def _factor_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        # The code that set it up opens nothing afterwards.
        authenticator.data[LAST_COUNTER] = list(yield_hotp_counters_from_time())[-1] - 1
        authenticator.save(update_fields=["data"])
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:  # those come with the first factor
        audit.record("account.factor_add", user, by=user, kind=authenticator.type, of=_name(authenticator))


def _factor_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    audit.record("account.factor_remove", user, by=user, kind=authenticator.type, of=_name(authenticator))


def _codes_made(user: User, **kwargs: Any) -> None:
    audit.record("account.codes", user, by=user)


def _factor_failed(user: User, **kwargs: Any) -> None:
    audit.record("account.second_factor_failed", user, by=None)


def _name(authenticator: Authenticator) -> str:
    return NAMES[Authenticator.Type(authenticator.type)]
