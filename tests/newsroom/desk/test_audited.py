import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from articles.models import Section
from newsroom.desk.audited import AuditedAdmin
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db


def lines() -> list[str]:
    return [
        str(entry) for entry in AuditEntry.objects.order_by("pk") if not entry.action.startswith("account.")
    ]


def test_what_is_registered_at_the_desk_is_audited():
    assert [model for model, made in admin.site._registry.items() if not isinstance(made, AuditedAdmin)] == []


def test_a_form_leaves_a_line_for_what_was_added_changed_and_deleted(desk):
    facts = {"name": "Climate", "slug": "climate", "position": 1, "language": ""}
    desk.post("/admin/articles/section/add/", facts)
    section = Section.objects.get()
    desk.post(f"/admin/articles/section/{section.pk}/change/", {**facts, "name": "Weather"})
    desk.post(f"/admin/articles/section/{section.pk}/delete/", {"post": "yes"})

    assert lines() == [
        "boss added the section “Climate”",
        "boss changed the section “Weather”: Name",
        "boss deleted the section “Weather”",
    ]


def test_many_at_once_leave_a_line_each(desk):
    first, second = (Section.objects.create(name=name, slug=name.lower()) for name in ("Climate", "Health"))
    action = {"action": "delete_selected", "post": "yes", "_selected_action": [first.pk, second.pk]}

    desk.post("/admin/articles/section/", action)

    assert lines() == ["boss deleted the section “Climate”", "boss deleted the section “Health”"]


def test_a_form_that_is_refused_leaves_no_line(desk):
    desk.post("/admin/articles/section/add/", {"name": ""})

    assert lines() == []


def test_rows_inside_a_form_are_named(desk):
    form = {
        "name": "Rain",
        "slug": "rain",
        "synonyms-TOTAL_FORMS": 1,
        "synonyms-INITIAL_FORMS": 0,
        "synonyms-0-name": "Mvua",
    }

    desk.post("/admin/articles/topic/add/", form)

    assert lines() == ["boss added the topic “Rain”"]


def test_a_model_of_another_package_is_audited_too(desk):
    desk.post("/admin/auth/group/add/", {"name": "Guests"})

    assert Group.objects.filter(name="Guests").exists()
    assert lines() == ["boss added the role “Guests”"]
