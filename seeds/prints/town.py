"""Prints of the town: the market, the matatu, money on a phone, the avenue of jacarandas."""

import math

from seeds.prints.motifs import cloud, coin_stack, crate, rain
from seeds.prints.press import HEIGHT, WIDTH, Point, Print, box, print_of

SHEET = box(0, 0, WIDTH, HEIGHT)


@print_of("market", paper="dawn", seed=3, focus=(0.5, 0.5))
def market(p: Print) -> None:
    """Three stalls under scalloped awnings, their sellers, and the heaps they sell."""
    p.ellipse("sun", 846, 150, 120)
    p.hatch("rose", box(0, 0, WIDTH, 330), 0, 18, 2, 9)
    stalls = ((-60, 196, "jacaranda", "green"), (356, 156, "murram", "lake"), (772, 196, "green", "murram"))
    for x, y, awning, dress in stalls:
        _stall(p, x, y, awning)
        p.person(x + 250, y + 420, 300, dress, "sun", reach=(x + 172, y + 262))
        _hanging_scale(p, x + 120, y + 140)
    p.clear(box(0, 690, WIDTH, 110))
    p.rectangle("murram", 0, 696, WIDTH, 104)
    p.hatch("night", box(0, 696, WIDTH, 104), 0, 15, 3, 9)
    for basket in range(7):
        _basket(p, -46 + basket * 190, 616, ("murram", "sun", "green")[basket % 3])


def _stall(p: Print, x: float, y: float, ink: str) -> None:
    """Shade, poles, and an awning of seven stripes that end in scallops."""
    stripes, narrow, wide, depth = 7, 50, 60, 118
    p.clear(box(x - 12, y + depth, 420, 130))
    p.rectangle("night", x - 12, y + depth, 420, 130)
    p.hatch("night", box(x - 12, y + depth, 420, 130), 90, 20, 4, 4, 0)
    for pole in (x - 14, x + 394):
        p.object("night", box(pole, y + depth, 11, HEIGHT - y - depth), halo=4)
    p.knock_out([(x + 20, y), (x + 370, y), (x + 408, y + depth), (x - 12, y + depth)], 6)
    for stripe in range(stripes):
        top, foot = x + 20 + stripe * narrow, x - 12 + stripe * wide
        p.half_disc("night", foot + wide / 2, y + depth, wide / 2 + 5, 33, 0)
        if stripe % 2 == 0:
            p.polygon(ink, [(top, y), (top + narrow, y), (foot + wide, y + depth), (foot, y + depth)])
            p.half_disc(ink, foot + wide / 2, y + depth, wide / 2, 28)
        else:
            p.half_disc(ink, foot + wide / 2, y + depth, wide / 2, 28, 0)


def _hanging_scale(p: Print, x: float, y: float) -> None:
    p.clear_line([(x, y), (x, y + 40)], 11)
    p.line("night", [(x, y), (x, y + 40)], 5)
    p.disc("sun", x, y + 62, 30, halo=5)
    p.arc("night", (x, y + 62), (30, 30), (0, 360), 5)
    p.line("night", [(x, y + 62), (x + 12, y + 44)], 5)
    for side in (-40, 40):
        p.clear_line([(x, y + 92), (x + side, y + 132)], 9)
        p.line("night", [(x, y + 92), (x + side, y + 132)], 4)
    p.clear_ellipse(x, y + 136, 52, 22)
    p.half_disc("sun", x, y + 132, 46, 24)
    p.line("night", [(x - 48, y + 132), (x + 48, y + 132)], 5)


def _basket(p: Print, x: float, y: float, fruit: str) -> None:
    """A woven basket under a heap of round fruit in four layers."""
    for layer in range(4):
        count = 7 - layer
        for place in range(count):
            cx, cy = x + 86 + (place - (count - 1) / 2) * 24, y - 6 - layer * 20
            p.disc(fruit, cx, cy, 12.5, halo=2.5)
            p.arc("night", (cx, cy), (8, 8), (10, 80), 2.5)
    weave = [(x, y), (x + 172, y), (x + 152, y + 116), (x + 20, y + 116)]
    p.object("night", weave, halo=5)
    p.hatch("night", weave, 0, 26, 4, 4, 0)
    p.hatch("night", weave, 90, 22, 3, 3, 0)
    p.rectangle("sun", x - 6, y - 4, 184, 15)
    p.hatch("sun", weave, 0, 52, 20, 20)


