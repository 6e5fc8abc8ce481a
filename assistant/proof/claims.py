"""Verdicts of claims that words make, and which sentences only suppose."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, SentenceCheck
from assistant.domain.quantities import Lang
from assistant.domain.tongues import merged
from assistant.proof import wording
from assistant.proof.facts import Fact
from assistant.proof.levels import Verdict
from assistant.proof.lexicon import CueHit
from assistant.proof.reading import Reading
from assistant.proof.walking import Walk


@dataclass(frozen=True, slots=True)
class WordClaim:
    """A word's claim and what became of it."""

    start: int
    end: int
    kind: ClaimKind
    verdict: Verdict


MODAL: Final = re.compile(
    "预计|预测|若|如果|假设|一旦|可能|将会|或将|有望|计划|拟|建议|应当|风险|防止|避免|需要|"
    r"(?<![a-z])(?:will|would|may|might|could|can|if|should|expects?|expected|forecast|projected|"
    r"unless|risk|to be|assum\w+|plan\w*|propose\w*|recommend\w*)(?![a-z])"
)
"""Suppositions, plans and forecasts claim nothing about figures that are known."""


_CONDITION: Final = re.compile(
    r"如果|假如|倘若|(?<![善般])若(?!干|水|羌)|一旦|假设|假定|"
    r"(?:\A|(?<=[，。；：]))如(?![期上下图表数实此何今同约前后])[^，。；]{2,30}，[^。；]{0,16}?(?:则|将|应|须|有权)|"
    r"(?<![a-z])(?:if(?! any)|unless|assuming|suppos(?:e|ing)|in the event)(?![a-z])"
)
"""What a sentence supposes: neither its condition nor what follows from it is said to be so."""
_SIGNS: Final = ("如", "若", "假", "倘", "旦", "if", "unless", "assum", "suppos", "in the event")
"""One of these stands in every condition: a look is cheaper than a try."""


def condition_in(text: str) -> "re.Match[str] | None":
    """The first condition of a sentence in plain characters."""
    return _CONDITION.search(text) if any(sign in text for sign in _SIGNS) else None


def supposed(text: str, clauses: Sequence[int], at: int) -> bool:
    """Whether what stands at an offset is only supposed: under a condition, or what would follow.

    Args:
        text: a sentence in plain characters.
        clauses: where its clauses begin.
        at: an offset of it.
    """
    match = condition_in(text)
    if match is None:
        return False
    mine = max(0, bisect_right(clauses, at) - 1)
    if mine >= bisect_right(clauses, match.start()) - 1:
        return True
    return MODAL.search(text, clauses[mine], clauses[mine + 1]) is not None


def told(last: Fact, first: Fact, lang: Lang) -> str:
    """Both values, earlier one first."""
    joiner = "；" if lang is Lang.ZH else "; "
    return f"{wording.is_value(first, lang)}{joiner}{wording.is_value(last, lang)}"


def scope_at(walk: Walk, cue: CueHit) -> str | None:
    """The counterparty that a word's claim is about."""
    scope = walk.context.scope
    for entity in walk.reading.entities:
        if entity.start < cue.start or scope is None:
            scope = entity.scope
    return scope


def moved(claim: Claim, by: int) -> Claim:
    """A claim with its offsets counted from ``by`` characters earlier."""
    if not by:
        return claim
    return Claim.model_construct(
        **{**claim.__dict__, "start": claim.start + by, "end": claim.end + by}
    )


def placed_claim(
    reading: Reading, start: int, end: int, kind: ClaimKind, verdict: Verdict
) -> Claim:
    """A claim about the characters from ``start`` to ``end`` of a sentence."""
    return Claim(
        text=reading.raw[start:end],
        start=start,
        end=end,
        kind=kind,
        verdict=verdict.proof,
        figure=verdict.figure,
        reason=verdict.reason,
    )


def in_other(reading: Reading) -> Reading:
    """The same sentence with its reasons in the other language."""
    return replace(reading, lang=Lang.EN if reading.lang is Lang.ZH else Lang.ZH)


def told_both(check: SentenceCheck, other: SentenceCheck, lang: Lang) -> SentenceCheck:
    """A check in ``lang`` with its reasons in both languages, taken from ``other``."""
    claims = tuple(
        one.model_copy(update={"reason": told_in(lang, one.reason, also.reason)})
        for one, also in zip(check.claims, other.claims, strict=True)
    )
    return check.model_copy(update={"claims": claims})


def told_in(lang: Lang, own: str, other: str) -> str:
    """A reason in both languages, of which ``own`` is in ``lang``."""
    return merged(own, other) if lang is Lang.ZH else merged(other, own)
