"""Gaps, shares, totals, means and remainders: what a number says of two or more quantities."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.proof.stated.asked import Asked
from assistant.proof.stated.changing import Move, changes, moved, time_of
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.sense import Sense
from assistant.proof.stated.values import Value
from assistant.proof.when import When


def gaps(ops: Operands, part: Part, sense: Sense) -> Iterator[Value]:
    """The gap between what stands before 比 or than and what stands after it."""
    if sense.left is None or sense.right is None:
        return
    parts = ops.parts
    when = time_of(parts, part) or ops.when
    times = parts.times_between(*sense.right)
    terms = parts.terms_between(*sense.right)
    if not [t for t in terms if t.id[0] in "cqwhn"] and times:
        asked = ops.asked(*sense.left, _first_time(parts, sense, when))
        if not asked.near:
            asked = ops.asked(0, sense.left[1], asked.when)
        found = list(changes(ops, asked, replace(sense, base=times[-1]), part.numeral.kind))
        yield from found or _from_forecast(ops, part, asked, times[-1])
        return
    ones = operand(ops, sense.left, when)
    twos = ops.phrase(*sense.right, when) if terms or times else []
    if terms and all(
        t.id[0] == "q" for t in terms
    ):  # 比预算 is the budget of what stands before it
        twos = completed(ops, sense.left, sense.right, when) or twos
    twos = twos or completed(ops, sense.left, sense.right, when)
    for one in ones[:2]:
        for two in twos[:2]:
            if one.facts != two.facts:
                yield from moved(Move(one, two), part.numeral.kind)


def _from_forecast(ops: Operands, part: Part, asked: Asked, base: When) -> Iterator[Value]:
    """A forecast beside what was reached at another time: 9.1% above 2024."""
    if "q:forecast" not in asked.near:
        return
    at = base.resolved(asked.when) or base if base.is_open else base
    for one in ops.quantity(asked)[:1]:
        for two in ops.quantity(replace(asked, near=asked.near - {"q:forecast"}, when=at))[:1]:
            yield from moved(Move(one, two), part.numeral.kind)


def _first_time(parts: Parts, sense: Sense, when: When | None) -> When | None:
    own = parts.times_between(*sense.left) if sense.left else []
    return own[-1] if own and not own[-1].is_open else when


def operand(ops: Operands, span: tuple[int, int], when: When | None) -> list[Value]:
    """The first operand; the words of earlier clauses complete it where it names nothing itself."""
    found = ops.phrase(*span, when)
    if not found and span[0] > 0:
        found = ops.quantity(ops.asked(0, span[1], when))
    return found


def completed(
    ops: Operands, left: tuple[int, int], right: tuple[int, int], when: When | None
) -> list[Value]:
    """The second operand from its own words and the first one's concept.

    比预算, than the parent's.
    """
    one = ops.asked(*left, when)
    if not one.head and left[0] > 0:
        one = ops.asked(0, left[1], when)
    own = ids(ops.parts.terms_between(*right))
    if not own:
        return []
    concepts = frozenset(t for t in one.near | one.wide if t[0] == "c" and t == one.head)
    times = ops.parts.times_between(*right)
    at = times[-1].resolved(when) or when if times else when
    kept = (
        concepts
        if own & frozenset(t for t in own if t[0] in "wh")
        else concepts | frozenset(t for t in one.near if t[0] in "hw")
    )
    asked = Asked(own | kept, one.head, frozenset(), one.topic, at)
    return ops.quantity(asked)
