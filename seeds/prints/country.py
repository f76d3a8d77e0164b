"""Prints of the land and what it yields: milk, fruit, timber, rain."""

import math
from itertools import pairwise

from seeds.prints.press import Point, Print, box, print_of
from seeds.prints.shapes import (
    arc,
    cluster,
    crown,
    curve,
    cut,
    disc,
    ground,
    inlay,
    land,
    limb,
    ribbon,
    rounded,
    turned,
)


@print_of("milk", paper="dawn", seed=41, focus=(0.45, 0.55))
def milk(p: Print) -> None:
    """Milk cans on a bicycle at dawn."""
    p.hatch("rose", box(0, 0, 1200, 520), 0, 18, 2, 9)
    disc(p, "sun", 600, 330, 230)
    p.hatch("rose", arc(600, 330, 224, 224), 0, 18, 2, 9)
    land(p, "green", 520, 24, 170, 1.6, -8)
    for x, y, size in ((1010, 536, 1.2), (1120, 556, 0.9), (70, 556, 1.0)):
        _cow(p, x, y, size)
    ground(p, "murram", 700, 120, 15)
    _bicycle(p)
    p.line("night", [(150, 506), (470, 478)], 14)
    for x, y in ((396, 480), (236, 498), (316, 330)):
        _can(p, x, y)


def _cow(p: Print, x: float, y: float, size: float) -> None:
    head = [
        (-52, -60),
        (-46, -68),
        (30, -68),
        (42, -78),
        (36, -94),
        (52, -82),
        (64, -82),
        (80, -94),
        (74, -78),
        (90, -58),
    ]
    chest = [
        (84, -50),
        (60, -52),
        (48, -36),
        (42, -26),
        (42, 0),
        (32, 0),
        (28, -24),
        (-28, -24),
        (-32, 0),
        (-42, 0),
    ]
    rump = [(-46, -28), (-52, -48), (-56, -14), (-61, -14)]
    cut(p, "night", [(x + dx * size, y + dy * size) for dx, dy in head + chest + rump])
    p.clear(
        [
            (x + dx * size, y + dy * size)
            for dx, dy in ((-20, -62), (10, -60), (6, -40), (-14, -36), (-26, -46))
        ]
    )


def _bicycle(p: Print) -> None:
    rear, front, crank, seat, head = (330, 640), (880, 640), (570, 650), (510, 420), (790, 396)
    for wheel in (rear, front):
        _spoked_wheel(p, wheel, 126)
    stays = ((rear, crank), (rear, seat), (seat, crank), (crank, head), (seat, head), (head, front))
    cluster(p, "lake", [ribbon(stay, 20, 16) for stay in stays])
    cluster(p, "night", [ribbon(curve([(792, 404), (774, 330), (706, 306), (664, 340)]), 14, 14)])
    cut(p, "night", curve([(446, 388), (510, 370), (580, 386), (550, 404), (510, 412), (446, 388)]))
    disc(p, "sun", *crank, 42, edge=8)
    p.line("night", [(540, 704), (600, 596)], 10)
    for x, y in ((540, 704), (600, 596)):
        p.line("night", [(x - 26, y), (x + 26, y)], 12)
    p.line("night", [rear, (210, 500)], 10)


def _spoked_wheel(p: Print, hub: Point, radius: float) -> None:
    rim = arc(*hub, radius, radius)
    p.clear_line([*rim, rim[1]], 34)
    for spoke in range(20):
        p.line("night", turned([hub, (hub[0] + radius, hub[1])], spoke * 18, hub), 3)
    p.outline("night", rim, 22)
    p.clear_line(arc(*hub, radius + 2, radius + 2, 200, 340), 3)
    disc(p, "night", *hub, 18)


def _can(p: Print, x: float, y: float) -> None:
    half = [(38, -124), (38, -92), (76, -46), (76, 124)]
    body = [(x - dx, y + dy) for dx, dy in half[::-1]] + [(x + dx, y + dy) for dx, dy in half]
    cut(p, None, body)
    p.polygon("lake", body, 70)
    p.hatch(
        "night",
        [(x + 10, y + 122), (x + 10, y - 110), *body[4:6], (x + 72, y - 44), (x + 72, y + 122)],
        90,
        9,
        2,
        7,
    )
    p.clear_line([(x - 52, y - 30), (x - 52, y + 80)], 9)
    p.outline("night", body, 7)
    for level in (-46, 96):
        p.line("night", [(x - 76, y + level), (x + 76, y + level)], 7)
    cut(p, "lake", rounded(x - 50, y - 148, 100, 30, 10), 6)
    for side in (-1, 1):
        p.line("night", arc(x + side * 74, y - 24, side * 20, 26, -90, 90), 7)


