"""Sentences, figures and findings that a report gives."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assistant.domain.findings import FindingKind, Severity
from assistant.domain.score import Waiver, score_inputs
from assistant.scoring.report import figures_of, findings_of, score, statements_of

D = Decimal


def texts(report, policy):
    return {s.key: s for s in statements_of(report, policy)}


def test_rating_limit_rate_and_recommendation(firm, policy):
    said = texts(score(firm.inputs(), policy), policy)
    assert said["score.grade.value"].text_en == (
        "Under the SME working-capital lending policy the firm scores 78 points: "
        "grade AA, probability of default 0.7%."
    )
    assert said["score.limit.value"].text_en.startswith(
        "The credit limit is CNY 1.19 million, set by the cash-flow capacity (room for debt service"
    )
    assert said["score.limit.value"].text_zh.startswith(
        "授信限额为119.00万元，取决于现金流偿债能力"
    )
    assert said["score.rate.value"].text_en == "The policy rate of grade AA is 4.2%."
    assert said["score.recommendation.verdict"].text_zh == "系统测算建议：同意。"
    assert not any(key.startswith("score.rules.") for key in said)


def test_a_limit_that_is_unknown_names_its_terms(firm, policy):
    said = texts(score(firm.inputs(request_own_funds=None), policy), policy)
    assert said["score.limit.missing"].text_en == (
        "The limit can't be computed: working-capital need (missing: own funds)."
    )
    assert "流动资金需求缺口（缺少借款人自有资金）" in said["score.limit.missing"].text_zh


def test_a_grade_that_is_not_lent_to_has_no_rate(firm, policy):
    report = score(score_inputs(tuple(firm.fields()), (), (), firm.as_of), policy)
    said = texts(report, policy)
    assert "score.rate.value" not in said
    assert said["score.limit.value"].text_en.startswith("The credit limit is CNY 0.00")
    rate = next(f for f in figures_of(report) if f.key == "score.rate")
    assert rate.value is None
    assert rate.missing_reason == "该等级不予授信 / the grade isn't lent to"


def test_counts_of_what_is_broken_thin_waived_and_not_tested(firm, policy):
    waived = Waiver(
        rule_id="customers.top1.max", who="li", when=datetime(2025, 1, 2, tzinfo=UTC), why="ok"
    )
    inputs = firm.inputs(
        customers_top1_share=D("0.6"),
        principal_repayment=1_100_000,
        total_liabilities=5_600_000,
        applicant_founded=None,
    ).model_copy(update={"waivers": (waived,)})
    said = texts(score(inputs, policy), policy)
    assert said["score.rules.waived"].text_en == (
        "Broken but waived, 1 in all: maximum share of the largest customer."
    )
    assert said["score.rules.thin"].text_zh == "临界通过的测试共1项：资产负债率上限。"
    assert "minimum DSCR (EBITDA)" in said["score.rules.breach"].text_en
    assert (
        said["score.rules.not_computable"].text_en
        == "Not tested, 1 in all: minimum age of the firm."
    )


def test_findings_are_of_all_but_plain_passes_and_weigh_by_verdict(firm, policy):
    report = score(
        firm.inputs(
            customers_top1_share=D("0.6"), total_liabilities=5_600_000, applicant_founded=None
        ),
        policy,
    )
    found = {f.rule_id: f for f in findings_of(report)}
    assert set(found) == {"customers.top1.max", "liabilities_to_assets.max", "applicant.age.min"}
    assert found["customers.top1.max"].severity is Severity.CRITICAL
    assert found["customers.top1.max"].kind is FindingKind.POLICY
    assert found["liabilities_to_assets.max"].severity is Severity.WARNING
    assert found["liabilities_to_assets.max"].kind is FindingKind.COVENANT
    assert found["applicant.age.min"].evidence == ("applicant.founded",)


def test_a_finding_s_id_follows_its_facts(firm, policy):
    def ids(**changes):
        return {f.rule_id: f.id for f in findings_of(score(firm.inputs(**changes), policy))}

    one = ids(customers_top1_share=D("0.6"))
    assert one == ids(customers_top1_share=D("0.6"))
    assert one != ids(customers_top1_share=D("0.61"))


def test_figures_of_a_report_carry_policy_and_inputs(firm, policy):
    report = score(firm.inputs(), policy)
    made = {f.key: f for f in figures_of(report)}
    assert made["score.points"].value == 78
    assert made["score.limit"].value == 1_190_000
    assert made["score.threshold.dscr.min"].value == D("1.2")
    assert made["score.limit.need"].label_en == "limit term: working-capital need"
    assert made["score.points"].evidence.version == report.policy
    assert made["score.points"].evidence.inputs_digest == report.inputs_digest
    assert "score.threshold.findings.critical" in made


@pytest.mark.parametrize("missing", ["request_own_funds", "principal_repayment"])
def test_a_missing_term_says_why_in_both_languages(firm, policy, missing):
    report = score(firm.inputs(**{missing: None}), policy)
    made = [f for f in figures_of(report) if f.key.startswith("score.limit.") and f.value is None]
    assert made
    assert all(" / missing: " in (f.missing_reason or "") for f in made)
