"""Statements out of workbooks: what ties out is verified, everything else waits for a person."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.figures import FigureStatus
from assistant.domain.findings import FindingKind
from assistant.domain.tongues import tongues_of
from assistant.extraction.statement_lines import StatementKind, named_line
from assistant.extraction.statement_tables import column_letters
from assistant.extraction.statements import is_statements, lines_in, statement_figures

D = Decimal
SOURCE = "ab" * 32
BALANCE = [
    ["资产负债表"],
    ["单位：万元"],
    ["项目", "2024年12月31日", "2023年12月31日"],
    ["货币资金", "60.00", "50.00"],
    ["流动资产合计", "400.00", "380.00"],
    ["资产总计", "800.00", "700.00"],
    ["流动负债合计", "300.00", "280.00"],
    ["负债合计", "400.00", "350.00"],
    ["所有者权益合计", "400.00", "350.00"],
]
INCOME = [
    ["利润表"],
    ["单位：元"],
    ["项目", "2024年度", "2023年度"],
    ["营业收入", "12,000,000.00", "11,000,000.00"],
    ["营业成本", "8,000,000.00", "7,500,000.00"],
    ["利润总额", "1,000,000.00", "900,000.00"],
    ["所得税费用", "250,000.00", "225,000.00"],
    ["净利润", "750,000.00", "675,000.00"],
]


def by_key(found):
    return {f.key: f for f in found.figures}


def test_a_balance_that_ties_out_is_verified_to_the_cell(workbook):
    document = workbook(资产负债表=BALANCE)
    assert is_statements(document)
    figures = by_key(statement_figures(document, SOURCE))
    # 800.00 万元 is 8,000,000 yuan; assets = liabilities + equity, 800 = 400 + 400.
    total = figures["total_assets@2024-12-31"]
    assert (total.value, total.status) == (D(8_000_000), FigureStatus.VERIFIED)
    assert total.evidence.source == SOURCE
    assert total.evidence.cell == "资产负债表!B6"
    assert "800.00" in total.evidence.quote
    assert figures["total_assets@2023-12-31"].value == D(7_000_000)


def test_a_balance_that_does_not_add_up_is_told_and_waits(workbook):
    broken = [row if row[0] != "负债合计" else ["负债合计", "410.00", "350.00"] for row in BALANCE]
    found = statement_figures(workbook(资产负债表=broken), SOURCE)
    figures = by_key(found)
    assert figures["total_assets@2024-12-31"].status is FigureStatus.CANDIDATE
    assert figures["total_assets@2023-12-31"].status is FigureStatus.VERIFIED
    (gap,) = found.findings
    assert gap.kind is FindingKind.CONSISTENCY
    assert "100,000.00元" in gap.statement.text_zh
    assert "CNY 100,000.00" in gap.statement.text_en


def test_a_rounding_in_the_last_digit_is_no_gap(workbook):
    # 800.00 against 400.00 + 400.03: three units of the last digit are tolerated, four are not.
    near = [
        r if r[0] != "所有者权益合计" else ["所有者权益合计", "400.03", "350.00"] for r in BALANCE
    ]
    far = [
        r if r[0] != "所有者权益合计" else ["所有者权益合计", "400.04", "350.00"] for r in BALANCE
    ]
    assert not statement_figures(workbook(资产负债表=near), SOURCE).findings
    assert statement_figures(workbook(资产负债表=far), SOURCE).findings


def test_an_income_statement_by_fiscal_year(workbook):
    figures = by_key(statement_figures(workbook(利润表=INCOME), SOURCE))
    assert figures["revenue@FY2024"].value == D(12_000_000)
    assert figures["net_profit@FY2023"].value == D(675_000)
    assert figures["net_profit@FY2024"].status is FigureStatus.VERIFIED


def test_without_a_unit_amounts_wait_for_a_person(workbook):
    rows = [row for row in INCOME if row != ["单位：元"]]
    found = statement_figures(workbook(利润表=rows), SOURCE)
    assert by_key(found)["revenue@FY2024"].status is FigureStatus.CANDIDATE
    finding = next(f for f in found.findings if f.rule_id == "statement.unit_unstated")
    assert "未注明金额单位" in finding.statement.text_zh
    assert "states no unit" in finding.statement.text_en


def test_two_sheets_that_disagree_keep_the_first_and_say_so(workbook):
    other = [
        row if row[0] != "营业收入" else ["营业收入", "9,000,000.00", "1.00"] for row in INCOME
    ]
    found = statement_figures(workbook(利润表=INCOME, 利润表二=other), SOURCE)
    assert by_key(found)["revenue@FY2024"].value == D(12_000_000)
    repeated = [f for f in found.findings if f.rule_id == "statement.repeated_line"]
    assert len(repeated) == 2
    assert any("先后为12,000,000.00元与9,000,000.00元" in f.statement.text_zh for f in repeated)


def test_a_cash_flow_statement_ties_out_with_its_parts(workbook):
    rows = [
        ["现金流量表"],
        ["单位：元"],
        ["项目", "2024年度"],
        ["经营活动产生的现金流量净额", "900.00"],
        ["投资活动产生的现金流量净额", "-200.00"],
        ["筹资活动产生的现金流量净额", "-300.00"],
        ["汇率变动对现金及现金等价物的影响", "10.00"],
        ["现金及现金等价物净增加额", "410.00"],
        ["购建固定资产支付的现金", "150.00"],
    ]
    # 900 - 200 - 300 + 10 = 410.
    figures = by_key(statement_figures(workbook(现金流量表=rows), SOURCE))
    assert figures["operating_cash_flow@FY2024"].status is FigureStatus.VERIFIED
    assert figures["capex@FY2024"].value == D(150)
    assert figures["cash_change@FY2024"].value == D(410)
    assert "exchange_effect@FY2024" not in figures, "it only serves to add the statement up"


def test_the_group_s_statement_beats_the_parent_s(workbook):
    parent = [
        ["母公司利润表"],
        *INCOME[1:3],
        ["营业收入", "5.00", "4.00"],
        ["净利润", "1.00", "1.00"],
    ]
    group = [["合并利润表"], *INCOME[1:]]
    found = statement_figures(workbook(母公司利润表=parent, 合并利润表=group), SOURCE)
    assert by_key(found)["revenue@FY2024"].value == D(12_000_000)
    (told,) = map(tongues_of, found.unread)
    assert told.zh == "第1页起：母公司报表未读入，采用合并报表"
    assert statement_figures(workbook(母公司利润表=parent), SOURCE).unread == ()


def test_opening_cash_that_is_not_the_last_closing_is_told(workbook):
    rows = [
        ["现金流量表"],
        ["单位：元"],
        ["项目", "2024年度"],
        ["经营活动产生的现金流量净额", "900.00"],
        ["投资活动产生的现金流量净额", "-200.00"],
        ["筹资活动产生的现金流量净额", "-300.00"],
        ["现金及现金等价物净增加额", "400.00"],
        ["加：期初现金及现金等价物余额", "100.00"],
        ["期末现金及现金等价物余额", "520.00"],
    ]
    # 900 - 200 - 300 = 400 holds; 100 + 400 = 500, not 520: the statement does not tie out.
    found = statement_figures(workbook(现金流量表=rows), SOURCE)
    (gap,) = found.findings
    assert gap.statement.text_zh.endswith("期末现金余额与各组成项之和相差20.00元，报表不平。")
    assert by_key(found)["operating_cash_flow@FY2024"].status is FigureStatus.CANDIDATE


def test_subtotals_are_tested_where_all_their_parts_are_printed(workbook):
    def book(other):
        rows = [row for row in BALANCE if row[0] != "资产总计"]
        parts = [["非流动资产合计", other, "320.00"], ["资产总计", "800.00", "700.00"]]
        return statement_figures(workbook(资产负债表=[*rows[:5], *parts, *rows[5:]]), SOURCE)

    # 400 + 400 = 800 and 380 + 320 = 700; then 400 + 390 = 790.
    assert book("400.00").findings == ()
    (gap,) = book("390.00").findings
    assert "100,000.00元" in gap.statement.text_zh


ENGLISH = [
    ["Consolidated Statements of Operations"],
    ["(in thousands)"],
    ["", "Year Ended December 31, 2024", "Year Ended December 31, 2023", "Percent change"],
    ["Revenues", "", "", ""],
    ["Rooms", "600", "500", "20"],
    ["Food", "400", "300", "33"],
    ["", "1,000", "800", "25"],
    ["Cost of sales", "(700)", "(600)", "17"],
    ["Interest expense, net of amounts capitalized", "(20)", "(10)", "100"],
    ["Income (loss) before income taxes", "(10)", "30", ""],
    ["Income tax (expense)/benefit", "4", "(8)", ""],
    ["Net (loss)/income", "(6)", "22", ""],
    ["Less: net income attributable to noncontrolling interests", "1", "2", ""],
    ["Net (loss)/income attributable to the Example Group", "(7)", "20", ""],
]


def test_expenses_are_positive_however_they_are_printed(workbook):
    figures = by_key(statement_figures(workbook(Sheet1=ENGLISH), SOURCE))
    # -10 + 4 = -6: the tax line is added, so 4 is a benefit and the expense is -4; 30 - 8 = 22.
    assert figures["income_tax@FY2024"].value == D(-4_000)
    assert figures["income_tax@FY2023"].value == D(8_000)
    assert figures["cost_of_sales@FY2024"].value == D(700_000)
    assert figures["interest_expense@FY2023"].value == D(10_000)
    assert figures["net_profit@FY2024"].value == D(-6_000)
    assert figures["net_profit_parent@FY2024"].value == D(-7_000)
    assert figures["net_profit@FY2024"].status is FigureStatus.VERIFIED


def test_a_total_without_a_name_is_named_by_what_adds_up_to_it(workbook):
    figures = by_key(statement_figures(workbook(Sheet1=ENGLISH), SOURCE))
    assert figures["revenue@FY2024"].value == D(1_000_000)
    assert figures["revenue@FY2024"].evidence.cell == "Sheet1!B7"
    off = [row if row[0] != "Rooms" else ["Rooms", "601", "500", "20"] for row in ENGLISH]
    assert not {"revenue@FY2024"} & by_key(statement_figures(workbook(Sheet1=off), SOURCE)).keys()


def test_two_equal_totals_without_names_are_assets_and_what_pays_for_them(workbook):
    rows = [
        ["Consolidated Balance Sheets"],
        ["(in thousands)"],
        ["", "December 31, 2024", "December 31, 2023"],
        ["Total current assets", "60", "50"],
        ["Property and equipment", "70", "65"],
        ["Less: accumulated depreciation", "(30)", "(28)"],
        ["Property and equipment, net", "40", "37"],
        ["", "100", "87"],
        ["Accounts payable", "15", "14"],
        ["Current portion of operating lease liabilities", "615", "600"],
        ["Current portion of long-term debt", "15", "14"],
        ["Total current liabilities", "30", "28"],
        ["Total stockholders' equity", "70", "65"],
        ["", "100", "87"],
    ]
    figures = by_key(statement_figures(workbook(Sheet1=rows), SOURCE))
    assert figures["total_assets@2024-12-31"].value == D(100_000)
    assert figures["fixed_assets@2024-12-31"].value == D(40_000), "net, not gross"
    # "15" stands within 615 on the line above, which names the same first words
    quote = figures["current_portion_ltd@2024-12-31"].evidence.quote
    assert quote.startswith("Current portion of long-term debt")


def test_a_table_that_is_called_a_statement_beats_a_fuller_one_that_is_not(workbook):
    segment = [
        ["分部信息"],
        *INCOME[1:3],
        ["营业收入", "5.00", "4.00"],
        ["营业成本", "3.00", "2.00"],
        ["销售费用", "1.00", "1.00"],
        *INCOME[5:],
    ]
    figures = by_key(statement_figures(workbook(附表=segment, 利润表=INCOME), SOURCE))
    assert figures["revenue@FY2024"].value == D(12_000_000)


@pytest.mark.parametrize(
    ("kind", "label", "key"),
    [
        ("cash", "Net cash (used for)/provided by operating activities", "operating_cash_flow"),
        ("cash", "Net cash provided by operating activities from continuing operations", None),
        ("cash", "Net increase (decrease) in cash and cash equivalents", "cash_change"),
        ("cash", "Payments to acquire property, plant and equipment", "capex"),
        ("cash", "购建固定资产、无形资产和其他长期", "capex"),
        ("income", "Earnings/(loss) before provision for taxes on income", "profit_before_tax"),
        ("income", "Net income attributable to noncontrolling interests", None),
        ("income", "Earnings before próvision for taxes on incóme", "profit_before_tax"),
        ("income", "Cost of products", None),
        ("income", "Research, development and related expenses", "rd_expense"),
        ("balance", "Accounts receivable — net of allowances of $174 and $189", "receivables"),
        ("balance", "Accounts payable and other current liabilities", None),
        ("balance", "Total Example Group shareholders’ equity", "equity_parent"),
        ("balance", "归属于母公司所有者权益", "equity_parent"),
    ],
)
def test_labels_as_filings_print_them(kind, label, key):
    found = named_line(StatementKind(kind), label)
    assert (found and found.key) == key


def test_a_letter_is_no_statement(note):
    document = note("我们的营业收入很好。\n净利润也不错。\n")
    assert not is_statements(document)
    assert statement_figures(document, SOURCE).figures == ()


def test_lines_that_a_sheet_names():
    assert lines_in([["一、营业收入", "1"], ["减：营业成本", "2"], ["其他", "3"], [""]]) == 2


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_by_letter(number, letters):
    assert column_letters(number) == letters


def test_columns_of_parts_of_a_year_become_figures_of_those_periods(workbook):
    rows = [
        ["利润表"],
        ["单位：元"],
        ["项目", "2024年1-6月", "2024年1-9月", "2023年度", "增减%"],
        ["营业收入", "6.00", "9.00", "11.00", "-45"],
        ["利润总额", "2.00", "4.00", "3.00", "-33"],
        ["所得税费用", "1.00", "1.00", "1.00", "0"],
        ["净利润", "1.00", "3.00", "2.00", "-50"],
    ]
    found = statement_figures(workbook(利润表=rows), SOURCE)
    profit = {f.key: (f.value, f.status.value) for f in found.figures if f.metric == "net_profit"}
    # profit before tax less tax: 2 - 1 = 1, 4 - 1 = 3, 3 - 1 = 2
    assert profit == {
        "net_profit@2024H1": (1, "verified"),
        "net_profit@9M-2024-09-30": (3, "verified"),
        "net_profit@FY2023": (2, "verified"),
    }
    assert not found.unread


def test_a_fiscal_year_has_the_days_that_the_cover_says(workbook):
    income = [
        ["Income statement", "", ""],
        ["(in thousands)", "2024", "2023"],
        ["Revenue", "6", "5"],
        ["Profit before tax", "2", "2"],
        ["Income tax", "1", "1"],
        ["Net profit", "1", "1"],
    ]
    cover = [["Annual report"], ["for the fiscal year ended June 30, 2024"]]
    found = statement_figures(workbook(cover=cover, income=income), SOURCE)
    spans = {f.period.code: (f.period.start, f.period.end) for f in found.figures}
    assert spans == {
        "FY2024": (date(2023, 7, 1), date(2024, 6, 30)),
        "FY2023": (date(2022, 7, 1), date(2023, 6, 30)),
    }


def test_a_part_of_a_year_that_two_columns_are_called_by_is_neither_s(workbook):
    rows = [
        ["Income statement, six months ended June 30, 2024"],
        ["(in thousands)", "2024", "2023", "2024"],
        ["Revenue", "6", "5", "3"],
        ["Operating profit", "2", "1", "1"],
        ["Net profit", "1", "1", "1"],
    ]
    found = statement_figures(workbook(income=rows), SOURCE)
    assert {f.period.code for f in found.figures} == {"2023H1"}


def test_a_statement_without_a_unit_is_read_in_that_of_the_others_and_waits(workbook):
    balance = [
        ["Balance sheet"],
        ["(in thousands)", "December 31, 2024"],
        ["Total assets", "10"],
        ["Total liabilities", "6"],
        ["Total equity", "4"],
    ]
    income = [
        ["Income statement"],
        ["Item", "Note", "2024", "2023"],
        ["Revenue", "1", "6", "5"],
        ["Profit before tax", "2", "2", "2"],
        ["Income tax", "3", "1", "1"],
        ["Net profit", "", "1", "1"],
    ]
    found = statement_figures(workbook(balance=balance, income=income), SOURCE)
    revenue = next(f for f in found.figures if f.key == "revenue@FY2024")
    assert (revenue.value, revenue.status.value) == (6000, "candidate")
    told = next(f for f in found.findings if f.rule_id == "statement.unit_unstated")
    assert "in the unit of its other statements" in told.statement.text_en


def test_columns_whose_period_is_not_sure_are_left_out_and_told(workbook):
    rows = [
        ["利润表"],
        ["单位：元"],
        ["项目", "12 weeks 2024", "2023年度", "增减%"],
        ["营业收入", "6.00", "11.00", "-45"],
        ["营业成本", "4.00", "7.00", "-43"],
        ["净利润", "1.00", "2.00", "-50"],
    ]
    found = statement_figures(workbook(利润表=rows), SOURCE)
    assert {f.key.partition("@")[2] for f in found.figures} == {"FY2023"}
    assert [tongues_of(told) for told in found.unread] == [
        (
            "第1页：列“12 weeks 2024”的期间无法确定，未读入",
            "page 1: the column '12 weeks 2024' names no period for sure and was not read",
        )
    ]
    half = [row[:2] for row in rows]
    assert statement_figures(workbook(利润表=half), SOURCE).unread, "also where nothing else is"


def costs(*rows):
    head = [
        ["Statement of operations"],
        ["(in thousands)", "2024", "2023"],
        ["Revenue", "100", "90"],
    ]
    tail = [["Loss from operations", "(9)", "(8)"], ["Net loss", "(9)", "(8)"]]
    return [*head, *map(list, rows), *tail]


def test_total_costs_are_the_cost_of_sales_where_they_add_up_costs_only(workbook):
    overheads = ("General and administrative expense", "(19)", "(11)")
    rows = costs(
        ("Cost of products", "(60)", "(57)"),
        ("Cost of services", "(28)", "(27)"),
        ("Financing interest", "(2)", "(3)"),
        ("Total costs and expenses", "(90)", "(87)"),
        overheads,
    )
    found = statement_figures(workbook(operations=rows), SOURCE)
    spread = {f.key: f.value for f in found.figures if f.metric == "cost_of_sales"}
    # 60 + 28 + 2 = 90; 57 + 27 + 3 = 87
    assert spread == {"cost_of_sales@FY2024": 90_000, "cost_of_sales@FY2023": 87_000}


def test_total_costs_that_hold_overheads_or_do_not_add_up_are_no_cost_of_sales(workbook):
    with_overheads = costs(
        ("Cost of products", "(60)", "(57)"),
        ("Cost of services", "(28)", "(27)"),
        ("General and administrative expense", "(19)", "(11)"),
        ("Total costs and expenses", "(107)", "(95)"),
    )
    short = costs(
        ("Cost of products", "(60)", "(57)"),
        ("Cost of services", "(28)", "(27)"),
        ("Total costs and expenses", "(90)", "(87)"),
    )
    for rows in (with_overheads, short):
        found = statement_figures(workbook(operations=rows), SOURCE)
        assert not [f for f in found.figures if f.metric == "cost_of_sales"]
