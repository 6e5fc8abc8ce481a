"""Judges a number as a value that a source states: of the fact that its words fit best."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.domain.checks import Proof
from assistant.proof.comparing import hedge_of
from assistant.proof.numeral import Hedge, Numeral
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.asking import starts_move
from assistant.proof.stated.operands import Operands, before
from assistant.proof.stated.parts import Part
from assistant.proof.stated.rates import rate_in
from assistant.proof.stated.sense import Role
from assistant.proof.stated.sets import said_size, sets_of
from assistant.proof.stated.stating import PAID, Row, Stated
from assistant.proof.stated.values import Value, fits, hedge_cue, of_fact, says
from assistant.proof.units import Kind


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a number, and the facts that decide."""

    verdict: Proof
    facts: tuple[Stated, ...] = ()
    value: Value | None = None
    role: Role = Role.VALUE


UNKNOWN: Final = Outcome(Proof.UNCHECKED)


_BOUNDS: Final = (Hedge.OVER, Hedge.UNDER, Hedge.AT_LEAST, Hedge.AT_MOST)


LEAST: Final = 0.8


_LEAST_ALONE: Final = 0.25


_AHEAD: Final = 0.15


_APART: Final = 1.0
"""How much worse a fact must fit that doesn't keep to a bound which another one keeps to."""


_LEAST_FALSE: Final = 2.2


MARGIN: Final = 0.01


_CLEAR: Final = 0.8


_OLD: Final = 0.4


_HELD: Final = 0.4
"""What a fact without words of its own loses."""


_BESIDE: Final = 0.4
"""What it is worth to stand in one line with another number of the sentence."""


_TIMELY: Final = 0.7


@dataclass(slots=True)
class _Best:
    """The best facts that agree and that disagree with a number."""

    agrees: tuple[float, Stated] | None = None
    rival: tuple[float, Stated, Row, float] | None = None


def level(ops: Operands, part: Part, asked: Asked) -> Outcome:
    """A number as a value that a source states: of the fact that its words fit best."""
    if part.numeral.high is not None:
        spread = _spread(ops, part, asked)
        if spread is not None:
            return spread
    best = _best(ops, part, asked)
    if best.agrees is not None:
        close = best.rival is not None and best.rival[0] > max(0, best.agrees[0] - _AHEAD)
        near = (
            best.rival is not None
            and best.rival[1].number.kind is part.numeral.kind
            and best.rival[0] > best.agrees[0] - _APART
        )
        if near and hedge_of(part.numeral, hedge_cue(ops.parts, part)) in _BOUNDS:
            return UNKNOWN
        ahead = best.rival is None or best.agrees[0] > best.rival[0] + MARGIN
        if best.agrees[0] > (LEAST if close else _LEAST_ALONE) and ahead:
            fact = best.agrees[1]
            return Outcome(Proof.PROVED, (fact,), of_fact(fact))
    if best.rival is not None and _is_clear(best, asked, part.numeral.kind):
        fact = best.rival[1]
        if not _is_reckoned(ops, part, asked, fact):
            return Outcome(Proof.FALSE, (fact,), of_fact(fact))
    return UNKNOWN


def _is_reckoned(ops: Operands, part: Part, asked: Asked, fact: Stated) -> bool:
    """Whether a number starts a movement, or its words reckon with the fact that they name."""
    words = ops.parts.text[part.begin : part.numeral.start]
    return (
        (starts_move(ops.parts, part) and asked.when is None)
        or _RECKONED.search(words) is not None
        or _NET_OF.match(ops.parts.text) is not None
        or _APART_AFTER.match(ops.parts.text, part.numeral.end) is not None
        or (bool(rate_in(words)) and not fact.rate)
    )


_NET_OF: Final = re.compile(
    r"\s*(?:net of|excluding|after deducting|before|less|without|扣除|剔除|不含|不考虑)(?![a-z])"
)
_APART_AFTER: Final = re.compile(
    r" (?:points? |notches )?(?:under|below|above|over|short|more|less|higher|lower|ahead|"
    r"behind)(?![a-z])"
)
"""What makes a number a gap, said after it: 8 points under the median."""
_RECKONED: Final = re.compile(
    r"超出[\u4e00-\u9fff]{2,8}\Z|扣除|扣减|减去|剔除|加回|加上|还原|折算|推算|反推|倒推|测算|推导|后[余剩为]|"
    r"(?<![a-z])(?:less|after deducting|deducting|net of|adding back|added back|plus|before|"
    r"excluding|stripping|implies|implied|would)(?![a-z])"
)
"""Words that reckon with what they name: the number is not its value."""


def _is_clear(best: _Best, asked: Asked, kind: Kind) -> bool:
    """Whether the words pick a fact with another value beyond doubt."""
    if best.rival is None:
        return False
    score, _, row, timely = best.rival
    ahead = best.agrees is None or score > best.agrees[0] + _CLEAR
    told = bool(asked.head) and asked.head in row.concepts
    return (
        score > _LEAST_FALSE
        and ahead
        and timely >= _TIMELY
        and told
        and best.rival[1].number.kind is kind
    )


