"""A grid of cells into a table: finds caption, unit and header above the rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from retrieval.loading.units import is_amount, is_year, stated_unit
from retrieval.loading.wide_grid import RecordsStart, is_aside, records_start
from retrieval.passages import Table

_HEADER_ROWS: Final = 3
_CAPTION_LINES: Final = 6
_CAPTION_CHARS: Final = 120
_MONEY: Final = re.compile(r"单位|币\s*种|账\s*号|卡\s*号|currency|account", re.IGNORECASE)


@dataclass(frozen=True)
class Grid:
    """Cells as they stand, before anything is known about them."""

    rows: Sequence[Sequence[str]]
    page: int
    caption: str = ""
    """What stands above the table, if it is known already."""
    first_row: int | None = None
    """Sheet row of the first row, counting from 1; None outside a workbook."""
    first_column: int = 1


def table_from(grid: Grid) -> Table | None:
    """The table in ``grid``, or None where fewer than two columns or no row are filled."""
    rows = [tuple(_one_line(cell) for cell in row) for row in grid.rows]
    numbered = [(number, row) for number, row in enumerate(rows) if any(row)]
    start = _start([row for _, row in numbered])
    titles = [_distinct(row) for _, row in numbered[: start.header]]
    body = numbered[start.body :]
    width = max((len(row) for _, row in numbered[start.header :]), default=0)
    if width < 2 or not numbered[start.header :]:  # noqa: PLR2004  one column is a list
        return None
    header = _merged([row for _, row in numbered[start.header : start.body]], width)
    above = [line for line in (grid.caption, *titles) if line]
    data = [(number, row) for number, row in body if not is_aside(row, width)]
    return Table(
        page=grid.page,
        header=header,
        rows=tuple(_padded(row, width) for _, row in data),
        unit=stated_unit([*above, *header]),
        caption=_caption(above),
        row_numbers=()
        if grid.first_row is None
        else tuple(grid.first_row + number for number, _ in data),
        first_column=grid.first_column,
    )


def _start(rows: Sequence[Sequence[str]]) -> RecordsStart:
    """Header and first row: of a wide list of records, else of a table under its titles."""
    wide = records_start(rows)
    if wide is not None:
        return wide
    titles = _titles(list(enumerate(rows)))
    return RecordsStart(titles, titles + _header_rows(rows[titles:]))


def _caption(above: Sequence[str]) -> str:
    """The lines above a table; of a long preamble the first ones and those about the money."""
    kept = [
        line
        for place, line in enumerate(above)
        if place < _CAPTION_LINES or stated_unit([line]) or _MONEY.search(line)
    ]
    return " ".join(line for line in kept if len(line) <= _CAPTION_CHARS)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _distinct(row: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(cell for cell in row if cell))


def _titles(rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    """Leading rows that say one thing only: title, company, date, unit."""
    count = 0
    for (_, row), (_, below) in pairwise(rows):
        filled = dict.fromkeys(cell for cell in row if cell)
        several = len(filled) > 1 and (
            not stated_unit([" ".join(filled)]) or _is_header_of(row, below)
        )
        if several or any(is_amount(c) for c in filled):
            break
        if len(filled) > 1 and sum(map(is_year, filled)) > 1:
            break
        count += 1
    return count


def _is_header_of(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row that states a unit names columns: each is filled, and amounts stand below."""
    return sum(map(bool, row)) >= sum(map(bool, below)) and any(is_amount(c) for c in below[1:])


def _header_rows(rows: Sequence[Sequence[str]]) -> int:
    for count, row in enumerate(rows[: _HEADER_ROWS + 1]):
        group = count > 0 and not any(row[1:])  # a heading of rows, such as 流动资产：
        if group or any(is_amount(cell) for cell in row[1:]):
            return count
    return 1 if len(rows) > 1 else 0


def _merged(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """Header lines one above the other, joined by column; a repeated word stands once."""
    return tuple(
        " ".join(dict.fromkeys(row[i] for row in rows if i < len(row) and row[i]))
        for i in range(width)
    )


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *("",) * (width - len(row)))
