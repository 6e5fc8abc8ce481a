"""Yearly sums from bank statements and VAT returns, for comparison with invoices and accounts.

A year counts only when all twelve months are there; a statement's sums are verified only when its
running balance follows from every row.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, FigureStatus, Metric
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit
from assistant.domain.tongues import two_tongued
from assistant.extraction.bank_accounts import account_of
from assistant.extraction.bank_lines import (
    BankLine,
    BankLines,
    balance_break,
    bank_lines,
    holds_bank_lines,
)
from assistant.extraction.bank_measures import bank_measures
from assistant.extraction.ledgers import LedgerRow, ledger_rows, ledger_scale, month_from
from retrieval.passages import LoadedDocument

_I: Final = re.IGNORECASE
_UNIT: Final = r"(?:\s*[(][^()]*[)])?"
_VAT_COLUMNS: Final = {
    "month": re.compile(rf"(?:税款)?所属期(?:间|起)?|申报期|月份|(?:tax )?period|month{_UNIT}", _I),
    "sales": re.compile(
        rf"应税(?:货物)?销售额|计税销售额|销售额(?:合计)?|不含税销售额|(?:taxable )?sales{_UNIT}",
        _I,
    ),
}
_TOTAL: Final = re.compile(r"合\s*计|总\s*计|小\s*计|(?:sub)?total", _I)
_MONTHS: Final = 12
_VERSION: Final = "1"

VAT_SALES: Final = Metric(
    key="sales.net", label_zh="增值税申报销售额", label_en="sales in VAT returns", unit=Unit.CNY,
    aliases_zh=("纳税申报销售额", "申报销售额"), aliases_en=("VAT return sales", "declared sales"),
    missing_means="全年不足12个月的申报 / fewer than twelve monthly returns of the year",
)  # fmt: skip
BANK_METRICS: Final = tuple(
    Metric(
        key=key, label_zh=zh, label_en=en, unit=Unit.CNY, aliases_zh=(alias_zh,),
        aliases_en=(alias_en,), missing_means="没有全年12个月的流水 / no statement for all twelve months of the year",
    )
    for key, zh, en, alias_zh, alias_en in (
        ("bank.inflow", "银行流水流入", "bank inflow", "银行收款", "bank receipts"),
        ("bank.outflow", "银行流水流出", "bank outflow", "银行付款", "bank payments"),
    )
)  # fmt: skip
"""Metrics that only this module makes."""


class Sums(NamedTuple):
    """What was summed, and what could not be."""

    figures: tuple[Figure, ...]
    problems: tuple[str, ...]
    """In both languages (``domain.tongues``)."""
    movements: int = 0
    """Lines of a bank statement."""


class _Year(NamedTuple):
    months: frozenset[int]
    total: Decimal
    rows: int


_NOTHING: Final = _Year(frozenset(), Decimal(0), 0)


def vat_figures(document: LoadedDocument, source: str) -> Sums:
    """``sales.net#vat_returns@2024`` for each year whose twelve months are declared."""
    rows = [r for r in ledger_rows(document, _VAT_COLUMNS, ("month", "sales")) if not _is_total(r)]
    if not rows:
        return Sums((), ())
    problems = [
        row.problem("所属期或销售额无法识别", "month or sales can't be read")
        for row in rows
        if (month_from(row.cells["month"]) is None) or row.amount("sales") is None
    ]
    months: dict[tuple[int, int], Decimal] = {}
    for row in rows:
        month, sales = month_from(row.cells["month"]), row.amount("sales")
        if month is None or sales is None:
            continue
        if month in months:
            code = f"{month[0]}-{month[1]:02}"
            problems.append(row.problem(f"{code} 出现两次", f"{code} stands twice"))
        months[month] = months.get(month, Decimal(0)) + sales
    scale = ledger_scale(document, rows[0].table)
    years = _years((month, amount * scale.factor) for month, amount in months.items())
    status = FigureStatus.CANDIDATE if problems or not scale.stated else FigureStatus.VERIFIED
    figures = tuple(
        _figure((VAT_SALES, "#vat_returns"), str(year), found, (document, source), status)
        for year, found in years.items()
        if len(found.months) == _MONTHS
    )
    return Sums(figures, (*problems, *_incomplete(years)))


