"""Prints of what people hold in common: votes, petitions, land, meetings."""

from itertools import pairwise

from seeds.prints.press import Point, Print, box, print_of
from seeds.prints.shapes import (
    arc,
    between,
    cluster,
    crown,
    curve,
    cut,
    disc,
    ground,
    inlay,
    land,
    ribbon,
    turned,
)


@print_of("tally", paper="straw", seed=21, focus=(0.5, 0.5))
def tally(p: Print) -> None:
    """Five-bar groups in chalk on a board, under a lamp."""
    p.rectangle("jacaranda", 0, 0, 1200, 690)
    p.hatch("night", box(0, 0, 1200, 690), 0, 18, 2, 8)
    for radius, ink in ((400, "sun"), (330, None), (314, "sun")):
        disc(p, ink, 600, 190, radius)
    ground(p, "murram", 680, 120, 17)
    for x in (330, 862):
        cut(p, "night", box(x, 600, 18, 170))
    cut(p, "sun", box(200, 262, 800, 384))
    cut(p, "green", box(222, 284, 756, 340))
    p.hatch("night", box(222, 284, 756, 340), 8, 10, 1, 5)
    for group in range(14):
        _five_bars(p, 258 + group % 5 * 142, 312 + group // 5 * 102, 2 if group == 13 else 5)
    _lamp(p)
    cut(p, None, turned(box(226, 436, 80, 104), 10, (260, 500)), 5)
    p.person(150, 780, 350, "murram", "sun", reach=(246, 512))
    p.person(838, 780, 350, "sun", "murram", reach=(738, 566))
    p.clear_line([(740, 570), (720, 536)], 12)


def _five_bars(p: Print, x: float, y: float, bars: int) -> None:
    strokes = [
        [(x + bar * 24, y + p.random.randint(-4, 4)), (x + bar * 24 + 4, y + 74)]
        for bar in range(min(bars, 4))
    ]
    if bars == 5:
        strokes.append([(x - 18, y + 58), (x + 96, y + 14)])
    for stroke in strokes:
        p.clear(ribbon(stroke, 10, 8))


def _lamp(p: Print) -> None:
    p.line("night", [(600, 0), (600, 70)], 10)
    disc(p, None, 600, 170, 44)
    p.ellipse("sun", 600, 170, 36)
    shade = arc(600, 168, 150, 110, 180, 360)
    cut(p, "murram", shade)
    p.hatch("night", shade, 90, 20, 3, 9)
    cut(p, "night", box(574, 40, 52, 26))


@print_of("petition", paper="dawn", seed=22, focus=(0.5, 0.56))
def petition(p: Print) -> None:
    """A scroll of signatures that comes down the steps of a house of many columns."""
    p.hatch("rose", box(0, 0, 1200, 300), 0, 18, 2, 8)
    disc(p, "sun", 600, 150, 130)
    _house(p)
    edges = [300, 338, 384, 440, 508, 592, 694, 820]
    for top, bottom in pairwise(edges):
        p.clear(box(0, top, 1200, bottom - top))
        p.hatch("murram", box(0, top, 1200, bottom - top), 0, 9, 6, 7)
        tread = box(0, top, 1200, (bottom - top) * 0.42)
        p.clear(tread)
        p.polygon("rose", tread, 120)
        p.line("night", [(0, top), (1200, top)], 5)
    left = curve([(490, 190), (476, 340), (410, 500), (350, 640), (250, 850)], 60)
    right = curve([(710, 190), (722, 340), (770, 500), (840, 640), (930, 850)], 60)
    cut(p, None, left + right[::-1])
    p.line("night", left, 6)
    p.line("night", right, 6)
    for row in range(14):
        level = 240 + row * 23 + row**2 * 1.5
        step = min(range(len(left)), key=lambda index: abs(left[index][1] - level))
        _signatures(p, left[step], right[step])
    cut(p, None, box(478, 166, 244, 44), 6)
    p.hatch("night", box(480, 176, 240, 32), 0, 9, 2, 5)
    for x in (478, 722):
        disc(p, "sun", x, 188, 13, 24, 5)
    p.person(276, 660, 220, "lake", "sun", reach=(388, 566))
    p.person(850, 486, 150, "lake", "sun", reach=(768, 430))
    _pen(p)


def _house(p: Print) -> None:
    cut(p, "lake", box(150, 130, 900, 170))
    p.hatch("night", box(150, 130, 900, 170), 0, 10, 3, 3)
    for x in range(170, 1040, 118):
        cut(p, "rose", box(x, 136, 46, 164))
        p.hatch("night", box(x + 22, 136, 24, 164), 90, 8, 3, 4)
    cut(p, "night", box(120, 116, 960, 24))
    cut(p, "murram", [(150, 112), (600, 40), (1050, 112)])


def _signatures(p: Print, left: Point, right: Point) -> None:
    scale = (right[0] - left[0]) / 560
    for column in range(3):
        x, y = between(left, right, 0.08 + column * 0.31)
        loops = p.random.randint(4, 7)
        knots = [(x, y)]
        for stroke in range(1, loops * 2):
            rise = p.random.choice((-1, 1, 0.4)) * p.random.uniform(3, 15)
            knots.append((x + stroke * 65 / loops * scale, y + rise * scale))
        p.line(("night", "lake", "night")[column], curve(knots, 6), 1.6 + 3.4 * scale)
    start, end = between(left, right, 0.06), between(left, right, 0.94)
    p.line("rose", [(start[0], start[1] + 20 * scale), (end[0], end[1] + 20 * scale)], 2)


def _pen(p: Print) -> None:
    tip = (640, 668)
    barrel = turned(
        [(668, 640), (700, 634), (1060, 630), (1076, 668), (1060, 706), (700, 702), (668, 696)], -40, tip
    )
    cut(p, "night", barrel)
    nib = turned([(640, 668), (720, 640), (740, 644), (740, 692), (720, 696)], -40, tip)
    cut(p, "sun", nib, 5)
    p.line("night", turned([(640, 668), (716, 668)], -40, tip), 4)
    for x, width in ((760, 16), (930, 26)):
        band = turned(box(x, 630, width, 76), -40, tip)
        p.clear(band)
        p.polygon("sun", band)
    p.line("rose", turned([(800, 650), (1040, 650)], -40, tip), 6)
    for x in (800, 960):
        p.clear(turned(box(x, 646, 80, 7), -40, tip))


@print_of("deed", paper="mist", seed=23, focus=(0.5, 0.55))
def deed(p: Print) -> None:
    """A folded title sheet with its seal, before the beacons and fence it describes."""
    p.ellipse("sun", 930, 170, 120)
    land(p, "lake", 250, 34, 150, 0.6, -18)
    inlay(p, "green", box(-20, 330, 1240, 490))
    for spoke in range(-24, 25):
        p.line("night", [(600 + spoke * 20, 326), (600 + spoke * 150, 820)], 3 + abs(spoke) * 0.15)
    _fence(p, (-40, 640), (470, 345))
    _fence(p, (1240, 640), (730, 345))
    _sheet(p)
    _seal(p, 880, 640)
    for x, y, size in ((90, 720, 1.0), (1096, 720, 1.1)):
        top = y - 110 * size
        post = [(x - 40 * size, y), (x - 22 * size, top), (x + 22 * size, top), (x + 40 * size, y)]
        cut(p, "murram", post, 6)
        p.hatch("night", [(x, y), (x, top), *post[2:]], 90, 9, 3, 5)
    p.person(130, 570, 190, "murram", "sun", reach=(190, 484))
    cut(p, "sun", ribbon([(192, 400), (192, 580)], 8, 8))


def _fence(p: Print, near: Point, far: Point) -> None:
    for rail in (0.45, 0.85):
        p.line("night", [(near[0], near[1] - 120 * rail), (far[0], far[1] - 14 * rail)], 4)
    for post in range(9):
        depth = 1 - (1 - post / 9) ** 1.9
        x, y = between(near, far, depth)
        p.line("night", [(x, y), (x, y - 120 + 106 * depth)], 14 - 11 * depth)


def _on_sheet(u: float, v: float) -> Point:
    """Where (u, v), 0 to 1 across and down the unfolded sheet, lies once it is creased in four."""
    crease = abs((u * 4 + 1) % 2 - 1)
    return 262 + u * 676 + (v - 0.5) * -30, 236 + v * 440 + crease * 40


def _drawn(*knots: Point) -> list[Point]:
    """A line on the sheet; it bends with the creases."""
    return [_on_sheet(*between(a, b, step / 12)) for a, b in pairwise(knots) for step in range(13)]


def _sheet(p: Print) -> None:
    whole = _drawn((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    cut(p, None, whole)
    for left in (0, 0.5):
        panel = _drawn((left, 0), (left + 0.25, 0), (left + 0.25, 1), (left, 1))
        p.hatch("murram", panel, 90, 14, 1, 3)
    p.line("lake", _drawn((0, 0.72), (0.2, 0.6), (0.42, 0.7), (0.6, 0.9), (0.7, 1)), 16)
    for level in range(4):
        spread = 0.05 + level * 0.05
        p.line("murram", _drawn(*arc(0.24, 0.3, spread * 0.9, spread * 1.2)[::2]), 4)
    _plot(p)
    p.line("night", whole, 7)
    for fold in (0.25, 0.5, 0.75):
        p.line("night", _drawn((fold, 0), (fold, 1)), 3)


def _plot(p: Print) -> None:
    corners = ((0.46, 0.2), (0.76, 0.12), (0.86, 0.46), (0.66, 0.66), (0.5, 0.52))
    beyond = ((0.4, 0), (0.8, 0), (1, 0.5), (0.74, 1), (0.3, 0.64))
    outline = _drawn(*corners, corners[0])
    p.polygon("sun", outline)
    p.hatch("green", outline, 35, 14, 3, 7)
    p.line("night", outline, 7)
    for corner, end in zip(corners, beyond, strict=True):
        p.line("night", _drawn(corner, end), 4)
    for u, v in corners:
        disc(p, "murram", *_on_sheet(u, v), 13, edge=5)


def _seal(p: Print, cx: float, cy: float) -> None:
    for side in (-1, 1):
        top, foot = cx + side * 30, cx + side * 50
        tail = [
            (top - 26, cy + 30),
            (top + 26, cy + 30),
            (foot + 36, cy + 150),
            (foot, cy + 124),
            (foot - 28, cy + 150),
        ]
        cut(p, "lake", tail)
        p.hatch("night", tail, 90, 12, 2, 4)
    teeth = [turned([(cx + 92 - tooth % 2 * 14, cy)], tooth * 7.5, (cx, cy))[0] for tooth in range(48)]
    cut(p, "murram", teeth)
    p.outline("night", arc(cx, cy, 62, 62), 5)
    for ray in range(12):
        p.line("night", turned([(cx + 20, cy), (cx + 48, cy)], ray * 30, (cx, cy)), 6)


@print_of("baraza", paper="dawn", seed=24, focus=(0.5, 0.55))
def baraza(p: Print) -> None:
    """People seated round a table in the shade of an acacia."""
    p.ellipse("sun", 300, 300, 140)
    p.hatch("rose", box(0, 0, 1200, 480), 0, 18, 2, 9)
    land(p, "jacaranda", 420, 26, 150, 0.9)
    ground(p, "murram", 500, 320, 22)
    shade = arc(600, 650, 520, 120)
    inlay(p, "murram", shade)
    p.hatch("night", shade, 0, 9, 4, 6)
    _acacia(p)
    for x, ink in ((310, "jacaranda"), (424, "sun"), (750, "green"), (868, "jacaranda")):
        _seated(p, x, 620, 150, ink)
    cut(p, None, turned(box(576, 424, 58, 74), 12, (610, 450)), 5)
    p.person(530, 650, 260, "green", "sun", reach=(594, 474))
    cut(p, "rose", [(440, 632), (760, 632), (800, 684), (400, 684)], 6)
    for x in (480, 560, 650):
        cut(p, None, [(x, 642), (x + 60, 642), (x + 68, 672), (x - 4, 672)], 4)
    for x in (424, 764):
        cut(p, "night", box(x, 686, 14, 74))
    for x, ink in ((230, "green"), (372, "sun"), (830, "murram"), (974, "sun")):
        _seated(p, x, 770, 210, ink)


def _seated(p: Print, x: float, y: float, size: float, ink: str) -> None:
    unit = size / 100
    for side in (-1, 1):
        p.line("night", [(x + side * 20 * unit, y - 28 * unit), (x + side * 25 * unit, y)], 5 * unit)
    half = [(28, -10), (25, -34), (17, -72)]
    body = [(x - dx * unit, y + dy * unit) for dx, dy in half]
    body += [(x + dx * unit, y + dy * unit) for dx, dy in half[::-1]]
    cut(p, ink, body)
    p.hatch("night", [*body[3:], (x + 5 * unit, y - 10 * unit), (x + 5 * unit, y - 72 * unit)], 90, 9, 2, 4)
    disc(p, "night", x, y - 85 * unit, 11.5 * unit, 13.5 * unit)
    cloth = [(-13, -89), (13, -89), (10, -103), (-10, -103)]
    inlay(p, "murram" if ink == "sun" else "sun", [(x + dx * unit, y + dy * unit) for dx, dy in cloth])


def _acacia(p: Print) -> None:
    branches = [ribbon(curve([(650, 600), (640, 480), (652, 380), (640, 250)]), 92, 24)]
    for x, y, root in ((240, 190, 430), (430, 150, 370), (790, 140, 390), (990, 190, 440)):
        branches.append(ribbon(curve([(644, root), (640 + (x - 640) * 0.4, root - 90), (x, y)]), 28, 8))
    cluster(p, "night", branches)
    lumps = [(350, 160, 190, 66), (800, 126, 210, 76), (560, 112, 220, 78), (170, 206, 150, 48)]
    lumps += [(1010, 186, 160, 54), (480, 206, 150, 44), (740, 206, 170, 46)]
    lumps += [(310, 214, 120, 36), (900, 214, 110, 36)]
    for cx, cy, rx, ry in lumps:
        p.clear_ellipse(cx, cy, rx + 6, ry + 6)
    for cx, cy, rx, ry in lumps:
        crown(p, "green", cx, cy, rx, ry)
