"""Yearly sums from bank statements and VAT returns, for comparison with invoices and accounts.

A year counts only when all twelve months are there; a statement's sums are verified only when its
running balance follows from every row.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, FigureStatus, Metric
from assistant.domain.periods import period_from
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued
from assistant.extraction.ledgers import (
    LedgerRow,
    day_of,
    ledger_rows,
    ledger_scale,
    month_from,
)
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
_BANK_COLUMNS: Final = {
    "day": re.compile(
        r"交易日期|交易时间|记账日期?|入账日期|日期|(?:value |transaction |booking )?date", _I
    ),
    "inflow": re.compile(
        r"收入(?:金额)?|贷方(?:发生额|金额)?|转入金额|存入(?:金额)?"
        rf"|credit|(?:money )?in|deposits?{_UNIT}",
        _I,
    ),
    "outflow": re.compile(
        r"支出(?:金额)?|借方(?:发生额|金额)?|转出金额|支取(?:金额)?"
        rf"|debit|(?:money )?out|withdrawals?{_UNIT}",
        _I,
    ),
    "balance": re.compile(rf"(?:账户|本次)?余额|(?:running )?balance{_UNIT}", _I),
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
"""Metrics that only this module makes; the catalogue may list them."""


class Sums(NamedTuple):
    """What was summed, and what could not be."""

    figures: tuple[Figure, ...]
    problems: tuple[str, ...]
    """In both languages (``domain.tongues``)."""


class _Year(NamedTuple):
    months: frozenset[int]
    total: Decimal
    rows: int


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
        _figure((VAT_SALES, "#vat_returns"), year, found, (document, source), status)
        for year, found in years.items()
        if len(found.months) == _MONTHS
    )
    return Sums(figures, (*problems, *_incomplete(years)))


def bank_figures(document: LoadedDocument, source: str) -> Sums:
    """``bank.inflow@2024`` and ``bank.outflow@2024`` for each year that is covered whole."""
    needed = ("day", "inflow", "outflow")
    rows = [r for r in ledger_rows(document, _BANK_COLUMNS, needed) if not _is_total(r)]
    if not rows:
        return Sums((), ())
    problems = [
        row.problem(
            f"日期“{row.cells['day']}”无法识别", f"the date {row.cells['day']!r} can't be read"
        )
        for row in rows
        if day_of(row.cells["day"]) is None
    ]
    broken = _broken_balance(rows)
    if broken is not None:
        problems.append(
            broken.problem("余额与上一行对不上", "the balance doesn't follow from the row before")
        )
    scale = ledger_scale(document, rows[0].table)
    proved = not problems and all(row.amount("balance") is not None for row in rows)
    status = FigureStatus.VERIFIED if proved else FigureStatus.CANDIDATE
    figures: list[Figure] = []
    years: dict[int, _Year] = {}
    for metric, column in zip(BANK_METRICS, ("inflow", "outflow"), strict=True):
        dated = ((day_of(r.cells["day"]), r.amount(column) or Decimal(0)) for r in rows)
        years = _years(((d.year, d.month), abs(v) * scale.factor) for d, v in dated if d)
        figures += [
            _figure((metric, ""), year, found, (document, source), status)
            for year, found in years.items()
            if len(found.months) == _MONTHS
        ]
    return Sums(tuple(figures), (*problems, *_incomplete(years)))


def is_bank_or_tax(document: LoadedDocument) -> bool:
    """Whether the document holds a bank statement or a list of VAT returns."""
    return any(
        next(ledger_rows(document, names, needed), None) is not None
        for names, needed in (
            (_VAT_COLUMNS, ("month", "sales")),
            (_BANK_COLUMNS, ("day", "inflow", "outflow")),
        )
    )


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


def _broken_balance(rows: Sequence[LedgerRow]) -> LedgerRow | None:
    """The first row whose balance is not the one before plus in less out, in either order."""
    forward = _first_break(rows)
    if forward is None or _first_break(rows[::-1]) is None:
        return None
    return forward


def _first_break(rows: Sequence[LedgerRow]) -> LedgerRow | None:
    previous: Decimal | None = None
    for row in rows:
        balance = row.amount("balance")
        moved = abs(row.amount("inflow") or Decimal(0)) - abs(row.amount("outflow") or Decimal(0))
        if None not in (previous, balance) and previous + moved != balance:  # type: ignore[operator]
            return row
        previous = balance
    return None


def _figure(
    metric: tuple[Metric, str],
    year: int,
    found: _Year,
    origin: tuple[LoadedDocument, str],
    status: FigureStatus,
) -> Figure:
    named, suffix = metric
    return Figure(
        key=f"{named.key}{suffix}@{year}",
        label_zh=named.label_zh,
        label_en=named.label_en,
        value=found.total,
        unit=Unit.CNY,
        period=period_from(str(year)),
        evidence=Computed(
            tool=f"bank_tax.{named.key.replace('.', '_')}",
            version=_VERSION,
            inputs_digest=hashlib.sha256(f"{origin[1]}:{year}".encode()).hexdigest(),
            formula=two_tongued(
                f"《{origin[0].name}》{year}年{named.label_zh}之和",
                f"sum of {named.label_en} of {year} in {origin[0].name}",
            ),
            input_keys=(f"source:{origin[1]}",),
            rows=found.rows,
        ),
        status=status,
    )
