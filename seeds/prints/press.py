"""The press: papers, inks and cutting tools for the relief prints of the demo edition.

A print is drawn in units of 1200 by 800, whatever the resolution. Each ink has a mask of its own,
at twice the size; the masks are multiplied onto the paper in a fixed order, each shifted by a
pixel or so, as a hand-pulled print misregisters. No noise is added: flat areas keep the files small.
"""

# A shape is its numbers, in the order in which everyone who draws writes them.

import math
import random
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw

Point = tuple[float, float]
Points = Sequence[Point]
Colour = tuple[int, int, int]

WIDTH, HEIGHT = 1200, 800
SUPERSAMPLING = 2
SOLID = 255

# Light inks first: a dark ink over a light one looks the same as the reverse when multiplied, but
# the order decides which shift an ink gets, and it is the order in which `clear` names them.
INKS: dict[str, Colour] = {
    "sun": (245, 186, 58),
    "rose": (226, 140, 120),
    "lake": (38, 136, 160),
    "jacaranda": (122, 104, 190),
    "green": (28, 122, 84),
    "murram": (205, 78, 42),
    "night": (34, 28, 50),
}
PAPERS: dict[str, Colour] = {
    "sand": (246, 236, 215),
    "dawn": (250, 228, 206),
    "mist": (232, 236, 228),
    "sky": (222, 234, 236),
    "lilac": (235, 229, 242),
    "straw": (248, 238, 204),
}
# How far each ink lands from where it was drawn, in supersampled pixels: 1 to 1.5 px in print.
SHIFTS: dict[str, tuple[int, int]] = {
    "sun": (3, 2),
    "rose": (-2, 2),
    "lake": (2, -3),
    "jacaranda": (0, 3),
    "green": (-3, 0),
    "murram": (2, -2),
    "night": (0, 2),
}


