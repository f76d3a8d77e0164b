"""Prints of public works: a dam, a steam field and its pylons, a railway on stilts."""

import math
from itertools import pairwise

from seeds.prints.motifs import acacia, steam
from seeds.prints.press import HEIGHT, WIDTH, Point, Print, box, print_of


@print_of("dam", paper="sky", seed=5, focus=(0.5, 0.52))
def dam(p: Print) -> None:
    """An arch dam that holds a low lake; the wet line on its banks shows where the water was."""
    p.disc("sun", 300, 190, 118, halo=0)
    p.hatch("lake", box(0, 0, WIDTH, 300), 0, 26, 1, 8)
    for ink, y, amplitude, period, phase, angle in (
        ("jacaranda", 250, 40, 150, 1.2, -28),
        ("green", 330, 34, 120, 3.4, 24),
    ):
        ridge = p.hill(ink, y, amplitude, period, phase)
        p.clear(ridge, keep=(ink,))
        p.hatch("night", ridge, angle, 20, 1, 8)
    lake = box(0, 396, WIDTH, 160)
    p.knock_out(lake, 5)
    p.polygon("lake", lake)
    p.hatch("night", lake, 0, 15, 2, 6)
    for x, width in ((90, 200), (420, 260), (880, 210)):
        p.gouge("night", (x, 420), (x + width, 420), 9, 0)
    _arch(p)
    for y in (500, 516):
        p.line("night", _crest(y - 500), 5)
    for x in (520, 600, 680):
        _spill(p, x)
    _banks(p)
    p.person(300, 522, 70, "murram")


def _crest(sink: float) -> list[Point]:
    """The top of the wall, bowed towards the viewer; `sink` units below its edge."""
    return [(x, 496 + sink + 66 * math.sin((x - 100) / 1000 * math.pi)) for x in range(100, 1101, 20)]


def _arch(p: Print) -> None:
    wall = [*_crest(0), (900, HEIGHT + 10), (300, HEIGHT + 10)]
    p.knock_out(wall, 6)
    p.polygon("rose", wall, 170)
    for rib in range(27):
        share = rib / 26
        x = 100 + share * 1000
        top = 520 + 66 * math.sin(share * math.pi)
        p.line("night", [(x, top), (300 + 600 * share, HEIGHT + 10)], 2 + 7 * share)
    road = _crest(0) + _crest(22)[::-1]
    p.knock_out(road, 4)
    p.polygon("sun", road)
    for post in range(41):
        x, y = _crest(0)[min(50, post + 5)]
        p.line("night", [(x, y - 14), (x, y + 2)], 3)


def _spill(p: Print, x: float) -> None:
    """One gate and the white water under it."""
    gate = 588 - abs(x - 600) * 0.04
    water: list[Point] = [(x - 24, gate), (x + 24, gate), (x + 52, HEIGHT), (x - 52, HEIGHT)]
    p.knock_out(water, 5)
    p.hatch("lake", water, 90, 11, 3, 6)
    p.object("night", box(x - 30, gate - 14, 60, 20), halo=4)


def _banks(p: Print) -> None:
    for side in (-1, 1):
        edge = [(-20, 520), (90, 488), (128, 520), (318, HEIGHT + 10), (-20, HEIGHT + 10)]
        bank = [(x if side < 0 else WIDTH - x, y) for x, y in edge]
        p.object("green", bank, halo=6)
        p.hatch("night", bank, 52 * -side, 16, 3, 10)
        rim = [(x if side < 0 else WIDTH - x, y) for x, y in ((-20, 462), (60, 440), (96, 480), (-20, 520))]
        p.object("murram", rim, halo=4)
        p.hatch("sun", rim, 0, 13, 3, 5)


# Where each well stands, and its size; the nearest comes last.
WELLS = ((700.0, 0.8), (1050.0, 0.95), (866.0, 1.15))


