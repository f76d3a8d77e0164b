import pytest

from articles.models import Image
from articles.pictures.library import add
from articles.pictures.receive import NoPicture
from tests.factories import picture_file

pytestmark = pytest.mark.django_db


def test_the_same_file_is_one_picture():
    first, first_is_new = add(picture_file(), alt="A field")
    second, second_is_new = add(picture_file(), alt="Another text", credit="Us")

    assert (first, first_is_new, second_is_new) == (second, True, False)
    assert Image.objects.get().alt == "A field"
    assert Image.objects.get().credit == "Us"


def test_the_file_is_kept_under_a_name_that_nobody_can_guess():
    image, _ = add(picture_file(colour="teal"))

    assert image.file.name == f"pictures/{image.sha256[:2]}/{image.sha256[:40]}.png"
    assert (image.width, image.height) == (60, 40)


def test_renditions_are_made_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image, _ = add(picture_file())

    image.refresh_from_db()
    assert set(image.renditions) == {"square", "card", "wide", "natural"}


def test_what_is_no_picture_leaves_nothing_behind():
    with pytest.raises(NoPicture):
        add(picture_file(kind="GIF"))

    assert Image.objects.count() == 0
