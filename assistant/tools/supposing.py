"""The tool that scores the firm with some fields changed; nothing is kept."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from assistant.domain.applicant import FIELDS, field_metric
from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, Metric, Statement, StatementKind
from assistant.domain.quantities import Lang, Unit, Value
from assistant.domain.score import RuleResult, ScoreReport
from assistant.domain.toolspec import ToolResult
from assistant.errors import ToolRefusal
from assistant.llm.times import latest_first
from assistant.scoring.report_figures import figures_of
from assistant.scoring.report_statements import recommendation_statement, rule_statement
from assistant.scoring.wording import when
from assistant.tools.amounts import changed_text
from assistant.tools.arguments import Arguments
from assistant.tools.context import ToolContext
from assistant.tools.results import distinct_figures, result

_HEADLINE: Final = ("score.points", "score.grade", "score.limit", "score.rate")
_INCOME: Final = ("revenue", "sales.net")
"""Lines that stand for sales; a change is carried through the year's profit and cash."""
_MOST_RATIOS: Final = 2


def what_if(context: ToolContext, args: Arguments) -> ToolResult:
    """Both scores, before and after; several fields are separated by semicolons."""
    fields = [part.strip() for part in args.text("field").split(";") if part.strip()]
    values = [part.strip() for part in args.text("value").split(";") if part.strip()]
    if len(fields) != len(values) or not fields:
        raise ToolRefusal(
            context.say("每个字段要有一个数值", "each field needs one value of its own")
        )
    held = [_field(context, words) for words in fields]
    changes = {
        figure.key: changed_text(words, figure.unit, figure.number)
        for figure, words in zip(held, values, strict=True)
    }
    both = context.view.what_if(changes)
    changed = [_changed(figure, changes[figure.key], both.after) for figure in held]
    before, after = _headline(both.before), _headline(both.after)
    ratios = _ratios(context, both.before, both.after)
    flipped = _flipped(both.before, both.after)
    statements = [_compared(context, changed, before, after, ratios), *flipped]
    statements += [] if flipped else [_unmoved()]
    statements.append(_marked(recommendation_statement(both.after)))
    figures = distinct_figures((*changed, *before, *(_supposed(f) for f in after), *ratios))
    return result(context.lang, figures=figures, statements=statements)


def _field(context: ToolContext, words: str) -> Figure:
    """The figure that a field's name means, of the latest year where it has one."""
    named = [words] if field_metric(words) else list(context.vocabulary.resolved(words))
    wanted = [key for key in named if field_metric(key) or key in context.vocabulary.by_metric]
    if set(wanted) & set(_INCOME):
        wanted = list(_INCOME)
    held = context.vocabulary.by_metric
    for key in wanted:
        figures = [f for f in held.get(key, ()) if f.number is not None or f.period is None]
        if figures:
            first = latest_first(f.period for f in figures if f.period)
            return next((f for f in figures if first and f.period == first[0]), figures[0])
    if wanted:
        label = context.vocabulary.label(wanted[0], context.lang)
        raise ToolRefusal(
            context.say(
                f"卷内没有{label}，无从假设其变化", f"the file has no {label} to be changed"
            )
        )
    names = context.say("、", ", ").join(
        m.label(context.lang) for m in FIELDS.values() if _is_of_request(m)
    )
    raise ToolRefusal(
        context.say(
            f"只能假设卷内已有数值的变化，例如：{names}",
            f"only what the file has a number of can be varied, such as {names}",
        )
    )


def _is_of_request(metric: Metric) -> bool:
    return metric.key.startswith("request.") and metric.unit.is_numeric


def _headline(report: ScoreReport) -> list[Figure]:
    by_key = {f.key: f for f in figures_of(report)}
    return [by_key[key] for key in _HEADLINE]


def _supposed(figure: Figure) -> Figure:
    metric, at, period = figure.key.partition("@")
    return figure.model_copy(update={"key": f"{metric}#what_if{at}{period}"})


def _changed(figure: Figure, value: str, report: ScoreReport) -> Figure:
    typed: Value = Decimal(value) if figure.unit.is_numeric else value
    evidence = Computed(
        tool="what_if",
        version="1",
        inputs_digest=report.inputs_digest,
        formula="the value named in the question",
    )
    whole = figure.unit in (Unit.COUNT, Unit.MONTHS)
    update = {"value": int(Decimal(value)) if whole else typed, "evidence": evidence}
    return _supposed(figure).model_copy(update=update)


def _ratios(context: ToolContext, before: ScoreReport, after: ScoreReport) -> list[Figure]:
    """Tested measures that moved without changing a verdict, as they would be."""
    old = {rule.id: rule for rule in before.rules}
    by_key = {f.key: f for f in context.figures}
    found = []
    for rule in after.rules:
        was = old.get(rule.id)
        same = was is not None and was.verdict is rule.verdict and was.value != rule.value
        known = by_key.get(rule.figure or "")
        if same and known and rule.value is not None and not known.key.startswith("request."):
            found.append(_supposed(known).model_copy(update={"value": rule.value}))
    return found[:_MOST_RATIOS]


def _compared(
    context: ToolContext,
    changed: Sequence[Figure],
    before: Sequence[Figure],
    after: Sequence[Figure],
    ratios: Sequence[Figure],
) -> Statement:
    known = {f.key: f for f in context.figures}
    pairs = [(b, a) for b, a in zip(before, after, strict=True) if b.value != a.value]
    pairs += [(known[f.key.replace("#what_if", "")], f) for f in ratios]
    zh = [f"{a.label_zh}由{b.text(Lang.ZH)}变为{a.text(Lang.ZH)}" for b, a in pairs]
    en = [f"{a.label_en} from {b.text(Lang.EN)} to {a.text(Lang.EN)}" for b, a in pairs]
    zh_if = "、".join(f"{when(f.period, Lang.ZH)}{f.label_zh}为{f.text(Lang.ZH)}" for f in changed)
    en_if = " and ".join(
        f"{f.label_en} {f.text(Lang.EN)}{when(f.period, Lang.EN)}" for f in changed
    )
    zh_tail = "，".join(zh) or "评分、等级和限额均不变"
    en_tail = "; ".join(en) or "score, grade and limit stay as they are"
    marks = ".".join(f.key.partition("#")[0] for f in changed)
    return Statement(
        key=f"score.what_if:{marks}",
        kind=StatementKind.COMPARISON,
        text_zh=f"若{zh_if}：{zh_tail}。",
        text_en=f"With {en_if}: {en_tail}.",
        figures=(*(f.key for f in changed), *(b.key for b, _ in pairs)),
    )


def _flipped(before: ScoreReport, after: ScoreReport) -> list[Statement]:
    old: Mapping[str, RuleResult] = {rule.id: rule for rule in before.rules}
    turned = [r for r in after.rules if r.id in old and old[r.id].verdict is not r.verdict]
    return [_marked(rule_statement(rule)) for rule in turned]


def _marked(statement: Statement) -> Statement:
    return statement.model_copy(update={"key": f"{statement.key}#what_if", "figures": ()})


def _unmoved() -> Statement:
    return Statement(
        key="score.rules.unmoved#what_if",
        kind=StatementKind.VERDICT,
        text_zh="各项政策测试的结论均不变。",
        text_en="No policy test would come out otherwise.",
        figures=(),
    )