@print_of("power", paper="sky", seed=13, focus=(0.44, 0.5))
def power(p: Print) -> None:
    """Steam stands over the wells, a pipe walks to the turbine, and a pylon carries the rest away."""
    p.rectangle("lake", 0, 0, WIDTH, 540, 110)
    p.disc("sun", 316, 316, 152, halo=0)
    hills = p.hill("jacaranda", 500, 26, 150, 2.0)
    p.clear(hills, keep=("jacaranda",))
    p.hatch("night", hills, -18, 20, 1, 8)
    for x, size in WELLS:
        steam(p, x, 560 + 20 * size, size)
    ground = p.hill("murram", 590, 16, 180, 0.9)
    p.clear(ground, keep=("murram",))
    p.hatch("night", ground, 5, 18, 2, 10)
    for x, size in WELLS:
        _well(p, x, 660, size)
    _pipe(p)
    lines = [(560.0, 726.0, 330.0), (300.0, 770.0, 600.0)]
    _wires(p, lines)
    for x, y, height in lines:
        _pylon(p, x, y, height)


def _well(p: Print, x: float, y: float, size: float) -> None:
    p.object("night", box(x - 20 * size, y - 120 * size, 40 * size, 120 * size), halo=5)
    p.rectangle("night", x - 34 * size, y - 132 * size, 68 * size, 18 * size)
    p.object("green", box(x - 58 * size, y - 54 * size, 116 * size, 56 * size), halo=5)
    p.hatch("night", box(x - 58 * size, y - 54 * size, 116 * size, 56 * size), 90, 15, 3, 8)


def _pipe(p: Print) -> None:
    """A lagged pipe with the square loops that let it grow when it is hot."""
    run: list[Point] = [(1230, 700), (1080, 700), (1080, 644), (980, 644), (980, 716), (800, 716), (800, 656)]
    run += [(700, 656), (700, 738), (420, 738), (420, 830)]
    for x, y in ((1140.0, 700.0), (890.0, 716.0), (560.0, 738.0)):
        p.object("night", box(x - 7, y, 14, 62), halo=4)
    p.clear_line(run, 46)
    p.line("sun", run, 34)
    p.line("night", [(x, y + 10) for x, y in run], 6)
    for x, y in run[1:-1]:
        p.disc("sun", x, y, 17, halo=0)
    for x, y in ((1120, 700), (1030, 644), (930, 716), (850, 716), (750, 656), (620, 738), (500, 738)):
        p.rectangle("night", x - 6, y - 21, 12, 42)


def _pylon(p: Print, x: float, y: float, height: float) -> None:
    """A lattice mast on (x, y): two legs that meet at the top, crossed braces, three arms."""
    foot = height * 0.17
    stroke = height / 70 + 2
    for width in (stroke + 7, stroke):
        for side in (-1, 1):
            leg = [(x + side * foot, y), (x + side * foot * 0.28, y - height * 0.6), (x, y - height)]
            if width > stroke:
                p.clear_line(leg, width)
            else:
                p.line("night", leg, width)
    for brace in range(6):
        low, high = y - height * 0.1 * brace, y - height * 0.1 * (brace + 1)
        wide, narrow = foot * (1 - 0.12 * brace), foot * (0.88 - 0.12 * brace)
        for side in (-1, 1):
            p.line("night", [(x - side * wide, low), (x + side * narrow, high)], height / 130 + 1)
    for level, arm in zip(ARM_LEVELS, ARM_LENGTHS, strict=True):
        reach = height * arm
        arms = [
            (x - reach, y - height * level),
            (x, y - height * (level + 0.045)),
            (x + reach, y - height * level),
        ]
        p.object("night", arms, halo=3)


ARM_LEVELS, ARM_LENGTHS = (0.62, 0.76, 0.9), (0.3, 0.26, 0.2)


def _wires(p: Print, pylons: list[tuple[float, float, float]]) -> None:
    """Six sagging wires: from beyond the left edge, over both masts, to the right edge."""
    for level, arm in zip(ARM_LEVELS, ARM_LENGTHS, strict=True):
        for side in (-1, 1):
            hooks = [(x + side * height * arm, y - height * level) for x, y, height in pylons]
            stops = [(-60.0, hooks[1][1] - 40), hooks[1], hooks[0], (WIDTH + 20.0, hooks[0][1] - 30)]
            for start, end in pairwise(stops):
                p.line("night", _sagging(start, end, 34), 3)


