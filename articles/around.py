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
    AND id NOT IN (SELECT other_id FROM articles_related WHERE article_id = %(article)s)"""
_AROUND = f"""
WITH named (id) AS ({{named}})
SELECT * FROM (SELECT 'related' AS arm, CASE WHEN kind = %(pinned)s THEN 1000 - rank ELSE score END AS place,
    CAST(NULL AS timestamptz) AS moment, other_id AS id FROM articles_related
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


def around(article: Article, cards: Collection[int] = ()) -> Around:
    """What stands around `article`, which may be saved nowhere. `cards`: the stories that its text has cards of."""
    named, values = _named(article.body, cards)
    moments = {"from": article.visible_from, "now": timezone.now()}
    values |= {
        "article": article.pk,
        "section": article.section_id,
        "most": SHOWN,
        "auto": Kind.AUTO.value,
        "pinned": Kind.PINNED.value,
        **{name: connection.ops.adapt_datetimefield_value(moment) for name, moment in moments.items()},
    }
    with connection.cursor() as cursor:
        cursor.execute(_AROUND.format(named=named), values)
        rows = cursor.fetchall()
    arms: dict[str, list[tuple[Any, int]]] = {}
    for arm, place, moment, key in rows:
        arms.setdefault(arm, []).append((moment if place is None else place, key))
    found = {arm: [key for _, key in sorted(placed, reverse=True)] for arm, placed in arms.items()}
    related = found.get("related", [])
    latest = dict.fromkeys([*found.get("section", []), *found.get("newest", [])])
    return Around(
        related=related,
        latest=list(latest)[: max(SHOWN - len(related), 0)],
        previous=next(iter(found.get("earlier", [])), None),
        next=next(iter(found.get("later", [])), None),
    )


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
