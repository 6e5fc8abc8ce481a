"""The time that an amount is for each of: a month, a year."""

import re
from typing import Final

from assistant.proof.stated.parts import Part, Parts
from assistant.proof.units import Kind

_EACH: Final = "(?:per|a|each|every)"
_PER: Final = tuple(
    (name, re.compile(f"{zh}|(?<![a-z])(?:{_EACH} (?:{noun})|{other})(?![a-z])"))
    for name, zh, noun, other in (
        ("day", "每日|每天|日均|/日|/天", "day", "daily"),
        ("week", "每周|/周", "week", "weekly"),
        ("month", "每月|每个月|月均|月租|月供|/月", "(?:calendar )?month", "monthly|pcm"),
        ("quarter", "每季|季均|/季", "quarter", "quarterly"),
        ("half", "每半年", "half-year|six months", "half-yearly|semi-annual"),
        (
            "year",
            "每年|全年|(?<!\\d)年均|年租|年费|年产|/年|年息",
            "(?:full |whole )?year|annum",
            r"p\.a\.|annual|annually|yearly",
        ),
    )
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