class Print:
    """One sheet of paper and the seven inks that will be printed on it.

    Angles are in degrees, clockwise from the x axis; widths and gaps in drawing units. `value` is
    the strength of the ink, 0 to 255; 0 cuts away what was there.
    """

    def __init__(self, name: str, paper: str = "sand", seed: int = 1) -> None:
        """Lay a sheet of `paper` in the press. Raises KeyError for a paper that is not in PAPERS."""
        self.name = name
        self.paper = PAPERS[paper]
        self.random = random.Random(seed)
        size = (WIDTH * SUPERSAMPLING, HEIGHT * SUPERSAMPLING)
        self._masks = {ink: Image.new("L", size, 0) for ink in INKS}
        self._pens = {ink: ImageDraw.Draw(mask) for ink, mask in self._masks.items()}

    # Shapes

    def polygon(self, ink: str, points: Points, value: int = SOLID) -> None:
        self._pens[ink].polygon(_scaled(points), fill=value)

    def rectangle(
        self, ink: str, x: float, y: float, width: float, height: float, value: int = SOLID
    ) -> None:
        self.polygon(ink, box(x, y, width, height), value)

    def ellipse(
        self, ink: str, cx: float, cy: float, rx: float, ry: float | None = None, value: int = SOLID
    ) -> None:
        """A disc, or an ellipse when `ry` differs from `rx`."""
        self._pens[ink].ellipse(_around(cx, cy, rx, rx if ry is None else ry), fill=value)

    def half_disc(self, ink: str, cx: float, cy: float, rx: float, ry: float, value: int = SOLID) -> None:
        """The lower half of an ellipse: a bowl, a scallop, a scale pan."""
        self._pens[ink].pieslice(_around(cx, cy, rx, ry), 0, 180, fill=value)

    # Lines

    def line(self, ink: str, points: Points, width: float = 4, value: int = SOLID) -> None:
        """A line through `points`, with flat ends and rounded corners."""
        self._pens[ink].line(_scaled(points), fill=value, width=_pixels(width), joint="curve")

    def outline(self, ink: str, points: Points, width: float = 4, value: int = SOLID) -> None:
        """A closed line around `points`; the last corner is rounded like the others."""
        self.line(ink, [*points, points[0], points[1]], width, value)

    def arc(
        self,
        ink: str,
        centre: Point,
        radii: Point,
        angles: Point,
        width: float = 4,
        value: int = SOLID,
    ) -> None:
        """Part of an ellipse's edge, from the first of `angles` to the second."""
        corners = _around(*centre, *radii)
        self._pens[ink].arc(corners, angles[0], angles[1], fill=value, width=_pixels(width))

    def gouge(self, ink: str, start: Point, end: Point, width: float = 6, value: int = SOLID) -> None:
        """One stroke of the gouge: pointed at both ends and `width` wide in the middle."""
        (x0, y0), (x1, y1) = start, end
        length = math.hypot(x1 - x0, y1 - y0) or 1
        across = (-(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2)
        swell = [(i / 8, math.sin(math.pi * i / 8)) for i in range(9)]
        above = [(x0 + (x1 - x0) * f + across[0] * s, y0 + (y1 - y0) * f + across[1] * s) for f, s in swell]
        below = [(x0 + (x1 - x0) * f - across[0] * s, y0 + (y1 - y0) * f - across[1] * s) for f, s in swell]
        self.polygon(ink, above + below[::-1], value)

    def hatch(
        self,
        ink: str,
        points: Points,
        angle: float = 0,
        gap: float = 12,
        thin: float = 2,
        thick: float = 9,
        value: int = SOLID,
    ) -> None:
        """Fill a shape with parallel cuts, `gap` apart, that grow from `thin` to `thick` across it."""
        mask = self._masks[ink]
        pixels = _scaled(points)
        left, top, right, bottom = _bounds(pixels, mask.size)
        if left >= right or top >= bottom:
            return
        shape = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(shape).polygon([(x - left, y - top) for x, y in pixels], fill=SOLID)
        cuts = Image.new("L", shape.size, 0)
        pen = ImageDraw.Draw(cuts)
        for start, end, width in _cuts(points, angle, gap, thin, thick):
            ends = [(x - left, y - top) for x, y in _scaled([start, end])]
            pen.line(ends, fill=SOLID, width=_pixels(width))
        mask.paste(value, (left, top), ImageChops.multiply(shape, cuts))

    # Cutting through every ink

    def clear(self, points: Points, keep: Collection[str] = ()) -> None:
        """Cut a shape out of every ink but those in `keep`, down to the paper."""
        for ink in self._inks_but(keep):
            self.polygon(ink, points, 0)

    def clear_ellipse(self, cx: float, cy: float, rx: float, ry: float | None = None) -> None:
        """Cut an ellipse out of every ink."""
        for ink in INKS:
            self.ellipse(ink, cx, cy, rx, ry, 0)

    def clear_line(self, points: Points, width: float = 4, keep: Collection[str] = ()) -> None:
        """Cut a line out of every ink but those in `keep`."""
        for ink in self._inks_but(keep):
            self.line(ink, points, width, 0)

    def knock_out(self, points: Points, halo: float = 5) -> None:
        """Cut a shape out of every ink with a rim of paper around it, `halo` wide.

        What is drawn on it next stands free of what lies behind.
        """
        self.clear(points)
        self.clear_line([*points, points[0], points[1]], 2 * halo)

    def object(self, ink: str, points: Points, value: int = SOLID, halo: float = 5) -> None:
        """A shape that stands in front: knocked out with a halo, then printed in one ink."""
        self.knock_out(points, halo)
        self.polygon(ink, points, value)

    def disc(
        self, ink: str, cx: float, cy: float, rx: float, ry: float | None = None, halo: float = 5
    ) -> None:
        """An ellipse that stands in front: knocked out with a halo, then printed in one ink."""
        self.clear_ellipse(cx, cy, rx + halo, (rx if ry is None else ry) + halo)
        self.ellipse(ink, cx, cy, rx, ry)

    # What many pictures share

    def hill(
        self, ink: str, y: float, amplitude: float, period: float, phase: float, base: float = HEIGHT
    ) -> list[Point]:
        """Rolling ground from a ridge around `y` down to `base`; returns its outline for hatching."""
        beyond = 20
        ridge = [
            (
                float(x),
                y + amplitude * (math.sin(x / period + phase) + 0.4 * math.sin(x / period * 2.3 + phase * 2)),
            )
            for x in range(-beyond, WIDTH + beyond + 1, 10)
        ]
        points = [*ridge, (WIDTH + beyond, base), (-beyond, base)]
        self.polygon(ink, points)
        return points

    def person(
        self,
        x: float,
        y: float,
        height: float,
        body: str,
        wrap: str | None = None,
        reach: Point | None = None,
    ) -> None:
        """Somebody seen from afar: feet at (x, y), a garment in `body`, a head, a `wrap` over the hair.

        `reach` is where a hand goes, in drawing units; without it the arms hang inside the garment.
        """
        unit = height / 100
        halo = max(2.0, 1.4 * unit)
        half = [(7, 73), (12, 70), (14, 62), (13, 52), (17, 4)]
        robe = [(x + side * dx * unit, y - dy * unit) for side, dx, dy in _mirrored(half)]
        self.disc("night", x, y - 85 * unit, 8.6 * unit, 10.5 * unit, halo)
        self.knock_out(robe, halo)
        for side in (-1, 1):
            self.ellipse("night", x + side * 7 * unit, y - 2.5 * unit, 6 * unit, 3.4 * unit)
        self.rectangle("night", x - 3.2 * unit, y - 78 * unit, 6.4 * unit, 8 * unit)
        self.clear(robe)
        self.polygon(body, robe)
        if wrap:
            self._head_cloth(wrap, x, y - 85 * unit, unit)
        if reach:
            self.arm(x, y, height, body, reach)

    def arm(self, x: float, y: float, height: float, sleeve: str, hand: Point) -> None:
        """An arm of the person at (x, y), from the shoulder on the side of `hand` to that point."""
        unit = height / 100
        side = math.copysign(1, hand[0] - x)
        shoulder = (x + side * 9 * unit, y - 67 * unit)
        elbow = ((shoulder[0] + hand[0]) / 2, (shoulder[1] + hand[1]) / 2 + 5 * unit)
        self.clear_line([shoulder, elbow, hand], 9 * unit)
        self.line("night", [elbow, hand], 4.6 * unit)
        self.ellipse("night", *hand, 3 * unit)
        self.line(sleeve, [shoulder, elbow], 7 * unit)
        self.ellipse(sleeve, *shoulder, 4.5 * unit)

    def _head_cloth(self, ink: str, x: float, y: float, unit: float) -> None:
        dome = [
            (x + 10.6 * unit * math.cos(math.radians(a)), y + unit * (14 * math.sin(math.radians(a)) - 1))
            for a in range(186, 355, 8)
        ]
        self.knock_out(dome, 1)
        self.polygon(ink, dome)
        self.disc(ink, x - 9.5 * unit, y - 5 * unit, 3.6 * unit, 3 * unit, halo=0.5 * unit)

    # Printing

    def render(self) -> Image.Image:
        """Pull the print: an RGB image of 1200 by 800 pixels."""
        sheet = Image.new("RGB", self._masks["night"].size, self.paper)
        for ink, colour in INKS.items():
            mask = self._masks[ink]
            if mask.getbbox() is None:
                continue
            inked = ImageChops.multiply(sheet, Image.new("RGB", sheet.size, colour))
            sheet.paste(inked, (0, 0), _shifted(mask, SHIFTS[ink]))
        return sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def _inks_but(self, keep: Collection[str]) -> list[str]:
        return [ink for ink in INKS if ink not in keep]


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    """The corners of an upright rectangle, clockwise from its top left."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


@dataclass(frozen=True)
class Plate:
    """A picture of the registry: how it is drawn, on what, and where its subject lies.

    `focus` is a point in 0..1 from the top left, which every crop keeps in sight.
    """

    name: str
    draw: Callable[[Print], None]
    paper: str
    seed: int
    focus: Point

    def pull(self) -> Image.Image:
        """Draw the picture and print it: an RGB image of 1200 by 800 pixels, the same every time."""
        sheet = Print(self.name, self.paper, self.seed)
        self.draw(sheet)
        return sheet.render()


PRINTS: dict[str, Plate] = {}
FOCUS: dict[str, Point] = {}


def print_of(
    name: str, paper: str = "sand", seed: int = 1, focus: Point = (0.5, 0.5)
) -> Callable[[Callable[[Print], None]], Callable[[Print], None]]:
    """Register the decorated function as the drawing of `name`. Raises ValueError if there is one."""

    def register(draw: Callable[[Print], None]) -> Callable[[Print], None]:
        if name in PRINTS:
            raise ValueError(f"There are two prints of {name!r}")
        PRINTS[name] = Plate(name, draw, paper, seed, focus)
        FOCUS[name] = focus
        return draw

    return register


def _mirrored(half: Points) -> list[tuple[int, float, float]]:
    """A symmetrical outline from its right half, top to bottom: (side, distance from the axis, height)."""
    return [(1, dx, dy) for dx, dy in half] + [(-1, dx, dy) for dx, dy in reversed(half)]


def _scaled(points: Iterable[Point]) -> list[Point]:
    return [(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in points]


def _around(cx: float, cy: float, rx: float, ry: float) -> list[Point]:
    return _scaled([(cx - rx, cy - ry), (cx + rx, cy + ry)])


def _pixels(width: float) -> int:
    return max(1, round(width * SUPERSAMPLING))


def _bounds(pixels: Points, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The whole pixels that hold a shape, within an image of `size`: left, top, right, bottom."""
    xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
    left, top = max(0, math.floor(min(xs))), max(0, math.floor(min(ys)))
    return left, top, min(size[0], math.ceil(max(xs)) + 1), min(size[1], math.ceil(max(ys)) + 1)


def _cuts(
    points: Points, angle: float, gap: float, thin: float, thick: float
) -> Iterable[tuple[Point, Point, float]]:
    """Start, end and width of each parallel cut across a shape; each is longer than the sheet."""
    along = (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    across = (-along[1], along[0])
    depths = [x * across[0] + y * across[1] for x, y in points]
    first, last = min(depths), max(depths)
    reach = WIDTH + HEIGHT
    middle = (WIDTH / 2) * along[0] + (HEIGHT / 2) * along[1]
    depth = first + gap / 2
    while depth < last:
        width = thin + (thick - thin) * (depth - first) / (last - first)
        x, y = across[0] * depth + along[0] * middle, across[1] * depth + along[1] * middle
        yield (
            (x - along[0] * reach, y - along[1] * reach),
            (x + along[0] * reach, y + along[1] * reach),
            width,
        )
        depth += gap


def _shifted(mask: Image.Image, shift: tuple[int, int]) -> Image.Image:
    """The mask moved by `shift` pixels; what moves in at an edge repeats the ink beside it."""
    (dx, dy), (width, height) = shift, mask.size
    moved = ImageChops.offset(mask, dx, dy)
    if dx > 0:
        moved.paste(moved.crop((dx, 0, 2 * dx, height)), (0, 0))
    if dx < 0:
        moved.paste(moved.crop((width + 2 * dx, 0, width + dx, height)), (width + dx, 0))
    if dy > 0:
        moved.paste(moved.crop((0, dy, width, 2 * dy)), (0, 0))
    if dy < 0:
        moved.paste(moved.crop((0, height + 2 * dy, width, height + dy)), (0, height + dy))
    return moved
