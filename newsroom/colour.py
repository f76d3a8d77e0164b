"""Colours of the site: contrast between two of them, and the dark partner of an accent.

Contrast is WCAG 2.2's: (lighter + 0.05) / (darker + 0.05) of relative luminances, 1 to 21.
"""

import colorsys
import re

PAPER, TINT = "#fdfcfa", "#f1efea"
DARK_PAPER, DARK_TINT = "#15131a", "#201d27"
ON_ACCENT, DARK_ON_ACCENT = "#ffffff", "#0d1912"
READABLE = 4.5  # the contrast that WCAG asks of text

_HEX = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """True for `#rrggbb` in lower case."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two `#rrggbb` colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def dark_partner(accent: str) -> str:
    """The same hue, lightened until it reads on the dark paper and tint as well as `accent` should on the light."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(accent))
    saturation = min(saturation, 0.55)
    while contrast(_hex(hue, lightness, saturation), DARK_TINT) < 2 * READABLE and lightness < 0.95:
        lightness += 0.01
    return _hex(hue, lightness, saturation)


def unreadable_pairs(accent: str) -> list[tuple[str, str, float]]:
    """The pairs (colour, ground, contrast) in which `accent` or its dark partner is under 4.5 : 1."""
    partner = dark_partner(accent)
    pairs = [
        (accent, PAPER),
        (accent, TINT),
        (accent, ON_ACCENT),
        (partner, DARK_PAPER),
        (partner, DARK_TINT),
        (partner, DARK_ON_ACCENT),
    ]
    return [(ink, ground, ratio) for ink, ground in pairs if (ratio := contrast(ink, ground)) < READABLE]


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(hue: float, lightness: float, saturation: float) -> str:
    return "#" + "".join(
        f"{round(channel * 255):02x}" for channel in colorsys.hls_to_rgb(hue, lightness, saturation)
    )
