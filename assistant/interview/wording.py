"""Sentences of an interview's findings, in both languages; every number in them comes from code."""

from decimal import Decimal
from typing import Final

from assistant.domain.claims import ClaimSort, Compared, SaidClaim
from assistant.domain.figures import Figure
from assistant.domain.interviews import clock_text
from assistant.domain.quantities import Lang, Unit, value_text
from assistant.domain.tongues import Tongues
from assistant.interview.asked import Miss, Missed

_LONGEST: Final = 120
_RATES: Final = {
    4: Tongues("每季", "a quarter"),
    12: Tongues("每月", "a month"),
    52: Tongues("每周", "a week"),
    365: Tongues("每天", "a day"),
}
"""How often in a year an amount was said to come."""
_CHANGES: Final = (ClaimSort.CHANGE, ClaimSort.DIRECTION, ClaimSort.DIFFERENCE)
_MISSES: Final = {
    Miss.SILENT: Tongues("没有回答", "no answer came"),
    Miss.DEFERRED: Tongues("企业主表示需另查", "the owner would have to look it up"),
    Miss.ELSEWHERE: Tongues("回答未涉及所问", "the answer spoke of something else"),
}
_PROPOSED: Final = Tongues(
    "（所指何数由模型提出，请先听原话）",
    " (what it is about was proposed by a model: listen first)",
)


def shortened(words: str) -> str:
    """Words of a recording, cut where they are long."""
    text = " ".join(words.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def contradiction_text(claim: SaidClaim, compared: Compared, figure: Figure) -> Tongues:
    """What was said, what the file says, by how much, and what to ask for."""
    at, words = clock_text(claim.start_s), shortened(claim.words)
    file, gap = file_text(claim, compared, figure), _gap(claim, compared)
    by = _PROPOSED if claim.proposed_by else Tongues("", "")
    zh = f"{at} 企业主说“{words}”{by.zh}；{file.zh}{gap.zh}。请核实：{compared.ask_zh}。"
    en = f"At {at} the owner said “{words}”{by.en}; {file.en}{gap.en}. Ask for: {compared.ask_en}."
    return Tongues(zh, en)


def file_text(claim: SaidClaim, compared: Compared, figure: Figure) -> Tongues:
    """The figure as the claim puts it."""
    label_zh, label_en = _named(figure, Lang.ZH), _named(figure, Lang.EN)
    if compared.value is None:
        return Tongues(
            f"{label_zh}为{figure.text(Lang.ZH)}", f"{label_en} is {figure.text(Lang.EN)}"
        )
    value = compared.value
    if claim.sort is ClaimSort.SINCE:
        return Tongues(f"{label_zh}为{value}年", f"{label_en} is {value}")
    changed = _changed(claim, value, figure)
    if changed is not None:
        return Tongues(f"{label_zh}的变动为{changed.zh}", f"{label_en} changed by {changed.en}")
    if figure.unit in (Unit.DAYS, Unit.MONTHS):
        value = figure.number or value  # in the file's own unit
    zh, en = value_text(value, figure.unit, Lang.ZH), value_text(value, figure.unit, Lang.EN)
    if claim.times_a_year > 1 and figure.unit.is_money and value != figure.number:
        each = _RATES[claim.times_a_year]
        return Tongues(f"{label_zh}平均{each.zh}{zh}", f"{label_en} averages {en} {each.en}")
    return Tongues(f"{label_zh}为{zh}", f"{label_en} is {en}")


def _changed(claim: SaidClaim, value: Decimal, figure: Figure) -> Tongues | None:
    """By how much the figure changed; None where its level is told, or it is itself a growth."""
    if claim.sort not in _CHANGES:
        return None
    if figure.unit is Unit.RATIO:
        points = _points(value * 100)
        is_own = value == figure.number
        return None if is_own else Tongues(f"{points}个百分点", _counted(points))
    unit = figure.unit if claim.sort is ClaimSort.DIFFERENCE else Unit.RATIO
    return Tongues(value_text(value, unit, Lang.ZH), value_text(value, unit, Lang.EN))


def _named(figure: Figure, lang: Lang) -> str:
    """Label and period."""
    if figure.period is None:
        return figure.label(lang)
    period = figure.period.label(lang)
    return (
        f"{figure.label(lang)}（{period}）"
        if lang is Lang.ZH
        else f"{figure.label(lang)} ({period})"
    )


def _gap(claim: SaidClaim, compared: Compared) -> Tongues:
    if compared.gap is None or not compared.gap or claim.sort is ClaimSort.DIRECTION:
        return Tongues("", "")
    size, above = abs(compared.gap) * 100, compared.gap > 0
    if claim.unit is Unit.RATIO:
        points = _points(size)
        return Tongues(
            f"，比所说{'高' if above else '低'}{points}个百分点",
            f", {_counted(points)} {'above' if above else 'below'} what was said",
        )
    return Tongues(
        f"，比所说{'高' if above else '低'}{size:.0f}%",
        f", {size:.0f} % {'above' if above else 'below'} what was said",
    )


def _points(size: Decimal) -> str:
    return f"{size:.1f}".removesuffix(".0")


def _counted(points: str) -> str:
    return f"{points} point" if points in ("1", "-1") else f"{points} points"


def against_itself_text(first: SaidClaim, second: SaidClaim) -> Tongues:
    """Two claims of one interview that can't both hold."""
    a, b = clock_text(first.start_s), clock_text(second.start_s)
    said, then = shortened(first.words), shortened(second.words)
    return Tongues(
        f"前后不一：{a} 说“{said}”，{b} 说“{then}”。请核实以哪个为准。",
        f"Two statements don't fit: at {a} “{said}”, at {b} “{then}”. Ask which holds.",
    )


def changed_text(before: SaidClaim, now: SaidClaim, name: str) -> Tongues:
    """A claim that was another in an earlier interview."""
    a, b = clock_text(before.start_s), clock_text(now.start_s)
    said, then = shortened(before.words), shortened(now.words)
    return Tongues(
        f"与前次访谈不同：{name} {a} 说“{said}”，本次 {b} 说“{then}”。请核实变化原因。",
        f"Changed since {name}: at {a} “{said}”, now at {b} “{then}”. Ask what changed.",
    )


def missed_text(missed: Missed, at: Decimal, *, times: int) -> Tongues:
    """A question that went without its answer."""
    how, asked = _MISSES[missed.how], shortened(missed.asked.text)
    again_zh = f"（这一话题第{times}次未答）" if times > 1 else ""
    again_en = f" (the topic was avoided {times} times)" if times > 1 else ""
    clock = clock_text(at)
    return Tongues(
        f"{clock} 问“{asked}”，{how.zh}{again_zh}。请再问一次。",
        f"At {clock} “{asked}” was asked; {how.en}{again_en}. Ask again.",
    )


def unverified_text(claim: SaidClaim, compared: Compared) -> Tongues:
    """A claim that the file says nothing to."""
    at, words = clock_text(claim.start_s), shortened(claim.words)
    return Tongues(
        f"{at} 说“{words}”，资料中无从核对。请提供：{compared.ask_zh}。",
        f"At {at} “{words}”: nothing on file to hold it against. Ask for: {compared.ask_en}.",
    )
