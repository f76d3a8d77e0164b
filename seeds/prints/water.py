"""Prints of water: measured, fetched, sailed on, held back."""

import math

from seeds.prints.motifs import cloud, rain
from seeds.prints.press import HEIGHT, WIDTH, Point, Print, box, print_of

CLOUDS = (
    (60, 60, 156, 108),
    (270, 34, 180, 128),
    (490, 76, 190, 116),
    (710, 40, 180, 134),
    (930, 62, 170, 112),
    (1140, 26, 156, 120),
)


@print_of("gauge", paper="mist", seed=4, focus=(0.54, 0.52))
def gauge(p: Print) -> None:
    """A rain gauge as tall as a house, half full, and somebody who writes down what it says."""
    p.rectangle("lake", 0, 0, WIDTH, HEIGHT, 70)
    p.disc("sun", 968, 262, 126, halo=0)
    hills = p.hill("jacaranda", 520, 34, 150, 0.4)
    p.hatch("night", hills, -16, 24, 2, 6)
    rain(p, count=80, top=190, bottom=560, lean=-0.3)
    for place in CLOUDS:
        cloud(p, *place)
    _furrows(p)
    for x in (70, 190, 1000, 1100, 1180):
        _wilted(p, x, 700 + x % 3 * 22)
    _reader(p, 420, 748)
    _glass(p, 730)


def _furrows(p: Print) -> None:
    field = p.hill("green", 600, 20, 170, 2.2)
    p.clear(field, keep=("green",))
    for furrow in range(-24, 30):
        p.line("night", [(620 + furrow * 15, 586), (620 + furrow * 150, 830)], 3 + abs(furrow) * 0.14)
    p.hatch("sun", box(0, 700, WIDTH, 100), 0, 34, 2, 7)


def _wilted(p: Print, x: float, y: float) -> None:
    """A maize plant whose leaves hang."""
    stem = [(x, y + 10), (x - 3, y - 110)]
    p.clear_line(stem, 18)
    p.line("sun", stem, 10)
    for level in (0, 36, 72):
        for side in (-1, 1):
            leaf = [
                (x, y - level),
                (x + side * 36, y - 46 - level),
                (x + side * 58, y + 4 - level),
                (x + side * 32, y - 26 - level),
            ]
            p.object("sun", leaf, halo=3)


def _reader(p: Print, x: float, y: float) -> None:
    p.person(x, y, 270, "murram", "sun", reach=(x + 66, y - 142))
    pad = [(x + 50, y - 196), (x + 128, y - 208), (x + 138, y - 128), (x + 60, y - 116)]
    p.knock_out(pad, 4)
    p.polygon("rose", pad, 90)
    p.outline("night", pad, 5)
    for row in range(3):
        p.line("night", [(x + 66 + row * 2, y - 178 + row * 20), (x + 114 + row * 2, y - 185 + row * 20)], 4)
    p.arm(x, y, 270, "murram", (x + 66, y - 124))


def _glass(p: Print, x: float) -> None:
    """Funnel, tube, scale and stand around the axis at `x`."""
    glass: list[Point] = [
        (x - 170, 180),
        (x + 170, 180),
        (x + 98, 296),
        (x + 98, 744),
        (x - 98, 744),
        (x - 98, 296),
    ]
    p.knock_out(glass, 9)
    water = box(x - 91, 478, 182, 260)
    p.polygon("lake", water)
    p.hatch("night", box(x + 10, 478, 81, 260), 90, 14, 2, 8)
    p.hatch("night", box(x + 44, 304, 50, 170), 90, 14, 2, 4)
    p.outline("night", glass, 12)
    p.line("night", [(x - 98, 296), (x + 98, 296)], 6)
    for mark in range(13):
        y = 722 - mark * 33
        p.line("night", [(x - 92, y), (x - (20 if mark % 3 == 0 else 52), y)], 7)
    p.line("sun", [(x - 88, 476), (x + 88, 476)], 11)
    stand = [(x - 136, 742), (x + 136, 742), (x + 154, 778), (x - 154, 778)]
    p.object("murram", stand, halo=6)
    p.outline("night", stand, 6)


