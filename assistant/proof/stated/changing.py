"""Judges movements: growth, falls, gaps between two named things, compound growth."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.proof.stated.finding import asked_for, facts_for, rows_for
from assistant.proof.stated.matching import Asked, Book, at_time, latest
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.roles import Sense, is_base
from assistant.proof.stated.stating import Row, Stated
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When, bounds_of, previous, year_before

_MOST_ROWS: Final = 6
_CLEAR: Final = 0.35


class Computed(NamedTuple):
    """What an operation gives."""

    value: Decimal
    kind: Kind
    """MONEY or COUNT and so on of the operands, PERCENT, POINTS or TIMES."""
    facts: tuple[Stated, ...]
    name: str


def subject_of(parts: Parts, part: Part, sense: Sense, topic: frozenset[str]) -> Asked:
    """What moves: the words before the movement, or those of the clauses before."""
    stop = (
        sense.cue.start
        if sense.cue is not None and sense.cue.start < part.numeral.start
        else part.numeral.start
    )
    start, _ = parts.clause_span(part.clause)
    terms = parts.terms_between(part.begin, stop)
    if sense.cue is not None and sense.cue.start > part.numeral.end:
        terms = terms or parts.terms_between(sense.cue.end, part.end)
    if not any(t.id[0] == "c" or t.id[0] == "w" for t in terms):
        terms = [*parts.terms_between(start, stop), *terms] if start < part.begin else terms
    if not terms:
        terms = parts.terms_between(part.numeral.end, part.end)
    if not terms:
        terms = parts.terms_between(0, stop)
    wide = ids(parts.terms_between(0, stop))
    return asked_for(terms, time_of(parts, part), wide=wide, topic=topic)


def time_of(parts: Parts, part: Part) -> When | None:
    """The time that a movement ends at: not the one it is measured from."""
    if part.when is not None and part.own_when and not is_base(parts, part.when):
        return part.when
    free = [t for t in parts.times if t.start < part.numeral.end and not is_base(parts, t)]
    if not free:
        free = [t for t in parts.times if not is_base(parts, t) and t.start <= part.end]
    if not free:
        return None
    last = free[-1]
    if last.is_open:
        for anchor in reversed(free[:-1]):
            if (found := last.resolved(anchor)) is not None:
                return found
    return last


def changes(book: Book, asked: Asked, sense: Sense, kind: Kind) -> Iterator[Computed]:
    """What the named thing moved by, in the sense that the number's unit asks for."""
    best: float | None = None
    for score, row in rows_for(book, asked)[:_MOST_ROWS]:
        if best is not None and best - score > _CLEAR:
            return
        for last, first in pairs(book, row, asked.when, sense):
            best = score if best is None else best
            yield from moved(last, first, kind)


def pairs(book: Book, row: Row, when: When | None, sense: Sense) -> Iterator[tuple[Stated, Stated]]:
    """Facts of a row (after, before) that a movement runs between."""
    if when is not None and when.until is not None and sense.base is None:
        first, last = replace(when, until=None, kind=_single(when)), when.until
        yield from ((b, a) for b in row.at(last) for a in row.at(first))
        return
    for last in at_time(row, when, book):
        for first in _earlier(row, last, sense):
            if first is not last:
                yield last, first


def _single(when: When) -> TimeKind:
    return when.until.kind if when.until is not None else when.kind


def _earlier(row: Row, last: Stated, sense: Sense) -> list[Stated]:
    if sense.base is not None:
        base = sense.base
        if base.is_open and last.when is not None:
            base = _opened(base, last.when)
        if base is not None and not base.is_open:
            return row.at(base)
    if last.when is None or last.when.is_open:
        return [f for f in row.facts if f is not last] if len(row.facts) == 2 else []  # noqa: PLR2004
    steps = [previous(last.when)] if sense.yearly is False else [year_before(last.when)]
    if sense.yearly is None and last.when.kind not in (TimeKind.YEAR, TimeKind.FISCAL):
        steps.append(previous(last.when))
    for step in steps:
        if step is not None and (found := [f for f in row.at(step) if f is not last]):
            return found
    if sense.yearly is None and len(row.facts) == 2:  # noqa: PLR2004
        return [f for f in row.facts if f is not last]
    return []


