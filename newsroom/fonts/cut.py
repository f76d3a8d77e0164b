"""Cut the site's fonts from the fontsource packages. docs/look.md says when and how.

    python newsroom/fonts/cut.py NODE_MODULES

`NODE_MODULES` is the folder into which npm installed @fontsource-variable/faustina and @fontsource-variable/archivo.
The files go to newsroom/static/newsroom/fonts/ and are committed; nothing is cut when the site is installed.
"""

import sys
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

OUT = Path(__file__).resolve().parent.parent / "static" / "newsroom" / "fonts"

# What English and Kiswahili need, and the marks that a newspaper sets. css/site.css repeats the ranges of the others.
CORE = "20-7E A0 A3 A9 AB B0 B7 BB BD D7 2BC 2013 2014 2018 2019 201C 201D 2022 2026 2032 20AC 2212"
KIKUYU = "128-129 168-169"
LATIN_1 = "A1 A2 A4-A8 AA AC-AF B1-B6 B8-BA BC BE-D6 D8-FF 152 153"
FEATURES = ["kern", "liga", "ccmp", "tnum", "rvrn"]


class Cut(NamedTuple):
    """One file: its source, what stays of its axes (a number pins one, a pair limits it), and its characters."""

    name: str
    source: str
    axes: dict[str, float | tuple[float, float]]
    characters: str


FAUSTINA = "@fontsource-variable/faustina/files/faustina-{}-wght-{}.woff2"
ARCHIVO = "@fontsource-variable/archivo/files/archivo-{}-standard-normal.woff2"
ROMAN: dict[str, float | tuple[float, float]] = {"wght": (400, 700)}
ITALIC: dict[str, float | tuple[float, float]] = {"wght": 400}
LABEL: dict[str, float | tuple[float, float]] = {"wdth": 88, "wght": 600}
DESK: dict[str, float | tuple[float, float]] = {"wdth": 88, "wght": (400, 700)}

CUTS = [
    Cut("faustina", FAUSTINA.format("latin", "normal"), ROMAN, CORE),
    Cut("faustina-kikuyu", FAUSTINA.format("latin-ext", "normal"), ROMAN, KIKUYU),
    Cut("faustina-latin1", FAUSTINA.format("latin", "normal"), ROMAN, LATIN_1),
    Cut("faustina-italic", FAUSTINA.format("latin", "italic"), ITALIC, CORE),
    Cut("faustina-italic-kikuyu", FAUSTINA.format("latin-ext", "italic"), ITALIC, KIKUYU),
    Cut("faustina-italic-latin1", FAUSTINA.format("latin", "italic"), ITALIC, LATIN_1),
    Cut("archivo", ARCHIVO.format("latin"), LABEL, CORE),
    Cut("archivo-kikuyu", ARCHIVO.format("latin-ext"), LABEL, KIKUYU),
    Cut("archivo-latin1", ARCHIVO.format("latin"), LABEL, LATIN_1),
    Cut("archivo-desk", ARCHIVO.format("latin"), DESK, CORE),
    Cut("archivo-desk-kikuyu", ARCHIVO.format("latin-ext"), DESK, KIKUYU),
    Cut("archivo-desk-latin1", ARCHIVO.format("latin"), DESK, LATIN_1),
]


def code_points(ranges: str) -> set[int]:
    """The code points of `20-7E A0`: hexadecimal, single or from-to."""
    points: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def cut(wanted: Cut, node_modules: Path) -> int:
    """Write one woff2 file and return its size in bytes."""
    font = _reread(instancer.instantiateVariableFont(TTFont(node_modules / wanted.source), wanted.axes))
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.notdef_outline = False
    options.name_IDs = [1, 2, 13]  # family, style and, as the licence asks, the licence
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points(wanted.characters))
    subsetter.subset(font)
    font.flavor = "woff2"
    path = OUT / f"{wanted.name}.woff2"
    font.save(path)
    return path.stat().st_size


def _reread(font: TTFont) -> TTFont:
    """The same font with its tables compiled: the subsetter trips over those that the instancer leaves half open."""
    font.flavor = None
    compiled = BytesIO()
    font.save(compiled)
    compiled.seek(0)
    return TTFont(compiled)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    OUT.mkdir(parents=True, exist_ok=True)
    for wanted in CUTS:
        print(f"{cut(wanted, Path(sys.argv[1])):>7,} bytes  {wanted.name}.woff2")


if __name__ == "__main__":
    main()
