import pytest
from django.test import Client

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
