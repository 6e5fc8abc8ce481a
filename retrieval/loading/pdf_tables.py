"""Lines of cells into tables: columns by where amounts stand, header and unit from above."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from retrieval.loading.pdf_header import caption_of, header_of, header_start, stands_over
from retrieval.loading.pdf_labels import with_whole_labels
from retrieval.loading.pdf_layout import Cell, Line, Span, column_of, without_folios
from retrieval.loading.units import is_amount, is_blank_amount, is_year, stated_unit
from retrieval.passages import Table

_MIN_ROWS: Final = 2
_GAP_LINES: Final = 3
"""So many lines without an amount may stand inside a table: group headings, wrapped labels."""
_ABOVE_LINES: Final = 8
_EDGE_LINES: Final = 2
"""A table within so many lines of the page's edge may go on over it; labels don't count."""
_SENTENCE_ENDS: Final = ("。", ".", "；", ";", "？", "?")
_LABEL_CHARS: Final = 60
"""A line between rows that is longer than this is prose."""


class _Bounds(NamedTuple):
    top: int
    """First header line."""
    start: int
    """First row."""
    end: int
    """After the last row."""


@dataclass(frozen=True)
class FoundTable:
    """A table and where it stands."""

    table: Table
    columns: tuple[Span, ...]
    first_line: int
    """Index of its first line on the page, header included."""
    end_line: int
    """Index after its last line."""


@dataclass(frozen=True)
class PageLayout:
    """A page's lines and the tables found in them."""

    number: int
    lines: Sequence[Line] = ()
    """Without running heads and page numbers."""
    tables: Sequence[FoundTable] = field(default=())
    head: str = ""
    """The page's first line as it stands, to know a running head by."""

    @property
    def text(self) -> str:
        """Every line, from top to bottom."""
        return "\n".join(line.text for line in self.lines)

    def prose(self) -> str:
        """The lines outside tables; '' lines stand where tables were."""
        inside = {i for found in self.tables for i in range(found.first_line, found.end_line)}
        return "\n".join("" if i in inside else line.text for i, line in enumerate(self.lines))


def tables_in(page_lines: Sequence[Line], number: int, before: PageLayout | None) -> PageLayout:
    """The tables of a page; one at its top takes over header and unit of the page before."""
    head = page_lines[0].text if page_lines else ""
    running = before is not None and head == before.head
    lines = with_whole_labels(without_folios(page_lines[int(running) :]))
    found: list[FoundTable] = []
    for start, end in _blocks(lines):
        columns = _columns(lines[start:end])
        if len(columns) < 2:  # noqa: PLR2004  one column is a list
            continue
        floor = found[-1].end_line if found else 0
        bounds = _Bounds(header_start(lines, start, floor, columns), start, end)
        table = _table(lines, bounds, number, columns)
        above = lines[max(floor, bounds.top - _ABOVE_LINES) : bounds.top]
        last = found[-1].table if found and bounds.top - floor <= 1 else None
        found.append(FoundTable(_introduced(table, above, last), columns, bounds.top, end))
    if found and before is not None and before.tables:
        found[0] = _continued(found[0], before, lines)
    return PageLayout(number, lines, found, head)


def _is_row(line: Line) -> bool:
    values = [c for c in line.cells[1:] if is_amount(c.text) or is_blank_amount(c.text)]
    return any(is_amount(c.text) for c in values) and len(values) * 2 >= len(line.cells) - 1


