"""Finds the header of an invoice table and says which column holds what.

The bank's own verdicts (信誉评级, 是否违约) are in no list here, so that nothing ever reads them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain.records import Direction

_NAMES: Final = {
    "firm": "企业代号|企业编号|企业代码|公司代码|firm|firm code|company code",
    "firm_name": "企业名称|公司名称|firm name|company name",
    "code": "发票代码|invoice code",
    "number": "发票号码|发票号|号码|invoice number|invoice no|invoice no.|number",
    "e_number": "数电票号码|数电发票号码|全电发票号码|digital invoice number",
    "issued": "开票日期|开票时间|发票日期|日期|invoice date|issue date|issued|date",
    "seller": "销方单位代号|销方识别号|销方税号|销方纳税人识别号"
    "|销售方纳税人识别号|销售方识别号|销售方税号"
    "|seller|seller code|seller tax id|supplier|supplier code",
    "seller_name": "销方名称|销售方名称|销方企业名称|供应商名称|供应商|seller name|supplier name",
    "buyer": "购方单位代号|购方识别号|购方税号|购方纳税人识别号"
    "|购买方纳税人识别号|购买方识别号|购买方税号|购货方识别号"
    "|buyer|buyer code|buyer tax id|customer|customer code",
    "buyer_name": "购方名称|购买方名称|购方企业名称|购货方名称|客户名称|客户"
    "|buyer name|customer name",
    "counterparty": "对方单位代号|对方名称|对方单位|交易对手|counterparty",
    "net": "金额|不含税金额|合计金额|未税金额|net|net amount|amount|amount excl. tax",
    "tax": "税额|合计税额|tax|tax amount|vat",
    "gross": "价税合计|含税金额|合计价税|价税总额|gross|gross amount|total|amount incl. tax",
    "status": "发票状态|状态|invoice status|status",
    "direction": "进销项|进项销项|发票方向|方向|direction",
}
_BY_NAME: Final = {
    alias: field for field, aliases in _NAMES.items() for alias in aliases.split("|")
}
FIELDS: Final = tuple(_NAMES)
"""Every column that is read, by our name."""

_AMOUNTS: Final = frozenset({"net", "tax", "gross"})
_UNIT: Final = re.compile(r"[(\[]\s*(?:单位[::])?\s*(万元|元|人民币元|cny|rmb|yuan)\s*[)\]]\Z")
_UNIT_ABOVE: Final = re.compile(r"单位:?\(?(?:人民币)?万元")
_OTHER: Final = re.compile(
    r"(?:[主子]?订单|采购单|销售单|运单|快递单|物流单|出库单|入库单|送货单|发货单)(?:编?号码?)?"
    r"|(?:order|waybill|tracking|shipment|[sp]o)(?: no\.?| number| id)"
)
SEARCHED_ROWS: Final = 40
"""A header stands among the first rows."""
_ENOUGH: Final = 4
_DIRECTIONS: Final = (
    (re.compile(r"进项|采购|purchas|input", re.IGNORECASE), Direction.PURCHASE),
    (re.compile(r"销项|销售|sale|output", re.IGNORECASE), Direction.SALE),
)


@dataclass(frozen=True)
class Header:
    """Where each column stands."""

    columns: dict[str, int]
    """Column position (from 0) by our name."""
    rows: int
    """Rows up to and including the header, so data starts after them."""
    wan: frozenset[str] = frozenset()
    """Amount columns that are in 万元."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that a table of invoices must have and this one lacks, as users name them."""
        lacks = []
        if not {"number", "e_number"} & self.columns.keys():
            lacks.append("发票号码")
        if "issued" not in self.columns:
            lacks.append("开票日期")
        if "net" not in self.columns and not {"tax", "gross"} <= self.columns.keys():
            lacks.append("金额")
        if "status" not in self.columns:
            lacks.append("发票状态")
        return tuple(lacks)


def canonical(text: object) -> str:
    """A header cell without blanks, width variants, stars and case."""
    plain = unicodedata.normalize("NFKC", str(text)).strip().strip("*").lower()
    plain = re.sub(r"\s+", " ", plain)
    return plain if plain.isascii() else plain.replace(" ", "")


