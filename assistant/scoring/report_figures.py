"""A report's own numbers as figures, so that a memo can refer to them."""

from collections.abc import Iterator
from typing import Final

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, Metric
from assistant.domain.quantities import Unit, Value
from assistant.domain.score import OWN_OUTPUT, RuleResult, ScoreReport
from assistant.domain.tongues import two_tongued
from assistant.scoring.metric_table import ratio_metric


def _own(key: str, zh: str, en: str, formula: str, unit: Unit, aliases: tuple[str, str]) -> Metric:
    return ratio_metric(f"{OWN_OUTPUT}{key}", (zh, en), formula, unit=unit, aliases=aliases)


_POINTS: Final = _own("points", "信用评分", "credit score", "各评分因素得分之和 / sum of the factors' points", Unit.POINTS, ("评分|得分", "score"))  # fmt: skip # noqa: E501
_GRADE: Final = _own("grade", "信用等级", "credit grade", "政策对应该得分的等级 / the policy's grade of the points", Unit.TEXT, ("评级|等级", "grade|rating"))  # fmt: skip # noqa: E501
_PD: Final = _own("pd", "违约概率", "probability of default", "政策的主标尺 / the policy's master scale", Unit.RATIO, ("PD", "PD|default probability"))  # fmt: skip # noqa: E501
_LIMIT: Final = _own("limit", "授信限额", "credit limit", "各限额项中最小者，向下取整 / the smallest limit term, rounded down", Unit.CNY, ("建议额度|限额", "limit|facility limit"))  # fmt: skip # noqa: E501
_PRICE: Final = _own("price", "测算利率", "built-up rate", "资金成本＋营运成本＋预期损失＋资本成本，限于政策区间 / funding + operating + expected loss + capital, within the policy's band", Unit.RATIO, ("风险定价", "risk-based price"))  # fmt: skip # noqa: E501
_RATE: Final = _own("rate", "政策利率", "policy rate", "政策对该等级的利率 / the policy's rate for the grade", Unit.RATIO, ("定价|建议利率", "pricing|lending rate"))  # fmt: skip # noqa: E501

REPORT_METRICS: Final = {m.key: m for m in (_POINTS, _GRADE, _PD, _LIMIT, _RATE, _PRICE)}
"""Metrics of a report; thresholds and limit terms come with the report."""


def figures_of(report: ScoreReport) -> tuple[Figure, ...]:
    """Points, grade, PD, limit and its terms, rate, and each rule's threshold."""
    no_limit = two_tongued("限额的一项无法计算", "a term of the limit can't be computed")
    unrated = two_tongued("没有一项评分因素能够计量", "no factor could be measured")
    no_rate = two_tongued("该等级不予授信", "the grade isn't lent to") if report.grade else unrated
    figures = [
        _figure(report, _POINTS, report.score),
        _figure(report, _GRADE, report.grade or None, unrated),
        _figure(report, _PD, report.pd, unrated),
        _figure(report, _LIMIT, report.limit, no_limit),
        _figure(report, _RATE, report.rate, no_rate),
    ]
    for term in report.limit_terms:
        names = f"限额项：{term.label_zh}", f"limit term: {term.label_en}"
        key = f"{OWN_OUTPUT}limit.{term.code}"
        metric = ratio_metric(
            key, names, two_tongued(term.note_zh, term.note_en), unit=report.currency
        )
        figures.append(
            _figure(report, metric, term.amount, two_tongued(term.note_zh, term.note_en))
        )
    figures.extend(_prices(report))
    figures.extend(_threshold(report, rule) for rule in report.rules if rule.unit is not None)
    return tuple(figures)


def _prices(report: ScoreReport) -> Iterator[Figure]:
    """The built-up rate and its parts."""
    if report.price is None:
        return
    yield _figure(report, _PRICE, report.price.rate)
    for term in report.price.terms:
        names = f"利率构成：{term.label_zh}", f"part of the rate: {term.label_en}"
        metric = ratio_metric(
            f"{OWN_OUTPUT}price.{term.code}",
            names,
            two_tongued(term.label_zh, term.label_en),
            unit=Unit.RATIO,
        )
        yield _figure(report, metric, term.rate)


def threshold_key(rule: RuleResult) -> str:
    """Key of the figure that holds a rule's threshold."""
    return f"{OWN_OUTPUT}threshold.{rule.id}"


def _threshold(report: ScoreReport, rule: RuleResult) -> Figure:
    names = f"政策标准：{rule.label_zh}", f"policy threshold: {rule.label_en}"
    unit = rule.unit or Unit.INDEX
    metric = ratio_metric(threshold_key(rule), names, rule.paragraph, unit=unit)
    return _figure(report, metric, rule.threshold)


def _figure(report: ScoreReport, metric: Metric, value: Value, missing: str = "") -> Figure:
    return Figure(
        key=metric.key,
        label_zh=metric.label_zh,
        label_en=metric.label_en,
        value=value,
        unit=report.currency if metric.unit.is_money else metric.unit,
        period=None,
        evidence=Computed(
            tool=metric.key,
            version=report.policy,
            inputs_digest=report.inputs_digest,
            formula=metric.formula,
            input_keys=tuple(r.figure for r in report.reasons if r.figure),
        ),
        missing_reason=missing if value is None else None,
    )
