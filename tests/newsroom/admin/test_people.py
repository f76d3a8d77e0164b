from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail

from newsroom import roles
from newsroom.models import AuditEntry, RolePolicy
from tests.factories import make_user
from tests.newsroom.signin.conftest import add_app
from tests.newsroom.test_people import member, role

pytestmark = pytest.mark.django_db
LIST = "/admin/auth/user/"
ROLE_LIST = "/admin/auth/group/"
QUERIES = 15


@pytest.fixture
def grace() -> User:
    return member(roles.MANAGING_EDITOR, username="grace", first_name="Grace")


@pytest.fixture
def hers(client, grace):
    """The browser of a managing editor."""
    client.force_login(grace)
    return client


def form_of(person: User | None = None, **typed) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "first_name": "Njeri",
        "last_name": "Kamau",
        "username": "njeri",
        "email": "njeri@example.org",
        "roles": [role(roles.REPORTER).pk],
        "is_active": "on",
    }
    if person:
        facts |= {name: getattr(person, name) for name in ("first_name", "last_name", "username", "email")}
        facts["roles"] = [group.pk for group in person.groups.all()]
    return {**facts, **typed}


def said() -> list[str]:
    return [str(entry) for entry in AuditEntry.objects.order_by("pk")]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_work_here(hers, django_assert_num_queries, number):
    for n in range(number):
        add_app(member(roles.REPORTER, username=f"reporter-{n}"))
    hers.get(LIST)

    with django_assert_num_queries(QUERIES):
        page = hers.get(LIST).content.decode()

    assert page.count(">Reporter<") >= number


def test_a_colleague_is_invited_by_mail_and_sets_a_password(hers, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = hers.post(f"{LIST}add/", form_of())

    njeri = User.objects.get(username="njeri")
    assert answer.status_code == 302
    assert (njeri.is_staff, njeri.is_superuser, njeri.has_usable_password()) == (True, False, False)
    assert [group.name for group in njeri.groups.all()] == ["Reporter"]
    letter = mail.outbox[0]
    assert letter.to == ["njeri@example.org"]
    link = next(line for line in str(letter.body).splitlines() if line.startswith("http"))
    door = client.get(link.removeprefix("http://testserver"), follow=True)
    passwords = {"password1": "battery staple", "password2": "battery staple"}
    client.post(door.redirect_chain[-1][0], passwords)
    assert (
        client.post("/admin/login/", {"login": "njeri", "password": "battery staple"})["Location"]
        == "/admin/"
    )
    assert said()[:3] == [
        "Grace changed the roles of the account “Njeri Kamau”, from none to Reporter",
        "Grace sent a link to set a password to the account “Njeri Kamau”",
        "Grace added the account “Njeri Kamau”",
    ]


@pytest.mark.parametrize(
    "forged",
    [
        {"is_superuser": "on"},
        {"user_permissions": ["1", "2", "3"]},
        {"is_staff": "on", "groups": ["1", "2", "3"], "password": "known"},
    ],
)
@pytest.mark.parametrize("page", ["add", "change"])
def test_a_forged_form_gives_nothing_that_the_form_has_not(hers, page, forged):
    peter = member(roles.REPORTER, username="peter", email="peter@example.org", first_name="Peter")
    before = (peter.password, peter.get_all_permissions())

    if page == "add":
        hers.post(f"{LIST}add/", form_of(**forged))
        somebody = User.objects.get(username="njeri")
        assert not somebody.has_usable_password()
        assert somebody.get_all_permissions() == before[1]
    else:
        hers.post(f"{LIST}{peter.pk}/change/", form_of(peter, **forged))
        peter = User.objects.get(pk=peter.pk)
        assert (peter.password, peter.get_all_permissions()) == before
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_role_that_is_not_offered_cannot_be_sent(hers):
    technician = Group.objects.create(name="Technician")
    technician.permissions.add(Permission.objects.get(codename="delete_user"))

    page = hers.post(f"{LIST}add/", form_of(roles=[technician.pk]))

    assert "Technician" not in hers.get(f"{LIST}add/").content.decode()
    assert list(page.context["adminform"].form.errors) == ["roles"]
    assert not User.objects.filter(username="njeri").exists()


def test_a_superuser_can_be_seen_and_not_touched(hers):
    boss = make_user(username="boss", is_superuser=True, email="boss@example.org")
    page = hers.get(f"{LIST}{boss.pk}/change/")

    assert page.status_code == 200
    assert 'name="email"' not in page.content.decode()
    assert hers.post(f"{LIST}{boss.pk}/change/", form_of(boss, email="me@example.org")).status_code == 403
    assert hers.post(f"{LIST}{boss.pk}/link/").status_code == 403
    assert hers.post(f"{LIST}{boss.pk}/factor/").status_code == 403
    assert User.objects.get(pk=boss.pk).email == "boss@example.org"


def test_one_s_own_roles_are_for_somebody_else_to_change(hers, grace):
    page = hers.get(f"{LIST}{grace.pk}/change/").content.decode()
    hers.post(f"{LIST}{grace.pk}/change/", form_of(grace, roles=[], is_active="", last_name="Wanjiku"))

    grace = User.objects.get(pk=grace.pk)
    assert 'name="roles"' not in page
    assert (grace.last_name, grace.is_active) == ("Wanjiku", True)
    assert [group.name for group in grace.groups.all()] == [roles.MANAGING_EDITOR]


def test_a_person_is_changed_closed_and_opened(hers):
    peter = member(roles.REPORTER, username="peter", email="peter@example.org")
    address = f"{LIST}{peter.pk}/change/"

    hers.post(address, form_of(peter))
    hers.post(address, form_of(peter, email="new@example.org"))
    hers.post(address, form_of(peter, email="new@example.org", is_active=""))
    hers.post(address, form_of(peter, email="new@example.org", roles=[role(roles.EDITOR).pk]))

    assert said() == [
        "Grace changed the account “peter”: E-mail",
        "Grace deactivated the account “peter”",
        "Grace changed the roles of the account “peter”, from Reporter to Editor",
        "Grace reactivated the account “peter”",
    ]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"username": "GRACE"}, "username"),
        ({"username": "grace@example.org"}, "username"),
        ({"email": "Grace@Example.org"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "no address"}, "email"),
        ({"username": "a b"}, "username"),
    ],
)
def test_what_somebody_else_has_is_said_in_the_form(hers, grace, typed, wrong):
    User.objects.filter(pk=grace.pk).update(email="grace@example.org")

    page = hers.post(f"{LIST}add/", form_of(**typed))

    assert list(page.context["adminform"].form.errors) == [wrong]


