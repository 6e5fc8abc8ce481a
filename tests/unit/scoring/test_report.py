"""The score of the healthy firm, and what becomes of it when something changes."""

import random
from datetime import UTC, datetime
from decimal import Decimal, localcontext

import pytest

from assistant.domain.evidence import Said
from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.domain.findings import Finding, FindingKind, Review, ReviewState, Severity
from assistant.domain.quantities import Lang, Unit
from assistant.domain.score import Waiver, score_inputs
from assistant.scoring.report import score

D = Decimal
GRADES = ("AAA", "AA", "A", "BBB", "BB", "B", "C")
RANKS = ("approve", "approve_with_conditions", "refer", "decline")


def rules_of(report):
    return {rule.id: rule for rule in report.rules}


def finding(id_="f1", severity=Severity.CRITICAL, kind=FindingKind.EARLY_WARNING, state="open"):
    said = Statement(key="x.value", kind=StatementKind.VALUE, text_zh="甲", text_en="a", figures=())
    return Finding(
        id=id_, kind=kind, severity=severity, rule_id="r", statement=said,
        review=Review(state=ReviewState(state)),
    )  # fmt: skip


def waiver(rule, why="agreed", who="li"):
    return Waiver(rule_id=rule, who=who, when=datetime(2025, 1, 2, tzinfo=UTC), why=why)


def test_the_healthy_firm(firm, policy):
    # Points by factor: size 4, growth 5, volatility 4, gaps 4, void 2, red 4, top-1 4, HHI 3,
    # retained 3, churn 2, current 1.33 4, leverage 0.5 5, interest cover 6 6, DSCR 1.875 7,
    # cash DSCR 1.125 3, margin 6.25 % 3, cycle 60 + 45 - 54 = 51 days 3, bureau 5 + 5 + 2 = 78.
    report = score(firm.inputs(), policy)
    assert [int(r.points) for r in report.reasons] == [
        *(4, 5, 4, 4, 2, 4, 4, 3, 3, 2),
        *(4, 5, 6, 7, 3, 3, 3, 5, 5, 2),
    ]
    assert (report.score, report.grade, report.pd) == (78, "AA", D("0.007"))
    assert (report.rate, report.recommendation) == (D("0.042"), "approve")
    assert all(rule.verdict is Verdict.PASS for rule in report.rules)
    assert report.policy.startswith("sme-working-capital@2026-01-01#")


def test_the_limit_is_the_smallest_ceiling(firm, policy):
    # Need: 12,000,000 x 11/12 x 1.1 / (360 / 51) - 200,000 = 1,514,166.67; turnover 30 % of 12.5
    # million = 3,750,000; cash flow: (1,500,000 / 1.2 - 800,000) / (0.3333 + 0.042) = 1,199,040.76;
    # cap of AA 10 million; security 1,000,000 + 70 % of 4,000,000 = 3,800,000. Steps of 10,000.
    report = score(firm.inputs(), policy)
    assert {t.code: t.amount for t in report.limit_terms} == {
        "need": D("1514166.67"),
        "turnover": D("3750000.00"),
        "cash_flow": D("1199040.76"),
        "grade_cap": D(10_000_000),
        "security": D("3800000.00"),
    }
    assert [t.code for t in report.limit_terms if t.binding] == ["cash_flow"]
    assert report.limit == 1_190_000
    assert rules_of(report)["request.limit"].headroom == 190_000


def test_the_same_inputs_give_the_same_report_in_any_order_and_context(firm, policy):
    inputs = firm.inputs()
    report = score(inputs, policy)
    shuffled = list(inputs.figures)
    random.Random(7).shuffle(shuffled)
    with localcontext(prec=5):
        again = score(inputs.model_copy(update={"figures": tuple(shuffled)}), policy)
    assert again.model_dump_json() == report.model_dump_json()


