"""English number words: one and a half million, two thirds, twenty-five, half a million."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

ONES: Final = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
"""Words below twenty and what they are worth."""
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS: Final = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixths": 6, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_STARTS: Final = "|".join(sorted((*ONES, *_TENS, "half", "a", "an"), key=len, reverse=True))
_RUN: Final = re.compile(rf"(?<![a-z0-9'-])(?:{_STARTS})(?![a-z'])")
_WORD: Final = re.compile(r"[ -]?([a-z]+)(?![a-z'])")
_LONGEST: Final = 12


class EnglishNumber(NamedTuple):
    """A number in words found in a plain text."""

    start: int
    end: int
    value: Decimal
    place: Decimal
    """Size of the last written place."""
    fraction: bool
    """A part of one (two thirds, half), comparable with a share."""


def english_numbers(text: str) -> list[EnglishNumber]:
    """Every number in words of a plain text, in order."""
    found: list[EnglishNumber] = []
    done = 0
    for match in _RUN.finditer(text):
        if match.start() < done:
            continue
        number = _number(text, match.start())
        if number is not None:
            found.append(number)
            done = number.end
    return found


class _Words:
    """The words from a place on, each with its end offset."""

    def __init__(self, text: str, start: int) -> None:
        self.words: list[str] = []
        self.ends: list[int] = [start]
        at = start
        while len(self.words) < _LONGEST and (match := _WORD.match(text, at)):
            self.words.append(match[1])
            self.ends.append(match.end())
            at = match.end()

    def at(self, index: int) -> str:
        return self.words[index] if index < len(self.words) else ""


def _number(text: str, start: int) -> EnglishNumber | None:
    words = _Words(text, start)
    part = _fraction(words)
    if part is not None:
        return EnglishNumber(start, words.ends[part[0]], part[1], Decimal("0.01"), True)
    whole, index = _whole(words)
    if index == 0:
        return None
    value, place = Decimal(whole), Decimal(1)
    if words.words[index : index + 3] == ["and", "a", "half"]:
        value, place, index = value + Decimal("0.5"), Decimal("0.1"), index + 3
    elif words.at(index) == "point" and words.at(index + 1) in ONES:
        digits = ""
        index += 1
        while words.at(index) in ONES:
            digits += str(ONES[words.at(index)])
            index += 1
        value, place = value + Decimal(f"0.{digits}"), Decimal(1).scaleb(-len(digits))
    while words.at(index) in _SCALES:
        scale = _SCALES[words.at(index)]
        value, place, index = value * scale, place * scale, index + 1
    return EnglishNumber(start, words.ends[index], value, place, False)


def _fraction(words: _Words) -> tuple[int, Decimal] | None:
    """Words used and value of a fraction; ``half a million`` is a fraction of a scale."""
    first, second = words.at(0), words.at(1)
    if first == "half":
        if second in ("a", "an") and words.at(2) in _SCALES:
            return None
        return 1, Decimal("0.5")
    if first in ("a", "an", "one") and second in ("half", "third", "quarter", "fifth", "tenth"):
        of = words.at(2) == "of"
        return (2, Decimal(1) / _PARTS[second]) if of else None
    if first in ONES and second in _PARTS and second.endswith("s"):
        return 2, Decimal(ONES[first]) / _PARTS[second]
    return None


def _whole(words: _Words) -> tuple[Decimal, int]:
    """Value and words used of a whole number; (0, 0) where there is none."""
    if words.at(0) == "half":  # half a million
        return Decimal(_SCALES[words.at(2)]) / 2, 3
    if words.at(0) in ("a", "an"):
        if words.at(1) == "dozen":
            return Decimal(12), 2
        scale = _SCALES.get(words.at(1), 100 if words.at(1) == "hundred" else 0)
        return (Decimal(scale), 2) if scale else (Decimal(0), 0)
    total = section = Decimal(0)
    index = 0
    while index < len(words.words):
        word = words.words[index]
        if word in ONES or word in _TENS:
            section += ONES.get(word, _TENS.get(word, 0))
        elif word == "hundred" and section:
            section *= 100
        elif (word in _SCALES and section and words.at(index + 1) in (*ONES, *_TENS)) or (
            word in _SCALES and section and total
        ):
            total, section = total + section * _SCALES[word], Decimal(0)
        elif not (word == "and" and index and words.at(index - 1) in ("hundred", "thousand")):
            break
        index += 1
    while index and words.words[index - 1] == "and":
        index -= 1
    return total + section, index
