"""Figures of one direction's invoices in each period."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from assistant.domain.periods import Period
from assistant.domain.quantities import quantised
from assistant.variables.aggregates import Ledger, Totals
from assistant.variables.rhythm import (
    day_pattern,
    months_of,
    peak_month,
    seasonality,
    volatility,
)
from assistant.variables.spans import Span, Why, not_comparable
from assistant.variables.trade_metrics import SIDES, Side
from assistant.variables.workings import (
    NO_INVOICES,
    Result,
    Sheet,
    Working,
    growth,
    money,
    ratio,
    share,
)

_MONTH: Final = ("net",)
_QUARTER: Final = ("net", "invoice_count", "growth")
_SHORT: Final = (
    "net", "gross", "invoice_count", "void_rate", "monthly_average", "active_months",
    "gap_days_max",
)  # fmt: skip
_FULL: Final = (
    *_SHORT, "tax", "tax_rate", "average_invoice", "largest_invoice", "largest_invoice_share",
    "void_count", "red_count", "red_rate", "red_amount", "red_amount_rate",
    "volatility", "seasonality", "peak_month", "active_days", "days_between_median",
)  # fmt: skip
_NO_TOTALS: Final = Totals(0, 0, 0, 0, 0, 0, 0, None)
_NEVER: Final = Why("记录中没有有效蓝字发票", "the records hold no valid blue invoice")


def put_trade_figures(sheet: Sheet, ledger: Ledger) -> None:
    """Add sales and purchases of every shown period."""
    for side in SIDES:
        for (direction, _), span in ledger.spans.items():
            if direction is side.direction and span.shown:
                _put_span(sheet, ledger, side, span)
        _put_momentum(sheet, side)
        _put_since_last(sheet, ledger, side)


def suffixes_of(span: Span) -> tuple[str, ...]:
    """Which figures a period gets: the shorter, the fewer."""
    code = span.code
    if "Q" in code:
        return _QUARTER
    if "-" in code:
        return _MONTH
    if code in ("L3M", "L6M"):
        return _SHORT
    return _FULL if span.prior is None else (*_FULL, "growth")


def _put_span(sheet: Sheet, ledger: Ledger, side: Side, span: Span) -> None:
    totals = ledger.totals.get((span.direction, span.code), _NO_TOTALS)
    results = {} if span.why else _results(ledger, span, totals)
    for suffix in suffixes_of(span):
        result: Result = span.why or results[suffix]
        inputs: tuple[str, ...] = ()
        if suffix == "growth" and span.prior:
            inputs = (f"{side.key}.net@{span.code}", f"{side.key}.net@{span.prior}")
        sheet.put(
            Working(
                metric=f"{side.key}.{suffix}",
                period=span.period,
                result=result,
                rows=totals.valid + totals.void if span.why is None else None,
                input_keys=inputs,
            )
        )


def _results(ledger: Ledger, span: Span, totals: Totals) -> Mapping[str, Result]:
    months = months_of(span.period)
    nets = [ledger.monthly.get((span.direction, month), 0) for month in months]
    return {
        **_amounts(totals, len(months)),
        **_counts(totals),
        **_rhythm(ledger, span, months, nets),
        "growth": _growth(ledger, span, totals),
    }


def _amounts(totals: Totals, months: int) -> dict[str, Result]:
    largest = totals.largest
    return {
        "net": money(totals.net),
        "gross": money(totals.gross),
        "tax": money(totals.tax),
        "tax_rate": ratio(totals.tax, totals.net),
        "monthly_average": quantised(money(totals.net) / months, 2),
        "average_invoice": _average(totals),
        "largest_invoice": NO_INVOICES if largest is None else money(largest),
        "largest_invoice_share": NO_INVOICES if largest is None else share(largest, totals.net),
    }


def _average(totals: Totals) -> Decimal | Why:
    if totals.valid == 0:
        return NO_INVOICES
    return quantised(money(totals.net) / totals.valid, 2)


def _counts(totals: Totals) -> dict[str, Result]:
    return {
        "invoice_count": totals.valid,
        "void_count": totals.void,
        "void_rate": ratio(totals.void, totals.valid + totals.void),
        "red_count": totals.red,
        "red_rate": ratio(totals.red, totals.valid),
        "red_amount": money(totals.red_net),
        "red_amount_rate": ratio(totals.red_net, totals.net + totals.red_net),
    }


def _rhythm(
    ledger: Ledger, span: Span, months: tuple[date, ...], nets: list[int]
) -> dict[str, Result]:
    pattern = day_pattern(ledger.days.get(span.direction, ()), span.period)
    return {
        "volatility": volatility(nets),
        "seasonality": seasonality(nets),
        "peak_month": peak_month(months, nets),
        "active_months": pattern.months,
        "active_days": pattern.days,
        "gap_days_max": pattern.longest_gap,
        "days_between_median": pattern.median_gap,
    }


def _growth(ledger: Ledger, span: Span, totals: Totals) -> Result:
    if span.prior is None:
        return Why("没有上一可比期", "there is no earlier period to compare with")
    prior = ledger.spans.get((span.direction, span.prior))
    why = not_comparable(span, prior)
    if why is not None:
        return why
    return growth(totals.net, ledger.totals[span.direction, span.prior].net)


def _put_momentum(sheet: Sheet, side: Side) -> None:
    metric = f"{side.key}.monthly_average"
    keys = (f"{metric}@L3M", f"{metric}@L12M")
    recent, year = (sheet.figures.get(key) for key in keys)
    if recent is None or year is None:
        return
    result: Result = sheet.whys.get(keys[0]) or sheet.whys.get(keys[1]) or NO_INVOICES
    if recent.number is not None and year.number is not None:
        result = ratio(recent.number, year.number)
    sheet.put(Working(f"{side.key}.momentum", recent.period, result, input_keys=keys))


def _put_since_last(sheet: Sheet, ledger: Ledger, side: Side) -> None:
    if ledger.as_of is None or not ledger.spans:
        return
    days = ledger.days.get(side.direction, ())
    period = Period(code=ledger.as_of.isoformat(), start=ledger.as_of, end=ledger.as_of)
    result: Result = (ledger.as_of - days[-1]).days if days else _NEVER
    sheet.put(Working(f"{side.key}.days_since_last", period, result))
