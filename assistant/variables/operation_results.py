"""Values of one period of meters, waybills and orders; a reason where one can't be said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import correlation
from typing import Final, NamedTuple

from assistant.domain.figures import Figure
from assistant.domain.operations import OperationKind
from assistant.domain.periods import Period, shifted_month
from assistant.variables.operation_ledger import Month, OperationLedger, months_between
from assistant.variables.spans import Why
from assistant.variables.workings import NOT_ABOVE_ZERO, Result, growth, money, ratio, share

_FEW: Final = 5
"""Months that are too few for a correlation."""
_BACK: Final = 3
"""Months before a period in which an invoice of a consignee still counts."""
METERS: Final = {
    "power": OperationKind.POWER,
    "water": OperationKind.WATER,
    "gas": OperationKind.GAS,
}
_PAPERS: Final = {kind: Why("账单", "bills") for kind in METERS.values()} | {
    OperationKind.INDEX: Why("指数表", "index figures")
}
"""What the months are told by."""
_STEADY: Final = Why("销售或指数没有波动", "sales or the index did not move")
_NOTHING: Final = Month(0, 0, 0, 0, 0, 0, 0)
_NO_SHARED_NAME: Final = Why(
    "单据与发票没有相同的名称，无法逐户核对", "the documents and the invoices share no name"
)
_NO_NAMES: Final = Why("单据上没有对方名称", "the documents name no other party")
_NO_WEIGHT: Final = Why("运单上没有重量", "the waybills carry no weight")
_NO_PRICE: Final = Why("单据上没有金额", "the documents carry no amount")


@dataclass(frozen=True)
class Stretch:
    """A period and the comparable one before."""

    period: Period
    prior: Period | None


class Summed(NamedTuple):
    """One kind over one period, or why nothing can be said."""

    total: Month
    why: Why | None


def summed(ledger: OperationLedger, kind: OperationKind, period: Period) -> Summed:
    """The months of a period together."""
    months = months_between(period.start, period.end)
    held = [ledger.months.get((kind, month)) for month in months]
    total = Month(*(sum(column) for column in zip(*(m or _NOTHING for m in held), strict=True)))
    return Summed(total, _uncovered(ledger, kind, months, held))


def _uncovered(
    ledger: OperationLedger,
    kind: OperationKind,
    months: Sequence[date],
    held: Sequence[Month | None],
) -> Why | None:
    """Why a period can't be summed: meters need every month, documents the first and the last."""
    if kind in (*METERS.values(), OperationKind.INDEX):
        lacking = [m for m, found in zip(months, held, strict=True) if found is None]
        if lacking:
            return Why(
                f"{_PAPERS[kind].zh}缺{len(lacking)}个月，最早为{lacking[0]:%Y-%m}",
                f"the {_PAPERS[kind].en} lack {len(lacking)} months of the period, "
                f"first {lacking[0]:%Y-%m}",
            )
        return None
    first = ledger.first(kind)
    if first is None or first > months[0]:
        began = first or months[-1]
        return Why(f"单据自{began:%Y-%m}才开始", f"the documents begin only in {began:%Y-%m}")
    if held[-1] is None:
        return Why(f"{months[-1]:%Y-%m}没有单据", f"there are no documents of {months[-1]:%Y-%m}")
    return None


def utilities_of(
    ledger: OperationLedger, span: Stretch, known: Mapping[str, Figure]
) -> dict[str, Result]:
    """What the meters say, by metric; ``known`` are the invoices' figures."""
    results: dict[str, Result] = {}
    cents, whys = 0, []
    for name, kind in METERS.items():
        if not ledger.has(kind):
            continue
        now = summed(ledger, kind, span.period)
        results[f"utilities.{name}_use"] = now.why or round(now.total.milli / 1000)
        if span.prior is not None:
            before = summed(ledger, kind, span.prior)
            results[f"utilities.{name}_growth"] = (
                now.why or before.why or growth(now.total.milli, before.total.milli)
            )
        cents += now.total.cents
        whys += [now.why] if now.why is not None else []
    results["utilities.cost"] = whys[0] if whys else money(cents) if cents else _NO_PRICE
    use = results.get("utilities.power_use")
    sales = known.get(f"sales.net@{span.period.code}")
    if use is not None and sales is not None:
        results["utilities.sales_per_kwh"] = _per_kwh(use, sales)
    return results


def _per_kwh(use: Result, sales: Figure) -> Result:
    if isinstance(use, Why):
        return use
    if sales.number is None:
        return Why("没有销售额", "there are no net sales")
    found = ratio(sales.number, int(use) if isinstance(use, int) else 0)
    return found if isinstance(found, Why) else round(found, 2)


def shipments_of(ledger: OperationLedger, span: Stretch) -> dict[str, Result]:
    """What the waybills of goods shipped say, by metric."""
    kind = OperationKind.SHIPPED
    now = summed(ledger, kind, span.period)
    named = _named(ledger, kind, span.period)
    weight: Result = now.why or (
        round(now.total.milli / 1000) if now.total.measured else _NO_WEIGHT
    )
    results: dict[str, Result] = {
        "shipments.count": now.why or now.total.numbers,
        "shipments.weight": weight,
        "shipments.consignees": now.why or (len(named) if named else _NO_NAMES),
        "shipments.top1_share": now.why
        or (share(max(named.values()), sum(named.values())) if named else _NO_NAMES),
    }
    if span.prior is not None:
        before = summed(ledger, kind, span.prior)
        short = now.why or before.why
        weighed = now.total.measured and before.total.measured
        results["shipments.growth"] = short or growth(now.total.numbers, before.total.numbers)
        results["shipments.weight_growth"] = short or (
            growth(now.total.milli, before.total.milli) if weighed else _NO_WEIGHT
        )
    return results | _matched(ledger, span.period, named, now.why)


