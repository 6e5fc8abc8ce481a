"""What stands above a table's rows: header lines over the columns, then caption and unit."""

from collections.abc import Sequence
from typing import Final

from retrieval.loading.pdf_layout import Cell, Line, Span, column_of, spanned
from retrieval.loading.units import is_amount, is_year, stated_unit

_HEADER_LINES: Final = 6
_GROUP_LINES: Final = 2
"""So many group headings (流动资产：) may stand between header and first row."""
_HEADED_SHARE: Final = 0.4
"""A heading over this share of each of two columns heads both."""
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
    for line in lines:
        for cell in line.cells:
            for index in _headed(cell, columns):
                texts[index][cell.text] = None
    return tuple(" ".join(text) for text in texts)


def _headed(cell: Cell, columns: Sequence[Span]) -> list[int]:
    over = [
        index
        for index, span in enumerate(columns)
        if min(cell.right, span.right) - max(cell.left, span.left)
        > _HEADED_SHARE * (span.right - span.left)
    ]
    return over if len(over) > 1 and 0 not in over else [column_of(cell, columns)]


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
