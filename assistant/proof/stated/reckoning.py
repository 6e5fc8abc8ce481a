"""Numbers that a sentence reckons out of the ones it has just given.

毛利900万元，扣除费用650万元后余250万元; 9,000 of 12,000 seats, that is 75 %. Every operand is
a number of the sentence that was proved, and a word of its clause tells the operation.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Final, NamedTuple

from assistant.domain.checks import Proof
from assistant.proof.stated.level import UNKNOWN, Outcome
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.stated.rates import rate_in
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.totalling import MONTHS
from assistant.proof.stated.values import Value, added, comparable, fits, less, over, says
from assistant.proof.units import Kind

_MOST: Final = 8
_LESS: Final = re.compile(
    r"[余剩差少缺短]|扣除|扣减|减去|剔除|净额?|空间|未(?!来)|相差|高出|低出|多出|高了?|低了?|多|降|减|增|"
    r"(?<![a-z])(?:less|left|leaving|leaves|after|net|short|shortfall|gap|difference|headroom|cushion|"
    r"unused|undrawn|uncovered|unsecured|remain(?:s|ing|der)?|rest|more|fewer|lower|higher|above|below|"
    r"under|over|fell|rose|drop|rise|increase|decrease|surplus|deficit|excess)(?![a-z])"
)
_MORE: Final = re.compile(
    r"加回|加上|加购|合计|共|总|之和|本息|连同|两者|三者|(?<![a-z])(?:together|total(?:s|led|ling)?|plus|"
    r"combined|sum|in all|adding|added|including|makes|altogether)(?![a-z])"
)
_OVER: Final = re.compile(
    r"[占率比倍]|覆盖|相当于|达|成|半|(?<![a-z])(?:of|ratio|rate|share|cover(?:s|ed|age)?|times|per|"
    r"percent|margin|represent(?:s|ed|ing)?|account(?:s|ed|ing)?|equal|equivalent|used|use|yield)(?![a-z])"
)
_EACH: Final = re.compile(
    r"每|均|(?<![a-z])(?:each|per|apiece|a (?:month|quarter|year|week|day)|average|monthly|"
    r"quarterly)(?![a-z])"
)
_YEARLY: Final = re.compile(
    r"一年|全年|每年|年化|(?<![a-z])(?:a year|per year|annually|a full year|over the year)(?![a-z])"
)
_MONTHS: Final = (Kind.MONTHS, Kind.COUNT)
_AMOUNTS: Final = (Kind.MONEY, Kind.COUNT, Kind.BARE)


class Given(NamedTuple):
    """A proved number of the sentence: where it stands and what it says."""

    start: int
    value: Value


def reckoned(
    parts: Parts, part: Part, senses: Sequence[Sense], given: Sequence[Given], base: Value | None
) -> Outcome:
    """A number as what one operation, told by its clause, gives of proved numbers beside it.

    Args:
        parts: the sentence.
        part: the number.
        senses: what it may claim to be.
        given: the sentence's proved numbers.
        base: the one amount of the line that states a given rate: 厂房，估值2,160万元，抵押率60%.
    """
    if part.numeral.high is not None or not given:
        return UNKNOWN
    start, end = parts.clause_span(part.clause)
    words = parts.text[start:end]
    near = [g.value for g in given if g.start != part.numeral.start][-_MOST:]
    changed = any(s.role in (Role.CHANGE, Role.COMPOUND) and s.cue is not None for s in senses)
    rates = [v for v in near if v.kind is Kind.PERCENT] if base is not None else []
    pairs = [(base, rate) for rate in rates if base is not None]
    for value in (*_results(words, part, near, changed=changed), *_scaled("", pairs)):
        if fits(part.numeral, value) and says(parts, part, value):
            return Outcome(Proof.PROVED, value.facts, value)
    return UNKNOWN


def _results(words: str, part: Part, given: Sequence[Value], *, changed: bool) -> Iterator[Value]:
    kind = part.numeral.kind
    pairs = [p for p in permutations(given, 2) if p[0].facts != p[1].facts]
    if _LESS.search(words) and kind is not Kind.PERCENT:
        gaps = (less(one, two, "difference") for one, two in pairs)
        yield from (g for g in gaps if g is not None and g.amount > 0)
    if kind in (Kind.PERCENT, Kind.TIMES) and _OVER.search(words) and not changed:
        yield from _ratios(pairs, kind)
    if kind in (*_AMOUNTS, Kind.POINTS):
        if _MORE.search(words):
            totals = (added(given[-size:], "total") for size in range(2, len(given) + 1))
            yield from (t for t in totals if t is not None)
        yield from _scaled(words, pairs)
        yield from _at_another_rate(words, given)


def _at_another_rate(words: str, given: Sequence[Value]) -> Iterator[Value]:
    """An amount per month in the terms of a year: 按月收1,500元，折合一年1.8万元."""
    months = MONTHS.get(rate_in(words)) or (12 if _YEARLY.search(words) else None)
    for one in given:
        have = MONTHS.get(one.facts[0].rate)
        if months is not None and have is not None and have != months:
            scale = Decimal(months) / have
            yield one._replace(amount=one.amount * scale, half=one.half * scale, name="per year")


def _ratios(pairs: Sequence[tuple[Value, Value]], kind: Kind) -> Iterator[Value]:
    for one, two in pairs:
        if one.kind in _AMOUNTS and comparable(one, two):
            ratio = over(one, two, kind, "share")
            if ratio is not None:
                yield ratio


def _scaled(words: str, pairs: Sequence[tuple[Value, Value]]) -> Iterator[Value]:
    """A rate of an amount; an amount spread over a number of months or things."""
    for amount, other in pairs:
        if amount.kind not in _AMOUNTS or not other.amount:
            continue
        facts = amount.facts + other.facts
        if other.kind is Kind.PERCENT:
            yield amount._replace(
                amount=amount.amount * other.amount, facts=facts, name="part",
                half=other.half * abs(amount.amount),
            )  # fmt: skip
        elif other.kind in _MONTHS and amount.kind is Kind.MONEY and _EACH.search(words):
            yield amount._replace(amount=amount.amount / other.amount, facts=facts, name="per unit")


__all__ = ["Given", "reckoned"]
