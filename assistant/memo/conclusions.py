"""How each kind of memo ends: recommendation, whether to go on, or why not and how that is said."""

from collections.abc import Callable
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Statement, Verdict
from assistant.domain.lacking import provisional, untested
from assistant.domain.memo import Author, Paragraph
from assistant.domain.quantities import Lang
from assistant.domain.score import UNRATED, RuleResult, ScoreReport
from assistant.domain.tongues import in_tongue
from assistant.memo.declining import notice, reasons_against

CODE: Final = Author(kind="code", name="tallystick")
Told = Callable[[RuleResult], str]
"""A rule's sentence with its source mark."""

VERDICTS: Final = {
    Verdict.BREACH: ("不符合", "Breach"),
    Verdict.NOT_COMPUTABLE: ("无法测试", "Could not be tested"),
    Verdict.THIN: ("勉强通过", "Thin pass"),
    Verdict.WAIVED: ("已豁免", "Waived"),
    Verdict.PASS: ("通过", "Pass"),
}
"""Outcomes in words, zh and en, in the order in which a memo lists them."""
_RECOMMENDATIONS: Final = {
    "approve": ("建议同意。", "Approval is recommended."),
    "approve_with_conditions": (
        "建议在落实下列条件后同意。",
        "Approval is recommended subject to the conditions below.",
    ),
    "refer": (
        "建议提交有权审批人裁量：下列事项须先有答复、豁免或纠正。",
        "The request should be referred: the points below need an answer or an authority first.",
    ),
    "decline": ("建议不予同意。", "The request should be declined."),
}
_TEST_FIRST: Final = (
    "放款前补充资料并重新测试。",
    "Complete the file and test before drawdown.",
)
_GO_ON: Final = (
    "未发现不符合政策之处，可进入尽职调查。",
    "Nothing here is against the policy: go on to due diligence.",
)
_COMPLETE: Final = (
    "先补齐下列无法测试的事项，再决定是否受理。",
    "Complete what could not be tested before deciding whether to go on.",
)
_STOP: Final = (
    "按现有资料有不符合政策之处；除非先取得豁免或予以纠正，不建议受理。",
    "On the present file the policy is not met; do not go on without a waiver or a cure.",
)


def conclusion(
    code: str, case: CaseFile, lang: Lang, told: Told, stated: Callable[[Statement], str]
) -> Paragraph | None:
    """The closing paragraph of a section that has one; None for any other or without a score."""
    score = case.score
    if score is None:
        return None
    match code:
        case "recommendation":
            lines = _recommendation(score, lang, told)
        case "first_look":
            lines = [*_unrated(score, lang), _first_look(score)[_column(lang)]]
        case "decline_reasons":
            lines = [f"- {reason}" for reason in reasons_against(case, lang, told, stated)]
        case "notice":
            lines = notice(case, lang)
        case _:
            return None
    return Paragraph(text="\n".join(lines).strip(), author=CODE)


def _column(lang: Lang) -> int:
    return 0 if lang is Lang.ZH else 1


def _recommendation(score: ScoreReport, lang: Lang, told: Told) -> list[str]:
    gap = "" if lang is Lang.ZH else " "
    opening = gap.join(
        (*_unrated(score, lang), _RECOMMENDATIONS[score.recommendation][_column(lang)])
    )
    if early := provisional(score):
        opening += gap + early.text(lang)
    declined = score.recommendation == "decline"
    lines = []
    for rule in score.rules:
        if declined and rule.verdict is Verdict.BREACH:
            lines.append(f"- {told(rule)}")
        elif not declined and (ask := _condition(rule, lang)):
            lines.append(f"- {told(rule)}{gap}{ask}")
    if left := untested(score):
        ask = "" if declined else gap + _TEST_FIRST[_column(lang)]
        lines.append(f"- {left.text(lang)}{ask}")
    return [opening, "", *lines]


def _unrated(score: ScoreReport, lang: Lang) -> list[str]:
    """That there was nothing to score with, and what would be."""
    return [] if score.is_rated else [UNRATED[lang]]


def _condition(rule: RuleResult, lang: Lang) -> str:
    zh = lang is Lang.ZH
    if rule.verdict is Verdict.BREACH:
        who = in_tongue(rule.authority, lang)
        return (
            f"须经{who}书面豁免或予以纠正。"
            if zh
            else f"A written waiver by the {who}, or a cure, is needed."
        )
    if rule.verdict is Verdict.THIN:
        return "放款后按季复测。" if zh else "Test again every quarter after drawdown."
    return ""


def _first_look(score: ScoreReport) -> tuple[str, str]:
    verdicts = {rule.verdict for rule in score.rules}
    if Verdict.BREACH in verdicts:
        return _STOP
    return _COMPLETE if Verdict.NOT_COMPUTABLE in verdicts else _GO_ON