def _blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Stretches of lines that hold rows of amounts, as (first row, after last row)."""
    blocks: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if not _is_row(line):
            continue
        if blocks and _bridges(lines[blocks[-1][1] : index]):
            blocks[-1] = (blocks[-1][0], index + 1)
        else:
            blocks.append((index, index + 1))
    return [b for b in blocks if sum(_is_row(x) for x in lines[b[0] : b[1]]) >= _MIN_ROWS]


def _bridges(between: Sequence[Line]) -> bool:
    """Lines that a table may have between two rows; a new unit or header starts another."""
    if not all(_is_label(line) for line in between) or stated_unit(line.text for line in between):
        return False
    if any(sum(is_year(c.text) for c in line.cells) > 1 for line in between):
        return False
    return len(between) <= _GAP_LINES or _is_empty_stretch(between)


def _is_label(line: Line) -> bool:
    return len(line.text) <= _LABEL_CHARS and len(line.cells) <= 3  # noqa: PLR2004  label, note, dash


def _is_empty_stretch(between: Sequence[Line]) -> bool:
    """Statement lines without amounts, printed because the form has them: 结算备付金 ..."""
    return all(len(line.cells) == 1 and len(line.text) <= _LABEL_CHARS // 2 for line in between)


def _columns(block: Sequence[Line]) -> tuple[Span, ...]:
    rows = [line for line in block if _is_row(line)]
    amounts = _merged(
        Span(c.left, c.right) for line in rows for c in line.cells[1:] if is_amount(c.text)
    )
    if not amounts:
        return ()
    edge = amounts[0].left
    labels = _merged(
        Span(c.left, min(c.right, edge - 0.1))
        for line in rows
        for c in line.cells
        if c.left < edge and not is_amount(c.text)
    )
    return (*(labels or (Span(rows[0].left, edge - 0.1),)), *amounts)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.left < merged[-1].right:
            merged[-1] = Span(merged[-1].left, max(merged[-1].right, span.right))
        else:
            merged.append(span)
    return tuple(merged)


def _table(lines: Sequence[Line], bounds: _Bounds, number: int, columns: Sequence[Span]) -> Table:
    above = lines[bounds.top : bounds.start]
    header = header_of([line for line in above if stands_over(line, columns)], columns)
    groups = [line for line in above if not stands_over(line, columns)]
    rows = [_placed(line, columns) for line in (*groups, *lines[bounds.start : bounds.end])]
    return Table(page=number, header=header, rows=tuple(rows))


def _placed(line: Line, columns: Sequence[Span]) -> tuple[str, ...]:
    row = [""] * len(columns)
    for cell in line.cells:
        index = column_of(cell, columns)
        row[index] = f"{row[index]} {cell.text}".strip()
    return tuple(row)


def _introduced(table: Table, above: Sequence[Line], last: Table | None) -> Table:
    """``table`` with the caption and unit above it, or those of the one it directly follows."""
    unit = stated_unit([*(line.text for line in above), *table.header])
    caption = caption_of(above)
    if last is not None:
        unit, caption = unit or last.unit, caption or last.caption
    return table.model_copy(update={"unit": unit, "caption": caption})


def _continued(found: FoundTable, before: PageLayout, lines: Sequence[Line]) -> FoundTable:
    """``found`` with the header of the table that ends the page before, where it has none."""
    last = before.tables[-1]
    between = (*before.lines[last.end_line :], *lines[: found.first_line])
    if any(found.table.header) or not _goes_on(between):
        return found
    header = [""] * len(found.columns)
    for span, text in zip(last.columns, last.table.header, strict=True):
        index = column_of(Cell(text, span.left, span.right), found.columns)
        header[index] = f"{header[index]} {text}".strip()
    taken_over = {
        "header": tuple(header),
        "unit": found.table.unit or last.table.unit,
        "caption": last.table.caption,
        "continued": True,
    }
    return replace(found, table=found.table.model_copy(update=taken_over))


def _goes_on(between: Sequence[Line]) -> bool:
    """True where nothing but labels and a running head or foot stands between two parts."""
    texts = [line.text for line in between]
    others = sum(not _is_empty_stretch([line]) for line in between)
    sentence = any(text.rstrip().endswith(_SENTENCE_ENDS) for text in texts)
    return others <= _EDGE_LINES and not sentence and not stated_unit(texts)
