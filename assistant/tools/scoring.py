"""Tools over the score: what it is, why, and what it would be with one field changed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.domain.applicant import FIELDS, field_metric
from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, Metric, Statement, StatementKind, Verdict
from assistant.domain.quantities import Lang, Unit, Value
from assistant.domain.score import RuleResult, ScoreReport
from assistant.domain.toolspec import ToolResult
from assistant.errors import ToolRefusal
from assistant.tools.amounts import amount_text
from assistant.tools.arguments import Arguments
from assistant.tools.context import ToolContext
from assistant.tools.results import distinct_figures, result

_PARTS: Final = (
    ("score.points", "评分", "score", Unit.POINTS),
    ("score.grade", "评级", "grade", Unit.TEXT),
    ("score.pd", "一年期违约概率", "one-year probability of default", Unit.RATIO),
    ("score.limit", "建议额度", "recommended limit", Unit.CNY),
    ("score.rate", "建议利率", "indicated rate", Unit.RATIO),
)
_GRAVEST: Final = (
    Verdict.BREACH, Verdict.NOT_COMPUTABLE, Verdict.THIN, Verdict.WAIVED, Verdict.PASS,
)  # fmt: skip


def score(context: ToolContext, _args: Arguments) -> ToolResult:
    """The report's headline, its reasons and every rule's verdict, the gravest first."""
    report = context.view.score()
    if report is None:
        raise ToolRefusal(
            context.say(
                "还不能评分：文件里没有可用的数据",
                "no score can be made: the file has no usable data",
            )
        )
    own = report_figures(report)
    by_key = {f.key: f for f in (*context.figures, *own)}
    statements = (*_headline(context, report, own), *rule_statements(report))
    keys = dict.fromkeys(k for s in statements for k in s.figures if k in by_key)
    reasons = "\n".join(
        f"- {r.text(context.lang)}: {r.points:f} / {r.max_points:f}" for r in report.reasons
    )
    return result(
        context.lang,
        head=f"{report.policy}\n{reasons}",
        figures=distinct_figures((*own, *(by_key[k] for k in keys))),
        statements=statements,
    )


def what_if(context: ToolContext, args: Arguments) -> ToolResult:
    """Both scores, before and after one change; nothing is kept."""
    metric = _field(context, args.text("field"))
    value = amount_text(args.text("value"), metric.unit)
    both = context.view.what_if({metric.key: value})
    before, after = report_figures(both.before), report_figures(both.after, source="what_if")
    changed = _changed(metric, value, both.after)
    statement = _compared(metric, changed, before, after)
    return result(
        context.lang,
        figures=(changed, *before, *after),
        statements=(statement, *_flipped(both.before, both.after)),
    )


def report_figures(report: ScoreReport, source: str = "") -> tuple[Figure, ...]:
    """The headline of a report as figures: points, grade, PD, limit, rate."""
    mark = f"#{source}" if source else ""
    values: tuple[Value, ...] = (
        report.score, report.grade, report.pd, report.limit, report.rate,
    )  # fmt: skip
    evidence = Computed(
        tool="score",
        version=report.policy,
        inputs_digest=report.inputs_digest,
        formula=f"policy {report.policy}",
    )
    return tuple(
        Figure(
            key=f"{key}{mark}",
            label_zh=zh,
            label_en=en,
            value=value,
            unit=report.currency if unit.is_money else unit,
            period=None,
            evidence=evidence,
            missing_reason=None if value is not None else "the policy gives none for this grade",
        )
        for (key, zh, en, unit), value in zip(_PARTS, values, strict=True)
    )


def rule_statements(report: ScoreReport) -> tuple[Statement, ...]:
    """Each rule's verdict as a statement, the gravest first."""
    ranked = sorted(report.rules, key=lambda rule: _GRAVEST.index(rule.verdict))
    return tuple(_rule_statement(rule) for rule in ranked)


