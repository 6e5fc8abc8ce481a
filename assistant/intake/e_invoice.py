"""One electronic invoice as a ledger of one row, so that it counts as an exported row would.

Whether it is a sale or a purchase, only the firm's own tax id can tell.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from assistant.domain.records import Direction
from retrieval.passages import LoadedDocument

_CAPTION: Final = "电子发票"
_HEADER: Final = ("项目", "内容")
_SELLER_ID: Final = "销售方纳税人识别号"
_BUYER_ID: Final = "购买方纳税人识别号"
_COLUMNS: Final = {
    "发票代码": "发票代码",
    "发票号码": "发票号码",
    "开票日期": "开票日期",
    "销方识别号": _SELLER_ID,
    "销方名称": "销售方名称",
    "购方识别号": _BUYER_ID,
    "购方名称": "购买方名称",
    "金额": "合计金额",
    "税额": "合计税额",
    "价税合计": "价税合计",
}
"""Columns of the ledger and the invoice's fields."""
_NEEDED: Final = ("发票号码", "开票日期", "合计金额")
_MASKED: Final = "***"
"""Printed where no tax is due."""
_VALID: Final = "正常"
"""The file can't know whether the invoice was voided later."""


def invoice_in(document: LoadedDocument) -> Mapping[str, str] | None:
    """The fields of the electronic invoice that a document is; None where it is none."""
    for table in document.tables:
        if table.caption == _CAPTION and table.header == _HEADER:
            fields = dict((label, value) for label, value in table.rows)
            if all(fields.get(name) for name in _NEEDED):
                return fields
    return None


def side_of(fields: Mapping[str, str], own_id: str) -> Direction | None:
    """On which side the firm stands; None where its tax id is on neither."""
    own = own_id.strip().upper()
    if not own:
        return None
    if fields.get(_SELLER_ID, "").upper() == own:
        return Direction.SALE
    return Direction.PURCHASE if fields.get(_BUYER_ID, "").upper() == own else None


def ledger_of(fields: Mapping[str, str], path: Path) -> Path:
    """Write the invoice as a ledger of one row."""
    cells = [_cell(fields.get(field, "")) for field in _COLUMNS.values()]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*_COLUMNS, "发票状态"])
        writer.writerow([*cells, _VALID])
    return path


def _cell(value: str) -> str:
    return "0" if value == _MASKED else value
