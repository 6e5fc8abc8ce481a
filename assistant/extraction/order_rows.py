"""Rows of orders, stock lists and indices: an order's amount once, refunds beside it."""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from assistant.domain.operations import OperationKind, OperationRow
from assistant.extraction.amounts import number_from
from assistant.extraction.ledgers import day_of
from assistant.extraction.operation_rows import (
    Cells,
    OperationTable,
    ReadRow,
    Why,
    bad_day,
    month_of,
    strange,
)
from assistant.extraction.operation_values import cents_from, count_of

_PURCHASE: Final = re.compile(r"采购|purchase order|\bpo\b", re.IGNORECASE)
_MOST: Final = 1_000_000
_WHOLE: Final = ("paid", "total")
"""Columns that hold a whole order's amount, repeated on each of its lines."""
_DATED: Final = re.compile(r"(?:19|20)\d\d[-/.年]\s*\d{1,2}[-/.月]\s*\d{1,2}日?")


def order_rows(table: OperationTable, today: date, start: int) -> Iterator[ReadRow]:
    """Each line of a list of orders."""
    kind = OperationKind.ORDER
    titles = " ".join((table.sheet, table.table.caption, *table.table.header))
    if "buyer" not in table.columns and (
        "supplier" in table.columns or _PURCHASE.search(titles) is not None
    ):
        kind = OperationKind.PURCHASE_ORDER
    role = next(r for r in ("paid", "total", "amount") if r in table.columns)
    once = _whole_orders(table, role) if role in _WHOLE else frozenset()
    told: set[str] = set()
    for seq, cells in enumerate(table.rows(), start):
        number = cells("number")
        again = number in once and number in told
        made = _order(cells, kind, role, (today, seq))
        if isinstance(made, OperationRow):
            told.add(number)
            if again:
                made = made.model_copy(update={"amount_cents": 0, "back_cents": 0})
        yield ReadRow(cells, made)


def _whole_orders(table: OperationTable, role: str) -> frozenset[str]:
    """Orders of several lines that all carry the same amount: it is the order's."""
    seen: dict[str, set[str]] = defaultdict(set)
    for cells in table.rows():
        seen[cells("number")].add(cells(role))
    return frozenset(number for number, amounts in seen.items() if len(amounts) == 1)


def _order(
    cells: Cells, kind: OperationKind, role: str, at: tuple[date, int]
) -> OperationRow | Why:
    today, seq = at
    if not cells("number"):
        return strange("order number", "订单号", "")
    if re.fullmatch(r"\d(?:\.\d+)?e\+\d+", cells("number"), re.IGNORECASE):
        return Why(
            f"订单号 {cells('number')} 按数字存储，末几位已丢失",
            f"order number {cells('number')} was stored as a number and lost its last digits",
        )
    day = cells.day("paid_at", "created")
    void = cells.is_void
    wrong = bad_day(day, today, cells("paid_at") or cells("created"))
    if wrong is not None or day is None:
        return wrong or strange("date", "日期", "")
    amount = cents_from(cells(role), cells.table.unit(role))
    if amount is None and not void:
        return strange("amount", "金额", cells(role))
    back = cents_from(cells("refund"), cells.table.unit("refund"))
    return OperationRow(
        firm=cells("firm"),
        kind=kind,
        day=day,
        number=cells("number"),
        line=" ".join(part for part in (cells("sub"), cells("item")) if part),
        party=cells("buyer" if kind is OperationKind.ORDER else "supplier"),
        quantity_milli=None,
        pieces=count_of(cells("pieces")),
        amount_cents=amount,
        back_cents=abs(back or 0),
        void=void,
        place=cells.place,
        seq=seq,
    )


def stock_rows(table: OperationTable, today: date, start: int) -> Iterator[ReadRow]:
    """Each line of a stock list; a list without a column of days takes the one in its title."""
    title = _DATED.search(" ".join((table.table.caption, table.around)))
    for seq, cells in enumerate(table.rows(), start):
        yield ReadRow(cells, _stock(cells, title[0] if title else "", (today, seq)))


def _stock(cells: Cells, title: str, at: tuple[date, int]) -> OperationRow | Why:
    today, seq = at
    day = cells.day("day") or (day_of(title) if title else None)
    wrong = bad_day(day, today, cells("day") or title)
    if wrong is not None or day is None:
        return wrong or strange("date", "日期", "")
    pieces = count_of(cells("pieces"))
    value = cents_from(cells("value"), cells.table.unit("value"))
    if pieces is None and value is None:
        return strange("stock", "库存数量", cells("pieces"))
    if (pieces or 0) < 0 or (value or 0) < 0:
        return Why("库存为负", "the stock is negative")
    return OperationRow(
        firm=cells("firm"),
        kind=OperationKind.STOCK,
        day=day,
        number=cells("number") or cells("item"),
        line=cells("place"),
        party="",
        quantity_milli=None,
        pieces=pieces,
        amount_cents=value,
        back_cents=0,
        void=False,
        place=cells.place,
        seq=seq,
    )


def index_rows(table: OperationTable, today: date, start: int) -> Iterator[ReadRow]:
    """Each month of an index of the trade."""
    for seq, cells in enumerate(table.rows(), start):
        yield ReadRow(cells, _index(cells, (today, seq)))


def _index(cells: Cells, at: tuple[date, int]) -> OperationRow | Why:
    today, seq = at
    month, value = month_of(cells("month")), number_from(cells("value"))
    day = None if month is None else date(*month, monthrange(*month)[1])
    wrong = bad_day(day, today, cells("month"))
    if wrong is not None or day is None:
        return wrong or strange("month", "月份", "")
    if value is None or not 0 < value < _MOST:
        return strange("index", "指数", cells("value"))
    return OperationRow(
        firm=cells("firm"),
        kind=OperationKind.INDEX,
        day=day,
        number=cells("name") or cells.table.table.header[cells.table.columns["value"]],
        line="",
        party="",
        quantity_milli=int((value * 1000).to_integral_value()),
        pieces=None,
        amount_cents=None,
        back_cents=0,
        void=False,
        place=cells.place,
        seq=seq,
    )
