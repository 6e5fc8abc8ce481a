"""Characters of a PDF page into lines of cells, by where they stand on the paper."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from retrieval.loading.units import is_amount, is_blank_amount

_CELL_GAP: Final = 0.8
"""A gap wider than this many character heights starts a cell."""
_WORD_GAP: Final = 0.22
_SAME_LINE: Final = 0.55
"""Two characters share a line when they overlap by this share of the smaller one."""
_FOLIO: Final = re.compile(
    r"(?:第|page)?\s*[-–—]?\s*\d{1,4}\s*(?:[/／]|of|页|[-–—])?\s*(?:共?\s*\d{1,4}\s*页?)?",
    re.IGNORECASE,
)
"""A page number as it stands at the foot: ``59 / 156``, ``- 7 -``, ``Page 3 of 9``."""
_CURRENCY_SIGNS: Final = frozenset("$¥￥€£")
_CLOSERS: Final = frozenset({")", "%", "）", "％", ")%"})


class Glyph(NamedTuple):
    """One visible character and its box; y grows upward, in points."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    spaced: bool
    """A blank stands before it in the text."""


@dataclass
class Cell:
    """Words that belong together in a line."""

    text: str
    left: float
    right: float


@dataclass
class Line:
    """Cells at one height, from left to right."""

    top: float
    bottom: float
    cells: list[Cell] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole line; cells stand two spaces apart."""
        return "  ".join(cell.text for cell in self.cells)

    @property
    def height(self) -> float:
        """Height in points."""
        return self.top - self.bottom

    @property
    def left(self) -> float:
        """Where the first cell begins."""
        return self.cells[0].left


class Span(NamedTuple):
    """Left and right edge of a column."""

    left: float
    right: float


def spanned(cell: Cell, columns: Sequence[Span]) -> int:
    """How many columns the cell reaches over."""
    return sum(cell.left < c.right and cell.right > c.left for c in columns)


def column_of(cell: Cell, columns: Sequence[Span]) -> int:
    """Index of the column that overlaps the cell most, else of the nearest."""

    def distance(index: int) -> tuple[float, float]:
        span = columns[index]
        overlap = min(cell.right, span.right) - max(cell.left, span.left)
        off_middle = abs((cell.left + cell.right) - (span.left + span.right))
        return -overlap, off_middle

    return min(range(len(columns)), key=distance)


def without_folios(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without a page number in the first or last line."""
    kept = list(lines)
    for edge in (0, -1):
        if len(kept) > 1 and _FOLIO.fullmatch(" ".join(kept[edge].text.split())):
            kept.pop(edge)
    return kept


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """Lines from top to bottom."""
    lines = []
    for row in _rows_of(glyphs):
        line = Line(max(g.top for g in row), min(g.bottom for g in row))
        line.cells = _joined(_cells_of(sorted(row, key=lambda g: g.left)))
        lines.append(line)
    return lines


def _rows_of(glyphs: Sequence[Glyph]) -> Iterable[list[Glyph]]:
    """Glyphs by height on the page: each joins the line that its middle falls into."""
    ordered = sorted(glyphs, key=lambda g: -(g.top + g.bottom))
    row: list[Glyph] = []
    top = bottom = 0.0
    for glyph in ordered:
        overlap = min(top, glyph.top) - max(bottom, glyph.bottom)
        smaller = min(top - bottom, glyph.top - glyph.bottom)
        if row and overlap < _SAME_LINE * smaller:
            yield row
            row = []
        if not row:
            top, bottom = glyph.top, glyph.bottom
        row.append(glyph)
    if row:
        yield row


def _cells_of(row: Sequence[Glyph]) -> list[Cell]:
    words = _words_of(row)
    height = sorted(g.top - g.bottom for g in row)[len(row) // 2]
    cells = [words[0]]
    for word in words[1:]:
        gap = word.left - cells[-1].right
        apart = gap > _CELL_GAP * height
        amounts = _is_value(cells[-1].text) and _is_value(word.text)
        if apart or (amounts and gap > 0):
            cells.append(word)
        else:
            cells[-1] = Cell(f"{cells[-1].text} {word.text}", cells[-1].left, word.right)
    return cells


def _is_value(text: str) -> bool:
    return is_amount(text) or is_blank_amount(text)


def _words_of(row: Sequence[Glyph]) -> list[Cell]:
    words = [Cell(row[0].char, row[0].left, row[0].right)]
    for glyph in row[1:]:
        height = glyph.top - glyph.bottom
        gap = glyph.left - words[-1].right
        if gap > _CELL_GAP * height or (gap > _WORD_GAP * height) or (glyph.spaced and gap > 0):
            words.append(Cell(glyph.char, glyph.left, glyph.right))
        else:
            words[-1].text += glyph.char
            words[-1].right = max(words[-1].right, glyph.right)
    return words


def _joined(cells: list[Cell]) -> list[Cell]:
    """Currency signs go to the amount after them, closing signs to the one before."""
    joined: list[Cell] = []
    for cell in cells:
        before = joined[-1] if joined else None
        if before and (before.text in _CURRENCY_SIGNS or cell.text in _CLOSERS):
            joined[-1] = Cell(before.text + cell.text, before.left, cell.right)
        else:
            joined.append(cell)
    for cell in joined:
        if is_amount(cell.text):
            cell.text = cell.text.replace(" ", "")
    return joined
