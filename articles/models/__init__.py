"""The content of the site, one noun a file."""

from .address import OldAddress
from .article import Article, ArticleQuerySet, Byline, Label
from .author import Author
from .image import Image
from .page import Page
from .reference import Reference
from .revision import Kind, Revision
from .taxonomy import Section, Synonym, Tagging, Topic

__all__ = [
    "Article",
    "ArticleQuerySet",
    "Author",
    "Byline",
    "Image",
    "Kind",
    "Label",
    "OldAddress",
    "Page",
    "Reference",
    "Revision",
    "Section",
    "Synonym",
    "Tagging",
    "Topic",
]
