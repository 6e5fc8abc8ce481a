"""Amounts in another currency, at a rate that a source states: USD 250,000, that is AED 918,125."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.domain.checks import Proof
from assistant.domain.quantities import Unit
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.deriving import same_time
from assistant.proof.stated.documents import Words
from assistant.proof.stated.level import UNKNOWN, Outcome
from assistant.proof.stated.matching import line_of
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.values import Value, fits, of_fact, says
from assistant.proof.units import CURRENCIES, Kind

_CONVERTED: Final = re.compile(
    r"折合|折算|折人民币|约合|合人民币|换算|汇率|等值|(?<![a-z])(?:equivalent|equals?|converted|"
    r"translated|at (?:the|a|an) (?:[a-z-]+ ){0,3}rate|"
    r"in (?:yuan|dollars|euros|sterling|local currency)|worth about|that is)(?![a-z])"
)
_RATE: Final = re.compile(
    r"汇率|折算率|牌价|中间价|(?<![\d.])1 ?(?:美元|欧元|港元|英镑|日元|usd|eur|gbp|hkd)|"
    r"(?<![a-z])(?:usd|eur|gbp|hkd|sgd|aed|cny|inr|jpy) ?1(?![\d.,])|[a-z]{3}/[a-z]{3}|"
    r"(?<![a-z])(?:exchange|conversion|internal|translation|spot|fx|closing) rate"
)
_LEAST: Final = Decimal("0.01")
_MOST: Final = Decimal(500)
"""Between what a rate of two currencies lies; none of the yen or won against small units."""
_SYMBOLS: Final = re.compile("|".join(re.escape(c) for c in sorted(CURRENCIES, key=len)[::-1]))


def converted(ops: Operands, part: Part, asked: Asked, given: Sequence[Value]) -> Outcome:
    """A number as an amount of another currency that the sentence gives or names, at a stated rate.

    Args:
        ops: the sentence's reader.
        part: the number.
        asked: what its words ask for.
        given: the sentence's proved values.
    """
    wanted = part.numeral.currency
    if part.numeral.kind is not Kind.MONEY or wanted is None:
        return UNKNOWN
    if _CONVERTED.search(ops.parts.text) is None:
        return UNKNOWN
    amounts = [*given, *ops.stated(asked, (Kind.MONEY,))]
    for one in amounts:
        if one.currency is None or one.currency is wanted or not one.facts:
            continue
        for rate in _rates(ops, one.currency, wanted):
            if not same_time(one, of_fact(rate)):
                continue
            for amount in (one.amount * rate.number.value, one.amount / rate.number.value):
                value = Value(
                    amount, Kind.MONEY, wanted, (*one.facts, rate), "converted", score=one.score
                )
                if fits(part.numeral, value) and says(ops.parts, part, value):
                    return Outcome(Proof.PROVED, value.facts, value)
    return UNKNOWN


def _rates(ops: Operands, one: Unit, other: Unit) -> Iterator[Stated]:
    """The rates between two currencies that the sources state."""
    for fact in ops.book.facts:
        number = fact.number
        if number.kind not in (Kind.BARE, Kind.MONEY) or not _LEAST < number.value < _MOST:
            continue
        line = line_of(ops.book, fact)
        if line is None or number.value == 1 or _RATE.search(line.text) is None:
            continue
        if number.currency not in (None, one, other) or _is_another(ops.parts.text, line, fact):
            continue
        named = _currencies(_beside(line, fact)) or _currencies(line.text)
        if {one, other} <= named | {Unit.CNY} or not named:
            yield fact


def _currencies(text: str) -> set[Unit]:
    return {CURRENCIES[m[0]] for m in _SYMBOLS.finditer(text)}


def _beside(line: Words, rate: Stated) -> str:
    """A rate with what stands by it: a line may state the rates of many currencies."""
    before, number, after = line.text.partition(f"{rate.number.value}")
    return _BREAK.split(before)[-1] + number + _BREAK.split(after)[0]


_BREAK: Final = re.compile("[;；,，、。|\n]")
_SORTS: Final = (
    re.compile(r"平均|(?<![a-z])average(?![a-z])"),
    re.compile(r"期末|年末|月末|季末|(?<![a-z])(?:closing|year-end|period-end|month-end)(?![a-z])"),
    re.compile(r"期初|年初|(?<![a-z])opening(?![a-z])"),
    re.compile(r"内部|(?<![a-z])internal(?![a-z])"),
    re.compile(r"预算|(?<![a-z])budget(?:ed)?(?![a-z])"),
)


def _is_another(text: str, line: Words, rate: Stated) -> bool:
    """Whether a rate is of another sort than the one said: the average one, not the closing one."""
    before = line.text.partition(f"{rate.number.value}")[0]
    last = {n: m[-1].end() for n, s in enumerate(_SORTS) if (m := list(s.finditer(before)))}
    said = {n for n, sort in enumerate(_SORTS) if sort.search(text)}
    named = max(last, key=lambda n: last[n], default=None)
    if named is None:
        return any(_SORTS[n].search(line.text) for n in said)
    return named not in said
