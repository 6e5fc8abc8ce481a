"""The periods that figures are computed for, and how far the records cover each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from assistant.domain.periods import Period, period_from, shifted_month
from assistant.domain.records import Direction

YEARS: Final = 5
"""Calendar years shown, the current one included; one more is computed to compare with."""
QUARTERS: Final = 12
MONTHS: Final = 24
TRAILING: Final = ("L3M", "L6M", "L12M", "P12M")
_WORDS: Final = {Direction.SALE: ("销项", "sales"), Direction.PURCHASE: ("进项", "purchase")}


class Why(NamedTuple):
    """Why a value is missing, in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        """Both languages in one line, as ``Figure.missing_reason`` carries it."""
        return f"{self.zh} / {self.en}"


@dataclass(frozen=True)
class Span:
    """One period of one direction."""

    direction: Direction
    period: Period
    prior: str | None = None
    """Code of the comparable earlier period: the year before, the same quarter a year before."""
    why: Why | None = None
    """Why nothing can be said of it; None where the records cover it."""
    shown: bool = True
    """False where it is computed only to compare with."""

    @property
    def code(self) -> str:
        """The period's code."""
        return self.period.code

    @property
    def whole(self) -> bool:
        """Whether the records cover the whole period, so that it may be compared."""
        return self.why is None and not self.period.is_partial


def spans_of(
    direction: Direction, first: date | None, horizon: date, as_of: date
) -> tuple[Span, ...]:
    """Every period of ``direction``, newest trailing ones last.

    Args:
        direction: sales or purchases.
        first: first day with a row of this direction, None where there is none.
        horizon: first day with a row of any direction; years start there.
        as_of: a month's last day; nothing after it is seen.
    """
    start = None if first is None else first.replace(day=1)
    made = [
        *_years(direction, start, horizon, as_of),
        *_quarters(direction, start, as_of),
        *_months(direction, start, as_of),
    ]
    for code in TRAILING:
        period = period_from(code, as_of)
        why = _uncovered(direction, start, period)
        prior = "P12M" if code == "L12M" else None
        made.append(Span(direction, period, prior=prior, why=why))
    return tuple(made)


def _years(direction: Direction, start: date | None, horizon: date, as_of: date) -> Iterator[Span]:
    for year in range(max(horizon.year, as_of.year - YEARS), as_of.year + 1):
        whole = period_from(str(year))
        shown = year > as_of.year - YEARS
        prior = str(year - 1)
        if start is None or start > min(whole.end, as_of):
            why = _uncovered(direction, start, whole)
            yield Span(direction, whole, prior=prior, why=why, shown=shown)
            continue
        seen = Period(code=whole.code, start=max(whole.start, start), end=min(whole.end, as_of))
        yield Span(direction, seen, prior=prior, shown=shown)


def _quarters(direction: Direction, start: date | None, as_of: date) -> Iterator[Span]:
    if start is None:
        return
    last = as_of.year * 4 + (as_of.month - 1) // 3
    for index in range(last - QUARTERS - 4, last + 1):
        period = period_from(f"{index // 4}Q{index % 4 + 1}")
        if period.start >= start and period.end <= as_of:
            prior = f"{index // 4 - 1}Q{index % 4 + 1}"
            yield Span(direction, period, prior=prior, shown=index > last - QUARTERS)


def _months(direction: Direction, start: date | None, as_of: date) -> Iterator[Span]:
    if start is None:
        return
    for back in range(MONTHS - 1, -1, -1):
        first = shifted_month(as_of, -back)
        if first >= start:
            yield Span(direction, period_from(f"{first:%Y-%m}"))


def _uncovered(direction: Direction, start: date | None, period: Period) -> Why | None:
    """Why ``period`` can't be said anything of; None where the records reach back to its start."""
    zh, en = _WORDS[direction]
    if start is None:
        return Why(f"案卷中没有{zh}发票记录", f"the records hold no {en} invoices")
    if period.start >= start:
        return None
    return Why(
        f"{zh}发票记录自{start.year}年{start.month}月才开始",
        f"the {en} invoice records begin only in {start:%B %Y}",
    )


def not_comparable(span: Span, prior: Span | None) -> Why | None:
    """Why ``span`` has no earlier period to compare with; None where it has one."""
    if span.why is not None:
        return span.why
    if span.period.is_partial:
        return Why(
            f"记录在{span.code}年只覆盖部分月份，不与整年比较",
            f"the records cover only part of {span.code}; it is not compared with a whole year",
        )
    if prior is None or not prior.whole:
        return Why(
            "没有完整的上一可比期记录", "there is no complete earlier period to compare with"
        )
    return None
