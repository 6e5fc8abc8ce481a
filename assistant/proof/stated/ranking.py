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
from assistant.proof.stated.choosing import chosen_by
from assistant.proof.stated.clauses import RANK, Clause, Word
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.matching import line_of
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.ranks import Told, ranks_of
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.sets import Member, said_size, sets_of, times_of
from assistant.proof.stated.stating import PAID, Stated
from assistant.proof.when import TimeKind, When

_MOST: Final = 24
_FASTEST: Final = re.compile(r"增长最快|增速最|(?<![a-z])fastest[- ]growing|grew (?:the )?fastest")
_PEAKED: Final = re.compile("peaked|topped out|bottomed|troughed|见顶|见底")
_COST: Final = re.compile("cheapest|dearest|most expensive|costliest")
_RANK_TERMS: Final = frozenset(("q:peak", "i:threshold", "q:total", "q:other"))


def rank_claims(ops: Operands, clause: Clause) -> Iterator[Word]:
    """What superlatives and ordinals claim."""
    for match, told in ranks_of(clause, ops.book.known):
        verdict, facts = ranked(ops, clause, told)
        if verdict is Proof.UNCHECKED and told.dated:
            verdict, facts = _of_proved(ops, told)
        as_told, against = (_is_told(ops, low=low) for low in (told.low, not told.low))
        if match.re is RANK and (as_told or against):
            verdict, facts = Proof.PROVED if as_told else Proof.FALSE, ops.proved[:1]
        if _is_denied(clause, match):
            verdict = {Proof.PROVED: Proof.FALSE, Proof.FALSE: Proof.PROVED}.get(verdict, verdict)
        uses = _sizes(clause) if verdict is Proof.PROVED else ()
        yield Word(match.start(), match.end(), ClaimKind.COMPARISON, verdict, facts, uses=uses)


_TOLD_BESIDE = 8
"""So close before its number a source's own superlative belongs to it: 最长38天."""


_DENIED: Final = re.compile(
    r"(?<![a-z])(?:not(?! only| just)|never|no longer|nor)(?![a-z])|n't(?![a-z])|"
    r"并非|不是|不算|没有|未能|并未|不再"
)


def _is_denied(clause: Clause, match: "re.Match[str]") -> bool:
    """Whether a rank is denied: December was not the strongest month."""
    before = (m.end() for m in RANK.finditer(clause.parts.text, clause.start, match.start()))
    since = max(before, default=clause.start)
    return _DENIED.search(clause.parts.text, since, match.start()) is not None


def _is_told(ops: Operands, *, low: bool) -> bool:
    """Whether the line of a proved number, its only one, says the superlative itself."""
    for fact in ops.proved:
        line = line_of(ops.book, fact)
        if line is None:
            continue
        single = len(line.numerals) == 1 and len(ops.proved) == 1
        for match in RANK.finditer(line.text):
            near = any(
                0 <= n.start - match.end() <= _TOLD_BESIDE and n.value == fact.number.value
                for n in line.numerals
            )
            if (single or near) and (match["low"] is not None) is low:
                return True
    return False


def ranked(ops: Operands, clause: Clause, told: Told) -> tuple[Proof, tuple[Stated, ...]]:
    """Whether what a superlative or ordinal names has that rank in a set of like things."""
    asked = _asked(ops, clause, told)
    said = ids(clause.terms) | clause.earlier | ops.topic
    size = told.size or said_size(ops.parts, 0, len(ops.parts.text))
    for asked_at in _times_asked(asked, clause):
        loose = size is not None or not any(asked.head in r.concepts for r in ops.book.rows)
        for members in _singles(ops, asked_at, loose=loose):
            if size is not None and len(members) != size and not told.listed:
                continue
            if told.timed and any(m.row is not members[0].row for m in members):
                continue
            if asked.head and asked.head not in members[0].row.concepts and members[0].row.concepts:
                continue
            chosen = chosen_by(ops, members, said, clause, told)
            values = _measured(ops, members, clause) if chosen else None
            if values is None:
                continue
            if told.listed:
                if size not in (None, len(chosen), len(members)) or len(chosen) == len(members):
                    continue
                ranks = [values[id(m)] for m in chosen]
                return _topping(ranks, values, clause, low=told.low), tuple(m.fact for m in chosen)
            ordered = sorted(values.values(), reverse=not told.low)
            place = told.order - 1 if told.order > 0 else told.order
            holds = (
                told.order <= len(ordered)
                and (place < 0 or ordered.index(ordered[place]) == place)
                and all(ordered[place] == values[id(m)] for m in chosen)
                and ordered.count(ordered[place]) == len(chosen)
            )
            return (Proof.PROVED if holds else Proof.FALSE), (
                *(m.fact for m in chosen),
                *(m.fact for m in members if m not in chosen),
            )
    return Proof.UNCHECKED, ()


