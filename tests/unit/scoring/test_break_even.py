"""What would have to happen for a test to just tip over."""

from decimal import Decimal

import pytest

from assistant.domain.quantities import Lang, Unit
from assistant.scoring.break_even import break_even
from assistant.scoring.measured import measured
from assistant.scoring.report import score

D = Decimal


def told(firm, policy, rule, **changes):
    report = score(firm.inputs(**changes), policy)
    found = next(r for r in report.rules if r.id == rule)
    return found.break_even_zh, found.break_even_en


def test_sales_move_a_debt_service_cover_through_the_gross_margin(firm, policy):
    # EBITDA may fall from 1,500,000 to 1.2 x 800,000 = 960,000: by 540,000, which is 13.5 % of a
    # gross profit of 4,000,000; so sales may fall 13.5 % with the margin unchanged.
    zh, en = told(firm, policy, "dscr.min")
    assert en == (
        "Sales may fall 13.5% before DSCR (EBITDA) drops below 1.20x"
        " (gross margin and other costs unchanged)."
    )
    assert zh == (
        "销售收入再下降超过13.5%，偿债保障比率（EBITDA口径）将低于1.20倍（毛利率与其他费用不变）。"
    )


def test_a_breach_says_what_it_takes(firm, policy):
    # Debt service 1,400,000: EBITDA must reach 1,680,000, 180,000 more, 4.5 % of gross profit.
    zh, en = told(firm, policy, "dscr.min", principal_repayment=1_200_000)
    assert en.startswith("Sales must rise 4.5% for DSCR (EBITDA) to reach 1.20x")
    assert zh.startswith("销售收入须上升4.5%，偿债保障比率（EBITDA口径）方达到1.20倍")


def test_without_a_gross_profit_the_earnings_themselves_move(firm, policy):
    # 1.2 / 1.875 - 1 = -36 %.
    _, en = told(firm, policy, "dscr.min", cost_of_sales=None)
    assert en == "EBITDA may fall 36.0% before DSCR (EBITDA) drops below 1.20x."


def test_a_fall_that_sales_can_not_carry_is_told_of_earnings(firm, policy):
    # Debt service 300,000: EBITDA may fall by 1,140,000, more than a gross profit of 1,000,000.
    _, en = told(firm, policy, "dscr.min", principal_repayment=100_000, cost_of_sales=11_000_000)
    assert en == "EBITDA may fall 76.0% before DSCR (EBITDA) drops below 1.20x."


def test_a_ceiling_is_approached_from_below(firm, policy):
    # 0.7 / 0.5 - 1 = 40 %.
    zh, en = told(firm, policy, "liabilities_to_assets.max")
    assert en == "Liabilities may rise 40.0% before liabilities to assets exceeds 70.0%."
    assert zh == "负债再上升超过40.0%，资产负债率将高于70.0%。"


def test_shares_round_towards_caution(firm, policy):
    # Current ratio 4/3: assets may fall 25 % exactly; with 3,999,999 of assets a little less, and
    # the share is cut, not rounded: 24.9 %.
    assert "25.0%" in told(firm, policy, "current_ratio.min")[1]
    assert "24.9%" in told(firm, policy, "current_ratio.min", current_assets=3_999_999)[1]


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        (
            "0.3",
            "距临界值尚有20.0个百分点。",
            "Headroom to the threshold is 20.0 percentage points.",
        ),
        ("0.6", "须降低10.0个百分点方可达标。", "It must fall by 10.0 percentage points to pass."),
        ("0.5", "恰好处于临界值，没有余量。", "It stands exactly on the threshold: no headroom."),
    ],
)
def test_the_plain_distance_where_nothing_drives_it(firm, policy, share, zh, en):
    assert told(firm, policy, "customers.top1.max", customers_top1_share=D(share)) == (zh, en)


def test_a_minimum_that_is_missed_must_rise(firm, policy):
    # Founded 2024-01-31: 11 whole months, 13 fewer than 24.
    from datetime import date

    _, en = told(firm, policy, "applicant.age.min", applicant_founded=date(2024, 1, 31))
    assert en == "It must rise by 13 months to pass."


def test_a_driver_below_the_line(firm, policy):
    # LTV 1,000,000 / 4,000,000 = 25 %; at 50 % the collateral is worth half: 0.25 / 0.5 - 1 = -50 %.
    inputs = firm.inputs()
    ltv = next(f for f in inputs.figures if f.key == "ltv")
    found = break_even(measured(inputs, policy), ltv, "<=", D("0.5"))
    assert found.en == "Collateral value may fall 50.0% before loan to value (LTV) exceeds 50.0%."
    assert found.zh == "押品价值再下降超过50.0%，抵押率将高于50.0%。"


def test_a_threshold_of_zero_has_no_share(firm, policy):
    inputs = firm.inputs()
    cover = firm.code_figure("interest_cover@FY2024", D(2), Unit.TIMES)
    found = break_even(measured(inputs, policy), cover, ">=", D(0))
    assert found.en == "Headroom to the threshold is 2.00x."


def test_nothing_overdue_where_nothing_may_be_has_no_headroom_to_tell_of(firm, policy):
    assert told(firm, policy, "bureau.overdue_now.max", **{"bureau.overdue_amount": 0}) == ("", "")


def test_a_factor_without_a_measure_still_has_its_name(firm, policy):
    report = score(firm.inputs(cost_of_sales=None, net_profit=None), policy)
    unmeasured = [reason for reason in report.reasons if reason.figure is None]
    assert unmeasured
    assert all(reason.label(Lang.ZH) in reason.text_zh for reason in unmeasured)
    assert not {reason.label(Lang.EN) for reason in unmeasured} & {r.code for r in unmeasured}
