"""Prints of the field: tea on its slopes, maize and the sacks it fills."""

import math

from seeds.prints.press import HEIGHT, WIDTH, Point, Print, box, print_of


@print_of("tea", paper="dawn", seed=12, focus=(0.46, 0.58))
def tea(p: Print) -> None:
    """Three pickers, waist-deep in bushes that follow the slope like lines in a ledger."""
    p.ellipse("sun", 830, 170, 126)
    p.hatch("rose", box(0, 0, WIDTH, 310), 0, 20, 2, 8)
    far = p.hill("jacaranda", 270, 36, 140, 0.3)
    p.hatch("night", far, -14, 24, 2, 6)
    for slope, (y, phase) in enumerate(((350, 1.2), (430, 2.6), (560, 0.2))):
        size = 1 + slope * 0.7
        ground = [(x, y + 30 * math.sin(x / 190 + phase)) for x in range(-20, WIDTH + 30, 10)]
        outline: list[Point] = [*ground, (WIDTH + 20, HEIGHT), (-20, HEIGHT)]
        p.knock_out(outline, 4)
        p.polygon("green", outline)
        _rows(p, y, phase, size)
    for x, y, height, dress in (
        (250, 664, 214, "jacaranda"),
        (560, 520, 132, "sun"),
        (800, 742, 296, "murram"),
    ):
        _picker(p, x, y, height, dress)


def _rows(p: Print, y: float, phase: float, size: float) -> None:
    """Rows of rounded bushes along one slope, larger towards its foot."""
    row = 0
    while y + 8 < HEIGHT + 40:
        bush = 26 * size * (1 + row * 0.1)
        y += bush * 0.7
        x = -bush + (row % 2) * bush
        while x < WIDTH + bush:
            top = y + 30 * math.sin(x / 190 + phase)
            for cut in range(2):
                inner = bush * (0.96 - cut * 0.34)
                p.arc("night", (x, top), (inner, inner * 0.62), (196, 344), 4.5 * size - cut * 2)
            p.arc("sun", (x, top + 3), (bush * 0.3, bush * 0.2), (200, 300), 3 * size, 0)
            x += bush * 2
        row += 1


def _picker(p: Print, x: float, y: float, height: float, dress: str) -> None:
    unit = height / 100
    p.person(x, y, height, dress, "sun" if dress != "sun" else "murram", reach=(x - 36 * unit, y - 44 * unit))
    corners = ((8, -72), (36, -76), (31, -34), (13, -34))
    basket = [(x + dx * unit, y + dy * unit) for dx, dy in corners]
    p.knock_out(basket, 2 * unit)
    p.polygon("sun", basket)
    p.hatch("night", basket, 45, 6 * unit, 1.4 * unit, 1.4 * unit)
    p.hatch("night", basket, -45, 6 * unit, 1.4 * unit, 1.4 * unit)
    p.disc("green", x + 22 * unit, y - 77 * unit, 15 * unit, 6 * unit, halo=2)
    p.line("night", [(x + 10 * unit, y - 68 * unit), (x - 2 * unit, y - 96 * unit)], 1.6 * unit)
    bush = [
        (x + 26 * unit * math.cos(a / 6), y + 2 * unit + 24 * unit * math.sin(a / 6)) for a in range(18, 39)
    ]
    p.clear(bush, keep=("green",))
    p.polygon("green", bush)
    for cut in range(3):
        p.arc(
            "night", (x, y + 2 * unit), ((24 - cut * 7) * unit, (21 - cut * 7) * unit), (200, 340), 2.4 * unit
        )


COB_TOP, COB_LENGTH, COB_HALF_WIDTH = 104, 590, 138


@print_of("maize", paper="straw", seed=6, focus=(0.5, 0.47))
def maize(p: Print) -> None:
    """One cob as tall as the sheet, its field behind it, and the sacks that somebody must weigh."""
    p.ellipse("murram", 234, 182, 130)
    field = p.hill("green", 610, 20, 170, 0.5)
    p.hatch("night", field, 8, 18, 2, 9)
    for x in (60, 330, 870, 1140):
        _stalk(p, x)
    _sacks(p)
    _cob(p, 600)
    for side in (-1, 1):
        husk: list[Point] = [(600, 820)]
        husk += [(600 + side * x, y) for x, y in ((96, 690), (160, 510), (262, 290), (246, 560), (160, 760))]
        p.object("green", husk, halo=6)
        p.hatch("night", husk, -62 * side, 14, 2, 7)
        p.line("night", [husk[0], husk[2], husk[3]], 4)


