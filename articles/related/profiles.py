"""The terms of a story in three bytes each, to and from its `Profile`.

Two bytes are the distance from the term before, in the order of their keys; one is how often the term stands there. A
longer distance is walked in steps, each as if it were a term that stands there not at all.
"""

import sys
from array import array
from collections.abc import Iterator, Mapping
from itertools import accumulate

from ..models import Profile
from .weights import MOST_COUNTED

STEP = 0xFFFF
Packed = bytes | memoryview  # as a database gives them


def pack(counts: Mapping[int, int]) -> tuple[bytes, bytes]:
    """(`terms`, `counts`) of a profile, from how often each term stands in a story, by its key."""
    gaps, numbers = array("H"), bytearray()
    last = 0
    for key in sorted(counts):
        while key - last > STEP:
            gaps.append(STEP)
            numbers.append(0)
            last += STEP
        gaps.append(key - last)
        numbers.append(min(counts[key], MOST_COUNTED))
        last = key
    if sys.byteorder == "big":
        gaps.byteswap()
    return gaps.tobytes(), bytes(numbers)


def unpack(terms: Packed, counts: Packed) -> Iterator[tuple[int, int]]:
    """(key, count) of each term, by key. A count of 0 says nothing: it is a step, or the term of every story."""
    gaps = array("H", bytes(terms))
    if sys.byteorder == "big":
        gaps.byteswap()
    return zip(accumulate(gaps), bytes(counts), strict=True)


def keys(profile: Profile) -> set[int]:
    """The keys of the terms that the story was counted with, but for the term of every story."""
    return {key for key, count in unpack(profile.terms, profile.counts) if count}
