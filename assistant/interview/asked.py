"""Questions of the bank's person, what they are about, and whether they were answered."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from assistant.domain.claims import ClaimSort, SaidClaim
from assistant.domain.interviews import Interview, SaidLine
from assistant.interview.evasion import is_only_courtesy, is_put_off, uptake
from assistant.interview.periods_said import PeriodSaid
from assistant.interview.reading import Line
from assistant.interview.roles import is_question
from assistant.interview.scene import Ground, scene_of
from assistant.interview.subjects import Subject, subject_from

_AMOUNT: Final = re.compile(
    r"多少|几[家个成年天月笔人名]|占比|比例|多大|多久|多长|哪一?年|"
    r"(?<![a-z])(?:how (?:much|many|long|big|often)|what (?:share|percentage|is|was|are|were)|"
    r"which year|when)(?![a-z])"
)
_WHY: Final = re.compile(
    r"为什么|为何|怎么会|什么原因|原因|(?<![a-z])(?:why|how come|reason)(?![a-z])"
)
_YES_NO: Final = re.compile(
    r"\s*(?:是的?|对的?|有的?|没有?|不|嗯|没|好的?|"
    r"(?:yes|yeah|yep|no|nope|never|none|correct|right|we do|we have|we don't|not)(?![a-z]))"
)
_AFTER: Final = 6
"""Lines of the owner that may answer one question."""
_FEWEST_CHARS: Final = 6


class Miss(StrEnum):
    """How a question went without its answer."""

    SILENT = "silent"
    """Nothing was said to it."""
    DEFERRED = "deferred"
    """The owner would have to look it up."""
    ELSEWHERE = "elsewhere"
    """Something else was said."""


class Asked(NamedTuple):
    """One question."""

    line: int
    text: str
    subject: Subject
    period: str
    wants_amount: bool
    wants_reason: bool


class Missed(NamedTuple):
    """A question without its answer."""

    asked: Asked
    how: Miss
    said: str
    """What was said instead."""


def question_of(line: SaidLine, place: int, ground: Ground) -> Asked | None:
    """The question that a line ends with; None where it asks nothing."""
    if not is_question(line.text):
        return None
    scene = scene_of(line.text, ground)
    asking = [s for s in scene.sentences if s.stop in ("?", "？")] or list(scene.sentences)
    last = asking[-1]
    hits = scene.hits_between(last.start, last.end)
    subject = subject_from(hits if any(h.core for h in hits) else scene.hits)
    times = [t for t in scene.times if t.end <= last.end]
    words = scene.text[last.start : last.end]
    return Asked(
        place,
        scene.speech.quote(last.start, last.end) or line.text,
        subject,
        PeriodSaid(times[-1]).code if times else "",
        _AMOUNT.search(words) is not None,
        _WHY.search(words) is not None,
    )


def owner_lines(interview: Interview, ground: Ground) -> tuple[Line, ...]:
    """The owner's lines, each with what was asked before it."""
    found: list[Line] = []
    asked: Asked | None = None
    for place, line in enumerate(interview.lines):
        if line.speaker in interview.owners:
            found.append(_line(line, place, asked))
        else:
            asked = question_of(line, place, ground)
    return tuple(found)


def _line(line: SaidLine, place: int, asked: Asked | None) -> Line:
    return Line(
        place, line.text, line.start_s, line.end_s, line.speaker,
        asked.subject if asked else None, asked.period if asked else "",
    )  # fmt: skip


def missed_questions(
    interview: Interview, claims: Sequence[SaidClaim], ground: Ground
) -> tuple[Missed, ...]:
    """Questions to which no answer came, as far as their subject or the answer's words tell."""
    found = []
    by_line: dict[int, list[SaidClaim]] = {}
    for claim in claims:
        by_line.setdefault(claim.line, []).append(claim)
    for place, line in enumerate(interview.lines):
        if line.speaker in interview.owners:
            continue
        asked = question_of(line, place, ground)
        if asked is None:
            continue
        answer = _answer(interview, place, ground)
        known = bool(asked.subject.cores)
        own = [claim for at, _ in answer for claim in by_line.get(at, ())]
        how = _miss(asked, answer, own, ground) if known else _put_off(answer)
        if how is not None:
            found.append(Missed(asked, how, " ".join(a.text for _, a in answer)))
    return tuple(found)


def _answer(interview: Interview, place: int, ground: Ground) -> list[tuple[int, SaidLine]]:
    """What the owner said until the next question."""
    said: list[tuple[int, SaidLine]] = []
    for later, line in enumerate(interview.lines[place + 1 :], start=place + 1):
        if line.speaker not in interview.owners:
            if question_of(line, later, ground) is not None:
                break
        elif len(said) < _AFTER:
            said.append((later, line))
    return said


def _put_off(answer: Sequence[tuple[int, SaidLine]]) -> Miss | None:
    """Of a question about something else only an answer that puts it off is told."""
    words = " ".join(line.text for _, line in answer).strip()
    if not words or uptake("", words).has_number:
        return None
    return Miss.DEFERRED if is_put_off(words) or is_only_courtesy(words) else None


def _miss(
    asked: Asked,
    answer: Sequence[tuple[int, SaidLine]],
    own: Sequence[SaidClaim],
    ground: Ground,
) -> Miss | None:
    """How an answer with the claims ``own`` misses its question; None where it doesn't."""
    words = " ".join(line.text for _, line in answer).strip()
    if not words:
        return Miss.SILENT
    about = [c for c in own if set(c.subject.split()) & asked.subject.cores]
    if about and (not asked.wants_amount or any(_tells(c) for c in about)):
        return None
    if is_put_off(words):
        return Miss.DEFERRED
    answered = not asked.wants_amount and _is_words_enough(asked, words, ground)
    return None if answered else Miss.ELSEWHERE


def _is_words_enough(asked: Asked, words: str, ground: Ground) -> bool:
    """Whether words without a number answer: yes or no, a reason, the thing asked about."""
    if _YES_NO.match(words.lower()) and not asked.wants_reason:
        return True
    spoken = {h.core for h in scene_of(words, ground).hits}
    return len(words) >= _FEWEST_CHARS and (
        asked.wants_reason or bool(spoken & asked.subject.cores)
    )


def _tells(claim: SaidClaim) -> bool:
    return claim.low is not None or claim.sort in (ClaimSort.ABSENCE, ClaimSort.PRESENCE)
