"""Shared words are said as the story writes them."""

import pytest

from articles.related.wording import MOST_PLACES, Wording

STORY = "Tana River rises\nThe dam on the Tana River holds. Dams fail; this dam did not. Mt. Kenya’s snow feeds it."


def said(text, *terms, **names):
    return Wording(text, {f"#{key[1:]}": name for key, name in names.items()}).say(terms)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (["tana", "dam", "river"], ["Tana River", "dam"]),
        (["river", "tana"], ["Tana River"]),
        (["kenya", "snow"], ["Kenya", "snow"]),  # a letter stands between them
        (["holds", "dams"], ["holds", "Dams"]),  # and here a sentence ends
        (["dam"], ["dam"]),
        (["nowhere", "dam"], ["nowhere", "dam"]),
        ([], []),
    ],
)
def test_words_that_stand_side_by_side_are_one_name_in_their_own_case(terms, words):
    assert said(STORY, *terms) == words


def test_a_word_is_said_as_it_is_written_most_often():
    assert said("Dam. A dam, the dam.", "dam") == ["dam"]
    assert said("NASA says so. Nasa, says NASA.", "nasa") == ["NASA"]


def test_a_topic_has_its_own_name_and_its_place_by_weight():
    assert said(STORY, "#7", "river", "tana", _7="#Floods") == ["#Floods", "Tana River"]


def test_three_names_in_a_row_are_said_whole():
    assert said("The Garissa County Assembly met.", "assembly", "county", "garissa") == [
        "Garissa County Assembly"
    ]


def test_a_script_without_spaces_gives_whole_words_again():
    assert said("東京都の雨", "東京", "雨", "京都") == ["東京都", "雨"]


def test_a_name_of_one_word_twice_is_not_said_twice():
    assert said("Pole pole, they said.", "pole") == ["Pole"]


def test_whatever_stands_there_is_said_in_time():
    long = "dam river " * 50 * MOST_PLACES

    assert said(long, "river", "dam") == ["dam river"]
    assert said("ﬁsh. STRASSE, straße\x00 \ud7ff", "fish", "strasse") == ["fish", "STRASSE"]
