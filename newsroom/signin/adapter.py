"""How allauth behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from newsroom import audit, identity, sealing, visitor

LIMITS = "allauth.account"
SECOND_FACTOR = "second factor"  # what its secrets are sealed for


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up, and wrong passwords are counted by account and address, by account, and by address."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "This name and this password do not go together.",
        "email_password_mismatch": "This name and this password do not go together.",
        "too_many_login_attempts": "Too many wrong tries. Wait a quarter of an hour, or set a new password by mail.",
        "incorrect_code": "This code is not right. Wait for the next one and try again.",
        "incorrect_password": "This is not your password.",
        "rate_limited": "Too many tries. Wait a few minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return visitor.address(request)

    def is_safe_url(self, url: str) -> bool:
        """After signing in one stays on the site: no other host, not even another of our own."""
        return url.startswith("/") and super().is_safe_url(url)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is None and not user.is_staff:
            response = self.respond_user_inactive(request, user)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count this try; it is taken back if it succeeds. Raises ValidationError where there were too many.

        One address has few tries at one account, so that it cannot lock its owner out; many addresses together have
        some more.
        """
        super().pre_authenticate(request, **credentials)
        usage = ratelimit.consume(request, app=LIMITS, action="login_failed_account", key=_login(credentials))
        if not usage:
            raise self.validation_error("too_many_login_attempts")
        self._account_usage = usage

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{_login(credentials)} {ratelimit.get_ip(request)}"

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        self._account_usage.rollback()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        login = _login(credentials)
        account = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login)).first()
        # A name that is none is not kept: people type their password there.
        audit.record("account.sign_in_failed", account, by=None)
        key = self._get_login_attempts_cache_key(request, **credentials)
        if not ratelimit.consume(request, app=LIMITS, action="login_failed", key=key, dry_run=True):
            audit.record("account.locked", account, by=None)


def _login(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "").lower()


class SecondFactorAdapter(DefaultMFAAdapter):
    """What an authenticator app and a security key are told about the site and the person, and how it is kept."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right. Wait for the next one and try again.",
    }

    def encrypt(self, text: str) -> str:
        """For the secret of an app and the seed of recovery codes."""
        return sealing.seal(text, purpose=SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text, purpose=SECOND_FACTOR)

    def get_totp_issuer(self) -> str:
        return identity.current().name

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": identity.current().name}


def desk_url(path: str) -> str:
    """The absolute address of a page of ours, for mails: never made from the `Host` of a request."""
    return f"{settings.SITE_URL}{path}"
