"""Stress by hand on the healthy firm (amounts in 万元, see conftest)."""

from decimal import Decimal

import pytest

from assistant.domain.figures import StatementKind
from assistant.domain.quantities import Lang
from assistant.errors import UsageError
from assistant.scoring.report import score
from assistant.scoring.shocks import SHOCKS, Shock
from assistant.scoring.stress import newly_broken, stressed
from assistant.scoring.what_if import what_if

D = Decimal


def one(firm, policy, shock, **changes):
    return stressed(firm.inputs(**changes), policy, (shock,))[0]


def rule(report, name):
    return next(r for r in report.rules if r.id == name)


def test_a_tenth_of_the_sales_gone(firm, policy):
    # Revenue 1200 -> 1080, cost of sales 800 -> 720: profit before tax 100 -> 60, EBITDA 110; debt
    # service 80: DSCR 1.375. With the request (1.1 million x .05 interest and .2 million principal
    # a year on top) 110 / (80 + 5 + 20) = 1.048: breach. Limit (1,100,000 / 1.2 - 800,000) /
    # (.3333 + .052) at BBB = 302,794: 300,000. Growth 1.08 x .9 - 1 = -.028.
    found = one(firm, policy, Shock(revenue=D("0.1")))
    assert found.after is not None
    assert rule(found.after, "dscr.min").value == D("1.375")
    assert found.after.limit == 300_000
    assert found.changes == {
        "revenue@FY2024": 10_800_000,
        "sales.net@L12M": 11_250_000,
        "sales.growth@L12M": D("-0.028"),
    }
    before = score(firm.inputs(), policy)
    assert newly_broken(before, found.after) == ("dscr.pro_forma.min", "request.limit")
    assert found.statement.text(Lang.EN).startswith(
        "If sales fall 10% at the same gross margin: score from 78 to 66; grade from AA to BBB; "
        "limit from CNY 1.19 million to CNY 300,000; minimum DSCR with this request breaks "
        "(1.43x -> 1.05x); request within the limit breaks."
    )
    assert found.statement.text(Lang.ZH).startswith(
        "若销售收入下降10%（毛利率不变）：得分由78变为66"
    )
    # the same as a person's what-if with the same values
    assert what_if(firm.inputs(), policy, found.changes).after == found.after


def test_the_largest_customer_gone_is_its_share_of_the_sales(firm, policy):
    # It takes 30 %: as if sales fell by 30 %.
    gone = one(firm, policy, Shock(customer=True))
    fallen = one(firm, policy, Shock(revenue=D("0.3")))
    assert gone.after == fallen.after
    assert gone.changes == fallen.changes


def test_dearer_debt(firm, policy):
    # Debt 100 + 0 + 50: a point more costs 1.5 a year: interest 21.5, debt service 81.5, EBITDA
    # 150 as before: 1.840...; limit (1,250,000 - 815,000) / .3753 = 1,159,072: 1,150,000.
    found = one(firm, policy, Shock(rate=D("0.01")))
    assert found.after is not None
    assert found.changes == {"interest_expense@FY2024": 215_000, "request.rate": D("0.06")}
    value = rule(found.after, "dscr.min").value
    assert value == pytest.approx(D("1.840490797546"))
    assert found.after.limit == 1_150_000
    assert "all debt costs 1 point more:" in found.statement.text_en


def test_customers_who_pay_later(firm, policy):
    # 30 days of 1200 are 100 more in receivables: 60 from cash, 40 new short-term debt. Current
    # ratio (400 + 40) / (300 + 40) = 1.294, liabilities 440 of 840, operating cash 90 - 100.
    found = one(firm, policy, Shock(days=D(30)))
    assert found.after is not None
    assert found.changes == {
        "receivables@2024-12-31": 3_000_000,
        "operating_cash_flow@FY2024": -100_000,
        "cash@2024-12-31": 0,
        "current_assets@2024-12-31": 4_400_000,
        "total_assets@2024-12-31": 8_400_000,
        "short_term_debt@2024-12-31": 1_400_000,
        "current_liabilities@2024-12-31": 3_400_000,
        "total_liabilities@2024-12-31": 4_400_000,
    }
    assert rule(found.after, "current_ratio.min").value == pytest.approx(D(440) / 340)


