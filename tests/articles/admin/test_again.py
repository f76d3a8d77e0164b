import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.test import RequestFactory

from articles.admin.again import TRIES
from articles.admin.page import PageAdmin
from articles.models import Page

pytestmark = pytest.mark.django_db


class SecondComer(PageAdmin):
    """Somebody else is first the first `losses` times."""

    losses = 0

    def save_model(self, request, obj, form, change):
        if self.losses:
            self.losses -= 1
            raise IntegrityError("duplicate key")
        super().save_model(request, obj, form, change)

    def message_user(self, *args, **kwargs):
        """There is no session in these tests that could keep it."""


def save(losses):
    request = RequestFactory().post("/", {"title": "About", "slug": "about", "body": "<p>Us</p>"})
    request.user = User.objects.create_superuser("boss")
    vars(request)["_dont_enforce_csrf_checks"] = True
    desk = SecondComer(Page, admin.site)
    desk.losses = losses
    return desk.changeform_view(request)


def test_a_save_that_came_second_is_looked_at_again():
    assert save(losses=1).status_code == 302
    assert Page.objects.get().title == "About"


def test_a_mistake_that_stays_is_raised():
    with pytest.raises(IntegrityError):
        save(losses=TRIES)

    assert not Page.objects.exists()