def bank_figures(document: LoadedDocument, source: str) -> Sums:
    """``bank.inflow@2024`` and ``bank.outflow@2024`` for each year that is covered whole.

    Months that are whole are summed too (``bank.inflow@2024-05``), and a whole year is measured
    line by line (``bank_measures``). A card's statement gives no
    sums: what comes in are repayments.
    """
    held = bank_lines(document)
    if not held.lines and not held.refused:
        return Sums((), ())
    problems = [*held.refused, *_odd(held)]
    if held.is_card or not held.lines:
        return Sums((), tuple(problems), len(held.lines))
    scale = ledger_scale(document, held.lines[0].row.table)
    proved = not problems and all(line.balance is not None for line in held.lines)
    status = FigureStatus.VERIFIED if proved else FigureStatus.CANDIDATE
    counted = [line for line in held.lines if line.counts and line.is_yuan]
    covered = _months(line.day for line in held.lines)
    account = account_of(document, held.lines[0].row.table)
    figures: list[Figure] = []
    for metric, amount in zip(BANK_METRICS, (_into, _out_of), strict=True):
        amounts = [((x.day.year, x.day.month), amount(x) * scale.factor) for x in counted]
        sums = {**_yearly(amounts, covered), **_monthly(amounts, covered)}
        figures += (
            _figure((metric, ""), code, found, (document, source), status, account)
            for code, found in sums.items()
        )
    figures += bank_measures(counted, Decimal(scale.factor), (document.name, source), status)
    incomplete = _incomplete(_years(_once(covered)))
    return Sums(tuple(figures), (*problems, *incomplete), len(held.lines))


def _odd(held: BankLines) -> Iterator[str]:
    """What is strange about lines that were read."""
    broken = balance_break(held.lines)
    if broken is not None:
        yield broken.row.problem(
            "余额与上一行对不上", "the balance doesn't follow from the row before"
        )
    foreign = sum(not line.is_yuan for line in held.lines)
    if foreign:
        yield two_tongued(
            f"{foreign}行为外币，未计入合计", f"{foreign} lines in other currencies are not summed"
        )
    if held.is_card:
        yield two_tongued(
            "信用卡账单不计入银行流水合计", "a credit card's statement is not summed as bank flows"
        )


def _into(line: BankLine) -> Decimal:
    return line.money_in


def _out_of(line: BankLine) -> Decimal:
    return line.money_out


def _months(days: Iterable[date]) -> tuple[tuple[int, int], ...]:
    """Every month that holds a line, in order."""
    return tuple(sorted({(day.year, day.month) for day in days}))


def _once(months: Iterable[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], Decimal]]:
    return ((month, Decimal(0)) for month in months)


def _yearly(
    amounts: Sequence[tuple[tuple[int, int], Decimal]], covered: Sequence[tuple[int, int]]
) -> dict[str, _Year]:
    """Sums of the years that have a line in each month."""
    whole = {year for year, found in _years(_once(covered)).items() if len(found.months) == _MONTHS}
    found = _years(a for a in amounts if a[0][0] in whole)
    return {str(year): found.get(year, _NOTHING) for year in sorted(whole)}


def _monthly(
    amounts: Sequence[tuple[tuple[int, int], Decimal]], covered: Sequence[tuple[int, int]]
) -> dict[str, _Year]:
    """Sums of the months between the first and the last, which may have begun or ended midway."""
    sums: dict[str, _Year] = {}
    for year, month in covered[1:-1]:
        own = [amount for at, amount in amounts if at == (year, month)]
        total = sum(own, Decimal(0))
        sums[f"{year}-{month:02}"] = _Year(frozenset((month,)), total, len(own))
    return sums


def is_bank_or_tax(document: LoadedDocument) -> bool:
    """Whether the document holds a bank statement or a list of VAT returns."""
    returns = ledger_rows(document, _VAT_COLUMNS, ("month", "sales"))
    return holds_bank_lines(document) or next(returns, None) is not None


def _is_total(row: LedgerRow) -> bool:
    return any(_TOTAL.match(cell) for cell in row.cells.values())


def _years(amounts: Iterable[tuple[tuple[int, int], Decimal]]) -> dict[int, _Year]:
    collected: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    for (year, month), amount in amounts:
        collected[year].append((month, amount))
    return {
        year: _Year(frozenset(m for m, _ in rows), sum((a for _, a in rows), Decimal(0)), len(rows))
        for year, rows in sorted(collected.items())
    }


def _incomplete(years: dict[int, _Year]) -> tuple[str, ...]:
    return tuple(
        two_tongued(
            f"{year}年只有{len(found.months)}个月，未按全年加总",
            f"{year} has {len(found.months)} of 12 months, so it is not summed",
        )
        for year, found in years.items()
        if len(found.months) < _MONTHS
    )


def _figure(
    metric: tuple[Metric, str],
    code: str,
    found: _Year,
    origin: tuple[LoadedDocument, str],
    status: FigureStatus,
    *of: str,
) -> Figure:
    named, suffix = metric
    period = period_from(code)
    return Figure(
        key=f"{named.key}{suffix}@{code}",
        label_zh=named.label_zh,
        label_en=named.label_en,
        value=found.total,
        unit=Unit.CNY,
        period=period,
        evidence=Computed(
            tool=f"bank_tax.{named.key.replace('.', '_')}",
            version=_VERSION,
            inputs_digest=hashlib.sha256(f"{origin[1]}:{code}".encode()).hexdigest(),
            formula=two_tongued(
                f"《{origin[0].name}》{period.label(Lang.ZH)}{named.label_zh}之和",
                f"sum of {named.label_en} of {period.label(Lang.EN)} in {origin[0].name}",
            ),
            input_keys=(f"source:{origin[1]}", *of),
            rows=found.rows,
        ),
        status=status,
    )
