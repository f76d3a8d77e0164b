import pytest

from newsroom.text import prose, tidy

HOSTILE = "\x00\x08\x1b\u202e\u2066\ud800\ufffe\ufdd0\ufeff"


def test_nothing_invisible_is_kept():
    assert tidy(f"Bridge{HOSTILE} closed") == "Bridge closed"
    assert prose(f"Bridge{HOSTILE} closed") == "Bridge closed"


@pytest.mark.parametrize(
    "text", ["نمی\u200cخواهم", "👩\u200d👩\u200d👧", "🇰🇪", "a letter of the future \U0001faf8", "\ue000"]
)
def test_what_is_part_of_a_spelling_stays(text):
    assert tidy(text) == text
    assert prose(text) == text


def test_prose_keeps_its_lines():
    assert prose(" one\r\ntwo\rthree\n\n\tfour\x85 ") == "one\ntwo\nthree\n\n\tfour"
