"""Choosing from inside the editor: what is found, who may look, and what a picture must be to come in."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles import publishing, trash
from articles.models import Image
from newsroom.models import AuditEntry
from tests.factories import make_article, make_draft, make_editor, make_image, make_user, picture_file

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/articles/article/choose/"
PICTURES = "/admin/articles/image/choose/"
UPLOAD = "/admin/articles/image/upload/"
WORDS = "/admin/articles/image/words/"
EMBEDS = "/admin/articles/article/embeds/"
EVERYTHING = (
    "articles.view_article",
    "articles.view_revision",
    "articles.view_image",
    "articles.add_image",
    "articles.change_image",
)


@pytest.fixture
def desk(client):
    client.force_login(make_user(*EVERYTHING))
    return client


def results(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def upload(content=b"", name="picture.png", kind="image/png"):
    return {"file": SimpleUploadedFile(name, content or picture_file().read(), kind)}


def test_an_article_is_found_by_its_headline_with_its_state_and_section(desk):
    live = make_article("The rains have failed", section="Climate")
    draft = make_draft("The rains are back", section="Climate").article
    make_article("The bridge is closed")

    found = results(desk.get(ARTICLES, {"q": "rains"}))

    assert found == [
        {
            "id": draft.pk,
            "title": "The rains are back",
            "meta": "Draft · Climate",
            "state": "draft",
            "thumb": "",
            "url": "",
        },
        {
            "id": live.pk,
            "title": "The rains have failed",
            "meta": "Live · Climate",
            "state": "live",
            "thumb": "",
            "url": live.get_absolute_url(),
        },
    ]


def test_an_article_that_readers_may_not_open_yet_has_no_address(desk):
    make_article("The bridge is open", at=timezone.now() + timedelta(days=1))

    (found,) = results(desk.get(ARTICLES, {"q": "bridge"}))

    assert (found["url"], found["state"]) == ("", "scheduled")


def test_articles_are_found_by_number_and_what_is_no_number_finds_nothing(desk):
    one, two = make_article("One").pk, make_article("Two").pk
    make_article("Three")

    found = results(desk.get(ARTICLES, {"ids": f"{one},x,{two},-1,²,{'9' * 30},,1e3"}))

    assert {row["id"] for row in found} == {one, two}


def test_what_is_in_the_trash_is_not_offered(desk):
    trash.throw_away(make_draft("The rains have failed").article, by=make_editor())

    assert results(desk.get(ARTICLES, {"q": "rains"})) == []


@pytest.mark.parametrize("number", [1, 3])
def test_choosing_costs_the_same_however_many_are_found(desk, django_assert_num_queries, number):
    for n in range(number):
        image = make_image(f"Rain {n}", (n, 0, 0), has_renditions=True)
        make_article(f"Rains {n}", section=f"Section {n}", lead_image=image.pk)

    with django_assert_num_queries(6):  # name of the site, session, user, permissions twice, articles
        assert len(results(desk.get(ARTICLES, {"q": "rains"}))) == number
    with django_assert_num_queries(6):
        assert len(results(desk.get(PICTURES, {"q": "rain"}))) == number


def test_a_picture_says_what_readers_would_miss(desk):
    image = make_image("", "blue", has_renditions=True)

    (found,) = results(desk.get(PICTURES, {"ids": str(image.pk)}))

    assert found == {
        "id": image.pk,
        "title": f"Picture {image.pk}",
        "meta": "",
        "lacks": "No alt text and no credit",
        "alt": "",
        "decorative": False,
        "caption": "",
        "credit": "",
        "thumb": image.file.storage.url(image.sources("square", "jpeg")[0][2]),
        "picture": image.file.storage.url(image.sources("natural", "jpeg")[-1][2]),
        "avif": image.file.storage.url(image.sources("natural", "avif")[-1][2]),
        "focus": "0.5x0.5",
        "kb": 0,
        "width": 60,
        "height": 40,
    }


def test_a_picture_without_renditions_is_shown_itself(desk):
    image = make_image("A red field")

    (found,) = results(desk.get(PICTURES, {"q": "red"}))

    assert (found["thumb"], found["picture"], found["avif"]) == (image.file.url, image.file.url, "")


@pytest.mark.parametrize(
    ("allowed", "address"), [("articles.view_article", PICTURES), ("articles.view_image", ARTICLES)]
)
def test_nobody_chooses_from_a_list_that_he_or_she_may_not_see(client, allowed, address):
    client.force_login(make_user(allowed))

    assert client.get(address, {"q": ""}).status_code == 403
    assert client.get(address, {"ids": "1"}).status_code == 403


@pytest.mark.parametrize("address", [ARTICLES, PICTURES, EMBEDS, UPLOAD, WORDS])
def test_a_visitor_is_asked_to_sign_in(client, address):
    answer = client.post(address) if address in {UPLOAD, WORDS} else client.get(address)

    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_a_player_is_known_by_its_address_and_nothing_else_is_one(desk):
    addresses = [
        "https://youtu.be/abcdefghijk?si=shared",
        "https://example.org/video",
        "javascript:alert(1)",
        "https://youtu.be.example.org/abcdefghijk",
    ]

    found = results(desk.get(EMBEDS, {"url": addresses}))

    assert [(row["asked"], row["url"], row["title"]) for row in found] == [
        (addresses[0], "https://www.youtube.com/watch?v=abcdefghijk", "A video on YouTube")
    ]
    assert "Google, USA" in found[0]["about"]


def test_players_are_told_to_those_who_see_articles(client):
    client.force_login(make_user("articles.view_image"))

    assert client.get(EMBEDS, {"url": "https://youtu.be/abcdefghijk"}).status_code == 403


def test_a_picture_that_is_sent_comes_into_the_library_without_words(desk):
    answer = desk.post(UPLOAD, upload())

    image = Image.objects.get()
    assert answer.json()["id"] == image.pk
    assert answer.json()["lacks"] == "No alt text and no credit"
    assert AuditEntry.objects.filter(action="image.add", target_id=str(image.pk)).exists()


def test_the_same_picture_sent_twice_is_one(desk):
    first, second = (desk.post(UPLOAD, upload()).json() for _ in range(2))

    assert first["id"] == second["id"]
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg onload='alert(1)'>", "The file is no JPEG, PNG, WebP or AVIF picture."),
        (b"%PDF-1.7", "The file is no JPEG, PNG, WebP or AVIF picture."),
        (picture_file((900, 10)).read(), "900 × 10 pixels are too long and thin to be shown."),
        (picture_file((300, 300)).read()[:150], "The picture is damaged: it could not be read to its end."),
    ],
)
def test_a_file_that_is_no_picture_is_refused_with_a_sentence(desk, content, sentence):
    answer = desk.post(UPLOAD, upload(content))

    assert (answer.status_code, answer.json()) == (400, {"error": sentence})
    assert not Image.objects.exists()


def test_an_upload_without_a_file_is_refused(desk):
    assert desk.post(UPLOAD).status_code == 400
    assert desk.get(UPLOAD).status_code == 405


def test_a_picture_that_cannot_be_stored_is_refused_with_a_sentence(desk, settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "file"

    answer = desk.post(UPLOAD, upload())

    assert answer.status_code == 400
    assert "could not be stored" in answer.json()["error"]


def test_only_those_who_may_add_pictures_send_them(client):
    client.force_login(make_user("articles.view_image", "articles.change_image"))

    assert client.post(UPLOAD, upload()).status_code == 403
    assert not Image.objects.exists()


def test_the_words_of_a_picture_are_mended_for_every_story_that_shows_it(desk):
    image = make_image("")

    answer = desk.post(WORDS, {"id": image.pk, "alt": " A red  field ", "credit": "Photograph: Amina"})

    image.refresh_from_db()
    assert (image.alt, image.credit, image.is_decorative) == ("A red field", "Photograph: Amina", False)
    assert (answer.json()["lacks"], answer.json()["alt"]) == ("", "A red field")
    assert AuditEntry.objects.filter(action="image.change", target_id=str(image.pk)).exists()


def test_a_picture_is_described_or_marked_as_decorative(desk):
    image = make_image("A red field")

    answer = desk.post(WORDS, {"id": image.pk, "alt": "", "credit": ""})

    image.refresh_from_db()
    assert answer.status_code == 400
    assert json.loads(answer.content) == {"error": "Describe the picture, or mark it as decorative."}
    assert image.alt == "A red field"


@pytest.mark.parametrize("number", ["", "0", "999999", "x", "1,2", "-1"])
def test_words_for_a_picture_that_is_not_there_are_refused(desk, number):
    assert desk.post(WORDS, {"id": number, "alt": "A field"}).status_code == 400


def test_only_those_who_may_change_pictures_mend_their_words(client):
    image = make_image("A red field")
    client.force_login(make_user("articles.view_image", "articles.add_image"))

    assert client.post(WORDS, {"id": image.pk, "alt": "Mine"}).status_code == 403


def test_withdrawn_articles_say_so(desk):
    publishing.withdraw(make_article("The rains have failed"), by=make_editor(), notice="A comma had moved.")

    (found,) = results(desk.get(ARTICLES, {"q": "rains"}))

    assert (found["state"], found["url"]) == ("withdrawn", "")