def _best(ops: Operands, part: Part, asked: Asked) -> _Best:
    best = _Best()
    rises = starts_move(ops.parts, part)
    flipped = asked.flipped and not part.numeral.signed
    rate = rate_in(ops.parts.text[part.begin : part.end])
    when = asked.when or ops.when
    for score, row in ops.book.ranked(asked):
        timed = ops.book.at(row, when)
        facts = (
            [b for f in timed.facts for b in before(ops.book, row.facts, f)]
            if rises
            else timed.facts
        )
        worth = (
            score
            - 0.5 * (1 - timed.grade)
            - (_OLD if when is None and ops.book.is_old(timed.facts) else 0)
        )
        for fact in facts:
            beside = (_BESIDE if (fact.doc, fact.line) in ops.lines else 0.0) - (
                _HELD if fact.held else 0.0
            )
            value = of_fact(fact)
            if (
                part.numeral.kind is Kind.POINTS
                and value.kind is Kind.PERCENT
                and "c:spread" in asked.near
            ):
                value = value._replace(kind=Kind.POINTS)
            if not fits(part.numeral, value) or (rate and fact.rate and rate != fact.rate):
                continue
            if says(ops.parts, part, value, flipped=flipped) or _unsigned(ops, part, value):
                if best.agrees is None or worth + beside > best.agrees[0]:
                    best.agrees = (worth + beside, fact)
            elif _decides(ops, part, value) and (
                best.rival is None or worth + beside > best.rival[0]
            ):
                best.rival = (worth + beside, fact, row, timed.grade)
    return best


def _decides(ops: Operands, part: Part, value: Value) -> bool:
    """Whether a stated value with another amount speaks against a number at all.

    Not a range against a single number, nor a count of a source that gives its money a currency.
    """
    if value.high is not None and part.numeral.high is None:
        return False
    return not (
        part.numeral.kind is Kind.MONEY
        and value.kind is Kind.BARE
        and value.facts[0].doc in ops.book.priced
    )


def _unsigned(ops: Operands, part: Part, value: Value) -> bool:
    """An amount paid out that a source writes in brackets."""
    fact = value.facts[0]
    if not (
        fact.label & PAID and fact.number.signed and value.amount < 0 and part.numeral.value > 0
    ):
        return False
    return says(ops.parts, part, value, flipped=True) and not re.search(
        r"(?<![a-z])(?:brought in|received|inflow|added)(?![a-z])|收到|流入", ops.parts.text
    )


def _spread(ops: Operands, part: Part, asked: Asked) -> Outcome | None:
    """A range that several facts lie in: the quarters of a year, the firms of a list."""
    numeral = part.numeral
    high = numeral.high if numeral.high is not None else numeral.value
    size = said_size(ops.parts, 0, numeral.start)
    first: Outcome | None = None
    for members in sets_of(ops.book, asked):
        if size is not None and len(members) != size:
            continue
        values = [m.fact.number.value for m in members if fits(numeral, of_fact(m.fact))]
        if len(values) < len(members):
            continue
        inside = numeral.value <= min(values) and max(values) <= high
        exact = (
            abs(min(values) - numeral.value) <= numeral.half
            and abs(max(values) - high) <= numeral.half
        )
        fine = numeral.half * _COARSE <= abs(numeral.value)  # 12亿元至13亿元 rounds nothing
        wide = _WITHIN.search(ops.parts.text) is not None and _is_snug(numeral, values)
        if (exact and (fine or inside)) or (inside and wide):
            return Outcome(Proof.PROVED, tuple(m.fact for m in members))
        if inside or (min(values) <= high and max(values) >= numeral.value):
            named = bool(asked.head) and asked.head in members[0].row.concepts
            verdict = Proof.FALSE if named and not inside else Proof.UNCHECKED
            first = first or Outcome(verdict, (members[0].fact,))
        if first is not None and size is None:
            break
    return first


def _is_snug(numeral: Numeral, values: Sequence[Decimal]) -> bool:
    """Whether a range that is wider than the values is round and not much wider than they are."""
    low, high = min(values), max(values)
    slack = max(high - low, abs(high) * _SLACK)
    ends = (numeral.value, numeral.high if numeral.high is not None else numeral.value)
    digits = [f"{(end / numeral.factor).normalize():f}".strip("-0.") for end in ends]
    round_ends = all(len(written.replace(".", "")) <= _ROUND for written in digits)
    return round_ends and low - ends[0] <= slack and ends[1] - high <= slack


_COARSE: Final = 50
_SLACK: Final = Decimal("0.1")


_ROUND: Final = 2
"""Significant digits of a round end."""


_WITHIN: Final = re.compile(
    r"区间|范围|之内|以内|稳定在|保持在|介于|之间|(?<![a-z])(?:within|range|band|between|"
    r"stayed|inside)(?![a-z])"
)
