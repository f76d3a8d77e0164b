import pytest

from newsroom.models import Identity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["a" * 300, "a/" * 500, "%ff", "pictures/"])
def test_a_name_that_no_file_has_is_not_found(client, name):
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(("known", "kept"), [(True, True), (False, False)])
def test_only_the_identity_that_is_asked_for_is_kept_for_ever(client, known, kept):
    site = Identity.objects.create(pk=1, accent="#064733")

    answer = client.get(f"/identity/accent-{site.version if known else 'fff'}.css")

    assert ("immutable" in answer["Cache-Control"]) is kept
