"""What a firm's meters, waybills, orders and stock lists become after reading."""

from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from assistant.domain.model import Record
from assistant.domain.records import RecordKind


class OperationKind(StrEnum):
    """What one row counts."""

    POWER = "power"
    WATER = "water"
    GAS = "gas"
    SHIPPED = "shipped"
    """A waybill of goods that leave."""
    RECEIVED = "received"
    """A waybill of goods that arrive."""
    ORDER = "order"
    """An order that a customer placed."""
    PURCHASE_ORDER = "purchase_order"
    STOCK = "stock"
    """One item's stock on one day."""
    INDEX = "index"
    """An index of the trade in one month; its quantity is the index."""


class OperationRow(Record):
    """One meter reading, waybill, order line or stock line; amounts in integer cents."""

    firm: str = ""
    """Code, where the list holds several firms; else ''."""
    kind: OperationKind
    day: date
    """Of the month that a meter's bill is for its last day."""
    number: str
    """Meter, waybill, order or item number as printed."""
    line: str
    """Sub-order or item that tells apart the lines of one number; '' where the number is alone."""
    party: str
    """Consignee or consignor, buyer or supplier; '' where none is printed."""
    quantity_milli: int | None
    """Thousandths of kWh, m³, kg (waybills), pieces (orders, stock)."""
    pieces: int | None
    amount_cents: int | None
    """A meter's charge, goods' value on a waybill, an order's amount, value in stock."""
    back_cents: int
    """Refunded of an order; else 0."""
    void: bool
    """Cancelled, unpaid or closed: counted, never summed."""
    place: str
    """``page:row`` in the source."""
    seq: int


OPERATION_COLUMNS: Final = (
    ("firm", "VARCHAR"),
    ("kind", "VARCHAR"),
    ("day", "DATE"),
    ("number", "VARCHAR"),
    ("line", "VARCHAR"),
    ("party", "VARCHAR"),
    ("quantity_milli", "BIGINT"),
    ("pieces", "BIGINT"),
    ("amount_cents", "BIGINT"),
    ("back_cents", "BIGINT"),
    ("void", "BOOLEAN"),
    ("place", "VARCHAR"),
    ("seq", "BIGINT"),
)
"""Columns and DuckDB types of a stored set (Parquet): ``OperationRow``.

Rows of one file that are alike in all but place and seq count once. Of two files that speak of one
number (for meters and stock: of one number on one day), the later one wins.
"""

FAMILY: Final = MappingProxyType(
    {
        OperationKind.POWER: RecordKind.UTILITIES,
        OperationKind.WATER: RecordKind.UTILITIES,
        OperationKind.GAS: RecordKind.UTILITIES,
        OperationKind.SHIPPED: RecordKind.SHIPMENTS,
        OperationKind.RECEIVED: RecordKind.SHIPMENTS,
        OperationKind.ORDER: RecordKind.ORDERS,
        OperationKind.PURCHASE_ORDER: RecordKind.ORDERS,
        OperationKind.STOCK: RecordKind.STOCK,
        OperationKind.INDEX: RecordKind.INDUSTRY,
    }
)
"""The record set that a row belongs to."""
