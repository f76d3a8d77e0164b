"""The newsletters that readers can sign up for, and which of them fits a page."""

from articles.models import Section
from newsroom.identity import Frame

from .languages import language_of
from .models import Newsletter, Scope

CACHE_TAG = "newsletters"


def _read() -> list[Newsletter]:
    return list(Newsletter.objects.public().select_related("section"))


def _none() -> list[Newsletter]:
    return []


public = Frame(_read, _none)


def fitting(section: Section | None, language: str) -> Newsletter | None:
    """For the foot of a story or a section: the section's own, else the first of its language, else the first."""
    found = public.get()
    if section is not None:
        own = (one for one in found if one.scope == Scope.SECTION and one.section_id == section.pk)
        if newsletter := next(own, None):
            return newsletter
    wide = [one for one in found if one.scope == Scope.PAPER]
    same = (one for one in wide if language_of(one.own_language) == language_of(language))
    return next(same, None) or next(iter(wide), None)
