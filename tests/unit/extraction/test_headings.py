"""Periods that column headings name."""

from datetime import date

import pytest

from assistant.extraction.headings import YearEnds, balance_code, flow_period


@pytest.mark.parametrize(
    ("heading", "around", "code"),
    [
        ("2024年12月31日", "", "2024-12-31"),
        ("2024-06-30", "", "2024-06-30"),
        ("December 31, 2024", "", "2024-12-31"),
        ("2024", "", "2024-12-31"),
        ("2024年期初", "", "2023-12-31"),
        ("期末余额", "资产负债表 2024年12月31日", "2024-12-31"),
        ("期初余额", "资产负债表 2024年12月31日", "2023-12-31"),
        ("2024", "As of September 28, 2024", "2024-09-28"),
        ("期末余额", "没有日期", None),
        ("项目", "2024年12月31日", None),
        ("增减", "2024年12月31日", None),
    ],
)
def test_days_of_balance_columns(heading, around, code):
    assert balance_code(heading, around) == code


@pytest.mark.parametrize(
    ("heading", "caption", "code"),
    [
        ("2024年度", "", "FY2024"),
        ("2024", "", "FY2024"),
        ("本期金额", "利润表 2024年度", "FY2024"),
        ("上期金额", "利润表 2024年度", "FY2023"),
        ("本期金额", "没有年份", None),
        ("项目", "利润表 2024年度", None),
        ("变动%", "利润表 2024年度", None),
        # calendar parts of a year, as Chinese reports name them
        ("2024年第一季度", "", "2024Q1"),
        ("2024年度第一季度", "", "2024Q1"),
        ("2024年7-9月", "", "2024Q3"),
        ("2024年1—6月", "", "2024H1"),
        ("2024年半年度", "", "2024H1"),
        ("2024年下半年", "", "2024H2"),
        ("2024年前三季度（1-9月）", "", "9M-2024-09-30"),
        ("2024年2-6月", "", "5M-2024-06-30"),
        ("本期发生额", "合并利润表 2024年1—6月", "2024H1"),
        ("上期发生额", "合并利润表 2024年1—6月", "2023H1"),
        ("年初至报告期末", "2024年第三季度", "9M-2024-09-30"),
        ("2023年度", "利润表 2024年1-6月", "FY2023"),
        ("2024年1—12月", "利润表 2024年1-6月", "FY2024"),
        # spans up to a day
        ("Three Months Ended June 30, 2024", "", "2024Q2"),
        ("Three Months Ended July 29, 2024", "", "3M-2024-07-29"),
        ("Six months ended 31 December 2024", "", "2024H2"),
        ("Nine Months Ended September 30, 2024", "", "9M-2024-09-30"),
        ("12 Weeks Ended 3/25/2024", "", "12W-2024-03-25"),
        ("Thirteen weeks ended June 29, 2024", "", "13W-2024-06-29"),
        ("Quarter ended March 31, 2024", "", "2024Q1"),
        ("Half-year ended 30 June 2024", "", "2024H1"),
        ("2024", "Three months ended March 31, 2024 and 2023", "2024Q1"),
        ("2023", "Three months ended March 31, 2024 and 2023", "2023Q1"),
        ("June 29, 2024", "Thirteen weeks ended", "13W-2024-06-29"),
        ("2024", "Three and six months ended June 30, 2024", None),
        ("Six months ended June 30, 2024 and 2023", "", None),
        ("截至2024年6月30日止六个月", "", "2024H1"),
        ("截至2024年9月30日止9個月", "", "9M-2024-09-30"),
        ("截至2024年3月31日止年度", "", "FY2024"),
        ("2024年", "截至3月31日止三个月", "2024Q1"),
        ("2024年", "截至3月31日止年度", "FY2024"),
        ("6 months to 30 September 2024", "", "6M-2024-09-30"),
        ("year to 31 March 2024", "", "FY2024"),
        ("2024Q3", "合并利润表", "2024Q3"),
        ("2024H1", "利润表", "2024H1"),
        ("January 1, 2023", "Fiscal years ended", "FY2022"),
        # parts of the firm's own year
        ("Q1 2024", "", "FY2024Q1"),
        ("FOURTH QUARTER 2024 Amount", "", "FY2024Q4"),
        ("4Q24", "", "FY2024Q4"),
        ("2024 SIX MONTHS Amount", "", "FY2024H1"),
        ("H2 FY24", "", "FY2024H2"),
        ("NINE MONTHS 2024", "", "FY2024-9M"),
        ("12 weeks 2024", "", None),
        # whole years; a column's own span beats what stands around it
        ("Twelve Months Ended December 31, 2024", "Three Months Ended", "FY2024"),
        ("TWELVE MONTHS 2024", "", "FY2024"),
        ("TWELVE MONTHS 2024 Percent to Sales", "", None),
        ("52 weeks ended December 28, 2024", "", "FY2024"),
        ("52 weeks ended January 1, 2023", "", "FY2022"),
        ("Fiscal 2023 (53 weeks ended February 3, 2024)", "", "FY2023"),
        ("Year ended June 30, 2024", "", "FY2024"),
    ],
)
def test_periods_of_flow_columns(heading, caption, code):
    period = flow_period(heading, caption)
    assert (period.code if period else None) == code


