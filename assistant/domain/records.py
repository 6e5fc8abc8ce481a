"""Record rows as they are after reading, and what could not be read."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from assistant.domain.model import Record


class Direction(StrEnum):
    """Which side of the invoice the firm stands on."""

    SALE = "sale"
    PURCHASE = "purchase"


class InvoiceStatus(StrEnum):
    """Status after trimming; red (negative) invoices are valid ones with negative amounts."""

    VALID = "valid"
    VOID = "void"


class RecordKind(StrEnum):
    """Kinds of record sets that a case may hold."""

    INVOICES = "invoices"
    BANK = "bank"
    UTILITIES = "utilities"
    """Meters of power, water and gas."""
    SHIPMENTS = "shipments"
    ORDERS = "orders"
    """Shop and ERP orders, of customers and with suppliers."""
    STOCK = "stock"
    INDUSTRY = "industry"
    """An index of the firm's trade, month by month."""


OPERATIONS: Final = frozenset(
    (
        RecordKind.UTILITIES,
        RecordKind.SHIPMENTS,
        RecordKind.ORDERS,
        RecordKind.STOCK,
        RecordKind.INDUSTRY,
    )
)
"""Kinds whose files hold ``domain.operations.OPERATION_COLUMNS``."""


INVOICE_COLUMNS: Final = (
    ("firm", "VARCHAR"),
    ("direction", "VARCHAR"),
    ("code", "VARCHAR"),
    ("number", "VARCHAR"),
    ("issued", "DATE"),
    ("counterparty", "VARCHAR"),
    ("net_cents", "BIGINT"),
    ("tax_cents", "BIGINT"),
    ("gross_cents", "BIGINT"),
    ("status", "VARCHAR"),
    ("place", "VARCHAR"),
    ("seq", "BIGINT"),
)
"""Columns and DuckDB types of a stored invoice record set (Parquet).

``net_cents`` is 金额 without tax, ``gross_cents`` 价税合计, in integer cents; ``place`` is
``sheet:row`` or ``row`` in the source; ``seq`` the row's order in its file. ``code`` is '' where
the layout has none. Identity of an invoice: direction, code, number, counterparty, issued.
"""


class RejectedRow(Record):
    """A row that could not be read, and why."""

    source: str
    sheet: str
    row: int
    """Counts from 1 as a spreadsheet shows it, header included."""
    reason: str
    """In both languages (``domain.tongues``)."""


class RecordSet(Record):
    """One source's rows after reading: kept as a file named by digest, not in the case."""

    digest: str
    """SHA-256 of the stored Parquet file; its name under ``records/``."""
    kind: RecordKind
    source: str
    """Source id it was read from."""
    firm: str
    rows: int
    """Rows kept (void, red and repeated ones included)."""
    void: int
    red: int
    repeated: int
    """Rows that repeat an invoice of the same file; they count once in figures."""
    rejected: int
    first_day: str | None
    last_day: str | None
    added_at: datetime
