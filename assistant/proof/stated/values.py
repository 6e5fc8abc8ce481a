"""A computed or stated value, and whether a written number says it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.quantities import Unit
from assistant.proof.comparing import agrees, hedge_of, is_loose
from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Hedge, Numeral
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.stated.stating import Stated
from assistant.proof.units import Kind

_HEDGES: Final = frozenset((Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST, Cue.ABOUT, Cue.NEARLY))
_REACHES: Final = re.compile(r"[^,;:，；：。]{0,12}")
_MONTH: Final = 30
"""Days of a month where a text turns one into the other."""
_HALF_TIME: Final = Decimal("0.5")
_SINGLE: Final = Decimal("0.05")
_DOUBLE: Final = Decimal("0.025")
_MORE: Final = Decimal("0.01")


class Value(NamedTuple):
    """A quantity that words name."""

    amount: Decimal
    kind: Kind
    currency: Unit | None
    facts: tuple[Stated, ...]
    """What it rests on; () for a number that the sentence itself gives."""
    name: str = ""
    """The operation that gave it; '' where a source states it."""
    half: Decimal = Decimal(0)
    """How far its operands' rounding lets it lie from the true one."""
    score: float = 0.0
    high: Decimal | None = None


def of_fact(fact: Stated, score: float = 0.0) -> Value:
    """What a fact states."""
    number = fact.number
    return Value(
        number.value, number.kind, number.currency, (fact,), "", number.half, score, number.high
    )


def of_numeral(numeral: Numeral) -> Value:
    """What the sentence itself gives."""
    return Value(numeral.value, numeral.kind, numeral.currency, (), "given", numeral.half)


def currency_of(values: Iterable[Value]) -> Unit | None:
    """The one currency of several values."""
    found = {v.currency for v in values if v.currency is not None}
    return found.pop() if len(found) == 1 else None


def mixed(values: Iterable[Value]) -> bool:
    """Whether values are in different currencies."""
    return len({v.currency for v in values if v.currency is not None}) > 1


def added(values: Iterable[Value], name: str) -> Value | None:
    """The sum of values of one kind and currency."""
    items = list(values)
    kinds = {v.kind for v in items} - {Kind.BARE}
    kinds = {Kind.PERCENT} if kinds == {Kind.PERCENT, Kind.POINTS} else kinds  # LPR and 85 points
    if len(items) < 2 or len(kinds) > 1 or mixed(items):  # noqa: PLR2004  one is no sum
        return None
    kind = kinds.pop() if kinds else Kind.BARE
    total = sum((v.amount for v in items), Decimal(0))
    return Value(
        total,
        kind,
        currency_of(items),
        tuple(f for v in items for f in v.facts),
        name,
        score=min(v.score for v in items),
    )


def less(one: Value, other: Value, name: str) -> Value | None:
    """The difference of two values of one kind; percentages differ by points."""
    if not comparable(one, other):
        return None
    kind = one.kind if one.kind is not Kind.BARE else other.kind
    kind = Kind.POINTS if kind is Kind.PERCENT else kind
    half = max(
        one.half if not one.facts else Decimal(0), other.half if not other.facts else Decimal(0)
    )
    return Value(
        one.amount - other.amount,
        kind,
        currency_of((one, other)),
        one.facts + other.facts,
        name,
        half,
        min(one.score, other.score),
    )


def over(one: Value, other: Value, kind: Kind, name: str) -> Value | None:
    """The quotient of two values; None where the lower one isn't positive."""
    if other.amount <= 0 or mixed((one, other)):
        return None
    if one.facts and one.facts == other.facts:
        return None  # a thing over itself is 1, and below every bound above
    return Value(
        one.amount / other.amount,
        kind,
        None,
        one.facts + other.facts,
        name,
        score=min(one.score, other.score),
    )


def comparable(one: Value, other: Value) -> bool:
    """Whether two values are quantities of one sort."""
    if mixed((one, other)):
        return False
    kinds = {one.kind, other.kind}
    return (
        len(kinds) == 1
        or Kind.BARE in kinds
        or kinds in ({Kind.COUNT, Kind.TIMES}, {Kind.PERCENT, Kind.TIMES}, {Kind.DAYS, Kind.MONTHS})
    )


def hedge_cue(parts: Parts, part: Part) -> Cue | None:
    """The word that loosens or bounds a number: none that another name stands behind."""
    for cue in reversed(part.cues):
        if cue.cue in _HEDGES:
            if cue.cue in (Cue.ABOVE, Cue.BELOW) and _is_compared(parts, part):
                return None
            if _REACHES.fullmatch(parts.text, cue.end, part.numeral.start) is None:
                return None
            gap = parts.terms_between(cue.end, part.numeral.start)
            if parts.times_between(cue.end, part.numeral.start):
                return None
            return None if any(t.id[0] in "cqwh" for t in gap) else cue.cue
    after = next((c for c in part.late_cues if c.cue in _BEHIND), None)
    if after is not None and not parts.text[part.numeral.end : after.start].strip():
        said = parts.text[after.start : after.end]
        if not said.isascii() or after.cue is Cue.ABOUT or said.startswith("or "):
            return after.cue
    return None


