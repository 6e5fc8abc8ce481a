# ruff: noqa: E501  one rule a line reads as a table
"""How English speakers say numbers, years and names that prose writes otherwise."""

import re
from decimal import Decimal
from typing import Final

from assistant.interview.spoken import EDGE, ENDS, Rewrite, rule
from assistant.proof.english import english_numbers

_ONES: Final = "one|two|three|four|five|six|seven|eight|nine"
_TEENS: Final = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORD: Final = f"(?:{_TEENS}|(?:{_TENS})(?:[ -](?:{_ONES}))?|{_ONES})"
_NUMBER: Final = f"(?:\\d+(?:\\.\\d+)?|(?:one |two |three )?hundred|{_WORD}(?: hundred)?)"
_PARTS: Final = {"half": 50, "third": Decimal("33.3"), "quarter": 25, "fifth": 20, "sixth": Decimal("16.7"), "eighth": Decimal("12.5"), "tenth": 10}  # fmt: skip
_DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
_WITHIN: Final = {"low": (1, 4), "mid": (4, 6), "high": (6, 9)}
_NOT_PART: Final = r"(?! (?:party|parties|time|one|year|shift|site|customer|supplier|plant|store|shop|of the year|from|ago|we|was|is)(?![a-z]))"


def value_of(text: str) -> Decimal | None:
    """The value of an English number, in words or digits."""
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Decimal(text)
    found = english_numbers(text)
    return found[0].value if found and found[0].end == len(text) else None


def _either(match: re.Match[str]) -> str:
    """Fifty or sixty, two to three: a range, where the second is the larger."""
    low, high = value_of(match["a"]), value_of(match["b"])
    if low is None or high is None or not low < high <= low * 3:
        return match[0]
    return f"{low}~{high}"


def _decade(match: re.Match[str]) -> str:
    low, high = _WITHIN[match[1]]
    base = _DECADES[match[2]]
    return f"{base + low}~{base + high}"


def _spoken_year(match: re.Match[str]) -> str:
    """Twenty twenty-three, nineteen ninety-eight, two thousand and eleven."""
    century, rest = match["c"], value_of(match["r"].replace(" ", "-") if match["r"] else "") or 0
    base = {"twenty": 2000, "nineteen": 1900}.get(century, 2000)
    return str(base + int(rest))


def _odd(match: re.Match[str]) -> str:
    """Thirty-odd: up to the next ten."""
    value = value_of(match[1])
    return match[0] if value is None else f"{value}~{value + 10}"


def _one_in(match: re.Match[str]) -> str:
    above, below = value_of(match[1]), value_of(match[2])
    if above is None or below is None or above >= below:
        return match[0]
    return f"{(above / below * 100).quantize(Decimal('0.1'))}%"


def _or_two(match: re.Match[str]) -> str:
    """A month or two, a week or so."""
    return f"1~2 {match[1]}s" if match[0].endswith("two") else f"about 1 {match[1]}"


_HEARD: Final = {
    r"receive a bull?s?|receiv(?:e|a) ?bulls?": "receivables", "growth margin": "gross margin", r"net march in": "net margin",
    r"e ?bit ?da|a bit da|e\.b\.i\.t\.d\.a\.?": "ebitda", "guarant(?:y|ies|ys)": "guarantees", "over ?due": "overdue",
    "in ventory|invent tory": "inventory", "pay a bulls?": "payables", "employ ease": "employees", "there deb to": "their debt to",
    "vat returned": "vat returns", "rev a new": "revenue", "turn over(?= was| is| of|'s)": "turnover", "customer's": "customers",
}  # fmt: skip
"""Words that recognisers mistake for words of the trade that sound the same."""
_FILLERS: Final = (
    r"um+|uh+|erm?|ah|you know|you see|i mean(?= we| it| our| the)|sort of|kind of|like(?=,)|what(?=,)|well(?=,)|look(?=,)|honestly(?=,| )|"
    r"i think|i guess|i suppose|i'd say|let's say|basically|actually(?! no)|to be honest|really"
)

