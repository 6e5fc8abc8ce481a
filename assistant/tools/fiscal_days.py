"""Balances at the ends of a firm's own fiscal periods, which it calls by number and not by day."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import Final

from assistant.domain.figures import Figure

_CODE: Final = re.compile(
    r"(?:FY)?(?P<year>\d{4})(?:Q(?P<quarter>[1-4])|H(?P<half>[12]))?", re.ASCII
)
_YEAR: Final = 12
_APART: Final = 16
"""Days by which the last Saturday of a month misses the month's end, twice."""
_MONTH_DAYS: Final = 30.44
_EARLY: Final = 2
"""Months of the next calendar year in which a fiscal year may end that is called by this one."""


def balances_at(
    held: Sequence[Figure], codes: Sequence[str], known: Sequence[Figure | None]
) -> tuple[Figure, ...]:
    """The balances that lie as far apart as the named periods end; () unless only one set does.

    Args:
        held: one measure's figures with periods.
        codes: ``2023``, ``FY2024Q2``: a year, quarter or half of the firm's own.
        known: the figure of each code that already has one.
    """
    days = [f for f in held if f.period is not None and f.period.start == f.period.end]
    points = [_point(code) for code in codes]
    if any(point is None for point in points) or len(set(points)) != len(points):
        return ()
    months = [point for point in points if point is not None]
    choices = [days if figure is None else [figure] for figure in known]
    found = [chosen for chosen in product(*choices) if _fits(list(map(_day, chosen)), months)]
    return found[0] if len(found) == 1 else ()


def _day(figure: Figure) -> date:
    return figure.period.end if figure.period else date.min


def _point(code: str) -> int | None:
    """Months from the firm's year 0 to the end of a period."""
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    year = int(match["year"])
    if match["quarter"]:
        return (year - 1) * _YEAR + 3 * int(match["quarter"])
    if match["half"]:
        return (year - 1) * _YEAR + 6 * int(match["half"])
    return year * _YEAR


def _fits(days: Sequence[date], points: Sequence[int]) -> bool:
    first, start = days[0], points[0]
    apart = (
        (day - first).days - (point - start) * _MONTH_DAYS
        for day, point in zip(days, points, strict=True)
    )
    return all(abs(days_off) <= _APART for days_off in apart) and _is_named_so(first, start)


def _is_named_so(day: date, point: int) -> bool:
    """Whether the fiscal year that the period belongs to ends when a year of its name may."""
    year = -(-point // _YEAR)
    months = day.year * _YEAR + day.month + year * _YEAR - point
    return year * _YEAR < months <= (year + 1) * _YEAR + _EARLY