def _rule_statement(rule: RuleResult, mark: str = "") -> Statement:
    return Statement(
        key=f"policy.{rule.id}{mark}",
        kind=StatementKind.VERDICT,
        text_zh=rule.text_zh,
        text_en=rule.text_en,
        figures=(rule.figure,) if rule.figure else (),
        verdict=rule.verdict,
    )


def _headline(
    context: ToolContext, report: ScoreReport, own: Sequence[Figure]
) -> tuple[Statement, ...]:
    kept = tuple(s for s in context.statements if s.key.startswith("score."))
    return kept or (_summary(report, own),)


def _summary(report: ScoreReport, own: Sequence[Figure]) -> Statement:
    points, grade, pd, limit, _ = own
    zh = (
        f"评分{points.text(Lang.ZH)}，评级{report.grade}，一年期违约概率{pd.text(Lang.ZH)}，"
        f"建议额度{limit.text(Lang.ZH)}。"
    )
    en = (
        f"The score is {points.text(Lang.EN)}, grade {report.grade}, one-year probability of "
        f"default {pd.text(Lang.EN)}, recommended limit {limit.text(Lang.EN)}."
    )
    return Statement(
        key="score.summary",
        kind=StatementKind.VALUE,
        text_zh=zh,
        text_en=en,
        figures=(points.key, grade.key, pd.key, limit.key),
    )


def _field(context: ToolContext, words: str) -> Metric:
    if exact := field_metric(words):
        return exact
    named = context.vocabulary.resolved(words)
    fields = [m for key in named if (m := field_metric(key))]
    if not fields:
        names = ", ".join(
            m.label(context.lang) for m in FIELDS.values() if m.key.startswith("request.")
        )
        raise ToolRefusal(
            context.say(
                f"只能假设申请或押品字段的变化，例如：{names}",
                f"only fields of the request or collateral can be varied, such as {names}",
            )
        )
    return fields[0]


def _changed(metric: Metric, value: str, report: ScoreReport) -> Figure:
    typed: Value = Decimal(value) if metric.unit.is_numeric else value
    return Figure.model_validate(
        {
            "key": f"{metric.key}#what_if",
            "label_zh": metric.label_zh,
            "label_en": metric.label_en,
            "value": int(Decimal(value)) if metric.unit is Unit.COUNT else typed,
            "unit": metric.unit,
            "period": None,
            "evidence": Computed(
                tool="what_if",
                version="1",
                inputs_digest=report.inputs_digest,
                formula="the value named in the question",
            ),
        }
    )


def _compared(
    metric: Metric, changed: Figure, before: Sequence[Figure], after: Sequence[Figure]
) -> Statement:
    zh = [f"{a.label_zh}由{b.text(Lang.ZH)}变为{a.text(Lang.ZH)}" for b, a in _moved(before, after)]
    en = [
        f"{a.label_en} from {b.text(Lang.EN)} to {a.text(Lang.EN)}"
        for b, a in _moved(before, after)
    ]
    zh_tail = "，".join(zh) or "评分、评级和额度均不变"
    en_tail = "; ".join(en) or "score, grade and limit stay as they are"
    return Statement(
        key=f"score.what_if:{metric.key}",
        kind=StatementKind.COMPARISON,
        text_zh=f"若{metric.label_zh}为{changed.text(Lang.ZH)}：{zh_tail}。",
        text_en=f"If {metric.label_en} were {changed.text(Lang.EN)}: {en_tail}.",
        figures=(changed.key, *(f.key for pair in _moved(before, after) for f in pair)),
    )


def _moved(before: Sequence[Figure], after: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    return [(b, a) for b, a in zip(before, after, strict=True) if b.value != a.value]


def _flipped(before: ScoreReport, after: ScoreReport) -> tuple[Statement, ...]:
    old = {rule.id: rule.verdict for rule in before.rules}
    return tuple(
        _rule_statement(rule, "#what_if")
        for rule in after.rules
        if old.get(rule.id) is not rule.verdict
    )
