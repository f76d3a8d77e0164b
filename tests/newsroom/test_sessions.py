from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsroom import sessions
from newsroom.models import DeskSession
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DESK = "/admin/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_session_knows_whose_it_is():
    amina = make_user()
    signed_in(amina)

    assert DeskSession.objects.get().user_id == amina.pk


def test_all_sessions_of_one_person_end_at_once_and_no_other():
    amina, peter = make_user(), make_user()
    phone, laptop, other = signed_in(amina), signed_in(amina), signed_in(peter)

    ended = sessions.end(amina)

    assert ended == 2
    assert [client.get(DESK).status_code for client in (phone, laptop, other)] == [302, 302, 200]
    assert set(DeskSession.objects.values_list("user_id", flat=True)) == {peter.pk}


def test_a_session_whose_time_is_over_leaves_no_row():
    over, lasting = make_user(), make_user()
    signed_in(over)
    signed_in(lasting)
    DeskSession.objects.filter(user_id=over.pk).update(expire_date=timezone.now() - timedelta(seconds=1))

    assert sessions.forget_ended() == 1
    assert [session.user_id for session in DeskSession.objects.all()] == [lasting.pk]
