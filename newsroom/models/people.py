"""What Django does not know about those who work here: what their role asks of them, and where they are signed in."""

from django.contrib.auth.models import Group
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class RolePolicy(models.Model):
    """What a role asks of those who have it. A role without a row asks nothing."""

    group = models.OneToOneField(Group, models.CASCADE, primary_key=True, related_name="policy")
    needs_second_factor = models.BooleanField(
        "a second factor is needed",
        default=False,
        help_text="Whoever has this role and no second factor sets one up before anything else at the desk.",
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.group)


class DeskSession(AbstractBaseSession):
    """Django's session with the account that it belongs to, so that all of one person can be ended at once."""

    user_id = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from ..sessions import SessionStore  # it imports this model

        return SessionStore