def test_an_interview_changes_not_a_byte(firm, policy):
    inputs = firm.inputs()
    said = Said(recording="r", start_s=D(1), end_s=D(2), speaker="owner", words="两千万")
    spoken = firm.line("revenue@FY2024", D(99_000_000), evidence=said)
    talk = finding(kind=FindingKind.INTERVIEW)
    nervous = finding("f2", kind=FindingKind.DELIVERY)
    more = inputs.model_copy(
        update={"figures": (*inputs.figures, spoken), "findings": (talk, nervous)}
    )
    assert score(more, policy).model_dump_json() == score(inputs, policy).model_dump_json()
    assert score_inputs(more.figures, more.findings, (), firm.as_of).digest() == inputs.digest()


def keys_of_healthy():
    from tests.unit.scoring.conftest import Firm

    firm = Firm()
    return sorted({f.key for f in (*firm.lines(), *firm.fields(), *firm.invoices())})


@pytest.mark.parametrize("key", keys_of_healthy())
def test_leaving_a_figure_out_never_lifts_anything(firm, policy, key):
    from assistant.scoring.ratios import ratio_figures

    raw = [f for f in (*firm.lines(), *firm.fields(), *firm.invoices()) if f.key != key]
    less = [*raw, *ratio_figures(raw, firm.as_of).figures]
    whole = score(firm.inputs(), policy)
    report = score(score_inputs(tuple(less), (), (), firm.as_of), policy)
    assert report.score <= whole.score
    assert GRADES.index(report.grade) >= GRADES.index(whole.grade)
    assert RANKS.index(report.recommendation) >= RANKS.index(whole.recommendation)
    if key == "collateral.1.value":
        # 1,000,000 + 70 % of 1,000,000 = 1,700,000: still above the cash-flow ceiling.
        assert report.limit == whole.limit
    elif report.limit is not None:
        assert report.limit <= (whole.limit or 0)


@pytest.mark.parametrize(
    ("rule", "changes", "verdict"),
    [
        # DSCR = 1,500,000 / (200,000 + principal): 1.2 at 1,050,000, 1.199 above it.
        ("dscr.min", {"principal_repayment": 1_050_000}, Verdict.THIN),
        ("dscr.min", {"principal_repayment": 1_051_000}, Verdict.BREACH),
        # 1.26 = 1.2 x 1.05 is the edge of the thin band: 1,500,000 / 1.26 = 1,190,476.19.
        ("dscr.min", {"principal_repayment": 990_476}, Verdict.PASS),
        ("dscr.min", {"principal_repayment": 990_477}, Verdict.THIN),
        ("dscr.min", {"principal_repayment": None}, Verdict.NOT_COMPUTABLE),
        ("liabilities_to_assets.max", {"total_liabilities": 5_600_000}, Verdict.THIN),
        ("liabilities_to_assets.max", {"total_liabilities": 5_600_001}, Verdict.BREACH),
        ("customers.top1.max", {"customers_top1_share": D("0.475")}, Verdict.THIN),
        ("customers.top1.max", {"customers_top1_share": D("0.4749")}, Verdict.PASS),
        ("customers.top1.max", {"customers_top1_share": D("0.51")}, Verdict.BREACH),
        ("bureau.overdue_now.max", {"bureau_overdue_amount": D(1)}, Verdict.BREACH),
        ("bureau.overdue_now.max", {"bureau_overdue_amount": D(0)}, Verdict.PASS),
        ("applicant.age.min", {"applicant_founded": None}, Verdict.NOT_COMPUTABLE),
        ("request.limit", {"request_amount": D(1_190_000)}, Verdict.PASS),
        ("request.limit", {"request_amount": D(1_190_001)}, Verdict.BREACH),
        ("request.limit", {"request_own_funds": None}, Verdict.NOT_COMPUTABLE),
        ("tenor.max", {"request_tenor_months": D(37)}, Verdict.BREACH),
    ],
)
def test_verdicts(firm, policy, rule, changes, verdict):
    found = rules_of(score(firm.inputs(**changes), policy))[rule]
    assert found.verdict is verdict
    words = {
        Verdict.PASS: ("通过", "pass."),
        Verdict.THIN: ("临界通过", "thin pass."),
        Verdict.BREACH: ("突破", "breach."),
        Verdict.NOT_COMPUTABLE: ("无法计算", "not computable."),
    }[verdict]
    assert words[0] in found.text(Lang.ZH)
    assert found.text(Lang.EN).endswith(words[1])
    assert (found.value is None) == (verdict is Verdict.NOT_COMPUTABLE)
    assert bool(found.missing) == (verdict is Verdict.NOT_COMPUTABLE)


