import re

import pytest

from articles.models import Image
from articles.pictures import markup

SIZES = {"avif": [[360, 240, "a-360.avif", 9000], [720, 480, "a-720.avif", 20000]]}
CARD = {**SIZES, "jpeg": [[360, 240, "a-360.jpeg", 15000], [720, 480, "a-720.jpeg", 40000]]}


@pytest.fixture
def image():
    return Image(alt='A "dry" gauge', renditions={"card": CARD, "wide": CARD})


def test_a_picture_says_its_size_its_types_and_its_widths(image):
    html = markup.picture(image, "card", "22rem")

    assert html == (
        '<picture><source type="image/avif" srcset="/media/a-360.avif 360w, /media/a-720.avif 720w" sizes="22rem">'
        '<img src="/media/a-720.jpeg" srcset="/media/a-360.jpeg 360w, /media/a-720.jpeg 720w" sizes="22rem"'
        ' width="720" height="480" alt="A &quot;dry&quot; gauge" loading="lazy" decoding="async"></picture>'
    )


def test_a_narrow_screen_gets_a_small_square_where_the_place_asks_for_one(image):
    image.renditions["square"] = {"avif": [[104, 104, "s.avif", 2000]], "jpeg": []}

    html = markup.picture(image, "card", "22rem", phone_square="104px")

    assert html.startswith(
        '<picture><source media="(max-width:39.99rem)" type="image/avif" srcset="/media/s.avif 104w" sizes="104px">'
    )


def test_the_lead_is_asked_for_at_once_in_the_shape_of_the_screen(image):
    html = markup.lead_picture(image)

    assert 'loading="lazy"' not in html
    assert 'fetchpriority="high"' in html
    assert re.findall(r'media="([^"]*)" type="([^"]*)"', html) == [
        ("(min-width:60rem)", "image/avif"),
        ("(min-width:60rem)", "image/jpeg"),
    ]
    assert markup.lead_preload(image).count("imagesrcset=") == 2


def test_a_picture_that_says_nothing_new_has_an_empty_text(image):
    image.is_decorative = True

    assert 'alt=""' in markup.picture(image, "card", "22rem")


def test_a_box_of_the_same_shape_stands_for_a_picture_in_the_making():
    assert markup.picture(Image(), "card", "22rem") == '<span class="picture-waiting picture-card"></span>'
    assert markup.lead_preload(Image()) == ""


def test_no_image_is_no_picture():
    assert (
        markup.picture(None, "card", "22rem") == markup.lead_picture(None) == markup.lead_preload(None) == ""
    )


def test_a_phone_fetches_the_width_of_two_pixels_a_point(image):
    assert markup.phone_bytes(image, "card") == 20000
    assert markup.phone_bytes(Image(), "card") == 0
