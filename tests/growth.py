"""Whether work grows with its input, told by processor time: a quadratic step makes a hundred of ten, others ten."""

import time
from collections.abc import Callable

RUNS = 3  # the quickest of them counts; the others were disturbed
BETWEEN = 50
UNMEASURABLE_SECONDS = 0.05


def assert_linear(work: Callable[[str], object], short: str, long: str) -> None:
    """`long` is ten times `short`, and must not take `work` fifty times as long."""
    few, many = (min(_seconds(work, text) for _ in range(RUNS)) for text in (short, long))
    assert many < max(few * BETWEEN, UNMEASURABLE_SECONDS)


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started
