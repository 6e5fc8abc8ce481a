"""How evenly a firm trades: spread over months, gaps between days. Exact, no floats."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.domain.periods import Period, shifted_month
from assistant.domain.quantities import quantised
from assistant.variables.spans import Why

_PLACES: Final = 6
_MIN_MONTHS: Final = 3
_YEAR_MONTHS: Final = 12
TOO_SHORT: Final = Why("不足3个月", "the period has fewer than 3 months")
NOT_A_YEAR: Final = Why("不足12个月", "the period has fewer than 12 months")
NO_NET: Final = Why("期间净额不大于零", "the net amount of the period is not above zero")
NO_GAP: Final = Why(
    "期间内没有前后相继的两次开票", "no two successive invoice days end in the period"
)


def months_of(period: Period) -> tuple[date, ...]:
    """First days of the months that the period spans."""
    count = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    return tuple(shifted_month(period.start, i) for i in range(count))


def volatility(nets: Sequence[int]) -> Decimal | Why:
    """Sample standard deviation over mean of monthly amounts, to six decimals.

    Source: coefficient of variation, ``sqrt(n (n Σx² - (Σx)²) / (n - 1)) / Σx``.
    """
    count, total = len(nets), sum(nets)
    if count < _MIN_MONTHS:
        return TOO_SHORT
    if total <= 0:
        return NO_NET
    spread = count * (count * sum(x * x for x in nets) - total * total)
    squared = Decimal(spread) / Decimal((count - 1) * total * total)
    return quantised(squared.sqrt(), _PLACES)


def seasonality(nets: Sequence[int]) -> Decimal | Why:
    """The strongest month over the monthly average, to six decimals."""
    if len(nets) < _YEAR_MONTHS:
        return NOT_A_YEAR
    total = sum(nets)
    if total <= 0:
        return NO_NET
    return quantised(Decimal(max(nets) * len(nets)) / Decimal(total), _PLACES)


def peak_month(months: Sequence[date], nets: Sequence[int]) -> str | Why:
    """``YYYY-MM`` of the strongest month, the earliest of equals."""
    if len(nets) < _MIN_MONTHS:
        return TOO_SHORT
    best = max(nets)
    if best <= 0:
        return NO_NET
    return f"{months[nets.index(best)]:%Y-%m}"


@dataclass(frozen=True)
class DayPattern:
    """The days on which a firm invoiced in a period."""

    days: int
    months: int
    longest_gap: int | Why
    """Days between two successive invoice days."""
    median_gap: Decimal | Why


def day_pattern(days: Sequence[date], period: Period) -> DayPattern:
    """The pattern of the sorted ``days`` that lie in ``period``.

    A gap counts where it ends in the period, so that one over its first day isn't lost.
    """
    first, last = bisect_left(days, period.start), bisect_right(days, period.end)
    inside = days[first:last]
    gaps = sorted((b - a).days for a, b in pairwise(days[max(first - 1, 0) : last]))
    months = len({(day.year, day.month) for day in inside})
    if not gaps or not inside:
        return DayPattern(len(inside), months, NO_GAP, NO_GAP)
    half = len(gaps) // 2
    twice = gaps[half] * 2 if len(gaps) % 2 else gaps[half - 1] + gaps[half]
    return DayPattern(len(inside), months, gaps[-1], Decimal(twice) / 2)
