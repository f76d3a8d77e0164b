"""Prints of music, cloth, running and games."""

import math
from itertools import pairwise

from seeds.prints.press import Point, Print, box, print_of
from seeds.prints.shapes import (
    arc,
    between,
    cluster,
    curve,
    cut,
    disc,
    ground,
    land,
    limb,
    ribbon,
    rounded,
    turned,
)


@print_of("fiddle", paper="sand", seed=25, focus=(0.5, 0.52))
def fiddle(p: Print) -> None:
    """A one-string fiddle and its bow; the sound spreads in rings."""
    centre = (430, 560)
    for ring in range(30):
        radius = 180 + ring * 34
        p.outline(("jacaranda", "rose")[ring % 2], arc(*centre, radius, radius), 15 - ring * 0.45)
    floor = [*curve([(-20, 720), (400, 700), (800, 716), (1220, 690)]), (1220, 820), (-20, 820)]
    cut(p, "murram", floor)
    p.hatch("night", floor, 0, 16, 3, 9)
    tilt = -52
    for x, y, ink, hand in (
        (800, 764, "jacaranda", (846, 650)),
        (940, 756, "sun", (896, 640)),
        (1080, 770, "jacaranda", (1126, 650)),
    ):
        p.person(x, y, 170, ink, "murram", reach=hand)

    def place(points: list[Point]) -> list[Point]:
        return turned(points, tilt, centre)

    cut(p, "night", place(box(200, 546, 890, 26)))
    cut(p, "sun", place(box(1000, 540, 70, 38)), 6)
    p.line("night", place([(1036, 500), (1036, 620)]), 14)
    disc(p, "murram", *centre, 186, edge=9)
    for stud in range(24):
        p.ellipse("night", *arc(*centre, 168, 168, stud * 15, stud * 15 + 1)[0], 7)
    disc(p, None, *centre, 148, edge=6)
    p.ellipse("sun", *centre, 140)
    p.hatch("murram", place([(430, 420), *arc(430, 560, 138, 138, -90, 90)]), tilt, 15, 2, 9)
    cut(p, "night", place(box(470, 520, 16, 80)))
    p.line("night", place([(300, 559), (478, 552), (1036, 556)]), 6)
    for wedge in (546, 572):
        p.clear_line(place([(620, wedge - 1), (990, wedge - 1)]), 3)
    _bow(p)


def _bow(p: Print) -> None:
    stick = curve([(330, 210), (520, 150), (760, 250), (900, 430), (930, 560)], 16)
    p.knock_out(ribbon(stick, 22, 18))
    p.line("night", stick, 15)
    hair = ribbon([(336, 216), (930, 552)], 18, 18)
    cut(p, None, hair, 0)
    p.hatch("night", hair, 29.5, 6, 3, 3)


@print_of("kanga", paper="sky", seed=26, focus=(0.5, 0.53))
def kanga(p: Print) -> None:
    """A kanga on the line: a border all round, a motif in the middle."""
    p.ellipse("sun", 1030, 240, 120)
    ground(p, "lake", 520, 130, 13)
    ground(p, "sun", 640, 170, 24)
    for x in (70, 1130):
        cut(p, "night", ribbon([(x, 90), (x, 780)], 20, 26))
    p.line("night", [(x, _sag(x)) for x in range(70, 1131, 20)], 5)
    _cloth(p)
    for x in (190, 400, 600, 800, 1010):
        cut(p, "sun", box(x - 9, _sag(x) - 22, 18, 54), 4)


def _sag(x: float) -> float:
    return 128 + 34 * math.sin((x - 70) / 1060 * math.pi)


def _hung(u: float, v: float) -> Point:
    x = 170 + u * 860
    return x + 8 * math.sin(v * 5), _sag(x) + v * 520 + v * 16 * math.sin(u * 13)


def _hung_path(*knots: Point) -> list[Point]:
    return [_hung(*between(a, b, step / 24)) for a, b in pairwise(knots) for step in range(25)]


def _hung_box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    return _hung_path((left, top), (right, top), (right, bottom), (left, bottom), (left, top))


def _cloth(p: Print) -> None:
    cut(p, "murram", _hung_box(0, 0, 1, 1))
    for inset, ink in (
        (0.025, None),
        (0.032, "murram"),
        (0.115, None),
        (0.122, "night"),
        (0.14, None),
        (0.146, "sun"),
    ):
        frame = _hung_box(inset, inset * 1.6, 1 - inset, 1 - inset * 1.6)
        p.clear(frame)
        if ink:
            p.polygon(ink, frame)
    for step in range(24):
        for v in (0.118, 0.882):
            _petal(p, (0.05 + step * 0.039, v), 0.016)
    for step in range(1, 11):
        for u in (0.074, 0.926):
            _petal(p, (u, 0.118 + step * 0.0695), 0.016)
    _motif(p)
    for fold in range(8):
        u = 0.06 + fold * 0.12
        p.line("night", _hung_path((u, 0.02), (u + 0.01, 0.98)), 2.5)


def _petal(p: Print, at: Point, size: float) -> None:
    u, v = at
    diamond = _hung_path((u - size, v), (u, v - size * 2), (u + size, v), (u, v + size * 2), (u - size, v))
    p.clear(diamond)
    p.ellipse("night", *_hung(u, v), 5)


