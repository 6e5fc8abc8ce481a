"""Whether a value moved as a word says, and how several judgements make one claim."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.stated.changing import Move
from assistant.proof.stated.clauses import Clause, Word
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.stating import Stated
from assistant.proof.units import Kind

FACTORS: Final = {
    Cue.DOUBLE: (Decimal("1.94"), Decimal("2.06")),
    Cue.TRIPLE: (Decimal("2.9"), Decimal("3.1")),
    Cue.HALVE: (Decimal("0.47"), Decimal("0.53")),
}


_LOWER_IS_BETTER: Final = re.compile(
    "debt|liabilit|leverage|overdue|void|expense|cost|dso|dio|ccc|days_turn|churn|ltv|"
    "borrow|late|impairment|penalt|shrinkage|npl|gearing|sick|returned|concentration|逾期|"
    "不良|费用|成本|周转天|亏损|税负|损耗|流失"
)


_REACH: Final = 8
_FLAT: Final = Decimal("0.01")


SPEED: Final = re.compile(
    r"sooner|faster|quicker|quickened|sped up|speeded up|more quickly|加快|变快|提速|加速|slower|"
    r"slow(?:ed|s|ing)(?: down)?|later than|more slowly|放缓|变慢|减慢|放慢|减速|趋缓|迟缓"
)
"""Words of speed: of a time that something takes, faster is less."""


_TAKES_TIME: Final = re.compile(
    "dso|dio|dpo|ccc|days_turn|lead_time|payment_terms|overdue_days|周转天|天数|w:day|周期|账期"
)
_PLAIN_TURN: Final = re.compile(r"weaken|strengthen|走弱|走强")


def _names(terms: Sequence[object]) -> bool:
    return any(getattr(t, "id", " ")[0] in "cwh" for t in terms)


def denied(clause: Clause, at: int) -> bool:
    """Whether a denial stands right before an offset: did not, 未."""
    return (
        re.search(
            r"(?<![a-z])(?:not|n't|never)(?: (?:well|far|much|even|quite|materially|markedly|"
            r"significantly|yet|really))?\s*\Z|并不\Z|并未\Z|未\Z|不\Z|没有?\Z",
            clause.parts.text[clause.start : at],
        )
        is not None
    )


def _sign(cue: CueHit, label: frozenset[str], text: str = "") -> int | None:
    """1 where a word says that a value rose, -1 where it fell."""
    sign = {Cue.UP: 1, Cue.UP_TO: 1, Cue.DOWN: -1, Cue.DOWN_TO: -1}.get(cue.cue)
    if sign is not None:
        return sign
    if _PLAIN_TURN.match(text):
        return 1 if cue.cue is Cue.BETTER else -1
    if cue.cue not in (Cue.BETTER, Cue.WORSE):
        return None
    timed = any(_TAKES_TIME.search(term) for term in label)
    falls = any(_LOWER_IS_BETTER.search(term) for term in label)
    falls = timed if SPEED.fullmatch(text) is not None else falls or timed
    return (1 if cue.cue is Cue.BETTER else -1) * (-1 if falls else 1)


def turned(
    cue: CueHit, move: Move, text: str = "", *, loose: bool = False, more: bool = False
) -> bool:
    """Whether a value moved as a word says."""
    one, two = move.last.amount, move.first.amount
    if cue.cue in FACTORS:
        low, high = FACTORS[cue.cue]
        if two <= 0:
            return False
        ratio = one / two
        if more:
            return ratio > (low + high) / 2 if cue.cue is not Cue.HALVE else ratio < Decimal("0.5")
        slack = Decimal("0.05") if loose else Decimal(0)
        return low * (1 - slack) <= ratio <= high * (1 + slack)
    if cue.cue is Cue.FLAT:
        return abs(one - two) <= abs(two) * _FLAT
    label = (
        frozenset().union(*(f.label for f in move.last.facts))
        if move.last.facts
        else frozenset[str]()
    )
    sign = _sign(cue, label, text)
    return sign is not None and (one - two) * sign > 0


def inside_gaps(ops: Operands, senses: dict[int, list[Sense]]) -> set[int]:
    """Movement words that only say which side of a gap is higher: 高出行业平均2.7个百分点."""
    found = set()
    for start, senses_ in senses.items():
        first = senses_[0] if senses_ else None
        if first is None or first.role not in (Role.GAP, Role.CHANGE) or first.cue is not None:
            continue
        begin = first.left[1] if first.role is Role.GAP and first.left else start - _REACH
        if begin < start:
            moves = ops.parts.cues_between(begin, start)
            found |= {c.start for c in moves if c.cue in (Cue.UP, Cue.DOWN)}
    return found


_FROM_TO: Final = re.compile(r"\s*(?:sharply |slightly |steadily )?(?:from|自|由|从)\s*\Z")


def _given(clause: Clause, cue: CueHit) -> Word | None:
    """A movement between two numbers that the sentence itself gives: 10.2m, up from 9.6m."""
    sign = {Cue.UP: 1, Cue.DOWN: -1}.get(cue.cue)
    after = next((p.numeral for p in clause.numbers if p.numeral.start >= cue.end), None)
    if sign is None or after is None:
        return None
    text = clause.parts.text
    lead = re.sub(
        r"(?:(?:cny|rmb|usd|eur|gbp|hkd|sgd) ?|[$€£¥])\Z", "", text[cue.end : after.start]
    )
    before = [p.numeral for p in clause.parts.parts if p.numeral.end <= cue.start]
    if _FROM_TO.fullmatch(lead) is None or not before or before[-1].kind is not after.kind:
        return None
    if any(c.cue is Cue.TO for c in clause.parts.cues_between(after.end, clause.end)):
        return None
    holds = (before[-1].value - after.value) * sign > 0
    verdict = Proof.PROVED if holds else Proof.FALSE
    return Word(cue.start, cue.end, ClaimKind.DIRECTION, verdict)


def from_to(clause: Clause, cue: CueHit) -> Word | None:
    """A movement between two numbers after it: lengthened from 47 days in April to 51 in May."""
    sign = {Cue.UP: 1, Cue.DOWN: -1}.get(cue.cue)
    numbers = [p.numeral for p in clause.numbers if p.numeral.start >= cue.end]
    if sign is None or len(numbers) < 2:  # noqa: PLR2004  from one to the other
        return None
    first, last = numbers[:2]
    starts = clause.parts.cues_between(cue.end, first.start)
    ends = clause.parts.cues_between(first.end, last.start)
    said = [c.cue for c in starts] == [Cue.FROM] and [c.cue for c in ends] == [Cue.TO]
    alike = first.kind is last.kind or Kind.BARE in (first.kind, last.kind)
    if not said or not alike:
        return None
    if clause.parts.terms_between(cue.end, first.start):
        return None
    verdict = Proof.PROVED if (last.value - first.value) * sign > 0 else Proof.FALSE
    return Word(cue.start, cue.end, ClaimKind.DIRECTION, verdict)


def worded(
    start: int, end: int, kind: ClaimKind, verdicts: Sequence[tuple[bool, tuple[Stated, ...]]]
) -> Word:
    """One claim from how each candidate judged it."""
    if not verdicts:
        return Word(start, end, kind, Proof.UNCHECKED)
    holds = [facts for ok, facts in verdicts if ok]
    if len(holds) == len(verdicts):
        return Word(start, end, kind, Proof.PROVED, holds[0])
    if not holds:
        return Word(start, end, kind, Proof.FALSE, verdicts[0][1])
    return Word(start, end, kind, Proof.UNCHECKED, holds[0])
