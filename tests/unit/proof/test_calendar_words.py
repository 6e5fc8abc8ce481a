from datetime import date

import pytest

from assistant.domain.periods import Period, fiscal_period, period_from
from assistant.domain.quantities import Lang
from assistant.proof.calendar_words import times_in
from assistant.proof.characters import plain
from assistant.proof.when import (
    When,
    bounds_of,
    mention_of,
    period_tags,
    previous,
    tags_of,
    year_before,
)


def first(text: str) -> When:
    return times_in(plain(text))[0]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("2024年", "2024"), ("二〇二四年", "2024"), ("in 2024", "2024"), ("FY2023", "FY2023"), ("fy24", "FY2024"),
        ("2024年末", "E2024"), ("end of 2024", "E2024"), ("2024 year-end", "E2024"), ("2024年第三季度", "2024Q3"), ("2024Q3", "2024Q3"),
        ("Q3 2024", "2024Q3"), ("3Q24", "2024Q3"), ("the third quarter of 2024", "2024Q3"), ("2024年6月", "2024-06"), ("June 2024", "2024-06"),
        ("2024-06", "2024-06"), ("2024年6月末", "E2024-06"), ("2024年6月30日", "2024-06-30"), ("30 June 2024", "2024-06-30"), ("June 30, 2024", "2024-06-30"),
        ("2024/6/30", "2024-06-30"), ("近12个月", "L12M"), ("近一年", "L12M"), ("L12M", "L12M"), ("the last twelve months", "L12M"), ("此前12个月", "P12M"),
        ("2024年上半年", "2024-01-01..2024-06-30"), ("H2 2024", "2024-07-01..2024-12-31"), ("2024年1-6月", "2024-01-01..2024-06-30"),
        ("2024年前三季度", "2024-01-01..2024-09-30"), ("2024Q2至2024Q3", "2024-04-01..2024-09-30"), ("2024年7月至2025年6月", "2024-07-01..2025-06-30"),
        ("from 2022 to 2024", "2022-01-01..2024-12-31"), ("the 12 weeks to 25 March 2023", "L12W:2023-03"), ("截至2023年3月25日的12周", "L12W:2023-03"),
        ("three months ended July 29, 2023", "L3M:2023-07"), ("2022财年前9个月", "2022-01-01..2022-09-30"),
    ],
)  # fmt: skip
def test_a_time_and_its_best_tag(text: str, tag: str) -> None:
    assert tags_of(first(text))[0][0] == tag


@pytest.mark.parametrize(
    "text", ["2024万元", "CNY 2024 million", "3个月", "三十年代", "may rise", "2,024", "2024户", "$2024", "12024"]
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert times_in(plain(text)) == []


def test_open_times_take_their_year_from_another() -> None:
    year, quarter = times_in(plain("2024年收入增长，三季度持平"))
    resolved = quarter.resolved(year)
    assert resolved is not None
    assert tags_of(resolved)[0] == ("2024Q3",)
    assert quarter.resolved(None) is None


@pytest.mark.parametrize(
    ("anchor", "words", "tag"),
    [
        ("2024年", "上年同期", "2023"), ("2024年三季度", "上季度", "2024Q2"), ("2024年一季度", "上季度", "2023Q4"), ("2024年1月", "上月", "2023-12"),
        ("近12个月", "the prior year", "P12M"), ("2024年末", "年初", "E2023"), ("2024年", "次年", "2025"), ("2024年", "当年", "2024"),
    ],
)  # fmt: skip
def test_relative_times(anchor: str, words: str, tag: str) -> None:
    resolved = first(words).resolved(first(anchor))
    assert resolved is not None
    assert tags_of(resolved)[0][0] == tag


def test_what_cannot_be_resolved() -> None:
    assert first("上年").resolved(first("上年")) is None
    assert previous(first("此前12个月")) is None
    assert bounds_of(first("2024年2月31日")) is None
    assert tags_of(first("2024年2月31日")) == ()


@pytest.mark.parametrize(
    "code", ["2024", "FY2024", "2024Q3", "2024-05", "2024-06-30", "2024-12-31", "L12M"]
)
def test_a_periods_own_mention_finds_it(code: str) -> None:
    period = period_from(code, date(2025, 6, 30))
    tags = {tag for group in tags_of(mention_of(period)) for tag in group}
    assert tags & set(period_tags(period))


def test_tags_of_a_year_end_balance() -> None:
    assert set(period_tags(period_from("2024-12-31"))) == {"2024-12-31", "E2024-12", "E2024"}


@pytest.mark.parametrize(
    "period",
    [
        period_from("2019H1"), period_from("2019H2"), period_from("2019Q2"), period_from("FY2022Q4"), period_from("FY2023H2"),
        period_from("FY2023-9M"), period_from("3M-2023-07-29"), period_from("12W-2023-03-25"), period_from("9M-2019-09-30"),
        fiscal_period("FY2019", date(2019, 6, 30)), fiscal_period("FY2022", date(2023, 1, 28)),
    ],
    ids=lambda period: period.code,
)  # fmt: skip
@pytest.mark.parametrize("lang", Lang)
def test_what_a_period_is_called_is_read_as_that_period(period: Period, lang: Lang) -> None:
    (mention,) = times_in(plain(period.label(lang)))
    held = set(period_tags(period))
    found = next(group for group in tags_of(mention) if held & set(group))
    others = [period_from(c) for c in ("2019", "FY2018", "2022Q3", "6M-2023-07-29", "2019-06-30")]
    assert not any(set(period_tags(other)) & set(found) for other in others)


def test_the_same_stretch_a_year_earlier() -> None:
    def is_before(earlier: str, later: str) -> bool:
        found = year_before(mention_of(period_from(later)))
        held = set(period_tags(period_from(earlier)))
        return found is not None and any(held & set(group) for group in tags_of(found))

    assert is_before("3M-2022-07-30", "3M-2023-07-29")
    assert is_before("12W-2022-03-19", "12W-2023-03-25")
    assert is_before("2018H1", "2019H1")
    assert is_before("FY2021Q4", "FY2022Q4")
    assert not is_before("6M-2022-07-30", "3M-2023-07-29")
