"""The relief prints of the demo edition: one of them is drawn here, the files of all are measured."""

from pathlib import Path

import pytest
from PIL import Image

from seeds import prints
from seeds.prints.press import FOCUS, HEIGHT, PRINTS, WIDTH, Plate, Print, print_of

PICTURES = Path(prints.__file__).parent.parent / "pictures"
MAX_BYTES = 180 * 1024
CROPS = {"square": 1.0, "card": 1.5, "wide": 2.0}

prints.load()


def crop_box(focus: tuple[float, float], ratio: float) -> tuple[int, int, int, int]:
    """The largest window of `ratio` in a print, as near to centred on the focus as the sheet allows."""
    width, height = min(WIDTH, round(HEIGHT * ratio)), min(HEIGHT, round(WIDTH / ratio))
    left = min(max(0, round(focus[0] * WIDTH - width / 2)), WIDTH - width)
    top = min(max(0, round(focus[1] * HEIGHT - height / 2)), HEIGHT - height)
    return left, top, left + width, top + height


def test_a_print_comes_out_the_same_every_time_it_is_pulled():
    first, second = PRINTS["court"].pull(), PRINTS["court"].pull()

    assert (first.mode, first.size) == ("RGB", (WIDTH, HEIGHT))
    assert first.tobytes() == second.tobytes()


def test_an_object_stands_on_bare_paper_with_a_halo_around_it():
    sheet = Print("halo", paper="mist")
    sheet.rectangle("night", 0, 0, WIDTH, HEIGHT)
    sheet.object("sun", [(400, 200), (800, 200), (800, 600), (400, 600)], halo=20)

    printed = sheet.render()

    assert printed.getpixel((200, 400)) == (30, 25, 44)  # night times mist
    assert printed.getpixel((390, 400)) == (232, 236, 228)  # mist alone
    assert printed.getpixel((600, 400)) == (222, 172, 51)  # sun times mist


def test_hatching_grows_across_the_shape():
    sheet = Print("hatching")
    sheet.hatch("night", [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], gap=40, thin=2, thick=30)
    column = sheet.render().convert("L").crop((600, 0, 601, HEIGHT)).tobytes()

    dark = [sum(value < 128 for value in column[start : start + 200]) for start in (0, 200, 400, 600)]

    assert dark == sorted(dark)
    assert dark[3] > 2 * dark[0]


def test_an_ink_that_runs_off_the_sheet_leaves_no_bare_edge():
    sheet = Print("edge")
    for ink in ("sun", "rose", "lake", "green", "murram", "night"):
        sheet.rectangle(ink, 0, 0, WIDTH, HEIGHT)

    assert sheet.render().getcolors() == [(WIDTH * HEIGHT, sheet.render().getpixel((600, 400)))]


def test_two_prints_cannot_share_a_name():
    with pytest.raises(ValueError, match="court"):
        print_of("court")(lambda _: None)


def test_the_focus_table_names_every_print_and_nothing_else():
    assert {name: plate.focus for name, plate in PRINTS.items()} == FOCUS


@pytest.mark.parametrize("plate", PRINTS.values(), ids=PRINTS)
def test_the_picture_file_is_there_and_light(plate: Plate):
    path = PICTURES / f"{plate.name}.webp"

    assert path.stat().st_size <= MAX_BYTES
    with Image.open(path) as picture:
        assert (picture.format, picture.size) == ("WEBP", (WIDTH, HEIGHT))


@pytest.mark.parametrize("ratio", CROPS.values(), ids=CROPS)
@pytest.mark.parametrize("plate", PRINTS.values(), ids=PRINTS)
def test_every_crop_has_the_focus_well_inside(plate: Plate, ratio: float):
    left, top, right, bottom = crop_box(plate.focus, ratio)

    x, y = plate.focus[0] * WIDTH, plate.focus[1] * HEIGHT

    assert left + 0.2 * (right - left) <= x <= right - 0.2 * (right - left)
    assert top + 0.2 * (bottom - top) <= y <= bottom - 0.2 * (bottom - top)
