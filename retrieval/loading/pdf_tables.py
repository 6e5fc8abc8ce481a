"""Lines of cells into tables: columns by where amounts stand, header and unit from above."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from retrieval.loading.pdf_header import caption_of, header_of, header_start, stands_over
from retrieval.loading.pdf_labels import with_whole_labels, without_wraps
from retrieval.loading.pdf_layout import Cell, Line, Span, column_of
from retrieval.loading.pdf_rows import columns_of, first_value, is_row, is_value
from retrieval.loading.units import is_year, stated_unit
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

    @property
    def text(self) -> str:
        """Every line, from top to bottom."""
        return "\n".join(line.text for line in self.lines)


def tables_in(
    body: Sequence[Line], number: int, before: PageLayout | None, head: Sequence[Line] = ()
) -> PageLayout:
    """The tables of a page; one at its top takes over header and unit of the page before.

    Args:
        body: the page's lines without running head and foot.
        number: of the page.
        before: the page before, as laid out.
        head: lines that were taken off the page's top; they may hold a table's caption.
    """
    lines = with_whole_labels(body)
    done: list[Line] = []
    found: list[FoundTable] = []
    place = 0
    for start, end in _blocks(lines):
        columns = columns_of(lines[start:end])
        floor = place
        bounds = _Bounds(header_start(lines, start, floor, columns), start, end)
        if not _is_table(lines, bounds, columns):
            continue
        body_start = start
        while body_start > bounds.top and not stands_over(
            lines[body_start - 1], columns, over_header=True
        ):
            body_start -= 1
        rows = without_wraps(lines[body_start:end], columns)
        done += lines[place:body_start]
        first, place = len(done) - (body_start - bounds.top), end
        above = [*(head if floor == 0 else ()), *lines[floor : bounds.top]][-_ABOVE_LINES:]
        last = found[-1].table if found and bounds.top - floor <= 1 else None
        header = lines[bounds.top : body_start]
        done += rows
        table = _introduced(_table(header, rows, number, columns), above, last)
        found.append(FoundTable(table, columns, first, len(done)))
    done += lines[place:]
    if found and before is not None and before.tables:
        found[0] = _continued(found[0], before, done)
    return PageLayout(number, done, found)


def _is_table(lines: Sequence[Line], bounds: _Bounds, columns: Sequence[Span]) -> bool:
    """One column is a list; a single row is a table where its header names the periods."""
    if len(columns) < 2:  # noqa: PLR2004
        return False
    if sum(is_row(line) for line in lines[bounds.start : bounds.end]) >= _MIN_ROWS:
        return True
    header = lines[bounds.top : bounds.start]
    return any(sum(is_year(c.text) for c in line.cells) > 1 for line in header)


def _blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Stretches of lines that hold rows of amounts, as (first row, after last row)."""
    blocks: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if not is_row(line):
            continue
        if blocks and _bridges(lines[blocks[-1][1] - 1 : index + 1]):
            blocks[-1] = (blocks[-1][0], index + 1)
        else:
            blocks.append((index, index + 1))
    return blocks


def _bridges(lines: Sequence[Line]) -> bool:
    """Whether what stands between two rows leaves them in one table.

    A new unit, a header or prose starts another one.

    Args:
        lines: a row, the lines between, and the next row.
    """
    between = lines[1:-1]
    edge = min(first_value(lines[0]), first_value(lines[-1]))
    if stated_unit(line.text for line in between):
        return False
    if any(sum(is_year(c.text) for c in line.cells) > 1 for line in between):
        return False
    amounts = [c for line in (lines[0], lines[-1]) for c in line.cells if is_value(c)]
    if any(_heads(line, amounts, edge) for line in between):
        return False
    if not all(_is_label(line, edge) for line in between):
        return False
    return len(between) <= _GAP_LINES or _is_empty_stretch(between)


def _heads(line: Line, amounts: Sequence[Cell], edge: float) -> bool:
    """Whether words stand over amounts and none beside them: the header of another table."""
    if any((c.left + c.right) / 2 < edge or is_value(c) for c in line.cells):
        return False
    return any(c.left < a.right and c.right > a.left for c in line.cells for a in amounts)


def _is_label(line: Line, edge: float) -> bool:
    """A group heading, part of a label, or part of a remark behind the amounts."""
    if line.cells[-1].right < edge:
        return not (len(line.text) > _LABEL_CHARS and line.text.endswith(_SENTENCE_ENDS))
    return len(line.text) <= _LABEL_CHARS and len(line.cells) <= 3  # noqa: PLR2004  label, note, dash


def _is_empty_stretch(between: Sequence[Line]) -> bool:
    """Statement lines without amounts, printed because the form has them: 结算备付金 ..."""
    return all(len(line.cells) == 1 and len(line.text) <= _LABEL_CHARS // 2 for line in between)


def _table(
    above: Sequence[Line], lines: Sequence[Line], number: int, columns: Sequence[Span]
) -> Table:
    over = [stands_over(line, columns, over_header=True) for line in above]
    header = header_of(
        [line for line, is_head in zip(above, over, strict=True) if is_head], columns
    )
    groups = [line for line, is_head in zip(above, over, strict=True) if not is_head]
    rows = [_placed(line, columns) for line in (*groups, *lines)]
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
