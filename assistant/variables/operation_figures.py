"""Figures of meters, waybills, orders and stock, beside the invoices of the same periods."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.model import Record
from assistant.domain.operations import OperationKind
from assistant.domain.periods import period_from
from assistant.variables.aggregates import InvoiceFile
from assistant.variables.operation_ledger import OperationLedger, operation_ledger
from assistant.variables.operation_results import (
    METERS,
    Stretch,
    industry_of,
    orders_of,
    shipments_of,
    summed,
    utilities_of,
)
from assistant.variables.sentences import (
    Pair,
    missing_statement,
    trend_statement,
    value_statement,
)
from assistant.variables.spans import Why
from assistant.variables.workings import Result, Sheet, Working, digest_of, money, ratio

_TRAILING: Final = ("L12M", "P12M", "L6M", "L3M")
_YEARS: Final = 3
_YEAR_DAYS: Final = 365


class OperationFigures(Record):
    """What a firm's records of operations say."""

    as_of: date | None
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]


def operation_figures(
    files: Sequence[InvoiceFile],
    invoices: tuple[Sequence[InvoiceFile], Sequence[Figure]],
    *,
    as_of: date | None,
    today: date,
) -> OperationFigures:
    """Every figure and statement that the record sets of one firm yield; none without any.

    Args:
        files: stored sets of meters, waybills, orders and stock.
        invoices: the firm's invoice sets, and what they say.
        as_of: a month's last day; nothing after it is seen.
        today: rows dated later are never seen.

    Raises:
        InputError: a stored file can't be read.
    """
    ledger = operation_ledger(files, invoices[0], as_of=as_of, today=today)
    if ledger.as_of is None:
        return OperationFigures(as_of=None, figures=(), statements=())
    sheet = Sheet(digest_of([*files, *invoices[0]], ledger.as_of), family="operations")
    known = {f.key: f for f in invoices[1]}
    for span in _spans(ledger):
        for results, kinds in _families(ledger, span, known):
            rows = sum(
                summed(ledger, kind, span.period).total.rows for kind in kinds if ledger.has(kind)
            )
            for metric, result in results.items():
                sheet.put(Working(metric, span.period, result, rows, _inputs(metric, span)))
    _put_stock(sheet, ledger, known)
    figures = sheet.linked()
    return OperationFigures(
        as_of=ledger.as_of, figures=figures, statements=tuple(_statements(sheet, ledger))
    )


def _inputs(metric: str, span: Stretch) -> tuple[str, ...]:
    code = span.period.code
    if metric.endswith("_growth") or metric.endswith(".growth"):
        return ()
    if metric == "utilities.sales_per_kwh":
        return (f"sales.net@{code}", f"utilities.power_use@{code}")
    if metric == "industry.excess_growth":
        return (f"sales.growth@{code}", f"industry.growth@{code}")
    if metric == "orders.to_sales":
        return (f"orders.net@{code}", f"sales.gross@{code}")
    return ()


def _spans(ledger: OperationLedger) -> Iterator[Stretch]:
    upto = ledger.as_of
    if upto is None:
        return
    first = min((month for _, month in ledger.months), default=upto)
    for code in _TRAILING:
        prior = {"L12M": "P12M"}.get(code)
        yield Stretch(
            period_from(code, upto), period_from(prior, upto) if prior is not None else None
        )
    for year in range(max(first.year, upto.year - _YEARS + 1), upto.year + 1):
        period = period_from(str(year))
        if period.start >= first and period.end <= upto:
            before = period_from(str(year - 1))
            yield Stretch(period, before if before.start >= first else None)


def _families(
    ledger: OperationLedger, span: Stretch, known: Mapping[str, Figure]
) -> Iterator[tuple[dict[str, Result], tuple[OperationKind, ...]]]:
    """Results by metric, with the kinds of rows that they count, for each family that is there."""
    if ledger.has(*METERS.values()):
        yield utilities_of(ledger, span, known), tuple(METERS.values())
    if ledger.has(OperationKind.SHIPPED):
        yield shipments_of(ledger, span), (OperationKind.SHIPPED,)
    if ledger.has(OperationKind.RECEIVED):
        found = summed(ledger, OperationKind.RECEIVED, span.period)
        yield (
            {"shipments.received_count": found.why or found.total.numbers},
            (OperationKind.RECEIVED,),
        )
    if ledger.has(OperationKind.INDEX):
        yield industry_of(ledger, span, known), (OperationKind.INDEX,)
    if ledger.has(OperationKind.ORDER):
        yield orders_of(ledger, span, known), (OperationKind.ORDER,)
    if ledger.has(OperationKind.PURCHASE_ORDER):
        found = summed(ledger, OperationKind.PURCHASE_ORDER, span.period)
        yield (
            {"orders.purchased": found.why or money(found.total.cents)},
            (OperationKind.PURCHASE_ORDER,),
        )


def _put_stock(sheet: Sheet, ledger: OperationLedger, known: Mapping[str, Figure]) -> None:
    if ledger.stock is None:
        return
    day, cents, rows = ledger.stock
    period = period_from(day.isoformat())
    sheet.put(Working("stock.value", period, money(cents), rows))
    bought = known.get("purchases.net@L12M")
    if bought is not None and bought.number is not None:
        days = ratio(money(cents) * _YEAR_DAYS, bought.number)
        result = days if isinstance(days, Why) else round(days, 1)
        keys = (f"stock.value@{day.isoformat()}", "purchases.net@L12M")
        sheet.put(Working("stock.days", period, result, rows, keys))


def _statements(sheet: Sheet, ledger: OperationLedger) -> Iterator[Statement]:
    """What each figure is, and how the whole periods moved."""
    for figure in sheet.figures.values():
        if figure.value is None:
            yield missing_statement(figure, sheet.whys[figure.key])
        else:
            yield value_statement(figure)
    made: set[str] = set()
    for span in _spans(ledger):
        if span.prior is None:
            continue
        for metric, moved in _TRENDS.items():
            now = sheet.get(metric, span.period.code)
            before = sheet.get(metric, span.prior.code)
            if now is None or before is None:
                continue
            told = trend_statement(Pair(now, before, sheet.get(moved, span.period.code)))
            if told.key not in made and told.kind is StatementKind.TREND:
                made.add(told.key)
                yield told


_TRENDS: Final = {
    "utilities.power_use": "utilities.power_growth",
    "utilities.water_use": "utilities.water_growth",
    "utilities.gas_use": "utilities.gas_growth",
    "shipments.count": "shipments.growth",
    "shipments.weight": "shipments.weight_growth",
    "orders.net": "orders.growth",
}
"""Metrics whose movement is told, with the figure of the change."""