def _motif(p: Print) -> None:
    cx, cy = _hung(0.5, 0.5)
    for radius, petals, ink in ((158, 16, "murram"), (112, 12, "night"), (70, 10, "murram")):
        disc(p, None, cx, cy, radius + 6)
        shape = ((0.2, 0), (0.66, -0.17), (1, 0), (0.66, 0.17), (0.2, 0))
        leaf = curve([(cx + radius * dx, cy + radius * dy) for dx, dy in shape])
        for petal in range(petals):
            p.polygon(ink, turned(leaf, petal * 360 / petals, (cx, cy)))
    disc(p, "sun", cx, cy, 26, edge=5)
    for u, v, turn in ((0.25, 0.34, 40), (0.75, 0.34, 140), (0.25, 0.66, -40), (0.75, 0.66, 220)):
        x, y = _hung(u, v)
        outline = ((-66, -20), (-20, -42), (40, -34), (58, 8), (20, 40), (-20, 16), (-66, -20))
        drop = turned(curve([(x + dx, y + dy) for dx, dy in outline]), turn, (x, y))
        cut(p, "murram", drop)
        p.hatch("night", drop, turn, 10, 2, 5)


@print_of("track", paper="straw", seed=27, focus=(0.6, 0.5))
def track(p: Print) -> None:
    """Red lanes that curve away, and one runner."""
    p.ellipse("sun", 250, 180, 130)
    land(p, "jacaranda", 230, 32, 150, 2.2, -18)
    ground(p, "green", 282, 538, 14)
    for lane in range(6, -1, -1):
        share = lane / 6
        top, bottom = 384 - 76 * share, 462 + 420 * share**1.3
        oval = arc(280, (top + bottom) / 2, 330 + 520 * share, (bottom - top) / 2)
        p.clear(oval)
        line = 2 + 6 * share
        oval = arc(280, (top + bottom) / 2 - line / 2, 328 + 514 * share, (bottom - top) / 2 - line / 2 - 1)
        p.polygon("murram" if lane else "green", oval)
        p.hatch("night", oval, 0, 12, 1, 3 + 2 * share)
    _runner(p)


def _runner(p: Print) -> None:
    p.hatch("night", arc(770, 716, 210, 20), 0, 8, 5, 5)
    limb(p, "night", [(800, 360), (728, 440), (654, 404)], 40, 24)
    limb(p, "night", curve([(762, 528), (716, 622), (664, 650), (584, 600)], 6), 62, 26)
    cut(p, "sun", [(584, 582), (608, 608), (576, 668), (550, 648)])
    limb(p, "night", [(772, 528), (876, 556), (850, 690)], 66, 28)
    cut(p, "sun", [(836, 682), (868, 682), (916, 704), (914, 720), (834, 720)])
    cut(p, "jacaranda", [(736, 484), (816, 490), (886, 532), (856, 586), (778, 564), (734, 608), (700, 566)])
    head = arc(872, 276, 36, 42)
    cluster(p, "night", [ribbon([(836, 360), (862, 300)], 40, 34), head])
    vest = [
        (792, 346),
        (816, 352),
        (836, 366),
        (858, 350),
        (868, 360),
        (856, 430),
        (822, 500),
        (732, 494),
        (764, 410),
    ]
    cut(p, "sun", vest)
    p.hatch("murram", vest, 72, 17, 5, 9)
    cut(p, None, ribbon([(752, 436), (852, 450)], 22, 22))
    limb(p, "night", [(842, 366), (858, 464), (946, 426)], 42, 24)


@print_of("bao", paper="sand", seed=28, focus=(0.5, 0.5))
def bao(p: Print) -> None:
    """A bao board of four rows of eight, and two hands that sow."""
    p.hatch("green", box(0, 0, 1200, 800), 38, 44, 8, 26)
    disc(p, "sun", 990, 150, 120)
    board = turned(rounded(110, 196, 980, 440, 60), -7, (600, 416))
    cut(p, "night", [(x, y + 34) for x, y in board])
    cut(p, "murram", board)
    p.hatch("night", board, -7, 21, 2, 7)
    for row in range(4):
        for column in range(8):
            _pit(p, turned([(194 + column * 116, 258 + row * 105)], -7, (600, 416))[0])
    p.clear(ribbon(turned([(130, 416), (1070, 416)], -7, (600, 416)), 7, 7))
    _sowing_hand(p, [(1010, 840), (900, 690), (800, 600)], "sun", 1)
    _sowing_hand(p, [(160, -40), (280, 100), (392, 212)], "jacaranda", -1)


def _pit(p: Print, centre: Point) -> None:
    x, y = centre
    disc(p, "night", x, y, 43, 38)
    places = [(-18, -8), (4, -14), (20, 0), (-6, 6), (-20, 12), (10, 18)]
    for dx, dy in p.random.sample(places, p.random.randint(0, 5)):
        p.disc("sun", x + dx, y + dy, 9, 8, halo=2)


def _sowing_hand(p: Print, spine: list[Point], ink: str, side: int) -> None:
    (ax, ay), (bx, by) = spine[1:]
    angle = math.degrees(math.atan2(by - ay, bx - ax))

    def place(*knots: Point) -> list[Point]:
        return turned([(bx + x, by + y * side) for x, y in knots], angle, (bx, by))

    palm = curve(
        place((-70, -34), (-20, -50), (30, -42), (52, -20), (52, 22), (20, 44), (-30, 40), (-70, 30))
    )
    fingers = [
        place((40, reach), (92 + bend, reach + 4), (118 + bend, reach + 20))
        for reach, bend in ((-34, -8), (-12, 6), (10, 2), (30, -16))
    ]
    fingers.append(place((-30, 34), (20, 66), (66, 62)))
    cluster(p, "night", [palm, *(ribbon(finger, 26, 18) for finger in fingers)])
    for finger in fingers:
        p.ellipse("night", *finger[-1], 9)
    sleeve = ribbon(spine[:2] + place((-64, 0)), 150, 96)
    cut(p, ink, sleeve)
    p.hatch("night", sleeve, angle + 90, 22, 3, 9)
    for x, y in ((132, 30), (150, 56), (128, 70)):
        disc(p, "sun", *place((x, y))[0], 10)
