"""How each kind of memo ends: recommendation, whether to go on, or why not and how that is said."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.domain.memo import Author, Paragraph
from assistant.domain.quantities import Lang
from assistant.domain.score import MAIN_REASONS, RuleResult, ScoreReport
from assistant.domain.tongues import in_tongue

CODE: Final = Author(kind="code", name="tallystick")
_OUTCOME: Final = re.compile(
    r"(?:：突破|: breach|，得\s?[\d.]+\s?分（满分\s?[\d.]+\s?分）|; [\d.]+ of [\d.]+ points)\Z"
)
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
        "建议补充资料或提交有权审批人后再议。",
        "The request should be referred: the points below need an answer or an authority first.",
    ),
    "decline": ("建议不予同意。", "The request should be declined."),
}
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


def conclusion(code: str, case: CaseFile, lang: Lang, told: Told) -> Paragraph | None:
    """The closing paragraph of a section that has one; None for any other or without a score."""
    score = case.score
    if score is None:
        return None
    match code:
        case "recommendation":
            lines = _recommendation(score, lang, told)
        case "first_look":
            lines = [_first_look(score)[_column(lang)]]
        case "decline_reasons":
            lines = [f"- {reason}" for reason in _against(score, lang, told)]
        case "notice":
            reasons = [s.text(lang) for s in notice_reasons(score)[:MAIN_REASONS]]
            lines = _notice(case, reasons, lang)
        case _:
            return None
    return Paragraph(text="\n".join(lines).strip(), author=CODE)


def breaches(score: ScoreReport) -> list[RuleResult]:
    """The rules that are broken and that nobody waived."""
    return [rule for rule in score.rules if rule.verdict is Verdict.BREACH]


def notice_reasons(score: ScoreReport) -> list[Statement]:
    """The same as an applicant is told: no policy's paragraph, no verdict and no source mark."""
    broken = breaches(score)
    figures = {rule.figure for rule in broken}
    told = [
        (f"rule:{rule.id}", rule.figure, _plainly(rule.text_zh), _plainly(rule.text_en))
        for rule in broken
    ]
    told += [
        (f"factor:{r.code}", r.figure, _plainly(r.text_zh), _plainly(r.text_en))
        for r in score.main_reasons()
        if r.figure is None or r.figure not in figures
    ]
    return [
        Statement(
            key=f"notice.value:{name}",
            kind=StatementKind.VALUE,
            text_zh=zh,
            text_en=en,
            figures=(figure,) if figure else (),
        )
        for name, figure, zh, en in told
    ]


def fixed_words() -> list[Statement]:
    """What every notice says, paragraph by paragraph."""
    told = [("opening", _NOTICE_ZH[0], _NOTICE_EN[0])]
    told += [(f"zh.{n}", text, text) for n, text in enumerate(_NOTICE_ZH[1]) if text]
    told += [(f"en.{n}", text, text) for n, text in enumerate(_NOTICE_EN[1]) if text]
    kind = StatementKind.VALUE
    return [
        Statement(key=f"notice.value:{name}", kind=kind, text_zh=zh, text_en=en, figures=())
        for name, zh, en in told
    ]


def _plainly(text: str) -> str:
    """A rule's or factor's sentence without its outcome and points."""
    stop = text[-1:] if text[-1:] in "。." else ""
    return _OUTCOME.sub("", text.rstrip("。.")) + stop


def _against(score: ScoreReport, lang: Lang, told: Told) -> list[str]:
    """What speaks against the request: broken rules, then what costs the grade most points.

    A grade that isn't lent to declines without a broken rule, and still owes its reasons.
    """
    broken = breaches(score)
    figures = {rule.figure for rule in broken}
    costly = [r for r in score.main_reasons() if r.figure is None or r.figure not in figures]
    return [*(told(rule) for rule in broken), *(reason.text(lang) for reason in costly)]


def _column(lang: Lang) -> int:
    return 0 if lang is Lang.ZH else 1


def _recommendation(score: ScoreReport, lang: Lang, told: Told) -> list[str]:
    opening = _RECOMMENDATIONS[score.recommendation][_column(lang)]
    gap = "" if lang is Lang.ZH else " "
    asked = [(rule, _condition(rule, lang)) for rule in score.rules]
    return [opening, "", *(f"- {told(rule)}{gap}{ask}" for rule, ask in asked if ask)]


def _condition(rule: RuleResult, lang: Lang) -> str:
    zh = lang is Lang.ZH
    if rule.verdict is Verdict.BREACH:
        who = in_tongue(rule.authority, lang)
        return (
            f"须经{who}书面豁免或予以纠正。"
            if zh
            else f"A written waiver by the {who}, or a cure, is needed."
        )
    if rule.verdict is Verdict.NOT_COMPUTABLE:
        return "放款前补充资料并重新测试。" if zh else "Complete the file and test before drawdown."
    if rule.verdict is Verdict.THIN:
        return "放款后按季复测。" if zh else "Test again every quarter after drawdown."
    return ""


def _first_look(score: ScoreReport) -> tuple[str, str]:
    verdicts = {rule.verdict for rule in score.rules}
    if Verdict.BREACH in verdicts:
        return _STOP
    return _COMPLETE if Verdict.NOT_COMPUTABLE in verdicts else _GO_ON


def _notice(case: CaseFile, reasons: Sequence[str], lang: Lang) -> list[str]:
    """The sample letter.

    Source: 12 CFR 1002.9 (Regulation B) with its appendix C; 征信业管理条例;
    个人信息保护法第二十四条.
    """
    name = case.head.name
    listed = [f"- {reason}" for reason in reasons]
    opening, closing = _NOTICE_ZH if lang is Lang.ZH else _NOTICE_EN
    to = f"{name}：" if lang is Lang.ZH else f"To {name}:"
    return [to, "", opening, "", *listed, "", *closing]


_NOTICE_ZH: Final = (
    "感谢贵公司提出授信申请。经审查，我行本次不能同意该申请，主要原因如下：",
    (
        "上述结论依据我行授信政策和贵公司提供的资料作出，由经办人员复核，并非仅由程序自动决定。"
        "贵公司有权要求说明所依据的信息，对有误之处提出更正，并申请人工复核。",
        "",
        "审查中使用了征信信息的，贵公司如认为该信息有错误、遗漏，可以依照《征信业管理条例》"
        "向征信机构或信息提供者提出异议，要求更正。",
        "",
        "［银行名称、联系人与联系方式］　［日期］",
    ),
)
_NOTICE_EN: Final = (
    "Thank you for your application for credit. We are unable to approve it at this time. "
    "The principal reasons are:",
    (
        "The decision rests on our credit policy and on what you gave us; a person reviewed it, "
        "and it was not made by a program alone. You may ask which information was used, have "
        "mistakes corrected and ask for a review.",
        "",
        "Where information from a credit bureau was used: [name and address of the bureau]. It "
        "did not make the decision and can't explain it; you may ask it for a copy of its report "
        "and dispute what is wrong.",
        "",
        "Where the Equal Credit Opportunity Act applies: the federal Equal Credit Opportunity Act "
        "prohibits creditors from discriminating against credit applicants on the basis of race, "
        "color, religion, national origin, sex, marital status, age (provided the applicant has "
        "the capacity to enter into a binding contract); because all or part of the applicant's "
        "income derives from any public assistance program; or because the applicant has in good "
        "faith exercised any right under the Consumer Credit Protection Act. The federal agency "
        "that administers compliance with this law concerning this creditor is [name and address "
        "of the agency].",
        "",
        "[Name of the bank, contact]  [date]",
    ),
)
