"""Prints of the house and of health: the roof, the hearth, the bed, the clinic."""

import math

from seeds.prints.press import Point, Points, Print, box, print_of
from seeds.prints.shapes import arc, between, curve, cut, disc, ground, inlay, land, ribbon, rounded, turned


@print_of("rooftop", paper="dawn", seed=31, focus=(0.55, 0.5))
def rooftop(p: Print) -> None:
    """A tin roof with four solar panels, and somebody who wipes them."""
    for ray in range(48):
        turn = ray * math.tau / 48
        tip = (250 + 1200 * math.cos(turn), 190 + 1200 * math.sin(turn))
        p.polygon("rose", ribbon([(250 + 150 * math.cos(turn), 190 + 150 * math.sin(turn)), tip], 3, 46))
    disc(p, "sun", 250, 190, 136)
    land(p, "green", 560, 30, 130, 0.4)
    ground(p, "murram", 730, 90, 14)
    _house_wall(p)
    eave, ridge = ((170, 590), (1090, 590)), ((360, 250), (950, 250))
    roof = [*ridge, *eave[::-1]]
    cut(p, "murram", roof)
    for groove in range(1, 40):
        top, foot = between(*ridge, groove / 40), between(*eave, groove / 40)
        p.polygon("night", ribbon([top, foot], 2, 9))
    cut(p, "night", [(350, 238), (960, 238), (970, 262), (340, 262)])
    cut(p, "night", [(158, 584), (1102, 584), (1106, 606), (154, 606)])
    for panel in range(4):
        _panel(p, roof, 0.1 + panel * 0.205)
    _cleaner(p)


def _on_roof(roof: Points, u: float, v: float) -> Point:
    return between(between(roof[0], roof[1], u), between(roof[3], roof[2], u), v)


def _panel(p: Print, roof: Points, left: float) -> None:
    right = left + 0.185
    corners = ((left, 0.16), (right, 0.16), (right, 0.8), (left, 0.8))
    cut(p, "lake", [_on_roof(roof, *corner) for corner in corners], 10)
    shine = [(left + 0.11, 0.17), (right - 0.006, 0.17), (right - 0.006, 0.79), (left + 0.03, 0.79)]
    p.hatch("night", [_on_roof(roof, *corner) for corner in shine], -62, 13, 3, 7)
    for column in range(1, 4):
        u = left + (right - left) * column / 4
        p.clear(ribbon([_on_roof(roof, u, 0.18), _on_roof(roof, u, 0.785)], 3, 4))
    for row in range(1, 6):
        v = 0.16 + 0.64 * row / 6
        p.clear(ribbon([_on_roof(roof, left + 0.004, v), _on_roof(roof, right - 0.004, v)], 3, 3))


def _house_wall(p: Print) -> None:
    cut(p, "rose", box(236, 596, 788, 160))
    p.hatch("murram", box(236, 596, 788, 160), 0, 20, 3, 3)
    cut(p, "lake", box(310, 640, 92, 116), 6)
    p.hatch("night", box(310, 640, 92, 116), 90, 15, 2, 6)
    for x in (500, 660):
        cut(p, "sun", box(x, 640, 96, 70), 6)
        p.line("night", [(x + 48, 640), (x + 48, 710)], 4)
        p.line("night", [(x, 674), (x + 96, 674)], 4)
    cut(p, "night", box(830, 656, 110, 82))
    for cell in range(3):
        inlay(p, "green", box(844 + cell * 30, 676, 22, 44))
    p.line("night", [(884, 656), (884, 600)], 6)


def _cleaner(p: Print) -> None:
    for rail in ((1046, 790), (1110, 800)):
        p.clear(ribbon([rail, (rail[0] - 96, 400)], 18, 16))
        p.line("night", [rail, (rail[0] - 96, 400)], 9)
    for rung in range(9):
        left, right = between((1046, 790), (950, 400), rung / 9), between((1110, 800), (1014, 400), rung / 9)
        p.line("night", [left, right], 6)
    cut(p, None, turned(box(872, 396, 56, 46), -20, (905, 428)), 5)
    p.person(1020, 612, 250, "green", "sun", reach=(918, 428))


