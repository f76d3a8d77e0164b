"""Prints of the road and the railway."""

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


@print_of("roadworks", paper="sky", seed=43, focus=(0.49, 0.55))
def roadworks(p: Print) -> None:
    """A roller that presses stacks of coins into a road."""
    p.ellipse("sun", 960, 180, 130)
    land(p, "jacaranda", 380, 36, 150, 2.6, -18)
    land(p, "green", 510, 12, 200, 0.3, 4)
    ground(p, "murram", 650, 170, 15)
    cut(p, "night", [(-20, 690), (720, 690), (800, 820), (-20, 820)])
    for dash in range(5):
        p.clear(
            [(dash * 160 - 40, 748), (dash * 160 + 60, 748), (dash * 160 + 66, 762), (dash * 160 - 42, 762)]
        )
    for x, count in ((830, 1), (900, 2), (970, 4), (1050, 6), (1130, 9)):
        for coin in range(count):
            _coin(p, x, 724 - coin * 34)
    _roller(p)
    p.person(80, 690, 220, "murram", "sun", reach=(136, 560))
    cut(p, "night", ribbon([(140, 500), (126, 700)], 9, 9))


def _coin(p: Print, x: float, y: float) -> None:
    side = [(x - 60, y), *arc(x, y + 24, 60, 23, 180, 0), (x + 60, y)]
    cut(p, "sun", side)
    p.hatch("night", side, 90, 9, 3, 3)
    disc(p, "sun", x, y, 60, 23)
    p.line("murram", arc(x, y, 43, 14), 4)


def _roller(p: Print) -> None:
    for x in (356, 590):
        cut(p, "night", [(x, 190), (x + 18, 190), (x + 22, 400), (x + 4, 400)])
    cut(p, "night", [(322, 168), (646, 168), (662, 196), (306, 196)])
    p.person(470, 430, 230, "green", "murram", reach=(556, 330))
    p.line("night", [(592, 400), (556, 316)], 10)
    disc(p, "night", 556, 318, 10, 30)
    body = [(226, 390), (650, 390), (676, 480), (640, 590), (250, 590), (212, 510)]
    cut(p, "sun", body, 8)
    p.hatch("night", [(220, 500), (668, 500), (640, 586), (250, 586)], 0, 12, 2, 7)
    for vent in range(5):
        p.rectangle("night", 440 + vent * 30, 420, 14, 60)
    cut(p, "murram", [(640, 430), (790, 430), (790, 590), (748, 590), (748, 474), (650, 474)], 7)
    disc(p, "murram", 720, 590, 134, edge=10)
    p.hatch("night", arc(720, 590, 128, 128), 0, 13, 1, 9)
    p.outline("night", arc(720, 590, 96, 96), 5)
    disc(p, "night", 720, 590, 22)
    disc(p, "night", 300, 590, 134)
    for tread in range(20):
        p.clear(turned(box(408, 583, 26, 14), tread * 18, (300, 590)))
    disc(p, "sun", 300, 590, 70)
    p.outline("night", arc(300, 590, 46, 46), 7)
    disc(p, "night", 300, 590, 18)


@print_of("coldbox", paper="dawn", seed=46, focus=(0.48, 0.5))
def coldbox(p: Print) -> None:
    """A motorbike with a cold box, on a hot and hilly road."""
    p.hatch("sun", box(0, 0, 1200, 460), 0, 18, 2, 12)
    disc(p, "murram", 880, 250, 150)
    land(p, "lake", 360, 44, 130, 1.1, -20)
    land(p, "green", 460, 34, 160, 2.8, 12)
    ground(p, "murram", 640, 180, 15)
    for dash in range(4):
        p.clear(
            [(60 + dash * 320, 772), (220 + dash * 320, 772), (228 + dash * 320, 784), (52 + dash * 320, 784)]
        )
    _motorbike(p)
    _cold_box(p)
    _rider(p)


