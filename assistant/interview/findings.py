"""What an interview raises beside the file; findings of this kind never enter a score.

Contradictions with the file, with itself and with an earlier interview; questions without an
answer; passages whose delivery lies apart.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.claims import ClaimSort, Relation, SaidClaim, SaidHedge
from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.domain.interviews import ClaimRow, Interview, Question
from assistant.domain.tolerances import InterviewPolicy
from assistant.domain.tongues import Tongues
from assistant.interview.asked import Missed, missed_questions, owner_lines
from assistant.interview.claims import Met, ground_of, met_in
from assistant.interview.judging import File
from assistant.interview.scene import Ground
from assistant.interview.standing import standings
from assistant.interview.wording import (
    against_itself_text,
    changed_text,
    contradiction_text,
    missed_text,
    unverified_text,
)

CONTRADICTION: Final = "INTERVIEW-FILE"
ITSELF: Final = "INTERVIEW-SELF"
CHANGED: Final = "INTERVIEW-CHANGED"
MISSED: Final = "INTERVIEW-UNANSWERED"
VOICE: Final = "INTERVIEW-VOICE"
_GRAVE: Final = frozenset(("guarantee", "overdue", "lawsuit"))
_ZERO: Final = Decimal(0)
_OPEN_ENDED: Final = (SaidHedge.OVER, SaidHedge.UNDER, SaidHedge.AT_LEAST, SaidHedge.AT_MOST)


class _Raised(NamedTuple):
    """A finding before it has its words' keys."""

    rule: str
    marks: tuple[str, ...]
    """What makes it this one."""
    text: Tongues
    severity: Severity
    lines: tuple[int, ...]
    figure: str = ""


@dataclass(frozen=True)
class Heard:
    """An interview beside the file."""

    interview: Interview
    met: tuple[Met, ...]
    missed: tuple[Missed, ...]

    @property
    def rows(self) -> tuple[ClaimRow, ...]:
        """Every claim and what the file says to it."""
        return tuple(ClaimRow(claim=m.claim, compared=m.compared) for m in self.met)


def file_from(figures: Iterable[Figure], policy: InterviewPolicy) -> File:
    """What claims are set beside: verified figures only."""
    verified = (f for f in figures if f.status is FigureStatus.VERIFIED)
    return File(standings(verified), policy)


def heard_from(interview: Interview, file: File) -> Heard:
    """Read the owner's words against the file."""
    ground = ground_of(file)
    met = met_in(owner_lines(interview, ground), file, ground, interview.proposals)
    told = tuple(m for m in met if m.found.subject.cores)
    return Heard(interview, told, _missed(interview, met, ground))


def _missed(interview: Interview, met: Sequence[Met], ground: Ground) -> tuple[Missed, ...]:
    return missed_questions(interview, [m.claim for m in met], ground)


def findings_of(
    heard: Heard, earlier: Sequence[Heard], figures: Mapping[str, Figure], policy: InterviewPolicy
) -> tuple[Finding, ...]:
    """Everything that a person should look at, in the order of the recording.

    Args:
        heard: the interview.
        earlier: interviews before it.
        figures: the case's, by key.
        policy: tolerances between two claims.
    """
    found = [
        *_contradictions(heard, figures),
        *_against_itself(heard, policy),
        *_changes(heard, earlier, policy),
        *_unanswered(heard),
        *_voices(heard.interview),
    ]
    made = (_finding(heard.interview, raised) for raised in found)
    return tuple({f.id: f for f in made}.values())


def _contradictions(heard: Heard, figures: Mapping[str, Figure]) -> Iterator[_Raised]:
    for claim, compared in ((m.claim, m.compared) for m in heard.met):
        figure = figures.get(compared.figure or "")
        if compared.relation is not Relation.CONTRADICTS or figure is None:
            continue
        grave = bool(_GRAVE & set(claim.subject.split()))
        severity = Severity.CRITICAL if grave else Severity.WARNING
        text = contradiction_text(claim, compared, figure)
        marks = (claim.id, figure.key)
        yield _Raised(CONTRADICTION, marks, text, severity, (claim.line,), figure.key)


def _against_itself(heard: Heard, policy: InterviewPolicy) -> Iterator[_Raised]:
    told: dict[tuple[str, str], list[SaidClaim]] = {}
    for claim in (m.claim for m in heard.met):
        before = told.setdefault((claim.subject, claim.period), [])
        first = _last_clash([c for c in before if c.line != claim.line], claim, policy)
        if first is not None:
            text, lines = against_itself_text(first, claim), (first.line, claim.line)
            yield _Raised(ITSELF, (first.id, claim.id), text, Severity.WARNING, lines)
        before.append(claim)


