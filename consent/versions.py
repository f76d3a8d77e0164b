"""Publishing a version of the registry."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from newsroom import audit, identity, pagecache

from . import published
from .changes import numbered
from .drafting import draft
from .languages import LANGUAGES
from .models import ShownTexts, Version
from .problems import problems
from .registry import digest, in_language, shown


class NotReady(ValueError):
    """What is declared is not complete; `problems` has a sentence for each thing that is missing."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def newest() -> Version | None:
    return Version.objects.order_by("-number").first()


@transaction.atomic
def publish(*, by: User | None, note: str = "", wording_only: bool = False) -> Version:
    """Bring the draft into force. `wording_only`: texts were reworded and mean the same, so they ask nobody again.

    Raises NotReady. Two who publish at once make two versions, one after the other.
    """
    # The first row stands for all: whoever waits for it reads afterwards, and so sees what the other has published.
    list(Version.objects.select_for_update().filter(number=1))
    drawn, last = draft(), newest()
    if found := problems(drawn):
        raise NotReady(found)
    number = last.number + 1 if last else 1
    today = timezone.localdate(timezone=identity.current().zone)
    registry = numbered(drawn, last.registry if last else None, number, on=today, wording_only=wording_only)
    version = Version(number=number, published_by=audit.name_of(by), note=note, registry=registry)
    _archive(version)
    if by is not None:
        audit.record("version.publish", version, by=by)
    pagecache.purge("site")  # every page says which version it shows
    published.forget()
    transaction.on_commit(published.forget)
    return version


def _archive(version: Version) -> None:
    """Save it, and what visitors are shown by it, word for word, in each language."""
    contents = {}
    for language in LANGUAGES:
        registry = {**version.registry, "digests": {}}
        contents[language] = shown(in_language(registry, version.number, version.published_at, language))
    version.registry["digests"] = {language: digest(content) for language, content in contents.items()}
    version.save()
    for language, content in contents.items():
        ShownTexts.objects.create(
            digest=version.registry["digests"][language], version=version, language=language, content=content
        )
