import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Image
from tests.factories import make_article, make_image, picture_file

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/image/"
ADD = f"{LIST}add/"


def test_a_full_disk_is_said_and_leaves_nothing(client, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "_save", full)
    client.force_login(User.objects.create_superuser("boss"))
    file = SimpleUploadedFile("a.png", picture_file().read(), "image/png")

    answer = client.post(ADD, {"alt": "A field", "focus": "0.5x0.5", "file": file}, follow=True)

    assert "could not be stored: No space left on device" in answer.content.decode()
    assert not Image.objects.exists()


def change(desk, image, **typed):
    words = {"alt": image.alt, "focus": image.focus, "caption": "", "credit": "", "licence": ""}
    return desk.post(f"{LIST}{image.pk}/change/", {**words, **typed})


@pytest.mark.parametrize(
    "typed", [{"alt": "A blue field"}, {"caption": "In May"}, {"credit": "Njeri"}, {"focus": "0.2x0.3"}]
)
def test_pages_with_a_picture_are_made_anew_when_it_changes(desk, purged, typed):
    image = make_image()

    change(desk, image, **typed)

    assert purged == [{image.cache_tag}]


def test_pages_stay_where_nothing_of_a_picture_changes(desk, purged):
    image = make_image()

    answer = change(desk, image)

    assert answer.status_code == 302
    assert purged == []


def test_a_new_picture_is_on_no_page_yet(desk, purged):
    file = SimpleUploadedFile("a.png", picture_file().read(), "image/png")

    desk.post(ADD, {"alt": "A field", "focus": "0.5x0.5", "file": file})

    assert Image.objects.get().alt == "A field"
    assert purged == []


def test_pages_with_a_picture_are_made_anew_when_it_is_deleted(desk, purged):
    one, two, three = make_image(colour="red"), make_image(colour="blue"), make_image(colour="green")

    desk.post(f"{LIST}{one.pk}/delete/", {"post": "yes"})
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [two.pk, three.pk], "post": "yes"})

    assert purged == [{one.cache_tag}, {two.cache_tag, three.cache_tag}]
    assert not Image.objects.exists()


def test_a_picture_that_leads_an_article_stays(desk):
    image = make_image()
    make_article(lead_image=image.pk)

    answer = desk.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})

    assert "cannot be deleted while these need it" in answer.content.decode()
    assert Image.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("typed", "is_made"), [({"focus": "0.1x0.1"}, True), ({"alt": "A blue field"}, False)]
)
def test_renditions_are_made_anew_when_the_focal_point_moves(desk, typed, is_made):
    image = make_image()
    Image.objects.update(renditions={})

    change(desk, image, **typed)

    assert bool(Image.objects.get().renditions) is is_made


def test_another_file_takes_the_place_of_the_old_one(desk):
    image = make_image()
    before = image.sha256
    file = SimpleUploadedFile("b.png", picture_file(colour="navy").read(), "image/png")

    answer = change(desk, image, file=file)

    image.refresh_from_db()
    assert answer.status_code == 302
    assert image.sha256 != before
    assert image.file.name.startswith(f"pictures/{image.sha256[:2]}/")
    assert image.alt == "A red field"
