"""What two texts can have in common, in any script."""

from collections import Counter

import pytest

from articles.models import Term
from articles.related.terms import MOST_CHARACTERS, MOST_TERMS, terms_in, words
from tests.growth import assert_linear

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The dam broke; nobody was hurt.", "the dam broke nobody was hurt"),
        ("KES 4,500 for 12 kg of maize-flour", "kes 500 for 12 kg of maize flour"),
        ("Wizara ya Fedha ya Kenya", "wizara ya fedha ya kenya"),
        ("Ng'ombe wa Ali", "ng ombe wa ali"),
        ("Straße ÉCOLE école", "strasse école école"),
        ("e\u0301cole", "école"),
        ("الانتخابات في كينيا، ٢٠٢٧", "الانتخابات في كينيا ٢٠٢٧"),
        ("كِتَاب", "كِتَاب"),
        ("केन्या में चुनाव", "केन्या में चुनाव"),
        ("ประเทศไทย", "ปร ระ ะเ เท ทศ ศไ ไท ทย"),
        ("肯尼亚大选", "肯尼 尼亚 亚大 大选"),
        ("ケニアの選挙", "ケニ ニア アの の選 選挙"),
        ("Nairobi市长 visits 北京", "nairobi 市长 visits 北京"),
        ("fi ﬁ Ａ１", "fi fi a1"),
        ("_private_ snake_case", "private snake case"),
        ("a b c 1 2 3", ""),
        ("東", "東"),
        ("", ""),
        ("\U0001f600 \u200b \x01", ""),
    ],
)  # fmt: skip
def test_the_words_of_a_text(text, found):
    assert words(text) == found.split()


def test_a_word_that_is_longer_than_any_is_none():
    assert words(f"{'x' * Term.LENGTH} {'y' * (Term.LENGTH + 1)} end") == ["x" * Term.LENGTH, "end"]


def test_the_headline_counts_three_times_and_the_rest_once():
    counts = terms_in("Dam breaks", "Water everywhere", "<p>The <b>dam</b> broke.</p>", {7: None}, "sw-KE")

    assert counts == Counter(
        {"": 0, "dam": 4, "breaks": 3, "water": 1, "everywhere": 1, "the": 1, "broke": 1, "@sw": 1, "#7": 1}
    )


def test_without_a_language_a_story_speaks_the_site_s():
    assert {text for text in terms_in("", "", "", (), "") if text[:1] == "@"} == {"@en"}


def test_of_a_very_long_text_the_most_frequent_words_are_kept():
    many = " ".join(f"word{number}" for number in range(MOST_TERMS + 500))

    counts = terms_in("", "", f"<p>{many} dam dam</p>", (), "en")

    assert counts["dam"] == 2
    assert len([text for text in counts if text.isalnum()]) == MOST_TERMS


def test_of_a_text_without_an_end_the_beginning_is_read():
    assert terms_in("Dam", "", f"<p>{'x' * 5_000_000}</p>", (), "en") == {"": 0, "dam": 3, "@en": 1}
    assert "end" not in terms_in("", "", f"<p>{'x ' * MOST_CHARACTERS} end</p>", (), "en")


@pytest.mark.parametrize(
    "piece", ["x", "x ", "水", "ก", "ا", "\u0301", "_", "é ", "1,", "<b>", "&amp;", "x\u0301"]
)
def test_reading_takes_as_long_as_the_text(piece):
    def read(text):
        return terms_in(text, text, f"<p>{text}</p>", (), "en")

    assert_linear(read, piece * 20_000, piece * 200_000)