@print_of("medicine", paper="mist", seed=32, focus=(0.5, 0.46))
def medicine(p: Print) -> None:
    """Shelves of jars and boxes with one gap, and the nurse who finds it."""
    p.rectangle("lake", 0, 0, 1200, 800, 90)
    p.hatch("lake", box(0, 0, 1200, 690), 90, 20, 5, 5)
    for shelf, y in enumerate((206, 424, 642)):
        _shelf(p, y, gap=(520, 770) if shelf == 1 else None)
        p.clear(box(0, y, 1200, 28))
        p.rectangle("murram", 0, y + 4, 1200, 22)
        p.hatch("night", box(0, y + 12, 1200, 14), 0, 6, 2, 3)
    ground(p, "jacaranda", 692, 120, 15)
    disc(p, "sun", 650, 320, 98)
    p.hatch("murram", arc(650, 320, 98, 98), 0, 14, 2, 5)
    p.clear(box(540, 424, 220, 28))
    p.rectangle("murram", 540, 428, 220, 22)
    for step in range(3):
        cut(p, "murram", box(730 - step * 34, 668 + step * 40, 200 + step * 68, 40), 5)
        p.hatch("night", box(730 - step * 34, 690 + step * 40, 200 + step * 68, 18), 0, 6, 2, 3)
    cut(p, None, turned(box(850, 480, 84, 104), 8, (890, 540)), 6)
    for row in range(4):
        p.line("night", turned([(872, 508 + row * 18), (918, 508 + row * 18)], 8, (890, 540)), 4)
    p.person(800, 668, 310, "jacaranda", "sun", reach=(706, 396))


def _shelf(p: Print, y: float, gap: tuple[float, float] | None) -> None:
    x = 26.0
    kinds = (_jar, _carton, _bottle, _jar, _carton, _strip)
    last = -1
    while x < 1150:
        if gap and gap[0] - 60 < x < gap[1]:
            x = gap[1]
        kind = p.random.choice([index for index in range(len(kinds)) if index != last])
        last = kind
        width = p.random.randint(70, 104)
        kinds[kind](p, x, y, width, p.random.choice(("murram", "jacaranda", "sun", "lake")))
        x += width + 16


def _jar(p: Print, x: float, y: float, width: float, ink: str) -> None:
    height = p.random.randint(112, 142)
    cut(p, ink, rounded(x, y - height, width, height, 16), 5)
    p.hatch("night", box(x + width * 0.62, y - height + 8, width * 0.32, height - 14), 90, 9, 3, 5)
    cut(p, "night", box(x + 6, y - height - 24, width - 12, 26))
    p.clear(box(x + 3, y - height * 0.7, width - 6, height * 0.34))
    p.line("night", [(x + 14, y - height * 0.54), (x + width - 14, y - height * 0.54)], 5)


def _bottle(p: Print, x: float, y: float, width: float, ink: str) -> None:
    neck = width * 0.3
    sides = [(x, y), (x, y - 92), (x + neck, y - 122), (x + neck, y - 150)]
    cut(p, ink, [*sides, *((2 * x + width - px, py) for px, py in sides[::-1])], 5)
    cut(p, "night", box(x + neck - 6, y - 170, width - 2 * neck + 12, 22))
    p.clear(box(x + 4, y - 78, width - 8, 46))
    p.hatch("night", box(x + width * 0.6, y - 30, width * 0.36, 28), 90, 9, 3, 5)
    disc(p, ink, x + width / 2, y - 55, 12)


def _carton(p: Print, x: float, y: float, width: float, ink: str) -> None:
    layers = p.random.randint(2, 3)
    for layer in range(layers):
        top = y - 48 * (layer + 1)
        cut(p, None if layer % 2 else ink, box(x, top, width, 46), 5)
        p.clear(box(x + 8, top + 12, width * 0.5, 20))
        p.line("night", [(x + 14, top + 22), (x + width * 0.5, top + 22)], 4)
        p.hatch("night", box(x + width * 0.7, top, width * 0.3, 46), 90, 9, 3, 5)


def _strip(p: Print, x: float, y: float, width: float, ink: str) -> None:
    for card in range(2):
        left, top = x + card * width * 0.34, y - 140 + card * 26
        cut(p, None, box(left, top, width * 0.64, y - top), 5)
        for row in range(4):
            for column in range(2):
                p.ellipse(ink, left + width * (0.2 + column * 0.25), top + 20 + row * 26, 8, 9)


@print_of("microscope", paper="lilac", seed=33, focus=(0.47, 0.5))
def microscope(p: Print) -> None:
    """A microscope, and three circles of what it shows."""
    p.hatch("rose", box(0, 0, 1200, 800), 0, 22, 2, 10)
    ground(p, "murram", 716, 110, 16)
    for cx, cy, radius, kind in ((810, 330, 262, 0), (160, 196, 128, 1), (1066, 636, 118, 2)):
        _view(p, cx, cy, radius, kind)
    _stand(p)
    _tube(p)


