"""Physical units after a number: tonnes, kilowatt-hours, hectares, pence per litre."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.quantities import Unit
from assistant.proof.numeral import UNKNOWN_UNIT, Numeral
from assistant.proof.units import Kind

_UNITS: Final = {
    "t": ("吨|tonnes?|tons?|mt|t", Decimal(1)),
    "kg": ("公斤|千克|kilograms?|kilos?|kg", Decimal("0.001")),
    "kwh": ("千瓦时|度电|度|kilowatt-hours?|kwh", Decimal(1)),
    "mwh": ("兆瓦时|megawatt-hours?|mwh", Decimal(1000)),
    "gwh": ("吉瓦时|gigawatt-hours?|gwh", Decimal(1_000_000)),
    "sqm": ("平方米|平米|㎡|square met(?:re|er)s?|sq ?m|sqm|m2|m²", Decimal(1)),
    "ha": ("公顷|hectares?|ha", Decimal(10_000)),
    "mu": ("亩|mu", Decimal(2000) / 3),
    "l": ("公升|升|lit(?:re|er)s?", Decimal(1)),
    "m3": ("立方米|方(?![案便面法式向])|cubic met(?:re|er)s?|m3|m³", Decimal(1000)),
    "sqft": ("平方英尺|square f(?:ee|oo)t|sq ?ft|sqft", Decimal("0.09290304")),
    "kw": ("千瓦(?!时)|kilowatts?|kw", Decimal("0.001")),
    "g": ("克|grams?", Decimal("0.000001")),
    "km": ("公里|千米|kilomet(?:re|er)s?|km", Decimal(1)),
    "mw": ("兆瓦|megawatts?|mw", Decimal(1)),
    "piece": ("片|件|只|把|架|辆|部|枚|粒|盒|箱|台|套|栋|间|层|桶|瓶|袋|卷|块(?!钱)", Decimal(1)),
}
_SAME: Final = {
    "kg": "t", "g": "t", "mwh": "kwh", "gwh": "kwh", "m3": "l", "kw": "mw", "ha": "sqm",
    "mu": "sqm", "sqft": "sqm",
}  # fmt: skip
"""Units counted in another one."""
_ASCII: Final = "(?![a-z])"
_PATTERN: Final = re.compile(
    " ?(?:"
    + "|".join(
        f"(?P<{name}>(?:{words})(?:(?<=[a-z0-9]){_ASCII}|(?<![a-z0-9])))"
        for name, (words, _) in _UNITS.items()
    )
    + r"|(?P<pence>pence|p(?= (?:per|a)(?![a-z])))(?![a-z]))"
)
_PER: Final = re.compile(
    r" ?(?:/|per |a |an |each )(?:公顷|吨|片|件|升|平方米|小时|tonnes?|tons?|lit(?:re|"
    r"er)s?|kg|mwh|kwh|ha|hectares?|unit|piece|square met(?:re|er)s?|sqm|hour|l|"
    r"t)(?![a-z])"
)


_SCALED: Final = {
    "万": 10**4, "千": 10**3, "百万": 10**6, "亿": 10**8,
    "thousand": 10**3, "'000": 10**3, "000": 10**3, "million": 10**6, "k": 10**3, "m": 10**6,
}  # fmt: skip
_HEADED: Final = re.compile(
    r"(?:[(（,，]|(?:单位|unit)[:：]?)\s*(?P<scale>"
    + "|".join(sorted(map(re.escape, _SCALED), key=len, reverse=True))
    + r")?\s*(?:"
    + "|".join(
        f"(?P<{name}>(?:{words})(?:(?<=[a-z0-9]){_ASCII}|(?<![a-z0-9])))"
        for name, (words, _) in _UNITS.items()
        if name != "piece"
    )
    + r")(?:/(?:年|月|天|日|year|month|day))?\s*(?:[)）]|\Z)"
)
"""A physical unit that a label names for what stands under it: 用电量（万千瓦时）, gas, MWh."""


class Measure(NamedTuple):
    """What a bare number is multiplied by, and the unit that it is then in."""

    factor: Decimal
    name: str


def measure_in(text: str) -> Measure | None:
    """The physical unit that a label states for bare numbers; None where it states none."""
    match = _HEADED.search(text)
    if match is None or match.lastgroup is None:
        return None
    name = match.lastgroup
    return Measure(_UNITS[name][1] * _SCALED.get(match["scale"] or "", 1), _SAME.get(name, name))


def measured(text: str, numeral: Numeral) -> Numeral:
    """A number with the physical unit that follows it, in that unit's base."""
    if numeral.kind is Kind.MONEY:
        per = _PER.match(text, numeral.end)
        return replace(numeral, end=per.end()) if per else numeral
    if numeral.kind is not Kind.BARE or numeral.pair or numeral.measure not in ("", UNKNOWN_UNIT):
        return numeral
    match = _PATTERN.match(text, numeral.end)
    if match is None or match.lastgroup is None:
        return numeral
    end = match.end()
    per = _PER.match(text, end)
    end = per.end() if per else end
    if match.lastgroup == "pence":
        hundredth = Decimal("0.01")
        return replace(
            numeral,
            end=end,
            kind=Kind.MONEY,
            currency=Unit.GBP,
            value=numeral.value * hundredth,
            half=numeral.half * hundredth,
        )
    name = match.lastgroup
    factor = _UNITS[name][1]
    high = numeral.high * factor if numeral.high is not None else None
    return replace(
        numeral,
        end=end,
        value=numeral.value * factor,
        half=numeral.half * factor,
        high=high,
        measure=_SAME.get(name, name),
        factor=numeral.factor * factor,
    )


_LISTED: Final = re.compile(r"\s*(?:[,，、/]\s*(?:and |以及|和|及)?|(?:and|和|及|与|to|至)\s)\s*")


def listed(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """Numbers of a list that ends in a unit, each in that unit: 4.1, 4.4 and 4.5 million kWh."""
    done = list(numerals)
    for place in range(len(done) - 2, -1, -1):
        one, last = done[place], done[place + 1]
        plain = one.kind is Kind.BARE and not (one.measure or one.scaled or one.pair)
        unit = last.kind is Kind.BARE and last.measure not in ("", UNKNOWN_UNIT)
        if plain and unit and _LISTED.fullmatch(text, one.end, last.start):
            done[place] = replace(
                one, value=one.value * last.factor, half=one.half * last.factor,
                measure=last.measure, scaled=last.scaled, factor=last.factor,
            )  # fmt: skip
    return done
