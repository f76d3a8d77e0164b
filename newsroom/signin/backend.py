"""Who may be signed in, asked at each request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.db.models import BooleanField, Case, Exists, OuterRef, Value, When
from django.http import HttpRequest

from newsroom import roles

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class DeskBackend(AuthenticationBackend):
    """A user name or an e-mail address and a password, of a member of the staff who is active.

    `user.owes_second_factor` is true for whoever has none although the role needs one. It comes with the row, so that
    no page of the desk costs a query more.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active and user.is_staff)

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        """Hashes the password once, whether the login is a name, an address or none, so that the time tells nothing.

        allauth looks an address up twice, and hashes twice where it is somebody's.
        """
        login = credentials.get("email") or credentials.get("username") or ""
        person = get_user_by_username(login) or next(
            iter(filter_users_by_email(login, is_active=None, prefer_verified=True, for_login=True)), None
        )
        return self._check_password(person, credentials["password"])

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.annotate(owes_second_factor=_owes()).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


def _owes() -> Case:
    has_one = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS))
    strict = Group.objects.filter(policy__needs_second_factor=True)
    return Case(
        When(has_one, then=Value(value=False)),
        When(Exists(strict.filter(user=OuterRef("pk"))), then=Value(value=True)),
        # Who may do everything is asked for no less than who may do most.
        When(Exists(strict.filter(name=roles.MANAGING_EDITOR)), is_superuser=True, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
