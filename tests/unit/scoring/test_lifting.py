"""What would lift the grade, by hand; and that it is true when it is scored."""

from decimal import Decimal
from itertools import combinations, product

import pytest

from assistant.domain.quantities import Lang
from assistant.scoring.measured import measured
from assistant.scoring.policy_terms import LiftPolicy
from assistant.scoring.report import score, statements_of
from assistant.scoring.scorecard import points_of
from assistant.scoring.what_if import what_if

D = Decimal


def changed(policy, **terms):
    return policy.model_copy(update={"lift": LiftPolicy(**terms)})


def test_one_point_short_takes_the_factor_that_moves_least(firm, policy):
    # 3 queries instead of 1 cost one of 78 points: 77, grade A, one short of AA (78). The nearest
    # bands, as shares of the factor's own span: volatility .30 -> .25 of .90 - .25: .05 / .65 =
    # .077 (+2); growth .08 -> .10 of .10 - -.15: .02 / .25 = .08 (+2); retained .7 -> .8 of
    # .8 - .4: .25; queries 3 -> 2 of 5 - 2: .333; void .03 -> .02 of .10 - .02: .125. So volatility.
    lift = score(firm.inputs(bureau_queries_3m=3), policy).lift
    assert lift is not None
    assert (lift.grade, lift.lacking) == ("AA", 1)
    (step,) = lift.steps
    assert (step.code, step.value, step.needed, step.gained) == (
        "sales.volatility", D("0.3"), D("0.25"), 2,
    )  # fmt: skip
    assert "from 30.0% to at most 25.0% (+2 points)" in lift.text_en
    assert lift.text_en.endswith("Then grade AA, PD 0.7%, policy rate 4.2%.")
    assert "由30.0%降到不高于25.0%（加2分）" in lift.text_zh
    assert lift.text_zh.startswith("距AA级还差1分。")


@pytest.mark.parametrize(
    "changes",
    [
        {"bureau_queries_3m": 3},
        {"bureau_queries_3m": 6, "customers_top1_share": D("0.55")},
        {"net_profit": -100_000, "operating_cash_flow": -5, "current_assets": 2_000_000},
        {"sales_net": D(1_500_000), "sales_growth": D("-0.3"), "total_liabilities": 6_300_000},
    ],
)
def test_what_is_told_is_what_a_what_if_gives_and_nothing_smaller_would_do(firm, policy, changes):
    inputs = firm.inputs(**changes)
    report = score(inputs, policy)
    lift = report.lift
    assert lift is not None
    assert lift.steps
    after = what_if(inputs, policy, {step.figure: step.needed for step in lift.steps}).after
    assert after.score == report.score + sum(step.gained for step in lift.steps)
    assert after.grade == lift.grade
    # The oracle: try every way to move as many or fewer factors by up to two bands.
    held = measured(inputs, policy)
    reach = []
    for factor in policy.factors:
        found = held.find(factor.figure)
        if found.value is None or factor.code == "bureau.overdue_past":
            continue
        now = points_of(factor, found.value)
        better = [b for b in factor.bands if b[1] > now][-2:]
        span = abs(factor.bands[0][0] - factor.bands[-1][0]) or max(
            abs(found.value), abs(factor.bands[0][0])
        )
        if better:
            reach.append([(abs(t - found.value) / span, p - now) for t, p in better])
    sizes = {
        count: [
            sum(size for size, _ in moves)
            for factors in combinations(reach, count)
            for moves in product(*factors)
            if sum(gain for _, gain in moves) >= lift.lacking
        ]
        for count in range(1, len(lift.steps) + 1)
    }
    assert [count for count, found in sizes.items() if found] == [len(lift.steps)]
    spans = {f.code: f for f in policy.factors}
    told = D(0)
    for step in lift.steps:
        bands = spans[step.code].bands
        span = abs(bands[0][0] - bands[-1][0]) or max(abs(step.value), abs(bands[0][0]))
        told += abs(step.needed - step.value) / span
    assert float(told) == pytest.approx(float(min(sizes[len(lift.steps)])))


def test_what_the_policy_does_not_call_feasible_is_not_told(firm, policy):
    report = score(firm.inputs(bureau_queries_3m=3), policy)
    assert report.lift is not None
    metric = report.lift.steps[0].figure.partition("@")[0]
    without = score(firm.inputs(bureau_queries_3m=3), changed(policy, settled=(metric,))).lift
    assert without is not None
    assert [s.code for s in without.steps] == ["sales.growth"]
    # 78 points: ten short of AAA, and one factor gains five at most (leverage .5 -> .45: 2).
    far = score(firm.inputs(), changed(policy, most_factors=1, most_bands=1)).lift
    assert far is not None
    assert (far.lacking, far.steps) == (10, ())
    assert "No change of up to 1 factor by up to 1 band each reaches it." in far.text_en
    assert "仍达不到" in far.text_zh


def test_a_factor_without_a_measure_is_told_apart_and_never_as_a_promise(firm, policy):
    lift = score(firm.inputs(customers_top1_share=None), policy).lift
    assert lift is not None
    assert lift.unmeasured == 6
    assert all(step.code != "customers.top1" for step in lift.steps)
    assert lift.text_en.endswith(
        "Not measured: share of the largest customer; what is handed in may add up to 6 points."
    )
    assert lift.text_zh.endswith("另有第一大客户占比未能计量，补齐资料至多可加6分。")


def test_the_best_grade_has_nothing_above_it(firm, policy):
    best = score(
        firm.inputs(
            sales_net=D(30_000_000), sales_growth=D("0.2"), sales_volatility=D("0.1"),
            sales_void_rate=D("0.01"), customers_top1_share=D("0.1"), customers_hhi=D("0.05"),
            customers_retained_share=D("0.9"), suppliers_churn=D("0.1"),
        ),
        policy,
    )  # fmt: skip
    # 78 + 1 size + 2 growth + 2 volatility + 1 void + 2 top-1 + 1 HHI + 2 retained + 2 churn = 91.
    assert (best.score, best.grade, best.lift) == (91, "AAA", None)
    assert not [s for s in statements_of(best, policy) if s.key.startswith("score.lift")]


def test_main_reasons_are_ranked_specific_and_none_costs_nothing(firm, policy):
    # Lost: leverage 7 - 5 = 2, growth 2, volatility 2, top-1 2, retained 2, churn 2, DSCR 2,
    # cash DSCR 2, margin 2; overdue 3 of 24 months: 5 - 0 = 5. First the 5, then in policy order.
    report = score(firm.inputs(bureau_overdue_months=3), policy)
    reasons = report.main_reasons()
    assert [r.code for r in reasons] == [
        "bureau.overdue_past", "sales.growth", "sales.volatility", "customers.top1",
    ]  # fmt: skip
    assert all(r.points < r.max_points for r in report.main_reasons(99))
    assert "3; 0 of 5 points" in reasons[0].text(Lang.EN)
    statement = next(s for s in statements_of(report, policy) if s.key == "score.lift.value")
    assert statement.text_en == report.lift.text_en
