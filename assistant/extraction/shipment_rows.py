"""Rows of waybills: which way the goods went, to or from whom, how many and how heavy."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from assistant.domain.operations import OperationKind, OperationRow
from assistant.extraction.amounts import plain
from assistant.extraction.operation_rows import (
    Cells,
    OperationTable,
    ReadRow,
    Why,
    bad_day,
    strange,
)
from assistant.extraction.operation_values import (
    cents_from,
    count_of,
    quantity_from,
    unit_factor,
)

_OUT: Final = re.compile(r"出库|发货|发出|寄件|送货|销售|\b(?:out(?:bound)?|ship(?:ped|ping|ments)?|sent)\b|^发$", re.I)  # fmt: skip  # noqa: E501
_IN: Final = re.compile(
    r"入库|收货|到货|进货|采购|\b(?:in(?:bound)?|received|receipts?)\b|^收$", re.I
)
_TONNES: Final = re.compile(r"吨位|吨数")
_USUAL: Final = 0.9
"""Share of the rows that one name must stand on for it to be the firm whose list it is."""


def shipment_rows(table: OperationTable, today: date, start: int, firm: str) -> Iterator[ReadRow]:
    """Each row of a list of waybills."""
    own = _own_side(table, firm)
    for seq, cells in enumerate(table.rows(), start):
        yield ReadRow(cells, _row(cells, _kind(cells, own, firm), today, seq))


def _own_side(table: OperationTable, firm: str) -> OperationKind | None:
    """Which way every row goes where no row tells; None where each row must."""
    titles = " ".join((table.sheet, table.table.caption))
    out, into = bool(_OUT.search(titles)), bool(_IN.search(titles))
    if out != into:
        return OperationKind.SHIPPED if out else OperationKind.RECEIVED
    names = {role: role in table.columns for role in ("shipper", "consignee")}
    if names["shipper"] != names["consignee"]:
        return OperationKind.RECEIVED if names["shipper"] else OperationKind.SHIPPED
    if not any(names.values()):
        return OperationKind.SHIPPED
    if firm and any(_is_firm(c(role), firm) for c in table.rows() for role in names):
        return None
    rows = list(table.rows())
    shippers, consignees = (Counter(c(role) for c in rows) for role in ("shipper", "consignee"))
    for one, many, kind in (
        (shippers, consignees, OperationKind.SHIPPED),
        (consignees, shippers, OperationKind.RECEIVED),
    ):
        usual = one.most_common(1)
        if usual and usual[0][1] >= _USUAL * len(rows) and len(many) > len(one):
            return kind
    return None


def _is_firm(name: str, firm: str) -> bool:
    """Whether a printed name is the firm's own, in full or shortened."""
    here, own = plain(name).lower(), plain(firm).lower()
    return bool(here) and (here == own or (len(here) >= 4 and (here in own or own in here)))  # noqa: PLR2004  shorter names are anybody's


def _kind(cells: Cells, own: OperationKind | None, firm: str) -> OperationKind | None:
    """Which way one row goes: its own word, what holds for the list, else whose name is ours."""
    said = cells("direction")
    if said and bool(_OUT.search(said)) != bool(_IN.search(said)):
        return OperationKind.SHIPPED if _OUT.search(said) else OperationKind.RECEIVED
    if own is not None or not firm:
        return own
    sent, got = _is_firm(cells("shipper"), firm), _is_firm(cells("consignee"), firm)
    if sent == got:
        return None
    return OperationKind.SHIPPED if sent else OperationKind.RECEIVED


def _row(cells: Cells, kind: OperationKind | None, today: date, seq: int) -> OperationRow | Why:
    if kind is None:
        return Why(
            "发货方和收货方都不是本企业，无法判断是发出还是收到",
            "neither consignor nor consignee is the firm, so shipped or received is unknown",
        )
    if not cells("number"):
        return strange("waybill number", "运单号", "")
    roles = ("day", "arrived") if kind is OperationKind.SHIPPED else ("arrived", "day")
    day = cells.day(*roles)
    wrong = bad_day(day, today, cells("day") or cells("arrived"))
    if wrong is not None or day is None:
        return wrong or strange("date", "日期", "")
    weight = _weight(cells, kind)
    if isinstance(weight, Why):
        return weight
    return OperationRow(
        firm=cells("firm"),
        kind=kind,
        day=day,
        number=cells("number"),
        line=cells("item"),
        party=cells("consignee" if kind is OperationKind.SHIPPED else "shipper"),
        quantity_milli=weight,
        pieces=count_of(cells("pieces")),
        amount_cents=cents_from(cells("value"), cells.table.unit("value")),
        back_cents=0,
        void=cells.is_void,
        place=cells.place,
        seq=seq,
    )


def _weight(cells: Cells, kind: OperationKind) -> int | Why | None:
    """Thousandths of a kilogram; None where no weight is printed."""
    place = cells.table.columns.get("weight")
    if place is None or not cells("weight"):
        return None
    unit = cells.table.unit("weight") or cells("unit")
    if not unit and _TONNES.search(cells.table.table.header[place]):
        unit = "吨"
    if unit_factor(kind, unit) is None:
        unit = cells.table.unit("weight")
    found = quantity_from(cells("weight"), kind, unit)
    if found is None:
        return strange("weight", "重量", cells("weight"))
    if found.number < 0:
        return Why(f"重量 {found.number} 为负", f"the weight {found.number} is negative")
    return found.milli
