"""The cookie, as text and as a value."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.base36 import base36
from consent.choice import MAX_AGE, MAX_BYTES, NAME, Answer, Choice, newest, read, write

NOW = 1_800_000_000
AT = base36(NOW)
ID = "AAECAwQFBgcICQoLDA0ODw"
MIXED = Choice(
    NOW,
    {
        "advertising": Answer(3, None),
        "embeds": Answer(3, frozenset({2, 40})),
        "statistics": Answer(1),
    },
    ID,
)


def test_a_choice_as_text():
    assert write(MIXED) == f"1.{AT}.advertising_3_*.embeds_3_2-14.statistics_1_.~{ID}"
    assert write(replace(MIXED, answers={"embeds": Answer(1)}, id="")) == f"1.{AT}.embeds_1_"


answers = st.dictionaries(
    st.from_regex(r"[a-z]{2,8}", fullmatch=True),
    st.builds(
        Answer,
        st.integers(1, 9999),
        st.none() | st.frozensets(st.integers(1, 46_655), max_size=4),
    ),
    min_size=1,
    max_size=3,
)


@given(st.builds(Choice, st.just(NOW), answers, st.sampled_from(["", ID])))
def test_what_is_written_is_read_again(choice):
    assert read(write(choice), now=NOW) == choice


@pytest.mark.parametrize(
    "value",
    [
        "",
        "1",
        f"1.{AT}",
        f"1.{AT}.~{ID}",
        f"2.{AT}.embeds_1_*",
        f"1.{AT}.embeds_1",
        f"1.{AT}.embeds_1_*.embeds_1_",
        f"1.{AT}.embeds_1_*.~tooshort",
        f"1.{AT}.embeds_1_*.~{ID}x",
        f"1.{AT}.embeds_1_2--3",
        f"1.{AT}.Embeds_1_*",
        f"1.{AT}.embeds_1_*\n",
        f"1.{AT}.embeds_1_<script>",
        f'"1.{AT}.embeds_1_*"',
        f"1.{AT}.embeds_1_*" + ".statistics_1_" + "-".join(["1"] * MAX_BYTES),
        f"1.{base36(NOW - MAX_AGE)}.embeds_1_*",
        f"1.{base36(NOW + 2 * 86_400)}.embeds_1_*",
    ],
)
def test_what_is_broken_too_long_over_or_of_the_future_is_no_choice(value):
    assert read(value, now=NOW) is None


@given(st.text(max_size=300))
def test_nothing_that_a_browser_sends_is_an_error(text):
    read(text, now=NOW)
    newest(f"a=b; {NAME}={text}; c", now=NOW)


def test_of_two_cookies_the_newest_readable_one_counts():
    old, new = f"1.{base36(NOW - 60)}.embeds_1_*", f"1.{AT}.embeds_1_"
    header = f"{NAME}={new}; other=1; {NAME}={old}; {NAME}=broken; x{NAME}=1.zzz.embeds_1_*"

    assert newest(header, now=NOW) == read(new, now=NOW)
    assert newest("other=1", now=NOW) is None
