"""The figures' grid in another order, and a row's course in a few cells."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from assistant.domain.figures import Figure
from tui.presenter.figures import GridRow

_BARS: Final = "▁▂▃▄▅▆▇█"
_LEAST: Final = 3
"""Fewer values have no course."""


class Order(StrEnum):
    """How the rows of the grid follow each other."""

    FAMILY = "family"
    NAME = "name"
    LATEST = "latest"
    CHANGE = "change"


def ordered(rows: Sequence[GridRow], order: Order) -> tuple[GridRow, ...]:
    """The rows in an order; those without a value to go by come last."""
    match order:
        case Order.FAMILY:
            return tuple(rows)
        case Order.NAME:
            return tuple(sorted(rows, key=lambda r: r.label))
        case Order.LATEST:
            # Shares and amounts are no match for each other: the larger of one unit first.
            return tuple(sorted(rows, key=lambda r: (r.unit, *_falling(_latest(r)))))
        case Order.CHANGE:
            return tuple(sorted(rows, key=lambda r: _falling(_change(r))))


def _falling(value: Decimal | None) -> tuple[bool, Decimal]:
    return (value is None, -(value or Decimal(0)))


def _numbers(figures: Sequence[Figure | None]) -> list[Decimal]:
    return [f.number for f in figures if f is not None and f.number is not None]


def _latest(row: GridRow) -> Decimal | None:
    numbers = _numbers(row.figures)
    return numbers[-1] if numbers else None


def _change(row: GridRow) -> Decimal | None:
    """How far the last value lies from the one before, as a share of that."""
    *_, before, last = (None, None, *_numbers(row.figures))
    if not before or last is None:
        return None
    return abs((last - before) / before)


def sparkline(figures: Sequence[Figure | None]) -> str:
    """A bar a period, the lowest to the highest; a space where one has no value."""
    numbers = _numbers(figures)
    if len(numbers) < _LEAST:
        return ""
    low, high = min(numbers), max(numbers)
    room = (high - low) or Decimal(1)
    top = len(_BARS) - 1
    return "".join(
        " " if f is None or f.number is None else _BARS[int((f.number - low) / room * top)]
        for f in figures
    )
