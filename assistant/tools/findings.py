"""Tools over findings, and over what the file lacks."""

from collections.abc import Sequence
from typing import Final

from assistant.domain.figures import Figure, Statement, StatementKind, Verdict
from assistant.domain.findings import Finding, ReviewState, Severity
from assistant.domain.tongues import tongues_of
from assistant.domain.toolspec import ToolResult
from assistant.tools.absent import absence
from assistant.tools.arguments import Arguments
from assistant.tools.context import ToolContext
from assistant.tools.results import result

_ORDER: Final = (Severity.CRITICAL, Severity.WARNING, Severity.INFO)
_MOST: Final = 12
_KINDS_OF_PAPERS: Final = (
    (("revenue", "total_assets"), "财务报表", "financial statements"),
    (("bureau.",), "企业征信报告", "credit-bureau report"),
    (("bank.",), "银行流水", "bank statements"),
    (("sales.net#", "purchases.net#"), "纳税申报表", "tax returns"),
    (("request.",), "授信申请表", "application form"),
    (("sales.net", "purchases.net"), "增值税发票明细", "VAT invoice records"),
    (("collateral.",), "押品评估报告", "collateral appraisal"),
)
"""Beginnings of measures that a kind of document brings, and the kind's name."""
_EXPECTED_LINES: Final = ("applicant.registered_capital", "applicant.owners")
_STRUCTURAL: Final = ("没有完整的上一可比期", "no complete earlier period")
"""Reasons that no document could cure: a first year has none before it."""


def warnings(context: ToolContext, _args: Arguments) -> ToolResult:
    """Findings that no one dismissed, the gravest first."""
    standing = [f for f in context.view.findings() if f.review.state is not ReviewState.DISMISSED]
    if not standing:
        return result(
            context.lang,
            statements=[absence("warnings", "没有未处理的预警。", "There are no open warnings.")],
        )
    standing.sort(key=lambda f: _ORDER.index(f.severity))
    by_key = {f.key: f for f in context.figures}
    kept = standing[:_MOST]
    told = [f.statement for f in kept]
    if not any("vanished" in f.rule_id for f in standing):
        told.append(_none_vanished())
    return result(
        context.lang,
        head=_counted(context, standing),
        statements=told,
        figures=[by_key[k] for f in kept for k in f.statement.figures if k in by_key],
    )


def _none_vanished() -> Statement:
    return absence(
        "vanished",
        "发票记录中没有发现消失的主要客户或供应商。",
        "The invoices show no leading customer or supplier that disappeared.",
    )


def missing(context: ToolContext, _args: Arguments) -> ToolResult:
    """Documents that the file lacks, tests that couldn't be made, and absent lines."""
    found = [*_papers(context), *_untested(context), *_lines(context), *_blanks(context)]
    if not found:
        return result(
            context.lang,
            statements=[absence("nothing", "未发现缺失项。", "Nothing is known to be missing.")],
        )
    return result(context.lang, statements=found)


def _papers(context: ToolContext) -> list[Statement]:
    """Kinds of documents of which the file holds no figure."""
    held = [k for k, found in context.vocabulary.by_metric.items() if _given(found)]
    absent = [
        (zh, en)
        for starts, zh, en in _KINDS_OF_PAPERS
        if not any(_brings(key, starts) for key in held)
    ]
    if not absent:
        return []
    zh = "、".join(zh for zh, _ in absent)
    en = _listed([en for _, en in absent], "or")
    return [_missing("documents", f"卷内没有{zh}。", f"The file has no {en}.")]


def _brings(key: str, starts: Sequence[str]) -> bool:
    return any(
        key.startswith(start) if start.endswith((".", "#")) else key == start for start in starts
    )


def _given(found: Sequence[Figure]) -> bool:
    return any(f.value is not None for f in found)


def _untested(context: ToolContext) -> list[Statement]:
    return [
        s
        for s in context.statements
        if s.key.startswith("score.rules.") and s.verdict is Verdict.NOT_COMPUTABLE
    ]


def _lines(context: ToolContext) -> list[Statement]:
    """Lines for want of which measures of the latest year can't be computed."""
    if not any(key == "revenue" for key in context.vocabulary.by_metric):
        return []
    absent = [f for f in context.figures if f.value is None and f.period and _is_curable(f)]
    newest = max((f.period.end for f in absent if f.period), default=None)
    because: dict[str, list[Figure]] = {}
    for figure in absent:
        if figure.period and figure.period.end == newest:
            because.setdefault(figure.missing_reason or "", []).append(figure)
    return [_lack(reason, figures) for reason, figures in list(because.items())[:3]]


def _is_curable(figure: Figure) -> bool:
    reason = figure.missing_reason or ""
    return figure.metric.partition(".")[0] not in ("score", "customers", "suppliers") and not any(
        words in reason for words in _STRUCTURAL
    )


def _lack(reason: str, figures: Sequence[Figure]) -> Statement:
    zh, en = tongues_of(reason)
    zh_names = "、".join(f.label_zh for f in figures)
    en_names = _listed([f.label_en for f in figures])
    return _missing(
        f"lines:{figures[0].metric}",
        f"{zh}，因此无法计算{zh_names}。",
        f"{en[:1].upper()}{en[1:]}; so {en_names} can't be computed.",
        tuple(f.key for f in figures),
    )


def _blanks(context: ToolContext) -> list[Statement]:
    """Fields of the application that nobody filled in; only where there is one."""
    held = context.vocabulary.by_metric
    if "request.amount" not in held:
        return []
    absent = [context.vocabulary.metrics.get(k) for k in _EXPECTED_LINES if k not in held]
    named = [metric for metric in absent if metric]
    if not named:
        return []
    zh = "、".join(metric.label_zh for metric in named)
    en = _listed([metric.label_en for metric in named], "or")
    return [_missing("fields", f"申请资料未载明{zh}。", f"The application doesn't give the {en}.")]


def _missing(kind: str, zh: str, en: str, figures: tuple[str, ...] = ()) -> Statement:
    return Statement(
        key=f"file.missing.{kind}",
        kind=StatementKind.MISSING,
        text_zh=zh,
        text_en=en,
        figures=figures,
    )


def _listed(names: Sequence[str], last: str = "and") -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _counted(context: ToolContext, standing: list[Finding]) -> str:
    return context.say(f"未排除的预警 {len(standing)} 条。", f"Standing warnings: {len(standing)}.")
