"""From the tree to its one written form, which a browser's parser gives back unchanged."""

import re
from collections.abc import Callable

from .tree import BREAK, Block, with_player
from .vocabulary import LISTS

# Pieces of text are written with a comment after so many characters, which the cleaning library takes out again:
# it copies a whole text anew for each "&amp;" in it, and would need ten seconds for one paragraph of five megabytes.
PIECE = 50_000
SEAM = "<!---->"

_INVISIBLE = re.compile("[ \n\u00a0\u00ad\u200b-\u200f\u2060]*")


def written(root: Block) -> str:
    """The canonical HTML of a tree, one block of the text a line. Blocks without content are left out."""
    return "\n".join(text for block in root.blocks if (text := _block(with_player(block))))


def _block(block: Block) -> str:
    if block.tag in _WRITERS:
        return _WRITERS[block.tag](block)
    line = _line(block)
    return f"<{block.tag}{_attributes(block)}>{line}</{block.tag}>" if line else ""


def _attributes(block: Block) -> str:
    return "".join(f' {name}="{in_attribute(value)}"' for name, value in block.attributes.items())


def in_attribute(value: str) -> str:
    return _in_text(value).replace('"', "&quot;")


def _in_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def _line(block: Block) -> str:
    """The pieces of a line with the tags of their marks; empty if a reader would see nothing."""
    line = block.line
    while line and line[-1][1][-1] in {" ", BREAK}:
        opening, text = line.pop()
        if text := text[:-1]:
            line.append((opening, text))
    if all(_INVISIBLE.fullmatch(text) for _, text in line):
        return ""
    out: list[str] = []
    marks: tuple[str, ...] = ()
    length = 0
    for opening, text in line:
        if opening != marks:
            out.append(_change(marks, opening))
            marks = opening
        out.append("<br>" if text == BREAK else _in_pieces(text))
        length += len(text)
        if length > PIECE:
            out.append(SEAM)
            length = 0
    out.append(_change(marks, ()))
    return "".join(out)


def _in_pieces(text: str) -> str:
    return SEAM.join(_in_text(text[start : start + PIECE]) for start in range(0, len(text), PIECE))


def _change(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    """The tags between a piece under the marks `old` and one under `new`."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    closing = "".join("</a>" if tag.startswith("<a ") else f"</{tag[1:]}" for tag in reversed(old[same:]))
    return closing + "".join(new[same:])


def _pre(block: Block) -> str:
    text = "".join(piece for _, piece in block.line).strip("\n")
    # A browser drops a newline that follows <pre>, but none that follows <code>.
    if _INVISIBLE.fullmatch(text):
        return ""
    return f"<pre{_attributes(block)}><code>{_in_pieces(text)}</code></pre>"


def _figure(block: Block) -> str:
    caption = _line(block)
    caption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure{_attributes(block)}>{caption}</figure>"


def _flow(block: Block) -> str:
    players = block.tag == "div"
    inner = "".join(_block(with_player(child) if players or child.post else child) for child in block.blocks)
    return f"<{block.tag}{_attributes(block)}>{inner}</{block.tag}>" if inner else ""


def _item(block: Block) -> str:
    inner = _tight(block)
    return f"<li{_attributes(block)}>{inner}</li>" if inner else ""


def _tight(block: Block) -> str:
    """What an item or a cell holds. A single paragraph, or one with only lists after it, needs no tag of its own."""
    parts = [(child, text) for child in block.blocks if (text := _block(child))]
    written = "".join(text for _, text in parts)
    if written.startswith("<p>") and all(child.tag in LISTS for child, _ in parts[1:]):
        return written.removeprefix("<p>").replace("</p>", "", 1)
    return written


def _rule(block: Block) -> str:
    return "<hr>"


def _card(block: Block) -> str:
    return f"<aside{_attributes(block)}></aside>"


def _list(block: Block) -> str:
    items = "".join(map(_block, block.blocks))
    return f"<{block.tag}{_attributes(block)}>{items}</{block.tag}>" if items else ""


def _row(block: Block) -> str:
    cells = (f"<{cell.tag}{_attributes(cell)}>{_tight(cell)}</{cell.tag}>" for cell in block.blocks)
    inner = "".join(cells)
    return f"<tr>{inner}</tr>" if inner else ""


def _table(block: Block) -> str:
    caption = next((text for child in block.blocks if child.tag == "caption" and (text := _block(child))), "")
    rows = [child for child in block.blocks if child.tag == "tr"]
    head = "".join(_row(row) for row in rows if row.is_head)
    body = "".join(_row(row) for row in rows if not row.is_head)
    if not head and not body:
        return ""
    head = f"<thead>{head}</thead>" if head else ""
    body = f"<tbody>{body}</tbody>" if body else ""
    return f"<table{_attributes(block)}>{caption}{head}{body}</table>"


_WRITERS: dict[str, Callable[[Block], str]] = {
    "aside": _card,
    "blockquote": _flow,
    "div": _flow,
    "figure": _figure,
    "hr": _rule,
    "li": _item,
    "pre": _pre,
    "table": _table,
    **dict.fromkeys(LISTS, _list),
}