def before(row: Row, fact: Stated) -> list[Stated]:
    """The facts one period before a fact: what a movement to it starts from."""
    found = _earlier(row, fact, Sense())
    return found


def _opened(base: When, last: When) -> When | None:
    """The start of the year, the year before: as seen from the time that a movement ends at."""
    if base.kind is TimeKind.PREVIOUS_YEAR and last.year is not None:
        if last.kind in (TimeKind.YEAR_END, TimeKind.DAY, TimeKind.MONTH_END):
            return When(0, 0, TimeKind.YEAR_END, last.year - 1)
        return year_before(last)
    if base.kind is TimeKind.PREVIOUS:
        return previous(last)
    return base.resolved(last)


def moved(last: Stated, first: Stated, kind: Kind) -> Iterator[Computed]:
    """The movement between two facts."""
    one, two = last.number, first.number
    if one.kind is not two.kind and Kind.BARE not in (one.kind, two.kind):
        return
    facts = (last, first)
    if kind in (Kind.PERCENT, Kind.TIMES) and two.value:
        if two.value > 0:
            yield Computed((one.value - two.value) / two.value, Kind.PERCENT, facts, "change")
        return
    if kind is Kind.POINTS:
        if one.kind is Kind.PERCENT or (one.kind is Kind.BARE and abs(one.value) <= 1):
            yield Computed(one.value - two.value, Kind.POINTS, facts, "difference")
        return
    yield Computed(one.value - two.value, one.kind, facts, "difference")


def gaps(
    book: Book, parts: Parts, part: Part, sense: Sense, topic: frozenset[str]
) -> Iterator[Computed]:
    """The gap between what stands before 比 or than and what stands after it."""
    if sense.than is None:
        return
    begin, end = sense.than
    if begin > part.numeral.start:
        left = parts.terms_between(0, part.numeral.start)
    else:
        left = parts.terms_between(parts.clause_span(part.clause)[0], begin) or parts.terms_between(
            0, begin
        )
    right = parts.terms_between(begin, end)
    times = [t for t in parts.times if begin <= t.start < end]
    free = [t for t in parts.times if t not in times and t.start < part.numeral.end]
    when = free[-1] if free else None
    wide = ids(parts.terms_between(0, min(begin, part.numeral.start)))
    one = asked_for(left, when, wide=wide, topic=topic)
    if not right and times:
        shift = replace(sense, base=times[-1], yearly=sense.yearly)
        yield from changes(book, one, shift, part.numeral.kind)
        return
    if not right:
        return
    two = _other(one, right, when if not times else times[-1], wide)
    for first in facts_for(book, one):
        for second in facts_for(book, two):
            if first.fact is not second.fact:
                yield from moved(first.fact, second.fact, part.numeral.kind)


def _other(one: Asked, right: "list", when: When | None, wide: frozenset[str]) -> Asked:  # type: ignore[type-arg]
    """The second operand: its own words, completed by the first one's where they name no concept."""
    asked = asked_for(right, when, wide=wide)
    if asked.head:
        return asked
    kept = frozenset(t for t in one.near if t[0] == "c")
    return Asked(asked.near | kept, one.head, one.wide | one.near, one.topic, when)


def compounds(book: Book, asked: Asked, sense: Sense) -> Iterator[Computed]:
    """The compound yearly growth between two times of a row."""
    for _, row in rows_for(book, asked)[:_MOST_ROWS]:
        for last, first in pairs(book, row, asked.when, sense):
            ends = [
                bounds_of(f.when)[1] if f.when and bounds_of(f.when) else None
                for f in (last, first)
            ]  # type: ignore[index]
            if (
                ends[0] is None
                or ends[1] is None
                or first.number.value <= 0
                or last.number.value <= 0
            ):
                continue
            years = round((ends[0] - ends[1]).days / 365.25)
            if years > 0:
                growth = (last.number.value / first.number.value) ** (Decimal(1) / years) - 1
                yield Computed(growth, Kind.PERCENT, (last, first), "compound growth")


__all__ = ["Computed", "changes", "compounds", "gaps", "latest", "moved", "subject_of"]