@print_of("hawker", paper="straw", seed=42, focus=(0.53, 0.5))
def hawker(p: Print) -> None:
    """A pushcart of fruit under an umbrella."""
    p.hatch("sun", box(0, 0, 1200, 640), 0, 20, 2, 12)
    disc(p, "sun", 990, 220, 140)
    _street(p)
    ground(p, "murram", 640, 180, 17)
    cut(p, "night", box(592, 120, 16, 440))
    _umbrella(p)
    for x, ink in ((350, "sun"), (510, "murram"), (680, "green"), (850, "sun")):
        _heap(p, x, ink)
    _cart(p)


def _street(p: Print) -> None:
    x = -10.0
    while x < 1200:
        width, height = p.random.randint(80, 150), p.random.randint(110, 300)
        cut(p, "jacaranda", box(x, 650 - height, width, height))
        p.hatch("night", box(x + width * 0.55, 650 - height, width * 0.45, height), 90, 9, 3, 4)
        for row in range(height // 44):
            for column in range(2):
                p.clear(box(x + 10 + column * width * 0.22, 664 - height + row * 44, width * 0.13, 20))
        x += width + 12


def _umbrella(p: Print) -> None:
    edges = [1020 - fold * 105 for fold in range(9)]
    ribs = [arc(600, 300, edge - 600, 220, -90, 0) for edge in edges]
    hem = [arc((a + b) / 2, 300, 52.5, 26, 0, 180) for a, b in pairwise(edges)]
    whole = ribs[0] + [point for scallop in hem for point in scallop] + ribs[8][::-1]
    cut(p, None, whole)
    for fold, scallop in enumerate(hem):
        gore = ribs[fold] + scallop + ribs[fold + 1][::-1]
        if fold % 2:
            p.polygon("green", gore)
            p.hatch("night", gore, 90, 20, 1, 6)
        else:
            p.polygon("sun", gore)
            p.hatch("murram", gore, 90, 15, 5, 8)
    for rib in ribs[1:-1]:
        p.line("night", rib, 5)
    p.outline("night", whole, 7)
    disc(p, "murram", 600, 74, 16, edge=6)


def _heap(p: Print, x: float, ink: str) -> None:
    for row in range(4):
        for column in range(4 - row):
            cx, cy = x + (column - (3 - row) / 2) * 42, 508 - row * 33
            disc(p, ink, cx, cy, 22)
            p.arc("night", (cx, cy), (14, 14), (10, 100), 4)


def _cart(p: Print) -> None:
    cut(p, "green", [(236, 530), (964, 530), (940, 640), (260, 640)], 8)
    p.hatch("night", [(250, 576), (950, 576), (936, 636), (264, 636)], 0, 12, 3, 8)
    cut(p, "sun", [(220, 512), (980, 512), (976, 548), (224, 548)], 7)
    for slat in range(1, 8):
        p.line("night", [(236 + slat * 91, 548), (260 + slat * 85, 640)], 5)
    limb(p, "night", [(950, 566), (1040, 546), (1120, 524)], 20, 16)
    cut(p, "night", box(910, 640, 20, 120))
    for x in (390, 730):
        disc(p, "night", x, 684, 90)
        disc(p, "sun", x, 684, 64)
        for spoke in range(8):
            p.line("night", turned([(x, 684), (x + 64, 684)], spoke * 45, (x, 684)), 9)
        disc(p, "murram", x, 684, 22, edge=6)
    p.person(1096, 760, 360, "jacaranda", "sun", reach=(1030, 552))


@print_of("forest", paper="mist", seed=44, focus=(0.52, 0.55))
def forest(p: Print) -> None:
    """The canopy, the circles in which trees are counted, and a measuring pole."""
    p.ellipse("sun", 930, 140, 110)
    land(p, "jacaranda", 190, 34, 150, 0.2, -18)
    plots = ((330, 320, 120, 34), (760, 356, 140, 44), (400, 520, 200, 78))
    for x, y, size in sorted(_trees(p), key=lambda tree: tree[1]):
        inside = any(math.hypot((x - cx) / rx, (y - cy) / ry) < 1 for cx, cy, rx, ry in plots)
        p.clear_ellipse(x, y, size + 3, size * 0.78 + 3)
        crown(p, "sun" if inside else "green", x, y, size, size * 0.78)
    for cx, cy, rx, ry in plots:
        ring = arc(cx, cy, rx + 8, ry + 6)
        p.clear_line([*ring, ring[1]], 18)
        p.outline("murram", ring, 9)
    _surveyor(p)


def _trees(p: Print) -> list[tuple[float, float, float]]:
    trees: list[tuple[float, float, float]] = []
    for row in range(14):
        y, size = 250 + row**1.75 * 6.2, 16 + row * 4.2
        step = size * 1.75
        for column in range(int(1300 / step) + 1):
            x = column * step - 40 + row % 2 * step / 2 + p.random.uniform(-6, 6)
            trees.append((x, y + p.random.uniform(-5, 5), size * p.random.uniform(0.86, 1.12)))
    return trees


def _surveyor(p: Print) -> None:
    clearing = arc(880, 780, 300, 120)
    cut(p, "murram", clearing)
    p.hatch("night", clearing, 0, 13, 2, 8)
    cut(p, None, ribbon([(796, 250), (796, 756)], 24, 24), 5)
    for band in range(0, 10, 2):
        inlay(p, "night", box(784, 254 + band * 50, 24, 50))
    p.person(896, 766, 330, "murram", "sun", reach=(804, 520))
    cut(p, None, turned(box(930, 580, 64, 80), 8, (960, 620)), 5)
    for row in range(3):
        p.line("night", turned([(942, 602 + row * 18), (980, 602 + row * 18)], 8, (960, 620)), 4)


@print_of("forecast", paper="sky", seed=45, focus=(0.5, 0.5))
def forecast(p: Print) -> None:
    """A dial of likely rain, below, near and above the usual, and a cloud."""
    p.hatch("lake", box(0, 0, 1200, 700), 0, 20, 2, 9)
    disc(p, "sun", 1030, 180, 110)
    _rain(p)
    land(p, "green", 620, 14, 180, 0.8, 5)
    _dial(p)
    _cloud(p)
    p.person(140, 770, 270, "murram", "sun", reach=(214, 560))
    limb(p, "night", [(212, 566), (262, 500)], 10, 6)


def _rain(p: Print) -> None:
    for _ in range(46):
        x, y, length = p.random.randint(-20, 420), p.random.randint(200, 620), p.random.randint(34, 74)
        p.clear_line([(x, y), (x - length * 0.3, y + length)], 9)
        p.line("night", [(x, y), (x - length * 0.3, y + length)], 4)


def _dial(p: Print) -> None:
    centre = (600, 610)
    cut(p, "night", [*arc(*centre, 424, 424, 180, 360), (1024, 690), (176, 690)])
    for band, ink in enumerate(("murram", "sun", "lake")):
        start = 180 + band * 60 + 2
        sector = arc(*centre, 392, 392, start, start + 56) + arc(*centre, 248, 248, start + 56, start)
        cut(p, ink, sector)
        for ray in range(13):
            turn = start + 4 + ray * 4
            width = (10 - ray * 0.7, 4, 2 + ray * 0.7)[band]
            p.line("night", turned([(850 + 8, 610), (980 - 60 * (ray % 2), 610)], turn, centre), width)
    window = arc(*centre, 232, 232, 180, 360)
    cut(p, None, window)
    for ink, height in (("lake", 190), ("sun", 126), ("murram", 64)):
        bell = [(x, 610 - height * math.exp(-(((x - 600) / 96) ** 2))) for x in range(372, 829, 8)]
        inlay(p, ink, bell)
        p.hatch("night", bell, 0, 11, 1, 5)
    needle = turned([(600, 598), (940, 608), (940, 612), (600, 622)], -52, centre)
    cut(p, "night", needle)
    disc(p, "murram", *centre, 42, edge=9)
    for stud in (214, 986):
        disc(p, "sun", stud, 652, 14)


def _cloud(p: Print) -> None:
    lumps = (
        (60, 110, 150, 96),
        (220, 80, 170, 112),
        (380, 130, 140, 84),
        (250, 160, 190, 70),
        (80, 170, 130, 60),
    )
    for x, y, rx, ry in lumps:
        p.clear_ellipse(x, y, rx + 6, ry + 6)
    for x, y, rx, ry in lumps:
        p.ellipse("night", x, y, rx, ry)
    for x, y, rx, ry in lumps:
        for ring in range(5):
            share = 0.86 - ring * 0.17
            p.clear_line(arc(x, y, rx * share, ry * share, 30 - ring * 4, 150 + ring * 4), 6 - ring)
