"""The whole index from nothing, while readers keep the lists that there are. Killed, it goes on where it was."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from ..models import Article, Posting, Profile, Term
from ..models.related import OF_REBUILD, TO_COUNT, Due
from . import archive, index, waiting
from .terms import EVERY

BATCH = 500
Progress = Callable[[str, int, int], None]  # what is done with stories, to how many, of how many


def rebuild(progress: Progress = lambda *_: None) -> int:
    """Count every story, then relate every story; how many were related.

    What a killed rebuild has done already is not done again.
    """
    if not Profile.objects.filter(archive_size__in=OF_REBUILD).exists():
        _begin()
    _each("counted", Profile.objects.filter(archive_size__in=TO_COUNT), index.count, progress)
    waits = Profile.objects.filter(archive_size__lte=Due.WAITING)
    return _each("related", waits, index.settle, progress)


@transaction.atomic
def _begin() -> None:
    """Forget every word. The lists stay until their stories are related anew."""
    archive.lock()
    Posting.objects.all().delete()
    Term.objects.exclude(text=EVERY).delete()
    Term.objects.update(articles=0)
    Profile.objects.update(archive_size=Due.ANEW, terms=b"", counts=b"")
    last = 0
    rows = Article.objects.listed().order_by("pk").values_list("pk", flat=True)
    while keys := list(rows.filter(pk__gt=last)[:BATCH]):
        waiting.mark(keys, Due.ANEW)
        last = keys[-1]


def _each(name: str, which: QuerySet[Profile], act: Callable[[int], object], progress: Progress) -> int:
    """Do `act` with each story of `which`, which is none of it after that."""
    done, number = 0, which.count()
    while keys := list(which.order_by("archive_size", "pk").values_list("pk", flat=True)[:BATCH]):
        for key in keys:
            waiting.attempt(act, key)
        done += len(keys)
        progress(name, done, max(done, number))
    return done
