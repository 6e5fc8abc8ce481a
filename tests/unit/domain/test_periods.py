from datetime import date

import pytest

from assistant.domain.periods import (
    brief,
    fiscal_period,
    last_complete_month,
    period_ended,
    period_from,
    shifted_month,
    spans_named,
)
from assistant.domain.quantities import Lang

AS_OF = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("code", "start", "end", "zh", "en"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024年", "2024"),
        ("FY2024", date(2024, 1, 1), date(2024, 12, 31), "2024年度", "FY2024"),
        ("2024Q3", date(2024, 7, 1), date(2024, 9, 30), "2024年第3季度", "Q3 2024"),
        ("2024H1", date(2024, 1, 1), date(2024, 6, 30), "2024年上半年", "H1 2024"),
        ("2024H2", date(2024, 7, 1), date(2024, 12, 31), "2024年下半年", "H2 2024"),
        ("FY2024Q3", date(2024, 7, 1), date(2024, 9, 30), "2024财年第3季度", "Q3 FY2024"),
        ("FY2024H2", date(2024, 7, 1), date(2024, 12, 31), "2024财年下半年", "H2 FY2024"),
        (
            "FY2024-9M",
            date(2024, 1, 1),
            date(2024, 9, 30),
            "2024财年前9个月",
            "the first 9 months of FY2024",
        ),
        (
            "3M-2023-07-29",
            date(2023, 4, 30),
            date(2023, 7, 29),
            "截至2023年7月29日的3个月",
            "the 3 months to 29 July 2023",
        ),
        (  # 12 weeks are 84 days, the last of them included
            "12W-2023-03-25",
            date(2023, 1, 1),
            date(2023, 3, 25),
            "截至2023年3月25日的12周",
            "the 12 weeks to 25 March 2023",
        ),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月", "February 2024"),
        ("2024-06-30", date(2024, 6, 30), date(2024, 6, 30), "2024年6月30日", "2024-06-30"),
        (
            "L12M",
            date(2024, 7, 1),
            AS_OF,
            "近12个月（2024年7月至2025年6月）",
            "the last 12 months (Jul 2024 to Jun 2025)",
        ),
        (
            "P12M",
            date(2023, 7, 1),
            date(2024, 6, 30),
            "此前12个月（2023年7月至2024年6月）",
            "the preceding 12 months (Jul 2023 to Jun 2024)",
        ),
        (
            "L3M",
            date(2025, 4, 1),
            AS_OF,
            "近3个月（2025年4月至2025年6月）",
            "the last 3 months (Apr 2025 to Jun 2025)",
        ),
    ],
)
def test_codes_name_spans(code: str, start: date, end: date, zh: str, en: str) -> None:
    period = period_from(code, AS_OF)
    assert (period.start, period.end) == (start, end)
    assert (period.label(Lang.ZH), period.label(Lang.EN)) == (zh, en)


@pytest.mark.parametrize(
    "code",
    [
        "L12M",
        "24",
        "2024Q5",
        "２０２４",
        "L0M",
        "2024H3",
        "FY2024-13M",
        "FY2024-0M",
        "0M-2024-06-30",
    ],
)
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        period_from(code, None if code == "L12M" else AS_OF)


def test_only_a_day_is_a_balance() -> None:
    assert period_from("2024-06-30").is_balance
    assert not period_from("2024").is_balance


def test_a_month_is_complete_on_its_last_day_only() -> None:
    assert last_complete_month(date(2020, 2, 29)) == date(2020, 2, 29)
    assert last_complete_month(date(2020, 2, 28)) == date(2020, 1, 31)
    assert last_complete_month(date(2020, 1, 5)) == date(2019, 12, 31)


def test_months_shift_over_years() -> None:
    assert shifted_month(date(2025, 1, 31), -1) == date(2024, 12, 1)


def test_brief_leaves_out_the_dates_of_trailing_periods_only() -> None:
    zh = "近12个月（2025年1月至2025年12月）销售额由此前12个月（2024年1月至2024年12月）的1元升至2元（含税）。"
    assert brief(zh) == "近12个月销售额由此前12个月的1元升至2元（含税）。"
    en = "Sales rose in the last 3 months (Oct 2025 to Dec 2025) (net)."
    assert brief(en) == "Sales rose in the last 3 months (net)."
    assert spans_named(en) == ("the last 3 months (Oct 2025 to Dec 2025)",)


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("FY2024", date(2023, 7, 1), date(2024, 6, 30)),
        ("FY2024Q1", date(2023, 7, 1), date(2023, 9, 30)),
        ("FY2024Q4", date(2024, 4, 1), date(2024, 6, 30)),
        ("FY2024H2", date(2024, 1, 1), date(2024, 6, 30)),
        ("FY2024-9M", date(2023, 7, 1), date(2024, 3, 31)),
    ],
)
def test_parts_of_a_fiscal_year_are_counted_from_its_end(code: str, start: date, end: date) -> None:
    period = fiscal_period(code, date(2024, 6, 30))
    assert (period.start, period.end) == (start, end)


def test_a_calendar_code_is_no_fiscal_period() -> None:
    with pytest.raises(ValueError, match="2024Q1"):
        fiscal_period("2024Q1", date(2024, 6, 30))


@pytest.mark.parametrize(
    ("count", "unit", "end", "code"),
    [
        (12, "M", date(2024, 12, 31), "FY2024"),
        (52, "W", date(2023, 1, 28), "FY2023"),
        (52, "W", date(2023, 1, 1), "FY2022"),
        (3, "M", date(2024, 9, 30), "2024Q3"),
        (3, "M", date(2024, 8, 31), "3M-2024-08-31"),
        (6, "M", date(2024, 6, 30), "2024H1"),
        (1, "M", date(2024, 2, 29), "2024-02"),
        (1, "M", date(2024, 2, 15), "1M-2024-02-15"),
        (26, "W", date(2024, 6, 29), "26W-2024-06-29"),
    ],
)
def test_a_span_up_to_a_day_has_its_plainest_code(
    count: int, unit: str, end: date, code: str
) -> None:
    period = period_ended(count, unit, end)
    assert period.code == code
    assert period.end == end
    assert period.label(Lang.EN)
    assert period.label(Lang.ZH)


def test_one_month_is_singular() -> None:
    assert period_from("1M-2024-02-15").label(Lang.EN) == "the 1 month to 15 February 2024"