def test_a_firm_without_debt_needs_no_cover(firm, policy):
    report = score(firm.inputs(interest_expense=0, principal_repayment=0), policy)
    rule = rules_of(report)["interest_cover.min"]
    assert rule.verdict is Verdict.PASS
    assert rule.text_en == (
        "Interest expense in FY2024 is 0, so minimum interest cover needs no test: pass."
    )
    assert rule.text_zh == "2024年度利息费用为零，利息保障倍数下限无需测试：通过。"
    reason = next(r for r in report.reasons if r.code == "coverage.dscr")
    assert reason.points == reason.max_points
    assert "needs no measure" in reason.text_en


def test_a_loss_maker_without_debt_is_not_exempt(firm, policy):
    report = score(
        firm.inputs(interest_expense=0, principal_repayment=0, profit_before_tax=-400_000), policy
    )
    assert rules_of(report)["interest_cover.min"].verdict is Verdict.NOT_COMPUTABLE


def test_a_waiver_stands_with_who_when_and_why(firm, policy):
    changed = firm.inputs(customers_top1_share=D("0.6"))
    waived = changed.model_copy(update={"waivers": (waiver("customers.top1.max"),)})
    report = score(waived, policy)
    rule = rules_of(report)["customers.top1.max"]
    assert rule.verdict is Verdict.WAIVED
    assert rule.waiver == waiver("customers.top1.max")
    assert rule.text_zh.endswith("已由li于2025-01-02豁免：agreed。")
    assert rule.text_en.endswith("Waived by li on 2025-01-02: agreed.")
    assert report.recommendation == "approve_with_conditions"
    assert score(changed, policy).recommendation == "refer"


@pytest.mark.parametrize("given", [waiver("customers.top1.max", why=" "), waiver("dscr.min")])
def test_a_waiver_without_reason_or_of_another_rule_is_none(firm, policy, given):
    changed = firm.inputs(customers_top1_share=D("0.6")).model_copy(update={"waivers": (given,)})
    assert rules_of(score(changed, policy))["customers.top1.max"].verdict is Verdict.BREACH


def test_nobody_may_waive_an_overdue_loan(firm, policy):
    changed = firm.inputs(bureau_overdue_amount=D(5)).model_copy(
        update={"waivers": (waiver("bureau.overdue_now.max"),)}
    )
    report = score(changed, policy)
    rule = rules_of(report)["bureau.overdue_now.max"]
    assert rule.verdict is Verdict.BREACH
    assert rule.text_en.endswith("This rule can't be waived.")
    assert report.recommendation == "decline"


def test_a_test_that_was_not_made_is_not_waived(firm, policy):
    changed = firm.inputs(principal_repayment=None).model_copy(
        update={"waivers": (waiver("dscr.min"),)}
    )
    assert rules_of(score(changed, policy))["dscr.min"].verdict is Verdict.NOT_COMPUTABLE


@pytest.mark.parametrize(
    ("findings", "verdict", "text"),
    [
        ((), Verdict.PASS, "No critical finding stands: pass."),
        ((finding(),), Verdict.BREACH, "1 critical finding stands: breach."),
        ((finding(), finding("f2")), Verdict.BREACH, "2 critical findings stand: breach."),
        ((finding(state="dismissed"),), Verdict.PASS, "No critical finding stands: pass."),
        ((finding(state="kept"),), Verdict.BREACH, "1 critical finding stands: breach."),
        ((finding(severity=Severity.WARNING),), Verdict.PASS, "No critical finding stands: pass."),
        ((finding(kind=FindingKind.POLICY),), Verdict.PASS, "No critical finding stands: pass."),
    ],
)
def test_critical_findings_of_other_parts(firm, policy, findings, verdict, text):
    report = score(firm.inputs().model_copy(update={"findings": findings}), policy)
    rule = rules_of(report)["findings.critical"]
    assert (rule.verdict, rule.text_en) == (verdict, text)


