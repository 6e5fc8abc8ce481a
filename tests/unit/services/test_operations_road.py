"""Meters, waybills and shop orders beside the invoices, by the road a user takes."""

import csv
import json

import pytest
from openpyxl import Workbook

from assistant.cli.app import main

MONTHS = [(year, month) for year in (2024, 2025) for month in range(1, 13)]


def written(path, rows, encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return str(path)


def invoices(path):
    rows = [["发票号码", "开票日期", "购方名称", "金额", "税额", "价税合计", "发票状态"]]
    for year, month in MONTHS:
        for who in ("客户甲", "客户丙"):
            net = 100_000 if year == 2024 else 130_000
            day = f"{year}-12-31" if month == 12 else f"{year}-{month:02d}-20"
            rows.append([f"{len(rows):08d}", day, who, net, net * 0.13, net * 1.13, "有效发票"])
    return written(path, rows)


def bill(path):
    """As a grid company sends it: titles above, GBK, a row twice, a total below."""
    rows = [["示例供电公司电费账单"], ["用电月份", "电表编号", "用电量(千瓦时)", "电费(元)"]]
    for year, month in MONTHS:
        use = 4_000 if year == 2024 else 3_000
        rows.append([f"{year}{month:02d}", "D1", use, use * 0.75])
    return written(path, [*rows, rows[-1], ["合计", "", "84000", "63000"]], "gb18030")


def waybills(path):
    """A workbook; ten a month in 2024, seven in 2025, some to a party that gets no invoice."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Waybill No", "Ship Date", "Consignee", "Weight (t)", "Status"])
    for year, month in MONTHS:
        for n in range(10 if year == 2024 else 7):
            who = "客户甲" if n < 5 else "外部乙"
            row = [f"W{year}{month:02d}{n}", f"{year}-{month:02d}-{n + 3:02d}", who, 1.5, "signed"]
            sheet.append(row)
    book.save(path)
    return str(path)


def orders(path):
    """With a word about invoices in it, and columns that invoices have too."""
    rows = [
        [
            "订单编号",
            "订单付款时间",
            "客户",
            "买家实际支付金额",
            "状态",
            "退款金额",
            "金额",
            "日期",
            "开票",
        ]
    ]
    for year, month in MONTHS:
        day = f"{year}-{month:02d}-05 12:30:00"
        rows.append(
            [f"T{year}{month:02d}1", day, "a", "450000.00", "交易成功", "0", 1, day, "已开发票"]
        )
        rows.append(
            [f"T{year}{month:02d}2", day, "b", "500.00", "交易关闭", "0", 1, day, "不开发票"]
        )
    return written(path, rows, "utf-8-sig")


@pytest.fixture
def say(tmp_path, capsys):
    home = ["--home", str(tmp_path / "home"), "--lang", "en"]

    def said(*words):
        capsys.readouterr()
        assert main([*words, *home]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    said("case", "new", "青山示例")
    return said


def test_what_meters_waybills_and_orders_say_against_the_invoices(say, tmp_path):
    say("add", "青山示例", invoices(tmp_path / "发票.csv"))
    say("set", "青山示例", "request.amount=100000")
    files = [bill(tmp_path / "电费.csv"), waybills(tmp_path / "w.xlsx"), orders(tmp_path / "o.csv")]
    say("add", "青山示例", *files)
    figures = {f["key"]: f for f in json.loads(say("figures", "青山示例", "--json"))}
    expected = {
        "utilities.power_use@L12M": "36000",  # 12 x 3,000, the repeated December once
        "utilities.power_growth@L12M": "-0.250000",  # 36,000 / 48,000 - 1
        "utilities.cost@L12M": "27000.00",
        "utilities.sales_per_kwh@L12M": "86.67",  # 24 x 130,000 / 36,000
        "shipments.count@L12M": "84",
        "shipments.growth@L12M": "-0.300000",  # 84 / 120 - 1
        "shipments.weight@L12M": "126000",
        "shipments.uninvoiced_share@L12M": "0.285714",  # 24 of 84 to 外部乙
        "shipments.unshipped_share@L12M": "0.500000",  # half of sales go to 客户丙
        "orders.net@L12M": "5400000.00",
        "orders.void_rate@L12M": "0.500000",
        "orders.to_sales@L12M": "1.531654",  # 5,400,000 / (24 x 130,000 x 1.13)
    }
    assert {key: str(figures[key]["value"]) for key in expected} == expected
    assert figures["shipments.count@L12M"]["evidence"]["rows"] == 84
    found = {f["rule_id"]: f["text"] for f in json.loads(say("findings", "青山示例", "--json"))}
    text = found["hidden.meters_against_sales"]
    assert "Electricity use fell 25.0%" in text
    assert "invoiced sales rose 30.0%" in text
    assert "Shipments fell 30.0%" in found["hidden.shipments_against_sales"]
    assert "1 consignee has no sales invoice" in found["hidden.uninvoiced_shipments"]
    assert "153.2% of gross invoiced sales" in found["hidden.orders_above_invoices"]
    assert "hidden.unshipped_sales" not in found  # exactly on the line of 50 %
    assert "36,000" in say(
        "ask", "青山示例", "How much electricity was used in the last 12 months?"
    )


def test_papers_that_do_not_reach_far_enough_are_listed_and_cut_nothing(say, tmp_path):
    say("add", "青山示例", invoices(tmp_path / "发票.csv"))
    say("set", "青山示例", "request.amount=100000")

    def terms():
        return {t["code"] for t in json.loads(say("score", "青山示例", "--json"))["limit_terms"]}

    before = terms()
    short = [["月份", "电表号", "用电量", "电费"]]
    short += [[f"2025-{month:02d}", "D1", 10, 8] for month in range(1, 13)]
    say("add", "青山示例", written(tmp_path / "短.csv", short))
    found = {f["rule_id"]: f for f in json.loads(say("findings", "青山示例", "--json"))}
    assert found["hidden.meters_against_sales"]["kind"] == "data_quality"
    assert "the bills lack 12 months" in found["hidden.meters_against_sales"]["text"]
    assert terms() == before


def test_a_later_bill_of_the_same_month_replaces_the_earlier_one(say, tmp_path):
    header = ["用电月份", "电表编号", "用电量", "电费(元)"]
    rows = [[f"2025{month:02d}", "D1", 100, 80] for month in range(1, 13)]
    say("add", "青山示例", written(tmp_path / "一.csv", [header, *rows]))
    later = [["202512", "D1", 700, 560], ["202511", "D1", "坏", 1]]
    say("add", "青山示例", written(tmp_path / "二.csv", [header, *later]))
    key = "utilities.power_use@L12M"

    def value():
        found = {f["key"]: f["value"] for f in json.loads(say("figures", "青山示例", "--json"))}
        return found.get(key)

    assert str(value()) == "1800"  # 11 x 100 + 700
    refused = say("case", "show", "青山示例", "--rejected")
    assert 'use "坏" can\'t be read' in refused
    assert "row 3" in refused


def test_an_index_of_the_trade_stands_beside_the_sales(say, tmp_path):
    say("add", "青山示例", invoices(tmp_path / "发票.csv"))
    rows = [["年月", "行业名称", "景气指数"]]
    # rises with the month within each year, and by 2 a year: 100 + month + 2 x (year - 2024)
    rows += [[f"{y}-{m:02d}", "食品制造业", 100 + m + 2 * (y - 2024)] for y, m in MONTHS]
    say("add", "青山示例", written(tmp_path / "指数.csv", rows))
    found = {f["key"]: str(f["value"]) for f in json.loads(say("figures", "青山示例", "--json"))}
    assert found["industry.index@L12M"] == "108.500"  # 102 + 6.5
    assert found["industry.growth@L12M"] == "0.018779"  # 108.5 / 106.5 - 1
    assert found["industry.excess_growth@L12M"] == "0.281221"  # 0.3 less that
