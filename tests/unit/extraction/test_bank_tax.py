"""Yearly sums of bank statements and VAT returns."""

from decimal import Decimal

from assistant.domain.figures import FigureStatus
from assistant.domain.tongues import tongues_of
from assistant.extraction.bank_tax import bank_figures, is_bank_or_tax, vat_figures

D = Decimal
SOURCE = "ab" * 32
MONTHS = [f"2024-{m:02}" for m in range(1, 13)]


def vat(workbook, rows, unit="单位：元"):
    return workbook(申报=[["增值税申报表"], [unit], ["所属期", "销售额", "税额"], *rows])


def bank(workbook, rows):
    heads = ["交易日期", "收入", "支出", "余额"]
    return workbook(流水=[["银行流水"], ["单位：元"], heads, *rows])


def test_twelve_returns_make_a_year(workbook):
    document = vat(workbook, [[month, "100.50", "13"] for month in MONTHS])
    assert is_bank_or_tax(document)
    found = vat_figures(document, SOURCE)
    (figure,) = found.figures
    # 12 x 100.50 = 1,206.00.
    assert (figure.key, figure.value) == ("sales.net#vat_returns@2024", D("1206.00"))
    assert figure.status is FigureStatus.VERIFIED
    assert figure.evidence.input_keys == (f"source:{SOURCE}",)
    assert figure.evidence.rows == 12
    assert found.problems == ()


def test_a_total_row_is_no_month(workbook):
    rows = [[month, "10", "1"] for month in MONTHS] + [["合计", "120", "12"]]
    assert vat_figures(vat(workbook, rows), SOURCE).figures[0].value == D(120)


def test_eleven_returns_make_no_year_and_say_so(workbook):
    found = vat_figures(vat(workbook, [[m, "10", "1"] for m in MONTHS[:11]]), SOURCE)
    assert found.figures == ()
    assert tongues_of(found.problems[0]).en == "2024 has 11 of 12 months, so it is not summed"


def test_a_month_twice_or_unreadable_is_told_and_the_sum_waits(workbook):
    rows = [[month, "10", "1"] for month in MONTHS] + [["2024-05", "5", "1"], ["某月", "5", "1"]]
    found = vat_figures(vat(workbook, rows), SOURCE)
    assert found.figures[0].status is FigureStatus.CANDIDATE
    told = [tongues_of(problem) for problem in found.problems]
    assert any("第16行" in t.zh and "2024-05 出现两次" in t.zh for t in told)
    assert any(t.en == "page 1, row 17: month or sales can't be read" for t in told)


def test_a_statement_whose_balance_follows_is_verified(workbook):
    # Each month 100 in, 30 out: 1,200 and 360; the balance rises by 70.
    rows = [[f"2024-{m:02}-15", "100", "30", str(1000 + 70 * m)] for m in range(1, 13)]
    found = {f.key: f for f in bank_figures(bank(workbook, rows), SOURCE).figures}
    assert found["bank.inflow@2024"].value == D(1200)
    assert found["bank.outflow@2024"].value == D(360)
    assert found["bank.inflow@2024"].status is FigureStatus.VERIFIED


def test_newest_first_is_as_good(workbook):
    rows = [[f"2024-{m:02}-15", "100", "30", str(1000 + 70 * m)] for m in range(12, 0, -1)]
    found = bank_figures(bank(workbook, rows), SOURCE)
    assert found.figures[0].status is FigureStatus.VERIFIED
    assert found.problems == ()


def test_a_row_taken_out_breaks_the_balance(workbook):
    rows = [[f"2024-{m:02}-15", "100", "30", str(1000 + 70 * m)] for m in range(1, 13)]
    rows.insert(6, ["2024-06-20", "5", "0", "9999"])
    found = bank_figures(bank(workbook, rows), SOURCE)
    assert found.figures[0].status is FigureStatus.CANDIDATE
    assert tongues_of(found.problems[0]).en.startswith("page 1, row 10: the balance doesn't follow")


def test_a_date_that_can_not_be_read_is_told(workbook):
    rows = [[f"2024{m:02}15", "100", "30", ""] for m in range(1, 13)] + [["昨天", "1", "0", ""]]
    found = bank_figures(bank(workbook, rows), SOURCE)
    assert found.figures[0].value == D(1200)
    assert found.figures[0].status is FigureStatus.CANDIDATE
    assert "日期“昨天”无法识别" in found.problems[0]


def test_other_tables_are_neither(workbook):
    document = workbook(表=[["项目", "金额"], ["甲", "1"], ["乙", "2"]])
    assert not is_bank_or_tax(document)
    assert vat_figures(document, SOURCE).figures == bank_figures(document, SOURCE).figures == ()
