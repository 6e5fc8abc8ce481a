"""The JSON shape of an interview; see the README. Seconds and confidences are numbers."""

from assistant.domain.findings import Finding
from assistant.domain.interviews import ClaimRow, Consent, InterviewView, Question
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from assistant.services.shapes import Shape, finding_shape, plain


def interview_shape(view: InterviewView, findings: tuple[Finding, ...], lang: Lang) -> Shape:
    """``interview``."""
    held = view.interview
    return {
        "source": held.source,
        "name": held.name,
        "duration_s": float(held.duration_s),
        "model": held.model,
        "method": held.method,
        "speakers": {who: held.role(who) for who in held.speakers},
        "owner_confirmed": held.is_confirmed,
        "voice": in_tongue(held.voice, lang),
        "notices": [in_tongue(n, lang) for n in held.notices],
        "dropped": dict(held.dropped),
        "proposals": held.proposals.model_dump(mode="json") if held.proposals else None,
        "utterances": [
            {
                "start_s": float(line.start_s),
                "end_s": float(line.end_s),
                "speaker": line.speaker,
                "role": held.role(line.speaker),
                "text": line.text,
                "confidence": None if line.confidence is None else float(line.confidence),
                "weak": list(line.weak),
            }
            for line in held.lines
        ],
        "claims": [claim_shape(row, lang) for row in view.claims],
        "findings": [finding_shape(finding, lang) for finding in findings],
        "questions": [question_shape(q, lang) for q in view.questions],
        "follow_up": [question_shape(q, lang) for q in view.follow_up],
        "rtf": None if held.rtf is None else float(held.rtf),
    }


def claim_shape(row: ClaimRow, lang: Lang) -> Shape:
    """One claim beside the file."""
    claim, compared = row.claim, row.compared
    return {
        "id": claim.id,
        "start_s": float(claim.start_s),
        "end_s": float(claim.end_s),
        "speaker": claim.speaker,
        "words": claim.words,
        "subject": claim.subject,
        "sort": claim.sort.value,
        "low": plain(claim.low),
        "high": plain(claim.high),
        "unit": claim.unit.value if claim.unit else None,
        "text": claim.value_text(lang),
        "hedge": claim.hedge.value,
        "period": claim.period or None,
        "is_plan": claim.is_plan,
        "is_commitment": claim.is_commitment,
        "proposed_by": claim.proposed_by or None,
        "relation": compared.relation.value,
        "figure": compared.figure,
        "value": plain(compared.value),
        "gap": plain(compared.gap),
        "ask": compared.ask_zh if lang is Lang.ZH else compared.ask_en,
    }


def question_shape(question: Question, lang: Lang) -> Shape:
    """A question to the owner."""
    return {
        "id": question.id,
        "text": question.zh if lang is Lang.ZH else question.en,
        "why": question.why,
        "answered": question.is_answered,
    }


def consent_shape(consent: Consent) -> Shape:
    """A consent, or its withdrawal."""
    return consent.model_dump(mode="json")
