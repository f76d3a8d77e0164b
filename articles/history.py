"""The versions of a story: one of them brought back, given a name, and how long each is kept."""

from dataclasses import replace
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from newsroom import audit

from .content import Content
from .differences import Names
from .models import Article, Correction, Kind, PreviewLink, Review, Revision, ScheduledChange
from .publishing import save_draft
from .rights import require_write

KEPT = timedelta(days=90)  # of a version that nobody has named, protected, read or published
PRUNED_AT_ONCE = 500


def restore(revision: Revision, *, by: User, base: int) -> tuple[Revision, list[str]]:
    """Make the text of an older version the newest one; readers see nothing of it before it is published.

    `base` is the number of the newest version when the person decided so. Gives the new version, and what the old
    one had that is there no more and was left out, in words. Raises PermissionDenied and Stale.
    """
    content, lost = healed(revision.content)
    note = f"Restored from version {revision.number}"
    restored = save_draft(content, by=by, article=revision.article, base=base, kind=Kind.RESTORED, note=note)
    audit.record("article.restore", revision.article, by=by, version=restored.number, of=revision.number)
    return restored, lost


def healed(content: Content) -> tuple[Content, list[str]]:
    """The text without what is gone since: its section, topics, authors and lead picture; and these, in words.

    Pictures and cards of the text stay: readers do not see one that is gone, and the form says so at its place.
    """
    names = Names.of([content])
    lost = []
    if content.section and content.section not in names.sections:
        lost.append("its section")
        content = replace(content, section=None)
    topics = tuple(dict.fromkeys(names.topics[key].pk for key in content.topics if key in names.topics))
    if gone := sum(key not in names.topics for key in content.topics):
        lost.append("a topic" if gone == 1 else f"{gone} topics")
    credits = tuple(credit for credit in content.credits if credit.author in names.authors)
    if gone := len(content.credits) - len(credits):
        lost.append("an author" if gone == 1 else f"{gone} authors")
    if content.lead_image and content.lead_image not in names.images:
        lost.append("its lead picture")
        content = replace(content, lead_image=None)
    return replace(content, topics=topics, credits=credits), lost


@transaction.atomic
def name(revision: Revision, *, by: User, name: str, note: str, is_protected: bool) -> Revision:
    """Give a version a name, a note, and protection from pruning. Its text stays as it is. Raises PermissionDenied."""
    require_write(by, revision.article)
    revision.name, revision.note, revision.is_protected = name, note, is_protected
    revision.save(update_fields=["name", "note", "is_protected"])
    audit.record("article.name", revision.article, by=by, version=revision.number, name=name)
    return revision


def prune() -> int:
    """Delete old versions that nothing hangs on, and say how many; at most 500 a call.

    The newest and the live one of a story stay for ever, and so does what was published, imported, reviewed, named,
    protected, or corrected with,
    what waits for its hour, and what a private link shows.
    """
    own = Article.objects.filter(pk=OuterRef("article"))
    old = Revision.objects.filter(
        ~Exists(own.filter(Q(latest_revision=OuterRef("pk")) | Q(live_revision=OuterRef("pk")))),
        ~Exists(Review.objects.filter(revision=OuterRef("pk"))),
        ~Exists(Correction.objects.filter(revision=OuterRef("pk"))),
        ~Exists(ScheduledChange.objects.filter(Q(revision=OuterRef("pk")) | Q(instead_of=OuterRef("pk")))),
        ~Exists(PreviewLink.objects.open().filter(revision=OuterRef("pk"))),
        kind__in=[Kind.DRAFT, Kind.RESTORED, Kind.CONFLICT],
        created_at__lt=timezone.now() - KEPT,
        is_protected=False,
        name="",
    )
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:PRUNED_AT_ONCE])
    Revision.objects.filter(pk__in=keys).delete()
    return len(keys)
