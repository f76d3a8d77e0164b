"""Where a text is on its way to readers."""

from django.db import models


class Stage(models.TextChoices):
    """Where the newest text of an article is; `PUBLISHED`: it is what readers see, and nothing waits."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    APPROVED = "approved", "Approved"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"


class State(models.TextChoices):
    """What an article is, in the one word that the desk shows for it."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    APPROVED = "approved", "Approved"
    SCHEDULED = "scheduled", "Scheduled"
    LIVE = "live", "Live"
    WITHDRAWN = "withdrawn", "Withdrawn"
    TRASHED = "trashed", "In the trash"


class Priority(models.IntegerChoices):
    LOW = 1, "Low"
    NORMAL = 2, "Normal"
    HIGH = 3, "High"


class Change(models.TextChoices):
    """What kind of change a text is to the one that readers know. It alone decides what they are told."""

    TYPO = "typo", "Typo: nothing that a reader was told is different"
    CLARIFICATION = "clarification", "Clarification: it was right, and could be misread"
    UPDATE = "update", "Update: something has happened since"
    CORRECTION = "correction", "Correction: readers were told something wrong"
    RETRACTION = "retraction", "Retraction: the story does not stand"


# The kinds that are said to readers in words, which are kept for ever; the gravest last.
NOTICES = (Change.CLARIFICATION, Change.CORRECTION, Change.RETRACTION)
NOTICED = frozenset(NOTICES)
IN_WORK = frozenset({Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED})