_BEHIND: Final = (Cue.ABOUT, Cue.ABOVE, Cue.AT_LEAST, Cue.AT_MOST)
"""Hedges that may stand right behind a number: 60%以上, 60% or more; not "8% above budget"."""
_OF_ZH: Final = re.compile("的(?=[\u4e00-\u9fff])")


def _is_compared(parts: Parts, part: Part) -> bool:
    """Whether the number before it is compared with this one: 产量7.8万吨，低于9.5万吨的产能."""
    index = parts.parts.index(part)
    if not index or not _OF_ZH.match(parts.text, part.numeral.end):
        return False
    before = parts.parts[index - 1].numeral
    return before.kind is part.numeral.kind and any(t.id[0] == "c" for t in part.after)


def fits(numeral: Numeral, value: Value) -> bool:
    """Whether a number's unit and currency are those of a value."""
    one, two = numeral.kind, value.kind
    if numeral.currency is not None and value.currency not in (None, numeral.currency):
        return False
    if one is two:
        measures = (
            {numeral.measure, value.facts[0].number.measure} - {""}
            if one is Kind.BARE and value.facts and not value.name
            else set()
        )
        return len(measures) < 2  # noqa: PLR2004  two different units
    pair = {one, two}
    if Kind.BARE in pair:
        if (
            value.kind is Kind.BARE
            and value.name == ""
            and value.facts
            and value.facts[0].number.measure
            and numeral.kind is Kind.MONEY
        ):
            return False
        return not numeral.pair and not (
            Kind.PERCENT in pair and value.name != "" and numeral.kind is Kind.BARE
        )
    return pair in (
        {Kind.PERCENT, Kind.TIMES},
        {Kind.COUNT, Kind.TIMES},
        {Kind.DAYS, Kind.MONTHS},
        {Kind.SCORE, Kind.POINTS},
    )


def says(
    parts: Parts,
    part: Part,
    value: Value,
    *,
    flipped: bool = False,
    plain: bool = False,
    cue: Cue | None = None,
) -> bool:
    """Whether a written number says a value at its precision and hedge (``cue``; none if plain)."""
    loose = None if plain else cue or hedge_cue(parts, part)
    hedge = hedge_of(part.numeral, loose)
    amount = -value.amount if flipped else value.amount
    numeral = part.numeral
    if value.kind is Kind.POINTS and numeral.kind is Kind.SCORE:
        amount *= 100  # "1.8 points" of a percentage are percentage points
    if numeral.kind is Kind.TIMES and numeral.half == _HALF_TIME:
        numeral = replace(numeral, half=numeral.half / 2)  # 三倍 is not 2.5 times
    if numeral.kind in (Kind.MONEY, Kind.BARE) and hedge is Hedge.EXACT:
        most = abs(numeral.value) * _COARSEST
        numeral = replace(numeral, half=min(numeral.half, most)) if most else numeral
    if {numeral.kind, value.kind} == {Kind.DAYS, Kind.MONTHS}:
        amount = amount / _MONTH if numeral.kind is Kind.MONTHS else amount * _MONTH
    if value.high is not None and not flipped:
        return (
            numeral.high is not None
            and close(replace(numeral, high=None), amount, hedge)
            and close(replace(numeral, value=numeral.high, high=None), value.high, hedge)
        )
    if numeral.high is not None:
        return False
    if is_loose(numeral, amount, loose):
        return False
    return close(numeral, amount, hedge) or _rounder(numeral, value, amount, hedge)


_COARSE: Final = Decimal("0.1")
_COARSEST: Final = Decimal("0.05")
"""How far a round amount may lie from what it rounds: 1万吨 is not 1.2万."""


def _rounder(numeral: Numeral, value: Value, amount: Decimal, hedge: Hedge) -> bool:
    """A number that the sentence writes finer than its source.

    66.7 % for two thirds, 3.9m less a rounded 3.2m.
    """
    if hedge is not Hedge.EXACT or numeral.half >= value.half:
        return False
    coarse = (
        not value.facts
        or value.name == "given"
        or any(f.number.fraction or f.number.measure == "成" for f in value.facts)
    )
    return coarse and abs(numeral.value - amount) <= min(value.half, abs(amount) * _COARSE)


def close(numeral: Numeral, value: Decimal, hedge: Hedge) -> bool:
    """Whether a value is what a number says: "about" loosens round numbers only."""
    if hedge is not Hedge.ABOUT or numeral.half <= 0 or numeral.fraction:
        return agrees(numeral, value, hedge)
    size = abs(numeral.value)
    units = str(int(size / (numeral.half * 2))) if size else "0"
    rounded = len(units.rstrip("0"))
    slack = _SINGLE if rounded <= 1 else _DOUBLE if rounded == len(units) == 2 else _MORE  # noqa: PLR2004  two digits written
    reach = slack * size if rounded <= 2 else Decimal(0)  # noqa: PLR2004  finer numbers are not loosened
    return abs(value - numeral.value) <= max(numeral.half, reach)
