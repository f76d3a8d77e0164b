import unicodedata

import pytest

from articles.names import KEY_LENGTH, SLUG_LENGTH, fold, slug_for, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Two \t words\n", "Two words"),
        ("No\x00NUL", "NoNUL"),
        ("Turned \u202eround\u202c", "Turned round"),
        ("e\u0301tude", "étude"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("half \ud83d a pair", "half a pair"),
    ],
)
def test_a_name_is_one_visible_line(typed, kept):
    assert tidy(typed) == kept


def test_case_accents_and_spacing_make_no_other_name():
    assert {fold(name) for name in ("Énergie  Solaire", "energie solaire", "ENERGIE\tSOLAIRE")} == {
        "energie solaire"
    }


def test_another_letter_is_another_name():
    assert fold("Kikuyu") != fold("Kikuju")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Who decides when the rains have failed?", "who-decides-when-the-rains-have-failed"),
        ("Wanjikũ’s maize", "wanjikus-maize"),
        ("سؤال اليوم", "سوال-اليوم"),
        ("???", "article"),
        ("x" * 300, "x" * SLUG_LENGTH),
        ("word " * 60, "-".join(["word"] * 20)),
    ],
)
def test_a_slug_is_readable_and_never_empty_or_endless(name, slug):
    assert slug_for(name, fallback="article") == slug


def test_the_key_of_a_name_fits_its_column_whatever_a_character_stands_for():
    assert len("\ufdfa" * 60) < KEY_LENGTH < len(unicodedata.normalize("NFKD", "\ufdfa" * 60))
    assert len(fold("\ufdfa" * 60)) <= KEY_LENGTH
