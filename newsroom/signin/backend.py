"""Who may be signed in, asked at each request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.db.models import BooleanField, Case, Exists, OuterRef, Value, When

from newsroom import roles

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class DeskBackend(AuthenticationBackend):
    """A user name or an e-mail address and a password, of a member of the staff who is active.

    `user.owes_second_factor` is true for whoever has none although the role needs one. It comes with the row, so that
    no page of the desk costs a query more.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active and user.is_staff)

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