def test_a_bare_year_is_no_whole_year_on_a_page_of_an_interim_report():
    assert flow_period("2024", "", "Quarterly report for the quarter ended March 31, 2024") is None
    assert flow_period("2024", "", "合并利润表 2024年1-6月") is None
    assert flow_period("2024年度", "", "2024年1-6月").code == "FY2024"


@pytest.mark.parametrize(
    ("heading", "start", "end"),
    [
        # 52 weeks are 364 days: 3 February 2024 less 370 days is 29 January 2023 (53 weeks)
        ("53 weeks ended February 3, 2024", date(2023, 1, 29), date(2024, 2, 3)),
        ("12 Weeks Ended 3/25/2023", date(2023, 1, 1), date(2023, 3, 25)),
        ("Six months ended June 30, 2019", date(2019, 1, 1), date(2019, 6, 30)),
        ("Year ended June 30, 2019", date(2018, 7, 1), date(2019, 6, 30)),
        ("Three months ended February 29, 2024", date(2023, 12, 1), date(2024, 2, 29)),
        ("截至2024年3月31日止年度", date(2023, 4, 1), date(2024, 3, 31)),
    ],
)
def test_first_and_last_day_of_a_column(heading, start, end):
    period = flow_period(heading)
    assert (period.start, period.end) == (start, end)


def test_a_document_says_when_its_years_end():
    june = YearEnds("For the fiscal year ended June 30, 2024")
    assert (june.of(2024), june.of(2023)) == (date(2024, 6, 30), date(2023, 6, 30))
    assert flow_period("Q1 2024", ends=june).end == date(2023, 9, 30)
    assert balance_code("2023", "", june) == "2023-06-30"
    # a firm that calls the year which ended in January 2023 its 2022
    retail = YearEnds("fiscal years ended January 28, 2023 and January 29, 2022", newest=2022)
    assert (retail.of(2022), retail.of(2021)) == (date(2023, 1, 28), date(2022, 1, 29))
    # weeks end on another day each year, so that a day is known only where it is said
    assert YearEnds("fiscal year ended September 28, 2024").of(2023) is None
    assert YearEnds("no such words").of(2024) is None


def test_quarters_of_a_calendar_year_are_calendar_quarters():
    december = YearEnds("fiscal year ended December 31, 2024")
    assert flow_period("Q2 2024", ends=december).code == "2024Q2"


def test_a_chinese_caption_dates_the_years_below_it():
    period = flow_period("2024年", "综合损益表 截至3月31日止年度")
    assert (period.start, period.end) == (date(2023, 4, 1), date(2024, 3, 31))
