"""Amounts, days, spans and rates as documents write them."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.quantities import Unit
from assistant.extraction.amounts import (
    Scale,
    count_from,
    day_from,
    decimals_in,
    money_from,
    months_from,
    number_from,
    scale_from,
    share_from,
)

D = Decimal


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.50", D("1234.50")),
        ("(1,234.5)", D("-1234.5")),
        ("（１２３）", D(-123)),
        ("−12", D(-12)),
        ("-¥ 12", D(-12)),
        ("$1,000", D(1000)),
        ("CNY 5", D(5)),
        ("-", None),
        ("", None),
        ("n/a", None),
        ("1.2.3", None),
        ("12%", None),
    ],
)
def test_a_cell_s_number(cell, value):
    assert number_from(cell) == value


@pytest.mark.parametrize(("cell", "places"), [("1,234.50", 2), ("(0.125)", 3), ("12", 0)])
def test_printed_decimals(cell, places):
    assert decimals_in(cell) == places


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500万元", (D(5_000_000), Unit.CNY)),
        ("人民币1,250.50元整", (D("1250.50"), Unit.CNY)),
        ("1.2亿", (D(120_000_000), Unit.CNY)),
        ("USD 3.5 million", (D(3_500_000), Unit.USD)),
        ("US$ 20", (D(20), Unit.USD)),
        ("80万美元", (D(800_000), Unit.USD)),
        ("5百万港元", (D(5_000_000), Unit.HKD)),
        ("€ 7", (D(7), Unit.EUR)),
        ("100英镑", (D(100), Unit.GBP)),
        ("-12元", (D(-12), Unit.CNY)),
        ("(12元)", (D(-12), Unit.CNY)),
        ("约500万元", None),
        ("500万元至600万元", None),
        ("", None),
    ],
)
def test_money(text, value):
    assert money_from(text) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年3月5日", date(2024, 3, 5)),
        ("2024-03-05", date(2024, 3, 5)),
        ("2024/3/5", date(2024, 3, 5)),
        ("2024.3.5", date(2024, 3, 5)),
        ("2024-03-05 12:30:00", date(2024, 3, 5)),
        ("March 5, 2024", date(2024, 3, 5)),
        ("5 March 2024", date(2024, 3, 5)),
        ("3/5/2024", date(2024, 3, 5)),
        ("2023-02-29", None),
        ("2024年", None),
        ("soon", None),
    ],
)
def test_days(text, day):
    assert day_from(text) == day


@pytest.mark.parametrize(
    ("text", "months"),
    [("1年", 12), ("12个月", 12), ("12", 12), ("2 years", 24), ("1.5年", 18), ("一年", None)],
)
def test_spans(text, months):
    assert months_from(text) == months


@pytest.mark.parametrize(
    ("text", "share"),
    [("4.35%", D("0.0435")), ("4.35 ％", D("0.0435")), ("0.05", D("0.05")), ("5", None), ("x", None),
     ("NaN", None), ("x%", None)],
)  # fmt: skip
def test_rates(text, share):
    assert share_from(text) == share


@pytest.mark.parametrize(
    ("text", "count"), [("86人", 86), ("1,200", 1200), ("2 次", 2), ("很多", None), ("1.5", None)]
)
def test_counts(text, count):
    assert count_from(text) == count


@pytest.mark.parametrize(
    ("unit", "contexts", "scale"),
    [
        ("万元", (), Scale(10_000, Unit.CNY, stated=True)),
        ("USD millions", (), Scale(1_000_000, Unit.USD, stated=True)),
        ("千元", ("单位：港币千元",), Scale(1_000, Unit.CNY, stated=True)),
        ("", ("Amounts in CNY",), Scale(1, Unit.CNY, stated=True)),
        ("", ("单位：元",), Scale(1, Unit.CNY, stated=True)),
        ("thousands", ("reported in U.S. dollars",), Scale(1_000, Unit.USD, stated=True)),
        ("", ("nothing said",), Scale(1, Unit.CNY, stated=False)),
    ],
)
def test_scales(unit, contexts, scale):
    assert scale_from(unit, *contexts) == scale
