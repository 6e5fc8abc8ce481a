"""Reads how many of how many a clause speaks of: all, none, only, all but one, two of three."""

import re
from typing import Final

from assistant.proof.lexicon import Cue
from assistant.proof.stated.clauses import ALL, NONE, ONLY, PROFIT, Clause
from assistant.proof.stated.member_tests import Said
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.sets import said_size
from assistant.proof.units import Kind

_FEW: Final = 31


EXCEPTION: Final = re.compile(
    r"除[^，]{1,24}[外之]外?[，,]?|(?:except(?:ing)? (?:for )?|apart from |other than |with the "
    r"exception of |excluding |bar |save (?:for )?)[^,]{1,60},?"
)
"""A clause that only names what the next one leaves out."""


def with_exception(clause: Clause) -> Clause:
    """A clause with the one before it where that one names what it leaves out."""
    index = clause.parts.clause_of(clause.start)
    if index == 0 or clause.start != clause.parts.clauses[index]:
        return clause
    before = clause.parts.clause_span(index - 1)
    if not EXCEPTION.fullmatch(clause.parts.text[slice(*before)].strip()):
        return clause
    return Clause(clause.parts, before[0], clause.end)


_BUT: Final = re.compile(
    r"(?<![a-z])(?:all|every(?: one)?(?: of [a-z ]{1,20})?|each|"
    r"every [a-z]+) but (?P<n>one|two|three|four|five)(?![a-z])"
)


_BUT_COUNTS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def longer(clause: Clause) -> Clause:
    """A clause with the one after it: 有六个月，付款大于收款."""
    index = clause.parts.clause_of(clause.start)
    if index + 1 >= len(clause.parts.clauses):
        return clause
    return Clause(clause.parts, clause.start, clause.parts.clause_span(index + 1)[1])


def said_of(ops: Operands, clause: Clause) -> Said | None:
    """The words of a clause that say how many of how many; None where none do."""
    text, start, end = clause.parts.text, clause.start, clause.end
    but = _BUT.search(text, start, end)
    if but is not None:
        sizes = _sizes(clause)
        return Said(but.start(), but.end(), None, False, None, sizes, but=_BUT_COUNTS[but["n"]])
    every, none, only = (p.search(text, start, end) for p in (ALL, NONE, ONLY))
    count = _count(clause)
    if count is not None:
        number = count.numeral
        value = int(number.value / (number.factor if number.kind is Kind.MONTHS else 1))
        size = said_size(ops.parts, 0, end, skip=number.start)
        return Said(number.start, number.end, value, False, size, (number.start, *_sizes(clause)))
    match = (
        none or (only if only is not None and not (every and not every["weak"]) else None) or every
    )
    if match is None or (
        match is every and match["weak"] and (_is_step(clause, match) or not _judgeable(clause))
    ):
        return None
    size = said_size(ops.parts, start, end) or said_size(ops.parts, 0, end)
    if only is not None and _REST.search(clause.text):
        size = None
    if (
        size is None
        and re.search(r"(?<![a-z])(?:both|neither)(?![a-z])|两[家户个年厂店项]|均|都", clause.text)
        and re.search(r"(?<![a-z])(?:both|neither)(?![a-z])|两", clause.text)
    ):
        size = 2
    return Said(match.start(), match.end(), None, none is not None, size, _sizes(clause))


_REST: Final = re.compile(r"其余|其他|其它|(?<![a-z])(?:others?|rest|remaining)(?![a-z])")


def _is_step(clause: Clause, match: "re.Match[str]") -> bool:
    """Whether "every" only says that a movement went on: every year since 2022."""
    after = clause.parts.text[match.end() : match.end() + 24]
    return re.match(
        r" (?:of the (?:\w+ )?)?(?:year|quarter|month|half|step)|[年季月]", after
    ) is not None and any(c.cue in (Cue.UP, Cue.DOWN) for c in clause.cues)


def _judgeable(clause: Clause) -> bool:
    return PROFIT.search(clause.text) is not None or any(
        c.cue in (Cue.UP, Cue.DOWN, Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST)
        for c in clause.cues
    )


def _count(clause: Clause) -> Part | None:
    """How many of a set a claim is made of: 有四户, two of the three, in four months."""
    for part in clause.numbers:
        number = part.numeral
        if number.kind not in (Kind.COUNT, Kind.BARE, Kind.MONTHS) or not (
            number.words or number.kind is Kind.COUNT
        ):
            continue
        value = number.value / (number.factor if number.kind is Kind.MONTHS else 1)
        if value > _FEW or value != value.to_integral_value():
            continue
        before, after = _untimed(clause, number.start), clause.parts.text[number.end :]
        months = number.kind is Kind.MONTHS
        if (
            re.search(r"(?:有|仅|只有|中)\s*\Z", before)
            or re.match(r" of (?:the|its|these|those) (?:\w+|\d)", after)
            or (months and re.search(r"(?<![a-z])in\s*\Z", before))
            or (_OPENS.fullmatch(before) and _judgeable(clause) and not _is_listed(clause, part))
        ):
            return part
    return None


def _untimed(clause: Clause, stop: int) -> str:
    """A clause's text before an offset, without its times."""
    text, at = "", clause.start
    for time in clause.parts.times_between(clause.start, stop):
        text, at = text + clause.parts.text[at : time.start], time.end
    return text + clause.parts.text[at:stop]


_OPENS: Final = re.compile(
    r"\s*(?:其中|共|另|there (?:are|were) |of (?:these|them|which),? |"
    r"and |but |(?:in|for|during) )?"
    r"|.{0,60}(?<![a-z])(?:at|in|for) "
)
"""What may stand before a count of things: two entities made a loss, sales fell at two shops."""


def _is_listed(clause: Clause, part: Part) -> bool:
    """Whether a count is of all the things that are spoken of: 三家均, two of three."""
    text = clause.text
    others = [
        p
        for p in clause.numbers
        if p is not part and p.numeral.kind in (Kind.COUNT, Kind.BARE) and p.numeral.words
    ]
    return ALL.search(text) is not None or NONE.search(text) is not None or bool(others)


def _sizes(clause: Clause) -> tuple[int, ...]:
    """Small counts of the sentence: the size of the set that was judged."""
    return tuple(
        p.numeral.start
        for p in clause.parts.parts
        if (p.numeral.words or p.numeral.kind is Kind.COUNT)
        and p.numeral.kind in (Kind.COUNT, Kind.BARE, Kind.MONTHS)
        and p.numeral.value <= _FEW * p.numeral.factor
    )
