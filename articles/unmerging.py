"""A merge of topics undone: what has not changed since is as it was, to the byte."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from newsroom import audit

from . import addresses
from .merging import CannotMerge, purge, require, what_became_of
from .models import Article, DistinctTopics, Image, OldAddress, Synonym, Tagging, Topic, TopicMerge
from .names import fold
from .related import ordering

CHUNK = 500  # rows named by number in one statement
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Returns:
    """What undoing a merge brings back. `changed`: the stories that have changed since, which stay as they are."""

    stories: int
    changed: int
    examples: list[Article]  # of what has changed, the newest first

    @property
    def more(self) -> int:
        return self.changed - len(self.examples)


def preview(record: TopicMerge) -> Returns:
    """What `undo` would bring back. Raises CannotMerge."""
    _check(record)
    unchanged = {article for _, article in _standing(record)}
    every = {article for _, article in record.moved["taggings"]} | {
        one["article"] for one in record.moved["joined"]
    }
    changed = sorted(every - unchanged, reverse=True)
    # A draft that was thrown away since is not there to be shown.
    examples = Article.objects.filter(pk__in=changed[:CHUNK]).defer("body").order_by("-pk")[:SHOWN]
    return Returns(len(unchanged), len(changed), list(examples))


@transaction.atomic
def undo(record: TopicMerge, *, by: User) -> Returns:
    """Make the merged topic again, with its stories, synonyms and addresses. Says what came back and what did not.

    A story whose topics were written anew since, by an editor or by publishing it, keeps what it has now. Raises
    CannotMerge, PermissionDenied.
    """
    require(by)
    record = TopicMerge.objects.select_for_update(of=("self",)).select_related("undone_by").get(pk=record.pk)
    new = Topic.objects.select_for_update(no_key=True).filter(pk=record.new).first()
    returning = preview(record)
    assert new is not None  # or `preview` has refused
    Synonym.objects.filter(topic=new, key=fold(record.old_name)).delete()
    old = Topic(**{**record.row, "picture_id": _picture(record.row["picture_id"])})
    Topic.objects.bulk_create([old])  # as it was: its own `save` would look for a free slug
    _return_stories(record, old, new)
    _return_addresses(record, old, new)
    for keys in _chunks(record.moved["synonyms"]):
        Synonym.objects.filter(pk__in=keys, topic=new).update(topic=old)
    _return_distinct(record, old)
    ordering.order_again(
        [*(key for _, key in record.moved["taggings"]), *(one["article"] for one in record.moved["joined"])]
    )
    record.undone_at, record.undone_by = timezone.now(), by
    record.save(update_fields=["undone_at", "undone_by"])
    audit.record("topic.unmerge", old, by=by, stories=returning.stories, kept=returning.changed)
    purge(record)
    return returning


def _check(record: TopicMerge) -> None:
    if record.undone_at is not None:
        raise CannotMerge(f"This merge has been undone already, by {record.undone_by or 'somebody'}.")
    if not Topic.objects.filter(pk=record.new).exists():
        sentence = what_became_of(record.new, record.new_name)
        later = TopicMerge.objects.filter(old=record.new, undone_at=None).exists()
        raise CannotMerge(
            f"{sentence} Undo that merge first." if later else f"{sentence} There is nothing to undo."
        )
    key = fold(record.old_name)
    same = Topic.objects.filter(key=key).first()
    if same is not None:
        raise CannotMerge(
            f"There is a topic “{same}” again. Give it another name, or merge it, and then undo this."
        )
    taken = Synonym.objects.filter(key=key).exclude(topic=record.new).select_related("topic").first()
    if taken is not None:
        raise CannotMerge(
            f"“{taken}” is a synonym of “{taken.topic}” by now. Remove it there, and then undo this."
        )
    if (there := Topic.objects.filter(slug=record.row["slug"]).first()) is not None:
        raise CannotMerge(
            f"“{there}” has the address {there.get_absolute_url()} by now. Give it another one first."
        )


def _standing(record: TopicMerge) -> Iterator[tuple[int, int]]:
    """(tagging, article) of what the merge wrote and nobody has written anew since."""
    wrote = [*record.moved["taggings"], *((one["kept"], one["article"]) for one in record.moved["joined"])]
    articles = dict(wrote)
    for keys in _chunks(list(articles)):
        for key in Tagging.objects.filter(pk__in=keys, tag=record.new).values_list("pk", flat=True):
            yield key, articles[key]


def _return_stories(record: TopicMerge, old: Topic, new: Topic) -> None:
    for keys in _chunks(record.moved["primary"]):  # articles before their taggings, as publishing locks them
        list(Article.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    for pairs in _chunks(record.moved["taggings"]):
        Tagging.objects.filter(pk__in=[key for key, _ in pairs], tag=new).update(tag=old)
    for rows in _chunks(record.moved["joined"]):
        _part(rows, old, new)
    for keys in _chunks(record.moved["primary"]):
        Article.objects.filter(pk__in=keys, primary_topic=new, taggings__tag=old).update(primary_topic=old)


def _part(rows: Sequence[dict[str, int]], old: Topic, new: Topic) -> None:
    """Give the stories that had both topics the one again that they lost."""
    kept = Tagging.objects.filter(tag=new).in_bulk([row["kept"] for row in rows])
    standing = [row for row in rows if row["kept"] in kept]
    Tagging.objects.bulk_create(
        Tagging(
            pk=row["lost"],
            content_object_id=row["article"],
            tag=old,
            rank=row["lost_rank"],
            visible_from=kept[row["kept"]].visible_from,  # withdrawn since, it stays out of the lists
        )
        for row in standing
    )
    again = [Tagging(pk=row["kept"], rank=row["kept_rank"]) for row in standing]
    Tagging.objects.bulk_update(again, ["rank"], batch_size=400)


def _return_addresses(record: TopicMerge, old: Topic, new: Topic) -> None:
    """Each address as it was, unless it leads elsewhere by now."""
    before: list[dict[str, Any]] = record.moved["addresses"]
    now = {row.path: row for row in OldAddress.objects.filter(path__in=[row["path"] for row in before])}
    for row in before:
        there = now.get(row["path"])
        if there is not None and there.topic_id != new.pk:
            continue
        targets = {name: row[name] for name in ("article_id", "section_id", "topic_id", "author_id")}
        made_at = datetime.fromisoformat(row["made_at"])
        if there is None:
            OldAddress.objects.bulk_create([OldAddress(pk=row["pk"], path=row["path"], **targets)])
        OldAddress.objects.filter(path=row["path"]).update(**targets, made_at=made_at)
    known = {row["path"] for row in before}
    path = addresses.readable(old.get_absolute_url())
    if path not in known:
        OldAddress.objects.filter(path=path, topic=new).delete()


def _return_distinct(record: TopicMerge, old: Topic) -> None:
    rows: list[list[int]] = record.moved["distinct"]
    living = set(
        Topic.objects.filter(pk__in={key for _, *pair in rows for key in pair}).values_list("pk", flat=True)
    )
    DistinctTopics.objects.bulk_create(
        DistinctTopics(pk=pk, first_id=first, second_id=second)
        for pk, first, second in rows
        if {first, second} <= living
    )


def _picture(key: int | None) -> int | None:
    return key if key and Image.objects.filter(pk=key).exists() else None


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
