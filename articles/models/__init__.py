"""The content of the site, one noun a file."""

from .address import OldAddress
from .article import Article, ArticleQuerySet, Byline, Label
from .author import Author
from .correction import Correction
from .front import Arrangement, Pin, Zone
from .headline import HeadlineWord
from .image import Image
from .merge import DistinctTopics, TopicMerge
from .page import Page
from .preview import PreviewLink
from .reference import Reference
from .related import Posting, Profile, Related, Term
from .review import Note, Review, Verdict
from .revision import Kind, Revision
from .rules import HouseRules, Level
from .schedule import ScheduledChange
from .states import NOTICED, NOTICES, Change, Priority, Stage, State
from .taxonomy import Section, Synonym, Tagging, Topic
from .working import Mark, Presence, WorkingCopy

__all__ = [
    "NOTICED",
    "NOTICES",
    "Arrangement",
    "Article",
    "ArticleQuerySet",
    "Author",
    "Byline",
    "Change",
    "Correction",
    "DistinctTopics",
    "HeadlineWord",
    "HouseRules",
    "Image",
    "Kind",
    "Label",
    "Level",
    "Mark",
    "Note",
    "OldAddress",
    "Page",
    "Pin",
    "Posting",
    "Presence",
    "PreviewLink",
    "Priority",
    "Profile",
    "Reference",
    "Related",
    "Review",
    "Revision",
    "ScheduledChange",
    "Section",
    "Stage",
    "State",
    "Synonym",
    "Tagging",
    "Term",
    "Topic",
    "TopicMerge",
    "Verdict",
    "WorkingCopy",
    "Zone",
]
