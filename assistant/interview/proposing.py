"""What a model proposes about spoken numbers, checked against the words; all else is dropped.

A model may only name the measure of a number whose subject the words leave open. Value, time,
hedge and mood are read by the grammar, here and each time that the interview is read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from assistant.domain.claims import ClaimProposal, ClaimSort, Proposals, Refusal, SaidClaim
from assistant.domain.interviews import Interview, clock_text
from assistant.domain.quantities import Unit
from assistant.interview.choosing import candidates
from assistant.interview.found import Found
from assistant.interview.judging import File
from assistant.interview.reading import Line, claims_of
from assistant.interview.scene import Ground, Scene, scene_of
from assistant.proof.characters import plain
from assistant.proof.numerals import numerals_in

_MEASURES: Final = 80
"""That a model may choose from."""


def open_lines(lines: Iterable[Line], ground: Ground) -> tuple[Line, ...]:
    """The lines that hold a number whose subject the words leave open."""
    return tuple(line for line in lines if any(_is_open(f) for f in claims_of(line, ground).found))


def told_lines(interview: Interview, lines: Iterable[Line]) -> tuple[str, ...]:
    """Lines as a model is shown them: each with its time, after what was said before it."""
    told = []
    for line in lines:
        before = interview.lines[line.place - 1].text if line.place else ""
        told.append(f"(before: {before})\n[{clock_text(line.start_s)}] {line.text}")
    return tuple(told)


def told_measures(file: File) -> tuple[str, ...]:
    """The measures of the firm that a model may choose from, with their names."""
    names = {
        s.metric: f"{s.metric}: {s.label_zh} / {s.label_en} ({s.unit.value})"
        for s in file.standings
        if not s.scope and s.subject.cores
    }
    return tuple(names.values())[:_MEASURES]


def checked(
    proposed: Iterable[ClaimProposal | None],
    by: str,
    lines: Sequence[Line],
    file: File,
    ground: Ground,
) -> Proposals:
    """What of a model's proposals stands, and how many don't, by the reason.

    Args:
        proposed: as the model wrote them; None for each that can't be read.
        by: model and prompt.
        lines: the owner's.
        file: what claims are set beside.
        ground: what is known around every line.
    """
    kept: list[ClaimProposal] = []
    dropped: Counter[Refusal] = Counter()
    for one in proposed:
        if one is None:
            dropped[Refusal.UNREADABLE] += 1
            continue
        there = [line for line in lines if _stands(one, line)]
        found = _named(one, by, there[0], file, ground) if there else Refusal.ELSEWHERE
        if isinstance(found, Refusal):
            dropped[found] += 1
        elif one not in kept:
            kept.append(one)
    return Proposals(by=by, kept=tuple(kept), dropped=dropped)


def proposed_in(
    line: Line, found: Sequence[Found], proposals: Proposals | None, file: File, ground: Ground
) -> tuple[Found, ...]:
    """A line's claims, those that a model named with their subjects."""
    if proposals is None:
        return tuple(found)
    named = [
        _named(one, proposals.by, line, file, ground)
        for one in proposals.kept
        if _stands(one, line)
    ]
    by_id = {f.claim.id: f for f in named if isinstance(f, Found)}
    return tuple(by_id.get(f.claim.id, f) for f in found)


def _stands(one: ClaimProposal, line: Line) -> bool:
    return one.at.strip() == clock_text(line.start_s) and one.words in line.text


def _named(one: ClaimProposal, by: str, line: Line, file: File, ground: Ground) -> Found | Refusal:
    """The claim that a proposal names, with its subject; or why it is no such claim."""
    same = [f for f in _inside(one, line, ground) if _says(f.claim, one.value)]
    if not same:
        return Refusal.VALUE
    free = [f for f in same if _is_open(f)]
    if not free:
        return Refusal.KNOWN
    found = free[0]
    if one.period and _year(one.period) != _year(found.claim.period):
        return Refusal.PERIOD
    held = next((s for s in file.standings if s.metric == one.metric and not s.scope), None)
    if held is None:
        return Refusal.METRIC
    told = {"subject": held.subject.name, "proposed_by": by}
    named = replace(found, subject=held.subject, claim=found.claim.model_copy(update=told))
    fitting = candidates(named, file.standings)
    return named if any(c.standing.metric == one.metric for c in fitting) else Refusal.METRIC


def _inside(one: ClaimProposal, line: Line, ground: Ground) -> list[Found]:
    """The claims whose numbers stand in the quoted words."""
    scene = scene_of(line.text, ground)
    spans = [m.span() for m in re.finditer(re.escape(one.words), line.text)]
    return [
        found
        for found in claims_of(line, ground).found
        if found.claim.low is not None and any(_within(found, scene, span) for span in spans)
    ]


def _within(found: Found, scene: Scene, span: tuple[int, int]) -> bool:
    speech = scene.speech
    return span[0] <= speech.starts[found.start] and speech.ends[found.end - 1] <= span[1]


def _is_open(found: Found) -> bool:
    """Whether it says a number, and not of what; spans of time say when more often than what."""
    claim = found.claim
    spans = (Unit.DAYS, Unit.MONTHS, Unit.DATE)
    level = claim.low is not None and claim.sort is not ClaimSort.SINCE
    return level and not found.subject.cores and claim.unit not in spans


def _says(claim: SaidClaim, value: str) -> bool:
    """Whether the number parser reads the proposed value as the number that was said."""
    said = {abs(v) for v in (claim.low, claim.high) if v is not None}
    text = plain(value)
    read = numerals_in(text, bytearray(len(text)))
    return bool(read) and all({abs(n.value), abs(n.high or n.value)} <= said for n in read)


def _year(code: str) -> str:
    return code.strip().removeprefix("FY")
