import pytest

from newsroom import colour
from newsroom.models import DEFAULT_ACCENT


def test_contrast_is_that_of_wcag():
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colour.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("accent", [DEFAULT_ACCENT, "#8a1c1c", "#1d3f94", "#5b2a86"])
def test_a_dark_accent_and_its_partner_are_readable_everywhere(accent):
    assert colour.unreadable_pairs(accent) == []


def test_a_pale_accent_is_refused_with_its_contrast():
    (ink, ground, ratio), *_ = colour.unreadable_pairs("#f5ba3a")

    assert (ink, ground) == ("#f5ba3a", colour.PAPER)
    assert ratio < colour.READABLE


@pytest.mark.parametrize("text", ["red", "#fff", "#GGGGGG", "#0A6847", "#0a6847;}body{display:none"])
def test_only_six_small_digits_are_a_colour(text):
    assert not colour.is_colour(text)
