"""What is asked for: many addresses of each kind of page, spread over the whole archive.

`python -m benchmarks.addresses` prints them as JSON for the database of its environment, with the number of queries
that a page of each kind takes in a process which has nothing in memory yet, and the tables that a query reads from
one end to the other.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import django
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST = 300  # addresses of a kind
TOPICS = 40
SCAN = re.compile(r"SCAN (articles_\w+)")  # in SQLite's plans
SMALL = frozenset({"articles_section", "articles_page"})  # a dozen rows, and all of them are wanted


@dataclass(frozen=True, slots=True)
class Kind:
    """Pages of one kind. `queries`: the most that one of a sample took."""

    name: str
    addresses: list[str]
    queries: int
    scanned: list[str]
    text_bytes: list[int]  # of each article's text


def kinds() -> Iterator[Kind]:
    for name, addresses in _addresses().items():
        queries, scanned = 0, set[str]()
        for address in addresses[:: max(1, len(addresses) // 12)]:
            count, tables = _ask(address)
            queries, scanned = max(queries, count), scanned | tables
        yield Kind(name, addresses, queries, sorted(scanned), _text_bytes() if name == "article" else [])


def _addresses() -> dict[str, list[str]]:
    from articles.listings import LAST_PAGE, PAGE_SIZE  # Django is set up by now
    from articles.models import Article, Author, Section, Topic

    articles = Article.objects.live()
    spread = articles.order_by("pk").only("month", "slug")[:: max(1, articles.count() // MOST)]
    sections = [section.get_absolute_url() for section in Section.objects.all()]
    shortest = min(articles.filter(section=section).count() for section in Section.objects.all())
    last = min(LAST_PAGE, max(1, shortest // PAGE_SIZE))
    pages = [number for number in (2, 3, 5) if number <= last]
    months = articles.values_list("month", flat=True).order_by().distinct()
    # Those that fill a page also in the smaller edition, so that the same is compared.
    topics = Topic.objects.annotate(count=Count("taggings")).order_by("-count")[:TOPICS]
    found = {
        "article": [article.get_absolute_url() for article in spread],
        "front": ["/"],
        "section": [*sections, *(f"{address}?page={page}" for page in pages for address in sections)],
        "topic": [topic.get_absolute_url() for topic in topics],
        "author": [author.get_absolute_url() for author in Author.objects.all()],
        "month": [f"/archive/{month // 100}/{month % 100:02}/" for month in months if month],
        "deep": [f"{address}?page={last}" for address in sections],
    }
    return {name: addresses[:MOST] for name, addresses in found.items()}


def _text_bytes() -> list[int]:
    from articles.models import Article  # Django is set up by now

    return [len(body.encode()) for body in Article.objects.values_list("body", flat=True)[:MOST]]


def _ask(address: str) -> tuple[int, set[str]]:
    """The number of queries of a page, and the tables that they read from one end to the other."""
    from newsroom import identity  # Django is set up by now

    identity.forget()
    with CaptureQueriesContext(connection) as captured:
        answer = Client().get(address, headers={"host": "127.0.0.1"})
    if answer.status_code != 200:
        raise ValueError(f"{address} answers {answer.status_code}")
    queries = [query["sql"] for query in captured if query["sql"].lstrip().startswith("SELECT")]
    return len(queries), {table for query in queries for table in _scanned(query)} - SMALL


def _scanned(query: str) -> Iterator[str]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query}")
            for step in cursor.fetchall():
                yield from SCAN.findall(step[3])


if __name__ == "__main__":
    django.setup()
    logging.disable(logging.INFO)
    json.dump([asdict(kind) for kind in kinds()], sys.stdout)