def test_a_greater_need_for_money_is_no_higher_limit(firm, policy):
    # With 70 of own funds the need binds: 12,000,000 x 11/12 x 1.1 / (360 / 51) - 800,000 =
    # 914,166.67. Paid 60 days later it would be far above that.
    plain = score(firm.inputs(request_own_funds=700_000), policy)
    assert plain.limit == 910_000
    found = one(firm, policy, Shock(days=D(60)), request_own_funds=700_000)
    assert found.after is not None
    need = next(t for t in found.after.limit_terms if t.code == "need")
    assert need.amount is not None
    assert need.amount > 2_000_000
    assert found.after.limit == 910_000
    assert "limit" not in found.statement.text_en


def test_shocks_together_go_one_after_the_other(firm, policy):
    # Sales -20 %: operating cash 90 - 80 = 10; 30 days of 960 are 80: cash 60, debt +20; operating
    # cash 10 - 80 = -70. One point on 150: interest 21.5, so profit before tax 100 - 80 - 1.5.
    both = one(firm, policy, Shock(revenue=D("0.2"), rate=D("0.01"), days=D(30)))
    assert both.changes["operating_cash_flow@FY2024"] == -700_000
    assert both.changes["short_term_debt@2024-12-31"] == 1_200_000
    assert both.changes["interest_expense@FY2024"] == 215_000
    assert both.shock.code == "revenue-0.2,rate+0.01,days+30"
    assert both.after is not None
    # EBITDA 150 - 80 = 70 over 81.5
    assert rule(both.after, "dscr.min").value == pytest.approx(D("0.858895705521"))


def test_no_usual_shock_makes_anything_better(firm, policy):
    before = score(firm.inputs(), policy)
    for found in stressed(firm.inputs(), policy, SHOCKS):
        assert found.after is not None
        assert found.after.score <= before.score
        assert found.after.pd >= before.pd


def test_what_is_lacking_is_said_and_nothing_is_made_up(firm, policy):
    found = one(firm, policy, Shock(days=D(30)), revenue=None, cash=None)
    assert (found.after, dict(found.changes)) == (None, {})
    assert found.statement.kind is StatementKind.MISSING
    assert found.missing == ("revenue@FY2024", "cash@2024-12-31")
    assert "can't be computed (missing: revenue (FY2024)" in found.statement.text_en
    assert "无法测算（缺少" in found.statement.text_zh
    bare = firm.inputs(short_term_debt=None, long_term_debt=None, current_portion_ltd=None)
    (dear,) = stressed(bare, policy, (Shock(rate=D("0.01")),))
    assert dear.missing == ("short_term_debt@2024-12-31",)
    # invoices alone carry a fall of sales, and what doesn't move says so
    alone = one(firm, policy, Shock(revenue=D("0.1")), revenue=None)
    assert "sales.net@L12M" in alone.changes
    still = one(firm, policy, Shock(rate=D("0.000001")))
    assert still.statement.text_en.endswith("score, grade, limit and tests stay as they are.")
    assert still.statement.text_zh.endswith("得分、等级、限额和各项测试均不变。")


def test_a_limit_that_can_not_be_computed_is_told_as_such(firm, policy):
    found = one(firm, policy, Shock(revenue=D("0.2")), request_own_funds=None)
    assert "limit from not computable to CNY 0.00" in found.statement.text_en


@pytest.mark.parametrize(
    "shock", [Shock(), Shock(revenue=D(1)), Shock(revenue=D("-0.1")), Shock(days=D(361))]
)
def test_sizes_that_make_no_sense_are_refused(firm, policy, shock):
    with pytest.raises(UsageError, match="a stress takes away"):
        one(firm, policy, shock)
