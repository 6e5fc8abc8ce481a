"""Meters, waybills, orders and stock as firms export them, row by row."""

from datetime import date

import pytest

from assistant.domain.operations import OperationKind
from assistant.domain.tongues import tongues_of
from assistant.extraction.operations import Operations, operations_in
from retrieval.passages import LoadedDocument, Page, Table

TODAY = date(2026, 7, 1)


def read(header: str, *rows: str, caption: str = "", firm: str = "") -> Operations:
    """A document with one table; cells are parted by ``|``."""
    cells = tuple(tuple(row.split("|")) for row in rows)
    table = Table(
        page=1,
        header=tuple(header.split("|")),
        rows=cells,
        caption=caption,
        row_numbers=tuple(range(2, 2 + len(cells))),
    )
    document = LoadedDocument(
        name="导出.csv",
        media_type="text/csv",
        pages=(Page(number=1, text=caption),),
        tables=(table,),
    )
    return operations_in(document, "s", firm=firm, today=TODAY)


def refused(found: Operations) -> list[tuple[int, str]]:
    return [(r.row, tongues_of(r.reason).en) for r in found.rejected]


def test_a_power_bill_gives_the_month_in_kwh_with_its_charge():
    found = read(
        "用电月份|电表编号|用电量(万千瓦时)|电费(元)", "202402|D1|1.25|9,875.50", "合计|D1|1.25|9"
    )
    (row,) = found.rows
    # 1.25 x 10,000 kWh; the bill of February counts on its last day; a total is no row
    assert (row.kind, row.day, row.quantity_milli) == (
        OperationKind.POWER,
        date(2024, 2, 29),
        12_500_000,
    )
    assert (row.number, row.amount_cents, row.place) == ("D1", 987_550, "1:2")
    assert found.rejected == ()


def test_a_preamble_that_was_read_into_the_header_hides_no_column():
    found = read("户名 用电月份|青山示例 电表编号|用电量(度)|电费", "202402|D1|10|8")
    assert [(r.number, r.quantity_milli) for r in found.rows] == [("D1", 10_000)]


def test_readings_give_the_use_and_a_reset_is_seen():
    found = read(
        "抄表日期|水表编号|上期示数|本期示数|倍率|用水量|水费",
        "2025-02-01|S1|100|150|2||200",
        "2025-03-01|S1|150|20|2||80",
        "2025-04-01|S1|150|20|2|30|80",
        "2025-05-01|S1|-5|-1|2||80",
        "2025-06-01|S1|20|30|2|-4|80",
        "2025-07-01|S1|20|30|2|-4|-16",
        "2099-07-01|S1|20|30|2|4|16",
    )
    # read on the first, so it counts in the month before: (150 - 100) x 2
    first, reset, refund = found.rows
    assert (first.kind, first.day, first.quantity_milli) == (
        OperationKind.WATER,
        date(2025, 1, 31),
        100_000,
    )
    assert reset.quantity_milli == 30_000
    assert refund.quantity_milli == -4_000
    assert [row for row, _ in refused(found)] == [3, 5, 6, 8]
    assert "the meter was replaced or reset" in refused(found)[0][1]
    assert "the reading -1 is negative" in refused(found)[1][1]
    assert "without a refund" in refused(found)[2][1]
    assert any("row 4" in r and "replaced or reset" in r for r in found.remarks)


def test_a_list_of_readings_alone_counts_between_them():
    found = read(
        "Meter No|Reading date|Gas reading (m3)|Amount",
        "G1|2025-01-31|1,000|",
        "G1|2025-02-28|1,250.5|",
        "G1|2025-03-31|90|",
    )
    # the first reading is where counting starts; the fall in March is refused
    assert [(r.kind, r.quantity_milli) for r in found.rows] == [(OperationKind.GAS, 250_500)]
    assert [row for row, _ in refused(found)] == [4]


def test_one_sheet_of_several_utilities_tells_them_by_row_and_refuses_a_strange_unit():
    found = read(
        "月份|能源类型|用量|单位|费用",
        "2025年3月|电|500|度|400",
        "2025年3月|水|30|吨|90",
        "2025年3月|天然气|12|GJ|60",
        "2025年3月|蒸汽|12|吨|60",
    )
    assert [(r.kind, r.quantity_milli) for r in found.rows] == [
        (OperationKind.POWER, 500_000),
        (OperationKind.WATER, 30_000),
    ]
    assert [(n, why.split(" ")[0]) for n, why in refused(found)] == [(4, "unit"), (5, "kind")]


