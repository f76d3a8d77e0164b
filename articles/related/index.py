"""A story into the index and out of it. Everything here can run twice, and is whole or not at all."""

from collections import Counter
from collections.abc import Mapping

from django.db import transaction

from newsroom import pagecache

from ..models import Article, Posting, Profile, Term
from ..models.related import TO_COUNT, Due
from . import archive, likeness, lists, profiles
from .explaining import Why
from .lists import Changed
from .terms import terms_of, topics_of


@transaction.atomic
def settle(article_id: int) -> set[int]:
    """Relate a story that waits, or take it out if no list may lead to it. Gives what is to be related after it."""
    every = archive.lock()
    article, profile = _locked(article_id)
    if profile is None or profile.archive_size > Due.WAITING:  # somebody else was quicker
        return set()
    changed = _relate(article, profile, every) if article else _unrelate(profile, every)
    Profile.objects.filter(pk__in=changed.short, archive_size__gt=Due.WAITING).update(
        archive_size=Due.WAITING
    )
    pagecache.purge(*(f"article-{key}" for key in sorted(changed.shown)))
    return changed.short


@transaction.atomic
def count(article_id: int) -> None:
    """Count a story that came with many others, and leave its list for later."""
    every = archive.lock()
    article, profile = _locked(article_id)
    if profile is None or profile.archive_size not in TO_COUNT:
        return
    if article:
        counts = terms_of(article, topics_of(article))
        _keep(profile, counts, archive.count_in(counts, profile, every))
    Profile.objects.filter(pk=article_id).update(archive_size=profile.archive_size + 1)


def _locked(article_id: int) -> tuple[Article | None, Profile | None]:
    """A story, if lists may lead to it, and its profile: in the order in which publishing locks them, after the index.

    Whoever publishes never asks for the index, so nobody waits for another in a circle.
    """
    Article.objects.select_for_update(no_key=True).filter(pk=article_id).values_list("pk").first()
    article = Article.objects.listed().filter(pk=article_id).first()
    return article, Profile.objects.select_for_update().filter(pk=article_id).first()


def _relate(article: Article, profile: Profile, every: Term) -> Changed:
    topics = topics_of(article)
    counts = terms_of(article, topics)
    terms = archive.count_in(counts, profile, every)
    text = likeness.vector(counts, terms)
    Posting.objects.filter(article=article).delete()
    Posting.objects.bulk_create(
        Posting(term_id=key, article=article, weight=weight) for key, weight in text.posted.items()
    )
    _keep(profile, counts, terms, norm=text.norm, archive_size=every.articles)
    found = likeness.like(text, moment=article.published_at, besides=article.pk)
    return lists.write(article.pk, found, Why(terms.values(), topics))


def _keep(profile: Profile, counts: Counter[str], terms: Mapping[str, Term], **facts: float) -> None:
    packed = profiles.pack({terms[text].pk: number for text, number in counts.items()})
    Profile.objects.filter(pk=profile.pk).update(terms=packed[0], counts=packed[1], **facts)


def _unrelate(profile: Profile, every: Term) -> Changed:
    article_id = profile.pk  # which the profile forgets with its row
    archive.count_out(profile, every)
    Posting.objects.filter(article=article_id).delete()
    profile.delete()
    return lists.leave(article_id)
