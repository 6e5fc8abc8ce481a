"""Judges superlatives and ordinals.

The highest, the second largest, the only one, growing fastest.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.asked import NAMING, Asked
from assistant.proof.stated.changing import pairs
from assistant.proof.stated.clauses import ORDINAL, RANK, Clause, Word, order_of
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.matching import line_of
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.sets import Member, common, said_size, sets_of
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.times import RELATIVE
from assistant.proof.when import TimeKind, When

_LEAST_SHARE: Final = 0.5
_MOST: Final = 24
_FASTEST: Final = re.compile(r"增长最快|增速最|(?<![a-z])fastest[- ]growing|grew (?:the )?fastest")
_PEAKED: Final = re.compile("peaked|topped out|bottomed|troughed|见顶|见底")
_COST: Final = re.compile("cheapest|dearest|most expensive|costliest")
_RANK_TERMS: Final = frozenset(("q:peak", "i:threshold", "q:total"))


def rank_claims(ops: Operands, clause: Clause) -> Iterator[Word]:
    """What superlatives and ordinals claim."""
    for pattern in (RANK, ORDINAL):
        for match in pattern.finditer(clause.parts.text, clause.start, clause.end):
            if _is_name(clause, match, ops.book.known) or (
                pattern is RANK and _is_ordinal(clause, match)
            ):
                continue
            order = 1 if pattern is RANK else order_of(match)
            low = (pattern is RANK and match["low"] is not None) or (
                pattern is ORDINAL and re.search("smallest|lowest", match[0]) is not None
            )
            verdict, facts = _ranked(ops, clause, order, low=low, word=match[0])
            if pattern is RANK and (_is_told(ops, low=low) or _is_told(ops, low=not low)):
                verdict = Proof.PROVED if _is_told(ops, low=low) else Proof.FALSE
                facts = ops.proved[:1]
            uses = _sizes(clause) if verdict is Proof.PROVED else ()
            yield Word(match.start(), match.end(), ClaimKind.COMPARISON, verdict, facts, uses=uses)


def _is_told(ops: Operands, *, low: bool) -> bool:
    """Whether the line of a proved number, its only one, says the superlative itself."""
    for fact in ops.proved:
        line = line_of(ops.book, fact)
        if line is not None and len(line.numerals) == 1 and len(ops.proved) == 1:
            match = RANK.search(line.text)
            if match is not None and (match["low"] is not None) is low:
                return True
    return False


def _is_ordinal(clause: Clause, match: "re.Match[str]") -> bool:
    """Whether a superlative is part of an ordinal: the second largest."""
    return any(
        o.start() < match.end() and match.start() < o.end()
        for o in ORDINAL.finditer(clause.parts.text, clause.start, clause.end)
        if o["en"] is not None
    )


def _is_name(clause: Clause, match: "re.Match[str]", known: Mapping[str, int]) -> bool:
    """Whether the word is part of a name or a bound: the largest customer, 最长两年."""
    if any(
        t.start <= match.start() < t.end
        for t in clause.parts.terms
        if (t.id[0] == "n" and t.id in known) or t.id == "c:overdue_days"
    ):
        return True
    if any(0 <= p.numeral.start - match.end() <= 1 for p in clause.numbers):
        return True
    return "second" in match[0] and clause.parts.text[
        match.end() : match.end() + 9
    ].strip().startswith(("half", "quarter"))


def _ranked(
    ops: Operands, clause: Clause, order: int, *, low: bool, word: str
) -> tuple[Proof, tuple[Stated, ...]]:
    terms = (
        clause.terms
        if any(t.id[0] == "c" for t in clause.terms)
        else [*ops.parts.terms_between(0, clause.start), *clause.terms]
    )
    asked = asked_for(
        [
            t
            for t in terms
            if t.id not in _RANK_TERMS and (t.id[0] != "n" or t.id in ops.book.known)
        ],
        clause.when() or ops.when,
        wide=clause.earlier,
        topic=ops.topic,
    )
    if asked.head in NAMING:
        asked = replace(asked, head="")
    if _COST.search(word):
        priced = next(
            (
                c
                for c in ("c:interest_rate", "c:price")
                if any(c in r.concepts for r in ops.book.rows)
            ),
            "",
        )
        asked = replace(asked, near=asked.near | {priced}, head=priced) if priced else asked
    said = ids(clause.terms) | clause.earlier | ops.topic
    size = said_size(ops.parts, 0, len(ops.parts.text))
    if _PEAKED.search(word):
        asked = replace(asked, when=None)
    for asked_at in _times_asked(asked, clause):
        loose = size is not None or not any(asked.head in r.concepts for r in ops.book.rows)
        for members in _singles(ops, asked_at, loose=loose):
            if size is not None and len(members) != size:
                continue
            if asked.head and asked.head not in members[0].row.concepts and members[0].row.concepts:
                continue
            chosen = chosen_of(members, ids(clause.terms), clause) or chosen_of(
                members, said, clause
            )
            chosen = chosen or _given(members, ops)
            if chosen is None:
                continue
            values = _measured(ops, members, clause)
            if values is None:
                continue
            ordered = sorted(values.values(), reverse=not low)
            place = order - 1 if order > 0 else order
            holds = (
                order <= len(ordered)
                and ordered[place] == values[id(chosen)]
                and ordered.count(ordered[place]) == 1
            )
            return (Proof.PROVED if holds else Proof.FALSE), (
                chosen.fact,
                *(m.fact for m in members if m is not chosen),
            )
    return Proof.UNCHECKED, ()


def _singles(ops: Operands, asked: Asked, *, loose: bool) -> Iterator[list[Member]]:
    """Sets of single things: what a list sums up as others has no rank."""
    for members in islice(sets_of(ops.book, asked, loose=loose), _MOST):
        single = [m for m in members if "q:other" not in m.row.label]
        if len(single) > 1:
            yield single


def _times_asked(asked: Asked, clause: Clause) -> Iterator[Asked]:
    """The words at the time named; where they compare times, over the whole span of them."""
    when = asked.when
    if (
        when is not None
        and when.year is not None
        and when.kind
        in (TimeKind.MONTH, TimeKind.MONTH_END, TimeKind.QUARTER, TimeKind.HALF, TimeKind.DAY)
    ):
        yield replace(asked, when=When(0, 0, TimeKind.YEAR, when.year))
    if (
        when is not None
        and when.kind in (TimeKind.YEAR, TimeKind.FISCAL)
        and re.search(r"[年季月]|(?<![a-z])(?:years|quarters|months)(?![a-z])", clause.parts.text)
    ):
        yield asked
        yield replace(asked, when=None)
        return
    yield asked


def _measured(
    ops: Operands, members: Sequence[Member], clause: Clause
) -> dict[int, Decimal] | None:
    """What the members are ordered by: their values, or their growth."""
    if not _FASTEST.search(clause.parts.text):
        return {id(m): m.fact.number.value for m in members}
    grown: dict[int, Decimal] = {}
    for member in members:
        found = [
            (a, b)
            for a, b in pairs(ops.book, member.row, member.fact.when, Sense(Role.CHANGE))
            if b.number.value > 0
        ]
        if not found:
            return None
        grown[id(member)] = found[0][0].number.value / found[0][1].number.value
    return grown


def chosen_of(members: Sequence[Member], said: frozenset[str], clause: Clause) -> Member | None:
    """The member that the words name: by its own terms, or by its time."""
    if all(m.row is members[0].row for m in members):
        times = [
            t
            for t in clause.parts.times_between(clause.start, clause.end)
            if t.kind not in RELATIVE
        ] or list(clause.parts.times)
        for time in reversed(times):
            found = [m for m in members if is_at(m.fact, time)]
            if len(found) == 1:
                return found[0]
        return None
    shared = common(members)
    scored = []
    for member in members:
        own = member.row.label - shared
        scored.append((len(own & said) / max(1, len(own)), member))
    scored.sort(key=lambda pair: -pair[0])
    if scored[0][0] < _LEAST_SHARE or (len(scored) > 1 and scored[1][0] >= scored[0][0]):
        return None
    return scored[0][1]


def _given(members: Sequence[Member], ops: Operands) -> Member | None:
    """The member whose number the sentence gave just before: 42,000, the lowest of three years."""
    return next((m for f in reversed(ops.proved) for m in members if m.fact is f), None)


def is_at(fact: Stated, time: When) -> bool:
    """Whether a time is the fact's.

    By year and part, or by its part alone where it leaves its year open.
    """
    own = fact.when
    if own is None:
        return False
    kinds = {own.kind, time.kind}
    same = own.kind is time.kind or kinds in (
        {TimeKind.MONTH, TimeKind.MONTH_END},
        {TimeKind.YEAR, TimeKind.FISCAL},
        {TimeKind.YEAR, TimeKind.YEAR_END},
    )
    return (
        same
        and own.part == time.part
        and (time.year is None or own.year is None or own.year == time.year)
    )


def _sizes(clause: Clause) -> tuple[int, ...]:
    """Small counts of the sentence: the size of the set that was judged."""
    return tuple(
        p.numeral.start
        for p in clause.parts.parts
        if p.numeral.words and 1 < p.numeral.value <= 31 * p.numeral.factor
    )