def _sagging(start: Point, end: Point, sag: float) -> list[Point]:
    shares = [step / 20 for step in range(21)]
    return [
        (
            start[0] + (end[0] - start[0]) * share,
            start[1] + (end[1] - start[1]) * share + sag * math.sin(share * math.pi),
        )
        for share in shares
    ]


DECK = 372


@print_of("viaduct", paper="straw", seed=15, focus=(0.54, 0.48))
def viaduct(p: Print) -> None:
    """A long train on a longer bridge; the plain and its trees go on underneath."""
    p.ellipse("murram", 330, 262, 150)
    hills = p.hill("jacaranda", 420, 30, 170, 2.0)
    p.clear(hills, keep=("jacaranda",))
    p.hatch("night", hills, -20, 24, 2, 6)
    plain = p.hill("sun", 610, 14, 200, 0.8)
    p.clear(plain, keep=("sun",))
    p.hatch("green", plain, 3, 24, 3, 13)
    for x, y, size in ((240, 690, 0.7), (610, 670, 0.55), (1080, 700, 0.8)):
        acacia(p, x, y, size)
    for pier in range(6):
        _pier(p, 50 + pier * 216)
    p.clear(box(0, DECK - 8, WIDTH, 62))
    p.rectangle("rose", 0, DECK, WIDTH, 50)
    p.hatch("night", box(0, DECK + 18, WIDTH, 32), 0, 11, 4, 7)
    p.rectangle("night", 0, DECK - 4, WIDTH, 13)
    p.clear(box(0, DECK - 158, 1036, 154))
    for car in range(5):
        _carriage(p, -150 + car * 232, leads=car == 4)
    for x, y, size in ((60, 790, 1.0), (420, 812, 1.15), (930, 806, 1.1)):
        acacia(p, x, y, size)


def _pier(p: Print, x: float) -> None:
    pier = [(x, DECK + 50), (x + 54, DECK + 50), (x + 64, HEIGHT + 10), (x - 10, HEIGHT + 10)]
    p.object("rose", pier, halo=5)
    p.hatch("night", [(x + 24, DECK + 50), pier[1], pier[2], (x + 24, HEIGHT + 10)], 90, 9, 3, 5)
    cap = [(x - 34, DECK + 46), (x + 88, DECK + 46), (x + 60, DECK + 84), (x - 6, DECK + 84)]
    p.object("rose", cap, halo=3)
    p.hatch("night", cap, 0, 10, 2, 5)


def _carriage(p: Print, x: float, *, leads: bool) -> None:
    """One carriage that stands on the deck; the one that leads has a sloping nose."""
    top, foot, length = DECK - 152, DECK - 22, 224
    body = [(x, top), (x + length, top), (x + length, foot), (x, foot)]
    if leads:
        body = [
            (x, top),
            (x + 176, top),
            (x + 236, top + 66),
            (x + 262, foot - 24),
            (x + 262, foot),
            (x, foot),
        ]
    p.object("green", body, halo=6)
    windows = 3 if leads else 4
    for window in range(windows):
        pane = box(x + 16 + window * 51, top + 26, 38, 42)
        p.knock_out(pane, 3)
        p.polygon("night", pane)
        p.gouge("night", (x + 20 + window * 51, top + 60), (x + 46 + window * 51, top + 32), 8, 0)
    if leads:
        glass: list[Point] = [(x + 180, top + 16), (x + 226, top + 68), (x + 180, top + 68)]
        p.knock_out(glass, 3)
        p.polygon("night", glass)
    right = x + (256 if leads else length)
    p.object("sun", [(x, foot - 42), (right, foot - 42), (right, foot - 26), (x, foot - 26)], halo=3)
    for wheel in (x + 44, x + 84, x + 150, x + 190):
        p.disc("night", wheel, foot + 7, 14, halo=3)
