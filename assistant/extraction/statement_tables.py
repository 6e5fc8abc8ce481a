"""Finds the financial statements among a document's tables and reads their cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from assistant.domain.accounts import BALANCE_LINES, CASH_LINES, INCOME_LINES
from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit
from assistant.extraction.amounts import Scale, decimals_in, number_from, scale_from
from assistant.extraction.headings import balance_code, fiscal_code
from assistant.extraction.labels import canonical_label, label_index
from retrieval.passages import LoadedDocument, Table


class StatementKind(StrEnum):
    """The three statements."""

    INCOME = "income"
    BALANCE = "balance"
    CASH = "cash"


def _support(key: str, zh: str, en: str, aliases_zh: str = "", aliases_en: str = "") -> Metric:
    return Metric(
        key=key,
        label_zh=zh,
        label_en=en,
        unit=Unit.CNY,
        aliases_zh=tuple(aliases_zh.split("|")) if aliases_zh else (),
        aliases_en=tuple(aliases_en.split("|")) if aliases_en else (),
    )


_FOR_PROOF: Final = {
    StatementKind.INCOME: (),
    StatementKind.BALANCE: (
        _support(
            "liabilities_and_equity",
            "负债和所有者权益总计",
            "total liabilities and equity",
            "负债及所有者权益总计|负债和股东权益总计|负债及股东权益总计|负债和所有者权益合计",
            "total liabilities and stockholders' equity|total liabilities and shareholders' equity",
        ),
    ),
    StatementKind.CASH: (
        _support(
            "investing_cash_flow",
            "投资活动产生的现金流量净额",
            "net cash from investing activities",
            "投资活动现金流量净额",
            "investing cash flow|net cash used in investing activities",
        ),
        _support(
            "financing_cash_flow",
            "筹资活动产生的现金流量净额",
            "net cash from financing activities",
            "筹资活动现金流量净额",
            "financing cash flow|net cash used in financing activities",
        ),
        _support(
            "exchange_effect",
            "汇率变动对现金及现金等价物的影响",
            "effect of exchange rate changes on cash",
            "汇率变动对现金的影响",
            "effect of exchange rate changes on cash and cash equivalents",
        ),
        _support(
            "cash_change",
            "现金及现金等价物净增加额",
            "net increase in cash",
            "现金净增加额",
            "net change in cash|net increase in cash and cash equivalents",
        ),
    ),
}
"""Lines that only serve to add a statement up; they never become figures."""
_LINES: Final = {
    StatementKind.INCOME: INCOME_LINES,
    StatementKind.BALANCE: BALANCE_LINES,
    StatementKind.CASH: CASH_LINES,
}
_INDEX: Final = {kind: label_index((*_LINES[kind], *_FOR_PROOF[kind])) for kind in StatementKind}
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
_CUT_NAME: Final = 10
"""Characters that name a line even where its last ones are missing."""
_SHARE_OF_FULLEST: Final = 0.6
"""A table with fewer lines than this share of the fullest is a note or a segment."""
_RARE: Final = 99
_PARENT: Final = ("母公司", "parent company")


@dataclass(frozen=True)
class LineCell:
    """One number of one line."""

    key: str
    rank: int
    """0 where the label is the line's own name, higher for rarer aliases."""
    code: str
    """Period code."""
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
    """Every statement of a document; a group's own where it also prints the parent's."""
    found = [
        (group, statement)
        for group in _groups(document.tables)
        for statement in _statements(document, group)
    ]
    own = [s for group, s in found if not _is_parents(group)] or [s for _, s in found]
    return tuple(s for s in own if s.lines >= _SHARE_OF_FULLEST * _fullest(own, s.kind))


def line_named(label: str) -> str | None:
    """The statement line that ``label`` names, in any statement."""
    name = canonical_label(label)
    return next((_INDEX[kind][name][0] for kind in StatementKind if name in _INDEX[kind]), None)


def _fullest(tables: Sequence[StatementTable], kind: StatementKind) -> int:
    return max(table.lines for table in tables if table.kind is kind)


def _groups(tables: Sequence[Table]) -> Iterator[list[Table]]:
    """Tables with those that go on over the next pages."""
    group: list[Table] = []
    for table in tables:
        if group and not table.continued:
            yield group
            group = []
        group.append(table)
    if group:
        yield group


def _is_parents(group: Sequence[Table]) -> bool:
    caption = group[0].caption.lower()
    return any(word in caption for word in _PARENT)


def _statements(document: LoadedDocument, group: Sequence[Table]) -> Iterator[StatementTable]:
    scale = _scale(document, group)
    for kind in StatementKind:
        index = _INDEX[kind]
        cells = [cell for table in group for cell in _cells(document, table, (kind, index), scale)]
        keys = {cell.key for cell in cells}
        if all(keys & anchor for anchor in _ANCHORS[kind]):
            yield StatementTable(kind=kind, scale=scale, cells=tuple(cells))


def _scale(document: LoadedDocument, group: Sequence[Table]) -> Scale:
    table = group[0]
    unit = next((t.unit for t in group if t.unit), "")
    cells = (cell for row in table.rows for cell in row)
    around = " ".join((table.caption, *table.header, *cells))
    return scale_from(unit, around, document.pages[table.page - 1].text)


def _cells(
    document: LoadedDocument,
    table: Table,
    lines: tuple[StatementKind, Mapping[str, tuple[str, int]]],
    scale: Scale,
) -> Iterator[LineCell]:
    kind, index = lines
    columns = _columns(table, kind, document.pages[table.page - 1].text)
    for number, row in enumerate(table.rows):
        label = next((cell for cell in row if cell), "")
        named = _named(label, index)
        if named is None:
            continue
        for position, code in columns.items():
            value = number_from(row[position])
            if value is not None and row[position] != label:
                yield LineCell(
                    key=named[0],
                    rank=named[1],
                    code=code,
                    value=value * scale.factor,
                    rounding=Decimal(scale.factor).scaleb(-decimals_in(row[position])),
                    label=label,
                    text=row[position],
                    page=table.page,
                    cell=_reference(document, table, number, position),
                )


def _named(label: str, index: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """Key and rank of a line; a long name may be cut off where the cell's second line begins."""
    name = canonical_label(label)
    if name in index or len(name) < _CUT_NAME:
        return index.get(name)
    longer = {key for full, (key, _) in index.items() if full.startswith(name)}
    return (longer.pop(), _RARE) if len(longer) == 1 else None


def _columns(table: Table, kind: StatementKind, page_text: str) -> dict[int, str]:
    """Period codes by column; the first column of a period counts."""
    around = f"{table.caption} {page_text[:400]}"
    name = balance_code if kind is StatementKind.BALANCE else fiscal_code
    columns: dict[int, str] = {}
    for position, heading in enumerate(table.header):
        code = name(heading, around) if heading else None
        if code is not None and code not in columns.values():
            columns[position] = code
    return columns


def _reference(document: LoadedDocument, table: Table, row: int, column: int) -> str | None:
    if not table.row_numbers:
        return None
    sheet = document.pages[table.page - 1].label
    return f"{sheet}!{column_letters(table.first_column + column)}{table.row_numbers[row]}"


def column_letters(number: int) -> str:
    """The letters of a sheet column, counting from 1: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
