"""Sessions in the database, each with its person. SESSION_ENGINE."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from .models import DeskSession


class SessionStore(DatabaseStore):
    """Django's store of sessions in the database, with whose session it is beside it."""

    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        return DeskSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session: Any = super().create_model_instance(data)
        session.user_id = data.get(SESSION_KEY)
        return session


def forget_ended() -> int:
    """Delete the rows of sessions whose time is over; how many these were."""
    ended, _ = DeskSession.objects.filter(expire_date__lt=timezone.now()).delete()
    return ended


def end(user: User, *, but: str | None = None) -> int:
    """Sign `user` out from the next request on, but in the session with the key `but`; how many sessions these were."""
    ended, _ = DeskSession.objects.filter(user_id=user.pk).exclude(session_key=but or "").delete()
    return ended
