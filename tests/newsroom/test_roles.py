import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from articles import rights
from newsroom import roles
from tests.factories import make_article, make_author, make_draft, make_user

pytestmark = pytest.mark.django_db


def member(*names: str, **fields) -> User:
    user = make_user(**fields)
    user.groups.set(Group.objects.filter(name__in=names))
    return user


def test_a_new_site_has_the_six_roles_with_their_permissions():
    given = {
        name: {
            f"{permission.content_type.app_label}.{permission.codename}"
            for permission in Permission.objects.filter(group__name=name).select_related("content_type")
        }
        for name in Group.objects.values_list("name", flat=True)
    }

    assert given == {name: permissions for name, (_, permissions) in roles.ROLES.items()}


def test_every_permission_of_a_role_is_one():
    known = {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Permission.objects.select_related("content_type")
    }

    assert {name for _, named in roles.ROLES.values() for name in named} <= known


def test_the_next_migrate_puts_the_house_s_roles_right_and_leaves_others_alone():
    guests = Group.objects.create(name="Guests")
    everything = Permission.objects.all()
    guests.permissions.set(everything)
    Group.objects.get(name=roles.REPORTER).permissions.set(everything)
    Group.objects.get(name=roles.EDITOR).permissions.clear()

    call_command("migrate", verbosity=0)

    assert guests.permissions.count() == everything.count()
    assert not member(roles.REPORTER).has_perm("articles.publish_article")
    assert member(roles.EDITOR).has_perm("articles.publish_article")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_emptied_has_the_roles_again():
    call_command("flush", interactive=False, verbosity=0)

    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ROLES)


def test_only_editors_publish():
    publishers = {name for name in roles.ROLES if rights.may_publish(member(name))}

    assert publishers == {roles.EDITOR, roles.MANAGING_EDITOR}


def test_a_reporter_changes_what_is_his_and_no_other_story(client):
    peter = member(roles.REPORTER, username="peter")
    theirs = make_article("Somebody else's")
    credited = make_article("By Peter", authors=["Peter Mwangi"])
    make_author("Peter Mwangi")
    credited.bylines.update(author=make_author("Peter M.", user=peter))
    given = make_draft("For Peter").article
    given.assignee = peter
    given.save()

    assert [rights.may_write(peter, story) for story in (theirs, credited, given)] == [False, True, True]
    client.force_login(peter)
    form = f"/admin/articles/article/{theirs.pk}/change/"
    assert client.get(form).status_code == 200
    assert client.post(form, {"headline": "Mine now"}).status_code == 403


def test_no_role_may_write_to_the_audit():
    verbs = {verb for _, named in roles.ROLES.values() for verb in named if "auditentry" in verb}

    assert verbs == {"newsroom.view_auditentry"}


def test_each_role_of_the_house_says_what_it_is_for():
    assert all(roles.description_of(name) for name in roles.ROLES)
    assert roles.description_of("Guests") == ""