def _motorbike(p: Print) -> None:
    for x in (330, 830):
        disc(p, "night", x, 640, 116)
        disc(p, None, x, 640, 78)
        for spoke in range(18):
            p.line("night", turned([(x, 640), (x + 78, 640)], spoke * 20, (x, 640)), 3)
        disc(p, "sun", x, 640, 26, edge=7)
    frame = (
        ((830, 640), (730, 400)),
        ((730, 430), (560, 640)),
        ((560, 640), (330, 640)),
        ((330, 640), (420, 500)),
    )
    cluster(p, "night", [ribbon(tube, 24, 20) for tube in frame])
    cut(
        p,
        "night",
        [(236, 560), (250, 520), (330, 500), (420, 520), (450, 570), (400, 552), (330, 536), (262, 560)],
    )
    cut(p, "night", arc(830, 630, 138, 138, 205, 300) + arc(830, 630, 120, 120, 300, 205))
    cut(p, "murram", [(510, 570), (640, 560), (650, 640), (600, 674), (500, 660)], 7)
    p.hatch("night", [(516, 576), (636, 566), (644, 640), (510, 652)], 0, 13, 5, 5)
    cut(p, "sun", ribbon(curve([(590, 650), (520, 690), (380, 690), (250, 674)]), 20, 34), 6)
    cut(p, "lake", curve([(540, 490), (580, 420), (690, 410), (730, 440), (690, 500), (540, 500)]), 7)
    p.hatch("night", [(560, 470), (716, 462), (690, 496), (544, 498)], 0, 10, 3, 5)
    cut(p, "night", curve([(320, 500), (430, 480), (560, 492), (580, 516), (430, 530), (330, 522)]))
    cluster(p, "night", [ribbon(curve([(736, 410), (722, 356), (670, 340)]), 14, 12)])
    disc(p, "sun", 764, 420, 30, 36, 7)


def _cold_box(p: Print) -> None:
    cut(p, "night", [(196, 478), (420, 478), (420, 500), (196, 500)])
    cut(p, None, box(200, 270, 214, 206), 8)
    p.polygon("lake", box(204, 330, 206, 142))
    p.hatch("night", box(330, 330, 80, 142), 90, 12, 2, 6)
    cut(p, None, rounded(190, 250, 234, 66, 14), 8)
    p.hatch("lake", rounded(196, 280, 222, 32, 12), 0, 10, 3, 5)
    for turn in (0, 60, 120):
        p.clear_line(turned([(222, 402), (314, 402)], turn, (268, 402)), 10)
    for x in (230, 384):
        inlay(p, "murram", box(x - 8, 252, 16, 222))


def _rider(p: Print) -> None:
    limb(p, "night", [(520, 480), (650, 520), (610, 640)], 70, 40)
    cut(p, "sun", [(586, 622), (634, 622), (676, 654), (672, 672), (582, 672)])
    coat = curve([(470, 500), (476, 390), (530, 282), (600, 270), (614, 330), (580, 420), (572, 504)])
    cut(p, "murram", coat)
    p.hatch("night", coat, 66, 15, 1, 5)
    limb(p, "murram", [(578, 310), (620, 402), (682, 372)], 48, 30)
    p.ellipse("night", 684, 364, 17)
    disc(p, "night", 604, 214, 42, 48)
    cut(p, "sun", [*arc(600, 206, 56, 56, 176, 356), (640, 212), (556, 214)], 6)


@print_of("busstop", paper="lilac", seed=47, focus=(0.5, 0.5))
def busstop(p: Print) -> None:
    """A stop that is a building: roof, bench, drain and tree."""
    disc(p, "sun", 210, 220, 130)
    p.hatch("jacaranda", box(0, 0, 1200, 470), 0, 22, 1, 7)
    land(p, "green", 450, 22, 150, 2.0, -12)
    ground(p, "sun", 590, 70, 22)
    _street_tree(p)
    _shelter(p)
    for x, size, ink in ((420, 190, "murram"), (556, 176, "green"), (690, 190, "jacaranda")):
        _waiting(p, x, 596, size, ink)
    p.person(890, 650, 280, "murram", "sun")
    _drain(p)
    inlay(p, "night", box(-20, 706, 1240, 114))
    for dash in range(5):
        p.clear(
            [(dash * 270 - 30, 754), (dash * 270 + 120, 754), (dash * 270 + 116, 768), (dash * 270 - 40, 768)]
        )


def _street_tree(p: Print) -> None:
    stems = [ribbon(curve([(1030, 640), (1020, 500), (1036, 330)]), 46, 24)]
    stems += [
        ribbon(curve([(1024, 460), (x, 380), (x + lean, 300)]), 22, 8) for x, lean in ((970, -30), (1080, 40))
    ]
    cluster(p, "night", stems)
    lumps = (
        (1060, 180, 130, 88),
        (980, 220, 110, 74),
        (1140, 250, 110, 74),
        (940, 280, 96, 60),
        (1040, 296, 110, 62),
    )
    for x, y, rx, ry in lumps:
        p.clear_ellipse(x, y, rx + 6, ry + 6)
    for x, y, rx, ry in lumps:
        crown(p, "jacaranda", x, y, rx, ry)


