"""Finds the financial statements among a document's tables and reads their cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.periods import Period
from assistant.extraction.amounts import Scale, decimals_in, number_from, scale_from
from assistant.extraction.headings import YearEnds, names_part_of_year
from assistant.extraction.statement_columns import period_columns, year_ends
from assistant.extraction.statement_lines import StatementKind, named_line
from assistant.extraction.statement_titles import is_parents, title_kinds
from assistant.extraction.statement_totals import label_of, unnamed_totals
from retrieval.passages import LoadedDocument, Table

_ANCHORS: Final = {
    StatementKind.INCOME: (
        {"revenue"},
        {"operating_profit", "profit_before_tax", "net_profit"},
    ),
    StatementKind.BALANCE: (
        {"total_assets"},
        {"total_liabilities", "equity", "current_liabilities", "liabilities_and_equity"},
    ),
    StatementKind.CASH: (
        {"operating_cash_flow"},
        {"capex", "principal_repayment", "investing_cash_flow", "cash_change"},
    ),
}
"""A statement holds at least one line of each set."""
_ENOUGH_AMOUNTS: Final = 3
_SHARE_OF_FULLEST: Final = 0.6
"""A table with fewer lines than this share of the fullest is a note or a segment."""


@dataclass(frozen=True)
class LineCell:
    """One number of one line."""

    key: str
    rank: int
    """0 where the label is the line's own name, higher for rarer aliases."""
    period: Period
    value: Decimal
    """In main units of the currency."""
    rounding: Decimal
    """One unit of the last printed digit."""
    label: str
    text: str
    """The cell as printed."""
    page: int
    cell: str | None
    """``Sheet!B7`` where the source is a workbook."""

    @property
    def code(self) -> str:
        """Period code."""
        return self.period.code


class UnreadColumn(NamedTuple):
    """A column that was left out."""

    page: int
    heading: str


@dataclass(frozen=True)
class StatementTable:
    """One statement, perhaps over several pages."""

    kind: StatementKind
    scale: Scale
    cells: tuple[LineCell, ...]

    @property
    def lines(self) -> int:
        """How many different lines it has."""
        return len({cell.key for cell in self.cells})


def statement_tables(document: LoadedDocument) -> tuple[StatementTable, ...]:
    """Every statement of a document; a group's own where it also prints the parent's.

    Where a document has a table that calls itself by a statement's name, only such tables count.
    """
    ends = year_ends(document)
    found = [
        (group[0], statement)
        for group in _groups(document.tables)
        for statement in _statements(document, group, ends)
    ]
    kept = [s for kind in StatementKind for s in _of_kind(document, kind, found)]
    order = [id(statement) for _, statement in found]
    return tuple(sorted(kept, key=lambda statement: order.index(id(statement))))


def _of_kind(
    document: LoadedDocument, kind: StatementKind, found: Sequence[tuple[Table, StatementTable]]
) -> list[StatementTable]:
    """The statements of one kind that count."""
    same = [(first, s) for first, s in found if s.kind is kind]
    pages = document.pages
    titled = [(t, s) for t, s in same if kind in title_kinds(t, pages[t.page - 1])]
    same = titled or same
    own = [s for first, s in same if not is_parents(first)] or [s for _, s in same]
    fullest = max((table.lines for table in own), default=0)
    return [s for s in own if s.lines >= _SHARE_OF_FULLEST * fullest]


def _groups(tables: Sequence[Table]) -> Iterator[list[Table]]:
    """Tables with those that go on below or over the next pages."""
    group: list[Table] = []
    for table in tables:
        if group and not _goes_on(group[-1], table):
            yield group
            group = []
        group.append(table)
    if group:
        yield group


def _goes_on(before: Table, table: Table) -> bool:
    if table.continued:
        return True
    below = table.page == before.page and len(table.header) == len(before.header)
    return below and not any(table.header) and any(before.header)


def _statements(
    document: LoadedDocument, group: Sequence[Table], ends: YearEnds
) -> Iterator[StatementTable]:
    scale = _scale(document, group)
    for kind in StatementKind:
        cells = [c for table in _headed(group) for c in _cells(document, table, kind, scale, ends)]
        keys = {cell.key for cell in cells}
        if all(keys & anchor for anchor in _ANCHORS[kind]):
            yield StatementTable(kind=kind, scale=scale, cells=tuple(cells))


