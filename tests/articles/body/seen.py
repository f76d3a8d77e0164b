"""What a parser that is not ours finds in a text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Seen:
    """The tags in their order, and every attribute as (tag, name, value)."""

    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # comments, declarations

    @property
    def names(self) -> set[str]:
        return {name for _, name, _ in self.attributes}


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()

    def handle_starttag(self, tag, attrs):
        self.seen.tags.append(tag)
        self.seen.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_comment(self, data):
        self.seen.others.append(data)

    def handle_decl(self, decl):
        self.seen.others.append(decl)

    unknown_decl = handle_pi = handle_decl


def seen_in(html: str) -> Seen:
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.seen
