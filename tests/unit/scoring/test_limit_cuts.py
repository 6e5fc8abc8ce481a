"""What cuts a limit: findings that stand, rules that couldn't be tested, figures beyond a line."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from assistant.domain.figures import Statement, StatementKind
from assistant.domain.findings import Finding, FindingKind, Review, ReviewState, Severity
from assistant.domain.score import score_inputs
from assistant.scoring.policy_terms import LimitFactor
from assistant.scoring.report import score, statements_of


def finding(rule, kind=FindingKind.HIDDEN_RISK, state=ReviewState.OPEN):
    return Finding(
        id=f"{rule}:{kind}",
        kind=kind,
        severity=Severity.WARNING,
        rule_id=rule,
        statement=Statement(
            key=f"{rule}.comparison", kind=StatementKind.COMPARISON,
            text_zh=f"{rule}出现。", text_en=f"{rule} was found.", figures=(),
        ),
        review=Review(state=state, who="li", when=datetime(2025, 1, 2, tzinfo=UTC), note="seen"),
    )  # fmt: skip


def scored(firm, policy, *findings, **changes):
    figures = tuple(firm.everything(**changes))
    return score(score_inputs(figures, findings, (), firm.as_of), policy)


def factors(report):
    return {t.code: t.amount for t in report.limit_terms if t.code.startswith("factor_")}


def test_changing_suppliers_cut_the_limit_and_say_so(firm, policy):
    # The cash-flow ceiling of 1,199,040.76 x 0.7 = 839,328.532, in steps of 10,000: 830,000.
    report = scored(firm, policy, finding("hidden.supplier_rotation"))
    assert factors(report) == {"factor_supply_chain": Decimal("839328.53")}
    assert report.limit == 830_000
    assert [t.code for t in report.limit_terms if t.binding] == ["factor_supply_chain"]
    term = report.limit_terms[-1]
    assert term.note_en == "CNY 1.20 million x 0.7: hidden.supplier_rotation was found"
    assert term.note_zh == "119.90万元×0.7：hidden.supplier_rotation出现"
    limit = next(s for s in statements_of(report, policy) if s.key == "score.limit.value")
    assert "supply-chain stability" in limit.text_en


def test_factors_multiply_in_order_and_each_counts_once(firm, policy):
    # 1,199,040.76 x 0.7 = 839,328.53; x 0.8 = 671,462.82; x 0.5 = 335,731.41
    report = scored(
        firm, policy,
        finding("hidden.two_way_trade"), finding("hidden.supplier_rotation"),
        finding("hidden.customer_rotation"), finding("invoices.customer_vanished"),
    )  # fmt: skip
    assert list(factors(report).values()) == [
        Decimal("839328.53"),
        Decimal("671462.82"),
        Decimal("335731.41"),
    ]
    assert report.limit == 330_000


def test_a_dismissed_finding_cuts_nothing_and_an_untested_rule_cuts_as_a_found_one(firm, policy):
    dismissed = finding("hidden.supplier_rotation", state=ReviewState.DISMISSED)
    assert scored(firm, policy, dismissed).limit == 1_190_000
    untested = finding("hidden.supplier_rotation", FindingKind.DATA_QUALITY)
    assert scored(firm, policy, untested).limit == 830_000
    untested = finding("hidden.customer_rotation", FindingKind.DATA_QUALITY)
    fired = finding("invoices.customer_vanished")
    both = scored(firm, policy, untested, fired)
    assert "invoices.customer_vanished was found" in both.limit_terms[-1].note_en


def test_meters_against_invoices_cut_when_found_and_not_when_untested(firm, policy):
    # 1,199,040.76 x 0.7; most firms hand in no meter bills, so their absence cuts nobody
    rule = "hidden.meters_against_sales"
    assert factors(scored(firm, policy, finding(rule))) == {
        "factor_operations": Decimal("839328.53")
    }
    assert factors(scored(firm, policy, finding(rule, FindingKind.DATA_QUALITY))) == {}


def test_statement_revenue_above_the_invoices_cuts_the_limit(firm, policy):
    # 12,000,000 of revenue over 8,000,000 invoiced: 1.5 against 1.2
    figures = [f for f in firm.everything() if f.key not in ("sales.net@2024",)]
    low = firm.code_figure("revenue_to_invoiced@FY2024", Decimal("1.5"), firm.everything()[0].unit)
    figures = [f for f in figures if f.metric != "revenue_to_invoiced"]
    report = score(score_inputs((*figures, low), (), (), firm.as_of), policy)
    assert factors(report) == {"factor_revenue_gap": Decimal("959232.60")}
    missing = score(score_inputs(tuple(figures), (), (), firm.as_of), policy)
    assert "couldn't be tested" in missing.limit_terms[-1].note_en
    assert missing.limit == report.limit == 950_000


def test_no_room_is_not_cut_further(firm, policy):
    report = scored(
        firm, policy, finding("hidden.two_way_trade"), request_own_funds=Decimal(90_000_000)
    )
    assert report.limit == 0
    assert factors(report) == {}


@pytest.mark.parametrize(
    "change", [{"findings": ()}, {"figure": "x@FY", "above": 1}, {"findings": (), "figure": "x@FY"}]
)
def test_a_factor_tests_one_thing(change):
    good = {"code": "a", "label_zh": "a", "label_en": "a", "multiplier": Decimal("0.5")}
    with pytest.raises(ValidationError, match="name findings, or a figure"):
        LimitFactor.model_validate({**good, "findings": ("r",), **change})
