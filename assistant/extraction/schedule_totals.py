"""Rows of a schedule against the total that it prints."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.extraction.amounts import number_from, plain
from assistant.extraction.ledgers import LedgerRow
from assistant.extraction.quoted import Cell
from assistant.extraction.untied import Untied

_TOTAL: Final = re.compile(r"合\s*计|总\s*计|小\s*计|(?:sub|grand )?total", re.IGNORECASE)


def is_total(row: LedgerRow) -> bool:
    """Whether a row adds up others."""
    return any(_TOTAL.fullmatch(plain(cell)) for cell in row.table.rows[row.number][:2])


def cell_of(row: LedgerRow, column: str) -> Cell:
    """The cell of a row in one of our columns."""
    return Cell(row.table, row.number, row.columns[column])


def total_apart(
    rows: Sequence[LedgerRow], own: Sequence[LedgerRow], column: str
) -> list[Untied] | None:
    """The last total of a column where its rows don't add up to it; None where none is printed.

    Args:
        rows: all of the schedule, totals among them.
        own: those that a total adds up.
        column: our name of it.
    """
    totals = [row for row in rows if is_total(row) and row.amount(column) is not None]
    if not totals:
        return None
    cell = cell_of(totals[-1], column)
    printed = number_from(cell.text) or Decimal(0)
    added = sum((row.amount(column) or Decimal(0) for row in own), Decimal(0))
    heading = plain(cell.table.header[cell.column])
    return [] if printed == added else [Untied(cell, heading, printed, added)]
