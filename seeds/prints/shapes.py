"""Outlines and cuts that several prints share. Points are in drawing units, angles in degrees, clockwise."""

import math

from seeds.prints.press import SOLID, Point, Points, Print


def arc(cx: float, cy: float, rx: float, ry: float, start: float = 0, end: float = 360) -> list[Point]:
    """Points along an ellipse from `start` to `end`; 0 is to the right, 90 is down."""
    steps = max(8, int(abs(end - start) / 6))
    turns = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(cx + rx * math.cos(turn), cy + ry * math.sin(turn)) for turn in turns]


def rounded(x: float, y: float, width: float, height: float, radius: float) -> list[Point]:
    """A rectangle with round corners, from its top left."""
    left, right, top, bottom = x + radius, x + width - radius, y + radius, y + height - radius
    corners = ((right, top, -90), (right, bottom, 0), (left, bottom, 90), (left, top, 180))
    return [point for cx, cy, start in corners for point in arc(cx, cy, radius, radius, start, start + 90)]


def turned(points: Points, angle: float, about: Point) -> list[Point]:
    """The points turned by `angle` about a pivot."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    offsets = ((x - about[0], y - about[1]) for x, y in points)
    return [(about[0] + x * cos - y * sin, about[1] + x * sin + y * cos) for x, y in offsets]


def between(start: Point, end: Point, share: float) -> Point:
    """The point at `share` (0 to 1) of the way from `start` to `end`."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def curve(knots: Points, steps: int = 10) -> list[Point]:
    """A smooth open line through the knots (a Catmull-Rom spline with doubled ends)."""
    padded = [knots[0], *knots, knots[-1]]
    line: list[Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        line += [_on_spline(a, b, c, d, step / steps) for step in range(steps)]
    return [*line, knots[-1]]


def _on_spline(a: Point, b: Point, c: Point, d: Point, share: float) -> Point:
    def along(axis: int) -> float:
        slope = c[axis] - a[axis]
        bend = 2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]
        twist = 3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]
        return (2 * b[axis] + slope * share + bend * share**2 + twist * share**3) / 2

    return along(0), along(1)


def ribbon(spine: Points, start: float, end: float) -> list[Point]:
    """The outline of a band along `spine` whose width goes from `start` to `end`."""
    left: list[Point] = []
    right: list[Point] = []
    last = len(spine) - 1
    for index, (x, y) in enumerate(spine):
        (ax, ay), (bx, by) = spine[max(0, index - 1)], spine[min(last, index + 1)]
        length = math.hypot(bx - ax, by - ay) or 1
        half = (start + (end - start) * index / last) / 2
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def cut(p: Print, ink: str | None, points: Points, edge: float = 0, value: int = SOLID) -> None:
    """A shape that stands in front, in `ink` or (None) in bare paper, with a night edge if asked."""
    p.knock_out(points)
    if ink:
        p.polygon(ink, points, value)
    if edge:
        p.outline("night", points, edge)


def disc(
    p: Print, ink: str | None, cx: float, cy: float, rx: float, ry: float | None = None, edge: float = 0
) -> None:
    """An ellipse that stands in front; the rest as for `cut`."""
    cut(p, ink, arc(cx, cy, rx, rx if ry is None else ry), edge)


def inlay(p: Print, ink: str, points: Points) -> None:
    """A shape set flush into another one: what was there gives way, without a halo."""
    p.clear(points)
    p.polygon(ink, points)


def cluster(p: Print, ink: str, shapes: list[list[Point]], halo: float = 5) -> None:
    """Shapes that touch, printed as one object: a single halo runs round them all."""
    for shape in shapes:
        p.knock_out(shape, halo)
    for shape in shapes:
        p.polygon(ink, shape)


def ground(p: Print, ink: str, y: float, height: float, gap: float = 16) -> None:
    """A flat band across the sheet, cut deeper towards the reader."""
    band = [(-20, y), (1220, y), (1220, y + height), (-20, y + height)]
    inlay(p, ink, band)
    p.hatch("night", band, 0, gap, 2, 9)


def land(
    p: Print, ink: str, y: float, amplitude: float, period: float, phase: float, angle: float = -16
) -> None:
    """A hatched hill that covers what lies behind it."""
    outline = p.hill(ink, y, amplitude, period, phase)
    inlay(p, ink, outline)
    p.hatch("night", outline, angle, 18, 1, 6)


def limb(p: Print, ink: str, knots: Points, thick: float, thin: float) -> None:
    """An arm or a leg: a band that tapers and ends round."""
    cut(p, ink, ribbon(knots, thick, thin))
    p.ellipse(ink, *knots[-1], thin / 2)


def crown(p: Print, ink: str, cx: float, cy: float, rx: float, ry: float) -> None:
    """A lump of foliage: an ellipse with bowed cuts in its lower half."""
    p.ellipse(ink, cx, cy, rx, ry)
    for ring in range(4):
        share = 1 - ring * 0.2
        p.arc("night", (cx, cy), (rx * share, ry * share), (22 - ring * 4, 150 - ring * 8), max(2, rx * 0.05))
