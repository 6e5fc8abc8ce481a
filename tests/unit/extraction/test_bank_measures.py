"""A year of one account by hand."""

from decimal import Decimal

from assistant.cli.app import main
from assistant.domain.figures import FigureStatus
from assistant.extraction.bank_measures import bank_measures
from assistant.extraction.bank_tax import bank_figures
from assistant.variables.bank_metrics import BANK_MEASURES

D = Decimal
SOURCE = "ab" * 32
HEADS = ["交易日期", "收入", "支出", "余额", "对方户名"]


def statement(workbook, rows, heads=HEADS, unit="单位：元"):
    return workbook(流水=[["银行流水"], [unit], heads, *rows])


def lines():
    """2023, no leap year: 12 times 100 in from 甲 on the 10th, once 2,000 more from 乙 on 30 June;
    乙 is paid 3,650 on 20 July. It opens at 500."""
    rows, balance = [], D(500)

    def put(day, into, out, party):
        nonlocal balance
        balance += D(into) - D(out)
        rows.append([day, str(into), str(out), str(balance), party])

    for month in range(1, 13):
        put(f"2023-{month:02}-10", 100, 0, "甲公司")
        if month == 6:
            put("2023-06-30", 20_000, 0, "乙公司")
        if month == 7:
            put("2023-07-20", 0, 3650, "乙公司")
    return rows


def measured(document):
    found = {f.key: f for f in bank_figures(document, SOURCE).figures if "#" in f.key}
    return {key.split("#")[0].partition(".")[2]: f for key, f in found.items()}


def test_a_year_by_hand(workbook):
    # In 12 x 100 + 20,000 = 21,200, out 3,650. Months: eleven of 100, June 20,100; mean 1,766.67.
    found = measured(statement(workbook, lines()))
    value = {key: figure.value for key, figure in found.items()}
    assert (value["net_flow"], value["movements"]) == (17_550, 14)
    assert value["largest_inflow_share"] == D("0.943396226415")  # 20,000 / 21,200
    assert value["lowest_month_share"] == D("0.056603773585")  # 100 / 1,766.67
    # Deviations: eleven of -1,666.667 and one of 18,333.333: the root of (11 x 2,777,777.8 +
    # 336,111,111.1) / 12 is 5,527.71; over the mean 3.128891.
    assert abs(value["inflow_volatility"] - D("3.128891")) < D("0.000001")
    assert value["month_end_share"] == D("0.943396226415")  # 30 June is one of the last three days
    assert value["round_share"] == D("0.943396226415")
    assert value["idle_days_max"] == 31
    assert (value["payers"], value["top_payer_share"]) == (2, D("0.943396226415"))
    assert value["both_ways_share"] == D("0.943396226415")  # 乙 was paid as well
    assert value["closing_balance"] == 500 + 21_200 - 3_650
    # Days at: 500 (9), 600 (31), 700 (28), 800 (31), 900 (30), 1,000 (31), 1,100 (20), then 21,100
    # from 30 June (10 days), 21,200 from 10 July (10), 17,550 from 20 July (21), and 17,650,
    # 17,750, 17,850, 17,950, 18,050 from 10 August to the year's end (31, 30, 31, 30, 22).
    total = (
        500 * 9 + 600 * 31 + 700 * 28 + 800 * 31 + 900 * 30 + 1000 * 31 + 1100 * 20 + 21_100 * 10
        + 21_200 * 10 + 17_550 * 21 + 17_650 * 31 + 17_750 * 30 + 17_850 * 31 + 17_950 * 30
        + 18_050 * 22
    )  # fmt: skip
    assert value["average_balance"] == (D(total) / 365).quantize(D("0.01"))
    assert value["lowest_balance"] == 500
    # 3,650 a year are 10 a day
    assert abs(value["cover_days"] - D(total) / 3650) < D("1e-9")
    assert all(f.status is FigureStatus.VERIFIED for f in found.values())
    assert found["payers"].key == "bank.payers#abababab@2023"


def test_newest_first_and_ten_thousands_measure_the_same(workbook):
    plain = measured(statement(workbook, lines()))
    turned = measured(statement(workbook, lines()[::-1]))
    assert {k: f.value for k, f in turned.items()} == {k: f.value for k, f in plain.items()}
    wan = measured(statement(workbook, lines(), unit="单位：万元"))
    assert wan["lowest_balance"].value == 5_000_000
    assert wan["top_payer_share"].value == plain["top_payer_share"].value


def test_what_the_statement_lacks_is_missing_and_says_so(workbook):
    bare = [row[:3] for row in lines()]
    found = measured(statement(workbook, bare, HEADS[:3]))
    assert found["net_flow"].value == 17_550
    for key in ("closing_balance", "average_balance", "lowest_balance", "cover_days"):
        assert found[key].value is None
        assert "没有逐笔余额" in found[key].missing_reason
    assert found["payers"].value is None
    assert measured(statement(workbook, lines()[:9])) == {}
    assert bank_measures((), D(1), ("x", SOURCE), FigureStatus.VERIFIED) == ()


def test_every_measure_is_declared_computed_and_explained(workbook, capsys, tmp_path):
    found = measured(statement(workbook, lines()))
    assert list(found) == [m.key.partition(".")[2] for m in BANK_MEASURES]
    home = ["--home", str(tmp_path), "--lang", "zh"]
    assert main(["variables", "explain", "bank.lowest_balance", *home]) == 0
    assert "年内最低的日终余额" in capsys.readouterr().out
    assert main(["variables", "list", "bank.", *home]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(BANK_MEASURES) + 2  # in and outflow
