"""Verdicts of claims that words make, and which sentences only suppose."""

import re
from dataclasses import dataclass
from typing import Final

from assistant.domain.checks import Claim, ClaimKind
from assistant.domain.quantities import Lang
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
