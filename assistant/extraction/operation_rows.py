"""What the readers of meters, waybills, orders and stock share: a table, its rows, a refusal."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from assistant.domain.operations import OperationRow
from assistant.domain.records import RecordKind, RejectedRow
from assistant.domain.tongues import two_tongued
from assistant.extraction.amounts import day_from, plain
from assistant.extraction.ledgers import day_of, month_from
from assistant.extraction.operation_columns import ROLES, family_of
from assistant.extraction.operation_values import header_unit
from retrieval.passages import LoadedDocument, Table

_TOTAL: Final = re.compile(
    r"(?:本页|本月|总)?\s*(?:合\s*计|总\s*计|小\s*计)|(?:sub|grand )?total", re.I
)
_VOID: Final = re.compile(
    r"关闭|取消|作废|撤销|未付款|待付款|未支付|未审核|草稿|拒收|退回|cancel|closed|unpaid|void|draft"
    r"|pending payment|returned|refused",
    re.IGNORECASE,
)
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_WORDS: Final = 400


class Why(NamedTuple):
    """Why a row isn't kept."""

    zh: str
    en: str


@dataclass(frozen=True)
class OperationTable:
    """One table and which of our roles each of its columns plays."""

    table: Table
    family: RecordKind
    columns: Mapping[str, int]
    around: str
    """Caption, sheet name and the first words of the page, for kinds and days."""
    sheet: str

    def unit(self, role: str) -> str:
        """The unit in the header of a role's column; '' where none is stated."""
        place = self.columns.get(role)
        return "" if place is None else header_unit(self.table.header[place])

    def rows(self) -> Iterator["Cells"]:
        """Every row but totals and remarks."""
        for number, row in enumerate(self.table.rows):
            filled = [cell for cell in row if cell.strip()]
            if len(set(filled)) > 1 and not any(_TOTAL.fullmatch(plain(c)) for c in filled):
                yield Cells(self, number, row)


class Cells(NamedTuple):
    """One row by role."""

    table: OperationTable
    position: int
    row: tuple[str, ...]

    def __call__(self, role: str) -> str:
        """The cell that plays a role, in ASCII width; '' where there is none."""
        place = self.table.columns.get(role)
        return "" if place is None else plain(self.row[place])

    def day(self, *roles: str) -> date | None:
        """The first of some roles' cells that holds a day."""
        for role in roles:
            text = self(role)
            found = (day_of(text) or day_from(text[:10])) if text else None
            if found is not None:
                return found
        return None

    @property
    def is_void(self) -> bool:
        """Whether the state says that nothing came of it."""
        return bool(_VOID.search(self("state")))

    @property
    def number(self) -> int:
        """Row in the file, counting from 1; the place in the table where the file has no rows."""
        held = self.table.table.row_numbers
        return held[self.position] if held else self.position + 1

    @property
    def place(self) -> str:
        """``page:row``."""
        return f"{self.table.table.page}:{self.number}"

    def refused(self, why: Why, source: str) -> RejectedRow:
        """The row as one that isn't kept."""
        reason = two_tongued(why.zh, why.en)
        return RejectedRow(source=source, sheet=self.table.sheet, row=self.number, reason=reason)


Made = OperationRow | Why | None
"""A row, why there is none, or None for a row that holds nothing of its own (a first reading)."""


class ReadRow(NamedTuple):
    """One row of a table, made or refused."""

    cells: Cells
    made: Made
    remark: Why | None = None
    """What is odd about a row that is kept."""


def strange(name: str, zh: str, shown: str) -> Why:
    """That a cell can't be read."""
    if not shown:
        return Why(f"没有{zh}", f"no {name}")
    return Why(f"{zh}“{shown}”无法识别", f'{name} "{shown}" can\'t be read')


def bad_day(day: date | None, today: date, shown: str) -> Why | None:
    """What is wrong with a day; None where nothing is."""
    if day is None:
        return strange("date", "日期", shown)
    if day > today:
        return Why(f"日期 {day} 晚于今天（{today}）", f"dated {day}, after today ({today})")
    return None


def month_of(text: str) -> tuple[int, int] | None:
    """Year and month as bills and indices print them, ``202405`` too."""
    compact = re.fullmatch(r"((?:19|20)\d\d)(0[1-9]|1[0-2])", text)
    return (int(compact[1]), int(compact[2])) if compact else month_from(text) if text else None


def operation_tables(document: LoadedDocument) -> tuple[OperationTable, ...]:
    """The tables of a document that hold meters, waybills, orders or stock; each content once."""
    found: dict[tuple[object, ...], OperationTable] = {}
    pages = {page.number: page for page in document.pages}
    for table in document.tables:
        columns = {family: _roles(table, family) for family in ROLES}
        family = family_of({f: frozenset(roles) for f, roles in columns.items()})
        if family is None:
            continue
        page = pages.get(table.page)
        label, words = (page.label, page.text[:_WORDS]) if page else ("", "")
        around = " ".join((document.name, label, table.caption, *table.header, words))
        key = (family, table.header, table.rows)
        found.setdefault(key, OperationTable(table, family, columns[family], around, label))
    return tuple(found.values())


def _roles(table: Table, family: RecordKind) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, cell in enumerate(table.header):
        role = next(filter(None, (_role(text, family, columns) for text in _names(cell))), None)
        if role is not None:
            columns[role] = position
    return columns


def _names(cell: str) -> tuple[str, ...]:
    """A header cell, and its last word where a line of the preamble was read into it."""
    text = plain(cell)
    last = text.rpartition(" ")[2]
    return (text, last) if _CHINESE.search(last) and last != text else (text,)


def _role(text: str, family: RecordKind, taken: Mapping[str, int]) -> str | None:
    return next(
        (r for r, pattern in ROLES[family].items() if r not in taken and pattern.fullmatch(text)),
        None,
    )
