"""The print of a map: contours drawn by marching over a grid of heights, and a border across them."""

import math
from collections.abc import Iterator
from itertools import pairwise

from seeds.prints.press import HEIGHT, WIDTH, Point, Points, Print, print_of

Corner = tuple[float, float, float]

CELL = 8
LEVELS = [-1.5 + level * 0.31 for level in range(11)]
BOLD_EVERY = 3
LAKE_LEVEL, SUMMIT_LEVEL = -0.62, 1.0
PINS: list[Point] = [(-20, 250), (190, 330), (412, 604), (610, 690), (826, 560), (960, 330), (1220, 270)]
HINGE: Point = (640, 110)
HINGE_RADIUS = 46


@print_of("contour", paper="sand", seed=11, focus=(0.52, 0.44))
def contour(p: Print) -> None:
    """A map: contours, lakes, a border from pin to pin, and the dividers that measured it."""
    p.rectangle("green", 0, 0, WIDTH, HEIGHT, 50)
    for cell in _cells():
        for ink, level, sign in (("lake", LAKE_LEVEL, -1), ("sun", SUMMIT_LEVEL, 1)):
            part = _beyond(cell, level, sign)
            if part:
                p.polygon(ink, part)
    _shade_lakes(p)
    for cell in _cells():
        for number, level in enumerate(LEVELS):
            ends = _crossings(cell, level)
            if ends:
                _join(p, ends[0], ends[1], bold=number % BOLD_EVERY == 0)
    _border(p)
    _dividers(p, PINS[2], PINS[4])


def _height(x: float, y: float) -> float:
    """Height of the ground, about -2 to 2: three waves that do not repeat within the sheet."""
    return (
        math.sin(x / 190 + 0.7) * math.cos(y / 150 - 0.4)
        + 0.6 * math.sin((x + y) / 230)
        + 0.45 * math.cos((x - 1.6 * y) / 170)
    )


def _cells() -> Iterator[list[Corner]]:
    """The squares of the grid, each as four corners (x, y, height), clockwise."""
    for y in range(0, HEIGHT, CELL):
        for x in range(0, WIDTH, CELL):
            corners = ((x, y), (x + CELL, y), (x + CELL, y + CELL), (x, y + CELL))
            yield [(cx, cy, _height(cx, cy)) for cx, cy in corners]


def _edges(cell: list[Corner]) -> Iterator[tuple[Corner, Corner]]:
    return zip(cell, cell[1:] + cell[:1], strict=True)


def _between(a: Corner, b: Corner, level: float) -> Point:
    share = (level - a[2]) / (b[2] - a[2])
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _crossings(cell: list[Corner], level: float) -> list[Point]:
    """Where the contour of `level` enters and leaves a cell; empty when it passes by."""
    return [_between(a, b, level) for a, b in _edges(cell) if (a[2] < level) != (b[2] < level)]


def _beyond(cell: list[Corner], level: float, sign: int) -> list[Point]:
    """The part of a cell above `level` (sign 1) or below it (sign -1), by clipping edge after edge."""
    part: list[Point] = []
    for a, b in _edges(cell):
        if (a[2] - level) * sign > 0:
            part.append((a[0], a[1]))
        if (a[2] < level) != (b[2] < level):
            part.append(_between(a, b, level))
    return part


def _join(p: Print, start: Point, end: Point, *, bold: bool) -> None:
    """One cell's piece of a contour; its round ends close the joints with the pieces beside it."""
    ink, width = ("night", 6) if bold else ("murram", 4)
    p.line(ink, [start, end], width)
    for x, y in (start, end):
        p.ellipse(ink, x, y, width / 2)


def _shade_lakes(p: Print) -> None:
    """Water lines: each as long as the lake is wide there."""
    for y in range(10, HEIGHT, 20):
        wet = [x for x in range(-CELL, WIDTH + CELL, CELL // 2) if _height(x, y) < LAKE_LEVEL - 0.05]
        for x in wet:
            p.line("night", [(x, y), (x + CELL // 2 + 1, y)], 3.5)


def _border(p: Print) -> None:
    """A dashed line over a band of bare paper, and a pin where it turns."""
    p.clear_line(PINS, 26)
    p.line("rose", PINS, 16)
    for start, end in pairwise(PINS):
        length = math.dist(start, end)
        for dash in range(int(length / 34)):
            near, far = dash * 34 / length, (dash * 34 + 20) / length
            p.line("night", [_along(start, end, near), _along(start, end, far)], 8)
    for x, y in PINS:
        p.disc("night", x, y, 22, halo=6)
        p.clear_ellipse(x, y, 12)
        p.ellipse("murram", x, y, 11)


def _along(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _dividers(p: Print, left: Point, right: Point) -> None:
    """Two tapered legs from one hinge, a bow between them, their points on two pins."""
    legs = [_leg(left), _leg(right)]
    for leg in legs:
        p.knock_out(leg, 7)
    p.clear_line([_along(HINGE, left, 0.42), _along(HINGE, right, 0.42)], 28)
    p.line("sun", [_along(HINGE, left, 0.42), _along(HINGE, right, 0.42)], 16)
    for leg in legs:
        p.clear(leg)
        p.polygon("night", leg)
    for share in (0.3, 0.42):
        for foot in (left, right):
            p.disc("sun", *_along(HINGE, foot, share), 9, halo=0)
    p.disc("sun", *HINGE, HINGE_RADIUS, halo=8)
    p.arc("night", HINGE, (HINGE_RADIUS - 3, HINGE_RADIUS - 3), (0, 360), 8)
    p.ellipse("night", *HINGE, 14)
    p.object("night", [(HINGE[0] - 12, 66), (HINGE[0] - 18, 6), (HINGE[0] + 18, 6), (HINGE[0] + 12, 66)])


def _leg(foot: Point) -> Points:
    reach = math.dist(HINGE, foot)
    across = ((foot[1] - HINGE[1]) / reach, (HINGE[0] - foot[0]) / reach)
    outline: list[Point] = []
    for share, half in ((0.0, 20.0), (0.42, 18.0), (0.72, 9.0), (1.0, 1.5)):
        x, y = _along(HINGE, foot, share)
        outline.append((x + across[0] * half, y + across[1] * half))
        outline.insert(0, (x - across[0] * half, y - across[1] * half))
    return outline
