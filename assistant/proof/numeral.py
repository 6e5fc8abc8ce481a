"""A number as written: value in main units, unit, sign, precision and hedge."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from assistant.domain.quantities import Unit
from assistant.proof.characters import is_cjk, is_letter
from assistant.proof.chinese import chinese_value
from assistant.proof.units import Kind, Prefix, Suffix, cents_at, prefix_before, suffix_at


class Hedge(StrEnum):
    """How far the written value may lie from the true one."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    """A little less than written."""
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, in main units (yuan, fraction, months)."""

    start: int
    end: int
    value: Decimal
    half: Decimal
    """Half of the last written place: the precision it claims."""
    kind: Kind
    currency: Unit | None = None
    high: Decimal | None = None
    """Upper end of a range."""
    hedge: Hedge = Hedge.EXACT
    words: bool = False
    """Written in words, not digits."""
    scaled: bool = False
    signed: bool = False
    fraction: bool = False
    pair: bool = False
    """Written as a:b."""
    measure: str = ""
    """The unit as written."""
    factor: Decimal = Decimal(1)
    """The value of one written unit."""


def _currency(text: str, suffix: Suffix, prefix: Prefix | None) -> Unit | None:
    """The currency of a number: 港币2,418万元 is Hong Kong's, whatever its 元 says."""
    if prefix is None or suffix.currency is None:
        return suffix.currency or (prefix.currency if prefix else None)
    del text
    return prefix.currency if suffix.currency is Unit.CNY else suffix.currency


_YEAR: Final = 12
UNKNOWN_UNIT: Final = "?"
"""Letters that are no unit we know stand right after the digits: 500kg."""


def finished(text: str, start: int, end: int, value: Decimal, place: Decimal) -> Numeral | None:
    """The numeral with its unit, currency and sign."""
    suffix = suffix_at(text, end)
    if suffix.end == end and is_letter(text[end : end + 1]):
        suffix = suffix._replace(measure=UNKNOWN_UNIT)
    prefix = prefix_before(text, start)
    opened = (prefix.opens if prefix else text[start - 1 : start] == "(") if start else False
    if suffix.closes and not opened:
        suffix = suffix_at(text[: text.index(")", end)], end)
    closed_after = bool(prefix and prefix.opens and text[suffix.end : suffix.end + 1] == ")")
    alone = _stands_in_brackets(text, prefix.start if prefix else start, suffix.end)
    closed_after = closed_after or (alone and not suffix.closes)
    negative = (suffix.closes and opened) or closed_after or bool(prefix and prefix.negative)
    first = prefix.start if prefix else start - (1 if suffix.closes and opened else 0)
    first -= 1 if alone and text[first - 1] == "(" else 0
    first, minus = sign_before(text, first)
    negative = negative or minus
    if suffix.half:
        value, place = value + Decimal("0.5"), Decimal("0.1")
    kind, currency = suffix.kind, _currency(text, suffix, prefix)
    if currency is not None and kind is Kind.BARE:
        kind = Kind.MONEY
    last = suffix.end + (1 if closed_after else 0)
    value, place, last = _with_cents(text, value, place, last, suffix)
    half = _precision(place, suffix)
    scaled = value * suffix.factor
    return Numeral(
        first, last, -scaled if negative else scaled, half, kind, currency,
        hedge=Hedge.OVER if suffix.more else Hedge.EXACT, scaled=suffix.scaled, signed=negative,
        measure=suffix.measure, factor=suffix.factor,
    )  # fmt: skip


_SAID: Final = re.compile(r"(?:(?<![a-z])(?:was|were|is|are|of|at|to)|为|是|达) ?\(\Z")
_ENDED: Final = re.compile(
    r"\) ?(?:[.,;。，；]|\Z|(?:in|for|at|on|during|as|versus|vs|compared|against)(?![a-z]))"
)


def _stands_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a number is said in brackets of its own, as accounts write a minus: was (12)."""
    begin = max(0, start - 8)
    return bool(_SAID.search(text, begin, start) and _ENDED.match(text, end))


def _precision(place: Decimal, suffix: Suffix) -> Decimal:
    if suffix.factor == _YEAR and place == 1 and suffix.kind is Kind.MONTHS:
        return Decimal("0.5")  # five years are 60 months, not 57
    quarter = suffix.measure == "成"  # 三成 claims a quarter of its unit either way, not a half
    return place * suffix.factor * (Decimal("0.25") if quarter else Decimal("0.5"))


def _with_cents(
    text: str, value: Decimal, place: Decimal, end: int, suffix: Suffix
) -> tuple[Decimal, Decimal, int]:
    if suffix.currency is not Unit.CNY or suffix.factor != 1:
        return value, place, end
    last, jiao, fen = cents_at(text, end)
    for digit, worth in ((jiao, Decimal("0.1")), (fen, Decimal("0.01"))):
        parsed = Decimal(digit) if digit.isascii() and digit else None
        word = chinese_value(digit) if digit and parsed is None else None
        amount = parsed if parsed is not None else (word.value if word else None)
        if amount is not None:
            value, place = value + amount * worth, worth
    return value, place, last


_SPAN: Final = re.compile(r"(?:19|20)\d\d(?!\d)|\d{1,2}[年月日季]")
"""What a dash after a year runs on to: 2023年-2024年."""


def sign_before(text: str, start: int) -> tuple[int, bool]:
    """Start of a sign before ``start`` and whether it is a minus."""
    before = text[max(0, start - 6) : start]
    if before.endswith(("minus ", "负")):
        return start - (6 if before.endswith("minus ") else 1), True
    if before.endswith(("-", "+")):
        outer = before[-2:-1]
        if (
            not outer
            or outer in " (|:=为是至到达/约、,;"
            or (is_cjk(outer) and outer not in "年月日元%")
            or (outer == "年" and _SPAN.match(text, start) is None)
        ):
            return start - 1, before[-1] == "-"
    return start, False
