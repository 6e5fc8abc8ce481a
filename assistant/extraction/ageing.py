"""Ageing schedules of receivables and payables: the total and each bucket, over the whole table.

A schedule is verified when its rows add up to each total that it prints and its buckets to the
balance; what doesn't add up stays a candidate and is a finding.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.figures import Figure, Metric
from assistant.domain.findings import Finding
from assistant.domain.papers import AGED, PAPER_SOURCES, scope_of
from assistant.extraction.amounts import Scale, decimals_in, number_from, plain
from assistant.extraction.ledgers import ledger_scale
from assistant.extraction.quoted import Cell, Named, Reading, day_stated, from_cell, title_of
from assistant.extraction.untied import Untied, untied
from retrieval.passages import LoadedDocument, Table

_AGEING: Final = re.compile(r"账龄|\bage?ing\b|\baged\b", re.IGNORECASE)
_KINDS: Final = (
    ("receivables", re.compile(r"应收|receivable|debtors|customers", re.IGNORECASE)),
    ("payables", re.compile(r"应付|payable|creditors|suppliers", re.IGNORECASE)),
)
_N: Final = r"(?:\d{1,4}|[一二两三四五])"
_BUCKET: Final = re.compile(
    rf"{_N}\s*(?:年|个?月|天|日)(?:以内|以下|内)(?:[（(].{{1,12}}[）)])?"
    rf"|{_N}\s*(?:年|个?月|天|日)?\s*[-–—~～至到]\s*{_N}\s*(?:年|个?月|天|日)(?:以内)?"
    rf"|{_N}\s*(?:年|个?月|天|日)(?:以上|及以上)|(?:未到期|信用期内|未逾期)"
    rf"|(?:not (?:yet )?due|current)"
    rf"|\d{{1,4}}\s*(?:-|–|to)\s*\d{{1,4}}(?:\s*(?:days|months|years))?"
    rf"|(?:over|more than|above|older than|>)\s*\d{{1,4}}(?:\s*(?:days|months|years?))?"
    rf"|\d{{1,4}}\s*\+(?:\s*days)?|(?:within|under|up to|<)\s*\d{{1,4}}\s*(?:days|months|years?)?",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(r"合\s*计|总\s*计|(?:grand )?total", re.IGNORECASE)
_BALANCE: Final = re.compile(
    r"合\s*计|总\s*计|(?:账面|期末)?(?:余额|金额)|期末数|年末余额"
    r"|total|balance|amount|closing balance",
    re.IGNORECASE,
)
_ENOUGH: Final = 2


class Ageing(NamedTuple):
    """What was read from a document's ageing schedules."""

    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()


class _Sheet(NamedTuple):
    """One schedule, over all the tables that it goes on in."""

    kind: str
    tables: tuple[Table, ...]
    scale: Scale
    header: tuple[str, ...]


class _Line(NamedTuple):
    """An amount that counts: of the whole schedule, or of one bucket of it."""

    name: str
    """The bucket as printed; '' for the total."""
    cell: Cell
    value: Decimal


def ageing_figures(document: LoadedDocument, source: str) -> Ageing:
    """``receivables#ageing@2025-12-31`` and ``receivables.aged:1-2年#ageing@2025-12-31``.

    Args:
        document: as loaded.
        source: the source's id in the case.
    """
    reading = Reading(document, source)
    figures: dict[str, Figure] = {}
    findings: list[Finding] = []
    for sheet in _sheets(document):
        lines, apart = _lines(sheet)
        day = day_stated(*(title_of(document, table) for table in sheet.tables), _head(document))
        proved = bool(lines) and not apart and sheet.scale.stated and _adds_up(sheet, lines)
        for line in lines:
            named = _named(sheet.kind, line.name)._replace(period=day)
            value = (line.value * sheet.scale.factor, sheet.scale.currency)
            made = from_cell(reading, line.cell, named, value, proved=proved)
            if made is not None:
                figures.setdefault(made.key, made)
        findings += (untied(reading, one, sheet.scale) for one in apart)
    return Ageing(tuple(figures.values()), tuple(findings))


def _head(document: LoadedDocument) -> str:
    return document.pages[0].text[:400] if document.pages else ""


def _named(kind: str, bucket: str) -> Named:
    zh, en = PAPER_SOURCES["ageing"]
    if not bucket:
        return Named(_line_metric(kind), source="ageing", said=(zh, en))
    return Named(AGED[f"{kind}.aged"], scope_of(bucket), "ageing", (bucket, bucket))


def _line_metric(kind: str) -> Metric:
    return STATEMENT_LINES[kind]