@print_of("matatu", paper="lilac", seed=8, focus=(0.66, 0.56))
def matatu(p: Print) -> None:
    """A minibus with its wipers on, rain over the skyline, and one umbrella that still waits."""
    p.ellipse("sun", 900, 210, 138)
    _skyline(p, 490)
    rain(p, count=90, top=150, bottom=560, lean=-0.32)
    for cx, cy, rx, ry in (
        (60, 10, 190, 110),
        (320, 0, 170, 90),
        (560, 14, 190, 104),
        (820, 0, 170, 84),
        (1080, 10, 210, 112),
    ):
        cloud(p, cx, cy, rx, ry)
    p.clear(box(0, 492, WIDTH, 308))
    p.rectangle("murram", 0, 498, WIDTH, 36)
    p.hatch("night", box(0, 540, WIDTH, 160), 0, 16, 2, 6)
    _road(p)
    _minibus(p)
    _waiting(p, 1074, 720)


def _skyline(p: Print, ground: float) -> None:
    """Towers of chance height, lit on the left by rows of windows, shaded on the right."""
    x = -20.0
    while x < WIDTH:
        width, height = p.random.randint(64, 120), p.random.randint(90, 280)
        p.rectangle("jacaranda", x, ground - height, width, height)
        shade = box(x + width * 0.58, ground - height, width * 0.42, height)
        p.hatch("night", shade, 90, 9, 3, 4)
        for row in range(int(height / 30)):
            for column in range(int(width * 0.5 / 19)):
                p.clear(box(x + 9 + column * 19, ground - height + 14 + row * 30, 9, 15))
        x += width + p.random.randint(4, 14)


def _road(p: Print) -> None:
    p.clear(box(0, 700, WIDTH, 100))
    p.rectangle("night", 0, 706, WIDTH, 94)
    for x in range(-20, WIDTH, 190):
        p.polygon("night", [(x, 766), (x + 116, 766), (x + 104, 782), (x - 12, 782)], 0)
    for x, y, width in ((480, 730, 180), (60, 742, 120), (1010, 736, 150)):
        p.polygon("night", [(x, y), (x + width, y), (x + width - 30, y + 12), (x + 20, y + 12)], 0)
        p.polygon("lake", [(x, y), (x + width, y), (x + width - 30, y + 12), (x + 20, y + 12)])


def _minibus(p: Print) -> None:
    body = [(110, 352), (124, 330), (880, 330), (912, 350), (962, 470), (996, 504), (996, 648), (110, 648)]
    for x, ink in ((210, "murram"), (340, "sun"), (500, "lake")):
        crate(p, ink, x, 254, 112, 56)
    p.object("night", box(150, 308, 720, 20), halo=4)
    p.object("green", body, halo=7)
    for ink, band in (
        ("sun", [(110, 520), (996, 520), (996, 562), (110, 562)]),
        ("murram", [(110, 604), (372, 490), (500, 490), (240, 648), (110, 648)]),
        ("murram", [(380, 648), (636, 490), (690, 490), (434, 648)]),
    ):
        p.knock_out(band, 3)
        p.polygon(ink, band)
    p.hatch("night", box(110, 582, 886, 66), 0, 14, 2, 6)
    _bus_windows(p)
    p.outline("night", body, 6)
    for x in (280, 820):
        _wheel(p, x, 652)
    p.object("night", box(972, 604, 46, 30), halo=4)
    p.disc("sun", 980, 582, 18, halo=5)


