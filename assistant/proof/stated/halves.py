"""Halves, tenths and fractions in words among the numbers of a plain text."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from assistant.proof.chinese import chinese_value
from assistant.proof.numeral import Hedge, Numeral
from assistant.proof.units import Kind

_HALF: Final = re.compile(
    r"(?P<over>过半|逾半|大半|超半数|过半数|半数以上|一半以上|多半(?!是)|(?<![a-z])(?:a "
    r"majority|the majority|more than half))|一半|半数|对半"
)


_TENTHS: Final = re.compile(
    "(?P<a>[一二三四五六七八九])成(?P<b>[一二三四五六七八九半])(?!分|本|功)"
)


_FRACTION: Final = re.compile(
    r"(?<![a-z-])(?:a|one) (?P<n>third|fifth|sixth|eighth|tenth)(?![a-z-])"
    r"(?! (?:party|quarter|year|month|time|person|of the way))"
)


_QUARTER: Final = re.compile(
    r"(?<=by )(?:(?:at least|at most|about|over|nearly|almost|more than|less than|roughly|up to) )?"
    r"(?P<q>(?:a|one) quarter)(?![a-z-])"
)


_BELOW_ONE: Final = {"quarter": 4, "third": 3, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}


_TWICE: Final = re.compile(r"(?<![a-z])twice(?![a-z])(?! (?:as|the|that|those|what|its))")


_MULTIPLES: Final = {"double": 2, "twice": 2, "treble": 3, "triple": 3, "thrice": 3}
_DOUBLE_OF: Final = re.compile(
    r"(?<![a-z])(?:double|twice|treble|triple|thrice)"
    r"(?= (?:that|those|what|the (?:level|figure|amount))(?![a-z]))"
)
"""A multiple of what is named after it: more than double that of 2023."""
_SMALL: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20,
}  # fmt: skip
_IN: Final = re.compile(
    rf"(?<![a-z-])(?P<a>{'|'.join(_SMALL)}) in (?:every )?(?P<b>{'|'.join(_SMALL)})(?![a-z-])"
    r"(?! (?:year|month|week|day|quarter|case|instance|time)s?(?![a-z]))"
)
"""One in twelve, three in ten."""


_HALF_YEAR: Final = re.compile(
    r".{0,7}?(?<![a-z])(?:same|first|second|latter|that|each|every|this|last) half(?![a-z])"
)


_HALF_OF: Final = re.compile(
    r"half(?:[- ]years?(?![a-z])| of (?:the )?(?:previous|prior|following|same|next|last) year)"
)


def _multiples(text: str) -> Iterator[Numeral]:
    """Twice as a count, and double that of what is named after it."""
    for match in _DOUBLE_OF.finditer(text):
        size = Decimal(_MULTIPLES[match[0]])
        yield Numeral(match.start(), match.end(), size, Decimal("0.05"), Kind.TIMES, words=True)
    for match in _TWICE.finditer(text):
        yield Numeral(
            match.start(), match.end(), Decimal(2), Decimal("0.5"), Kind.COUNT, words=True
        )


def with_halves(text: str, numerals: list[Numeral], taken: bytearray) -> list[Numeral]:
    """Numbers with halves of a whole among them: 一半, 过半, a majority."""
    halves = []
    for match in _TENTHS.finditer(text):
        tenths = chinese_value(match["a"])
        part = Decimal("0.5") if match["b"] == "半" else chinese_value(match["b"])
        if tenths is not None and part is not None:
            worth = (tenths.value + (part if isinstance(part, Decimal) else part.value / 10)) / 10
            halves.append(
                Numeral(
                    match.start(), match.end(), worth, Decimal("0.005"), Kind.PERCENT, words=True
                )
            )
    for match in _FRACTION.finditer(text):
        whole = Decimal(1) / _BELOW_ONE[match["n"]]
        halves.append(
            Numeral(
                match.start(), match.end(), whole, Decimal("0.005"), Kind.PERCENT,
                words=True, fraction=True,
            )
        )  # fmt: skip
    for match in _IN.finditer(text):
        some, every = _SMALL[match["a"]], _SMALL[match["b"]]
        if some < every:
            worth = Decimal(some) / every
            halves.append(
                Numeral(
                    match.start(), match.end(), worth, Decimal("0.005"), Kind.PERCENT,
                    words=True, fraction=True,
                )
            )  # fmt: skip
    for match in _QUARTER.finditer(text):
        start, end = match.span("q")
        quarter = Decimal("0.25")
        halves.append(
            Numeral(start, end, quarter, Decimal("0.005"), Kind.PERCENT, words=True, fraction=True)
        )
    halves += _multiples(text)
    numerals = [
        n
        for n in numerals
        if not _HALF_YEAR.match(text, max(0, n.start - 7)) and not _HALF_OF.match(text, n.start)
    ]
    for match in _HALF.finditer(text):
        if not any(taken[match.start() : match.end()]):
            hedge = Hedge.OVER if match["over"] else Hedge.EXACT
            halves.append(
                Numeral(
                    match.start(),
                    match.end(),
                    Decimal("0.5"),
                    Decimal("0.005"),
                    Kind.PERCENT,
                    hedge=hedge,
                    words=True,
                    fraction=True,
                )
            )
    rest = [n for n in numerals if not any(h.start < n.end and n.start < h.end for h in halves)]
    return sorted([*rest, *halves], key=lambda n: n.start)
