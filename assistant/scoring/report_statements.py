"""Sentences and findings that a report gives: its rating, its limit, and each rule's verdict."""

import hashlib
from typing import Final

from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.domain.findings import Finding, Severity
from assistant.domain.quantities import Lang, Unit, money_text, value_text
from assistant.domain.score import UNRATED, RuleResult, ScoreReport
from assistant.scoring.policy import Policy
from assistant.scoring.price_statements import price_statements
from assistant.scoring.report_figures import threshold_key
from assistant.scoring.wording import capitalised, plain

_WORDS: Final = {
    "approve": ("同意", "approve"),
    "approve_with_conditions": ("有条件同意", "approve with conditions"),
    "refer": ("提交有权审批人裁量", "refer to the approval authority"),
    "decline": ("不予同意", "decline"),
}
_SEVERITIES: Final = {
    Verdict.BREACH: Severity.CRITICAL,
    Verdict.THIN: Severity.WARNING,
    Verdict.NOT_COMPUTABLE: Severity.WARNING,
    Verdict.WAIVED: Severity.INFO,
}
"""Verdicts that become findings."""


def statements_of(report: ScoreReport, policy: Policy) -> tuple[Statement, ...]:
    """Rating, limit, recommendation, each factor, each rule and each test not made."""
    return (
        _rating(report, policy),
        *_override(report),
        recommendation_statement(report),
        *_limit(report),
        *price_statements(report),
        *_lift(report),
        *(_factor(report, i) for i in range(len(report.reasons))),
        *(rule_statement(rule) for rule in report.rules),
        *(_break_even(rule) for rule in report.rules if rule.break_even_zh),
        *_counts(report),
    )


def findings_of(report: ScoreReport) -> tuple[Finding, ...]:
    """A finding for each rule that isn't simply passed."""
    return tuple(
        Finding(
            id=_finding_id(rule),
            kind=rule.kind,
            severity=_SEVERITIES[rule.verdict],
            rule_id=rule.id,
            statement=rule_statement(rule),
            evidence=rule.missing,
        )
        for rule in report.rules
        if rule.verdict in _SEVERITIES
    )


def rule_statement(rule: RuleResult) -> Statement:
    """A rule's verdict in words."""
    return Statement(
        key=f"rule.{rule.id}.verdict",
        kind=StatementKind.VERDICT,
        text_zh=rule.text_zh,
        text_en=rule.text_en,
        figures=_figures(rule),
        verdict=rule.verdict,
    )


def _figures(rule: RuleResult) -> tuple[str, ...]:
    threshold = (threshold_key(rule),) if rule.unit is not None else ()
    return (*((rule.figure,) if rule.figure else ()), *threshold)


def _finding_id(rule: RuleResult) -> str:
    """Same rule, verdict and value: same id; so a review doesn't outlive what it was given for."""
    facts = (rule.id, rule.verdict.value, rule.figure, rule.value, rule.threshold, rule.missing)
    text = "|".join(str(fact) for fact in facts)
    return f"{rule.kind.value}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _break_even(rule: RuleResult) -> Statement:
    return Statement(
        key=f"rule.{rule.id}.break_even",
        kind=StatementKind.COMPARISON,
        text_zh=rule.break_even_zh,
        text_en=capitalised(rule.break_even_en),
        figures=_figures(rule),
    )


def _rating(report: ScoreReport, policy: Policy) -> Statement:
    if report.pd is None:
        return Statement(
            key="score.grade.value",
            kind=StatementKind.VALUE,
            text_zh=UNRATED[Lang.ZH],
            text_en=UNRATED[Lang.EN],
            figures=("score.grade",),
        )
    pd_zh, pd_en = (value_text(report.pd, Unit.RATIO, lang) for lang in Lang)
    points = plain(report.score)
    return Statement(
        key="score.grade.value",
        kind=StatementKind.VALUE,
        text_zh=f"按《{policy.name_zh}》评分{points}分，信用等级{report.grade}，对应违约概率{pd_zh}。",
        text_en=(
            f"Under the {policy.name_en} the firm scores {points} points: "
            f"grade {report.grade}, probability of default {pd_en}."
        ),
        figures=("score.points", "score.grade", "score.pd"),
    )


