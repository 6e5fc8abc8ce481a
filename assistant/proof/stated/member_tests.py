"""What is claimed of each member of a set: it moved, lies beyond a bound, is a profit."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from assistant.proof.comparing import is_loose
from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Hedge, Numeral
from assistant.proof.stated.changing import pairs
from assistant.proof.stated.clauses import PROFIT, Clause
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.relating import completed
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.sets import Member
from assistant.proof.stated.values import Value, comparable, of_fact
from assistant.proof.units import Kind
from assistant.proof.when import When


class Test(NamedTuple):
    """What is claimed of each member, and the words and numbers that say so."""

    holds: Callable[[Member], bool | None]
    uses: tuple[int, ...]
    edge: Numeral | None = None
    """The bound that each is said to keep to."""
    stop: int | None = None
    """Where the words end that name the set: what follows names what each is compared with."""


class Said(NamedTuple):
    """How many of how many: the words that quantify a clause."""

    start: int
    end: int
    number: int | None
    """k of n; None for all or none."""
    none: bool
    size: int | None
    uses: tuple[int, ...]
    but: int = 0
    """How many a claim of all leaves out: all but one."""


def _test(ops: Operands, clause: Clause, said: Said) -> Test | None:
    """What is claimed of each member: it moved, lies beyond a bound, is a profit, is nil."""
    bound = _bound(clause, said)
    if bound is not None:
        return bound
    against = _against(ops, clause)
    if against is not None:
        return against
    profit = PROFIT.search(clause.parts.text, clause.start, clause.end)
    if profit is not None and _NOT.search(clause.parts.text[clause.start : profit.start()]):
        return None
    if profit is not None:
        sign = -1 if profit["no"] else 1
        sign = 1 if said.none and not profit["yes"] else sign
        return Test(lambda m: m.fact.number.value * sign > 0, (profit.start(),))
    nil = _NIL.search(clause.text)
    if nil is not None:
        return Test(lambda m: m.fact.number.value == 0, ())
    return _moved(ops, clause) or _has(clause)


_NOT: Final = re.compile(r"(?:(?<![a-z])(?:not|never)|n't)(?: \w+)?\s*\Z")
_NIL: Final = re.compile(
    r"为零|为0(?!\d)|(?<![a-z])ha(?:s|ve|d) no(?! (?:more|less))(?![a-z])|"
    r"(?<![a-z])(?:nil|zero)(?![a-z])"
)


_HAS: Final = re.compile(
    r"(?<![a-z])(?:has|have|had|was returned|were returned|took|carries|owes|uses?|used|paid|"
    r"pays|incurred|incurs|received|receives|drew|draws|spent|spends|recorded|suffered)(?![a-z])|"
    r"(?<![没未])有(?=[\u4e00-\u9fff])"
)


def _has(clause: Clause) -> Test | None:
    """Each has some of what is counted: 均有对外担保, every entity has bank debt."""
    if _HAS.search(clause.text) is None:
        return None
    return Test(lambda m: m.fact.number.value != 0, ())


def _moved(ops: Operands, clause: Clause) -> Test | None:
    move = next(
        (c for c in clause.cues if c.cue in (Cue.UP, Cue.DOWN, Cue.BETTER, Cue.WORSE)), None
    )
    if move is None:
        return None
    part = next(
        (
            p
            for p in clause.numbers
            if p.numeral.start >= move.end
            and p.numeral.kind in (Kind.PERCENT, Kind.MONEY, Kind.POINTS)
        ),
        None,
    )
    sign = 1 if move.cue in (Cue.UP, Cue.BETTER) else -1

    def holds(member: Member) -> bool | None:
        found = [
            (a, b)
            for a, b in pairs(ops.book, member.row, member.fact.when, Sense(Role.CHANGE))
            if a is not b
        ]
        if not found:
            return None
        gaps = [a.number.value - b.number.value for a, b in found]
        if part is not None and part.numeral.kind is Kind.MONEY:
            return all(abs(g * sign - part.numeral.value) <= part.numeral.half for g in gaps)
        return None if part is not None else all(g * sign > 0 for g in gaps)

    return Test(holds, (move.start, *((part.numeral.start,) if part is not None else ())))


def _against(ops: Operands, clause: Clause) -> Test | None:
    """Each lies above or below a named thing: 付款大于收款, above the forecast."""
    cue = next((c for c in clause.cues if c.cue in (Cue.ABOVE, Cue.BELOW)), None)
    if cue is None or not clause.parts.terms_between(cue.end, clause.end):
        return None
    if any(p.numeral.start >= cue.end for p in clause.numbers):
        return None
    sign = 1 if cue.cue is Cue.ABOVE else -1
    right = (cue.end, clause.end)

    def holds(member: Member) -> bool | None:
        when: When | None = member.fact.when
        twos = ops.quantity(ops.asked(*right, when)) or completed(
            ops, (clause.start, cue.start), right, when
        )
        one = of_fact(member.fact)
        if not twos or not comparable(one, twos[0]) or twos[0].facts == one.facts:
            return None
        return (one.amount - twos[0].amount) * sign > 0

    return Test(holds, (cue.start,), stop=cue.start)


_BOUND_AFTER: Final = re.compile(
    r"\s*(?:元|%|天|倍)?(?P<up>以上|or more|and above|or higher)|\s*(?P<down>以下|以内|or "
    r"less|and below|or lower)"
)


def _bound(clause: Clause, said: Said) -> Test | None:
    part = next(
        (p for p in clause.numbers
         if p.numeral.start != said.start and not (p.numeral.words and p.numeral.kind is Kind.COUNT)
         and (_hedged(p) or p.numeral.hedge is Hedge.OVER
              or _BOUND_AFTER.match(clause.parts.text, p.numeral.end))),
        None,
    )  # fmt: skip
    if part is None:
        return None
    after = _BOUND_AFTER.match(clause.parts.text, part.numeral.end)
    cue, number = _hedged(part), part.numeral
    uses = (number.start, *(c.start for c in part.cues))
    over = number.hedge is Hedge.OVER and number.words and cue is None
    up = cue in (Cue.ABOVE, Cue.AT_LEAST) or bool(after and after["up"]) or over
    strict = cue in (Cue.ABOVE, Cue.BELOW) or over
    return Test(lambda m: _beyond(m, number, up=up, strict=strict), uses, number)


def _beyond(member: Member, number: Numeral, *, up: bool, strict: bool) -> bool | None:
    value, edge = member.fact.number.value, number.value
    if not comparable(of_fact(member.fact), Value(edge, number.kind, number.currency, ())):
        return None
    if up:
        return value > edge if strict else value >= edge
    return value < edge if strict else value <= edge


def is_far(member: Member, edge: Numeral) -> bool:
    """Whether a bound says next to nothing of a member: a wrong scale would be one."""
    return is_loose(edge, member.fact.number.value, Cue.AT_LEAST)


def _hedged(part: Part) -> Cue | None:
    return next(
        (
            c.cue
            for c in reversed(part.cues)
            if c.cue in (Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST)
        ),
        None,
    )
