"""Judges one number as what it claims to be, against the facts that its words name."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from assistant.domain.checks import Proof
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.asking import asked_of, starts_move
from assistant.proof.stated.averaging import means
from assistant.proof.stated.changing import changes, moves, subject_of
from assistant.proof.stated.citing import cited_fact
from assistant.proof.stated.compounding import compounds
from assistant.proof.stated.level import UNKNOWN, Outcome, level
from assistant.proof.stated.limit_tests import limits_at
from assistant.proof.stated.limits import LIMITED, is_limited, rooms
from assistant.proof.stated.manners import is_put_otherwise
from assistant.proof.stated.matching import Book, line_of
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.relating import gaps
from assistant.proof.stated.resting import rests
from assistant.proof.stated.roles import roles_of, senses_of
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.senses import bound_of, is_bound
from assistant.proof.stated.sharing import shares
from assistant.proof.stated.stating import GENERIC, Stance, Stated
from assistant.proof.stated.told import told_movement
from assistant.proof.stated.totalling import counted, over_time, shared_total, totals
from assistant.proof.stated.values import Value, fits, of_fact, says
from assistant.proof.units import Kind

_MOST_RESULTS: Final = 24
_OPEN: Final = frozenset((Role.REST, Role.MEAN, Role.TOTAL))
"""Roles of a number that another value of its name doesn't refute."""
_STRICT_ROLES: Final = frozenset((Role.CHANGE, Role.GAP, Role.COMPOUND))


def judged(ops: Operands, part: Part, asked: Asked) -> Outcome:
    """The verdict on one number."""
    fact = cited_fact(ops, part, asked)
    if fact is not None:
        return Outcome(Proof.PROVED, (fact,), of_fact(fact))
    worst = UNKNOWN
    senses = senses_of(ops.parts, part)
    whole = Role.TOTAL in roles_of(senses)
    for index, sense in enumerate(senses):
        outcome = _as(ops, part, asked, sense)
        partial = outcome.verdict is Proof.FALSE or is_part(ops.book, outcome, asked)
        if whole and sense.role is Role.VALUE and partial:
            outcome = UNKNOWN
        if _is_plain(outcome) and any(
            is_put_otherwise(ops.book, ops.parts, part, f) for f in outcome.facts
        ):
            outcome = UNKNOWN
        if outcome.verdict is Proof.PROVED:
            return outcome
        if (
            outcome.verdict is Proof.FALSE
            and worst.verdict is not Proof.FALSE
            and (index == 0 or sense.role is Role.VALUE)
        ):
            worst = outcome
        if sense.role is Role.CHANGE and sense.cue is not None:
            told = told_movement(ops, part, asked, sense.cue)
            if told is not None:
                return Outcome(Proof.PROVED, (told,), of_fact(told))
        more = outcome.verdict is Proof.UNCHECKED and any(
            s.role in _STRICT_ROLES for s in senses[index + 1 :]
        )
        if (
            sense.role in _STRICT_ROLES and sense.cue is not None and not more
        ) or sense.role is Role.LIMIT:
            return outcome if worst.verdict is not Proof.FALSE else worst
    return worst if worst.role is not Role.VALUE or _OPEN.isdisjoint(roles_of(senses)) else UNKNOWN


def _is_plain(outcome: Outcome) -> bool:
    """Whether a number was found as a source states it, without an operation."""
    return outcome.value is not None and outcome.value.name == ""


def echoed(ops: Operands, part: Part, before: Part) -> Outcome:
    """A number that repeats the relation of the one before it at another time: ..., 上年为7.9倍."""
    if (
        part.when is None
        or any(t.id[0] in "cwh" for t in part.before)
        or part.numeral.kind is not before.numeral.kind
    ):
        return UNKNOWN
    if before.when == part.when:
        return UNKNOWN
    copy = replace(
        before,
        numeral=replace(part.numeral, start=before.numeral.start, end=before.numeral.end),
        when=part.when,
        own_when=True,
    )
    for sense in senses_of(ops.parts, before):
        ops.forced = part.when if not part.when.is_open else None
        found = _compared(
            ops,
            copy,
            sense,
            list(
                islice(
                    _results(ops, copy, asked_of(ops.parts, before, ops.topic, part.when), sense),
                    _MOST_RESULTS,
                )
            ),
        )
        ops.forced = None
        if found.verdict is Proof.PROVED:
            return found
    return UNKNOWN


def is_part(book: Book, outcome: Outcome, asked: Asked) -> bool:
    """Whether a number said to be a total was only found as one named part's."""
    if outcome.value is None or outcome.value.name or not outcome.facts:
        return False
    said = asked.near | asked.also | asked.wide | asked.topic
    fact = outcome.facts[0]
    named = frozenset(t for t in fact.label if t[0] in "wh" and t not in said)
    if "q:total" in fact.label or not named:
        return False
    beside = [f for f in book.facts if f.doc == fact.doc and f.line == fact.line and f is not fact]
    if any(
        f.number.kind in (Kind.COUNT, Kind.BARE) and fact.number.kind is Kind.COUNT for f in beside
    ):
        return True
    return any(
        r.first.doc == fact.doc
        and r.label != fact.label
        and r.first.number.kind in (fact.number.kind, Kind.BARE)
        and r.label & fact.label - named
        for r in book.rows
    )


