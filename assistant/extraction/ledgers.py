"""Tables with one row a month or a payment: finds their columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from assistant.domain.tongues import two_tongued
from assistant.extraction.amounts import Scale, day_from, number_from, plain, scale_from
from retrieval.passages import LoadedDocument, Table

_KNOWN: Final = 1 << 12
_MONTH: Final = re.compile(r"((?:19|20)\d\d)\s*[-/.年]?\s*(\d{1,2})\s*月?(?:份)?", re.ASCII)


class LedgerRow(NamedTuple):
    """One row of a table, by our column names."""

    table: Table
    number: int
    """Position in the table, from 0."""
    cells: Mapping[str, str]
    columns: Mapping[str, int]
    """Position of each of our columns in the table, from 0."""

    def amount(self, column: str) -> Decimal | None:
        """The number in a column, not scaled; None where it is blank or no number."""
        return number_from(self.cells.get(column, ""))

    def problem(self, zh: str, en: str) -> str:
        """What is wrong with the row, with page and sheet row, in both languages."""
        rows, page = self.table.row_numbers, self.table.page
        zh_row, en_row = (
            (f"第{rows[self.number]}行", f", row {rows[self.number]}") if rows else ("", "")
        )
        return two_tongued(f"第{page}页{zh_row}：{zh}", f"page {page}{en_row}: {en}")


def ledger_rows(
    document: LoadedDocument, names: Mapping[str, re.Pattern[str]], needed: Sequence[str]
) -> Iterator[LedgerRow]:
    """Rows of every table whose header names the needed columns.

    Args:
        document: as loaded.
        names: pattern of a header cell by our column name; the first match counts.
        needed: columns without which a table is another one.
    """
    for table in document.tables:
        columns = _columns(table.header, names)
        if all(name in columns for name in needed):
            for number, row in enumerate(table.rows):
                cells = {name: row[position] for name, position in columns.items()}
                yield LedgerRow(table, number, cells, columns)


def ledger_scale(document: LoadedDocument, table: Table) -> Scale:
    """The unit of a table's amounts."""
    around = " ".join((table.caption, *table.header))
    return scale_from(table.unit, around, document.pages[table.page - 1].text[:400])


def month_from(text: str) -> tuple[int, int] | None:
    """Year and month of ``2024-05``, ``2024年5月``, ``202405`` or a day in that month."""
    day = day_from(text)
    if day is not None:
        return day.year, day.month
    match = _MONTH.match(plain(text))
    if match is None or not 1 <= int(match[2]) <= 12:  # noqa: PLR2004  months of a year
        return None
    return int(match[1]), int(match[2])


@lru_cache(maxsize=_KNOWN)
def day_of(text: str) -> date | None:
    """The day of a row; compact ``20240513`` too."""
    compact = plain(text)
    if re.fullmatch(r"\d{8}", compact):
        return day_from(f"{compact[:4]}-{compact[4:6]}-{compact[6:]}")
    return day_from(compact)


def _columns(header: Sequence[str], names: Mapping[str, re.Pattern[str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, cell in enumerate(header):
        for name, pattern in names.items():
            if name not in columns and pattern.fullmatch(plain(cell)):
                columns[name] = position
                break
    return columns