RULES_EN: Final[tuple[Rewrite, ...]] = (
    *(rule(f"{EDGE}(?:{heard}){ENDS}", meant) for heard, meant in _HEARD.items()),
    rule(rf"(?:^|(?<=[,.?!] )|(?<= )){EDGE}(?:{_FILLERS}){ENDS},? ?", ""),
    rule(r",\s*,", ","),
    rule(rf"(?P<c>twenty|nineteen) (?P<r>(?:{_TENS})[ -](?:{_ONES})|(?:{_TENS})|{_TEENS}){ENDS}(?! (?:percent|million|thousand|people|days))", _spoken_year),
    rule(rf"(?P<c>two thousand)(?: and)? (?P<r>{_TEENS}|(?:{_TENS})(?:[ -](?:{_ONES}))?|{_ONES}){ENDS}(?! (?:percent|million|people|days|hundred))", _spoken_year),
    rule(rf"{EDGE}an? (?=(?:hundred|thousand){ENDS})(?<!half a )", "one "),
    rule(rf"{EDGE}a (million|billion) and a half", r"1.5 \1"),
    rule(rf"{EDGE}grand{ENDS}", "thousand"), rule(rf"(?<= )mill?{ENDS}(?!s)", "million"), rule(rf"(?<=\d)mil{ENDS}", " million"),
    rule(rf"{EDGE}(?:an? )?double[ -]digits?{ENDS}", "at least 10%"), rule(rf"{EDGE}half a dozen{ENDS}", "six"), rule(rf"{EDGE}(?:a )?couple(?: of)?(?= (?:million|thousand|hundred|percent|months|weeks|years|people|customers|clients|suppliers|stores|shops))", "two"),
    rule(rf"{EDGE}(?:a|one) dozen{ENDS}", "twelve"),
    rule(rf"{EDGE}(low|mid|high)[ -]({'|'.join(_DECADES)}){ENDS}", _decade),
    rule(rf"({_NUMBER})-?ish{ENDS}", r"about \1"), rule(rf"{EDGE}({_NUMBER})[ -]odd{ENDS}", _odd),
    rule(rf"{EDGE}(?P<a>{_NUMBER}) (?:or|to|maybe) (?:maybe )?(?P<b>{_NUMBER}){ENDS}(?!-)", _either),
    rule(rf"{EDGE}({_NUMBER}) (?:in|out of)(?: every)? ({_NUMBER}){ENDS}", _one_in),
    rule(rf"{EDGE}twice{ENDS}(?! as| the| what| a )", "2"), rule(rf"{EDGE}an? (day|week|month|year) or (?:two|so){ENDS}", _or_two),
    rule(rf"{EDGE}(in|within|about|take|takes|under|over|than|around|nearly|almost|roughly|only|just) an? (week|month|year){ENDS}", r"\1 1 \2"),
    rule(rf"{EDGE}three[ -]quarters{ENDS}", "75%"),
    rule(rf"{EDGE}(?:a|one)(?: good)? ({'|'.join(_PARTS)}){ENDS}{_NOT_PART}(?! (?:million|thousand|billion|dozen))", lambda m: f"{_PARTS[m[1]]}%"),
    rule(rf"{EDGE}(?:the )?(first|second) half(?: of)?(?: the| this)?(?: year)?{ENDS}(?! of)", lambda m: "h1" if m[1] == "first" else "h2"),
)  # fmt: skip
"""In order; each works on what the one before it left."""


def relative_years(anchor: int) -> tuple[Rewrite, ...]:
    """Last year, the year before, this year as years, where the last full year is known."""
    return (
        rule(rf"{EDGE}(?:the )?year before(?: last| that)?{ENDS}|{EDGE}two years ago{ENDS}", f"in {anchor - 1}"),
        rule(rf"{EDGE}(?:in )?last year(?:'s)?{ENDS}", f"in {anchor}"),
        rule(rf"{EDGE}(h[12])(?P<x>[^.]{{0,12}}?){EDGE}(?:in )?this year{ENDS}", rf"\1 {anchor + 1}\g<x>"),
        rule(rf"{EDGE}(?:in )?this year(?:'s)?{ENDS}", f"in {anchor + 1}"),
        rule(rf"{EDGE}(?:in )?next year(?:'s)?{ENDS}", f"in {anchor + 2}"),
        rule(rf"{EDGE}at (?:the )?(?:end of the year|year[ -]end){ENDS}", f"at the end of {anchor}"),
    )  # fmt: skip
