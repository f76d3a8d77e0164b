"""Publishing at the desk."""

import pytest

from consent import published, versions
from consent.models import Service, Version, Wording
from consent.words import TEXTS
from newsroom.models import AuditEntry
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/consent/version/"
PUBLISH, PREVIEW, TEXTS_PAGE = f"{LIST}publish/", f"{LIST}preview/", f"{LIST}texts/"


def change_vimeo(**facts) -> None:
    Service.objects.filter(key="vimeo").update(**facts)


def words(response) -> str:
    return str(response.content.decode())


def texts_of(**changes: str) -> dict[str, str]:
    """The form of the texts as it stands, with `key_language` changed."""
    whole = {f"{key}_{language}": text for key, texts in TEXTS.items() for language, text in texts.items()}
    return {**whole, **changes}


def test_it_is_said_what_changes_and_whom_it_concerns(desk):
    change_vimeo(company="Bending Spoons", country="IT")

    page = words(desk.get(PUBLISH))

    assert "Everybody who has answered: <b>Videos, posts and maps</b>" in page
    for cell in ("Videos, posts and maps, Vimeo: company", "<td>Vimeo</td><td>Bending Spoons</td>"):
        assert cell in page


def test_nothing_new_says_so(desk):
    page = words(desk.get(PUBLISH))

    assert "<p>Nobody.</p>" in page
    assert '<p class="nothing">Nothing.</p>' in page


def test_a_version_is_published(desk):
    change_vimeo(company="Bending Spoons")

    response = desk.post(PUBLISH, {"base": "1", "note": "Vimeo was sold"}, follow=True)

    version = Version.objects.get(number=2)
    assert "Version 2 is in force." in words(response)
    assert (version.note, version.published_by) == ("Vimeo was sold", "boss")
    assert published.current().services["vimeo"].company == "Bending Spoons"


def test_what_somebody_else_published_meanwhile_is_looked_at_first(desk):
    versions.publish(by=None)

    response = desk.post(PUBLISH, {"base": "1"})

    assert "Somebody has published another version meanwhile" in words(response)
    assert Version.objects.count() == 2


def test_what_is_missing_is_said_and_nothing_is_published(desk):
    change_vimeo(company="")

    page = words(desk.get(PUBLISH))
    response = desk.post(PUBLISH, {"base": "1"}, follow=True)

    assert "The service “Vimeo” has no company." in page
    assert 'value="Publish"' not in page
    assert "The service “Vimeo” has no company." in words(response)
    assert Version.objects.count() == 1


def test_who_may_only_look_publishes_nothing(client):
    client.force_login(make_user("consent.view_version", "consent.change_service"))

    assert client.get(LIST).status_code == 200
    assert client.get(PUBLISH).status_code == 403
    assert client.post(PUBLISH, {"base": "1"}).status_code == 403
    assert client.get(TEXTS_PAGE).status_code == 403
    assert client.get("/admin/consent/record/").status_code == 403


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Cookie preferences"), ("sw", "Mapendeleo ya vidakuzi"), ("xx", "Cookie preferences")],
)
def test_the_dialog_is_seen_before_it_is_published(desk, language, title):
    change_vimeo(name="Vimeo Player")

    page = words(desk.get(f"{PREVIEW}?language={language}"))

    assert f"<h1>{title}</h1>" in page
    assert "Vimeo Player" in page
    assert "<script" not in page
    assert "Vimeo Player" not in words(desk.get("/privacy/cookies/"))


def test_a_text_is_reworded_and_goes_back_to_the_built_in_one(desk):
    desk.post(TEXTS_PAGE, texts_of(accept_all_en="  Yes,  to all "))
    assert [(row.key, row.language, row.text) for row in Wording.objects.all()] == [
        ("accept_all", "en", "Yes, to all")
    ]
    assert AuditEntry.objects.latest("pk").detail == {"fields": ["accept all"]}

    desk.post(TEXTS_PAGE, texts_of(accept_all_en=""))
    assert not Wording.objects.exists()


def test_a_text_keeps_the_place_of_the_name_in_it(desk):
    response = desk.post(TEXTS_PAGE, texts_of(placeholder_always_sw="Pakia daima"))

    assert "Kiswahili: keep {name}" in words(response)
    assert not Wording.objects.exists()


def test_texts_saved_as_they_are_change_nothing(desk):
    before = AuditEntry.objects.count()

    desk.post(TEXTS_PAGE, texts_of())

    assert (Wording.objects.count(), AuditEntry.objects.count()) == (0, before)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_versions_there_are(desk, django_assert_num_queries, number):
    for _ in range(number - 1):
        versions.publish(by=None)
    desk.get(LIST)

    with django_assert_num_queries(20):
        desk.get(LIST)
