"""The rate, built up by hand, and the rate that earns most when some customers leave."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from assistant.domain.score import score_inputs
from assistant.scoring.policy_terms import PricingPolicy
from assistant.scoring.pricing import ChurnRow, best_rate, margin_of
from assistant.scoring.report import figures_of, score, statements_of


def number(text):
    return Decimal(text)


def repriced(policy, **changes):
    pricing = policy.pricing.model_copy(update={k: number(v) for k, v in changes.items()})
    return policy.model_copy(update={"pricing": pricing})


def test_the_healthy_firm_pays_for_funding_work_loss_and_capital(firm, policy):
    # AA: 1.8 % + 1.2 % + 0.7 % x 45 % = 0.315 % + 8 % x (9.8 % - 1.8 %) = 0.64 %: 3.955 %
    report = score(firm.inputs(), policy)
    assert report.price is not None
    assert [t.rate for t in report.price.terms] == [
        number("0.018"), number("0.012"), number("0.00315"), number("0.0064"),
    ]  # fmt: skip
    assert (report.price.rate, report.price.bound) == (number("0.03955"), "built")
    made = next(s for s in statements_of(report, policy) if s.key == "score.price.value")
    assert made.text_en == (
        "The rate built from funding 1.8%, operating cost 1.2%, expected loss (PD x LGD) 0.315%, "
        "capital (capital held x return above funding) 0.64% is 3.955%."
    )
    assert made.text_zh.endswith("利率为3.955%。")
    assert set(made.figures) <= {f.key for f in figures_of(report)}


def test_the_rate_stays_within_the_band(firm, policy):
    low = score(firm.inputs(), repriced(policy, min_rate="0.05"))
    assert (low.price.rate, low.price.bound) == (number("0.05"), "min")
    high = score(firm.inputs(), repriced(policy, max_rate="0.0375"))
    assert (high.price.rate, high.price.bound) == (number("0.0375"), "max")
    texts = {
        s.key: s.text_en
        for report in (low, high)
        for s in statements_of(report, policy)
        if s.key == "score.price.value"
    }
    assert texts["score.price.value"].endswith(
        "which come to 3.955%, above the policy's cap: 3.75%."
    )


def test_a_grade_that_is_not_lent_to_has_no_price(firm, policy):
    overdue = firm.line("bureau.overdue_amount", Decimal(1))
    report = score(score_inputs((overdue,), (), (), firm.as_of), policy)
    assert report.grade == "C"
    assert report.price is None
    assert not any(s.key == "score.price.value" for s in statements_of(report, policy))
    alone = policy.model_copy(update={"pricing": None})
    assert score(firm.inputs(), alone).price is None


def test_the_best_rate_weighs_margin_against_lost_customers(policy):
    # PD 2 %, LGD 45 %, costs 3 %: margin = rate x 0.98 - 0.9 % - 3 %.
    # 5 %: 1 %, all stay: 1 %. 6 %: 1.98 %, 40 % leave: 1.188 %. 8 %: 3.94 %, 80 % leave: 0.788 %.
    # 20 % lies outside the band.
    def row(rate, lost):
        return ChurnRow(number(rate), {"A": number(lost)})

    table = [row("0.05", "0"), row("0.06", "0.4"), row("0.08", "0.8"), row("0.20", "0")]
    assert margin_of(number("0.05"), number("0.02"), policy.pricing) == number("0.01")
    best = best_rate(table, "A", number("0.02"), policy.pricing)
    assert best is not None
    assert (best.rate, best.lost, best.margin) == (
        number("0.06"), number("0.4"), number("0.01188"),
    )  # fmt: skip
    assert best_rate(table[3:], "A", number("0.02"), policy.pricing) is None


@pytest.mark.parametrize("change", [{"min_rate": "0.2"}, {"capital_return": "0.01"}])
def test_a_pricing_policy_that_contradicts_itself_is_refused(policy, change):
    good = policy.pricing.model_dump()
    with pytest.raises(ValidationError, match="pricing:"):
        PricingPolicy.model_validate({**good, **{k: number(v) for k, v in change.items()}})
