"""A value and its limit that a sentence gives itself: 1.14x, below the 1.20x floor; a breach."""

from typing import Final, NamedTuple

from assistant.proof.stated.limit_tests import WORDS, every_limit
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part, ids
from assistant.proof.stated.roles import is_limit_number
from assistant.proof.stated.senses import bound_in
from assistant.proof.stated.stating import GENERIC, Stated
from assistant.proof.stated.values import comparable, fits, of_fact, of_numeral
from assistant.proof.units import Kind

_SIZED: Final = (Kind.MONEY, Kind.PERCENT, Kind.TIMES, Kind.BARE, Kind.DAYS, Kind.MONTHS)
_REACH: Final = 24


class Pair(NamedTuple):
    """A value beside the limit that the sentence gives for it."""

    value: Part
    edge: Part
    bound: str
    """``>=``, ``<=``, ``>`` or ``<``: what the value must be."""
    facts: tuple[Stated, ...]

    @property
    def holds(self) -> bool:
        """Whether the value keeps to the limit."""
        value, edge = self.value.numeral.value, self.edge.numeral.value
        if self.bound[0] == ">":
            return value > edge or (value == edge and self.bound == ">=")
        return value < edge or (value == edge and self.bound == "<=")


def given_pair(ops: Operands, end: int) -> Pair | None:
    """The last value and limit that the sentence gives before ``end``; None where it doesn't.

    The limit must be one of the sources', of what the sentence speaks of.
    """
    edges = [
        (p, found)
        for p in ops.parts.parts
        if p.numeral.start < end and p.numeral.kind in _SIZED and (found := _limits(ops, p))
    ]
    if not edges:
        return None
    edge, facts = edges[-1]
    values = [
        p
        for p in ops.parts.parts
        if p is not edge
        and p.numeral.start < end
        and not p.numeral.words
        and p.numeral.kind is edge.numeral.kind
        and comparable(of_numeral(p.numeral), of_numeral(edge.numeral))
        and not any(p is other for other, _ in edges)
    ]
    before = [p for p in values if p.numeral.start < edge.numeral.start]
    value = before[-1] if before else values[0] if values else None
    bounds = {f.bound for f in facts if f.bound and f.bound != "in"}
    if not bounds:
        bounds = {b for b in (_said(ops, edge),) if b}
    return Pair(value, edge, bounds.pop(), facts) if value and len(bounds) == 1 else None


def _limits(ops: Operands, part: Part) -> tuple[Stated, ...]:
    """The sources' limits that a number states: of its value, and named in the sentence."""
    said = ids(ops.parts.terms)
    named = is_limit_number(ops.parts, part)
    found = []
    for row in every_limit(ops.book):
        own = frozenset(t for t in row.label - WORDS if t[0] == "c" and t not in GENERIC)
        for fact in row.facts:
            same = abs(fact.number.value - part.numeral.value) <= part.numeral.half
            if same and fits(part.numeral, of_fact(fact)) and (own & said or (named and not own)):
                found.append(fact)
    return tuple(found)


def _said(ops: Operands, edge: Part) -> str:
    """The bound that the words around a limit give: floor, 上限."""
    start, end = ops.parts.clause_span(edge.clause)
    text = ops.parts.text
    around = text[max(start, edge.numeral.start - _REACH) : min(end, edge.numeral.end + _REACH)]
    return bound_in(around)
