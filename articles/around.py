"""Which stories stand around another one: those related to it, and its neighbours in the section; in one query."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.db import connection
from django.urls import Resolver404, resolve
from django.utils import timezone

from .addresses import forms, own_path
from .models import Article, Related
from .related.suggesting import Suggestion
from .related.weights import SHOWN

MOST_LINKS = 100  # of one text that are looked up
Kind = Related.Kind
_HREF = re.compile(r'<a [^>]*?href="([^"]*)"')
# Written by hand, because the ORM takes longer to write such a statement than a database to answer it. Each arm reads
# the first rows of one index. What stands in `Related` is asked for visibility again: a row may be old.
_SEEN = (
    "visible_from <= %(now)s AND retracted_at IS NULL AND (visible_until IS NULL OR visible_until > %(now)s)"
)
_FREE = """id != %(article)s AND id NOT IN (SELECT id FROM named)
    AND id NOT IN (SELECT other_id FROM {rows} WHERE article_id = %(article)s)"""
_AROUND = f"""
WITH named (id) AS ({{named}}){{asked}}
SELECT * FROM (SELECT 'related' AS arm, CASE WHEN kind = %(pinned)s THEN 1000 - rank ELSE score END AS place,
    CAST(NULL AS timestamptz) AS moment, other_id AS id FROM {{rows}}
    WHERE article_id = %(article)s AND kind IN (%(auto)s, %(pinned)s)
        AND other_id != %(article)s AND other_id NOT IN (SELECT id FROM named)
        AND other_id IN (SELECT id FROM articles_article WHERE {_SEEN})
    ORDER BY place DESC, id DESC LIMIT %(most)s) AS related
UNION ALL SELECT * FROM (SELECT 'section', CAST(NULL AS double precision), visible_from, id FROM articles_article
    WHERE section_id = %(section)s AND {_SEEN} AND {_FREE}
    ORDER BY visible_from DESC, id DESC LIMIT %(most)s) AS of_section
UNION ALL SELECT * FROM (SELECT 'newest', CAST(NULL AS double precision), visible_from, id FROM articles_article
    WHERE {_SEEN} AND {_FREE}
    ORDER BY visible_from DESC, id DESC LIMIT %(most)s) AS newest
UNION ALL SELECT * FROM (SELECT 'later', CAST(NULL AS double precision), visible_from, id FROM articles_article
    WHERE section_id = %(section)s AND (visible_from, id) > (%(from)s, %(article)s) AND {_SEEN}
    ORDER BY visible_from, id LIMIT 1) AS later
UNION ALL SELECT * FROM (SELECT 'earlier', CAST(NULL AS double precision), visible_from, id FROM articles_article
    WHERE section_id = %(section)s AND (visible_from, id) < (%(from)s, %(article)s) AND {_SEEN}
    ORDER BY visible_from DESC, id DESC LIMIT 1) AS earlier
