"""`make bench`: what a page costs, as a ratio to a constant view of the same bytes; what it weighs; how imports go.

The machine's own speed cancels out in the ratios: both sides of each are measured in turns, in one run, under the
same server. BENCH_SMALL=1 takes small editions, to try it out. docs/benchmarks.md says how to read the tables.
"""

import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import editions
from benchmarks.addresses import Kind
from benchmarks.editions import Edition, Import
from benchmarks.report import Report
from benchmarks.servers import Cost, Server, server
from benchmarks.weight import weigh

SIZES = (500, 5_000) if os.environ.get("BENCH_SMALL") else (2_000, 100_000)
FEW = 10
ROUNDS = 5
PAGES, CONSTANTS = 100, 600  # requests a round
WARM_UP = 60


@dataclass(slots=True)
class Measured:
    """A kind of page in one edition: its cost in each round, and that of the same bytes from the constant view."""

    kind: Kind
    pages: list[Cost] = field(default_factory=list)
    constants: list[Cost] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        return median(cost.cpu_ms for cost in self.pages)

    @property
    def constant_ms(self) -> float:
        return median(cost.cpu_ms for cost in self.constants)

    @property
    def ratio(self) -> float:
        pairs = zip(self.pages, self.constants, strict=True)
        return median(page.cpu_ms / constant.cpu_ms for page, constant in pairs)

    @property
    def per_second(self) -> float:
        return 1000 / median(cost.wall_ms for cost in self.pages)


def main() -> int:
    small, large = (editions.edition(count) for count in SIZES)
    few = editions.edition(FEW)
    report = Report(SIZES)
    report.imports(*import_anew(small.count), small.first, large.first)
    kinds = {edition.count: kinds_of(edition) for edition in (few, small, large)}
    for count, found in kinds.items():
        report.queries(count, found)
    with ExitStack() as running:
        sites = [running.enter_context(server("newsroom.wsgi", each.environment)) for each in (small, large)]
        measured = measure(sites, [kinds[small.count], kinds[large.count]])
        report.costs(measured)
        article = next(kind for kind in kinds[large.count] if kind.name == "article")
        report.weights(
            {kind.name: weigh(sites[1], kind.addresses[0]) for kind in kinds[large.count]}, article
        )
    return report.end()


def import_anew(count: int) -> tuple[Import, Import]:
    """An import into an empty database, and the same file once more."""
    with editions.source(count) as file, tempfile.TemporaryDirectory(prefix="newsroom-bench-") as parent:
        folder = Path(parent) / "edition"
        return editions.fill(folder, file, count), editions.take(folder, file, count)


def kinds_of(edition: Edition) -> list[Kind]:
    command = [sys.executable, "-m", "benchmarks.addresses"]
    said = subprocess.run(
        command, cwd=editions.ROOT, env=edition.environment, check=True, stdout=subprocess.PIPE
    ).stdout
    return [Kind(**kind) for kind in json.loads(said)]


def measure(sites: list[Server], kinds: list[list[Kind]]) -> list[list[Measured]]:
    """Each kind of each edition, in turns with the constant view."""
    pages = [
        {address: site.get(address)[0] for kind in found for address in kind.addresses}
        for site, found in zip(sites, kinds, strict=True)
    ]
    with ExitStack() as running:
        constants = [running.enter_context(constant(each)) for each in pages]
        measured = [[Measured(kind) for kind in found] for found in kinds]
        for site, reference, found in zip(sites, constants, measured, strict=True):
            for each in found:
                site.load(some(each.kind.addresses, WARM_UP, 0))
                reference.load(some(each.kind.addresses, WARM_UP, 0))
        for turn in range(ROUNDS):
            for row in zip(*measured, strict=True):
                for site, reference, each in zip(sites, constants, row, strict=True):
                    each.constants.append(reference.load(some(each.kind.addresses, CONSTANTS, turn)))
                    each.pages.append(site.load(some(each.kind.addresses, PAGES, turn)))
    return measured


@contextmanager
def constant(pages: dict[str, bytes]) -> Iterator[Server]:
    """The constant view that answers with `pages`."""
    with tempfile.NamedTemporaryFile(prefix="newsroom-bench-") as file:
        pickle.dump(pages, file)
        file.flush()
        environment = {"PATH": os.environ["PATH"], "BENCH_PAGES": file.name}
        with server("benchmarks.constant", environment) as running:
            yield running


def some(addresses: list[str], count: int, turn: int) -> list[str]:
    """`count` of the addresses, in each turn others while there are any."""
    return [addresses[(turn * count + place) % len(addresses)] for place in range(count)]


if __name__ == "__main__":
    sys.exit(main())
