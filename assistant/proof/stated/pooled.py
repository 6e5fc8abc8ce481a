"""Two quantities that a sentence names anywhere in its clause, joined by what its words tell.

Where ``sharing`` and ``relating`` read the operands from fixed places around the number, here they
are the facts whose own words stand in the clause. Of all pairs so named the best named one decides:
a pair that fits the number but is named no better than one that doesn't fit proves nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations
from typing import Final, NamedTuple

from assistant.domain.checks import Proof
from assistant.proof.stated.asked import STRICT, Asked
from assistant.proof.stated.deriving import same_time
from assistant.proof.stated.kinship import alikes
from assistant.proof.stated.level import UNKNOWN, Outcome
from assistant.proof.stated.matching import SLIGHT, Book
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.stating import Row, Stance
from assistant.proof.stated.terms import Term
from assistant.proof.stated.values import Value, comparable, fits, less, of_fact, over, says
from assistant.proof.units import Kind

_MOST: Final = 12
"""Facts that are tried as operands: the best named ones."""
_LEAST: Final = 0.9
_AHEAD: Final = 0.3
"""How much better a pair must be named than the best one that doesn't fit."""
_UNSAID: Final = 0.35
_FAR: Final = 0.6
"""What a word of an earlier clause counts."""
_HALF: Final = 0.5
_OF: Final = re.compile(r" ?(?:of|的)(?![a-z]) ?")
_AMOUNTS: Final = (Kind.MONEY, Kind.COUNT, Kind.BARE)


class Mention(NamedTuple):
    """A fact that a clause names, how well, and by which of its words."""

    value: Value
    score: float
    said: frozenset[int]
    """Where the words stand."""

    def apart(self, other: "Mention") -> int:
        """Where it is named first by a word that doesn't name another one."""
        return min(self.said - other.said, default=-1)


def pooled(ops: Operands, part: Part, asked: Asked, senses: Sequence[Sense]) -> Outcome:
    """A number as what one operation gives of two facts that the clause names."""
    roles = {s.role for s in senses}
    moved = roles & {Role.CHANGE, Role.GAP, Role.COMPOUND}
    if Role.TOTAL in roles:
        return UNKNOWN
    if part.numeral.kind in (Kind.PERCENT, Kind.TIMES) and not moved:
        return _decided(ops, part, _ratios)
    if part.numeral.kind in (*_AMOUNTS, Kind.POINTS) and Role.GAP in roles:
        return _decided(ops, part, _gaps)
    return UNKNOWN


def _decided(
    ops: Operands, part: Part, pairs: Callable[[list[Mention], int], Iterator[tuple[float, Value]]]
) -> Outcome:
    best: tuple[float, Value] | None = None
    rival = 0.0
    of = _OF.match(ops.parts.text, part.numeral.end)
    for score, value in pairs(_mentions(ops, part), of.end() if of is not None else 0):
        if not fits(part.numeral, value):
            continue
        if says(ops.parts, part, value):
            if best is None or score > best[0]:
                best = (score, value)
        else:
            rival = max(rival, score)
    if best is None or best[0] < rival + _AHEAD:
        return UNKNOWN
    return Outcome(Proof.PROVED, best[1].facts, best[1], Role.SHARE)


def _ratios(named: list[Mention], of: int) -> Iterator[tuple[float, Value]]:
    """One amount over another: the one named first, or the other where the number is of it."""
    for one, two in permutations(named, 2):
        if not _apart(one, two) or one.value.kind not in _AMOUNTS:
            continue
        first, last = one.apart(two), two.apart(one)
        if (first > last) is not (of > 0 and last >= of and first >= of):
            continue
        if not comparable(one.value, two.value) or not same_time(one.value, two.value):
            continue
        ratio = over(one.value, two.value, Kind.PERCENT, "share")
        if ratio is not None:
            yield one.score + two.score, ratio


def _gaps(named: list[Mention], _: int) -> Iterator[tuple[float, Value]]:
    """How far two amounts of one sort lie apart."""
    for one, two in combinations(named, 2):
        if _apart(one, two) and same_time(one.value, two.value):
            gap = less(one.value, two.value, "difference")
            if gap is not None:
                yield one.score + two.score, gap._replace(amount=abs(gap.amount))


def _apart(one: Mention, two: Mention) -> bool:
    """Whether each is named by a word that doesn't name the other."""
    return not one.said <= two.said and not two.said <= one.said


def _mentions(ops: Operands, part: Part) -> list[Mention]:
    """The facts that the clause names, the best named first."""
    start, end = ops.parts.clause_span(part.clause)
    near = ops.parts.terms_between(start, end)
    far = ops.parts.terms_between(0, start)
    when = part.when or ops.when
    found = []
    for row in ops.book.rows:
        if row.stance is not Stance.VALUE or row.first.number.high is not None:
            continue
        named = _named(ops.book, row, near, far, ops.topic)
        if named is None or named[0] < _LEAST:
            continue
        facts = ops.book.at(row, when).facts
        if len({f.number.value for f in facts}) == 1:
            found.append(Mention(of_fact(facts[0]), *named))
    found.sort(key=lambda m: -m.score)
    return found[:_MOST]


def _named(
    book: Book, row: Row, near: Sequence[Term], far: Sequence[Term], topic: frozenset[str]
) -> tuple[float, frozenset[int]] | None:
    """How well a clause names a row and where; None where it leaves a name of the row unsaid."""
    got, lost, said = 0.0, 0.0, set()
    for term in row.label:
        names = {term, *alikes(term), f"i:{term[2:]}"} if term[0] == "c" else {term}
        places = [t.start for t in near if t.id in names]
        worth = book.worth(term)
        if places:
            got += worth
            said.update(places)
        elif any(t.id in names for t in far) or names & topic:
            got += worth * _FAR
        elif term[0] == "n" or term in STRICT or term.startswith("w:#"):
            return None
        elif term not in SLIGHT:
            lost += worth
    said = said or {t.start for t in far if t.id in row.label}
    if not said or got < (got + lost) * _HALF:
        return None
    return got - lost * _UNSAID, frozenset(said)