@print_of("jerry", paper="sky", seed=14, focus=(0.56, 0.52))
def jerry(p: Print) -> None:
    """A queue of jerrycans that reaches to the horizon, before a tap that gives one drop."""
    p.rectangle("lake", 0, 0, WIDTH, 430, 110)
    p.disc("sun", 300, 210, 120, halo=0)
    p.hatch("night", box(0, 0, WIDTH, 430), 0, 26, 1, 6)
    p.clear(box(0, 424, WIDTH, 376))
    p.rectangle("murram", 0, 430, WIDTH, 370)
    p.hatch("night", box(0, 430, WIDTH, 370), 0, 19, 2, 10)
    for place, ink in enumerate(("sun", "green", "sun", "sun", "lake", "sun", "green")):
        share = place / 7
        size = 0.2 + 0.62 * share**1.5
        _jerrycan(p, 40 + 540 * share**1.25, 462 + 262 * share**1.5, size, ink)
    p.person(150, 566, 190, "jacaranda", "rose")
    _tap(p, 800)
    _jerrycan(p, 660, 772, 1.24, "sun")


def _tap(p: Print, x: float) -> None:
    """A standpipe from above that bends to the left; the drop hangs under its mouth at `x`."""
    pipe: list[Point] = [(x + 180, -20), (x + 230, -20), (x + 230, 204), (x + 40, 204), (x + 40, 268)]
    pipe += [(x - 34, 268), (x - 34, 150), (x + 180, 150)]
    p.object("night", pipe, halo=8)
    p.object("night", box(x - 46, 254, 98, 26), halo=5)
    p.disc("murram", x + 205, 178, 54, halo=7)
    for spoke in range(3):
        turn = math.radians(spoke * 60 + 20)
        reach = (46 * math.cos(turn), 46 * math.sin(turn))
        p.line("night", [(x + 205 - reach[0], 178 - reach[1]), (x + 205 + reach[0], 178 + reach[1])], 9)
    for cut in (x + 190, x + 202):
        p.line("night", [(cut, 0), (cut, 116)], 4, 0)
    drop = [
        (x + 6 + 26 * math.sin(math.radians(a)), 356 - 28 * math.cos(math.radians(a)))
        for a in range(40, 321, 10)
    ]
    p.object("lake", [(x + 6, 294), *drop], halo=6)
    p.arc("night", (x + 6, 356), (16, 18), (-20, 70), 5)


def _jerrycan(p: Print, x: float, y: float, size: float, ink: str) -> None:
    """A can whose lower left corner is (x, y); size 1 is 220 wide and 310 high."""
    width, height = 220 * size, 310 * size

    def at(across: float, up: float) -> Point:
        return x + width * across, y - height * up

    can = [at(0, 0), at(0, 0.78), at(0.12, 0.9), at(0.2, 0.9), at(0.2, 0.97), at(0.4, 0.97), at(0.4, 0.9)]
    can += [at(0.86, 0.9), at(1, 0.78), at(1, 0)]
    p.object(ink, can, halo=7 * size)
    p.object("murram", [at(0.22, 0.96), at(0.22, 1.04), at(0.38, 1.04), at(0.38, 0.96)], halo=4 * size)
    p.hatch(
        "night",
        [at(0.64, 0.03), at(0.64, 0.66), at(0.98, 0.66), at(0.98, 0.03)],
        90,
        13 * size,
        2 * size,
        8 * size,
    )
    p.clear([at(0.5, 0.71), at(0.5, 0.84), at(0.86, 0.84), at(0.92, 0.77), at(0.92, 0.71)])
    p.outline(
        "night", [at(0.5, 0.71), at(0.5, 0.84), at(0.86, 0.84), at(0.92, 0.77), at(0.92, 0.71)], 5 * size
    )
    for first, second in (((0.1, 0.6), (0.56, 0.1)), ((0.56, 0.6), (0.1, 0.1))):
        p.line("night", [at(*first), at(*second)], 6 * size)
    p.outline("night", can, 7 * size)


