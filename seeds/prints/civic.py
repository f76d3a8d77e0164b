"""Prints of public business: voting, buying, law-making, judging."""

import math

from seeds.prints.press import HEIGHT, WIDTH, Point, Print, box, print_of

SHEET = box(0, 0, WIDTH, HEIGHT)


@print_of("ballot", paper="sand", seed=2, focus=(0.46, 0.45))
def ballot(p: Print) -> None:
    """A paper goes into the box; the finger that marked it left a print as tall as the wall."""
    p.hatch("murram", SHEET, -20, 34, 2, 9)
    _fingerprint(p, 790, 330)
    _ballot_box(p)
    _ballot_paper(p)
    slot_lip = [(282, 446), (300, 424), (592, 424), (570, 446)]
    p.polygon("night", [slot_lip[0], slot_lip[3], (566, 452), (280, 452)])


def _fingerprint(p: Print, cx: float, cy: float) -> None:
    """A whorl: broken rings that sink and flatten towards the core, on bare paper."""
    ridges, ridge_width = 13, 13
    p.clear_ellipse(cx, cy, 292, 360)
    for ridge in range(ridges):
        radii = (272 - ridge * 21, 342 - ridge * 26.6)
        turn = p.random.randint(0, 360)
        for start, end in ((0, 150), (159, 254), (264, 352)):
            p.arc("jacaranda", (cx, cy + ridge * 3), radii, (turn + start, turn + end), ridge_width)


def _ballot_box(p: Print) -> None:
    front = box(160, 480, 490, 360)
    lid = [(160, 480), (250, 400), (730, 400), (650, 480)]
    side = [(650, 480), (730, 400), (730, HEIGHT + 20), (650, HEIGHT + 20)]
    p.knock_out([(160, 480), (250, 400), (730, 400), (730, 830), (160, 830)], 7)
    p.polygon("green", front)
    p.polygon("green", side)
    p.polygon("sun", lid)
    p.hatch("night", side, 90, 10, 5, 6)
    p.hatch("night", front, 90, 35, 3, 7)
    p.line("night", [(160, 480), (650, 480), (730, 400)], 5)
    p.polygon("night", [(270, 456), (298, 422), (604, 422), (574, 456)])
    label = box(250, 566, 310, 130)
    p.object("sun", label, 110, halo=6)
    p.outline("night", label, 6)
    for y in (598, 630, 662):
        p.line("night", [(280, y), (530, y)], 8)


def _ballot_paper(p: Print) -> None:
    paper: list[Point] = [(302, 446), (256, 124), (512, 88), (556, 446)]
    p.knock_out(paper, 5)
    p.line("night", [paper[0], paper[1], paper[2], paper[3]], 6)
    for row in range(4):
        x, y = 312 + row * 9, 184 + row * 60
        p.line("night", [(x, y), (x + 112, y - 16)], 8)
        square = [(x + 140, y - 40), (x + 180, y - 46), (x + 185, y - 8), (x + 145, y - 2)]
        p.outline("night", square, 5)
    p.line("murram", [(460, 206), (510, 244)], 13)
    p.line("murram", [(506, 200), (464, 250)], 13)


@print_of("tender", paper="dawn", seed=21, focus=(0.5, 0.48))
def tender(p: Print) -> None:
    """A stamp comes down on a pile of bids while the clock, as large as a sun, closes them."""
    p.hatch("rose", box(0, 0, WIDTH, 560), 0, 20, 2, 9)
    _clock(p, 800, 254, 156)
    table = box(0, 560, WIDTH, 240)
    p.clear(table)
    p.polygon("murram", table)
    p.hatch("night", table, 0, 18, 2, 10)
    _bids(p)
    _rubber_stamp(p, 440, 560)


def _clock(p: Print, cx: float, cy: float, radius: float) -> None:
    p.disc("sun", cx, cy, radius, halo=10)
    p.arc("night", (cx, cy), (radius, radius), (0, 360), 8)
    for hour in range(12):
        angle = math.radians(hour * 30)
        inner = radius - (44 if hour % 3 == 0 else 30)
        ends = [(cx + r * math.cos(angle), cy + r * math.sin(angle)) for r in (inner, radius - 16)]
        p.line("night", ends, 11 if hour % 3 == 0 else 6)
    p.line("night", [(cx, cy), (cx - 11, cy - 108)], 9)
    p.line("night", [(cx, cy), (cx - 52, cy - 56)], 14)
    p.ellipse("murram", cx, cy, 17)


