"""A grid of cells into a table: finds caption, unit and header above the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.loading.units import is_amount, is_year, stated_unit
from retrieval.passages import Table

_HEADER_ROWS: Final = 3


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
    title_count = _titles(numbered)
    titles = [_distinct(row) for _, row in numbered[:title_count]]
    body = numbered[title_count:]
    width = max((len(row) for _, row in body), default=0)
    if width < 2 or not body:  # noqa: PLR2004  one column is a list
        return None
    header_count = _header_rows([row for _, row in body])
    header = _merged([row for _, row in body[:header_count]], width)
    above = [line for line in (grid.caption, *titles) if line]
    return Table(
        page=grid.page,
        header=header,
        rows=tuple(_padded(row, width) for _, row in body[header_count:]),
        unit=stated_unit([*above, *header]),
        caption=" ".join(above),
        row_numbers=()
        if grid.first_row is None
        else tuple(grid.first_row + number for number, _ in body[header_count:]),
        first_column=grid.first_column,
    )


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _distinct(row: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(cell for cell in row if cell))


def _titles(rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    """Leading rows that say one thing only: title, company, date, unit."""
    count = 0
    for _, row in rows[:-1]:
        filled = dict.fromkeys(cell for cell in row if cell)
        if (len(filled) > 1 and not stated_unit([" ".join(filled)])) or any(
            is_amount(c) for c in filled
        ):
            break
        if len(filled) > 1 and sum(map(is_year, filled)) > 1:
            break
        count += 1
    return count


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
