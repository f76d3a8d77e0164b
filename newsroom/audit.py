"""Who did what to what. Lines are added, and never changed or taken away: see docs/decisions/audit.md."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model

from .models import AuditEntry


def record(
    action: str,
    target: Model | None = None,
    *,
    by: AbstractBaseUser | AnonymousUser | None,
    **detail: Any,
) -> AuditEntry:
    """Write one line in the present transaction: with it, the line is there or is not.

    `action` is `kind.verb`, such as `article.publish`; newsroom/sentences.py has the words for it. `by` is None where
    the site acts by itself. `detail` is small and can be written as JSON: numbers and names, never a text.
    """
    return AuditEntry.objects.create(
        actor_id=by.pk if by else None,
        actor_name=name_of(by),
        action=action,
        target_kind=target._meta.label_lower if target else "",
        target_id=str(target.pk or "") if target else "",
        target_label=_label(target),
        detail=detail,
    )


def name_of(person: AbstractBaseUser | AnonymousUser | None) -> str:
    """The name as it stands now; the account may be renamed or deleted later. Empty for nobody."""
    if person is None or person.is_anonymous:
        return ""
    full_name = getattr(person, "get_full_name", str)()
    return _short(full_name or person.get_username())


def _label(target: Model | None) -> str:
    if target is None:
        return ""
    return name_of(target) if isinstance(target, AbstractBaseUser) else _short(str(target))


def _short(text: str) -> str:
    longest = AuditEntry.LABEL_LENGTH
    return text if len(text) <= longest else text[: longest - 1] + "…"