def _bids(p: Print) -> None:
    """Eight sheets, none quite on the one below; the top one is ruled like a notice."""
    for sheet in range(8):
        lean, y = p.random.randint(-18, 18), 756 - sheet * 15
        edge = [(190 + lean, y), (1000 + lean, y), (1000 + lean, y + 11), (190 + lean, y + 11)]
        p.knock_out(edge, 4)
        p.rectangle("rose" if sheet % 3 == 1 else "sun", 190 + lean, y, 810, 11, 90)
        p.outline("night", edge, 3)
    top: list[Point] = [(290, 512), (900, 512), (1004, 648), (186, 648)]
    p.knock_out(top, 5)
    p.outline("night", top, 6)
    for row in range(6):
        y, left = 536 + row * 18, 700 - row * 2
        p.line("night", [(left, y), (left + (190 if row % 3 else 120) + row * 8, y)], 4 + row * 0.5)
    p.arc("murram", (806, 620), (74, 20), (0, 360), 5)


def _rubber_stamp(p: Print, x: float, base: float) -> None:
    """Pad, block, neck and knob, from the paper upwards."""
    p.clear_ellipse(x, base + 40, 178, 34)
    p.arc("murram", (x, base + 40), (170, 28), (0, 360), 9)
    block = [(x - 150, base + 30), (x - 150, base - 24), (x - 122, base - 60), (x + 122, base - 60)]
    block += [(x + 150, base - 24), (x + 150, base + 30)]
    p.object("green", block, halo=7)
    p.hatch("night", [(x + 10, base - 60), *block[3:], (x + 10, base + 30)], 90, 13, 2, 8)
    p.rectangle("night", x - 150, base + 14, 300, 20)
    neck = [(x - 40, base - 60), (x - 26, base - 170), (x - 58, base - 250)]
    neck += [(2 * x - nx, ny) for nx, ny in neck[::-1]]
    p.object("murram", neck, halo=7)
    p.hatch("night", [(x, base - 60), *neck[3:][::-1], (x, base - 250)], 90, 10, 2, 6)
    p.disc("murram", x, base - 300, 84, 72, halo=7)
    for turn in range(4):
        p.arc("night", (x, base - 300), (74 - turn * 16, 62 - turn * 14), (-50, 70), 7 - turn)


@print_of("chamber", paper="mist", seed=22, focus=(0.5, 0.5))
def chamber(p: Print) -> None:
    """A parliament seen from its dome: rows of seats bend around a table and the mace on it."""
    p.rectangle("lake", 0, 0, WIDTH, HEIGHT, 70)
    for row in range(4):
        _bench(p, row)
    p.disc("sun", 600, 380, 196, halo=10)
    _table_and_mace(p, 600, 396)
    _chair(p, 600, 700)


def _bench(p: Print, row: int) -> None:
    """One horseshoe of seats: half a ring above, two straight legs below, some of them taken."""
    centre_y, radius, pitch = 380, 292 + row * 104, 92
    back = radius + 46
    p.arc("night", (600, centre_y), (back, back), (180, 360), 8)
    for side in (-1, 1):
        p.rectangle("night", 600 + side * (back - 4) - 4, centre_y, 8, HEIGHT)
        for y in range(centre_y + pitch, HEIGHT + pitch, pitch):
            _seat(p, (600 + side * radius, y), 0 if side > 0 else 180)
    seats = round(math.pi * radius / pitch)
    for seat in range(seats + 1):
        angle = 180 + seat * 180 / seats
        turn = math.radians(angle)
        _seat(p, (600 + radius * math.cos(turn), centre_y + radius * math.sin(turn)), angle)


def _seat(p: Print, at: Point, angle: float) -> None:
    """A seat whose back is turned to `angle`; every third holds somebody, seen from above."""
    p.object("green", _turned(at, angle, [(-30, -38), (30, -38), (30, 38), (-30, 38)]), halo=4)
    p.polygon("night", _turned(at, angle, [(20, -38), (32, -38), (32, 38), (20, 38)]))
    if p.random.random() < 0.35:
        jacket = p.random.choice(("sun", "rose", "murram"))
        shoulders = [(-10, -20), (-2, -29), (9, -29), (15, -20), (15, 20), (9, 29), (-2, 29), (-10, 20)]
        p.object(jacket, _turned(at, angle, [(float(x), float(y)) for x, y in shoulders]), halo=0)
        p.ellipse("night", *_turned(at, angle, [(-4, 0)])[0], 14)


