"""A calendar year that the records cover only in part says which months it holds."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.periods import Period, period_from
from assistant.domain.quantities import Lang, Unit, value_text


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        (date(2020, 1, 1), date(2020, 2, 29), "2020年1-2月", "Jan to Feb 2020"),
        (date(2020, 10, 1), date(2020, 12, 31), "2020年10-12月", "Oct to Dec 2020"),
        (date(2020, 1, 1), date(2020, 1, 31), "2020年1月", "Jan 2020"),
    ],
)
def test_a_part_of_a_year_is_labelled_by_its_months(
    start: date, end: date, zh: str, en: str
) -> None:
    period = Period(code="2020", start=start, end=end)
    assert period.is_partial
    assert period.label(Lang.ZH) == zh
    assert period.label(Lang.EN) == en


@pytest.mark.parametrize("code", ["2020", "FY2020", "2020Q1", "2020-01", "2020-06-30"])
def test_other_periods_are_never_partial(code: str) -> None:
    assert not period_from(code).is_partial


def test_a_fiscal_year_off_the_calendar_is_whole() -> None:
    fiscal = Period(code="FY2020", start=date(2019, 7, 1), end=date(2020, 6, 30))
    assert not fiscal.is_partial
    assert fiscal.label(Lang.EN) == "the fiscal year to June 2020"
    assert fiscal.label(Lang.ZH) == "截至2020年6月的财年"


def test_one_day_is_singular_and_others_are_not() -> None:
    assert value_text(1, Unit.DAYS, Lang.EN) == "1 day"
    assert value_text(Decimal("1.5"), Unit.DAYS, Lang.EN) == "1.5 days"
    assert value_text(1, Unit.MONTHS, Lang.EN) == "1 month"
    assert value_text(1, Unit.DAYS, Lang.ZH) == "1天"
    assert value_text(Decimal(1), Unit.TIMES, Lang.EN) == "1.00x"