def _sheets(document: LoadedDocument) -> Iterator[_Sheet]:
    group: list[Table] = []
    for table in document.tables:
        if group and not table.continued:
            yield from _sheet(document, group)
            group = []
        group.append(table)
    if group:
        yield from _sheet(document, group)


def _sheet(document: LoadedDocument, group: Sequence[Table]) -> Iterator[_Sheet]:
    title = title_of(document, group[0])
    kinds = [kind for kind, pattern in _KINDS if pattern.search(title)]
    if _AGEING.search(title) and len(kinds) == 1:
        first = group[0]
        heads = (first.header, *first.rows[:2])
        header = next((h for h in heads if _buckets(h) or _balance(h)), first.header)
        yield _Sheet(kinds[0], tuple(group), ledger_scale(document, first), header)


def _buckets(header: Sequence[str]) -> list[int]:
    """Columns of buckets; none where only one heading looks like a bucket."""
    found = [place for place, cell in enumerate(header) if _BUCKET.fullmatch(plain(cell))]
    return found if len(found) >= _ENOUGH else []


def _balance(header: Sequence[str]) -> list[int]:
    """Columns of balances; the first column names the rows."""
    found = [place for place, cell in enumerate(header) if _BALANCE.fullmatch(plain(cell))]
    return [place for place in found if place]


def _lines(sheet: _Sheet) -> tuple[list[_Line], list[Untied]]:
    """The amounts of a schedule, and what in it doesn't add up."""
    across = _buckets(sheet.header)
    return _across(sheet, across) if across else _down(sheet)


def _across(sheet: _Sheet, buckets: Sequence[int]) -> tuple[list[_Line], list[Untied]]:
    """One customer a row, buckets side by side, a row of totals at the end."""
    header = sheet.header
    columns = (*buckets, *_balance(header)[-1:])
    rows, total = _split(sheet)
    if total is None:
        return [], []
    lines, apart = [], []
    for column in columns:
        cell = Cell(*total, column)
        printed = number_from(cell.text)
        if printed is None:
            continue
        name = plain(header[column]) if column in buckets else ""
        added = sum((_amount(t, n, column) for t, n in rows), Decimal(0))
        if abs(added - printed) > _slack(cell):
            apart.append(Untied(cell, plain(header[column]), printed, added))
        lines.append(_Line(name, cell, printed))
    return lines, apart


def _down(sheet: _Sheet) -> tuple[list[_Line], list[Untied]]:
    """One bucket a row, the balance in the first column of amounts."""
    header, column = sheet.header, next(iter(_balance(sheet.header)), None)
    rows, total = _split(sheet)
    held = [(t, n) for t, n in rows if _BUCKET.fullmatch(plain(t.rows[n][0]))]
    if column is None or len(held) < _ENOUGH:
        return [], []
    cells = [Cell(t, n, column) for t, n in held]
    amounts = ((cell, number_from(cell.text)) for cell in cells)
    lines = [_Line(plain(cell.label), cell, value) for cell, value in amounts if value is not None]
    apart = []
    whole = Cell(*total, column) if total else None
    printed = number_from(whole.text) if whole else None
    if whole is not None and printed is not None:
        added = sum((line.value for line in lines), Decimal(0))
        if abs(added - printed) > _slack(whole):
            apart.append(Untied(whole, plain(header[column]), printed, added))
        lines.append(_Line("", whole, printed))
    return lines, apart


def _split(sheet: _Sheet) -> tuple[list[tuple[Table, int]], tuple[Table, int] | None]:
    """The rows, and the row of totals."""
    places = [
        (table, n)
        for table in sheet.tables
        for n, row in enumerate(table.rows)
        if row != sheet.header
    ]
    totals = [(t, n) for t, n in places if any(_TOTAL.fullmatch(plain(c)) for c in t.rows[n][:2])]
    return [place for place in places if place not in totals], totals[-1] if totals else None


def _adds_up(sheet: _Sheet, lines: Sequence[_Line]) -> bool:
    """Whether buckets give the total; without a printed total nothing is proved."""
    whole = [line for line in lines if not line.name]
    if not whole or not sheet.tables:
        return False
    parts = sum((line.value for line in lines if line.name), Decimal(0))
    return abs(parts - whole[0].value) <= _slack(whole[0].cell)


def _amount(table: Table, row: int, column: int) -> Decimal:
    return number_from(table.rows[row][column]) or Decimal(0)


def _slack(cell: Cell) -> Decimal:
    """Roundings of the amounts that make a total."""
    rows = sum(len(row) > cell.column for row in cell.table.rows)
    return Decimal(1).scaleb(-decimals_in(cell.text)) / 2 * max(rows, 1)
