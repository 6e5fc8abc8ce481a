"""The tool over the score: what it is, why, and the verdict of each policy rule."""

from collections.abc import Sequence
from typing import Final

from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.domain.quantities import Lang
from assistant.domain.score import RuleResult, ScoreReport
from assistant.domain.toolspec import ToolResult
from assistant.errors import ToolRefusal
from assistant.scoring.report_figures import figures_of
from assistant.scoring.report_statements import rule_statement
from assistant.tools.absent import absence, to_be_asked
from assistant.tools.arguments import Arguments
from assistant.tools.context import ToolContext
from assistant.tools.figures import metrics_of
from assistant.tools.results import distinct_figures, result

_GRAVEST: Final = (
    Verdict.BREACH, Verdict.NOT_COMPUTABLE, Verdict.THIN, Verdict.WAIVED, Verdict.PASS,
)  # fmt: skip
_COUNTED: Final = (
    (Verdict.PASS, "{n}项通过", "{n} passed"),
    (Verdict.THIN, "{n}项临界通过", "{n} passed thinly"),
    (Verdict.BREACH, "{n}项突破", "{n} broken"),
    (Verdict.WAIVED, "{n}项突破但已豁免", "{n} broken but waived"),
    (Verdict.NOT_COMPUTABLE, "{n}项无法测试", "{n} not tested"),
)
_TOLD_FACTORS: Final = 3
_HALF: Final = 2


def score(context: ToolContext, args: Arguments) -> ToolResult:
    """The headline, what cost most points and the tests not simply passed; or one test."""
    report = context.view.score()
    if report is None:
        raise ToolRefusal(
            context.say(
                "还不能评分：卷内没有可用的数据",
                "no score can be made: the file has no usable data",
            )
        )
    if measure := args.text("measure"):
        return _one_test(context, report, measure)
    told = [*_headline(context), summary(report), *costliest(context, report)]
    rules = rule_statements(report)
    quiet = [s for s in rules if s.verdict is Verdict.PASS]
    shown = result(context.lang, head=report.policy, statements=[*told, *_not_in(rules, quiet)])
    every = (*told, *rules, *_break_evens(context, report.rules))
    figures = {f.key: f for f in (*figures_of(report), *context.figures)}
    keys = dict.fromkeys(k for s in every for k in s.figures if k in figures)
    return ToolResult(
        text=shown.text,
        figures=distinct_figures(figures[k] for k in keys),
        statements=tuple({s.key: s for s in every}.values()),
    )


def _not_in(every: Sequence[Statement], without: Sequence[Statement]) -> list[Statement]:
    return [s for s in every if s not in without]


def _one_test(context: ToolContext, report: ScoreReport, measure: str) -> ToolResult:
    keys = metrics_of(context, measure)
    rules = [rule for rule in report.rules if _tests(context, rule, keys)]
    if not rules:
        zh, en = (context.vocabulary.label(keys[0], lang) for lang in Lang)
        untested = f"政策没有对{zh}设标准。", f"The policy has no test of {en}."
        return result(context.lang, statements=[absence(f"test:{keys[0]}", *untested)])
    found = [s for r in rules for s in (rule_statement(r), *_break_evens(context, [r]))]
    if any(rule.verdict is Verdict.NOT_COMPUTABLE for rule in rules):
        found.append(to_be_asked(keys[0]))
    figures = {f.key: f for f in (*figures_of(report), *context.figures)}
    wanted = dict.fromkeys(k for s in found for k in s.figures if k in figures)
    return result(context.lang, statements=found, figures=[figures[k] for k in wanted])


def _tests(context: ToolContext, rule: RuleResult, keys: Sequence[str]) -> bool:
    """Whether a rule is about one of the measures; by its name where it couldn't be computed."""
    if rule.figure:
        return rule.figure.partition("@")[0] in keys
    return any(named.key in keys for named in context.vocabulary.named_in(rule.label_zh))


def _break_evens(context: ToolContext, rules: Sequence[RuleResult]) -> list[Statement]:
    wanted = {f"rule.{rule.id}.break_even" for rule in rules}
    return [s for s in context.statements if s.key in wanted]


def _headline(context: ToolContext) -> list[Statement]:
    """The case's own sentences about score, limit, rate and recommendation."""
    return [
        s
        for s in context.statements
        if s.key.startswith("score.") and not s.key.startswith("score.factor.")
    ]


def summary(report: ScoreReport) -> Statement:
    """How many tests there are and how they went."""
    counts = {v: sum(rule.verdict is v for rule in report.rules) for v in Verdict}
    told = [(zh, en, counts[v]) for v, zh, en in _COUNTED if counts[v]]
    total = len(report.rules)
    if counts[Verdict.PASS] == total:
        zh, en = f"政策测试共{total}项，全部通过。", f"All {total} policy tests are passed."
    else:
        zh = f"政策测试共{total}项：{'，'.join(zh.format(n=n) for zh, _, n in told)}。"
        en = f"Of {total} policy tests {', '.join(en.format(n=n) for _, en, n in told)}."
    return Statement(
        key="score.rules.summary",
        kind=StatementKind.VERDICT,
        text_zh=zh,
        text_en=en,
        figures=(),
    )


def costliest(context: ToolContext, report: ScoreReport) -> list[Statement]:
    """The factors that cost at least half of their points, the most costly first."""
    lost = [r for r in report.reasons if (r.max_points - r.points) * _HALF >= r.max_points > 0]
    lost.sort(key=lambda r: r.points - r.max_points)
    own = {s.key: s for s in context.statements}
    keys = [f"score.factor.{reason.code}" for reason in lost[:_TOLD_FACTORS]]
    return [own[key] for key in keys if key in own]


def rule_statements(report: ScoreReport) -> tuple[Statement, ...]:
    """Each rule's verdict as a statement, the gravest first."""
    ranked = sorted(report.rules, key=lambda rule: _GRAVEST.index(rule.verdict))
    return tuple(rule_statement(rule) for rule in ranked)