def test_amounts_in_another_currency_are_not_measured(firm, policy):
    inputs = firm.inputs()
    dollars = [
        f.model_copy(update={"unit": Unit.USD}) if f.key == "sales.net@L12M" else f
        for f in inputs.figures
    ]
    report = score(inputs.model_copy(update={"figures": tuple(dollars)}), policy)
    rule = rules_of(report)["sales.min"]
    assert rule.verdict is Verdict.NOT_COMPUTABLE
    assert "it isn't in CNY" in rule.text_en


def test_without_a_day_the_year_due_is_unknown(firm, policy):
    report = score(score_inputs(tuple(firm.fields()), ()), policy)
    rule = rules_of(report)["dscr.min"]
    assert rule.missing == ("as_of",)
    assert "as-of date" in rule.text_en
    assert "基准日" in rule.text_zh
    assert (report.grade, report.recommendation, report.limit) == ("C", "decline", 0)
    assert report.rate is None


def test_an_absent_document_does_no_better_than_a_bad_one(firm, policy):
    # Without the principal 10 points of two DSCR factors go: 68, still an A, which alone approves.
    absent = score(firm.inputs(principal_repayment=None), policy)
    assert (absent.score, absent.grade, absent.recommendation) == (68, "A", "refer")
    overdue = score(firm.inputs(bureau_overdue_amount=None), policy)
    assert overdue.recommendation == "decline", "what a breach of that rule asks for"


def test_break_evens_are_told_in_both_languages(firm, policy):
    rule = rules_of(score(firm.inputs(), policy))["liabilities_to_assets.max"]
    assert rule.break_even(Lang.ZH).startswith("负债再上升")
    assert rule.break_even(Lang.EN).startswith("Liabilities may rise")


def test_the_day_is_read_off_the_records_where_nobody_states_it(firm, policy):
    stated = score(firm.inputs(), policy)
    read = score(firm.inputs().model_copy(update={"as_of": None}), policy)
    assert read.score == stated.score


def test_an_unknown_ceiling_is_no_licence_to_lend(firm, policy):
    report = score(firm.inputs(request_own_funds=None), policy)
    assert report.limit is None
    need = next(t for t in report.limit_terms if t.code == "need")
    assert need.amount is None
    assert "own funds" in need.note_en
    assert not any(t.binding for t in report.limit_terms)


def test_a_ratio_that_somebody_typed_is_no_measurement(firm, policy):
    figures = [f for f in firm.everything() if f.metric != "current_ratio"]
    typed = firm.line("current_ratio@2024-12-31", D(9), unit=Unit.TIMES)
    report = score(score_inputs((*figures, typed), (), (), firm.as_of), policy)
    assert rules_of(report)["current_ratio.min"].verdict is Verdict.NOT_COMPUTABLE


def test_a_need_that_is_not_above_zero_leaves_no_room(firm, policy):
    # Own funds of 2 million exceed the need of 1,714,166.67.
    report = score(firm.inputs(request_own_funds=D(2_000_000)), policy)
    need = next(t for t in report.limit_terms if t.code == "need")
    assert (need.amount, need.binding, report.limit) == (0, True, 0)
    assert need.note_en == "the formula leaves no room for a new loan"


def test_no_collateral_leaves_the_unsecured_part(firm, policy):
    report = score(firm.inputs(collateral_1_value=None, collateral_2_value=None), policy)
    security = next(t for t in report.limit_terms if t.code == "security")
    assert security.amount == 1_000_000
    assert "no collateral value counts" in security.note_en
