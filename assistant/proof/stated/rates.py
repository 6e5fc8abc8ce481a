"""The time that an amount is for each of: a month, a year."""

import re
from typing import Final

from assistant.proof.stated.parts import Part, Parts
from assistant.proof.units import Kind

_PER: Final = (
    (
        "day",
        re.compile(r"每日|每天|日均|/日|/天|(?<![a-z])(?:per day|a day|daily|each day)(?![a-z])"),
    ),
    ("week", re.compile(r"每周|/周|(?<![a-z])(?:per week|a week|weekly)(?![a-z])")),
    (
        "month",
        re.compile(
            r"每月|每个月|月均|月租|月供|/月|(?<![a-z])(?:per month|a month|monthly|each month|per "
            r"calendar month|pcm)(?![a-z])"
        ),
    ),
    (
        "quarter",
        re.compile(
            r"每季|季均|/季|(?<![a-z])(?:per quarter|a quarter|quarterly|each quarter)(?![a-z])"
        ),
    ),
    ("half", re.compile(r"每半年|(?<![a-z])(?:half-yearly|semi-annual|per half-year)(?![a-z])")),
    (
        "year",
        re.compile(
            r"每年|全年|(?<!\d)年均|年租|年费|年产|/年|年息|"
            r"(?<![a-z])(?:per year|a year|a full year|a whole year|per annum|"
            r"p\.a\.|annual|annually|yearly|each year)(?![a-z])"
        ),
    ),
)


def rate_in(text: str) -> str:
    """The time that a head says amounts are for each of: 月租金, monthly rent; '' for none."""
    return next((name for name, pattern in _PER if pattern.search(text)), "")


def rate_of(parts: Parts, part: Part | None, of_head: str) -> str:
    """The time that an amount is for each of; '' where it is none."""
    if part is None or part.numeral.kind not in (Kind.MONEY, Kind.BARE, Kind.PERCENT):
        return ""
    own = rate_in(parts.text[part.begin : part.end])
    if part.numeral.kind is Kind.PERCENT and not own:
        return ""
    return own or of_head
