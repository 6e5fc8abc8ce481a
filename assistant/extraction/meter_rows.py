"""Rows of meter bills: use from readings or as printed, resets seen, refused where neither tells.

What was used counts in the month that the bill names; a bill that names only the day of reading
counts on the day before, because a meter read on the first has measured the month that ended.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from assistant.domain.operations import OperationKind, OperationRow
from assistant.extraction.amounts import number_from, plain
from assistant.extraction.operation_rows import (
    Cells,
    OperationTable,
    ReadRow,
    Why,
    bad_day,
    month_of,
    strange,
)
from assistant.extraction.operation_values import Quantity, cents_from, quantity_from, unit_factor

_KINDS: Final = (
    (
        OperationKind.POWER,
        re.compile(r"用电|电量|电费|电表|电能|供电|千瓦时|kwh|electric|power", re.I),
    ),
    (OperationKind.WATER, re.compile(r"用水|水量|水费|水表|自来水|供水|water", re.I)),
    (OperationKind.GAS, re.compile(r"用气|气量|气费|气表|燃气|天然气|\bgas\b", re.I)),
)  # fmt: skip
_SHORT: Final = {"电": OperationKind.POWER, "水": OperationKind.WATER, "气": OperationKind.GAS}
_TOLERANCE: Final = Decimal("0.01")
"""A printed use may differ from the readings by this share: losses and rounding."""


class _Used(NamedTuple):
    milli: int
    remark: Why | None


def meter_rows(table: OperationTable, today: date, start: int) -> Iterator[ReadRow]:
    """Each row of a table of meters."""
    whole = _kind_in(" ".join(table.table.header)) or _kind_in(table.around)
    by_reading = not {"use", "previous"} & table.columns.keys()
    before = _readings_before(table, whole) if by_reading else {}
    for seq, cells in enumerate(table.rows(), start):
        kind = _kind_of(cells, whole)
        if kind is None:
            yield ReadRow(cells, strange("kind of utility", "能源种类", cells("kind")))
            continue
        yield _row(cells, kind, (today, seq), before.get(cells.position))


def _kind_in(words: str) -> OperationKind | None:
    """The kind that words name; None where they name several or none."""
    named = [kind for kind, pattern in _KINDS if pattern.search(plain(words))]
    return named[0] if len(named) == 1 else None


def _kind_of(cells: Cells, whole: OperationKind | None) -> OperationKind | None:
    own = cells("kind")
    return (_SHORT.get(own) or _kind_in(own) if own else None) or whole


def _row(
    cells: Cells, kind: OperationKind, at: tuple[date, int], before: "Quantity | None"
) -> ReadRow:
    today, seq = at
    day = _day(cells)
    wrong = bad_day(day, today, cells("month") or cells("read") or cells("day") or cells("end"))
    if wrong is not None or day is None:
        return ReadRow(cells, wrong)
    used = _used(cells, kind, before)
    if not isinstance(used, _Used):
        return ReadRow(cells, used)
    cost = cents_from(cells("cost"), cells.table.unit("cost"))
    if used.milli < 0 and not (cost is not None and cost < 0):
        why = Why(
            "用量为负，且没有相应的退费：不是冲减",
            "the use is negative without a refund: no correction",
        )
        return ReadRow(cells, why)
    made = OperationRow(
        firm=cells("firm"),
        kind=kind,
        day=day,
        number=cells("meter") or cells("account"),
        line="",
        party="",
        quantity_milli=used.milli,
        pieces=None,
        amount_cents=cost,
        back_cents=0,
        void=False,
        place=cells.place,
        seq=seq,
    )
    return ReadRow(cells, made, used.remark)


def _day(cells: Cells) -> date | None:
    month = month_of(cells("month"))
    if month is not None:
        return date(*month, monthrange(*month)[1])
    read = cells.day("read", "end", "day")
    return None if read is None else read - timedelta(days=1)


def _unit(cells: Cells, role: str) -> str:
    return cells("unit") or cells.table.unit(role)


def _used(cells: Cells, kind: OperationKind, before: Quantity | None) -> "_Used | Why | None":
    """What was used; None where a reading is the first of its meter."""
    unit = _unit(cells, "use")
    if unit_factor(kind, unit) is None:
        return strange("unit", "计量单位", unit)
    now = _reading(cells, "current", kind)
    if now is not None and now.number < 0:
        return Why(f"读数 {now.number} 为负", f"the reading {now.number} is negative")
    then = _reading(cells, "previous", kind) or before
    if not cells("use"):
        return _from_readings(cells, now, then)
    printed = quantity_from(cells("use"), kind, unit)
    if printed is None:
        return strange("use", "用量", cells("use"))
    return _Used(printed.milli, _differs(cells, printed, now, then))


def _from_readings(
    cells: Cells, now: Quantity | None, then: Quantity | None
) -> "_Used | Why | None":
    if now is None:
        return strange("reading", "读数", cells("current"))
    if then is None:
        return None
    if now.number < then.number:
        return Why(
            f"读数由{then.number}降至{now.number}：表计已更换或清零，又没有印出用量",
            f"the reading fell from {then.number} to {now.number}: the meter was replaced or reset,"
            " and no use is printed",
        )
    return _Used(Quantity((now.number - then.number) * _factor(cells), now.factor).milli, None)


def _reading(cells: Cells, role: str, kind: OperationKind) -> Quantity | None:
    return quantity_from(cells(role), kind, _unit(cells, role)) if cells(role) else None


def _factor(cells: Cells) -> Decimal:
    return number_from(cells("factor")) or Decimal(1)


def _differs(
    cells: Cells, printed: Quantity, now: Quantity | None, then: Quantity | None
) -> Why | None:
    """What is odd where a use is printed beside its readings."""
    if now is None or then is None:
        return None
    if now.number < then.number:
        return Why(
            f"读数由{then.number}降至{now.number}（换表或清零），按印出的用量计",
            f"the reading fell from {then.number} to {now.number} (replaced or reset); the printed"
            " use counts",
        )
    read = Quantity((now.number - then.number) * _factor(cells), now.factor)
    if abs(read.milli - printed.milli) <= _TOLERANCE * max(abs(printed.milli), 1000):
        return None
    return Why(
        f"印出的用量{printed.number}与读数之差{read.number}不符，按印出的用量计",
        f"the printed use {printed.number} differs from the readings' {read.number}; the printed"
        " one counts",
    )


def _readings_before(
    table: OperationTable, whole: OperationKind | None
) -> dict[int, Quantity | None]:
    """For lists of readings only: each row's earlier reading of the same meter, by day."""
    meters: dict[tuple[str, OperationKind], list[tuple[date, int, Quantity]]] = {}
    for cells in table.rows():
        kind, day = _kind_of(cells, whole), _day(cells)
        now = None if kind is None else _reading(cells, "current", kind)
        if kind is not None and day is not None and now is not None and now.number >= 0:
            key = (cells("meter") or cells("account"), kind)
            meters.setdefault(key, []).append((day, cells.position, now))
    found: dict[int, Quantity | None] = {}
    for held in meters.values():
        once = list(
            {day: (day, at, q) for day, at, q in sorted(held, key=lambda r: r[:2])}.values()
        )
        for (_, _, earlier), (_, position, _) in pairwise(once):
            found[position] = earlier
    return found
