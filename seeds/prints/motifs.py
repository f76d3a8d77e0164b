"""Things that turn up in more than one picture: clouds, rain, trees, coins, crates."""

from seeds.prints.press import WIDTH, Print, box


def cloud(p: Print, cx: float, cy: float, rx: float, ry: float) -> None:
    """A dark rain cloud with a rim of paper, its belly cut by arcs that thin towards the middle."""
    p.disc("night", cx, cy, rx, ry, halo=6)
    for cut in range(5):
        size = 1 - (cut + 1) * 0.17
        p.arc("night", (cx, cy), (rx * size, ry * size), (28 - cut * 4, 152 + cut * 4), 8 - cut, value=0)


def rain(p: Print, count: int, top: int, bottom: int, lean: float) -> None:
    """`count` slanting strokes between two heights; `lean` is their sideways drift per unit of fall."""
    for _ in range(count):
        x, y = p.random.randint(-50, WIDTH + 60), p.random.randint(top, bottom)
        length = p.random.randint(36, 84)
        p.gouge("night", (x, y), (x + length * lean, y + length), p.random.choice((4, 5, 7)))


def crate(p: Print, ink: str, x: float, y: float, width: float, height: float) -> None:
    """A box of slats, seen from its side."""
    p.object(ink, box(x, y, width, height), halo=4)
    p.hatch("night", box(x, y, width, height), 90, 28, 4, 4)
    p.outline("night", box(x, y, width, height), 4)


def coin_stack(p: Print, x: float, y: float, coins: int) -> None:
    """Coins piled on (x, y), the middle of the lowest; each is 116 wide and 44 thick."""
    for coin in range(coins):
        level = y - coin * 44
        p.clear_ellipse(x, level + 4, 62, 28)
        p.rectangle("sun", x - 58, level - 22, 116, 26)
        p.ellipse("sun", x, level + 4, 58, 24)
        p.hatch("night", box(x - 58, level - 14, 116, 38), 90, 15, 5, 7)
        p.clear_ellipse(x, level - 22, 61, 26)
        p.ellipse("sun", x, level - 22, 58, 23)
    p.arc("murram", (x, y - (coins - 1) * 44 - 22), (42, 14), (0, 360), 5)


def acacia(p: Print, x: float, y: float, size: float, trunk: str = "night") -> None:
    """A flat-topped tree that stands on (x, y); `size` 1 is 190 high."""
    fork = (x + 2 * size, y - 74 * size)
    branches = [[(x, y), fork, (x + tip * size, y - 142 * size)] for tip in (-44, -8, 40)]
    for branch in branches:
        p.clear_line(branch, 15 * size)
    for branch in branches:
        p.line(trunk, branch, 9 * size)
    for dx, dy, rx in ((-66, -146, 66), (62, -150, 70), (0, -170, 84)):
        p.disc("green", x + dx * size, y + dy * size, rx * size, 21 * size, halo=3 * size)
    for dx, dy, rx in ((-66, -138, 50), (62, -142, 52), (0, -163, 62)):
        p.half_disc("night", x + dx * size, y + dy * size, rx * size, 11 * size)


def steam(p: Print, x: float, y: float, size: float, puffs: int = 9) -> None:
    """A white plume that leans with the wind and widens as it climbs from (x, y)."""
    places = [
        (x + puff * 22 * size + p.random.randint(-7, 7), y - puff * 56 * size, (26 + puff * 14) * size)
        for puff in range(puffs)
    ]
    for cx, cy, radius in places:
        p.clear_ellipse(cx, cy, radius, radius * 0.9)
    for cx, cy, radius in places:
        for cut in range(3):
            inner = radius * (0.92 - cut * 0.2)
            p.arc(
                "night", (cx, cy), (inner, inner * 0.9), (14 + cut * 12, 104 - cut * 10), (7 - cut * 2) * size
            )
