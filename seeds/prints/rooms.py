"""Prints of rooms where things are kept and explained: the classroom and the archive."""

from seeds.prints.press import HEIGHT, WIDTH, Print, box, print_of


@print_of("school", paper="sand", seed=17, focus=(0.5, 0.46))
def school(p: Print) -> None:
    """The school's accounts on the board, and a pupil who points at the tallest bar."""
    board = box(130, 60, 940, 440)
    p.polygon("green", board)
    p.hatch("night", board, 8, 12, 1, 6)
    p.outline("murram", box(116, 46, 968, 468), 24)
    p.rectangle("murram", 240, 520, 720, 14)
    _accounts(p)
    p.rectangle("murram", 0, 640, WIDTH, 160)
    p.hatch("night", box(0, 640, WIDTH, 160), 0, 18, 3, 10)
    p.person(776, 690, 400, "sun", reach=(676, 306))
    p.line("sun", [(676, 306), (650, 278)], 7)
    for desk, x in enumerate((-50, 310, 890)):
        _desk(p, x, 3 + desk)


def _accounts(p: Print) -> None:
    """Chalk, that is paper: bars on a line at the left, a ruled table and its total at the right."""
    chalk = 7
    p.clear_line([(190, 110), (190, 450), (700, 450)], chalk)
    for bar, height in enumerate((110, 170, 130, 220, 290)):
        column = box(226 + bar * 92, 450 - height, 60, height)
        if bar == 4:
            p.clear(column)
            p.polygon("sun", column)
            continue
        p.clear_line([*column, column[0], column[1]], chalk)
        p.hatch("night", column, 90, 60, 1, 1, 0)
    for row in range(6):
        y = 140 + row * 58
        p.clear_line([(800, y), (920, y)], 6)
        p.clear_line([(960, y), (1024, y)], 6)
    p.clear_line([(800, 404), (1024, 404)], 4)
    p.clear_line([(940, 110), (940, 450)], 4)
    p.arc("sun", (992, 430), (50, 26), (0, 360), 6)


def _desk(p: Print, x: float, books: int) -> None:
    top = [(x, 592), (x + 330, 592), (x + 360, 650), (x - 30, 650)]
    p.object("sun", top, halo=6)
    p.hatch("murram", top, 0, 13, 1, 5)
    p.rectangle("night", x - 30, 648, 390, 16)
    for leg in (x - 16, x + 318):
        p.object("night", box(leg, 664, 28, HEIGHT - 650), halo=4)
    for book in range(books):
        y, ink = 590 - book * 28, ("jacaranda", "murram", "lake", "green", "rose")[book % 5]
        spine = box(x + 80 + book * 8, y - 26, 168 - book * 12, 26)
        p.object(ink, spine, halo=4)
        p.rectangle("night", spine[0][0] + 16, y - 26, 8, 26)


@print_of("archive", paper="straw", seed=20, focus=(0.46, 0.44))
def archive(p: Print) -> None:
    """Five shelves of files, somebody on a ladder, and the lit gap where one file is missing."""
    p.rectangle("murram", 0, 0, WIDTH, HEIGHT, 80)
    for shelf in range(5):
        _shelf(p, shelf)
    _gap(p, box(520, 246, 190, 166))
    _ladder(p, (316, 830), (420, 60))
    p.person(424, 600, 330, "lake", "sun", reach=(530, 376))


def _shelf(p: Print, shelf: int) -> None:
    """Books and boxes of chance width and height along one board."""
    board, x = 38 + 190 * shelf, -16
    while x < WIDTH:
        width, height = p.random.choice((34, 44, 58, 86)), p.random.randint(118, 152)
        if p.random.random() > 0.07:
            _file(p, x, board - height, width, height)
        x += width + 6
    p.clear(box(0, board, WIDTH, 24))
    p.rectangle("night", 0, board + 3, WIDTH, 18)


def _file(p: Print, x: float, y: float, width: float, height: float) -> None:
    """One spine: an ink, a paper label, a shaded edge; the widest are boxes with a finger hole."""
    ink = p.random.choice(("green", "murram", "jacaranda", "lake", "sun", "night"))
    p.object(ink, box(x, y, width, height), halo=2)
    p.clear(box(x + 5, y + height * 0.2, width - 10, height * 0.24))
    if width > 80:
        p.rectangle("night", x + 14, y + height * 0.3, width - 28, 6)
        p.clear_ellipse(x + width / 2, y + height * 0.7, 11)
        p.ellipse("night", x + width / 2, y + height * 0.7, 8)
    elif ink != "night":
        p.hatch("night", box(x + width * 0.55, y, width * 0.45, height), 90, 8, 3, 4)


def _gap(p: Print, place: list[tuple[float, float]]) -> None:
    """Where a file should stand, there is light."""
    p.clear(place)
    (left, top), (right, _), (_, bottom), _ = place
    p.polygon("sun", place)
    p.disc("sun", (left + right) / 2, (top + bottom) / 2, 54, halo=9)
    p.outline("night", place, 5)
    p.clear(box(left - 10, bottom - 4, right - left + 20, 24))
    p.rectangle("night", left - 10, bottom - 4, right - left + 20, 24)


def _ladder(p: Print, foot: tuple[float, float], head: tuple[float, float]) -> None:
    width, rungs = 124, 11
    sides = [[(foot[0] + side, foot[1]), (head[0] + side, head[1])] for side in (0, width)]
    for rung in range(rungs):
        share = (rung + 0.6) / rungs
        x, y = foot[0] + (head[0] - foot[0]) * share, foot[1] + (head[1] - foot[1]) * share
        p.clear_line([(x, y), (x + width, y)], 22)
        p.line("night", [(x, y), (x + width, y)], 12)
    for side in sides:
        p.clear_line(side, 28)
        p.line("sun", side, 18)
        p.line("night", side, 4)