def _as(ops: Operands, part: Part, asked: Asked, sense: Sense) -> Outcome:
    """The verdict on a number as what one reading makes it."""
    if sense.role is Role.LIMIT:
        found = _limit(ops, part, asked)
        if found.verdict is Proof.UNCHECKED and (lead := _inherited(ops, part, asked)) is not asked:
            found = _limit(ops, part, lead)
        return found
    if sense.role is Role.VALUE:
        stated = level(ops, part, asked)
        if stated.verdict is Proof.PROVED:
            return stated
        ruled = _limit(ops, part, asked, named=False) if _may_rule(ops, part, asked) else UNKNOWN
        if ruled.verdict is Proof.PROVED:
            return ruled
        results = list(islice(_value(ops, part, asked), _MOST_RESULTS))
        if asked.flipped and not part.numeral.signed:
            results = [r._replace(amount=-r.amount) for r in results]
        derived = _compared(ops, part, sense, results)
        if derived.verdict is Proof.PROVED:
            return derived
        return stated if stated.verdict is Proof.FALSE else derived
    return _compared(
        ops, part, sense, list(islice(_results(ops, part, asked, sense), _MOST_RESULTS))
    )


def _may_rule(ops: Operands, part: Part, asked: Asked) -> bool:
    """Whether a plain number may state a limit.

    Its words bound it, or no source states a value of the kind.
    """
    if bound_of(ops.parts, part) or is_limited(ops.parts, part):
        return True
    if not asked.head:
        return False
    return not any(
        r.stance is Stance.VALUE
        and asked.head in r.concepts
        and fits(part.numeral, of_fact(r.first))
        for r in ops.book.rows
    )


def _value(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """A plain number's other readings: room to a limit, a defined ratio, another time's terms."""
    yield from rooms(ops, part)
    asked = _inherited(ops, part, asked)
    if starts_move(ops.parts, part):
        yield from (
            m.first
            for m in moves(ops, replace(asked, when=asked.when or ops.when), Sense(Role.CHANGE))
        )
        return
    if part.numeral.kind is Kind.POINTS and "c:base_rate" in asked.near:
        yield from ops.derived(replace(asked, head="c:spread"))
    yield from ops.derived(asked)
    yield from ops.by_time(asked)
    if part.numeral.kind is Kind.COUNT:
        yield from counted(ops, part, asked)
    if "q:average" in asked.near:
        yield from ops.quantity(asked)
    yield from shared_total(ops, asked)
    yield from over_time(ops, asked, part)


def _inherited(ops: Operands, part: Part, asked: Asked) -> Asked:
    """Words without a concept go on speaking of the one before: 利息覆盖约6.0倍，上年为7.9倍."""
    if asked.head and asked.head not in _RULES:
        return asked
    earlier = [
        t for t in ops.parts.terms_between(0, part.begin) if t.id[0] == "c" and t.id not in GENERIC
    ]
    if not earlier:
        return asked
    return replace(asked, near=asked.near | {earlier[-1].id}, head=earlier[-1].id)


def _results(ops: Operands, part: Part, asked: Asked, sense: Sense) -> Iterator[Value]:
    """What the sentence's own operation gives, in the role that its words give the number."""
    if sense.role is Role.CHANGE:
        yield from changes(ops, subject_of(ops, part, sense), sense, part.numeral.kind)
        yield from rooms(ops, part)
    elif sense.role is Role.GAP:
        yield from gaps(ops, part, sense)
        yield from rooms(ops, part)
    elif sense.role is Role.COMPOUND:
        yield from compounds(ops, subject_of(ops, part, sense), sense)
    elif sense.role is Role.SHARE:
        yield from shares(ops, part, sense)
    elif sense.role is Role.TOTAL:
        yield from totals(ops, part, asked)
    elif sense.role is Role.MEAN:
        yield from means(ops, part, asked)
    elif sense.role is Role.REST:
        yield from rests(ops, part, asked)


def _compared(ops: Operands, part: Part, sense: Sense, results: list[Value]) -> Outcome:
    """A number beside what its operation gives."""
    usable = [r for r in results if fits(part.numeral, r)]
    if not usable:
        return UNKNOWN
    for result in usable:
        unsigned = result.name in ("headroom", "rest") or (
            sense.sign == 0 and sense.role in (Role.GAP, Role.CHANGE)
        )
        amount = abs(result.amount) if unsigned else result.amount * (sense.sign or 1)
        cue = sense.cue.cue if sense.role is Role.SHARE and sense.cue is not None else None
        if says(ops.parts, part, result._replace(amount=amount), cue=cue):
            return Outcome(Proof.PROVED, result.facts, result, sense.role)
    first = usable[0]
    return Outcome(
        Proof.FALSE if sense.role in _STRICT_ROLES else Proof.UNCHECKED,
        first.facts,
        first,
        sense.role,
    )


def _limit(ops: Operands, part: Part, asked: Asked, *, named: bool = True) -> Outcome:
    """A number that is said to be a limit (``named``), or that may state one."""
    first: Stated | None = None
    said = bound_of(ops.parts, part)
    bound = is_bound(ops.parts, part)
    for fact in limits_at(ops.book, asked):
        value = of_fact(fact)
        if bound and fact.bound and said[0] != fact.bound[0]:
            first = first or fact
        elif fits(part.numeral, value):
            if says(ops.parts, part, value, plain=True):
                return Outcome(Proof.PROVED, (fact,), value, Role.LIMIT)
            first = first or fact
    if not named:
        return UNKNOWN
    if first is not None:
        return Outcome(Proof.FALSE, (first,), of_fact(first), Role.LIMIT)
    found = level(ops, part, asked)
    ruled = any(
        f.label & _RULES or ((line := line_of(ops.book, f)) and LIMITED.search(line.text))
        for f in found.facts
    )
    return found if ruled and "q:actual" not in found.facts[0].label else UNKNOWN


_RULES: Final = frozenset(("c:covenant", "c:threshold", "c:limit", "i:threshold", "i:limit"))
