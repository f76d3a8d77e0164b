"""Accounts of colleagues: who may do what to whose, and what happens with it.

Nobody reaches beyond himself: one gives only what one has, and touches nobody who has more. A person is signed out
everywhere as soon as his or her role or account changes.
"""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from . import audit, outbox, sessions
from .signin import mail

CHANGE = "auth.change_user"


def may_manage(by: User, person: User) -> bool:
    """True where `person` is no superuser and may do nothing that `by` may not; a superuser manages everybody."""
    if by.is_superuser:
        return True
    return by.has_perm(CHANGE) and not person.is_superuser and _all_of(person) <= by.get_all_permissions()


def roles_to_give(by: User) -> list[Group]:
    """The roles all of whose permissions `by` has, by name. Two queries."""
    groups = Group.objects.prefetch_related("permissions__content_type").order_by("name")
    has = by.get_all_permissions()
    return [group for group in groups if by.is_superuser or _permissions_of(group) <= has]


@transaction.atomic
def add(person: User, *, by: User, roles: Collection[Group]) -> User:
    """Make the account and send its person a link to set a password. Raises PermissionDenied."""
    if not (by.is_superuser or by.has_perm("auth.add_user")) or (person.is_superuser and not by.is_superuser):
        raise PermissionDenied("You may not make this account.")
    person.is_staff = True
    person.set_unusable_password()
    person.save()
    give(person, roles, by=by)
    send_link(person, by=by)
    return person


@transaction.atomic
def give(person: User, roles: Collection[Group], *, by: User) -> None:
    """Let `person` have these roles and no other, and sign him or her out. Raises PermissionDenied.

    Nobody changes his or her own, so nobody is left without a managing editor by mistake.
    """
    _require(by, person)
    before, after = set(person.groups.all()), set(roles)
    if before == after:
        return
    if person.pk == by.pk:
        raise PermissionDenied("Somebody else changes your roles.")
    if not (before ^ after) <= set(roles_to_give(by)):
        raise PermissionDenied("You may not give what you do not have.")
    person.groups.set(after)
    sessions.end(person)
    audit.record("user.roles", person, by=by, was=_names(before), now=_names(after))


@transaction.atomic
def close(person: User, *, by: User) -> None:
    """Close the account; its person is out at once. Raises PermissionDenied."""
    _require(by, person)
    if person.pk == by.pk:
        raise PermissionDenied("Nobody closes his or her own account.")
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False
    sessions.end(person)
    audit.record("user.deactivate", person, by=by)


@transaction.atomic
def reopen(person: User, *, by: User) -> None:
    """Open a closed account again, with the roles that it had. Raises PermissionDenied."""
    _require(by, person)
    User.objects.filter(pk=person.pk).update(is_active=True)
    person.is_active = True
    audit.record("user.reactivate", person, by=by)


@transaction.atomic
def move(person: User, *, by: User) -> None:
    """The address has changed: forget the old one, so that no link goes there any more. Raises PermissionDenied."""
    _require(by, person)
    EmailAddress.objects.filter(user=person).delete()


@transaction.atomic
def send_link(person: User, *, by: User) -> None:
    """Send a link with which `person` sets a password. Raises PermissionDenied."""
    _require(by, person)
    audit.record("user.invite", person, by=by)
    outbox.order(mail.invite, person.pk, audit.name_of(by))


@transaction.atomic
def forget_second_factor(person: User, *, by: User) -> int:
    """Take the second factors of a lost phone or key away, and sign out. Raises PermissionDenied; says how many."""
    _require(by, person)
    if person.pk == by.pk:
        raise PermissionDenied("Remove your own on its page, which asks for your password.")
    removed: int = Authenticator.objects.filter(user=person).delete()[0]
    if removed:
        sessions.end(person)
        audit.record("user.forget_second_factor", person, by=by)
    return removed


def _require(by: User, person: User) -> None:
    if not may_manage(by, person):
        raise PermissionDenied("You may not change this account.")


def _all_of(person: User) -> set[str]:
    """What `person` may do, or could if the account were open."""
    if person.is_active:
        return person.get_all_permissions()
    groups = person.groups.prefetch_related("permissions__content_type")
    own = {
        f"{p.content_type.app_label}.{p.codename}"
        for p in person.user_permissions.select_related("content_type")
    }
    return own.union(*(_permissions_of(group) for group in groups))


def _permissions_of(group: Group) -> set[str]:
    return {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}


def _names(groups: Collection[Group]) -> list[str]:
    return sorted(group.name for group in groups)
