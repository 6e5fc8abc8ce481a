"""Words of a page into lines of cells, by where they stand on the paper."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from retrieval.loading.pdf_words import WORD_GAP, Word
from retrieval.loading.units import CURRENCY_SIGNS, is_amount, is_blank_amount

_CELL_GAP: Final = 0.8
"""A gap wider than this many character heights starts a cell."""
_SAME_LINE: Final = 0.55
"""Two words share a line when they overlap by this share of the smaller one."""
_CLOSERS: Final = frozenset({")", "%", "）", "％", ")%", ")％", "）%", "）％"})
_WIDE: Final = re.compile(r"[\u3400-\u9fff]")


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
    def middle(self) -> float:
        """Height of its middle on the page."""
        return (self.top + self.bottom) / 2

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


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Lines from top to bottom."""
    lines = []
    for row in _rows_of(words):
        line = Line(max(w.top for w in row), min(w.bottom for w in row))
        line.cells = _joined(_cells_of(sorted(row, key=lambda w: w.left)))
        lines.append(line)
    return lines


def _rows_of(words: Sequence[Word]) -> Iterable[list[Word]]:
    """Words by height on the page: each joins the line that its middle falls into."""
    ordered = sorted(words, key=lambda w: -(w.top + w.bottom))
    row: list[Word] = []
    top = bottom = 0.0
    for word in ordered:
        overlap = min(top, word.top) - max(bottom, word.bottom)
        smaller = min(top - bottom, word.top - word.bottom)
        if row and overlap < _SAME_LINE * smaller:
            yield row
            row = []
        if not row:
            top, bottom = word.top, word.bottom
        row.append(word)
    if row:
        yield row


def _cells_of(row: Sequence[Word]) -> list[Cell]:
    height = sorted(w.height for w in row)[len(row) // 2]
    cells: list[list[str]] = [[row[0].text]]
    spans = [[row[0].left, row[0].right]]
    for word in row[1:]:
        gap = word.left - spans[-1][1]
        if gap <= WORD_GAP * word.height and not (word.spaced and gap > 0):
            cells[-1][-1] += word.text
        elif _starts_cell(cells[-1], word.text, gap, height):
            cells.append([word.text])
            spans.append([word.left, word.right])
        else:
            cells[-1].append(word.text)
        spans[-1][1] = max(spans[-1][1], word.right)
    return [Cell(_spelled(texts), *span) for texts, span in zip(cells, spans, strict=True)]


def _starts_cell(before: Sequence[str], text: str, gap: float, height: float) -> bool:
    if gap > _CELL_GAP * height:
        return True
    if gap <= 0:
        return False
    last = before[-1]
    if text in CURRENCY_SIGNS or _is_value(text):
        return _is_value(last) or (last == "%" and len(before) > 1)
    return False


def _is_value(text: str) -> bool:
    return is_amount(text) or is_blank_amount(text)


def _spelled(words: Sequence[str]) -> str:
    """Words of a cell; characters that were only set apart (``项 目``) form one word."""
    if len(words) > 1 and all(len(w) == 1 and _WIDE.match(w) for w in words):
        return "".join(words)
    return " ".join(words)


def _joined(cells: list[Cell]) -> list[Cell]:
    """Currency signs go to the amount after them, closing signs to the one before."""
    joined: list[Cell] = []
    for cell in cells:
        before = joined[-1] if joined else None
        opens = before is not None and before.text in CURRENCY_SIGNS
        if before is not None and (opens or cell.text in _CLOSERS):
            joined[-1] = Cell(before.text + cell.text, before.left, cell.right)
        else:
            joined.append(cell)
    for cell in joined:
        if _is_value(cell.text):
            cell.text = cell.text.replace(" ", "")
    return joined
