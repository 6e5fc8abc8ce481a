"""Schedules of borrowings, one loan a row: lender, balance, rate, maturity and security.

Balances are verified when they add up to the total that the schedule prints.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from assistant.domain.figures import Figure
from assistant.domain.findings import Finding
from assistant.domain.papers import DEBT_FIELDS, scope_of
from assistant.domain.quantities import Unit, Value
from assistant.extraction.amounts import Scale, day_from, number_from, share_from
from assistant.extraction.ledgers import LedgerRow, ledger_rows, ledger_scale
from assistant.extraction.quoted import Named, Reading, day_stated, from_cell, title_of
from assistant.extraction.schedule_totals import cell_of, is_total, total_apart
from assistant.extraction.untied import untied
from retrieval.passages import LoadedDocument, Table

_I: Final = re.IGNORECASE
_UNIT: Final = r"(?:\s*[(][^()]*[)])?"
_TITLE: Final = re.compile(r"借款|贷款|融资|授信|债务|\b(?:debt|borrowings?|loans?|facilit)", _I)
_COLUMNS: Final = {
    "lender": re.compile(rf"(?:贷款|借款|授信|融资)?(?:银行|机构|贷款人|债权人)|(?:贷款|借款|授信|融资)(?:单位|方)|lender|bank|creditor{_UNIT}", _I),
    "balance": re.compile(rf"(?:期末|贷款|借款|融资|授信|未还|本金|用信)*余额{_UNIT}|(?:outstanding|closing|current|principal)?\s*balance{_UNIT}|(?:principal |amount )?outstanding{_UNIT}", _I),
    "limit": re.compile(rf"(?:合同|借款|贷款|授信|融资)(?:金额|额度|本金){_UNIT}|(?:facility|original|loan)?\s*(?:amount|limit|principal){_UNIT}", _I),
    "rate": re.compile(rf"(?:年|借款|贷款|执行)?利率{_UNIT}|(?:interest )?rate{_UNIT}", _I),
    "matures": re.compile(r"(?:借款|贷款|授信|合同)?到期日期?|终止日期?|maturity(?: date)?|matures(?: on)?|due(?: date)?", _I),
    "security": re.compile(r"担保(?:方式|情况|措施)|抵押(?:情况|物)|security|collateral|secured by", _I),
}  # fmt: skip
_SOME: Final = frozenset(("rate", "matures", "security", "limit"))


class DebtSchedule(NamedTuple):
    """What was read from a document's schedules of borrowings."""

    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()
    """Rows whose balance can't be read, in both languages."""


def debt_figures(document: LoadedDocument, source: str) -> DebtSchedule:
    """``debt.balance:<lender>@2025-12-31`` and the other terms of each loan.

    Args:
        document: as loaded.
        source: the source's id in the case.
    """
    rows = [
        row
        for row in ledger_rows(document, _COLUMNS, ("lender", "balance"))
        if _SOME & row.columns.keys()
    ]
    rows = [row for row in rows if _TITLE.search(title_of(document, row.table))]
    if not rows:
        return DebtSchedule()
    loans = [row for row in rows if row.cells["lender"].strip() and not is_total(row)]
    problems = [
        row.problem("借款余额无法识别", "the balance of the loan can't be read")
        for row in loans
        if row.amount("balance") is None
    ]
    reading = Reading(document, source)
    apart = total_apart(rows, loans, "balance")
    scale = ledger_scale(document, rows[0].table)
    proved = apart is not None and not apart and not problems and scale.stated
    figures = tuple(f for f in _figures(reading, loans, scale, proved=proved))
    findings = tuple(untied(reading, one, scale) for one in apart or ())
    return DebtSchedule(figures, findings, tuple(problems))


def _figures(
    reading: Reading, loans: list[LedgerRow], scale: Scale, *, proved: bool
) -> Iterator[Figure]:
    seen: Counter[str] = Counter()
    for row in loans:
        lender = row.cells["lender"].strip()
        seen[lender] += 1
        name = lender if seen[lender] == 1 else f"{lender}-{seen[lender]}"
        day = day_stated(title_of(reading.document, row.table), _head(reading, row.table))
        for column in sorted(row.columns.keys() - {"lender"}):
            value, unit = _value(row, column, scale)
            metric = DEBT_FIELDS[f"debt.{column}"]
            period = day if column == "balance" else None
            named = Named(metric, scope_of(name), said=(name, name), period=period)
            tied = proved and column == "balance"
            if value is not None:
                made = from_cell(reading, cell_of(row, column), named, (value, unit), proved=tied)
                yield from (made,) if made else ()


def _head(reading: Reading, table: Table) -> str:
    return reading.document.pages[table.page - 1].text[:400]


def _value(row: LedgerRow, column: str, scale: Scale) -> tuple[Value, Unit]:
    text = row.cells[column].strip()
    if column in ("balance", "limit"):
        number = number_from(text)
        return (None if number is None else number * scale.factor), scale.currency
    if column == "rate":
        percent = "%" in row.table.header[row.columns[column]] and "%" not in text
        return share_from(f"{text}%" if percent else text), Unit.RATIO
    if column == "matures":
        return day_from(text), Unit.DATE
    return text or None, Unit.TEXT