def _turned(at: Point, angle: float, points: list[Point]) -> list[Point]:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return [(at[0] + x * cos - y * sin, at[1] + x * sin + y * cos) for x, y in points]


def _table_and_mace(p: Print, x: float, y: float) -> None:
    table = box(x - 96, y - 176, 192, 352)
    p.object("murram", table, halo=9)
    p.hatch("night", table, 90, 16, 2, 7)
    p.outline("night", table, 8)
    shaft = box(x - 12, y - 70, 24, 216)
    p.object("sun", shaft, halo=8)
    for collar in (-40, 26, 92, 138):
        p.rectangle("night", x - 20, y + collar, 40, 11)
    crown = [(x - 22, y - 70), (x - 54, y - 142), (x - 26, y - 118), (x, y - 152)]
    crown += [(x + 26, y - 118), (x + 54, y - 142), (x + 22, y - 70)]
    p.object("sun", crown, halo=8)
    p.outline("night", crown, 5)


def _chair(p: Print, x: float, y: float) -> None:
    seat = [(x - 70, y - 46), (x + 70, y - 46), (x + 84, y + 120), (x - 84, y + 120)]
    p.object("jacaranda", seat, halo=8)
    p.hatch("night", seat, 0, 16, 2, 9)
    p.disc("night", x, y - 10, 58, 28, halo=5)
    p.disc("night", x, y - 26, 21, halo=4)


@print_of("court", paper="mist", seed=16, focus=(0.5, 0.52))
def court(p: Print) -> None:
    """The scales before the columns; what is weighed is a bundle of files against one sheet."""
    p.hatch("lake", SHEET, 90, 40, 3, 15)
    for column in range(6):
        _column(p, 45 + column * 200)
    _steps_and_frieze(p)
    p.disc("sun", 600, 420, 262, halo=12)
    _scales(p, 600)


def _column(p: Print, x: float) -> None:
    shaft = [(x, 170), (x + 110, 170), (x + 118, 720), (x - 8, 720)]
    p.object("rose", shaft, 170)
    p.hatch("night", [(x + 24, 170), (x + 110, 170), (x + 118, 720), (x + 24, 720)], 90, 14, 2, 9)
    p.object("night", box(x - 16, 152, 142, 24))
    p.object("night", box(x - 22, 706, 154, 24))


def _steps_and_frieze(p: Print) -> None:
    p.clear(box(0, 0, WIDTH, 146))
    p.rectangle("murram", 0, 62, WIDTH, 82)
    p.hatch("night", box(0, 104, WIDTH, 40), 90, 28, 12, 12)
    p.rectangle("night", 0, 48, WIDTH, 14)
    for step, y in enumerate((732, 768)):
        p.clear(box(0, y - 3, WIDTH, 40))
        p.rectangle("murram", 0, y, WIDTH, 36)
        p.hatch("night", box(0, y, WIDTH, 36), 0, 9, 2 + step, 6 + step)


def _scales(p: Print, x: float) -> None:
    p.rectangle("night", x - 11, 250, 22, 360)
    p.polygon("night", [(x - 120, 640), (x - 70, 600), (x + 70, 600), (x + 120, 640)])
    left, right = (x - 168, 336), (x + 168, 284)
    p.line("night", [left, right], 16)
    for px, py in (left, right):
        for side in (-78, 78):
            p.line("night", [(px, py), (px + side, py + 148)], 5)
        p.half_disc("night", px, py + 148, 92, 54)
    p.ellipse("murram", x, 262, 27)
    for bundle, ink in enumerate(("green", "jacaranda", "murram")):
        y = left[1] + 118 - bundle * 32
        p.object(ink, box(left[0] - 56 + bundle * 7, y, 106, 27), halo=3)
        p.rectangle("night", left[0] - 6, y, 9, 27)
    p.knock_out(box(right[0] - 40, right[1] + 138, 80, 7), 2)
