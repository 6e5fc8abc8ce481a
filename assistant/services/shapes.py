"""JSON shapes that scripts rely on; see the README. Decimals are strings, dates ISO."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.conversation.events import Answer
from assistant.domain.case import CaseFile, CaseHead, Source
from assistant.domain.checks import SourceText, TextCheck
from assistant.domain.figures import Figure
from assistant.domain.findings import Finding
from assistant.domain.quantities import Lang
from assistant.domain.score import RuleResult, ScoreReport

if TYPE_CHECKING:
    from assistant.services.model_view import ModelView

Shape = dict[str, Any]
"""A JSON object. Any: JSON values have no closed type."""


def plain(value: object) -> Any:  # noqa: ANN401  JSON values have no closed type
    """A value as JSON knows it."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def figure_shape(figure: Figure, lang: Lang) -> Shape:
    """``figure``, with the label in ``lang`` and in both languages."""
    return {
        "key": figure.key,
        "label": figure.label(lang),
        "label_zh": figure.label_zh,
        "label_en": figure.label_en,
        "value": plain(figure.value),
        "text": figure.text(lang),
        "unit": figure.unit.value,
        "period": figure.period.code if figure.period else None,
        "status": figure.status.value,
        "missing_reason": figure.missing_reason,
        "evidence": figure.evidence.model_dump(mode="json"),
    }


def passage_shape(passage: SourceText, score: float | None = None) -> Shape:
    """``passage``: pages count from 1."""
    shape: Shape = {
        "source": passage.source_name,
        "source_id": passage.source,
        "page": passage.page,
        "text": passage.text,
    }
    return shape if score is None else {**shape, "score": round(score, 6)}


def answer_shape(answer: Answer) -> Shape:
    """``answer``, with the check's sentences."""
    return {
        "text": answer.text,
        "statements": list(answer.statements),
        "figures": list(answer.figures),
        "passages": [passage_shape(passage) for passage in answer.passages],
        "struck": [struck.model_dump() for struck in answer.struck],
        "sentences": [sentence.model_dump(mode="json") for sentence in answer.sentences],
        "model": answer.model,
        "elapsed_s": plain(answer.elapsed_s),
    }


def check_shape(check: TextCheck) -> Shape:
    """``check``."""
    return check.model_dump(mode="json")


def score_shape(report: ScoreReport, lang: Lang) -> Shape:
    """``score``."""
    return {
        "score": plain(report.score),
        "grade": report.grade,
        "pd": plain(report.pd),
        "limit": plain(report.limit),
        "rate": plain(report.rate),
        "price": _price_shape(report, lang),
        "currency": report.currency.value,
        "recommendation": report.recommendation,
        "policy": report.policy,
        "inputs_digest": report.inputs_digest,
        "limit_terms": [
            {
                "code": term.code,
                "label": term.label_zh if lang is Lang.ZH else term.label_en,
                "amount": plain(term.amount),
                "binding": term.binding,
                "note": term.note_zh if lang is Lang.ZH else term.note_en,
            }
            for term in report.limit_terms
        ],
        "reasons": [
            {
                "code": reason.code,
                "text": reason.text(lang),
                "points": plain(reason.points),
                "max_points": plain(reason.max_points),
                "figure": reason.figure,
            }
            for reason in report.reasons
        ],
        "main_reasons": [reason.code for reason in report.main_reasons()],
        "override": _override_shape(report, lang),
        "lift": _lift_shape(report, lang),
        "rules": [rule_shape(rule, lang) for rule in report.rules],
    }


def model_shape(view: "ModelView", lang: Lang) -> Shape:
    """A trained model's verdict on the case."""
    return {
        "name": view.card.name,
        "digest": view.card.digest,
        "score": plain(view.found.score),
        "pd": plain(view.found.pd),
        "grade": view.grade,
        "reasons": [
            {
                "code": reason.key,
                "text": reason.zh if lang is Lang.ZH else reason.en,
                "points": plain(-reason.lost),
            }
            for reason in view.reasons
        ],
    }


def _override_shape(report: ScoreReport, lang: Lang) -> Shape | None:
    given = report.override
    if given is None:
        return None
    own = given.model_dump(mode="json", exclude={"text_zh", "text_en"})
    return {**own, "text": given.text(lang)}


def _lift_shape(report: ScoreReport, lang: Lang) -> Shape | None:
    lift = report.lift
    if lift is None:
        return None
    steps = [
        {
            "code": step.code,
            "figure": step.figure,
            "value": plain(step.value),
            "needed": plain(step.needed),
            "gained": plain(step.gained),
            "text": step.text_zh if lang is Lang.ZH else step.text_en,
        }
        for step in lift.steps
    ]
    return {
        "grade": lift.grade,
        "lacking": plain(lift.lacking),
        "steps": steps,
        "unmeasured": plain(lift.unmeasured),
        "text": lift.text(lang),
    }


def _price_shape(report: ScoreReport, lang: Lang) -> Shape | None:
    price = report.price
    if price is None:
        return None
    terms = [
        {
            "code": term.code,
            "label": term.label_zh if lang is Lang.ZH else term.label_en,
            "rate": plain(term.rate),
        }
        for term in price.terms
    ]
    return {
        "rate": plain(price.rate),
        "built": plain(price.built),
        "bound": price.bound,
        "terms": terms,
    }


def rule_shape(rule: RuleResult, lang: Lang) -> Shape:
    """One rule of ``score``."""
    return {
        "id": rule.id,
        "verdict": rule.verdict.value,
        "text": rule.text(lang),
        "value": plain(rule.value),
        "threshold": plain(rule.threshold),
        "headroom": plain(rule.headroom),
        "break_even": rule.break_even_zh if lang is Lang.ZH else rule.break_even_en,
        "missing": list(rule.missing),
        "paragraph": rule.paragraph,
        "authority": rule.authority,
        "figure": rule.figure,
        "waiver": rule.waiver.model_dump(mode="json") if rule.waiver else None,
    }


def finding_shape(finding: Finding, lang: Lang) -> Shape:
    """``finding``."""
    return {
        "id": finding.id,
        "kind": finding.kind.value,
        "severity": finding.severity.value,
        "rule_id": finding.rule_id,
        "text": finding.statement.text(lang),
        "figures": list(finding.statement.figures),
        "evidence": list(finding.evidence),
        "review": finding.review.model_dump(mode="json"),
    }


def head_shape(head: CaseHead) -> Shape:
    """One line of ``case list``."""
    return head.model_dump(mode="json")


def source_shape(source: Source) -> Shape:
    """One source of ``case show``."""
    return source.model_dump(mode="json")


def case_shape(case: CaseFile) -> Shape:
    """``case show``: heads and counts, not the figures themselves."""
    return {
        **head_shape(case.head),
        "as_of": plain(case.as_of),
        "sources": [source_shape(source) for source in case.sources],
        "record_sets": [records.model_dump(mode="json") for records in case.record_sets],
        "figures": len(case.figures),
        "statements": len(case.statements),
        "findings": len(case.findings),
        "memos": len(case.memos),
    }
