import pytest

from newsroom.models import Identity
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/newsroom/identity/"
FACTS = {"name": "Post", "accent": "#0a6847", "time_zone": "Africa/Nairobi", "language": "en"}


def test_whoever_may_not_see_the_identity_does_not_make_it_by_asking(client):
    client.force_login(make_user())

    assert client.get(LIST).status_code == 403
    assert not Identity.objects.exists()


def test_the_identity_is_changed_on_its_one_page_and_every_page_is_made_anew(desk, purged):
    form = desk.get(LIST)
    desk.post(form["Location"], FACTS)

    assert form["Location"] == f"{LIST}1/change/"
    assert Identity.objects.get().name == "Post"
    assert purged == [{"site"}]
