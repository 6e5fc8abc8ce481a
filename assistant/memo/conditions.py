"""Conditions of a credit: proposed by code from tests, findings and missing documents."""

import hashlib
from collections.abc import Iterator
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.domain.findings import Finding, FindingKind, ReviewState, Severity
from assistant.domain.memo import MemoKind
from assistant.domain.score import RuleResult
from assistant.domain.terms import Condition, ConditionKind, ConditionState, Need
from assistant.domain.tongues import tongues_of
from assistant.memo.documents import documents, is_secured
from assistant.memo.mitigants import mitigants

CONDITIONS: Final = {
    ConditionKind.PRECEDENT: ("放款前提条件", "Conditions precedent"),
    ConditionKind.SUBSEQUENT: ("放款后条件", "Conditions subsequent"),
    ConditionKind.ONGOING: ("存续期条件", "Ongoing conditions"),
}
"""Kinds of conditions in words, zh and en, in the order in which a memo lists them."""
_ID_LENGTH: Final = 6
_BY_FINDING: Final = {
    FindingKind.EARLY_WARNING: (
        ConditionKind.ONGOING,
        "放款后按月跟踪，并由企业书面说明",
        "Watch monthly after drawdown, with the firm's written account",
    ),
    FindingKind.CONSISTENCY: (
        ConditionKind.PRECEDENT,
        "放款前核对一致，或取得书面说明",
        "Reconcile before drawdown, or obtain a written account",
    ),
    FindingKind.DATA_QUALITY: (
        ConditionKind.PRECEDENT,
        "放款前补正资料",
        "Mend the records before drawdown",
    ),
    FindingKind.HIDDEN_RISK: (
        ConditionKind.PRECEDENT,
        "放款前查清并落实缓释措施",
        "Clear up before drawdown, with a mitigant in place",
    ),
    FindingKind.GUARANTEE: (
        ConditionKind.PRECEDENT,
        "放款前查清担保关系",
        "Clear up the guarantees before drawdown",
    ),
    FindingKind.TRADE: (
        ConditionKind.PRECEDENT,
        "放款前核实贸易背景",
        "Verify the trade before drawdown",
    ),
    FindingKind.INTERVIEW: (
        ConditionKind.PRECEDENT,
        "放款前请企业就访谈所述补充凭证",
        "Obtain evidence for what was said in the interview before drawdown",
    ),
}
"""What a finding asks for: when, zh, en. Rules have conditions of their own."""


def conditions(case: CaseFile, kind: MemoKind = MemoKind.NEW) -> tuple[Condition, ...]:
    """Everything proposed, with what a person decided, and what was decided before it went away."""
    decided = {condition.id: condition for condition in case.conditions}
    proposed = {condition.id: condition for condition in _proposed(case, kind)}
    merged = {**proposed, **decided}
    order = list(ConditionKind)
    return tuple(sorted(merged.values(), key=lambda c: (order.index(c.kind), c.id)))


def confirmed(case: CaseFile) -> tuple[Condition, ...]:
    """What a person confirmed, by kind."""
    order = list(ConditionKind)
    held = (c for c in case.conditions if c.state is ConditionState.CONFIRMED)
    return tuple(sorted(held, key=lambda c: (order.index(c.kind), c.due or c.id, c.id)))


def owned(condition: Condition) -> Statement:
    """A confirmed condition with who sees to it and by when."""
    said, due = condition.statement, condition.due.isoformat() if condition.due else ""
    zh, en = said.text_zh.rstrip("。"), said.text_en.rstrip(".")
    return said.model_copy(
        update={
            "key": f"{said.key}.owned",
            "text_zh": f"{zh}（责任人：{condition.owner}；期限：{due}）。",
            "text_en": f"{en} (owner: {condition.owner}; due {due}).",
        }
    )


def _proposed(case: CaseFile, kind: MemoKind) -> Iterator[Condition]:
    for rule in case.score.rules if case.score else ():
        yield from _of_rule(rule)
    for finding in case.findings:
        yield from _of_finding(finding)
    for document in documents(case, kind):
        if document.need is Need.REQUIRED and not document.is_held:
            yield _condition(
                f"document:{document.code}",
                ConditionKind.PRECEDENT,
                f"放款前取得：{document.label_zh}。",
                f"Obtain before drawdown: {document.label_en}.",
            )
    if is_secured(case):
        yield _condition(
            "practice:security",
            ConditionKind.PRECEDENT,
            "放款前办妥押品抵质押登记，并以本行为第一受益人投保。",
            "Register the security before drawdown and insure it with the bank as loss payee.",
        )
    yield _condition(
        "practice:use",
        ConditionKind.SUBSEQUENT,
        "放款后提交资金用途凭证（合同、发票、付款回单）。",
        "After drawdown, show what the money was used for: contracts, invoices, payments.",
    )

    for one in mitigants(case):
        stop = ("。", ".") if not one.zh.endswith("。") else ("", "")
        words = (f"{one.zh}{stop[0]}", f"{one.en.rstrip('.')}.")
        yield _condition(one.origin, ConditionKind.MITIGANT, *words, one.figures)


def _of_rule(rule: RuleResult) -> Iterator[Condition]:
    who = tongues_of(rule.authority)
    asked = {
        Verdict.BREACH: (
            ConditionKind.PRECEDENT,
            f"放款前取得{who.zh}的书面豁免，或予以纠正",
            f"A written waiver by the {who.en}, or a cure, before drawdown",
        ),
        Verdict.NOT_COMPUTABLE: (
            ConditionKind.PRECEDENT,
            "放款前补充资料并重新测试",
            "Complete the file and test before drawdown",
        ),
        Verdict.THIN: (
            ConditionKind.ONGOING,
            "放款后按季复测",
            "Test again every quarter after drawdown",
        ),
    }.get(rule.verdict)
    if asked is not None:
        when, zh, en = asked
        figures = (rule.figure,) if rule.figure else ()
        text = (f"{zh}：{rule.text_zh}", f"{en}: {rule.text_en}")
        yield _condition(f"rule:{rule.id}", when, *text, figures)


def _of_finding(finding: Finding) -> Iterator[Condition]:
    asked = _BY_FINDING.get(finding.kind)
    weighty = finding.severity is not Severity.INFO
    if asked is None or not weighty or finding.review.state is ReviewState.DISMISSED:
        return
    if finding.kind is FindingKind.INTERVIEW and finding.review.state is not ReviewState.KEPT:
        return
    when, zh, en = asked
    said = finding.statement
    text = (f"{zh}：{said.text_zh}", f"{en}: {said.text_en}")
    yield _condition(f"finding:{finding.id}", when, *text, said.figures)


def _condition(
    origin: str, kind: ConditionKind, zh: str, en: str, figures: tuple[str, ...] = ()
) -> Condition:
    short = hashlib.sha256(origin.encode()).hexdigest()[:_ID_LENGTH]
    return Condition(
        id=f"c-{short}",
        kind=kind,
        origin=origin,
        statement=Statement(
            key=f"condition.value:{short}",
            kind=StatementKind.VALUE,
            text_zh=zh,
            text_en=en,
            figures=figures,
        ),
    )