def _view(p: Print, cx: float, cy: float, radius: float, kind: int) -> None:
    disc(p, "night", cx, cy, radius)
    disc(p, "sun", cx, cy, radius - 18)
    for angle in (30, 210):
        p.line("night", arc(cx, cy, radius - 34, radius - 34, angle, angle + 110), 4)
    size = (52, 20, 18)[kind]
    for ring, count in enumerate((1, 6, 11)):
        for cell in range(count):
            turn = math.tau * (cell + ring * 0.35) / count
            reach = (radius - 30 - size) * ring / 2
            x, y = cx + math.cos(turn) * reach, cy + math.sin(turn) * reach
            _cell(p, x + p.random.uniform(-5, 5), y, size, is_sick=(cell + ring * 2 + kind) % 5 == 0)


def _cell(p: Print, x: float, y: float, size: float, *, is_sick: bool) -> None:
    disc(p, "rose", x, y, size, size * 0.92)
    p.line("murram", arc(x, y, size - 4, size * 0.92 - 4), 4)
    if is_sick:
        disc(p, "jacaranda", x, y, size * 0.46)
        p.ellipse("night", x + size * 0.2, y - size * 0.14, size * 0.14)
    else:
        p.clear_ellipse(x, y, size * 0.4, size * 0.34)
        p.line("murram", arc(x, y, size * 0.62, size * 0.56, 20, 160), size * 0.08)


def _stand(p: Print) -> None:
    arm = curve([(300, 690), (222, 560), (236, 410), (330, 322), (450, 296)], 12)
    cut(p, "night", ribbon(arm, 92, 66))
    for share in (0.28, 0.5):
        p.clear(ribbon([(x - 18 * share, y - 30 * share) for x, y in arm[6:34]], 6, 4))
    cut(p, "night", [(150, 760), (166, 700), (250, 676), (560, 676), (640, 700), (656, 760)])
    p.hatch("night", [(180, 700), (630, 700), (640, 740), (172, 740)], 0, 14, 4, 4, 0)
    disc(p, "sun", 254, 560, 46, edge=8)
    disc(p, "night", 254, 560, 18)
    disc(p, "murram", 300, 400, 28, edge=7)
    cut(p, "night", box(270, 548, 340, 34))
    cut(p, "green", box(386, 534, 200, 16), 4)
    disc(p, "murram", 486, 541, 14, 7)
    disc(p, "sun", 484, 636, 44, 20, 7)
    p.line("night", [(484, 656), (484, 690)], 16)


def _tube(p: Print) -> None:
    cut(p, "green", box(440, 150, 88, 240), 7)
    p.hatch("night", box(492, 154, 34, 232), 90, 9, 3, 5)
    p.clear(box(456, 166, 8, 200))
    for y in (178, 330):
        cut(p, "sun", box(432, y, 104, 22), 5)
    cut(p, "night", box(452, 60, 64, 92))
    cut(p, "sun", box(440, 44, 88, 24), 6)
    cut(p, "night", [(424, 394), (544, 394), (560, 424), (408, 424)])
    for lean, x in ((32, 432), (-32, 536)):
        cut(p, "sun", turned(box(x - 15, 420, 30, 66), lean, (x, 420)), 6)
    cut(p, "murram", [(462, 424), (506, 424), (500, 486), (492, 514), (476, 514), (468, 486)], 6)
    p.hatch("night", [(484, 424), (506, 424), (500, 486), (484, 486)], 90, 7, 3, 3)


@print_of("net", paper="mist", seed=34, focus=(0.5, 0.5))
def net(p: Print) -> None:
    """A net hung over a bed, the moon at the window."""
    p.rectangle("lake", 0, 0, 1200, 800)
    p.hatch("night", box(0, 0, 1200, 800), 0, 15, 7, 10)
    cut(p, "night", box(70, 90, 250, 300))
    cut(p, "jacaranda", box(88, 108, 214, 264))
    disc(p, "sun", 222, 196, 56)
    for x, y in ((120, 140), (132, 260), (270, 300), (156, 330), (274, 132)):
        p.clear_ellipse(x, y, 6)
    cut(p, "night", box(188, 100, 10, 276))
    cut(p, "night", box(80, 236, 230, 10))
    ground(p, "murram", 690, 120, 15)
    spine = [(640, 132), (560, 220), (430, 420), (340, 590), (300, 742)]
    left = curve(spine, 12)
    right = curve([(2 * 640 - x, y) for x, y in spine], 12)
    hem = [(300 + step * 20, 742 + 12 * math.sin(step * 1.1)) for step in range(35)]
    veil = left + hem + right[::-1]
    cut(p, None, veil)
    _bed(p)
    for angle in (52, -52):
        p.hatch("lake", veil, angle, 20, 3, 3)
    for fold in range(1, 8):
        points = [between(a, b, fold / 8) for a, b in zip(left, right, strict=True)]
        p.line("night", points, 2.5 if fold % 2 else 4)
    for side in (left, right):
        p.line("night", side, 7)
    p.line("night", [(640, 0), (640, 120)], 7)
    disc(p, "sun", 640, 134, 62, 18, 7)
    for x, y, turn in ((420, 190, 20), (1010, 300, -30), (1090, 520, 40), (170, 560, -15), (880, 120, 10)):
        _mosquito(p, x, y, turn)


