"""Quantities of meters, waybills and orders: numbers with units, in thousandths of a base unit."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.operations import OperationKind
from assistant.extraction.amounts import number_from, plain

_MEASURE: Final = re.compile(r"(?P<number>[-−–(]?\s*[\d,.]+\)?)\s*(?P<unit>[^\d\s].*)?")
_BRACKET: Final = re.compile(r"[(\[/]\s*(?:单位[::])?\s*(?P<unit>[^)\]]+)")
_TEN_THOUSAND: Final = 10_000
_KWH: Final = {"kwh": 1, "kw·h": 1, "kw.h": 1, "度": 1, "千瓦时": 1, "mwh": 1000, "兆瓦时": 1000}
_CUBIC: Final = {
    "m3": 1, "立方米": 1, "立方": 1, "方": 1, "吨": 1, "t": 1, "cubic metres": 1,
    "cubic meters": 1,
}  # fmt: skip
_WEIGHT: Final[Mapping[str, int | Decimal]] = {
    "kg": 1, "kgs": 1, "公斤": 1, "千克": 1, "吨": 1000, "t": 1000, "ton": 1000, "tons": 1000,
    "tonne": 1000, "tonnes": 1000, "g": Decimal("0.001"), "克": Decimal("0.001"),
    "斤": Decimal("0.5"), "lb": Decimal("0.45359237"), "lbs": Decimal("0.45359237"),
}  # fmt: skip
_TABLES: Final[Mapping[OperationKind, Mapping[str, int | Decimal]]] = {
    OperationKind.POWER: _KWH,
    OperationKind.WATER: _CUBIC,
    OperationKind.GAS: _CUBIC,
    OperationKind.SHIPPED: _WEIGHT,
    OperationKind.RECEIVED: _WEIGHT,
}
_MOST: Final = Decimal(10) ** 12
"""A single row above this is an error of the export, and BIGINT cents must hold it."""


class Quantity(NamedTuple):
    """A number as printed and what it is multiplied by for the base unit."""

    number: Decimal
    factor: Decimal

    @property
    def milli(self) -> int:
        """Thousandths of the base unit."""
        return int((self.number * self.factor * 1000).to_integral_value())


def header_unit(cell: str) -> str:
    """The unit that a header cell states in brackets; '' where it states none."""
    match = _BRACKET.search(plain(cell))
    return match["unit"].strip().lower() if match else ""


def unit_factor(kind: OperationKind, unit: str) -> Decimal | None:
    """What a unit is multiplied by for kWh, m³ or kg; 1 for none; None for a strange one."""
    name = plain(unit).lower().strip("()[] ")
    if not name:
        return Decimal(1)
    known = _TABLES.get(kind, {})
    if name.startswith("万") and name[1:] in known:
        return Decimal(known[name[1:]]) * _TEN_THOUSAND
    found = known.get(name)
    return None if found is None else Decimal(found)


def quantity_from(cell: str, kind: OperationKind, unit: str) -> Quantity | None:
    """A quantity; the unit in its own cell goes before the column's.

    Args:
        cell: as printed, with or without a unit.
        kind: whose units hold.
        unit: of the column, '' where nothing states it.
    """
    match = _MEASURE.fullmatch(plain(cell))
    if match is None:
        return None
    number, factor = number_from(match["number"]), unit_factor(kind, match["unit"] or unit)
    if number is None or factor is None or abs(number * factor) >= _MOST:
        return None
    return Quantity(number, factor)


def cents_from(cell: str, unit: str) -> int | None:
    """An amount of yuan in cents; None where the cell holds none.

    Args:
        cell: ``1,234.50``, ``¥12`` or ``3万元``.
        unit: of the column: ``元``, ``万元`` or ''.
    """
    text = plain(cell)
    own = "万" in text or "万" in unit
    number = number_from(text.removesuffix("元").removesuffix("万").strip())
    if number is None:
        return None
    amount = number * (_TEN_THOUSAND if own else 1)
    return int((amount * 100).to_integral_value()) if abs(amount) < _MOST else None


def count_of(cell: str) -> int | None:
    """A whole number of pieces; None for anything else."""
    number = number_from(re.sub(r"[件箱个只台套包]\Z|\s*(?:pcs?|pieces)\Z", "", plain(cell)))
    if number is None or number != number.to_integral_value() or abs(number) >= _MOST:
        return None
    return int(number)
