"""Spans of days that are names, not numbers: the 31-60 day bucket, over 90 days EUR 119,000."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from assistant.proof.numeral import Numeral
from assistant.proof.stated.parts import Parts
from assistant.proof.units import Kind

BUCKET: Final = re.compile(r"[ -]?(?:day )?(?:bucket|band|bracket)|账龄|段")


_WITHIN_AFTER: Final = re.compile(
    r" ?(?:days?|months?|years?)? ?(?:(?P<in>以内|之内|内|以下|and under|or less|or under)|"
    r"(?P<out>以上|and over|or more|or over|and above|\+))"
)


WITHIN_BEFORE: Final = re.compile(
    r"(?:(?P<in>(?<![a-z])(?:within|under|less than|up to|below)|不超过|小于|少于)|"
    r"(?P<out>(?<![a-z])(?:over|more than|above|older than|beyond|past)|超过|大于|逾|>))[ "
    r"-]?\Z"
)


def span_term(text: str, numeral: Numeral) -> str:
    """The term for a span of time that is part of a name, with what bounds it: over 90 days."""
    if numeral.high is not None:
        return f"d:{numeral.value.normalize():f}-{numeral.high.normalize():f} {numeral.kind}"
    found = _WITHIN_AFTER.match(text, numeral.end) or WITHIN_BEFORE.search(
        text, max(0, numeral.start - 12), numeral.start
    )
    side = "" if found is None else "<" if found["in"] else ">"
    return f"d:{side}{numeral.value.normalize():f} {numeral.kind}"


def bucket_head(parts: Parts) -> frozenset[str]:
    """The span of days that a head of an ageing table is, without a unit: 31-60, Over 90, 90+."""
    if len(parts.numerals) != 1 or parts.numerals[0].kind is not Kind.BARE:
        return frozenset()
    number = parts.numerals[0]
    rest = parts.text[: number.start] + parts.text[number.end :]
    ages = number.high is not None or rest.strip(" ()") in (
        "over",
        ">",
        "+",
        "超过",
        "以上",
        "above",
    )
    aged = replace(number, kind=Kind.DAYS)
    return (
        frozenset((span_term(parts.text, aged),)) if ages and not rest.strip(_AGES) else frozenset()
    )


_AGES: Final = " ()overab>+超过以上days天"


def bucketed(parts: Parts) -> frozenset[str]:
    """Spans of time that name the amount right after them.

    一年以内1,100万元, over 90 days EUR 119,000.
    """
    found = set()
    for one, two in pairwise(parts.parts):
        gap = parts.text[one.numeral.end : two.numeral.start]
        spans = one.numeral.kind in (Kind.DAYS, Kind.MONTHS) and two.numeral.kind in (
            Kind.MONEY,
            Kind.PERCENT,
            Kind.BARE,
        )
        term = span_term(parts.text, one.numeral)
        if spans and ("<" in term or ">" in term or "-" in term) and _BUCKET_GAP.fullmatch(gap):
            found.add(term)
        term = span_term(parts.text, two.numeral)
        aged = two.numeral.kind in (Kind.DAYS, Kind.MONTHS) and one.numeral.kind in (
            Kind.MONEY,
            Kind.PERCENT,
            Kind.BARE,
        )
        if (
            aged
            and ("<" in term or ">" in term or "-" in term)
            and _BUCKET_BEFORE.fullmatch(gap)
            and _AGED.match(parts.text, two.numeral.end)
        ):
            found.add(term)
    return frozenset(found)


_BUCKET_BEFORE: Final = re.compile(
    r" ?(?:was|were|is|are|had been|has been|have been|为|系|已)? ?(?:up to|over|more than|"
    r"within|under|less than|past|超过|逾期|不超过)? ?"
)


_AGED: Final = re.compile(
    r" ?(?:days?|months?|years?)? ?(?:以上|以内|以下)?(?:overdue|past due|old|late|逾期)"
)


_BUCKET_GAP: Final = re.compile(
    r" ?(?:以内|之内|内|以上|以下|and over|or more|or less|old)?(?:的|部分|为|有|是|占|:|"
    r"：|\s)*[\u4e00-\u9fff]{0,8}(?:[a-z]{3} )?"
)