def _bus_windows(p: Print) -> None:
    for seat, x in enumerate((140, 284, 428, 572, 716)):
        pane = box(x, 362, 124, 112)
        p.clear(pane)
        p.hatch("lake", pane, -55, 14, 4, 11)
        if seat != 3:
            p.ellipse("night", x + 64, 428, 24, 29)
            p.polygon("night", [(x + 22, 474), (x + 106, 474), (x + 88, 452), (x + 40, 452)])
        p.outline("night", pane, 5)
    windscreen: list[Point] = [(862, 362), (894, 362), (940, 474), (862, 474)]
    p.clear(windscreen)
    p.hatch("lake", windscreen, -55, 14, 4, 8)
    p.outline("night", windscreen, 5)
    p.line("night", [(936, 476), (892, 400)], 6)


def _wheel(p: Print, x: float, y: float) -> None:
    p.clear_ellipse(x, y, 86)
    p.ellipse("night", x, y, 78)
    p.ellipse("night", x, y, 40, value=0)
    p.ellipse("sun", x, y, 33)
    p.ellipse("night", x, y, 11)
    for bolt in range(5):
        turn = math.radians(bolt * 72)
        p.ellipse("night", x + 22 * math.cos(turn), y + 22 * math.sin(turn), 4)


def _waiting(p: Print, x: float, y: float) -> None:
    p.person(x, y, 236, "jacaranda", reach=(x + 38, y - 150))
    p.clear_line([(x + 38, y - 140), (x + 38, y - 300)], 13)
    p.line("night", [(x + 38, y - 140), (x + 38, y - 300)], 6)
    canopy = [
        (x + 26 + 94 * math.cos(math.radians(a)), y - 258 + 86 * math.sin(math.radians(a)))
        for a in range(180, 361, 10)
    ]
    p.object("murram", canopy, halo=6)
    for rib in (-58, -18, 22, 60):
        p.line("night", [(x + 26, y - 344), (x + 26 + rib, y - 258)], 4)


