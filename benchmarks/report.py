"""The tables that `make bench` prints, and the targets that they are held against."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Protocol

from benchmarks.addresses import Kind
from benchmarks.editions import Import
from benchmarks.servers import Cost
from benchmarks.weight import Weight

RATIOS = {"article": 20}  # × the constant view
LIST_RATIO = 30
GROWTH = 0.9  # requests for the same CPU time in the large edition, as a part of those in the small one
QUERIES = 8
FRAME_BYTES = 20 * 1024  # HTML of an article beside its text
WIRE_BYTES, REQUESTS = 60 * 1024, 8  # of an article without its pictures
IMPORT_RATE = 150  # articles a second
IMPORT_GROWTH = 1.25  # of memory, from the small edition to the large one
# In a small edition a month does not fill its page, and the last page of a section is not far down.
NOT_COMPARED = frozenset({"month", "deep"})
COMPARABLE = 2_000  # a smaller edition does not fill the pages of its topics and authors either


class Measured(Protocol):
    kind: Kind
    pages: list[Cost]

    @property
    def cpu_ms(self) -> float: ...
    @property
    def constant_ms(self) -> float: ...
    @property
    def ratio(self) -> float: ...
    @property
    def per_second(self) -> float: ...


class Report:
    def __init__(self, sizes: tuple[int, int]) -> None:
        self.sizes = sizes
        self.missed: list[str] = []

    def imports(self, first: Import, second: Import, small: Import, large: Import) -> None:
        rows = [
            ("into an empty site", first),
            ("the same file again", second),
            ("when the edition was made", small),
            ("when the edition was made", large),
        ]
        _table(
            "The importer",
            ("articles", "", "articles/s", "seconds", "peak MB"),
            [
                (f"{run.articles:,}", name, f"{run.rate:,.0f}", f"{run.seconds:.1f}", f"{run.peak_mb:.0f}")
                for name, run in rows
            ],
        )
        for run in (first, large):
            self._hold(f"import of {run.articles:,}, articles a second", run.rate, at_least=IMPORT_RATE)
        self._hold("seconds of a second import, as a part", second.seconds / first.seconds, at_most=0.99)
        self._hold("growth of the importer's memory", large.peak_mb / small.peak_mb, at_most=IMPORT_GROWTH)

    def queries(self, count: int, kinds: Iterable[Kind]) -> None:
        for kind in kinds:
            self._hold(f"queries of {kind.name}, {count:,} articles", kind.queries, at_most=QUERIES)
            if kind.scanned and count > max(QUERIES, min(self.sizes)):
                self.missed.append(f"{kind.name} reads from one end to the other: {', '.join(kind.scanned)}")

    def costs(self, measured: Sequence[Sequence[Measured]]) -> None:
        rows = []
        for small, large in zip(*measured, strict=True):
            for count, each in zip(self.sizes, (small, large), strict=True):
                name = each.kind.name
                limit = RATIOS.get(name, LIST_RATIO)
                self._hold(f"ratio of {name}, {count:,} articles", each.ratio, at_most=limit)
                growth = "" if count == self.sizes[0] else f"{throughput(small, large):.2f}"
                rows.append((
                    name, f"{count:,}", f"{each.cpu_ms:.2f}", f"{each.constant_ms:.3f}", f"{each.ratio:.1f}",
                    f"≤ {limit}", f"{each.per_second:.0f}", growth, str(each.kind.queries),
                ))  # fmt: skip
            if small.kind.name not in NOT_COMPARED and self.sizes[0] >= COMPARABLE:
                name = f"throughput of {small.kind.name} as the paper grows"
                self._hold(name, throughput(small, large), at_least=GROWTH)
        heads = (
            "page",
            "articles",
            "CPU ms",
            "constant ms",
            "ratio",
            "target",
            "requests/s",
            "growth",
            "queries",
        )
        _table("Pages, uncached, and the same bytes from a constant view", heads, rows)

    def weights(self, weights: Mapping[str, Weight], article: Kind) -> None:
        rows = [
            (name, f"{each.html:,}", f"{each.compressed:,}", f"{each.wire:,}", str(each.requests))
            for name, each in weights.items()
        ]
        heads = ("page", "HTML", "compressed", "all but pictures", "requests")
        _table("Bytes", heads, rows)
        found = weights["article"]
        self._hold(
            "bytes of HTML around an article's text",
            found.html - median(article.text_bytes),
            at_most=FRAME_BYTES,
        )
        self._hold("bytes of an article without pictures", found.wire, at_most=WIRE_BYTES)
        self._hold("requests of an article without pictures", found.requests, at_most=REQUESTS)

    def end(self) -> int:
        """The verdict; 1 where a target was missed."""
        print("\n" + "\n".join(self.missed or ["Every target is met."]))
        return 1 if self.missed else 0

    def _hold(self, name: str, value: float, *, at_most: float = float("inf"), at_least: float = 0) -> None:
        if not at_least <= value <= at_most:
            bound = f"≤ {at_most:g}" if value > at_most else f"≥ {at_least:g}"
            self.missed.append(f"MISSED {name}: {value:.4g}, target {bound}")


def throughput(small: Measured, large: Measured) -> float:
    """Requests of the large edition for the CPU time of one of the small: the median of the rounds."""
    pairs = zip(small.pages, large.pages, strict=True)
    return median(one.cpu_ms / other.cpu_ms for one, other in pairs)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    print(f"\n{title}\n")
    for row in (heads, *rows):
        first, *others = (
            cell.ljust(w) if i < 2 else cell.rjust(w)
            for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join(["  " + first, *others]).rstrip())
