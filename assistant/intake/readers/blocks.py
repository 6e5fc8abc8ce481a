"""What every reader hands on: a stretch of rows under one header, still as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from assistant.intake.readers.columns import Header

Row = tuple[int, list[object]]
"""Row number as a spreadsheet shows it (from 1), and its cells."""


@dataclass(frozen=True)
class Block:
    """Rows of one sheet under one header."""

    sheet: str
    """'' where the layout has no sheets."""
    header: Header
    rows: Iterator[Row]
    """Data rows only; blank ones are left out."""
    total: int | None
    """Rows expected, where it is known."""


class RowReader(Protocol):
    """Opens one file layout."""

    def blocks(self) -> Iterator[Block]:
        """Every block of invoices, in the file's order."""
        ...

    def firm_names(self) -> dict[str, str]:
        """Firm names by code, from a sheet that lists the firms; empty without one."""
        ...


def cell_text(value: object) -> str:
    """A cell as text: whole floats without ``.0``, days as ISO dates, the rest as it stands."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004  digits a spreadsheet keeps
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value.total_seconds())
    return "" if value is None else str(value)


def is_blank(row: list[object]) -> bool:
    """Whether no cell holds anything."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)
