"""Why a request is declined: for the bank with paragraph and points, for the applicant plainly.

Source: 12 CFR 1002.9 (Regulation B) with appendix C and interpretation 9(b)(2): reasons are the
specific ones that the decision rested on, so a factor that scored well, or one of a grade that is
lent to, is none.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.domain.findings import ReviewState, Severity
from assistant.domain.quantities import Lang
from assistant.domain.score import MAIN_REASONS, NEVER_SCORED, Reason, RuleResult, ScoreReport
from assistant.scoring.rules import FINDINGS_RULE, LIMIT_RULE

_OUTCOME: Final = re.compile(
    r"(?:：突破"
    r"|: breach"
    r"|，按最差档计分，得\s?[\d.]+\s?分（满分\s?[\d.]+\s?分）"
    r"| and counts as the worst band; [\d.]+ of [\d.]+ points"
    r"|，得\s?[\d.]+\s?分（满分\s?[\d.]+\s?分）"
    r"|; [\d.]+ of [\d.]+ points)\Z"
)
"""How a rule's or factor's sentence ends that the applicant isn't told."""
_LOW: Final = ("，按政策评分偏低。", ", which the policy scores low.")
_NO_ROOM: Final = (
    "按政策测算没有可授信的额度：{note}。",
    "By the policy's calculation there is nothing to lend: {note}.",
)
_HALF: Final = 2


def breaches(score: ScoreReport) -> list[RuleResult]:
    """The rules that are broken and that nobody waived."""
    return [rule for rule in score.rules if rule.verdict is Verdict.BREACH]


def reasons_against(
    case: CaseFile,
    lang: Lang,
    told: Callable[[RuleResult], str],
    stated: Callable[[Statement], str],
) -> list[str]:
    """What speaks against the request: broken rules with what they count, then what the grade lost.

    Args:
        case: a scored one.
        lang: of the memo.
        told: a rule's sentence with its source mark.
        stated: a statement with its source marks.
    """
    if case.score is None:
        return []
    lines = []
    for rule in breaches(case.score):
        lines.append(told(rule))
        if rule.id == FINDINGS_RULE:
            lines += [stated(statement) for statement in _critical(case)]
    return [*lines, *(reason.text(lang) for reason in _costly(case.score))]


def notice_reasons(case: CaseFile) -> list[Statement]:
    """The principal reasons as an applicant is told them: no paragraph, points or source mark."""
    if case.score is None:
        return []
    # What nobody may waive comes first: of many reasons only the gravest are told.
    gravest = sorted(breaches(case.score), key=lambda rule: bool(rule.authority))
    told = [s for rule in gravest for s in _plain_rule(case, case.score, rule)]
    told += [_plain_factor(reason) for reason in _costly(case.score)]
    return told[:MAIN_REASONS]


def _plain_rule(case: CaseFile, score: ScoreReport, rule: RuleResult) -> Iterator[Statement]:
    if rule.id == FINDINGS_RULE:
        yield from (_said(f"finding:{s.key}", s, s.figures) for s in _critical(case))
    elif rule.id == LIMIT_RULE and score.limit == 0:
        yield from _no_room(score)
    else:
        figures = (rule.figure,) if rule.figure else ()
        yield _said(f"rule:{rule.id}", rule, figures)


def _no_room(score: ScoreReport) -> Iterator[Statement]:
    """Why nothing can be lent; of a grade that isn't lent to, its factors are the reason."""
    term = next((t for t in score.limit_terms if t.binding), None)
    if score.rate is None or term is None:
        return
    zh = _NO_ROOM[0].format(note=term.note_zh or term.label_zh)
    en = _NO_ROOM[1].format(note=term.note_en or term.label_en)
    yield _value(f"limit:{term.code}", zh, en, ())


def _plain_factor(reason: Reason) -> Statement:
    figures = (reason.figure,) if reason.figure else ()
    zh, en = (_plainly(reason.text(lang)) for lang in Lang)
    if figures:
        zh, en = zh.rstrip("。") + _LOW[0], en.rstrip(".") + _LOW[1]
    return _value(f"factor:{reason.code}", zh, en, figures)


def _said(name: str, said: Statement | RuleResult, figures: tuple[str, ...]) -> Statement:
    return _value(name, _plainly(said.text_zh), _plainly(said.text_en), figures)


def _value(name: str, zh: str, en: str, figures: tuple[str, ...]) -> Statement:
    return Statement(
        key=f"notice.value:{name}",
        kind=StatementKind.VALUE,
        text_zh=zh,
        text_en=en,
        figures=figures,
    )


def _plainly(text: str) -> str:
    """A rule's or factor's sentence without its outcome and points."""
    stop = text[-1:] if text[-1:] in "。." else ""
    return _OUTCOME.sub("", text.rstrip("。.")) + stop


def _critical(case: CaseFile) -> list[Statement]:
    """The findings that the rule on critical findings counts."""
    return [
        finding.statement
        for finding in case.findings
        if finding.severity is Severity.CRITICAL
        and finding.review.state is not ReviewState.DISMISSED
        and finding.kind not in NEVER_SCORED
    ]


def _costly(score: ScoreReport) -> list[Reason]:
    """What cost the grade most points; nothing where the grade is lent to and isn't the reason."""
    broken = breaches(score)
    if score.rate is not None and broken:
        return []
    tested = {rule.figure for rule in broken if rule.figure}
    low = [
        reason
        for reason in score.main_reasons(len(score.reasons))
        if reason.points * _HALF < reason.max_points and reason.figure not in tested
    ]
    return low[:MAIN_REASONS]


def notice(case: CaseFile, lang: Lang) -> list[str]:
    """The sample letter.

    Source: 12 CFR 1002.9 (Regulation B) with its appendix C; 征信业管理条例;
    个人信息保护法第二十四条.
    """
    name = case.head.name
    listed = [f"- {reason.text(lang)}" for reason in notice_reasons(case)]
    opening, closing = _NOTICE_ZH if lang is Lang.ZH else _NOTICE_EN
    to = f"{name}：" if lang is Lang.ZH else f"To {name}:"
    return [to, "", opening, "", *listed, "", *closing]


def fixed_words() -> list[Statement]:
    """What every notice says, paragraph by paragraph."""
    told = [("opening", _NOTICE_ZH[0], _NOTICE_EN[0])]
    told += [(f"zh.{n}", text, text) for n, text in enumerate(_NOTICE_ZH[1]) if text]
    told += [(f"en.{n}", text, text) for n, text in enumerate(_NOTICE_EN[1]) if text]
    return [_value(name, zh, en, ()) for name, zh, en in told]


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
