"""Who signs a story, as people write it: a line for each, “Wanjiru Maina” or “Wanjiru Maina: photographs”."""

from dataclasses import dataclass, field

from .content import Credit
from .models import Author
from .names import fold, tidy

COLONS = 8  # of a line that are looked at: the name of an author may hold one itself


@dataclass
class Bylines:
    credits: list[Credit] = field(default_factory=list)  # each author once, in order
    unknown: list[str] = field(default_factory=list)  # lines that name nobody


def read(text: str) -> Bylines:
    """The bylines in `text`, in one query however many they are."""
    lines = [line for line in map(tidy, text.splitlines()) if line]
    readings = {line: _readings(line) for line in lines}
    keys = {fold(name) for reading in readings.values() for name, _ in reading} - {""}
    found = dict(Author.objects.filter(key__in=keys).values_list("key", "pk")) if keys else {}
    credits: dict[int, Credit] = {}
    unknown = []
    for line in lines:
        known = next(
            ((found[fold(name)], role) for name, role in readings[line] if fold(name) in found), None
        )
        if known is None:
            unknown.append(line)
        else:
            credits.setdefault(known[0], Credit(*known))
    return Bylines(list(credits.values()), unknown)


def _readings(line: str) -> list[tuple[str, str]]:
    """The ways to take a line for a name and a role, the longest name first."""
    places = [place for place, character in enumerate(line) if character == ":"][:COLONS]
    return [(line, ""), *((line[:place].strip(), line[place + 1 :].strip()) for place in reversed(places))]
