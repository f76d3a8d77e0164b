import pytest

from articles.body.text import plain_text, reading_minutes, word_count
from tests.growth import assert_linear

BODY = (
    "<h2>The <em>table</em></h2>\n<p>One &amp; two,<br>three.</p>\n<ul><li>four<ul><li>five</li></ul></li></ul>\n"
    '<figure data-image="1"><figcaption>six</figcaption></figure>\n<aside data-article="2"></aside>'
)


def test_every_block_is_a_line_of_plain_text():
    assert plain_text(BODY) == "The table\nOne & two,\nthree.\nfour\nfive\nsix"


def test_words_are_what_has_a_letter_or_a_figure():
    assert word_count(BODY) == 8
    assert word_count("<p>– 3.2 km … don’t (really) –</p>") == 4


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (299, 1), (301, 2), (1_000, 5)])
def test_two_hundred_words_take_a_minute(words, minutes):
    assert reading_minutes(words) == minutes


@pytest.mark.parametrize("piece", ["word ", "<p>word</p>", "<b>x", "\u00a0", "<", "&amp; "])
def test_counting_takes_time_in_proportion(piece):
    def work(html: str) -> object:
        return word_count(html)

    short = piece * (30_000 // len(piece))

    assert_linear(work, short, short * 10)
