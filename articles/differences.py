"""What has changed between two versions of a story: each field side by side, and the text word by word."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from . import compare, topics
from .body import render
from .content import Content
from .models import Article, Author, Image, Section, Topic
from .models.article import LABELS
from .pictures.markup import picture


@dataclass(frozen=True, slots=True)
class Names:
    """What the primary keys in some texts stand for: five queries, however many texts these are."""

    sections: dict[int, Section]
    topics: dict[int, Topic]
    authors: dict[int, Author]
    images: dict[int, Image]
    articles: dict[int, str]  # headlines

    @classmethod
    def of(cls, contents: Iterable[Content]) -> "Names":
        contents = list(contents)
        named = render.collect([content.body for content in contents])
        leads = {content.lead_image for content in contents if content.lead_image}
        return cls(
            sections=Section.objects.in_bulk([one.section for one in contents if one.section]),
            topics=topics.by_key(topic for one in contents for topic in one.topics),
            authors=Author.objects.in_bulk({credit.author for one in contents for credit in one.credits}),
            images=Image.objects.in_bulk({*named.images, *leads}),
            articles=dict(Article.objects.filter(pk__in=named.articles).values_list("pk", "headline")),
        )

    def label(self, kind: str, pk: int) -> str:
        """A reference of a text as words."""
        if kind == "image":
            return f"Picture: {self.images[pk]}" if pk in self.images else f"Picture {pk}, which is gone"
        return f"Read also: {self.articles[pk]}" if pk in self.articles else f"Story {pk}, which is gone"


@dataclass(frozen=True, slots=True)
class Row:
    """A field in two versions, as safe HTML."""

    name: str
    before: SafeString
    after: SafeString


@dataclass(frozen=True, slots=True)
class Difference:
    rows: list[Row]  # of the fields that have changed
    unchanged: list[str]  # the names of the others
    text: compare.Comparison


def difference(before: Content, after: Content) -> Difference:
    """What has changed from one text of a story to another, in six queries at most."""
    names = Names.of([before, after])
    rows, unchanged = [], []
    for name, said in _FIELDS.items():
        old, new = said(before, names), said(after, names)
        if old == new:
            unchanged.append(name)
        elif isinstance(old, SafeString):
            rows.append(Row(name, old, SafeString(new)))
        else:
            rows.append(Row(name, *compare.lines(old, new)))
    return Difference(rows, unchanged, compare.bodies(before.body, after.body, label=names.label))


def _topics(content: Content, names: Names) -> str:
    return ", ".join(_name(names.topics, key, "topic") for key in content.topics)


def _bylines(content: Content, names: Names) -> str:
    said = ((_name(names.authors, credit.author, "author"), credit.role) for credit in content.credits)
    return ", ".join(f"{name} ({role})" if role else name for name, role in said)


def _section(content: Content, names: Names) -> str:
    return _name(names.sections, content.section, "section") if content.section else ""


def _lead(content: Content, names: Names) -> SafeString:
    if content.lead_image is None:
        return SafeString("none")
    image = names.images.get(content.lead_image)
    if image is None:
        return format_html("picture {}, which is gone", content.lead_image)
    return format_html("{}<br>{}", picture(image, "card", "8rem", is_decorative=True), image)


def _name(rows: dict[int, Section] | dict[int, Topic] | dict[int, Author], key: int, kind: str) -> str:
    return str(rows[key]) if key in rows else f"{kind} {key}, which is gone"


def _plain(field: str) -> Callable[[Content, Names], str]:
    return lambda content, _: str(getattr(content, field))


_FIELDS: dict[str, Callable[[Content, Names], str]] = {
    "Headline": _plain("headline"),
    "Standfirst": _plain("standfirst"),
    "Label": lambda content, _: LABELS.get(content.label, ""),
    "Section": _section,
    "Topics": _topics,
    "Bylines": _bylines,
    "Lead picture": _lead,
    "Caption of the lead picture": _plain("lead_caption"),
    "Language": _plain("language"),
    "Address": _plain("slug"),
    "Title in search": _plain("search_title"),
    "Text in search": _plain("search_description"),
    "Title when shared": _plain("share_title"),
    "Text when shared": _plain("share_text"),
    "First appeared at": _plain("canonical_address"),
}
