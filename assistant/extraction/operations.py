"""Meters, waybills, orders and stock of a document, typed and judged row by row."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from assistant.domain.operations import OperationRow
from assistant.domain.records import RecordKind, RejectedRow
from assistant.domain.tongues import two_tongued
from assistant.extraction.meter_rows import meter_rows
from assistant.extraction.operation_rows import (
    Cells,
    OperationTable,
    ReadRow,
    Why,
    operation_tables,
)
from assistant.extraction.order_rows import index_rows, order_rows, stock_rows
from assistant.extraction.shipment_rows import shipment_rows
from retrieval.passages import LoadedDocument


class Operations(NamedTuple):
    """What a document's tables of operations hold."""

    rows: tuple[OperationRow, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    remarks: tuple[str, ...] = ()
    """What is odd about rows that are kept, in both languages."""


def holds_operations(document: LoadedDocument) -> bool:
    """Whether any table holds meters, waybills, orders or stock."""
    return bool(operation_tables(document))


def operations_in(document: LoadedDocument, source: str, *, firm: str, today: date) -> Operations:
    """Every row of every such table.

    Args:
        document: as loaded.
        source: id that refused rows carry.
        firm: the firm's name, which tells shipped from received where both sides are listed.
        today: rows dated later are refused.
    """
    rows: list[OperationRow] = []
    rejected: list[RejectedRow] = []
    remarks: list[str] = []
    for table in operation_tables(document):
        for read in _read(table, today, len(rows) + 1, firm):
            if isinstance(read.made, OperationRow):
                rows.append(read.made)
            elif read.made is not None:
                rejected.append(read.cells.refused(read.made, source))
            if read.remark is not None:
                remarks.append(_remark(read.cells, read.remark))
    return Operations(tuple(rows), tuple(rejected), tuple(remarks))


def _read(table: OperationTable, today: date, start: int, firm: str) -> Iterator[ReadRow]:
    if table.family is RecordKind.SHIPMENTS:
        return shipment_rows(table, today, start, firm)
    readers = {
        RecordKind.UTILITIES: meter_rows,
        RecordKind.STOCK: stock_rows,
        RecordKind.INDUSTRY: index_rows,
    }
    return readers.get(table.family, order_rows)(table, today, start)


def _remark(cells: Cells, why: Why) -> str:
    sheet = f"{cells.table.sheet} " if cells.table.sheet else ""
    return two_tongued(
        f"{sheet}第{cells.number}行：{why.zh}", f"{sheet}row {cells.number}: {why.en}"
    )