@pytest.mark.parametrize(
    ("header", "rows", "firm", "kinds"),
    [
        ("运单号|发货日期|收货方|重量(吨)|件数", ("Y1|2025-01-03|甲|1.5|3",), "", ["shipped"]),
        ("Waybill No|Date|Consignor|Weight (kg)", ("Y1|2025-01-03|A|7",), "", ["received"]),
        (
            "运单号|日期|发货方|收货方|件数",
            (
                "Y1|2025-01-03|青山示例|甲|1",
                "Y2|2025-01-04|乙|青山示例有限公司|1",
                "Y3|2025-01-04|乙|丙|1",
            ),
            "青山示例有限公司",
            ["shipped", "received"],
        ),
        (
            "运单号|日期|发货方|收货方|件数",
            ("Y1|2025-01-03|青山|甲|1", "Y2|2025-01-04|青山|乙|1"),
            "",
            ["shipped", "shipped"],
        ),
        (
            "出库单号|日期|方向|数量",
            ("Y1|2025-01-03|入库|2", "Y2|2025-01-03|出库|2"),
            "",
            ["received", "shipped"],
        ),
    ],
)
def test_which_way_goods_went(header, rows, firm, kinds):
    found = read(header, *rows, firm=firm)
    assert [r.kind.value for r in found.rows] == kinds
    assert len(found.rejected) == len(rows) - len(kinds)


def test_weight_is_kilograms_and_a_cancelled_waybill_is_void():
    found = read(
        "运单号|发货日期|收货方|重量(吨)|运单状态",
        "Y1|2025/1/3|甲|1.5|已签收",
        "Y2|2025/1/3|甲|2|已取消",
        "Y3|2025/1/3|甲|-2|已签收",
        "|2025/1/3|甲|2|已签收",
    )
    assert [(r.quantity_milli, r.void) for r in found.rows] == [
        (1_500_000, False),
        (2_000_000, True),
    ]
    assert [row for row, _ in refused(found)] == [4, 5]


def test_an_orders_amount_counts_once_and_a_lines_amount_each_time():
    whole = read(
        "订单编号|订单付款时间|买家会员名|买家实际支付金额|订单状态|宝贝标题|退款金额",
        "T1|2025-03-01 10:00:00|a|100.00|交易成功|面|10",
        "T1|2025-03-01 10:00:00|a|100.00|交易成功|油|10",
        "T2|2025-03-01 10:00:00|b|70|交易关闭|面|0",
    )
    assert [(r.amount_cents, r.back_cents, r.void) for r in whole.rows] == [
        (10_000, 1_000, False),
        (0, 0, False),
        (7_000, 0, True),
    ]
    lines = read(
        "Order No|Date|Customer|Item|Qty|Amount (万元)",
        "S1|2025-03-01|A|flour|2|0.5",
        "S1|2025-03-01|A|oil|1|0.25",
        "1.2E+17|2025-03-01|A|oil|1|0.25",
        "S2|2025-03-01|A|oil|1|n/a",
    )
    assert [r.amount_cents for r in lines.rows] == [500_000, 250_000]
    assert "lost its last digits" in refused(lines)[0][1]
    assert refused(lines)[1] == (5, 'amount "n/a" can\'t be read')


def test_orders_with_suppliers_are_purchases():
    found = read("采购订单号|订单日期|供应商|物料名称|金额", "P1|2025-03-01|甲厂|纸|12.5")
    assert [(r.kind, r.party) for r in found.rows] == [(OperationKind.PURCHASE_ORDER, "甲厂")]


def test_a_stock_list_takes_the_day_of_its_title():
    found = read(
        "存货编码|存货名称|结存数量|结存金额",
        "A1|面粉|10|250.5",
        "A2|油|-1|20",
        caption="截至2025-12-31 库存明细",
    )
    (row,) = found.rows
    assert (row.day, row.pieces, row.amount_cents) == (date(2025, 12, 31), 10, 25_050)
    assert refused(found) == [(3, "the stock is negative")]


def test_an_index_of_the_trade_is_read_by_month():
    found = read("月份|行业名称|景气指数", "2025年3月|食品制造业|101.25", "2025年4月|食品制造业|-3")
    (row,) = found.rows
    assert (row.day, row.number, row.quantity_milli) == (date(2025, 3, 31), "食品制造业", 101_250)
    assert refused(found) == [(3, 'index "-3" can\'t be read')]


@pytest.mark.parametrize(
    "header",
    [
        "日期|摘要|收入|支出|余额",
        "科目|期末余额|期初余额",
        "月份|销售额|税额",
        "发票号码|开票日期|购方名称|金额|税额|发票状态",
        "交易时间|交易类型|交易对方|商品|收/支|金额(元)|当前状态|交易单号",
    ],
)
def test_other_tables_hold_none(header):
    width = header.count("|")
    assert read(header, "2025-01-01" + "|1" * width).rows == ()
