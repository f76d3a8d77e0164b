import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body.text import excerpt, plain_text, reading_minutes, word_count

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
    assert reading_minutes(f"<p>{'word ' * words}</p>") == minutes


def test_an_excerpt_ends_after_a_word():
    body = "<p>Every April the long rains, it is said, decide.</p>"

    assert excerpt(body, 100) == "Every April the long rains, it is said, decide."
    assert excerpt(body, 30) == "Every April the long rains…"
    assert excerpt("<p>Unwahrscheinlichkeit</p>", 5) == "Unwa…"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_an_excerpt_is_never_longer_than_asked(text, length):
    assert len(excerpt(text, length)) <= length


@pytest.mark.parametrize("piece", ["word ", "<p>word</p>", "<b>x", "\u00a0", "<", "&amp; "])
def test_counting_takes_time_in_proportion(piece):
    def seconds(html: str) -> float:
        started = time.process_time()
        reading_minutes(html)
        excerpt(html, 200)
        return time.process_time() - started

    short = piece * (30_000 // len(piece))

    assert seconds(short * 10) < max(min(seconds(short) for _ in range(3)) * 30, 0.05)
