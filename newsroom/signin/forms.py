"""allauth's forms in our words, and codes that open once."""

import logging
from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt, encrypt
from django import forms
from django.db import transaction
from django.http import HttpRequest

from newsroom import sealing

from . import mail

LAST_COUNTER = "last_counter"
log = logging.getLogger(__name__)


class SignInForm(LoginForm):
    """A user name or an e-mail address, and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = "E-mail or user name", "Password"
        login.widget = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        )
        password.widget.attrs.pop("placeholder", None)
        password.help_text = ""


class ForgottenForm(ResetPasswordForm):
    """Asks for the address and answers the same, as fast, whether it is an account's: the worker looks it up."""

    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        address: str = self.cleaned_data["email"]
        if ratelimit.consume(request, action="reset_password_mail", key=address):
            mail.forgotten.enqueue(address)
        return address


class NewPasswordForm(ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("password1", "New password"), ("password2", "The same again")):
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)


class OnceForm(BaseAuthenticateForm):
    """A code of an authenticator app opens once, and none that is older than the last (RFC 6238, section 5.2).

    allauth remembers a used code in the cache for 30 seconds; with a clock that may be half a minute off it is good
    for 90.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"
        self.fields["code"].widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        )

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()
        except sealing.Unopened:
            log.exception("The second factor of user %s cannot be opened.", self.user.pk)
            raise get_adapter().validation_error("incorrect_code") from None
        if self.authenticator.type == Authenticator.Type.TOTP and not _use(self.authenticator, code):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(OnceForm, AuthenticateForm):
    """The second step of signing in."""


class ConfirmForm(OnceForm, ReauthenticateForm):
    """The same question before a change of how one signs in."""


@transaction.atomic
def _use(authenticator: Authenticator, code: str) -> bool:
    """True once for each step of the clock, and never for an earlier one."""
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret = decrypt(row.data["secret"])
    matching = [
        counter
        for counter in yield_hotp_counters_from_time()
        if format_hotp_value(hotp_value(secret, counter)) == code.replace(" ", "")
    ]
    if not matching or matching[-1] <= row.data.get(LAST_COUNTER, -1):
        return False
    row.data |= {LAST_COUNTER: matching[-1], "secret": encrypt(secret)}  # by the newest key
    row.save(update_fields=["data"])
    return True
