"""Tasks that are tried again. The worker does it: see `workers.give_back`."""

from collections.abc import Callable
from typing import Any, TypeVar

_Do = TypeVar("_Do", bound=Callable[..., Any])


def tried_again(*seconds: float) -> Callable[[_Do], _Do]:
    """Under `@task`: when it fails, do it again after so many seconds, as often as there are numbers.

    Only for what may be done twice: a task that fails may have done most of its work.
    """

    def mark(do: _Do) -> _Do:
        do.again_after = seconds  # type: ignore[attr-defined]
        return do

    return mark


def delays_of(do: Callable[..., Any]) -> tuple[float, ...]:
    """The seconds before each further try; empty for what is tried once."""
    return getattr(do, "again_after", ())
