"""The need by hand: turnover = 360 / (45 + 60 - 54 + 9 - 9) = 360/51;
need = 12,000,000 x (1 - 1,000,000/12,000,000) x 1.1 x 51/360 = 11,000,000 x 1.1 x 0.1416667
= 1,714,166.67; new limit = need - 100,000 - 100,000 - 0 = 1,514,166.67.
"""

from decimal import Decimal

import pytest

from assistant.scoring.ratios import ratio_figures

D = Decimal


def by_key(firm, lines, fields):
    return {f.key: f for f in ratio_figures([*lines, *fields], firm.as_of).figures}


def test_need_and_new_limit_by_hand(firm):
    got = by_key(firm, firm.lines(), firm.fields())
    assert got["working_capital.turnover@FY2024"].value == D("7.058823529412")
    assert got["working_capital.need@FY2024"].value == D("1714166.67")
    assert got["working_capital.new_limit@FY2024"].value == D("1514166.67")


def test_average_balances_as_the_annex_takes_them(firm):
    got = by_key(firm, [*firm.lines(2023, "0.8"), *firm.lines()], firm.fields())
    # every day count is 0.9 of the closing one, and so is the need: 1,714,166.67 x 0.9
    assert got["working_capital.need.average@FY2024"].value == D("1542750.00")


@pytest.mark.parametrize(
    ("payables", "computable"), [(2_399_999, True), (2_400_000, False), (9_000_000, False)]
)
def test_days_at_or_below_zero_are_not_computable(firm, payables, computable):
    # receivables of 210 are 63 days: 63 + 45 + 9 - 9 = 108 days, which payables of
    # 108/360 x 8,000,000 = 2,400,000 bring to 0
    got = by_key(firm, firm.lines(payables=payables, receivables=2_100_000), firm.fields())
    need, limit = got["working_capital.need@FY2024"], got["working_capital.new_limit@FY2024"]
    assert (need.value is not None, limit.value is not None) == (computable, computable)
    if not computable:
        assert "分母" in need.missing_reason
        assert "is not above 0" in limit.missing_reason


@pytest.mark.parametrize("growth", [D(-1), D("-1.5")])
def test_a_need_is_never_negative(firm, growth):
    got = by_key(firm, firm.lines(), firm.fields(request_expected_growth=growth))
    assert got["working_capital.need@FY2024"].value is None
    assert "不大于零" in got["working_capital.need@FY2024"].missing_reason


@pytest.mark.parametrize(
    ("dropped", "name"),
    [
        ("advances_received", "advances from customers"),
        ("prepayments", "prepayments"),
        ("request_own_funds", "own funds"),
        ("request_expected_growth", "expected sales growth"),
    ],
)
def test_a_missing_line_is_never_zero(firm, dropped, name):
    got = by_key(firm, firm.lines(**{dropped: None}), firm.fields(**{dropped: None}))
    limit = got["working_capital.new_limit@FY2024"]
    assert limit.value is None
    assert name in limit.missing_reason


def test_a_loss_makes_the_need_larger(firm):
    # margin -10 %: 12,000,000 x 1.1 x 1.1 x 51/360 = 2,057,000
    got = by_key(firm, firm.lines(profit_before_tax=-1_200_000), firm.fields())
    assert got["working_capital.need@FY2024"].value == D("2057000.00")


def test_more_own_money_than_need_leaves_a_negative_room(firm):
    got = by_key(firm, firm.lines(), firm.fields(request_own_funds=D(2_000_000)))
    assert got["working_capital.new_limit@FY2024"].value == D("-385833.33")