def _named(ledger: OperationLedger, kind: OperationKind, period: Period) -> Counter[str]:
    """Documents by normalised name over a period."""
    found: Counter[str] = Counter()
    for month in months_between(period.start, period.end):
        found.update(ledger.parties.get((kind, month), {}))
    return found


def _matched(
    ledger: OperationLedger, period: Period, named: Counter[str], why: Why | None
) -> dict[str, Result]:
    """Shipments without invoices and invoices without shipments, by name."""
    wide = months_between(shifted_month(period.start, -_BACK), period.end)
    own = months_between(period.start, period.end)
    invoiced = {
        name for name, months in ledger.invoiced.items() if any(months.get(m) for m in wide)
    }
    why = why or (None if named else _NO_NAMES)
    why = why or (None if invoiced & named.keys() else _NO_SHARED_NAME)
    names = ("uninvoiced_count", "uninvoiced_share", "unshipped_share")
    if why is not None:
        return {f"shipments.{name}": why for name in names}
    without = {name: n for name, n in named.items() if name not in invoiced}
    sold = {
        name: sum(months.get(m, 0) for m in own)
        for name, months in ledger.invoiced.items()
        if any(months.get(m) for m in own)
    }
    unshipped = sum(cents for name, cents in sold.items() if name not in named)
    return {
        "shipments.uninvoiced_count": len(without),
        "shipments.uninvoiced_share": share(sum(without.values()), sum(named.values())),
        "shipments.unshipped_share": share(unshipped, sum(sold.values())),
    }


def orders_of(
    ledger: OperationLedger, span: Stretch, known: Mapping[str, Figure]
) -> dict[str, Result]:
    """What customers' orders say, by metric; ``known`` are the invoices' figures."""
    kind = OperationKind.ORDER
    now = summed(ledger, kind, span.period)
    total = now.total
    net = total.cents - total.back
    named = _named(ledger, kind, span.period)
    average = ratio(money(net), total.numbers)
    results: dict[str, Result] = {
        "orders.net": now.why or money(net),
        "orders.count": now.why or total.numbers,
        "orders.average": now.why or (average if isinstance(average, Why) else round(average, 2)),
        "orders.refund_rate": now.why or share(total.back, total.cents),
        "orders.void_rate": now.why or share(total.voids, total.voids + total.numbers),
        "orders.buyers": now.why or (len(named) if named else _NO_NAMES),
    }
    if span.prior is not None:
        before = summed(ledger, kind, span.prior)
        earlier = before.total.cents - before.total.back
        results["orders.growth"] = now.why or before.why or growth(net, earlier)
    sales = known.get(f"sales.gross@{span.period.code}")
    if sales is not None:
        results["orders.to_sales"] = now.why or (
            NOT_ABOVE_ZERO if sales.number is None else ratio(money(net), sales.number)
        )
    return results


def industry_of(
    ledger: OperationLedger, span: Stretch, known: Mapping[str, Figure]
) -> dict[str, Result]:
    """What an index of the trade says, by metric; ``known`` are the invoices' figures."""
    now = summed(ledger, OperationKind.INDEX, span.period)
    results: dict[str, Result] = {
        "industry.index": now.why or round(_index_of(ledger, span.period), 3)
    }
    if span.prior is not None:
        before = summed(ledger, OperationKind.INDEX, span.prior)
        moved = (
            now.why
            or before.why
            or ratio(_index_of(ledger, span.period), _index_of(ledger, span.prior))
        )
        grown = moved if isinstance(moved, Why) else Decimal(moved) - 1
        results["industry.growth"] = grown
        sales = known.get(f"sales.growth@{span.period.code}")
        if sales is not None and sales.number is not None:
            results["industry.excess_growth"] = (
                grown if isinstance(grown, Why) else sales.number - grown
            )
    months = months_between(span.period.start, span.period.end)
    sold = [known.get(f"sales.net@{month:%Y-%m}") for month in months]
    numbers = [float(f.number) for f in sold if f is not None and f.number is not None]
    if len(numbers) == len(months) and len(months) > _FEW:
        results["industry.correlation"] = now.why or _correlation(ledger, months, numbers)
    return results


def _index_of(ledger: OperationLedger, period: Period) -> Decimal:
    """Mean over the months of the series' mean."""
    months = months_between(period.start, period.end)
    return sum((_month_index(ledger, m) for m in months), Decimal(0)) / len(months)


def _month_index(ledger: OperationLedger, month: date) -> Decimal:
    held = ledger.months.get((OperationKind.INDEX, month), _NOTHING)
    return Decimal(held.milli) / 1000 / max(held.measured, 1)


def _correlation(
    ledger: OperationLedger, months: Sequence[date], sales: Sequence[float]
) -> Decimal | Why:
    index = [float(_month_index(ledger, month)) for month in months]
    if len(set(index)) == 1 or len(set(sales)) == 1:
        return _STEADY
    return round(Decimal(repr(correlation(index, sales))), 3)
