"""What differs from the memo before: a baseline to compare with, never evidence."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, Statement, StatementKind, Verdict
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang, Unit
from assistant.domain.score import RuleResult
from assistant.memo.conclusions import VERDICTS
from assistant.memo.kinds import KINDS
from assistant.memo.outline import is_told

_LISTED: Final = re.compile(r"- \*\*[^*]+\*\* ")
"""How the writer begins the line of a finding: severity and state."""
_PARTIAL: Final = frozenset({MemoKind.PRESCREEN, MemoKind.DECLINE})
_MARK: Final = re.compile(r"\[\^\d+\]")


def baseline(case: CaseFile, kind: MemoKind) -> MemoVersion | None:
    """What a memo of ``kind`` is compared with: the latest that was signed.

    Where none was, the latest of another kind, or else the latest: drafts of one sitting, in both
    languages, so are compared with the memo before them and not with each other. A pre-screen and
    a decline hold too little to be compared with.
    """
    whole = [memo for memo in reversed(case.memos) if memo.kind not in _PARTIAL]
    signed = (memo for memo in whole if memo.signatures)
    others = (memo for memo in whole if memo.kind is not kind)
    return next(signed, next(others, whole[0] if whole else None))


def changes_since(case: CaseFile, kind: MemoKind) -> tuple[Statement, ...]:
    """What the case says otherwise than the memo before: values, outcomes of rules, findings.

    Figures of the earlier memo that no longer exist are told by the open points, not here; a
    trailing window keeps its name and moves with the data, so its old and new months differ.
    """
    before = baseline(case, kind)
    return () if before is None else changes_from(case, before)


def changes_from(case: CaseFile, before: MemoVersion) -> tuple[Statement, ...]:
    """The same, against one memo, which comes first."""
    found = (*_values(case, before), *_outcomes(case, before), *_findings(case, before))
    return (_compared(before), *found)


def _compared(before: MemoVersion) -> Statement:
    """Which memo it is, and whether anybody signed it."""
    spec, day = KINDS[before.kind], before.drafted_at.date()
    who = [signature.who for signature in before.signatures]
    zh = f"{'、'.join(who)}签字" if who else "未签字"
    en = f"signed by {', '.join(who)}" if who else "not signed"
    return _noted(
        f"memo.change.with:{before.number}",
        f"上一份报告：第{before.number}稿，{spec.title_zh}，{day}，{zh}。",
        f"Previous memo: draft {before.number}, {spec.title_en}, {day}, {en}.",
        (),
    )


def _values(case: CaseFile, before: MemoVersion) -> Iterator[Statement]:
    by_key = {figure.key: figure for figure in reversed(case.figures)}
    for note in before.notes:
        figure = by_key.get(note.figure or "")
        if figure is None or figure.value is None or not note.value:
            continue
        was = _as_it_was(figure, note.value)
        if was is None or was.value == figure.value:
            continue
        yield Statement(
            key=f"memo.change.value:{before.number}:{figure.key}",
            kind=StatementKind.TREND,
            text_zh=f"{_named(figure, Lang.ZH)}：上一份报告为{was.text(Lang.ZH)}，"
            f"本次为{figure.text(Lang.ZH)}。",
            text_en=f"{_named(figure, Lang.EN)}: {was.text(Lang.EN)} in the previous memo, "
            f"{figure.text(Lang.EN)} now.",
            figures=(figure.key,),
        )


def _as_it_was(figure: Figure, value: str) -> Figure | None:
    """The figure with its earlier value; None where that value can't be read."""
    try:
        held: Decimal | date | str = value
        if figure.unit is Unit.DATE:
            held = date.fromisoformat(value)
        elif figure.unit.is_numeric:
            held = Decimal(value)
    except (InvalidOperation, ValueError):
        return None
    return figure.model_copy(update={"value": held})


def _named(figure: Figure, lang: Lang) -> str:
    if figure.period is None:
        return figure.label(lang)
    when = figure.period.label(lang)
    return f"{when}{figure.label(lang)}" if lang is Lang.ZH else f"{figure.label(lang)}, {when}"


def _outcomes(case: CaseFile, before: MemoVersion) -> Iterator[Statement]:
    for rule in case.score.rules if case.score else ():
        was = before.verdicts.get(rule.id)
        if was is None or was is rule.verdict:
            continue
        yield _outcome(rule, was, before.number)


def _outcome(rule: RuleResult, was: Verdict, number: int) -> Statement:
    (zh_was, en_was), (zh_now, en_now) = VERDICTS[was], VERDICTS[rule.verdict]
    zh = f"上一份报告的测试结论为“{zh_was}”，本次为“{zh_now}”："
    en = f"Tested “{en_was.lower()}” in the previous memo, “{en_now.lower()}” now: "
    return Statement(
        key=f"memo.change.rule:{number}:{rule.id}",
        kind=StatementKind.COMPARISON,
        text_zh=zh + rule.text_zh,
        text_en=en + rule.text_en,
        figures=(rule.figure,) if rule.figure else (),
        verdict=rule.verdict,
    )


def _findings(case: CaseFile, before: MemoVersion) -> Iterator[Statement]:
    """What is found now and wasn't told then, and what was told and isn't found any more.

    Only kinds of findings that the memo before lists are compared.
    """
    kinds = {k for spec in KINDS[before.kind].sections(before.lang) for k in spec.findings}
    if not kinds:
        return
    told = dict(_told_in(before))
    now = {f.statement.key: f for f in case.findings if f.kind in kinds and is_told(f)}
    for key, finding in now.items():
        if key not in told:
            said = finding.statement
            zh, en = (
                f"上一份报告未载的事项：{said.text_zh}",
                f"Not in the previous memo: {said.text_en}",
            )
            yield _noted(f"memo.change.found:{before.number}:{finding.id}", zh, en, said.figures)
    for key, text in told.items():
        if key not in now:
            by_lang = {m.lang: dict(_told_in(m)).get(key) for m in case.memos}
            zh, en = (by_lang.get(lang) or text for lang in (Lang.ZH, Lang.EN))
            yield _noted(
                f"memo.change.gone:{before.number}:{key}",
                f"上一份报告所载、本次已不存在的事项：{zh}",
                f"In the previous memo and gone now: {en}",
                (),
            )


def _noted(key: str, zh: str, en: str, figures: tuple[str, ...]) -> Statement:
    kind = StatementKind.COMPARISON
    return Statement(key=key, kind=kind, text_zh=zh, text_en=en, figures=figures)


def _told_in(memo: MemoVersion) -> Iterator[tuple[str, str]]:
    """The findings that a memo lists: the statement's key and its words there."""
    listing = {s.code for s in KINDS[memo.kind].sections(memo.lang) if s.findings}
    for section in memo.sections:
        for paragraph in section.paragraphs if section.code in listing else ():
            lines = [line for line in paragraph.text.splitlines() if _LISTED.match(line)]
            if paragraph.author.kind == "code" and len(lines) == len(paragraph.statements):
                for key, line in zip(paragraph.statements, lines, strict=True):
                    yield key, _MARK.sub("", _LISTED.sub("", line))
