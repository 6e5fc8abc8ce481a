"""Figures that hidden-risk rules read: new counterparties by quarter, the worst month of voids."""

from typing import Final

from assistant.domain.periods import period_from, shifted_month
from assistant.domain.records import Direction
from assistant.variables.aggregates import Ledger, MonthVoids
from assistant.variables.spans import Why
from assistant.variables.trade_metrics import SIDES
from assistant.variables.workings import Sheet, Working, ratio, share

QUARTERS: Final = 4
"""Complete quarters up to the as-of date in which new counterparties are counted."""
LEAST_VOIDS: Final = 5
"""Void invoices below which a month is no burst."""
_SHORT: Final = Why(
    "记录在该季度前不足12个月", "the records don't reach 12 months back before the quarter"
)


def last_quarters(ledger: Ledger, direction: Direction) -> tuple[str, ...]:
    """Codes of the last complete quarters that the records cover, oldest first."""
    codes = [code for d, code in ledger.spans if d is direction and "Q" in code]
    return tuple(sorted(codes)[-QUARTERS:])


def put_hidden_figures(sheet: Sheet, ledger: Ledger) -> None:
    """Add them for each side."""
    for side in SIDES:
        for code in last_quarters(ledger, side.direction):
            span = ledger.spans[side.direction, code]
            found = ledger.arrivals.get((side.direction, code))
            result = _SHORT if found is None else share(found.new_net, found.net)
            parties = None if found is None else found.parties
            sheet.put(Working(f"{side.party_key}.rolling_new_share", span.period, result, parties))
    _put_burst(sheet, ledger)


def _put_burst(sheet: Sheet, ledger: Ledger) -> None:
    """Void count and rate of the month of the last twelve with the highest rate."""
    if ledger.as_of is None:
        return
    first = shifted_month(ledger.as_of, -11)
    months = [
        (voids.void / voids.invoices, month, voids)
        for month, voids in ledger.voids.items()
        if month >= first and voids.void >= LEAST_VOIDS
    ]
    if not months:
        return
    _, month, worst = max(months, key=lambda m: (m[0], -m[1].toordinal()))
    _put_month(sheet, f"{month:%Y-%m}", worst)


def _put_month(sheet: Sheet, code: str, voids: MonthVoids) -> None:
    period = period_from(code)
    count = Working("sales.void_count", period, voids.void, voids.invoices)
    rate = Working(
        "sales.void_rate",
        period,
        ratio(voids.void, voids.invoices),
        voids.invoices,
        (f"sales.void_count@{code}",),
    )
    sheet.put(count)
    sheet.put(rate)
