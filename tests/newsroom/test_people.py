import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.test import Client

from newsroom import people, roles
from newsroom.models import AuditEntry, DeskSession
from tests.factories import make_user
from tests.newsroom.signin.conftest import add_app

pytestmark = pytest.mark.django_db


def role(name: str) -> Group:
    return Group.objects.get(name=name)


def member(*names: str, **fields) -> User:
    user = make_user(**fields)
    user.groups.set(Group.objects.filter(name__in=names))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def grace() -> User:
    return member(roles.MANAGING_EDITOR, username="grace", first_name="Grace")


def said() -> list[str]:
    return [str(entry) for entry in AuditEntry.objects.order_by("pk")]


def test_a_managing_editor_gives_roles_and_the_person_signs_in_again(grace):
    peter = member(roles.REPORTER, username="peter")
    browser = Client()
    browser.force_login(peter)

    people.give(peter, [role(roles.EDITOR)], by=grace)

    assert {group.name for group in peter.groups.all()} == {roles.EDITOR}
    assert not DeskSession.objects.filter(user_id=peter.pk).exists()
    assert browser.get("/admin/").status_code == 302
    assert said() == ["Grace changed the roles of the account “peter”, from Reporter to Editor"]


def test_the_same_roles_again_change_nothing(grace):
    peter = member(roles.REPORTER, username="peter")

    people.give(peter, [role(roles.REPORTER)], by=grace)

    assert said() == []


def test_nobody_gives_what_he_does_not_have(grace):
    peter, technician = member(roles.REPORTER), Group.objects.create(name="Technician")
    technician.permissions.add(Permission.objects.get(codename="delete_user"))

    assert technician not in people.roles_to_give(grace)
    with pytest.raises(PermissionDenied):
        people.give(peter, [technician], by=grace)

    assert not peter.groups.filter(name="Technician").exists()


def test_nobody_takes_a_role_that_he_could_not_give(grace):
    technician = Group.objects.create(name="Technician")
    technician.permissions.add(Permission.objects.get(codename="delete_user"))
    peter = member("Technician")

    with pytest.raises(PermissionDenied):
        people.give(peter, [], by=grace)


@pytest.mark.parametrize("is_active", [True, False])
def test_nobody_touches_somebody_who_may_more(grace, is_active):
    boss = make_user(username="boss", is_superuser=True, is_active=is_active)
    special = member(roles.REPORTER, username="special")
    special.user_permissions.add(Permission.objects.get(codename="delete_user"))
    User.objects.filter(pk=special.pk).update(is_active=is_active)

    for person in (boss, User.objects.get(pk=special.pk)):
        for act in (people.close, people.reopen, people.send_link, people.forget_second_factor, people.move):
            with pytest.raises(PermissionDenied):
                act(person, by=grace)
        with pytest.raises(PermissionDenied):
            people.give(person, [], by=grace)


def test_nobody_changes_his_own_roles_or_closes_his_own_account(grace):
    for act in (lambda: people.give(grace, [], by=grace), lambda: people.close(grace, by=grace)):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("name", [roles.REPORTER, roles.EDITOR, roles.MODERATOR, roles.NEWSLETTER_EDITOR])
def test_other_roles_manage_nobody(name):
    somebody, peter = member(name), member(roles.REPORTER)

    with pytest.raises(PermissionDenied):
        people.give(peter, [role(roles.EDITOR)], by=somebody)
    with pytest.raises(PermissionDenied):
        people.add(User(username="new"), by=somebody, roles=[])


def test_a_managing_editor_makes_no_superuser(grace):
    with pytest.raises(PermissionDenied):
        people.add(User(username="new", is_superuser=True), by=grace, roles=[])


def test_a_closed_account_is_out_at_once_and_comes_back_with_its_roles(grace):
    peter = member(roles.REPORTER, username="peter")
    browser = Client()
    browser.force_login(peter)

    people.close(peter, by=grace)
    assert browser.get("/admin/").status_code == 302
    assert not DeskSession.objects.filter(user_id=peter.pk).exists()
    people.reopen(peter, by=grace)

    assert User.objects.get(pk=peter.pk).has_perm("articles.add_article")
    assert said() == ["Grace deactivated the account “peter”", "Grace reactivated the account “peter”"]


def test_a_lost_phone_is_forgotten(grace):
    peter = member(roles.REPORTER, username="peter")
    add_app(peter)

    assert people.forget_second_factor(peter, by=grace) == 2
    assert people.forget_second_factor(peter, by=grace) == 0
    assert said() == ["Grace removed the second factor of the account “peter”"]


def test_no_link_goes_to_an_address_that_was_left(grace):
    peter = member(roles.REPORTER, username="peter", email="old@example.org")
    EmailAddress.objects.create(user=peter, email="old@example.org", primary=True, verified=True)

    people.move(peter, by=grace)

    assert not EmailAddress.objects.exists()