def _bed(p: Print) -> None:
    for x in (380, 880):
        p.rectangle("night", x, 560, 22, 180)
    p.rectangle("night", 380, 470, 22, 100)
    p.rectangle("murram", 380, 650, 520, 30)
    p.hatch("murram", box(400, 604, 492, 46), 0, 12, 3, 3)
    p.polygon("sun", rounded(410, 560, 116, 50, 22))
    p.ellipse("night", 484, 548, 36, 32)
    cover = curve([(520, 604), (540, 548), (640, 540), (740, 566), (800, 540), (880, 556), (892, 640)])
    p.clear([*cover, (520, 640)])
    p.polygon("jacaranda", [*cover, (892, 650), (520, 650)])
    for stripe in range(4):
        inlay(p, "sun", box(580 + stripe * 80, 574, 16, 76))


def _mosquito(p: Print, x: float, y: float, turn: float) -> None:
    def place(*knots: Point) -> list[Point]:
        return turned([(x + dx, y + dy) for dx, dy in knots], turn, (x, y))

    for joints in (
        ((0, 4), (-26, -18), (-48, 8), (-70, 4)),
        ((0, 4), (-18, 34), (-40, 52)),
        ((4, 4), (6, 36), (-6, 62)),
        ((8, 4), (30, 30), (28, 60)),
    ):
        p.clear_line(place(*joints), 4)
    p.clear(place(*ribbon([(-58, 24), (0, 0)], 6, 15)))
    p.clear(place(*arc(4, -2, 13, 11)))
    p.clear(place(*arc(22, 4, 9, 8)))
    p.clear_line(place((24, 6), (52, 34)), 3)
    for lean in (-62, -40):
        p.clear(place(*turned(arc(0, -36, 9, 34), lean, (0, 0))))


@print_of("cup", paper="straw", seed=35, focus=(0.5, 0.52))
def cup(p: Print) -> None:
    """Six level spoons of sugar, half a spoon of salt, and a litre of clean water."""
    p.hatch("sun", box(0, 0, 1200, 480), 0, 18, 2, 12)
    disc(p, "sun", 600, 300, 232)
    p.hatch("murram", arc(600, 300, 226, 226), 0, 17, 2, 8)
    ground(p, "green", 470, 350, 26)
    p.hatch("night", box(0, 470, 1200, 350), 90, 26, 4, 4)
    _jug(p)
    for spoon in range(7):
        _spoon(p, 234 + spoon * 122, 634, is_salt=spoon == 6)


def _jug(p: Print) -> None:
    glass = [(468, 136), (732, 136), (704, 534), (496, 534)]
    cut(p, None, glass)
    handle = ribbon([(742, 28), (650, 476)], 26, 14)
    cut(p, "murram", handle, 5)
    p.clear_ellipse(648, 480, 34, 22)
    p.ellipse("murram", 648, 480, 30, 18)
    water = [(478, 250), (722, 250), (702, 524), (498, 524)]
    p.polygon("lake", water)
    p.hatch("night", [(652, 250), (722, 250), (702, 524), (646, 524)], 92, 12, 3, 7)
    p.ellipse("lake", 600, 250, 122, 18)
    p.line("night", arc(600, 250, 122, 18), 4)
    p.line("night", [glass[1], glass[2], glass[3], glass[0]], 9)
    p.line("night", arc(600, 136, 133, 20), 8)
    for mark in range(5):
        p.line("night", [(502 + mark * 2, 300 + mark * 42), (548 + mark, 300 + mark * 42)], 6)
    for x, y, radius in ((600, 330, 12), (586, 410, 9), (612, 456, 7), (572, 304, 7)):
        p.clear_ellipse(x, y, radius)