def _last_clash(
    before: Sequence[SaidClaim], claim: SaidClaim, policy: InterviewPolicy
) -> SaidClaim | None:
    """The last of earlier claims that can't hold beside this one; the others repeat it."""
    return next((c for c in reversed(before) if _clash(c, claim, policy)), None)


def _changes(heard: Heard, earlier: Sequence[Heard], policy: InterviewPolicy) -> Iterator[_Raised]:
    for before in earlier:
        told: dict[tuple[str, str], list[SaidClaim]] = {}
        for met in before.met:
            told.setdefault((met.claim.subject, met.claim.period), []).append(met.claim)
        for now in (m.claim for m in heard.met):
            old = _last_clash(told.get((now.subject, now.period), ()), now, policy)
            if old is not None:
                text = changed_text(old, now, before.interview.name)
                yield _Raised(CHANGED, (old.id, now.id), text, Severity.INFO, (now.line,))


def _clash(first: SaidClaim, second: SaidClaim, policy: InterviewPolicy) -> bool:
    """Whether two claims of one thing, time and measure can't both hold."""
    if any(c.is_plan or c.is_others for c in (first, second)):
        return False
    if first.subject != second.subject or first.period != second.period:
        return False
    existence = (ClaimSort.ABSENCE, ClaimSort.PRESENCE)
    if first.sort in existence and second.sort in existence:
        return first.sort is not second.sort
    if first.sort is not second.sort or first.unit is not second.unit or first.unit is None:
        return False
    if first.times_a_year != second.times_a_year or first.hedge in _OPEN_ENDED:
        return False
    return second.hedge not in _OPEN_ENDED and _apart(first, second, policy)


def _apart(first: SaidClaim, second: SaidClaim, policy: InterviewPolicy) -> bool:
    """Whether two ranges lie further apart than rounding in speech explains."""
    if first.low is None or second.low is None:
        return False
    ranges = sorted((c.low or _ZERO, c.high or c.low or _ZERO) for c in (first, second))
    (low, below), (above, high) = ranges
    if first.sort is ClaimSort.SINCE:
        return above - below > 1
    return above - below > policy.slack * max(abs(low), abs(high))


def _unanswered(heard: Heard) -> Iterator[_Raised]:
    times: Counter[str] = Counter()
    for missed in heard.missed:
        place = missed.asked.line
        times.update(missed.asked.subject.cores)
        again = max((times[core] for core in missed.asked.subject.cores), default=1)
        text = missed_text(missed, heard.interview.lines[place].start_s, times=again)
        severity = Severity.WARNING if again > 1 else Severity.INFO
        yield _Raised(MISSED, (str(place), missed.asked.text), text, severity, (place,))


def _voices(interview: Interview) -> Iterator[_Raised]:
    for one in interview.departures:
        text = Tongues(one.zh, one.en)
        yield _Raised(VOICE, (str(one.line),), text, Severity.INFO, (one.line,))


def _finding(interview: Interview, raised: _Raised) -> Finding:
    marks = "|".join((raised.rule, interview.source, *raised.marks))
    mark = hashlib.sha256(marks.encode()).hexdigest()[:12]
    statement = Statement(
        key=f"{raised.rule.lower().replace('-', '_')}.value:{mark}",
        kind=StatementKind.COMPARISON if raised.figure else StatementKind.VALUE,
        text_zh=raised.text.zh,
        text_en=raised.text.en,
        figures=(raised.figure,) if raised.figure else (),
    )
    return Finding(
        id=f"{raised.rule}-{mark}",
        kind=FindingKind.DELIVERY if raised.rule == VOICE else FindingKind.INTERVIEW,
        severity=raised.severity,
        rule_id=raised.rule,
        statement=statement,
        evidence=tuple(interview.place_text(n) for n in raised.lines),
    )


def follow_up_of(heard: Heard, findings: Iterable[Finding]) -> tuple[Question, ...]:
    """What still has to be asked: findings of this interview, then claims that nothing settles."""
    asked = [
        Question(id=f.id, zh=f.statement.text_zh, en=f.statement.text_en, why=f.rule_id)
        for f in findings
        if f.rule_id != VOICE
    ]
    for row in heard.rows:
        if row.compared.relation is Relation.UNVERIFIABLE and not row.claim.is_others:
            text = unverified_text(row.claim, row.compared)
            asked.append(Question(id=row.claim.id, zh=text.zh, en=text.en, why="INTERVIEW-OPEN"))
    return tuple(asked)
