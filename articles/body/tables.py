"""Columns of figures in tables, which are set flush right so that digits stand under digits."""

import re

from .text import plain_text

_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])([^>]*)>(.*?)</\1>", re.DOTALL)
# A sign, a currency, digits with their separators, a range, a unit: “> 8.0 km”, “KSh 1,200”, “80–120 %”.
_NUMBER = r"[\d.,\u00a0 ]*\d"
_FIGURE = re.compile(
    rf"[<>≤≥~±+−-]?\s*(?:[A-Z]\w{{0,2}}|[$€£])?\s*{_NUMBER}(?:\s*[–-]\s*{_NUMBER})?\s*(?:%|°C?|[^\W\d]{{1,5}})?"
)
_NOTHING = frozenset({"", "–", "—", "-", "…"})


def with_figures_marked(body: str) -> str:
    """`class="number"` on each cell of a column that holds figures alone, its head included.

    Tables in which a cell spans columns or rows are left as they are.
    """
    return _TABLE.sub(_marked, body) if "<table" in body else body


def _marked(table: re.Match[str]) -> str:
    html = table[0]
    if "span=" in html:
        return html
    head, _, _ = html.rpartition("</thead>")
    rows = [_CELL.findall(row[1]) for row in _ROW.finditer(html, len(head))]
    width = min((len(row) for row in rows), default=0)
    numbers = {column for column in range(width) if _is_of_figures([row[column][2] for row in rows])}
    return _ROW.sub(lambda row: _row(row, numbers), html) if numbers else html


def _row(row: re.Match[str], numbers: set[int]) -> str:
    cells = [
        f'<{tag}{attributes} class="number">{text}</{tag}>'
        if column in numbers
        else f"<{tag}{attributes}>{text}</{tag}>"
        for column, (tag, attributes, text) in enumerate(_CELL.findall(row[1]))
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _is_of_figures(cells: list[str]) -> bool:
    texts = [plain_text(cell).strip() for cell in cells]
    return any(map(_FIGURE.fullmatch, texts)) and all(
        text in _NOTHING or _FIGURE.fullmatch(text) for text in texts
    )