def _spoon(p: Print, x: float, y: float, *, is_salt: bool) -> None:
    """Filled level with its rim, as a knife leaves it: the whole bowl of sugar, half the bowl of salt."""
    cut(p, "night", ribbon([(x, y + 40), (x + 4, y + 120), (x + 8, 840)], 18, 28))
    disc(p, "night", x, y, 57, 46)
    p.clear_ellipse(x, y - 2, 48, 36)
    p.ellipse("sun", x, y - 2, 48, 36)
    level = arc(x, y - 5, 46, 31, 90, 270) if is_salt else arc(x, y - 5, 46, 31)
    p.clear(level)
    p.hatch("lake" if is_salt else "murram", level, 0, 10, 1, 5)


@print_of("stove", paper="sand", seed=36, focus=(0.5, 0.55))
def stove(p: Print) -> None:
    """Three stones and much smoke; a better stove and little."""
    p.hatch("rose", box(0, 0, 1200, 640), 90, 30, 3, 14)
    disc(p, "sun", 830, 220, 130)
    ground(p, "murram", 620, 200, 16)
    _smoke(p)
    _open_fire(p)
    _better_stove(p)


def _smoke(p: Print) -> None:
    puffs = [
        (370 + 50 * math.sin(step * 0.9) - step * 4, 420 - step * 62, 62 + step * 17) for step in range(9)
    ]
    for x, y, radius in puffs:
        p.clear_ellipse(x, y, radius + 6)
    for x, y, radius in puffs:
        p.ellipse("night", x, y, radius)
    for x, y, radius in puffs:
        for ring in range(1, 5):
            share = 1 - ring * 0.18
            p.clear(ribbon(arc(x, y, radius * share, radius * share, 150 + ring * 8, 330 - ring * 4), 7, 4))
    for x in (796, 830, 864):
        p.line("night", curve([(x, 340), (x + 14, 310), (x - 12, 270), (x + 10, 230), (x, 206)]), 5)


def _open_fire(p: Print) -> None:
    for turn in (-70, -29, 29, 70):
        cut(p, "murram", turned(ribbon([(370, 690), (370, 520)], 34, 26), turn, (370, 690)), 5)
    for x, height in ((300, 120), (440, 130), (370, 170), (336, 110), (406, 120)):
        tongue = ((-34, 0), (-30, -0.45), (4, -1), (30, -0.4), (34, 0))
        ink = "murram" if x in (300, 440) else "sun"
        cut(p, ink, curve([(x + dx, 690 + dy * height) for dx, dy in tongue]))
    _pot(p, 370, 520, 150)
    for x in (236, 370, 504):
        stone = curve([(x - 74, 750), (x - 70, 690), (x - 10, 656), (x + 56, 676), (x + 76, 750)])
        cut(p, "jacaranda", stone, 6)
        p.hatch("night", [(x, 656), *stone[len(stone) // 2 :], (x, 750)], 60, 12, 3, 7)


def _better_stove(p: Print) -> None:
    cut(p, "green", [(706, 750), (680, 520), (980, 520), (954, 750)], 7)
    p.hatch("night", [(850, 524), (976, 524), (952, 748), (850, 748)], 88, 14, 3, 8)
    cut(p, "sun", [(672, 500), (988, 500), (982, 536), (678, 536)], 6)
    cut(p, "night", [*arc(800, 690, 64, 64, 180, 360), (864, 722), (736, 722)])
    flame = curve([(772, 718), (768, 682), (796, 640), (820, 680), (828, 718)])
    p.clear(flame)
    p.polygon("sun", flame)
    for y in (712, 732):
        cut(p, "murram", ribbon([(660, y + 26), (810, y)], 20, 16), 4)
    _pot(p, 830, 480, 130)
    p.person(1080, 768, 350, "jacaranda", "sun", reach=(984, 410))


def _pot(p: Print, x: float, y: float, size: float) -> None:
    bowl = [(x - size, y - size * 0.55), *arc(x, y - size * 0.55, size, size * 0.9, 180, 0)]
    cut(p, "night", bowl)
    for share in (0.84, 0.68, 0.52):
        p.clear(ribbon(arc(x, y - size * 0.55, size * share, size * 0.9 * share, 100, 20), 5, 3))
    cut(p, "jacaranda", box(x - size * 1.1, y - size * 0.72, size * 2.2, size * 0.2), 6)
    disc(p, "night", x, y - size * 0.86, size * 0.16, size * 0.12)
