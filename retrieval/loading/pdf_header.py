"""What stands above a table's rows: header lines over the columns, then caption and unit."""

from collections.abc import Sequence
from typing import Final

from retrieval.loading.pdf_layout import Line, Span, column_of, spanned
from retrieval.loading.units import is_amount, is_year, stated_unit

_HEADER_LINES: Final = 6
_GROUP_LINES: Final = 2
"""So many group headings (流动资产：) may stand between header and first row."""
_NEAR: Final = 20.0
"""Points; a cell that begins so near the labels' edge heads the labels."""
_OFF_CENTRE: Final = 0.2
"""A heading of several columns stands over their middle, give or take this share of them."""
_CAPTION_LINES: Final = 3
_CAPTION_CHARS: Final = 60
_HEADING_CHARS: Final = 14


def header_start(lines: Sequence[Line], start: int, floor: int, columns: Sequence[Span]) -> int:
    """Index of the first header line above the row ``start``; not above ``floor``."""
    top = start
    for index in range(start - 1, max(floor, start - _HEADER_LINES) - 1, -1):
        line = lines[index]
        if stands_over(line, columns):
            top = index
        elif top < start or start - index > _GROUP_LINES or not _is_group(line):
            break
    return top


def _is_group(line: Line) -> bool:
    """A heading of rows (流动资产：) between header and first row."""
    alone = len(line.cells) == 1 and len(line.text) <= _CAPTION_CHARS
    return alone and not stated_unit([line.text])


def stands_over(line: Line, columns: Sequence[Span]) -> bool:
    """True for a line whose cells head columns: years, or short words over two or more."""
    if any(spanned(cell, columns) > 2 or is_amount(cell.text) for cell in line.cells):  # noqa: PLR2004
        return False
    over = {column_of(cell, columns) for cell in line.cells if cell.right > columns[0].right}
    over.discard(0)
    if over and any(is_year(cell.text) for cell in line.cells):
        return True
    if stated_unit([line.text]):
        return False
    alone = len(line.cells) == 1 and len(line.text) <= _HEADING_CHARS
    return len(over) >= 2 or (len(over) == 1 and (alone or len(columns) == 2))  # noqa: PLR2004


def header_of(lines: Sequence[Line], columns: Sequence[Span]) -> tuple[str, ...]:
    """One text a column; a heading over several columns (Three Months Ended) is in each."""
    texts: list[dict[str, None]] = [{} for _ in columns]
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else None
        groups = _groups(line, columns) if below and len(below.cells) > len(line.cells) else {}
        for cell in line.cells:
            for index in groups.get(cell.text, (column_of(cell, columns),)):
                texts[index][cell.text] = None
    return tuple(" ".join(text) for text in texts)


def _groups(line: Line, columns: Sequence[Span]) -> dict[str, range]:
    """Columns under each heading, where every heading stands over as many, else nothing."""
    headings = [cell for cell in line.cells if cell.left > columns[0].left + _NEAR]
    values = len(columns) - 1
    if not headings or len(headings) >= values or values % len(headings):
        return {}
    each = values // len(headings)
    groups = {}
    for place, cell in enumerate(headings):
        under = range(1 + place * each, 1 + (place + 1) * each)
        left, right = columns[under[0]].left, columns[under[-1]].right
        if abs(cell.left + cell.right - left - right) / 2 > _OFF_CENTRE * (right - left):
            return {}
        groups[cell.text] = under
    return groups


def caption_of(above: Sequence[Line]) -> str:
    """The short lines directly above a table; its unit is kept apart."""
    kept: list[str] = []
    for line in reversed(above):
        if stated_unit([line.text]):
            continue
        prose = line.text.rstrip().endswith(("。", ".", "；", ";"))
        if prose or len(line.cells) > 1 or len(line.text) > _CAPTION_CHARS:
            break
        kept.insert(0, line.text)
        if len(kept) == _CAPTION_LINES:
            break
    return " ".join(" ".join(kept).split())