def _of_proved(ops: Operands, told: Told) -> tuple[Proof, tuple[Stated, ...]]:
    """The rank of the only proved number among its row's times: at its best in 2024, 90%."""
    if len(ops.proved) != 1 or told.listed or told.order < 0:
        return Proof.UNCHECKED, ()
    fact = ops.proved[0]
    row = next((r for r in ops.book.rows if any(f is fact for f in r.facts)), None)
    facts = times_of(row, None, ops.book.year_end(row)) if row is not None else []
    if len(facts) < 2 or not any(f is fact for f in facts):  # noqa: PLR2004  one has no rank
        return Proof.UNCHECKED, ()
    ordered = sorted((f.number.value for f in facts), reverse=not told.low)
    value = fact.number.value
    holds = (
        told.order <= len(ordered)
        and ordered[told.order - 1] == value
        and ordered.count(value) == 1
    )
    return (Proof.PROVED if holds else Proof.FALSE), (fact, *(f for f in facts if f is not fact))


_ORDERED: Final = re.compile(
    r"依次|(?<![a-z])(?:in that order|respectively|in turn|in order)(?![a-z])"
)


def _topping(
    ranks: Sequence[Decimal], values: Mapping[int, Decimal], clause: Clause, *, low: bool
) -> Proof:
    """Whether the things listed are the first ones, and in the order that is said."""
    ordered = sorted(values.values(), reverse=not low)
    top = ordered[: len(ranks)]
    if sorted(ranks, reverse=not low) != top or ordered[len(ranks)] == top[-1]:
        return Proof.FALSE
    if _ORDERED.search(clause.parts.text) and list(ranks) != top:
        return Proof.FALSE
    return Proof.PROVED


def _asked(ops: Operands, clause: Clause, told: Told) -> Asked:
    """What a clause ranks: its own words, those of the sentence where it names no concept."""
    own = any(t.id[0] == "c" for t in clause.terms)
    terms = clause.terms if own else [*ops.parts.terms_between(0, clause.start), *clause.terms]
    if not any(t.id[0] == "c" for t in terms):
        later = ops.parts.terms_between(clause.end, len(ops.parts.text))
        terms = [*terms, *(t for t in later if t.id[0] == "c")]
    asked = asked_for(
        [
            t
            for t in terms
            if t.id not in _RANK_TERMS and (t.id[0] != "n" or t.id in ops.book.known)
        ],
        None if _PEAKED.search(told.word) else clause.when() or ops.when,
        wide=clause.earlier,
        topic=ops.topic,
    )
    if asked.head in NAMING:
        asked = replace(asked, head="")
    if not _COST.search(told.word):
        return asked
    known = frozenset(c for r in ops.book.rows for c in r.concepts)
    priced = next((c for c in ("c:interest_rate", "c:price") if c in known), "")
    return replace(asked, near=asked.near | {priced}, head=priced) if priced else asked


def _singles(ops: Operands, asked: Asked, *, loose: bool) -> Iterator[list[Member]]:
    """Sets of single things: what a list sums up as others has no rank."""
    for members in islice(sets_of(ops.book, asked, loose=loose), _MOST):
        single = [m for m in members if "q:other" not in m.row.label]
        if len(single) > 1:
            yield single


_IN_YEAR: Final = re.compile(
    r"年内|全年|当年|本年|(?<![a-z])(?:of|in|during|for) (?:the|that|this) year(?![a-z])"
)


def _times_asked(asked: Asked, clause: Clause) -> Iterator[Asked]:
    """The words at the time named; where they compare times, over the whole span of them."""
    when = asked.when
    if (
        when is not None
        and when.year is not None
        and when.kind
        in (TimeKind.MONTH, TimeKind.MONTH_END, TimeKind.QUARTER, TimeKind.HALF, TimeKind.DAY)
    ):
        inside = any(t.kind in (TimeKind.YEAR, TimeKind.FISCAL) for t in clause.parts.times)
        if inside or _IN_YEAR.search(clause.parts.text):
            yield replace(asked, when=When(0, 0, TimeKind.YEAR, when.year))
        else:
            yield replace(asked, when=None)
            return
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
        paid = all(m.fact.label & PAID and m.fact.number.value <= 0 for m in members)
        sign = -1 if paid else 1
        return {id(m): m.fact.number.value * sign for m in members}
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


def _sizes(clause: Clause) -> tuple[int, ...]:
    """Small counts of the sentence: the size of the set that was judged."""
    return tuple(
        p.numeral.start
        for p in clause.parts.parts
        if p.numeral.words and 1 < p.numeral.value <= 31 * p.numeral.factor
    )