def _shelter(p: Print) -> None:
    cut(p, "murram", box(270, 300, 560, 300), 6)
    for row in range(5):
        for column in range(11):
            x, y = 284 + column * 49, 322 + row * 40
            p.clear(box(x, y, 38, 28))
            p.hatch("night", [(x, y + 28), (x + 38, y), (x + 38, y + 28)], 0, 6, 3, 3)
    for x in (246, 830):
        cut(p, "night", box(x, 260, 24, 380))
    roof = [*curve([(190, 252), (400, 196), (680, 190), (920, 220)]), (916, 262), (196, 290)]
    cut(p, "green", roof, 7)
    p.hatch("night", roof, -2, 11, 2, 6)
    cut(p, "night", box(326, 544, 446, 20))
    for x in (350, 730):
        cut(p, "night", box(x, 564, 18, 76))


def _waiting(p: Print, x: float, y: float, size: float, ink: str) -> None:
    robe = [(-26, 0), (-20, -62), (-13, -86), (13, -86), (20, -62), (30, 0)]
    body = [(x + dx * size / 100, y + dy * size / 100) for dx, dy in robe]
    cut(p, ink, body)
    p.hatch("night", [*body[3:], (x + size * 0.06, y), (x + size * 0.06, y - size * 0.8)], 90, 9, 2, 4)
    for side in (-1, 1):
        p.ellipse("night", x + side * size * 0.1, y + 5, size * 0.08, size * 0.045)
    disc(p, "night", x, y - size, size * 0.105, size * 0.125)


def _drain(p: Print) -> None:
    cut(p, "lake", box(-20, 650, 1240, 50))
    p.hatch("night", box(-20, 650, 1240, 50), 90, 20, 8, 8)
    p.line("night", [(-20, 652), (1220, 652)], 7)
    p.line("night", [(-20, 698), (1220, 698)], 7)


@print_of("ticket", paper="sand", seed=48, focus=(0.52, 0.5))
def ticket(p: Print) -> None:
    """A punched railway ticket, the station clock, a train far off."""
    p.hatch("sun", box(0, 0, 1200, 330), 0, 18, 2, 12)
    disc(p, "sun", 280, 190, 120)
    land(p, "jacaranda", 250, 30, 150, 2.3, -18)
    ground(p, "murram", 350, 470, 17)
    _train(p)
    _station_clock(p)
    _punched_ticket(p)


def _train(p: Print) -> None:
    p.clear(box(-20, 338, 1240, 14))
    p.rectangle("night", -20, 342, 1240, 8)
    for wagon in range(5):
        x = 20 + wagon * 128
        cut(
            p,
            "green",
            box(x, 282, 122, 52) if wagon < 4 else [(x, 282), (x + 80, 282), (x + 120, 334), (x, 334)],
        )
        p.clear(box(x, 318, 110 if wagon == 4 else 122, 7))
        for window in range(4 if wagon < 4 else 2):
            p.rectangle("night", x + 12 + window * 28, 294, 17, 15)


def _station_clock(p: Print) -> None:
    cut(p, "night", box(874, 300, 32, 520))
    disc(p, "night", 890, 226, 178)
    disc(p, None, 890, 226, 146)
    for hour in range(12):
        mark = turned([(1000, 226), (1028, 226)], hour * 30, (890, 226))
        p.line("night", mark, 14 if hour % 3 == 0 else 7)
    p.line("murram", turned([(868, 226), (986, 226)], -118, (890, 226)), 13)
    p.line("night", turned([(870, 226), (964, 226)], 148, (890, 226)), 17)
    disc(p, "night", 890, 226, 16)


def _punched_ticket(p: Print) -> None:
    pivot = (520, 560)

    def placed(points: list[Point]) -> list[Point]:
        return turned(points, -9, pivot)

    right, left = arc(910, 560, 44, 44, 270, 90), arc(150, 560, 44, 44, 90, -90)
    sheet = [(150, 400), (910, 400), *right, (910, 720), (150, 720), *left]
    cut(p, None, placed(sheet), 8)
    p.hatch("murram", placed(box(160, 410, 740, 60)), 81, 14, 7, 7)
    inlay(p, "green", placed(box(230, 500, 250, 150)))
    p.hatch("night", placed(box(230, 575, 250, 75)), -9, 11, 2, 6)
    for row, width in enumerate((250, 190, 230)):
        p.line("night", placed([(520, 516 + row * 44), (520 + width, 516 + row * 44)]), 10)
    p.line("murram", placed([(520, 646), (760, 646)]), 16)
    for tear in range(11):
        p.ellipse("night", *placed([(800, 420 + tear * 28)])[0], 6)
    for x, y in ((856, 470), (856, 640), (300, 690), (600, 690)):
        disc(p, "night", *placed([(x, y)])[0], 24)
