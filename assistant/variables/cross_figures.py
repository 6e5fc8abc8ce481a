"""Figures of sales against purchases, and of the records themselves."""

from typing import Final

from assistant.domain.periods import Period
from assistant.domain.records import Direction
from assistant.variables.aggregates import Ledger, Totals
from assistant.variables.spans import Span, Why
from assistant.variables.workings import Result, Sheet, Working, money, ratio, share

_OTHER_MONTHS: Final = Why(
    "销项与进项记录覆盖的月份不同", "sales and purchase records cover different months"
)
_INPUTS: Final = {
    "spread.gross": ("sales.net", "purchases.net"),
    "spread.gross_rate": ("spread.gross", "sales.net"),
    "spread.purchases_to_sales": ("purchases.net", "sales.net"),
    "vat.balance": ("sales.tax", "purchases.tax"),
    "counterparties.both_count": (),
    "counterparties.both_share": ("sales.net",),
}
_NO_TAX: Final = ("L3M", "L6M")
"""Periods whose VAT isn't a figure of its own, so that nothing is made from it."""


def put_cross_figures(sheet: Sheet, ledger: Ledger) -> None:
    """Add sales against purchases of every shown year and trailing period."""
    for (direction, code), sales in ledger.spans.items():
        if direction is not Direction.SALE or not sales.shown:
            continue
        if code.isdigit() or code.endswith("M"):
            _put_span(sheet, ledger, sales, ledger.spans[Direction.PURCHASE, code])


def _put_span(sheet: Sheet, ledger: Ledger, sales: Span, purchases: Span) -> None:
    why = sales.why or purchases.why
    if why is None and sales.period != purchases.period:
        why = _OTHER_MONTHS
    code = sales.code
    sold = ledger.totals.get((Direction.SALE, code))
    bought = ledger.totals.get((Direction.PURCHASE, code))
    results: dict[str, Result] = dict.fromkeys(_INPUTS, why) if why else {}
    rows = None
    if why is None and sold is not None and bought is not None:
        results = _results(sold, bought, ledger.both.get(code, (0, 0)))
        rows = sold.valid + bought.valid
    for metric, result in results.items():
        if metric == "vat.balance" and code in _NO_TAX:
            continue
        keys = tuple(f"{key}@{code}" for key in _INPUTS[metric])
        sheet.put(Working(metric, sales.period, result, rows, keys))


def _results(sold: Totals, bought: Totals, both: tuple[int, int]) -> dict[str, Result]:
    spread = sold.net - bought.net
    return {
        "spread.gross": money(spread),
        "spread.gross_rate": ratio(spread, sold.net),
        "spread.purchases_to_sales": ratio(bought.net, sold.net),
        "vat.balance": money(sold.tax - bought.tax),
        "counterparties.both_count": both[0],
        "counterparties.both_share": share(both[1], sold.net),
    }


def put_record_figures(sheet: Sheet, ledger: Ledger) -> None:
    """Add what the records hold up to the as-of date."""
    counts, as_of = ledger.counts, ledger.as_of
    period = None if as_of is None else Period(code=as_of.isoformat(), start=as_of, end=as_of)
    none = Why("记录中没有完整月份的发票", "the records hold no invoice of a complete month")
    results: dict[str, Result] = {
        "invoices": counts.invoices,
        "repeats": counts.rows - counts.invoices,
        "conflicts": counts.conflicts,
        "void": counts.void,
        "red": counts.red,
        "first_day": counts.first_day or none,
        "last_day": counts.last_day or none,
    }
    for suffix, result in results.items():
        sheet.put(Working(f"records.{suffix}", period, result, counts.rows))
