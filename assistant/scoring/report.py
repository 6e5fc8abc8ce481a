"""The score of a firm under a policy. Same inputs, same report, to the last digit."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from assistant.domain.figures import Verdict
from assistant.domain.score import RuleResult, ScoreInputs, ScoreReport, score_inputs
from assistant.scoring.formulas import EXACT
from assistant.scoring.lifting import lift_of
from assistant.scoring.limit import limit_of
from assistant.scoring.measured import measured
from assistant.scoring.override import override_of
from assistant.scoring.policy import RECOMMENDATIONS, GradeBand, Policy
from assistant.scoring.pricing import price_of
from assistant.scoring.report_figures import figures_of
from assistant.scoring.report_statements import findings_of, statements_of
from assistant.scoring.rules import Bench, findings_result, limit_result, rule_results
from assistant.scoring.scorecard import scorecard

__all__ = ["figures_of", "findings_of", "score", "statements_of"]


def score(inputs: ScoreInputs, policy: Policy) -> ScoreReport:
    """Score, grade, limit, rate, rules and recommendation.

    What isn't verified, was said in an interview or was made by a score is left out even where a
    caller put it in.
    """
    with localcontext(EXACT):
        return _score(
            score_inputs(inputs.figures, inputs.findings, inputs.waivers, inputs.as_of), policy
        )


def _score(used: ScoreInputs, policy: Policy) -> ScoreReport:
    firm = measured(used, policy)
    reasons = scorecard(firm, policy)
    points = sum((r.points for r in reasons), Decimal(0))
    is_rated = any(r.figure is not None for r in reasons)
    worst = policy.grades[-1]
    grade = policy.grade_of(points) if is_rated else None
    limit = limit_of(firm, policy, grade, used.findings)
    bench = Bench(firm, used.waivers, policy.thin_ratio)
    rules = (
        *rule_results(bench, policy),
        limit_result(bench, policy, limit.amount, limit.missing, limit.why),
        findings_result(bench, policy, used.findings),
    )
    return ScoreReport(
        score=points,
        grade=grade.grade if grade else "",
        pd=grade.pd if grade else None,
        limit=limit.amount,
        limit_terms=limit.terms,
        rate=grade.rate if grade else None,
        currency=policy.currency,
        policy=policy.ref,
        reasons=reasons,
        rules=rules,
        inputs_digest=used.digest(),
        recommendation=_recommendation(rules, grade or worst, policy),
        price=price_of(policy.pricing, grade) if grade else None,
        override=override_of(firm, policy, grade, used.waivers, used.findings) if grade else None,
        lift=lift_of(firm, policy, reasons) if grade else None,
    )


def _recommendation(rules: Sequence[RuleResult], grade: GradeBand, policy: Policy) -> str:
    """The worst of what the grade allows and what each rule's verdict asks for.

    A test that couldn't be made weighs as much as a breach, and no grade as much as the worst: an
    absent document must not do better than a bad one.
    """
    hard = {rule.id: rule.on_breach for rule in policy.rules}
    ranks = [RECOMMENDATIONS.index(grade.best)]
    for rule in rules:
        if rule.verdict in (Verdict.BREACH, Verdict.NOT_COMPUTABLE):
            ranks.append(RECOMMENDATIONS.index(hard.get(rule.id, "refer")))
        elif rule.verdict in (Verdict.THIN, Verdict.WAIVED):
            ranks.append(RECOMMENDATIONS.index("approve_with_conditions"))
    return RECOMMENDATIONS[max(ranks)]
