from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.quantities import Lang, Unit, money_text, quantised, value_text


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        # 31,200,000 yuan / 10,000 = 3,120 万; / 1,000,000 = 31.2 million.
        ("31200000", "3,120.00万元", "CNY 31.20 million"),
        ("-1250000", "-125.00万元", "CNY -1.25 million"),
        ("9999.99", "9,999.99元", "CNY 9,999.99"),
        # 0.53 million to three places below one million: 530,400 / 1e6 = 0.5304.
        ("530400", "53.04万元", "CNY 530,400"),
        ("0", "0.00元", "CNY 0.00"),
    ],
)
def test_money_prints_in_wan_and_millions(amount: str, zh: str, en: str) -> None:
    assert money_text(Decimal(amount), Unit.CNY, Lang.ZH) == zh
    assert money_text(Decimal(amount), Unit.CNY, Lang.EN) == en


def test_full_money_keeps_every_cent() -> None:
    assert money_text(Decimal("31200000.05"), Unit.USD, Lang.ZH, full=True) == "31,200,000.05美元"
    assert money_text(Decimal("31200000.05"), Unit.USD, Lang.EN, full=True) == "USD 31,200,000.05"


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (Decimal("0.401"), Unit.RATIO, "40.1%", "40.1%"),
        (Decimal("1.2"), Unit.TIMES, "1.20倍", "1.20x"),
        (Decimal("62.50"), Unit.DAYS, "62.5天", "62.5 days"),
        (12, Unit.MONTHS, "12个月", "12 months"),
        (20, Unit.MONTHS, "20个月", "20 months"),
        (3, Unit.COUNT, "3", "3"),
        (Decimal("0.2345"), Unit.INDEX, "0.235", "0.235"),
        (date(2024, 6, 30), Unit.DATE, "2024-06-30", "2024-06-30"),
        ("食品制造", Unit.TEXT, "食品制造", "食品制造"),
        (None, Unit.CNY, "缺失", "not available"),
    ],
)
def test_values_print_with_their_unit(value: object, unit: Unit, zh: str, en: str) -> None:
    assert value_text(value, unit, Lang.ZH) == zh  # type: ignore[arg-type]
    assert value_text(value, unit, Lang.EN) == en  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ratio", "text"),
    [("0.0435", "4.35%"), ("0.05", "5.0%"), ("0.049", "4.9%"), ("0.041234567", "4.1235%")],
)
def test_a_stated_share_keeps_its_digits(ratio: str, text: str) -> None:
    assert value_text(Decimal(ratio), Unit.RATIO, Lang.EN, as_stated=True) == text


def test_rounding_is_half_up_and_zero_has_no_sign() -> None:
    assert quantised(Decimal("0.125"), 2) == Decimal("0.13")
    assert str(quantised(Decimal("-0.001"), 2)) == "0.00"


def test_units_know_what_they_are() -> None:
    assert Unit.CNY.is_money
    assert not Unit.RATIO.is_money
    assert Unit.RATIO.is_numeric
    assert not Unit.TEXT.is_numeric
