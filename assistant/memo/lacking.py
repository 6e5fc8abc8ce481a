"""What the file lacks for a score, told once for all that it keeps from a test or a measure."""

from collections.abc import Iterator

from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.domain.quantities import Lang
from assistant.domain.score import ScoreReport
from assistant.memo.templates import SectionSpec


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


def nothing_on_file(spec: SectionSpec, lang: Lang) -> str:
    """What an empty section says: no finding, or nothing held."""
    zh = lang is Lang.ZH
    if spec.findings:
        return "现有资料未触发任何预警。" if zh else "The file raised no warning."
    title = spec.title(lang)
    return (
        f"案卷中没有可用于“{title}”的资料，见待补充事项。"
        if zh
        else f"The file holds nothing for “{title}”; see the open points."
    )


def _value(name: str, zh: str, en: str) -> Statement:
    return Statement(
        key=f"memo.lacking:{name}", kind=StatementKind.VALUE, text_zh=zh, text_en=en, figures=()
    )
