"""What a file lacks for a score, told once for all that it keeps from a test or a measure."""

from collections.abc import Iterator
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import FigureStatus, Statement, StatementKind, Verdict
from assistant.domain.memo import OpenPoint
from assistant.domain.quantities import Lang
from assistant.domain.score import ScoreReport


def lacking(score: ScoreReport) -> Iterator[Statement]:
    """Everything that this module says of a score."""
    for statement in (untested(score), unmeasured(score), provisional(score)):
        if statement is not None:
            yield statement


def untested(score: ScoreReport) -> Statement | None:
    """The rules that couldn't be tested, by name."""
    rules = [r for r in score.rules if r.verdict is Verdict.NOT_COMPUTABLE]
    if not rules:
        return None
    zh = "、".join(r.label_zh or r.id for r in rules)
    en = "; ".join(r.label_en or r.id for r in rules)
    return _value(
        "untested",
        f"缺少资料、无法测试：{zh}。",
        f"Could not be tested for want of documents: {en}.",
    )


def unmeasured(score: ScoreReport) -> Statement | None:
    """The factors that couldn't be measured, by name."""
    factors = [r for r in score.reasons if r.figure is None]
    if not factors:
        return None
    zh = "、".join(r.label(Lang.ZH) for r in factors)
    en = "; ".join(r.label(Lang.EN) for r in factors)
    return _value(
        "unmeasured",
        f"缺少资料、无法计量而按最差档计分：{zh}。",
        f"Could not be measured for want of documents and count as the worst band: {en}.",
    )


def provisional(score: ScoreReport) -> Statement | None:
    """That the grade may be the file's and not the firm's: what is unmeasured could lift it."""
    lift = score.lift
    if lift is None or not lift.unmeasured or lift.unmeasured < lift.lacking:
        return None
    return _value(
        "provisional",
        "资料尚不齐全：无法计量的评分因素按最差档计分，补齐资料后须重新评级和测试。",
        "The file is incomplete: what couldn't be measured counts as the worst band; complete the "
        "file, then grade and test again.",
    )


def _value(name: str, zh: str, en: str) -> Statement:
    return Statement(
        key=f"memo.lacking:{name}", kind=StatementKind.VALUE, text_zh=zh, text_en=en, figures=()
    )


_STATED: Final = ("total_assets", "revenue", "net_profit")
"""Figures that show that statements are on file."""


def undated(case: CaseFile, lang: Lang) -> OpenPoint | None:
    """That statements are on file and no as-of date says which of them are due.

    It isn't taken from the statements: leaving the newest out would then make older ones count.
    """
    ends = [
        figure.period.end
        for figure in case.figures
        if figure.metric in _STATED and figure.period and figure.status is FigureStatus.VERIFIED
    ]
    if case.as_of is not None or not ends:
        return None
    day = max(ends).isoformat()
    if lang is Lang.ZH:
        ask = f"没有记录可以推出，报表因而不能用于测试；最近一期报表截至{day}，请录入 case.as_of"
        return OpenPoint(text="没有基准日", ask=ask)
    ask = f"no record gives it, so no statement is tested; the latest ends {day}: enter case.as_of"
    return OpenPoint(text="No as-of date", ask=ask)