def recommendation_statement(report: ScoreReport) -> Statement:
    """What the tests come to."""
    zh, en = _WORDS[report.recommendation]
    if not report.is_rated:
        zh, en = f"资料不足，{zh}", f"too little on file, {en}"
    return Statement(
        key="score.recommendation.verdict",
        kind=StatementKind.VERDICT,
        text_zh=f"系统测算建议：{zh}。",
        text_en=f"What the policy's tests come to: {en}.",
        figures=("score.grade",),
    )


def _limit(report: ScoreReport) -> tuple[Statement, ...]:
    if report.limit is None:
        rule = next(r for r in report.rules if r.id == "request.limit")
        return (
            Statement(
                key="score.limit.missing",
                kind=StatementKind.MISSING,
                text_zh=f"授信限额无法计算：{_unknown_terms(report, Lang.ZH)}。",
                text_en=f"The limit can't be computed: {_unknown_terms(report, Lang.EN)}.",
                figures=("score.limit",),
                verdict=rule.verdict,
            ),
        )
    term = next(t for t in report.limit_terms if t.binding)
    amounts = [money_text(report.limit, report.currency, lang) for lang in Lang]
    limit = Statement(
        key="score.limit.value",
        kind=StatementKind.VALUE,
        text_zh=f"授信限额为{amounts[0]}，取决于{term.label_zh}（{term.note_zh}）。",
        text_en=f"The credit limit is {amounts[1]}, set by the {term.label_en} ({term.note_en}).",
        figures=("score.limit", f"score.limit.{term.code}"),
    )
    if report.rate is None:
        return (limit,)
    rate = f"{plain(report.rate * 100)}%"
    return (
        limit,
        Statement(
            key="score.rate.value",
            kind=StatementKind.VALUE,
            text_zh=f"{report.grade}级对应的政策利率为{rate}。",
            text_en=f"The policy rate of grade {report.grade} is {rate}.",
            figures=("score.rate", "score.grade"),
        ),
    )


def _override(report: ScoreReport) -> tuple[Statement, ...]:
    given = report.override
    if given is None:
        return ()
    return (
        Statement(
            key="score.override.value",
            kind=StatementKind.VALUE,
            text_zh=given.text_zh,
            text_en=given.text_en,
            figures=("score.grade", "score.points"),
        ),
    )


def _lift(report: ScoreReport) -> tuple[Statement, ...]:
    lift = report.lift
    if lift is None:
        return ()
    figures = ("score.points", "score.grade", *(step.figure for step in lift.steps))
    return (
        Statement(
            key="score.lift.value",
            kind=StatementKind.COMPARISON,
            text_zh=lift.text_zh,
            text_en=lift.text_en,
            figures=figures,
        ),
    )


def _unknown_terms(report: ScoreReport, lang: Lang) -> str:
    parts = [t for t in report.limit_terms if t.amount is None]
    if lang is Lang.ZH:
        return "；".join(f"{t.label_zh}（{t.note_zh}）" for t in parts)
    return "; ".join(f"{t.label_en} ({t.note_en})" for t in parts)


def _factor(report: ScoreReport, index: int) -> Statement:
    reason = report.reasons[index]
    return Statement(
        key=f"score.factor.{reason.code}",
        kind=StatementKind.VALUE if reason.figure else StatementKind.MISSING,
        text_zh=reason.text_zh,
        text_en=reason.text_en,
        figures=(reason.figure,) if reason.figure else (),
    )


def _counts(report: ScoreReport) -> tuple[Statement, ...]:
    """Which tests are broken, thin, waived or couldn't be made; nothing where there are none."""
    words = {
        Verdict.BREACH: ("突破", "Broken"),
        Verdict.WAIVED: ("突破但已豁免", "Broken but waived"),
        Verdict.THIN: ("临界通过", "Passed thinly"),
        Verdict.NOT_COMPUTABLE: ("无法测试", "Not tested"),
    }
    statements = []
    for verdict, (zh, en) in words.items():
        rules = [r for r in report.rules if r.verdict is verdict]
        if not rules:
            continue
        statements.append(
            Statement(
                key=f"score.rules.{verdict.value}",
                kind=StatementKind.VERDICT,
                text_zh=f"{zh}的测试共{len(rules)}项：{'、'.join(r.label_zh for r in rules)}。",
                text_en=f"{en}, {len(rules)} in all: {', '.join(r.label_en for r in rules)}.",
                figures=tuple(dict.fromkeys(key for r in rules for key in _figures(r))),
                verdict=verdict,
            )
        )
    return tuple(statements)
