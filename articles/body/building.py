"""From a row of tags to the tree.

Nothing of the source's own nesting is trusted: a tag opens or closes a place in a tree that has only the shapes of
the vocabulary. Marks are not nested at all but noted on each piece of text, so that crossed, repeated and unclosed
ones come out in one order.
"""

import re
from collections.abc import Callable, Iterable

from .embeds import embed_for
from .tokens import Is, Token
from .tree import BREAK, Block, with_player
from .vocabulary import CELLS, HEADINGS, LISTS, MARKS, MAX_DEPTH, SOURCES, Vocabulary
from .writing import in_attribute

_SPACES = re.compile("[ \t\n\f\u2028\u2029]+")
_MARK_OF = {
    **{mark: mark for mark in MARKS},
    "b": "strong", "i": "em", "cite": "em", "dfn": "em", "var": "em", "del": "s", "strike": "s",
    "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_HEADING_OF = {**{heading: heading for heading in HEADINGS}, "h1": "h2", "h5": "h4", "h6": "h4"}
# Tags that begin and end a line, and leave nothing else behind.
_WRAPPERS = frozenset({
    "address", "article", "body", "center", "dd", "details", "dialog", "dl", "dt", "fieldset", "form", "header",
    "hgroup", "html", "legend", "main", "menu", "nav", "optgroup", "option", "search", "section", "summary",
})  # fmt: skip
_NOT_BOLD = re.compile(r"(^|;)\s*font-weight\s*:\s*(normal|400)\b", re.IGNORECASE)
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_QUOTED_POSTS = frozenset({"twitter-tweet", "instagram-media", "tiktok-embed"})


class Builder:
    """Takes tokens one by one. `root` is the tree so far."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.root = Block("")
        self._open = [self.root]
        self._divs: list[Block | None] = []  # None for one that is only a wrapper
        self._inner_tables = 0  # tables in tables: their cells become paragraphs
        self._marks = dict.fromkeys(MARKS, 0)
        self._link = ""
        self._opening: tuple[str, ...] = ()  # the tags of link and marks, outermost first

    def feed(self, tokens: Iterable[Token]) -> "Builder":
        for token in tokens:
            if token.kind is Is.TEXT:
                self._text(token.text)
            elif token.kind is Is.START:
                self._start(token)
            else:
                self._end(token.name)
        return self

    # Text and its marks

    def _text(self, text: str) -> None:
        top = self._open[-1]
        if top.tag == "pre":
            top.line.append(((), text))
            return
        text = _SPACES.sub(" ", text)
        if not top.holds_line:
            text = text.lstrip(" ")
            if not text:
                return
            top = self._line_for_text()
        if not top.line or top.line[-1][1][-1] in {" ", BREAK}:
            text = text.lstrip(" ")
        if text:
            top.line.append((self._opening, text))

    def _line_for_text(self) -> Block:
        """A paragraph where bare text stands; inside a list or a table that needs an item or a cell first."""
        self._to_flow("p")
        return self._push(Block("p"))

    def _break(self) -> None:
        top = self._open[-1]
        if not top.holds_line or not top.line:
            return
        opening, text = top.line[-1]
        if top.tag != "pre" and text.endswith(" "):
            top.line.pop()
            if text := text[:-1]:
                top.line.append((opening, text))
        if top.line:
            top.line.append((self._opening, BREAK))

    def _mark(self, mark: str, step: int) -> None:
        self._marks[mark] = max(0, self._marks[mark] + step)
        self._note_marks()

    def _note_marks(self) -> None:
        marks = tuple(f"<{mark}>" for mark, depth in self._marks.items() if depth)
        self._opening = (self._link, *marks) if self._link else marks

    # The way through the tree

    def _push(self, block: Block) -> Block:
        self._open[-1].blocks.append(block)
        self._open.append(block)
        return block

    def _end_line(self) -> None:
        """A block begins or ends here: a paragraph is over; a heading or a caption goes on after a space."""
        top = self._open[-1]
        if top.tag == "p":
            self._open.pop()
        elif top.tag == "pre":
            self._text("\n")
        elif top.holds_line:
            self._text(" ")

    def _to_flow(self, tag: str) -> None:
        """Make the innermost open block one that may hold a `tag`, opening an item or a cell where one is missing."""
        if self._open[-1].holds_line:
            self._open.pop()
        top = self._open[-1]
        if top.tag in LISTS and tag != "li":
            # Between items: what stands there belongs to the item before, as it looks in a browser.
            if top.blocks:
                self._open.append(top.blocks[-1])
            else:
                self._push(Block("li"))
        elif top.tag == "table" and tag not in {"caption", "tr"}:
            self._push(Block("tr", is_head=top.is_head))
            self._push(Block("td"))
        elif top.tag == "tr" and tag not in CELLS:
            self._push(Block("td"))

    def _nearest(self, tags: Iterable[str], *, within: frozenset[str] = CELLS) -> int:
        """The place among the open blocks of the innermost one of `tags`; 0 if there is none inside `within`."""
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag in tags:
                return place
            if self._open[place].tag in within:
                return 0
        return 0

    def _close(self, tags: Iterable[str], *, within: frozenset[str] = CELLS) -> bool:
        place = self._nearest(tags, within=within)
        if place:
            del self._open[place:]
        return bool(place)

    def _is_deep(self) -> bool:
        return sum(block.holds_flow for block in self._open) > MAX_DEPTH

    # Start tags

    def _start(self, token: Token) -> None:
        name = token.name
        if name in _MARK_OF:
            self._start_mark(token)
        elif name in _STARTS:
            _STARTS[name](self, token)
        elif name in _HEADING_OF:
            self._to_flow(name)
            self._push(Block(_HEADING_OF[name], self._kept(_HEADING_OF[name], token)))
        elif name in _WRAPPERS:
            self._end_line()

    def _kept(self, tag: str, token: Token) -> dict[str, str]:
        return self.vocabulary.values(tag, token.attributes)

    def _start_mark(self, token: Token) -> None:
        if token.name == "cite" and self._open[-1].tag == "blockquote":
            self._push(Block("footer"))
        # Google Docs wraps a whole document in a <b> that is not bold.
        elif not _NOT_BOLD.search(token.attributes.get("style", "")):
            self._mark(_MARK_OF[token.name], 1)

    def _start_link(self, token: Token) -> None:
        href = self.vocabulary.value("a", "href", token.attributes.get("href", ""))
        self._link = f'<a href="{in_attribute(href)}">' if href else ""
        self._note_marks()

    def _start_break(self, token: Token) -> None:
        self._break()

    def _start_paragraph(self, token: Token) -> None:
        self._end_line()
        if not self._open[-1].holds_line:
            self._to_flow("p")
            self._push(Block("p", self._kept("p", token)))

    def _start_pre(self, token: Token) -> None:
        self._to_flow("pre")
        self._push(Block("pre", self._kept("pre", token)))

    def _start_div(self, token: Token) -> None:
        attributes = self._kept("div", token)
        if not attributes or self._is_deep():
            self._end_line()
            self._divs.append(None)
            return
        self._to_flow("div")
        self._divs.append(self._push(Block("div", attributes)))

    def _start_quote(self, token: Token) -> None:
        if self._is_deep():
            self._end_line()
            return
        self._to_flow("blockquote")
        quote = self._push(Block("blockquote", self._kept("blockquote", token)))
        quote.post = _post_in(token)

    def _start_footer(self, token: Token) -> None:
        self._end_line()
        if self._open[-1].tag == "blockquote":
            self._push(Block("footer"))

    def _start_list(self, token: Token) -> None:
        if self._is_deep():
            self._end_line()
            return
        self._to_flow(token.name)
        self._push(Block(token.name, self._kept(token.name, token)))

    def _start_item(self, token: Token) -> None:
        place = self._nearest(LISTS, within=CELLS | {"blockquote"})
        if not place:
            self._end_line()
            return
        del self._open[place + 1 :]
        self._push(Block("li", self._kept("li", token)))

    def _start_rule(self, token: Token) -> None:
        self._to_flow("hr")
        self._open[-1].blocks.append(Block("hr"))

    def _start_table(self, token: Token) -> None:
        if self._is_deep() or any(block.tag == "table" for block in self._open):
            self._inner_tables += 1
            self._end_line()
            return
        self._to_flow("table")
        self._push(Block("table", self._kept("table", token)))

    def _start_table_part(self, token: Token) -> None:
        """caption, thead, tbody, tfoot, tr, td, th."""
        name = token.name
        place = self._nearest({"table"}, within=frozenset())
        if not place or self._inner_tables:
            self._end_line()
            return
        in_row = name in CELLS and [block.tag for block in self._open[place + 1 : place + 2]] == ["tr"]
        del self._open[place + (2 if in_row else 1) :]
        if name in _SECTIONS:
            self._open[place].is_head = name == "thead"
        elif name == "tr":
            self._push(Block("tr", is_head=self._open[place].is_head))
        else:
            if name in CELLS and not in_row:
                self._push(Block("tr", is_head=self._open[place].is_head))
            self._push(Block(name, self._kept(name, token)))

    # Figures and cards

    def _start_figure(self, token: Token) -> None:
        attributes = _one_reference(self._kept("figure", token))
        if not attributes:
            self._end_line()
            return
        self._to_flow("figure")
        self._push(Block("figure", attributes))

    def _start_figcaption(self, token: Token) -> None:
        self._end_line()
        blocks = self._open[-1].blocks
        # The caption of a picture or player that we made of an <img> or an address inside a plain <figure>.
        if blocks and not self._open[-1].holds_line and with_player(blocks[-1]).tag == "figure":
            self._open.append(blocks[-1])

    def _start_card(self, token: Token) -> None:
        attributes = self._kept("aside", token)
        if not attributes:
            self._end_line()
            return
        self._to_flow("aside")
        self._push(Block("aside", attributes))

    def _start_image(self, token: Token) -> None:
        """A picture is in the library or it is not in the text; only an import may still name it by its path."""
        path = token.attributes.get("src", "")
        if self.vocabulary is SOURCES and not re.match(r"//|[A-Za-z][A-Za-z0-9+.-]*:", path):
            self._add_figure(self.vocabulary.values("figure", {"data-image": path}))

    def _start_iframe(self, token: Token) -> None:
        self._add_figure(self.vocabulary.values("figure", {"data-embed": token.attributes.get("src", "")}))

    def _add_figure(self, attributes: dict[str, str]) -> None:
        top = self._open[-1]
        if not attributes or (top.holds_line and top.tag != "p"):
            return
        self._to_flow("figure")
        self._open[-1].blocks.append(Block("figure", attributes))

    # End tags

    def _end(self, name: str) -> None:
        if name in _MARK_OF:
            self._end_mark(name)
        elif name in _ENDS:
            _ENDS[name](self, name)

    def _end_link(self, name: str) -> None:
        self._link = ""
        self._note_marks()

    def _end_any_line(self, name: str) -> None:
        self._end_line()

    def _end_heading(self, name: str) -> None:
        self._close(HEADINGS)

    def _end_single(self, name: str) -> None:
        if not self._close({name}):
            self._end_line()

    def _end_mark(self, name: str) -> None:
        if name == "cite" and self._open[-1].tag == "footer":
            self._open.pop()
        else:
            self._mark(_MARK_OF[name], -1)

    def _end_div(self, name: str) -> None:
        div = self._divs.pop() if self._divs else None
        self._end_line()
        if div is not None and any(block is div for block in self._open):
            place = next(place for place, block in enumerate(self._open) if block is div)
            if not any(block.tag in CELLS for block in self._open[place:]):
                del self._open[place:]

    def _end_block(self, name: str) -> None:
        within = CELLS if name == "blockquote" else CELLS | {"blockquote"}
        if not self._close({name}, within=within):
            self._end_line()

    def _end_table_part(self, name: str) -> None:
        if self._inner_tables:
            self._inner_tables -= name == "table"
            self._end_line()
        elif name in _SECTIONS:
            place = self._nearest({"table"}, within=frozenset())
            if place:
                del self._open[place + 1 :]
                self._open[place].is_head = False
        elif not self._close({name}, within=frozenset()):
            self._end_line()


_STARTS: dict[str, Callable[[Builder, Token], None]] = {
    "a": Builder._start_link,
    "aside": Builder._start_card,
    "blockquote": Builder._start_quote,
    "br": Builder._start_break,
    "div": Builder._start_div,
    "figcaption": Builder._start_figcaption,
    "figure": Builder._start_figure,
    "footer": Builder._start_footer,
    "hr": Builder._start_rule,
    "iframe": Builder._start_iframe,
    "img": Builder._start_image,
    "li": Builder._start_item,
    "p": Builder._start_paragraph,
    "pre": Builder._start_pre,
    "table": Builder._start_table,
    **dict.fromkeys(LISTS, Builder._start_list),
    **dict.fromkeys(("caption", "tr", *_SECTIONS, *CELLS), Builder._start_table_part),
}


_ENDS: dict[str, Callable[[Builder, str], None]] = {
    "a": Builder._end_link,
    "div": Builder._end_div,
    **dict.fromkeys(("p", "figcaption", *_WRAPPERS), Builder._end_any_line),
    **dict.fromkeys(_HEADING_OF, Builder._end_heading),
    **dict.fromkeys(("caption", "pre", "footer", "figure", "aside"), Builder._end_single),
    **dict.fromkeys(("blockquote", "li", *LISTS), Builder._end_block),
    **dict.fromkeys(("table", "tr", *CELLS, *_SECTIONS), Builder._end_table_part),
}


def _one_reference(attributes: dict[str, str]) -> dict[str, str]:
    """A figure is a picture, a gallery or a player; only a picture has a layout."""
    for name in ("data-image", "data-gallery", "data-embed"):
        if name in attributes:
            kept = (name, "data-layout") if name == "data-image" else (name,)
            return {name: attributes[name] for name in kept if name in attributes}
    return {}


def _post_in(token: Token) -> str:
    """The address in the “embed code” of a post, which is a quotation; “link” where only a link in it has it."""
    if not _QUOTED_POSTS & set(token.attributes.get("class", "").split()):
        return ""
    addresses = (token.attributes.get(name, "") for name in ("cite", "data-instgrm-permalink"))
    return next((found.url for found in map(embed_for, addresses) if found), "link")