@print_of("phone", paper="lilac", seed=9, focus=(0.5, 0.5))
def phone(p: Print) -> None:
    """A telephone between piles of coins; the coin on its screen has lost a slice on the way."""
    p.hatch("jacaranda", SHEET, 35, 52, 4, 20)
    for pile, coins in enumerate((3, 6, 9, 4, 8, 12)):
        coin_stack(p, 122 + pile * 128 + (320 if pile > 2 else 0), 756, coins)
    case = box(446, 40, 308, 720)
    p.knock_out(case, 10)
    p.polygon("night", case)
    screen = box(470, 86, 260, 420)
    p.clear(screen)
    p.polygon("green", screen)
    p.hatch("night", screen, 0, 16, 1, 5)
    for y, width in ((118, 150), (150, 190), (182, 110)):
        p.clear(box(498, y, width, 14))
    _sliced_coin(p, 596, 346)
    for key in range(12):
        pad = box(478 + key % 3 * 86, 536 + key // 3 * 53, 72, 38)
        p.clear(pad)
        p.polygon("rose", pad)


def _sliced_coin(p: Print, x: float, y: float) -> None:
    """A coin with an arrow on it, and the slice of one part in eight that slid out of it."""
    radius, missing, slide = 116, (-42, 3), 34

    def slice_of(cx: float, cy: float, start: int, end: int) -> list[Point]:
        rim = [math.radians(a) for a in range(start, end + 1, 3)]
        return [(cx, cy), *((cx + radius * math.cos(a), cy + radius * math.sin(a)) for a in rim)]

    p.object("sun", slice_of(x, y, missing[1], 360 + missing[0]), halo=7)
    p.arc("murram", (x, y), (radius - 14, radius - 14), (missing[1] + 5, 355 + missing[0]), 5)
    middle = math.radians(sum(missing) / 2)
    away = (x + slide * math.cos(middle), y + slide * math.sin(middle))
    slice_ = slice_of(*away, *missing)
    p.object("murram", slice_, halo=6)
    p.hatch("night", slice_, 70, 11, 2, 6)
    p.line("night", [(x - 72, y), (x - 32, y - 46), (x + 8, y)], 17)
    p.line("night", [(x - 32, y - 40), (x - 32, y + 66)], 17)


@print_of("avenue", paper="lilac", seed=19, focus=(0.5, 0.56))
def avenue(p: Print) -> None:
    """Jacarandas in flower over a street that runs into the sun; somebody sweeps what has fallen."""
    p.ellipse("sun", 600, 344, 136)
    p.hatch("jacaranda", box(0, 0, WIDTH, 430), 0, 24, 2, 7)
    ground = box(0, 430, WIDTH, 370)
    p.clear(ground)
    p.polygon("green", ground)
    p.hatch("night", ground, 0, 15, 2, 8)
    road: list[Point] = [(572, 430), (628, 430), (1010, HEIGHT), (190, HEIGHT)]
    p.knock_out(road, 6)
    p.polygon("rose", road, 150)
    p.hatch("jacaranda", road, 0, 22, 1, 7)
    for near, far in ((800, 700), (640, 580), (540, 505), (480, 460)):
        p.polygon(
            "night",
            [
                (600 - (far - 430) * 0.03, far),
                (600 + (far - 430) * 0.03, far),
                (600 + (near - 430) * 0.03, near),
                (600 - (near - 430) * 0.03, near),
            ],
        )
    for distance in range(6, 0, -1):
        scale = 1 / (distance * 0.42 + 0.1)
        for side in (-1, 1):
            _jacaranda(p, 600 + side * 206 * scale, 430 + 116 * scale, scale, side)
    _fallen_blossom(p)
    _sweeper(p, 706, 700)


CROWN = ((-90, -230, 70), (-10, -270, 92), (80, -240, 76), (20, -200, 70), (-50, -190, 56))


def _jacaranda(p: Print, x: float, y: float, scale: float, side: int) -> None:
    """One tree on the `side` (-1 left, 1 right) of the street; scale 1 is 360 high."""
    trunk = [(x, y), (x - side * 6 * scale, y - 150 * scale), (x - side * 30 * scale, y - 220 * scale)]
    branch = [(x - side * 4 * scale, y - 110 * scale), (x + side * 46 * scale, y - 220 * scale)]
    p.clear_line(trunk, 17 * scale)
    p.line("night", trunk, 12 * scale)
    p.line("night", branch, 8 * scale)
    puffs = [(x + dx * scale, y + dy * scale, radius * scale) for dx, dy, radius in CROWN]
    for cx, cy, radius in puffs:
        p.clear_ellipse(cx, cy, radius + 4, radius * 0.72 + 4)
    for cx, cy, radius in puffs:
        p.ellipse("jacaranda", cx, cy, radius, radius * 0.72)
    for cx, cy, radius in puffs:
        for cut in range(4):
            size = radius * (0.96 - cut * 0.2)
            p.arc("night", (cx, cy), (size, size * 0.72), (20 - cut * 5, 150 - cut * 8), 5 * scale)
    for _ in range(24):
        turn, out = p.random.random() * math.tau, math.sqrt(p.random.random())
        spot = (x + math.cos(turn) * 125 * scale * out, y - 235 * scale + math.sin(turn) * 66 * scale * out)
        p.ellipse("jacaranda", *spot, 4.2 * scale, 3 * scale, 0)


def _fallen_blossom(p: Print) -> None:
    for _ in range(90):
        x, y = p.random.randint(0, WIDTH), p.random.randint(590, 790)
        size = 3 + (y - 590) / 40
        p.clear_ellipse(x, y, size + 1.5, size * 0.6 + 1.5)
        p.ellipse("jacaranda", x, y, size, size * 0.6)


def _sweeper(p: Print, x: float, y: float) -> None:
    heap = [
        (x - 190 + 74 * math.cos(math.radians(a)), y + 8 + 40 * math.sin(math.radians(a)))
        for a in range(180, 361, 12)
    ]
    p.object("jacaranda", heap, halo=6)
    p.hatch("night", heap, 0, 10, 2, 5)
    p.person(x, y, 200, "murram", "sun", reach=(x - 44, y - 92))
    p.arm(x, y, 200, "murram", (x - 30, y - 116))
    p.clear_line([(x - 22, y - 140), (x - 92, y - 18)], 11)
    p.line("night", [(x - 22, y - 140), (x - 92, y - 18)], 6)
    p.object("sun", [(x - 84, y - 26), (x - 98, y - 32), (x - 128, y + 6), (x - 94, y + 8)], halo=4)
