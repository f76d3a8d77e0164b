"""`python -m benchmarks.related.sample`: the sample into the database of the environment, one story after the other.

As a paper publishes them, the oldest first, and each related before the next one comes; then those anew that were
related when the archive was half as large. Prints as JSON the lists, those of taggit beside them, and what it took.
"""

import json
import logging
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.db import connection

from benchmarks.related import clock, tables

KEPT = 12


def lines(name: str) -> list[dict[str, Any]]:
    """The lines of a file of the sample. Raises KeyError where no folder is named, and OSError."""
    with (Path(os.environ["RELATED_SAMPLE"]) / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def main() -> None:
    from articles.related import waiting  # Django is set up by now

    empty = tables.size()
    took = [clock.cpu_ms(partial(_publish, line)) for line in _by_time()]
    grown = (tables.size() - empty) / len(took)
    refreshing = clock.cpu_ms(_refresh)
    assert not waiting.settle_some()
    names = _names()
    found = {
        "stories": len(took),
        "publish_ms": clock.middle(took),
        "refresh_ms": refreshing / len(took),
        "bytes": grown,
        "lists": {names[key]: [names[other] for other in others] for key, others in _lists()},
        "taggit": {names[key]: [names[other] for other in others] for key, others in _similar()},
    }
    json.dump(found, sys.stdout)


def _by_time() -> list[dict[str, Any]]:
    return sorted(lines("articles.jsonl"), key=lambda line: (line["published_at"], line["id"]))


def _publish(line: dict[str, Any]) -> None:
    from articles.transfer.importer import import_records
    from articles.transfer.lines import parse

    report = import_records([(1, parse(json.dumps(line).encode()))], None)
    if report.bad:
        raise ValueError(report.bad[0][1])
    _settle()


def _settle() -> None:
    from articles.related import waiting

    while waiting.settle_some():
        pass


def _refresh() -> None:
    from articles.related import waiting

    while waiting.refresh_some():
        _settle()


def _names() -> dict[int, str]:
    from articles.models import Article

    return dict(Article.objects.values_list("pk", "source_id"))


def _lists() -> Iterator[tuple[int, list[int]]]:
    from articles.models import Article, Related

    for key in Article.objects.listed().values_list("pk", flat=True):
        rows = Related.objects.filter(article=key, kind=Related.Kind.AUTO).order_by("-score", "-other")
        yield key, list(rows.values_list("other", flat=True))


def _similar() -> Iterator[tuple[int, list[int]]]:
    from articles.models import Article

    for article in Article.objects.listed():
        yield article.pk, [other.pk for other in article.topics.similar_objects()[:KEPT]]


if __name__ == "__main__":
    django.setup()
    logging.disable(logging.INFO)
    main()
    connection.close()