"""  # noqa: S608 -- of constants
# What stands in `Related` for a story as it is; and for a text of it that the index does not know, what editors have
# picked and what is found for this text.
_STORED = "articles_related"
_ASKED = """, asked (article_id, other_id, kind, rank, score) AS (
    SELECT article_id, other_id, kind, rank, score FROM articles_related
        WHERE article_id = %(article)s AND kind IN (%(pinned)s, %(excluded)s){found})"""
_FOUND = """
    UNION ALL SELECT %(article)s, id, kind, 0, score FROM ({found}) AS found
        WHERE id NOT IN (SELECT other_id FROM articles_related
            WHERE article_id = %(article)s AND kind IN (%(pinned)s, %(excluded)s))"""
# What the text itself leads to is not said again below it: by key, by its address, by one that it had.
_BY_KEY = "SELECT id FROM articles_article WHERE id IN ({})"
_BY_ADDRESS = "SELECT id FROM articles_article WHERE (month, slug) IN (VALUES {})"
_BY_OLD_ADDRESS = "SELECT article_id FROM articles_oldaddress WHERE article_id IS NOT NULL AND path IN ({})"
_NOTHING = "SELECT id FROM articles_article WHERE 0 = 1"


@dataclass(frozen=True, slots=True)
class Around:
    """Primary keys, the best first. None is in two of the lists, and none is what the text leads to."""

    related: list[int]  # what editors have pinned, then what is most like it
    latest: list[int]  # of its section, then of all: they fill the places up where too few are related
    previous: int | None  # in its section
    next: int | None


def around(
    article: Article, cards: Collection[int] = (), found: Collection[Suggestion] | None = None
) -> Around:
    """What stands around `article`, which may be saved nowhere. `cards`: the stories that its text has cards of.

    `found` is what is suggested for its text, where that is not the one which the index knows.
    """
    named, values = _named(article.body, cards)
    moments = {"from": article.visible_from, "now": timezone.now()}
    values |= {
        "article": article.pk,
        "section": article.section_id,
        "most": SHOWN,
        "auto": Kind.AUTO.value,
        "pinned": Kind.PINNED.value,
        "excluded": Kind.EXCLUDED.value,
        **{name: connection.ops.adapt_datetimefield_value(moment) for name, moment in moments.items()},
    }
    with connection.cursor() as cursor:
        asked = "" if found is None else _ASKED.format(found=_rows(found, values))
        rows_of = _STORED if found is None else "asked"
        cursor.execute(_AROUND.format(named=named, asked=asked, rows=rows_of), values)
        rows = cursor.fetchall()
    arms: dict[str, list[tuple[Any, int]]] = {}
    for arm, place, moment, key in rows:
        arms.setdefault(arm, []).append((moment if place is None else place, key))
    lists = {arm: [key for _, key in sorted(placed, reverse=True)] for arm, placed in arms.items()}
    related = lists.get("related", [])
    latest = dict.fromkeys([*lists.get("section", []), *lists.get("newest", [])])
    return Around(
        related=related,
        latest=list(latest)[: max(SHOWN - len(related), 0)],
        previous=next(iter(lists.get("earlier", [])), None),
        next=next(iter(lists.get("later", [])), None),
    )


def led_to(body: str, cards: Collection[int] = ()) -> set[int]:
    """The keys of the stories that a text leads to by itself; one query."""
    named, values = _named(body, cards)
    with connection.cursor() as cursor:
        cursor.execute(named, values)
        return {key for (key,) in cursor.fetchall()}


def _rows(found: Collection[Suggestion], values: dict[str, Any]) -> str:
    """A part of a statement that gives what was found for a text, as `Related` would have it; adds its `values`."""
    rows = []
    for number, one in enumerate(found):
        values |= {f"f{number}": one.article, f"s{number}": one.score}
        kind = Kind.SAME if one.is_same else Kind.AUTO
        rows.append(
            f"SELECT %(f{number})s AS id, {kind.value} AS kind, CAST(%(s{number})s AS double precision) AS score"
        )
    return _FOUND.format(found=" UNION ALL ".join(rows)) if rows else ""


def _named(body: str, cards: Collection[int]) -> tuple[str, dict[str, Any]]:
    """A statement that gives the keys of the stories which a text leads to, and its values."""
    parts, values = [], dict[str, Any]()

    def put(value: object) -> str:
        name = f"v{len(values)}"
        values[name] = value
        return f"%({name})s"

    if cards:
        parts.append(_BY_KEY.format(", ".join(put(key) for key in sorted(cards))))
    paths = list(_own_paths(body))
    if paths:
        old = sorted({form for path in paths for form in forms(path)})
        parts.append(_BY_OLD_ADDRESS.format(", ".join(map(put, old))))
    if addresses := list(_addresses(paths)):
        parts.append(
            _BY_ADDRESS.format(", ".join(f"({put(month)}, {put(slug)})" for month, slug in addresses))
        )
    return " UNION ALL ".join(parts) or _NOTHING, values


def _own_paths(body: str) -> Iterator[str]:
    for href in _HREF.findall(body)[:MOST_LINKS]:
        if path := own_path(unescape(href)):
            yield path


def _addresses(paths: Collection[str]) -> Iterator[tuple[int, str]]:
    """(month, slug) of those of `paths` that are the address of an article."""
    for path in paths:
        try:
            place = resolve(path.partition("?")[0])
        except Resolver404:
            continue
        if place.url_name == "article":
            yield place.kwargs["year"] * 100 + place.kwargs["month"], place.kwargs["slug"]
