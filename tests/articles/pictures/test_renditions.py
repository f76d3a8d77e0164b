from io import BytesIO

import pytest
from PIL import Image as Pillow
from PIL import features

from articles.models import Image
from articles.pictures import renditions
from articles.pictures.library import add
from tests.factories import picture_file

pytestmark = pytest.mark.django_db


def made(upload, **words):
    image, _ = add(upload, **words)
    renditions.make(image)
    return image


def opened(image, crop, extension):
    *_, (_, _, path, _) = image.sources(crop, extension)
    with image.file.storage.open(path) as file:
        return Pillow.open(BytesIO(file.read()))


def test_pillow_writes_avif_and_jpeg():
    assert features.check("avif")


def test_each_crop_is_made_in_both_types_and_in_its_widths():
    image = made(picture_file((1500, 1000)))

    widths = {crop: [size[0] for size in by_type["avif"]] for crop, by_type in image.renditions.items()}
    assert widths == {
        "square": [104, 208],
        "card": [360, 720],
        "wide": [960, 1440],
        "natural": [360, 720, 1200],
    }
    for crop, by_type in image.renditions.items():
        assert [size[:2] for size in by_type["avif"]] == [size[:2] for size in by_type["jpeg"]], crop
        for extension, kind in (("avif", "AVIF"), ("jpeg", "JPEG")):
            picture = opened(image, crop, extension)
            assert picture.format == kind
            assert [*picture.size] == by_type[extension][-1][:2]


def test_nothing_is_made_larger_than_the_picture():
    image = made(picture_file((300, 100)))

    assert [size[:2] for size in image.sources("card", "jpeg")] == [[150, 100]]
    assert [size[:2] for size in image.sources("natural", "jpeg")] == [[300, 100]]


def test_a_crop_keeps_the_focal_point():
    picture = Pillow.new("RGB", (1000, 500), "white")
    picture.paste("red", (900, 0, 1000, 500))
    file = BytesIO()
    picture.save(file, "PNG")
    file.seek(0)

    image = made(file, focus="0.95x0.5")

    red, green, _ = opened(image, "square", "jpeg").convert("RGB").getpixel((190, 100))
    assert (red > 200, green < 60) == (True, True)


def files(image):
    return {
        path for by_type in image.renditions.values() for sizes in by_type.values() for *_, path, _ in sizes
    }


def test_the_files_of_the_last_focal_point_stay_for_pages_in_caches_and_older_ones_go():
    image = made(picture_file((1000, 500)))
    generations = [files(image)]
    for focus in ("0.1x0.5", "0.9x0.5"):
        image.focus = focus
        image.save()
        renditions.make(image)
        generations.append(files(image))

    first, second, third = generations
    there = {path for paths in generations for path in paths if image.file.storage.exists(path)}
    assert not first & second & third
    assert there == second | third


def test_making_them_again_makes_nothing_new():
    image = made(picture_file((400, 300)))
    before = image.renditions

    renditions.make(Image.objects.get(pk=image.pk))

    assert Image.objects.get(pk=image.pk).renditions == before


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_pictures_of_any_mode_are_served_in_colour_on_white(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    file = BytesIO()
    Pillow.new(mode, (400, 300), 0).save(file, kind)
    file.seek(0)

    image = made(file)

    assert opened(image, "card", "jpeg").mode == "RGB"


def test_renditions_hold_nothing_but_the_picture():
    exif = Pillow.Exif()
    exif.get_ifd(0x8825)[2] = (1.0, 17.0, 0.0)

    image = made(picture_file((400, 300), kind="JPEG", exif=exif))

    for extension in ("avif", "jpeg"):
        assert not dict(opened(image, "card", extension).getexif())


def test_a_broken_colour_profile_costs_the_profile_and_not_the_picture():
    image = made(picture_file((400, 300), kind="PNG", icc_profile=b"not a profile"))

    assert opened(image, "card", "jpeg").mode == "RGB"
