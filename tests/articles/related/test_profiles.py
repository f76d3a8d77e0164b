from hypothesis import given
from hypothesis import strategies as st

from articles.related.profiles import pack, unpack


@given(st.dictionaries(st.integers(1, 2**31 - 1).map(lambda key: key % 3_000_000 + 1), st.integers(1, 255)))
def test_what_is_packed_comes_out_again(counts):
    assert {key: count for key, count in unpack(*pack(counts)) if count} == counts


@given(st.sets(st.integers(1, 65_000), min_size=1))
def test_a_term_takes_three_bytes(keys):
    terms, counts = pack(dict.fromkeys(keys, 1))

    assert len(terms) + len(counts) == 3 * len(keys)


def test_more_than_255_are_as_good_as_255():
    assert dict(unpack(*pack({7: 1000}))) == {7: 255}