def _stalk(p: Print, x: float) -> None:
    p.clear_line([(x, HEIGHT), (x + 10, 300)], 26)
    p.line("green", [(x, HEIGHT), (x + 10, 300)], 17)
    for leaf, y in enumerate((690, 590, 490, 390)):
        _leaf(p, (x + 6, y), (170 if leaf % 2 else -170, -30 + leaf * 14))
    for tassel in range(-2, 3):
        p.gouge("sun", (x + 10, 310), (x + 10 + tassel * 22, 228 + abs(tassel) * 14), 11)


def _leaf(p: Print, root: Point, reach: Point) -> None:
    """A leaf that rises from the stalk and bends over, its midrib cut dark."""
    shares = [i / 20 for i in range(21)]
    rib = [
        (root[0] + reach[0] * share, root[1] + reach[1] * share - 90 * math.sin(share * math.pi))
        for share in shares
    ]
    edge = [
        (x, y - 36 * math.sin(math.pi * min(1, share + 0.02)))
        for (x, y), share in zip(rib, shares, strict=True)
    ]
    p.object("green", edge + rib[::-1], halo=3)
    p.line("night", rib, 4)
    p.hatch("night", edge + rib[::-1], math.degrees(math.atan2(reach[1], reach[0])), 14, 2, 4)


def _cob_half_width(y: float) -> float:
    share = min(1.0, max(0.0, (y - COB_TOP) / COB_LENGTH))
    return COB_HALF_WIDTH * math.pow(math.sin(share * math.pi), 0.7)


def _cob(p: Print, cx: float) -> None:
    """A spindle of grains: seven to a row, narrower towards the rim, each with a dark lower lip."""
    for silk in range(13):
        lean = -0.5 + silk / 12
        p.gouge("murram", (cx + lean * 24, 136), (cx + lean * 190, 20 + abs(lean) * 90), 10)
    heights = range(COB_TOP, COB_TOP + COB_LENGTH + 1, 10)
    right = [(cx + _cob_half_width(y), float(y)) for y in heights]
    cob = right + [(2 * cx - x, y) for x, y in right[::-1]]
    p.object("sun", cob, halo=7)
    grains, row_height = 7, 33
    for y in range(COB_TOP + 24, COB_TOP + COB_LENGTH, row_height):
        half = _cob_half_width(y)
        for grain in range(grains):
            start, end = (math.sin((i / grains * 2 - 1) * math.pi / 2) * half for i in (grain, grain + 1))
            width = (end - start) / 2
            p.half_disc("murram", cx + (start + end) / 2, y + 4, width * 0.84, 13)
            p.half_disc("murram", cx + (start + end) / 2, y + 1, width * 0.6, 8, 0)
            p.line("murram", [(cx + end, y - 16), (cx + end, y + 12)], 3)
    p.outline("murram", cob, 5)


def _sacks(p: Print) -> None:
    """Full sacks on both sides, tied at the neck."""
    for x, y in ((186, 748), (1092, 744), (84, 784), (980, 776)):
        half = [(26, 172), (15, 146), (52, 128), (70, 60), (60, 0)]
        sack: list[Point] = [(x + dx, y - dy) for dx, dy in half]
        sack += [(x - dx, y - dy) for dx, dy in half[::-1]]
        p.object("rose", sack, halo=6)
        p.hatch("night", [(x + 6, y), (x + 6, y - 138), *sack[2:5]], 90, 13, 2, 8)
        p.line("night", [(x - 20, y - 146), (x + 20, y - 146)], 9)
        for fold in (-10, 2, 14):
            p.line("night", [(x + fold * 0.7, y - 150), (x + fold, y - 170)], 3)
