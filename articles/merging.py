"""Two topics become one. `unmerging.py` makes them two again."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from newsroom import audit, pagecache

from . import addresses
from .models import Article, DistinctTopics, OldAddress, Synonym, Tagging, Topic, TopicMerge
from .models.article import list_tag
from .related import ordering

MERGE = "articles.merge_topic"


class CannotMerge(Exception):
    """Why these topics cannot become one, or two again: a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What a merge is going to move."""

    stories: int
    live: int  # of these, what readers see now
    both: int  # stories that have the other topic already
    leading: int  # stories of which it is the primary topic
    waiting: int  # updates in work that name it, and will give the other one
    synonyms: list[str]
    addresses: list[str]  # which will lead to the other topic


def preview(old: Topic, new: Topic) -> Moves:
    """What `merge` would move, in seven queries. Raises CannotMerge."""
    _check(old, new)
    taggings = Tagging.objects.filter(tag=old)
    return Moves(
        stories=taggings.count(),
        live=taggings.live().count(),
        both=taggings.filter(content_object__in=_articles_of(new)).count(),
        leading=Article.objects.filter(primary_topic=old).count(),
        waiting=_waiting(old),
        synonyms=[old.name, *old.synonyms.values_list("name", flat=True)],
        addresses=[old.get_absolute_url(), *old.old_addresses.values_list("path", flat=True)],
    )


@transaction.atomic
def merge(old: Topic, new: Topic, *, by: User) -> TopicMerge:
    """Make `new` of all that is `old`: its stories, synonyms and addresses; its name becomes a synonym.

    Ranks and primary topics stay. The rows written grow with the stories of `old` alone: a revision that names it gives
    `new` when it is published (`topics.followed`). Raises CannotMerge, PermissionDenied.
    """
    require(by)
    # Not more than a key's lock would leave: a story that is being published names its topics at its commit, and holds
    # the rows that this is going to move. Articles are locked before their taggings, as publishing does it.
    found = Topic.objects.select_for_update(no_key=True).order_by("pk").in_bulk([old.pk, new.pk])
    _check(found.get(old.pk, old), found.get(new.pk, new), living=found.keys())
    old, new = found[old.pk], found[new.pk]
    row = {field.attname: getattr(old, field.attname) for field in old._meta.concrete_fields}
    distinct = DistinctTopics.objects.filter(Q(first=old) | Q(second=old))
    leading = Article.objects.filter(primary_topic=old)
    primary = list(leading.values_list("pk", flat=True))
    leading.update(primary_topic=new)
    moved: dict[str, Any] = {
        "distinct": list(distinct.values_list("pk", "first", "second")),
        "joined": _join(old, new),
        "primary": primary,
        "taggings": list(Tagging.objects.filter(tag=old).values_list("pk", "content_object")),
        "synonyms": list(old.synonyms.values_list("pk", flat=True)),
        "addresses": _move_addresses(old, new),
    }
    Tagging.objects.filter(tag=old).update(tag=new)
    old.synonyms.update(topic=new)
    _lead_others(old, new)
    Topic.objects.filter(pk=old.pk).delete()
    Synonym.objects.create(topic=new, name=old.name)
    record = TopicMerge.objects.create(
        old=old.pk,
        old_name=old.name,
        new=new.pk,
        new_name=new.name,
        row=row,
        moved=moved,
        stories=len(moved["taggings"]) + len(moved["joined"]),
        by=by,
        merged_at=timezone.now(),
    )
    ordering.order_again(
        [*(key for _, key in moved["taggings"]), *(one["article"] for one in moved["joined"])]
    )
    audit.record("topic.merge", old, by=by, into=new.name, stories=record.stories)
    purge(record)
    return record


def _lead_others(old: Topic, new: Topic) -> None:
    """What other apps have on `old`, such as a newsletter on a topic, is on `new` from now on."""
    for field in Topic._meta.get_fields(include_hidden=True):
        model: Any = field.related_model
        if field.one_to_many and model._meta.app_label != Topic._meta.app_label:
            name = field.field.name
            model._default_manager.filter(**{name: old}).update(**{name: new})


def require(by: User) -> None:
    if not by.has_perm(MERGE):
        raise PermissionDenied("You may not merge topics.")


def purge(record: TopicMerge) -> None:
    """The pages of both topics, their lists, and every page that names one of them."""
    kinds = [f"topic-{record.old}", f"topic-{record.new}"]
    lists = [list_tag("topic", record.old), list_tag("topic", record.new)]
    pagecache.purge(*kinds, *lists, "topics")


def _check(old: Topic, new: Topic, *, living: Any = None) -> None:
    if old.pk == new.pk:
        raise CannotMerge(f"“{old}” cannot be merged into itself. Choose another topic.")
    for topic in (old, new):
        if living is not None and topic.pk not in living:
            raise CannotMerge(what_became_of(topic.pk, topic.name))


def what_became_of(key: int, name: str) -> str:
    """A sentence about a topic that is not there any more."""
    merged = TopicMerge.objects.select_related("by").filter(old=key, undone_at=None).first()
    if merged is None:
        return f"“{name}” has been deleted since."
    return (
        f"“{merged.old_name}” has been merged into “{merged.new_name}” already, by {merged.by or 'somebody'}."
    )


def _waiting(topic: Topic) -> int:
    updates = Article.objects.in_work().filter(live_revision__isnull=False)
    named = updates.values_list("latest_revision__snapshot__topics", flat=True)
    return sum(topic.pk in (topics or ()) for topics in named)


def _articles_of(topic: Topic) -> Any:
    return Tagging.objects.filter(tag=topic).values("content_object")


def _join(old: Topic, new: Topic) -> list[dict[str, int]]:
    """Take `old` from the stories that have `new` as well, which gets the better rank. Says what was there before."""
    both = (
        Tagging.objects.filter(tag=new, content_object__taggings__tag=old)
        .order_by("pk")
        .values(
            article=F("content_object"),
            kept=F("pk"),
            kept_rank=F("rank"),
            lost=F("content_object__taggings__pk"),
            lost_rank=F("content_object__taggings__rank"),
        )
    )
    joined = list(both)
    better = [
        Tagging(pk=one["kept"], rank=one["lost_rank"])
        for one in joined
        if one["lost_rank"] < one["kept_rank"]
    ]
    Tagging.objects.bulk_update(better, ["rank"], batch_size=400)
    Tagging.objects.filter(tag=old, content_object__in=_articles_of(new)).delete()
    return joined


def _move_addresses(old: Topic, new: Topic) -> list[dict[str, Any]]:
    """Let every address that led to `old`, and its own, lead to `new`. Says what was there before of each."""
    own = addresses.readable(new.get_absolute_url())
    path = addresses.readable(old.get_absolute_url())
    touched = OldAddress.objects.filter(Q(topic=old) | Q(path__in=[path, own]))
    before = [
        {**row, "made_at": row["made_at"].isoformat()}
        for row in touched.order_by("pk").values(
            "pk", "path", "article_id", "section_id", "topic_id", "author_id", "made_at"
        )
    ]
    addresses.keep_all((led, new) for led in [*(str(row["path"]) for row in before), path])
    return before
