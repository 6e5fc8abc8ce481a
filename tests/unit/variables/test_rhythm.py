"""Spread over months and gaps between days."""

import statistics
from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.periods import period_from
from assistant.variables.rhythm import (
    NO_GAP,
    NO_NET,
    NOT_A_YEAR,
    TOO_SHORT,
    day_pattern,
    months_of,
    peak_month,
    seasonality,
    volatility,
)


def test_volatility_agrees_with_the_statistics_module() -> None:
    nets = [100, 250, -30, 900, 444, 10]
    expected = statistics.stdev(nets) / statistics.mean(nets)
    assert volatility(nets) == pytest.approx(Decimal(expected), abs=Decimal("0.000001"))


@pytest.mark.parametrize(
    ("nets", "expected"),
    [([5, 5], TOO_SHORT), ([5, -5, 0], NO_NET), ([7, 7, 7], Decimal("0.000000"))],
)
def test_volatility_of_few_months_or_no_sales_is_missing(nets, expected) -> None:
    assert volatility(nets) == expected


def test_seasonality_needs_a_year() -> None:
    assert seasonality([1] * 11) == NOT_A_YEAR
    assert seasonality([0] * 12) == NO_NET
    # one month of 12, eleven of 0: 12 / 1
    assert seasonality([12, *[0] * 11]) == Decimal("12.000000")


def test_the_earliest_of_equal_months_is_the_peak() -> None:
    months = months_of(period_from("2024Q1"))
    assert peak_month(months, [1, 9, 9]) == "2024-02"
    assert peak_month(months, [0, 0, 0]) == NO_NET
    assert peak_month(months[:2], [1, 2]) == TOO_SHORT


def test_a_gap_counts_where_it_ends() -> None:
    days = (date(2023, 11, 1), date(2024, 2, 1), date(2024, 2, 4), date(2024, 2, 5))
    year = day_pattern(days, period_from("2024"))
    # 30 + 31 + 31 days from 1 November; then 3 and 1: the median is 3
    assert (year.days, year.months, year.longest_gap, year.median_gap) == (3, 1, 92, Decimal(3))
    assert day_pattern(days, period_from("2023")).longest_gap == NO_GAP
    assert day_pattern(days, period_from("2025")).median_gap == NO_GAP


def test_the_median_of_an_even_number_of_gaps_may_be_half_a_day() -> None:
    days = (date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 5))
    assert day_pattern(days, period_from("2024")).median_gap == Decimal(2)
    days = (date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 4))
    assert day_pattern(days, period_from("2024")).median_gap == Decimal("1.5")
