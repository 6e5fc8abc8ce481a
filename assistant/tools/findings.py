"""Tools over findings, and over what the file lacks."""

from typing import Final

from assistant.domain.figures import Figure, StatementKind, Verdict
from assistant.domain.findings import Finding, ReviewState, Severity
from assistant.domain.toolspec import ToolResult
from assistant.tools.arguments import Arguments
from assistant.tools.context import ToolContext
from assistant.tools.results import result

_ORDER: Final = (Severity.CRITICAL, Severity.WARNING, Severity.INFO)
_MOST: Final = 12


def warnings(context: ToolContext, _args: Arguments) -> ToolResult:
    """Findings that no one dismissed, the gravest first."""
    standing = [f for f in context.view.findings() if f.review.state is not ReviewState.DISMISSED]
    if not standing:
        return result(
            context.lang, head=context.say("没有未处理的预警。", "There are no open warnings.")
        )
    standing.sort(key=lambda f: _ORDER.index(f.severity))
    by_key = {f.key: f for f in context.figures}
    kept = standing[:_MOST]
    return result(
        context.lang,
        head=_counted(context, standing),
        statements=[f.statement for f in kept],
        figures=[by_key[k] for f in kept for k in f.statement.figures if k in by_key],
    )


def missing(context: ToolContext, _args: Arguments) -> ToolResult:
    """Figures without a value, statements that say so, and rules that couldn't be tested."""
    said = [s for s in context.statements if s.kind is StatementKind.MISSING]
    spoken = {key for s in said for key in s.figures}
    absent = [f for f in context.figures if f.value is None and f.key not in spoken]
    report = context.view.score()
    untested = [r for r in report.rules if r.verdict is Verdict.NOT_COMPUTABLE] if report else []
    lines = [_absent_line(context, figure) for figure in absent[: _MOST - 4]]
    for rule in untested:
        needed = ", ".join(context.vocabulary.label(k, context.lang) for k in rule.missing)
        needs = context.say(f"（缺：{needed}）", f" (needs: {needed})") if needed else ""
        lines.append(f"- {rule.text(context.lang)}{needs}")
    if not (lines or said):
        return result(
            context.lang, head=context.say("未发现缺失项。", "Nothing is known to be missing.")
        )
    return result(context.lang, head="\n".join(lines), statements=said[:_MOST])


def _absent_line(context: ToolContext, figure: Figure) -> str:
    period = f" {figure.period.label(context.lang)}" if figure.period else ""
    return f"- {figure.label(context.lang)}{period}: {figure.missing_reason}"


def _counted(context: ToolContext, standing: list[Finding]) -> str:
    return context.say(f"未排除的预警 {len(standing)} 条。", f"Standing warnings: {len(standing)}.")
