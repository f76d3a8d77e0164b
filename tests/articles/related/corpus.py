"""A small paper of our own words: five things that go on, and some of what goes on once, over three years.

`list` has the first four below each story, once all are related: computed once, and the same on every database since.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from articles.transfer.lines import Record, record_of

BEGIN = datetime(2024, 1, 8, 9, tzinfo=UTC)
STORIES = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
LISTS: dict[str, list[str]] = {story["id"]: story["list"] for story in STORIES}


def records() -> Iterator[tuple[int, Record]]:
    """The stories as lines of an import, in the order of their publication."""
    for number, story in enumerate(sorted(STORIES, key=lambda story: story["day"])):
        published = BEGIN + timedelta(days=story["day"])
        line = {name: story[name] for name in ("id", "title", "tags")}
        line |= {"body": f"<p>{story['text']}</p>", "published_at": published.isoformat()}
        yield number, record_of(line, digest=story["id"])