def _headed(group: Sequence[Table]) -> Iterator[Table]:
    """The tables of a group; one without a header has that of the one before."""
    before: Table | None = None
    for table in group:
        if before is not None and not any(table.header):
            more = {"header": before.header, "caption": table.caption or before.caption}
            yield table.model_copy(update=more)
        else:
            before = table
            yield table


def _scale(document: LoadedDocument, group: Sequence[Table]) -> Scale:
    """What a statement states, else, unconfirmed, the one unit of the document's statements."""
    table = group[0]
    unit = next((t.unit for t in group if t.unit), "")
    cells = (cell for row in table.rows for cell in row)
    around = " ".join((table.caption, *table.header, *cells))
    scale = scale_from(unit, around, document.pages[table.page - 1].text)
    if scale.stated:
        return scale
    pages = document.pages
    others = {t.unit for t in document.tables if t.unit and title_kinds(t, pages[t.page - 1])}
    return replace(scale_from(others.pop()), stated=False) if len(others) == 1 else scale


def _cells(
    document: LoadedDocument, table: Table, kind: StatementKind, scale: Scale, ends: YearEnds
) -> Iterator[LineCell]:
    columns = period_columns(table, kind, document.pages[table.page - 1].text, ends)
    unnamed = unnamed_totals(kind, table.rows, tuple(columns))
    for number, row in enumerate(table.rows):
        label = label_of(row)
        named = (named_line(kind, label) if label else None) or unnamed.get(number)
        if named is None:
            continue
        for position, period in columns.items():
            value = number_from(row[position])
            if value is not None and row[position] != label:
                yield LineCell(
                    key=named.key,
                    rank=named.rank,
                    period=period,
                    value=value * scale.factor,
                    rounding=Decimal(scale.factor).scaleb(-decimals_in(row[position])),
                    label=label,
                    text=row[position],
                    page=table.page,
                    cell=cell_reference(document, table, number, position),
                )


def unread_columns(document: LoadedDocument) -> tuple[UnreadColumn, ...]:
    """Columns of statements that hold a part of a year which can't be told for sure."""
    ends = year_ends(document)
    found = (
        column
        for group in _groups(document.tables)
        for kind in title_kinds(group[0], document.pages[group[0].page - 1])
        if not is_parents(group[0])
        for table in _headed(group)
        for column in _unread(document, table, kind, ends)
    )
    return tuple(dict.fromkeys(found))


def parents_pages(document: LoadedDocument) -> tuple[int, ...]:
    """Pages on which the parent's own statements begin, where the group's count instead."""
    titled = [
        (group[0], title_kinds(group[0], document.pages[group[0].page - 1]))
        for group in _groups(document.tables)
    ]
    own = frozenset(kind for table, kinds in titled if not is_parents(table) for kind in kinds)
    pages = (table.page for table, kinds in titled if is_parents(table) and kinds & own)
    return tuple(sorted(set(pages)))


def _unread(
    document: LoadedDocument, table: Table, kind: StatementKind, ends: YearEnds
) -> Iterator[UnreadColumn]:
    """Columns that hold amounts of named lines and whose heading names a part of a year."""
    read = period_columns(table, kind, document.pages[table.page - 1].text, ends)
    named = [row for row in table.rows if label_of(row) and named_line(kind, label_of(row))]
    for position, heading in enumerate(table.header):
        amounts = sum(number_from(row[position]) is not None for row in named)
        if position not in read and amounts >= _ENOUGH_AMOUNTS and names_part_of_year(heading):
            yield UnreadColumn(table.page, heading)


def cell_reference(document: LoadedDocument, table: Table, row: int, column: int) -> str | None:
    """``Sheet!B7`` of a table's cell, both counted from 0; None without rows that are numbered."""
    if not table.row_numbers:
        return None
    sheet = document.pages[table.page - 1].label
    place = f"{column_letters(table.first_column + column)}{table.row_numbers[row]}"
    return f"{sheet}!{place}" if sheet else place


def column_letters(number: int) -> str:
    """The letters of a sheet column, counting from 1: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
