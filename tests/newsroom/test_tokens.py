"""What docs/look.md promises of the style sheets, fonts and templates, computed from the files."""

import gzip
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from newsroom import colour, models

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "newsroom" / "static" / "newsroom"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DESK_FOLDERS = {"account", "admin", "allauth", "mfa"}  # the desk has style sheets of its own
PAGES = [path for path in TEMPLATES if not DESK_FOLDERS & set(path.parts) and path.parent.name != "mail"]
SITE_CSS = (STATIC / "css" / "site.css").read_text()
ARTICLE_CSS = (STATIC / "css" / "article.css").read_text()
PREVIEW_CSS = (STATIC / "css" / "preview.css").read_text()
NEWSLETTER_CSS = (ROOT / "newsletter" / "static" / "newsletter" / "newsletter.css").read_text()
DESK_SHEETS = [STATIC / "css" / "desk.css", STATIC / "css" / "desk-forms.css"]
DESK_CSS = "".join(path.read_text() for path in DESK_SHEETS)
SITE_RULES = re.sub(r"/\*.*?\*/", "", SITE_CSS, flags=re.DOTALL)

ROOT_BLOCK = re.compile(r":root \{(.*?)\n *\}", re.DOTALL)
RANGED = re.findall(r"fonts/([a-z0-9-]+)\.woff2[^}]*?unicode-range: ([^;]*);", SITE_RULES + DESK_CSS)
HEX = re.compile(r"#[0-9a-f]{3,8}\b")
LIGHT, DARK, PRINT = [
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in ROOT_BLOCK.findall(SITE_RULES)
]

DESK_RULES = re.sub(r"/\*.*?\*/", "", DESK_CSS, flags=re.DOTALL)
DESK_ROOTS = ROOT_BLOCK.findall(DESK_RULES)[:2]

FONT_BUDGET = 45_000  # bytes of woff2: roman, italic and labels
DESK_BUDGET = 15_000  # bytes of style sheets, compressed, with every form of the desk
SHELL_BUDGET = 48_000  # bytes that travel with every article, but for its HTML: of 60 KB, 12 are left to that


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), compresslevel=6))


def fonts(*names: str) -> list[Path]:
    return [STATIC / "fonts" / f"{name}.woff2" for name in names]


@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "alert"])
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_both_grounds(scheme, ink, ground):
    assert colour.contrast(scheme[ink], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_filled_button_can_be_read_and_a_field_has_an_edge(scheme):
    assert colour.contrast(scheme["on-accent"], scheme["accent"]) >= 4.5
    assert colour.contrast(scheme["paper"], scheme["ink"]) >= 4.5  # the button under the pointer
    assert min(colour.contrast(scheme["line"], scheme[ground]) for ground in ("paper", "tint")) >= 3


@pytest.mark.parametrize("ink", ["ink", "soft", "accent"])
def test_print_is_dark_on_white(ink):
    assert PRINT["paper"] == "#ffffff"
    assert colour.contrast(PRINT[ink], PRINT["paper"]) >= 7


def test_both_schemes_name_the_same_colours():
    assert LIGHT.keys() == DARK.keys()


def test_an_accent_is_judged_on_the_grounds_that_the_pages_have():
    judged = [LIGHT[name] for name in ("accent", "paper", "tint", "on-accent")]
    judged_dark = [DARK[name] for name in ("paper", "tint", "on-accent")]

    assert judged == [models.DEFAULT_ACCENT, colour.PAPER, colour.TINT, colour.ON_ACCENT]
    assert judged_dark == [colour.DARK_PAPER, colour.DARK_TINT, colour.DARK_ON_ACCENT]


@pytest.mark.parametrize("name", ["base.html", "bare.html"])
def test_the_browser_is_told_the_colour_of_the_paper(name):
    told = re.findall(r'theme-color" content="(#[0-9a-f]{6})"', (ROOT / "templates" / name).read_text())

    assert told == [LIGHT["paper"], DARK["paper"]]


def test_colours_are_written_in_the_tokens_and_nowhere_else():
    assert HEX.findall(ROOT_BLOCK.sub("", SITE_RULES)) == []
    assert HEX.findall(ARTICLE_CSS + PREVIEW_CSS + NEWSLETTER_CSS) == []


def test_style_sheets_fetch_fonts_that_are_there_and_nothing_else():
    fetched = set(re.findall(r"url\((.*?)\)", SITE_CSS + ARTICLE_CSS + DESK_CSS))

    assert fetched == {f"../fonts/{path.name}" for path in (STATIC / "fonts").glob("*.woff2")}


@pytest.mark.parametrize(("name", "ranges"), RANGED)
def test_a_range_names_what_its_font_holds(name, ranges):
    named: set[int] = set()
    for part in ranges.split(", "):
        first, _, last = part.removeprefix("U+").partition("-")
        named.update(range(int(first, 16), int(last or first, 16) + 1))

    held = set(TTFont(*fonts(name)).getBestCmap())

    assert held == named


def test_fonts_keep_to_their_budget():
    assert sum(path.stat().st_size for path in fonts("faustina", "faustina-italic", "archivo")) <= FONT_BUDGET


def test_an_article_leaves_twelve_kilobytes_for_its_html():
    texts = [*(STATIC / "css").glob("*.css"), *(STATIC / "js").glob("*.js"), ROOT / "seeds" / "nameplate.svg"]
    texts = [path for path in texts if not path.name.startswith(("desk", "preview", "versions"))]
    carried = sum(map(compressed, texts))
    carried += sum(path.stat().st_size for path in fonts("faustina", "faustina-italic", "archivo"))

    assert carried <= SHELL_BUDGET


def test_the_desk_has_the_colours_of_the_paper():
    light, dark = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in DESK_ROOTS]

    assert light == {**LIGHT, "alert-wash": light["alert-wash"]}
    assert dark == {**DARK, "alert-wash": dark["alert-wash"]}
    assert colour.contrast(light["alert"], light["alert-wash"]) >= colour.READABLE
    assert colour.contrast(dark["alert"], dark["alert-wash"]) >= colour.READABLE


def test_the_style_sheets_of_the_desk_are_small():
    assert sum(map(compressed, DESK_SHEETS)) <= DESK_BUDGET


def test_the_desk_writes_its_colours_in_the_tokens_and_nowhere_else():
    assert HEX.findall(ROOT_BLOCK.sub("", DESK_RULES)) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_hold_no_script_and_no_style(template):
    text = template.read_text()

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text) == []


@pytest.mark.parametrize("template", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_every_class_of_a_page_is_styled(template):
    classes = {
        name
        for value in re.findall(r'class="([^"]*)"', template.read_text())
        for name in re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", value).split()
        if not name.endswith("-")  # finished by a value: band-{{ band.layout }}
    }

    sheets = SITE_CSS + ARTICLE_CSS + PREVIEW_CSS + NEWSLETTER_CSS
    assert {name for name in classes if f".{name}" not in sheets} == set()
