"""The tree that any text becomes: blocks in blocks, and lines of text whose marks are noted on each piece."""

import re
from dataclasses import dataclass, field
from html import unescape

from .embeds import embed_for
from .vocabulary import FLOWS, LINES

BREAK = "\n"  # a line break among the pieces of a line, whose other white space is single spaces

_HREF = re.compile('<a href="([^"]*)">')


@dataclass(slots=True, eq=False)
class Block:
    """A block with its blocks, or with its `line`: pieces of text, each under the opening tags of its marks.

    The root has no tag. `is_head` is said of a row; of a table it is said while its head is being read.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    blocks: list["Block"] = field(default_factory=list)
    line: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    is_head: bool = False
    post: str = ""  # the address of the post that this quotation stands for

    @property
    def holds_line(self) -> bool:
        return self.tag in LINES or self.tag in {"figure", "aside"}

    @property
    def holds_flow(self) -> bool:
        return self.tag in FLOWS or not self.tag


def with_player(block: Block) -> Block:
    """`block`, made a player if it is a paragraph with nothing but the address of one, or a quoted post."""
    found = None
    if block.tag == "p":
        text = "".join(text for _, text in block.line).strip()
        found = embed_for(text) if text.startswith("http") else None
    elif block.post:
        addresses = _links(block) if block.post == "link" else [block.post]
        found = next(filter(None, map(embed_for, reversed(addresses))), None)
    if found:
        block.tag, block.attributes, block.post = "figure", {"data-embed": found.url}, ""
        block.blocks, block.line = [], []
    return block


def _links(block: Block) -> list[str]:
    openings = dict.fromkeys(opening[0] for child in block.blocks for opening, _ in child.line if opening)
    return [unescape(link[1]) for link in map(_HREF.match, openings) if link]
