"""Periods that column headings name."""

import pytest

from assistant.extraction.headings import balance_code, fiscal_code


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
    ("heading", "around", "code"),
    [
        ("2024年度", "", "FY2024"),
        ("2024", "", "FY2024"),
        ("本期金额", "利润表 2024年度", "FY2024"),
        ("上期金额", "利润表 2024年度", "FY2023"),
        ("本期金额", "没有年份", None),
        ("项目", "利润表 2024年度", None),
        ("2024年第一季度", "", None),
        ("Q1 2024", "", None),
        ("2024", "Three months ended March 31, 2024", None),
        ("变动%", "利润表 2024年度", None),
        # a column's own span beats what stands around it
        ("Twelve Months Ended December 31, 2024", "Three Months Ended", "FY2024"),
        ("52 weeks ended December 28, 2024", "", "FY2024"),
        ("Three Months Ended June 30, 2024", "", "2024Q2"),
        ("Three Months Ended July 29, 2024", "", None),
        ("2024 SIX MONTHS Amount", "", None),
        ("2023年度", "利润表 2024年1-6月", "FY2023"),
        ("2024年1—12月", "利润表 2024年1-6月", "FY2024"),
        ("2024年1—6月", "", None),
        ("2024年半年度", "", None),
        ("2024年度第一季度", "", None),
        ("TWELVE MONTHS 2024 Percent to Sales", "", None),
    ],
)
def test_years_of_flow_columns(heading, around, code):
    assert fiscal_code(heading, around) == code