def field_named(text: object) -> str | None:
    """Our name of the column that ``text`` heads; None for a column that isn't read."""
    return _BY_NAME.get(_UNIT.sub("", canonical(text)).strip())


def find_header(rows: Sequence[Sequence[object]]) -> Header | None:
    """The header among the first rows: one row, or two of which the upper one spans columns.

    Args:
        rows: the first rows of a sheet, from its very first.

    Returns:
        None where no row names at least four known columns.
    """
    searched = rows[:SEARCHED_ROWS]
    for index, row in enumerate(searched):
        single = _matched(row)
        below = searched[index + 1] if index + 1 < len(searched) else ()
        double = _matched(_joined(row, below)) if _is_words_only(below) else {}
        found = None
        if len(double) > len(single) and len(double) >= _ENOUGH:
            found = _header(double, _joined(row, below), searched[: index + 2])
        elif len(single) >= _ENOUGH:
            found = _header(single, row, searched[: index + 1])
        if found is not None:
            return None if found.missing and any(map(_is_other, row)) else found
    return None


def _is_other(cell: object) -> bool:
    """Whether a column numbers orders or waybills, so that the rows needn't be invoices."""
    return isinstance(cell, str) and _OTHER.fullmatch(canonical(cell)) is not None


def is_header_again(row: Sequence[object]) -> bool:
    """Whether a data row is the header once more, as page breaks and translations leave it.

    Names of columns neither begin nor end with a digit; most cells of data do, and are not
    looked at further.
    """
    words = [
        cell
        for cell in row
        if isinstance(cell, str) and cell and not (cell[0].isdigit() or cell[-1].isdigit())
    ]
    return len(words) >= _ENOUGH and len(_matched(words)) >= _ENOUGH


def direction_named(sheet: str) -> Direction | None:
    """The direction that a sheet's name tells."""
    found = [direction for pattern, direction in _DIRECTIONS if pattern.search(sheet)]
    return found[0] if len(found) == 1 else None


def direction_of(columns: dict[str, int]) -> Direction | None:
    """The direction that the columns tell: who names only the seller has bought."""
    sells, buys = "seller", "buyer"
    seller = bool({sells, f"{sells}_name"} & columns.keys())
    buyer = bool({buys, f"{buys}_name"} & columns.keys())
    if seller == buyer:
        return None
    return Direction.PURCHASE if seller else Direction.SALE


def _matched(row: Sequence[object]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, cell in enumerate(row):
        field = field_named(cell) if isinstance(cell, str) and cell else None
        if field is not None:
            columns.setdefault(field, position)
    return columns


def _joined(upper: Sequence[object], lower: Sequence[object]) -> list[str]:
    """One name a column from two header rows; the upper cell reaches to the next one."""
    names: list[str] = []
    parent = ""
    for position in range(max(len(upper), len(lower))):
        own = str(upper[position]) if position < len(upper) else ""
        child = str(lower[position]) if position < len(lower) else ""
        parent = own or parent
        if field_named(parent + child) is not None:
            names.append(parent + child)
        else:
            names.append(child or own)
    return names


def _is_words_only(row: Sequence[object]) -> bool:
    cells = [cell for cell in row if cell != ""]
    return bool(cells) and all(
        isinstance(cell, str) and not any(c.isdigit() for c in cell) for cell in cells
    )


def _header(
    columns: dict[str, int], names: Sequence[object], above: Sequence[Sequence[object]]
) -> Header:
    """The header ``names`` that ends the rows ``above``, which may state one unit for all."""
    amounts = _AMOUNTS & columns.keys()
    units = {name: _UNIT.search(canonical(names[columns[name]])) for name in amounts}
    for_all = any(_UNIT_ABOVE.search(canonical(cell)) for row in above[:-1] for cell in row)
    wan = {name for name, unit in units.items() if (unit[1] == "万元" if unit else for_all)}
    return Header(columns=columns, rows=len(above), wan=frozenset(wan))
