"""What a value that the sentence has just worked out moved by, and what counted things come to.

短期借款与长期借款合计2,400万元，较2023年末减少100万元: the same sum at the other time, and the gap.
已确权4笔，金额合计357.89万元: the amounts of the four that were counted.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue
from assistant.proof.stated.level import UNKNOWN, Outcome
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.settling import Judged
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.times import facts_at
from assistant.proof.stated.values import Value, added, fits, less, of_fact, over, says
from assistant.proof.units import Kind
from assistant.proof.when import When, previous, year_before

_RATIOS: Final = (Kind.PERCENT, Kind.TIMES)
_TWO: Final = 2
_SUMMED: Final = re.compile(
    r"合计|共计|总计|金额|总额|共|(?<![a-z])(?:total(?:s|ling|led)?|together|worth|amounting to|"
    r"amounts? to|in all|combined|aggregate|for)(?![a-z])"
)


def rebased(ops: Operands, part: Part, senses: Sequence[Sense], before: Judged | None) -> Outcome:
    """A movement or gap of the value that the number before it is, against another time.

    Args:
        ops: the sentence's reader.
        part: the number.
        senses: what it may claim to be.
        before: the proved number before it.
    """
    moved = next((s for s in senses if s.role in (Role.CHANGE, Role.GAP)), None)
    if moved is None or before is None or before.value is None or not before.value.name:
        return UNKNOWN
    now = before.value
    between = ops.parts.terms_between(before.end, part.numeral.start)
    if any(t.id[0] in "cwn" for t in between) or not now.facts:
        return UNKNOWN
    base = _base(ops, part, before, moved)
    then = _at(ops, now, base) if base is not None else None
    gap = less(now, then, "change") if then is not None else None
    if gap is None or then is None:
        return UNKNOWN
    if part.numeral.kind is Kind.PERCENT and now.kind not in _RATIOS:
        gap = over(gap, then, Kind.PERCENT, "change") or gap
    amount = gap.amount * (moved.sign or 1) if moved.sign else abs(gap.amount)
    value = gap._replace(amount=amount)
    if not fits(part.numeral, value):
        return UNKNOWN
    proved = says(ops.parts, part, value)
    return Outcome(Proof.PROVED if proved else Proof.FALSE, value.facts, value, moved.role)


def _base(ops: Operands, part: Part, before: Judged, moved: Sense) -> When | None:
    """The time that the movement is measured from."""
    times = ops.parts.times_between(before.end, part.numeral.start)
    own = before.facts[0].when
    if times:
        found = times[-1].resolved(own) if times[-1].is_open and own is not None else times[-1]
        return found or times[-1]
    if own is None:
        return None
    if ops.parts.has(Cue.YEARLY, before.end, part.numeral.start):
        return year_before(own)
    if ops.parts.has(Cue.STEPWISE, before.end, part.numeral.start):
        return previous(own)
    return moved.base


def _at(ops: Operands, now: Value, base: When) -> Value | None:
    """The same operation at another time; None where a part of it has no value then."""
    then: list[Value] = []
    for fact in now.facts:
        row = next((r for r in ops.book.rows if any(f is fact for f in r.facts)), None)
        found = facts_at(row.facts, base, ops.book.year_end(row)).facts if row is not None else []
        if len({f.number.value for f in found}) != 1 or found[0] is fact:
            return None
        then.append(of_fact(found[0]))
    if now.name == "total":
        return added(then, "total")
    if now.kind in _RATIOS and len(then) == _TWO:
        return over(then[0], then[1], now.kind, now.name)
    return None


def gathered(ops: Operands, part: Part, found: Sequence[Judged]) -> Outcome:
    """An amount as what the things that were counted right before it come to."""
    if part.numeral.kind not in (Kind.MONEY, Kind.BARE):
        return UNKNOWN
    counted = [
        j
        for j in found
        if j.kind is ClaimKind.QUANTIFIER
        and j.verdict is Proof.PROVED
        and j.facts
        and j.end <= part.numeral.start
    ]
    if not counted or not _SUMMED.search(ops.parts.text, counted[-1].end, part.numeral.start):
        return UNKNOWN
    for column in _columns(counted[-1].facts):
        total = added([of_fact(f) for f in column], "total") or of_fact(column[0])
        if fits(part.numeral, total) and says(ops.parts, part, total):
            return Outcome(Proof.PROVED, total.facts, total, Role.TOTAL)
    return UNKNOWN


def _columns(facts: Sequence[Stated]) -> Iterator[list[Stated]]:
    """The columns of money that hold one amount in each of the facts' lines."""
    lines = {f.line for f in facts}
    columns: dict[int, list[Stated]] = {}
    for fact in facts:
        if fact.column >= 0 and fact.number.kind is Kind.MONEY:
            columns.setdefault(fact.column, []).append(fact)
    yield from (
        c for c in columns.values() if len(c) == len(lines) and {f.line for f in c} == lines
    )
