"""Doubts that the movement which refutes a number is the one that its words tell."""

import re
from typing import Final

from assistant.proof.courses import course_in
from assistant.proof.stated.matching import line_of
from assistant.proof.stated.refuted import Refuted, length
from assistant.proof.stated.stating import Stated

_EACH: Final = re.compile(
    r"连续[^，。]{1,4}年各|每年各|(?<![a-z])(?:in each|each year|a year for)(?![a-z])"
)
_YEARLONG: Final = re.compile(
    r"全年|年内|(?<![a-z])(?:over|during|across|for) the (?:full )?year(?![a-z])|"
    r"(?<![a-z])(?:the )?(?:full|whole) year(?![a-z])|the year as a whole"
)
_PLAN: Final = frozenset(("q:forecast", "q:actual"))


def is_other_move(case: Refuted) -> bool:
    """Whether a movement's ends are of two things, or lie nearer together than the words say."""
    value, facts = case.one.value, case.one.facts
    if case.part is None or value is None or value.name != "change":
        return False
    if _is_bounded(case) or _is_over_a_span(case) or _is_of_a_sort(case):
        return True
    short = any(length(f.when) in (1, 3) for f in facts)
    if _EACH.search(case.text) or (short and _YEARLONG.search(case.text)):
        return True
    plans = [f.label & _PLAN for f in facts]
    if case.said >= _PLAN and not frozenset().union(*plans) >= _PLAN:
        return True
    ends: dict[object, frozenset[str]] = {}
    for fact in facts:
        time = (fact.when.kind, fact.when.year, fact.when.part) if fact.when else None
        ends[time] = ends.get(time, frozenset()) | _kinds(fact)
    apart = len(set(ends.values())) > 1 and None not in ends
    if apart and any("q:industry" in end for end in ends.values()):
        return True
    planned = any("q:forecast" in f.label for f in facts)
    return planned and len({_kinds(f) - _PLAN for f in facts}) > 1


_FELL_BELOW: Final = re.compile(
    r"(?:低于|高于|超过|跌破|突破|不足)\Z|"
    r"(?<![a-z])(?:below|under|above|over|past|beneath)(?: the)? *\Z"
)


def _is_bounded(case: Refuted) -> bool:
    """Whether a number bounds where a thing went, no amount that it moved by: fell below 10."""
    part = case.part
    return part is not None and _FELL_BELOW.search(case.text[: part.numeral.start]) is not None


_BETWEEN: Final = re.compile(r"(?<![a-z])(?:between|since|from)(?![a-z])|以来|自|从")


def _is_over_a_span(case: Refuted) -> bool:
    """Whether the sentence says over how long a thing moved, and the facts lie otherwise apart."""
    whens = [f.when for f in case.one.facts if f.when is not None]
    years = {w.year for w in whens if w.year is not None}
    course = course_in(case.text, 0, len(case.text))
    if (
        course.years > 1
        and years
        and max(years) - min(years) not in (course.years, course.years - 1)
    ):
        return True
    if not _BETWEEN.search(case.clause.text):
        return False
    named = [t for t in case.ops.parts.times_between(case.clause.start, case.clause.end)]
    return len(named) > 1 and any(
        t.part and not any(t.part == w.part and t.year in (None, w.year) for w in whens)
        for t in named
    )


def _is_of_a_sort(case: Refuted) -> bool:
    """Whether a word right before the thing that moved is in no line of the facts: 国产染料."""
    before = case.ops.parts.terms_between(case.clause.start, case.one.start)
    head = next((t for t in reversed(before) if t.id[0] == "c"), None)
    told = frozenset[str]()
    for fact in case.one.facts if head is not None else ():
        line = line_of(case.ops.book, fact)
        told |= fact.label | fact.title | fact.around | case.ops.book.heading_terms(fact.doc)
        told |= line.terms if line is not None else frozenset()
    at = head.start if head is not None else 0
    for term in reversed([t for t in before if t.start < at]):
        if term.id[0] != "h" or term.end < at:
            return False
        if len(term.id) > _ONE and term.id not in told:
            return True
        at = term.start
    return False


_ONE: Final = 3
"""The length of a term of one Chinese character."""


def _kinds(fact: Stated) -> frozenset[str]:
    return frozenset(t for t in fact.label if t[0] in "cq")
