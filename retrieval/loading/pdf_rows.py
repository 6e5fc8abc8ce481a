"""Which lines of a page are rows of amounts, and where the columns of such rows stand."""

from collections.abc import Iterable, Sequence
from typing import Final

from retrieval.loading.pdf_layout import Cell, Line, Span
from retrieval.loading.units import is_amount, is_blank_amount, is_year

_TEXT_ROWS: Final = 2
"""Rows that must hold words between amounts before these make a column."""


def is_value(cell: Cell) -> bool:
    """True for an amount or what stands for none."""
    return is_amount(cell.text) or is_blank_amount(cell.text)


def is_row(line: Line) -> bool:
    """True for a label and amounts, or amounts alone."""
    others = line.cells[1:]
    values = sum(is_value(c) or is_year(c.text) for c in others)
    return any(is_amount(c.text) for c in others) and values * 2 >= len(others)


def first_value(line: Line) -> float:
    """Where a row's amounts begin; endless where it has none."""
    return min((c.left for c in line.cells[1:] if is_value(c)), default=float("inf"))


def columns_of(lines: Sequence[Line]) -> tuple[Span, ...]:
    """Labels' column first, then every column of amounts and of words between them."""
    rows = [line for line in lines if is_row(line)]
    amounts = merged(Span(c.left, c.right) for row in rows for c in row.cells[1:] if is_value(c))
    if not amounts:
        return ()
    edge = amounts[0].left
    labels = merged(
        Span(c.left, min(c.right, edge - 0.1))
        for row in rows
        for c in row.cells
        if c.left < edge and not is_amount(c.text)
    )
    labels = labels or (Span(rows[0].left, edge - 0.1),)
    return tuple(sorted((*labels, *amounts, *_words_between(lines, amounts))))


def _words_between(lines: Sequence[Line], amounts: Sequence[Span]) -> tuple[Span, ...]:
    """Columns of words right of the first amounts: second labels of a sheet in halves, remarks."""
    free: list[Span] = []
    for line in lines:
        for cell in line.cells:
            inside = any(cell.left < a.right and cell.right > a.left for a in amounts)
            if cell.left > amounts[0].right and not is_value(cell) and not inside:
                free.append(Span(cell.left, cell.right))
    found = merged(free)
    return tuple(
        span
        for span in found
        if sum(span.left <= word.left <= span.right for word in free) >= _TEXT_ROWS
    )


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that overlap, as one each, from left to right."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.left < found[-1].right:
            found[-1] = Span(found[-1].left, max(found[-1].right, span.right))
        else:
            found.append(span)
    return tuple(found)