def test_a_link_is_sent_and_a_lost_phone_forgotten_from_the_person_s_page(
    hers, django_capture_on_commit_callbacks
):
    peter = member(roles.REPORTER, username="peter", email="peter@example.org")
    add_app(peter)
    page = hers.get(f"{LIST}{peter.pk}/change/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        hers.post(f"{LIST}{peter.pk}/link/")
    hers.post(f"{LIST}{peter.pk}/factor/")

    assert "Send a link" in page
    assert "Phone or key lost" in page
    assert mail.outbox[0].to == ["peter@example.org"]
    assert "Phone or key lost" not in hers.get(f"{LIST}{peter.pk}/change/").content.decode()


# Roles


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_roles_costs_the_same_however_many_there_are(hers, django_assert_num_queries, number):
    for n in range(number):
        RolePolicy.objects.create(group=Group.objects.create(name=f"Role {n}"))
    hers.get(ROLE_LIST)

    with django_assert_num_queries(QUERIES - 2):
        hers.get(ROLE_LIST)


def test_a_managing_editor_asks_a_role_for_a_second_factor(hers, grace):
    editor = role(roles.EDITOR)
    address = f"{ROLE_LIST}{editor.pk}/change/"
    form = {"needs_second_factor": "on", "name": "Chief", "permissions": [1, 2, 3]}

    hers.post(address, form)

    editor.refresh_from_db()
    assert editor.policy.needs_second_factor
    assert editor.name == roles.EDITOR
    assert member(roles.EDITOR).get_all_permissions() == roles.ROLES[roles.EDITOR][1]
    assert said() == ["Grace changed the role “Editor”: A second factor is needed"]


def test_a_managing_editor_gives_no_role_more_than_it_has(hers):
    guests = Group.objects.create(name="Guests")

    hers.post(f"{ROLE_LIST}{guests.pk}/change/", {"name": "Guests", "permissions": [1, 2, 3]})

    assert not guests.permissions.exists()
    assert hers.get(f"{ROLE_LIST}add/").status_code == 403
    assert hers.post(f"{ROLE_LIST}{guests.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_superuser_makes_a_role_of_the_paper_and_leaves_those_of_the_house(desk):
    permission = Permission.objects.get(codename="view_topic")
    desk.post(f"{ROLE_LIST}add/", {"name": "Guests", "permissions": [permission.pk]})
    reporter = role(roles.REPORTER)
    desk.post(f"{ROLE_LIST}{reporter.pk}/change/", {"name": "Scribe", "permissions": [permission.pk]})

    assert list(role("Guests").permissions.all()) == [permission]
    assert role(roles.REPORTER).permissions.count() > 1
    assert desk.post(f"{ROLE_LIST}{reporter.pk}/delete/", {"post": "yes"}).status_code == 403
