"""The demo's meters, waybills and shop orders, made from the firm's own invoices of two years."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

from assistant.demo.firms import YEARS, Firm
from assistant.demo.invoices import InvoiceRow

_KWH_PER_YUAN: Final = 0.045
_YUAN_PER_KG: Final = 6
_KWH_PRICE: Final = 0.78
_FACTOR: Final = 40
_WAYBILLS: Final = 3
"""A month; smaller deliveries go with the firm's own van."""
_ORDERS: Final = 3
_REPLACED: Final = (YEARS[-1], 4)
"""The month in which the meter was replaced: it begins at zero, and the bill prints the use."""


def power_bill(path: Path, firm: Firm, sold: Sequence[InvoiceRow], rng: Random) -> None:
    """A grid company's list as it exports it: titles, GBK, readings with a multiplier, a total."""
    rows: list[Sequence[object]] = [
        ["示例供电公司电费账单"],
        ["户名", firm.name_zh],
        ["用电月份", "电表编号", "上期示数", "本期示数", "倍率", "用电量(千瓦时)", "电费(元)"],
    ]
    reading, used = rng.randint(2_000, 6_000), 0
    for (year, month), net in sorted(_monthly(sold).items()):
        steps = round(net * _KWH_PER_YUAN * rng.uniform(0.96, 1.04) / _FACTOR)
        after = steps if (year, month) == _REPLACED else reading + steps
        kwh = steps * _FACTOR
        code = f"{year}{month:02d}"
        cells = [code, "3300-5521", reading, after, _FACTOR, kwh, f"{kwh * _KWH_PRICE:.2f}"]
        rows.append(cells)
        reading, used = after, used + kwh
    rows.append(["合计", "", "", "", "", used, f"{used * _KWH_PRICE:.2f}"])
    _write(path, rows, "gb18030")


def waybill_list(path: Path, sold: Sequence[InvoiceRow], *, without: str = "") -> None:
    """A carrier's list of the larger deliveries; none goes to ``without``."""
    rows: list[Sequence[object]] = [
        ["运单号", "发货日期", "收货方", "重量(吨)", "件数", "运单状态"]
    ]
    months: dict[tuple[int, int], list[InvoiceRow]] = defaultdict(list)
    for row in _recent(sold):
        if row.net > 0 and row.counterparty != without:
            months[row.issued.year, row.issued.month].append(row)
    for _, own in sorted(months.items()):
        for row in sorted(own, key=lambda r: (-r.net, r.number))[:_WAYBILLS]:
            tonnes = float(row.net) / _YUAN_PER_KG / 1000
            day = row.issued.isoformat()
            cells = [f"YD{row.number}", day, row.counterparty, f"{tonnes:.2f}", round(tonnes * 40)]
            rows.append([*cells, "已签收"])
    _write(path, rows, "utf-8-sig")


def shop_orders(path: Path, rng: Random) -> None:
    """A shop's export: paid, refunded and closed orders."""
    rows: list[Sequence[object]] = [
        [
            "订单编号",
            "订单付款时间",
            "买家昵称",
            "买家实际支付金额",
            "退款金额",
            "订单状态",
            "宝贝标题",
        ]
    ]
    for year in YEARS[-2:]:
        for month in range(1, 13):
            for n in range(_ORDERS):
                paid = rng.randint(800, 4_000)
                day = date(year, month, 2) + timedelta(days=n * 8)
                closed = rng.random() < 0.08  # noqa: PLR2004  a usual share
                back = round(paid * 0.1) if not closed and rng.random() < 0.1 else 0  # noqa: PLR2004
                number = f"SO{year}{month:02d}{n:02d}{rng.randint(1000, 9999)}"
                state = "交易关闭" if closed else "交易成功"
                cells = [number, f"{day} 10:{n:02d}:00", f"buyer{rng.randint(1, 90):03d}", paid]
                rows.append([*cells, back, state, "示例混合坚果礼盒"])
    _write(path, rows, "utf-8-sig")


def _recent(sold: Sequence[InvoiceRow]) -> list[InvoiceRow]:
    years = YEARS[-2:]
    return [r for r in sold if r.issued.year in years and r.status == "有效发票"]


def _monthly(sold: Sequence[InvoiceRow]) -> dict[tuple[int, int], float]:
    months: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for row in _recent(sold):
        months[row.issued.year, row.issued.month] += row.net
    return {month: float(net) for month, net in months.items()}


def _write(path: Path, rows: Sequence[Sequence[object]], encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