@print_of("boat", paper="dawn", seed=18, focus=(0.56, 0.52))
def boat(p: Print) -> None:
    """A sail before the evening sun, and the fence and trees the lake has walked over."""
    p.ellipse("murram", 330, 262, 140)
    p.hatch("sun", box(0, 0, WIDTH, 420), 0, 22, 3, 15)
    p.hill("jacaranda", 396, 20, 120, 1.5, 430)
    water = box(0, 424, WIDTH, 376)
    p.clear(water)
    p.polygon("lake", water)
    _waves(p)
    _drowned(p)
    _hull_and_sail(p)


def _waves(p: Print) -> None:
    """Cuts that lengthen towards the viewer, and the sun's path, narrower with each one."""
    for row in range(22):
        x, y = float(p.random.randint(-80, 0)), 442.0 + row * 17
        while x < WIDTH:
            length = p.random.randint(70, 150 + row * 10)
            p.gouge("night", (x, y), (x + length, y), 3 + row * 0.36)
            x += length + p.random.randint(14, 60)
    for row in range(10):
        y, width = 450.0 + row * 30, 210 - row * 16
        x = 330 - width / 2 + p.random.randint(-18, 18)
        p.gouge("lake", (x - 14, y), (x + width + 14, y), 17, 0)
        p.gouge("night", (x - 14, y), (x + width + 14, y), 17, 0)
        p.gouge("murram", (x, y), (x + width, y), 11)


def _drowned(p: Print) -> None:
    """Fence posts that walk into the water, and one bare tree that stands in it."""
    for post in range(7):
        x, y, size = -20 + post * 62, 760 - post * 18, 1 - post * 0.08
        p.object("night", box(x, y - 90 * size, 17 * size, 90 * size), halo=4)
        if post < 6:
            p.clear_line([(x, y - 66 * size), (x + 64, y - 22 - 62 * size)], 9)
            p.line("night", [(x, y - 66 * size), (x + 64, y - 22 - 62 * size)], 3.5)
        p.gouge("lake", (x - 26, y), (x + 44, y), 9, 0)
    for branch in (
        [(1120, 560), (1112, 400), (1070, 300)],
        [(1113, 430), (1160, 320)],
        [(1098, 368), (1056, 360)],
        [(1090, 350), (1104, 280)],
    ):
        p.clear_line(branch, 24)
        p.line("night", branch, 13)
    p.gouge("lake", (1070, 562), (1176, 562), 14, 0)
    p.gouge("night", (1070, 562), (1176, 562), 14, 0)


def _hull_and_sail(p: Print) -> None:
    sail: list[Point] = [(690, 74), (1000, 506), (668, 536)]
    p.object("sun", sail, halo=6)
    p.hatch("murram", sail, 52, 30, 4, 13)
    p.clear_line([(688, 50), (668, 590)], 20)
    p.line("night", [(688, 50), (668, 590)], 12)
    p.line("night", [(684, 62), (1016, 516)], 9)
    hull: list[Point] = [(466, 566), (1060, 534), (990, 664), (566, 676)]
    p.object("green", hull, halo=7)
    band = [(478, 588), (1044, 558), (1032, 584), (494, 612)]
    p.knock_out(band, 3)
    p.polygon("murram", band)
    p.hatch("night", [(520, 640), (1004, 626), (990, 664), (566, 676)], -2, 10, 4, 6)
    p.outline("night", hull, 7)
    p.gouge("lake", (520, 690), (1060, 684), 18, 0)
    p.person(592, 584, 188, "jacaranda", "rose", reach=(552, 486))
    p.clear_line([(570, 430), (504, 720)], 16)
    p.line("night", [(570, 430), (504, 720)], 8)
