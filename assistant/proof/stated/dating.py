"""Accounts for the times of a sentence: each is one of the facts that decide."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.clauses import Word
from assistant.proof.stated.denials import Claimed
from assistant.proof.stated.matching import Book, line_of
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.times import RELATIVE, grade, in_year, span_of
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_DATED: Final = 0.3
"""How well a time must fit one of the facts' own."""


_NEAR: Final = 0.6
"""How well it must fit a time that only stands in their line."""


def dates(ops: Operands, facts: Sequence[Stated]) -> Iterator[Word]:
    """Times that are neither those of the facts nor stand in their lines."""
    latest = ops.book.latest
    for time in ops.parts.times:
        if time.kind in RELATIVE or (time.year is None and time.kind is TimeKind.DAY):
            continue
        if time.code and not time.part_end:
            codes = {
                t.code for f in facts for t in (*_times_of(f), *_beside(ops.book, f)) if t.code
            }
            if codes and time.code not in codes:
                yield Word(time.start, time.end, ClaimKind.REFERENCE, Proof.UNCHECKED)
            continue
        own = [f for f in facts if any((*_times_of(f), *_beside(ops.book, f)))]
        if not own and time.kind is not TimeKind.DAY and time.year in (None, latest, 0):
            continue
        if not own and not ops.book.is_dated and time.kind is not TimeKind.DAY:
            continue
        if not any(is_dated(ops.book, fact, time) for fact in own):
            yield Word(time.start, time.end, ClaimKind.REFERENCE, Proof.UNCHECKED)


def lengths(ops: Operands, claims: Sequence[Claimed], facts: Sequence[Stated]) -> Iterator[Word]:
    """Spans of time that no claim took up, where the deciding lines name others."""
    lines = [line for f in facts if (line := line_of(ops.book, f)) is not None]
    stated = {n.value for line in lines for n in line.numerals if n.kind in _LENGTHS}
    stated |= {Decimal(t.part) for f in facts if (t := f.when) is not None and t.code}
    taken = {c.start for c in claims}
    for part in ops.parts.parts:
        numeral = part.numeral
        if numeral.kind not in _LENGTHS or numeral.start in taken or not stated:
            continue
        if numeral.value not in stated:
            yield Word(numeral.start, numeral.end, ClaimKind.REFERENCE, Proof.UNCHECKED)


_LENGTHS: Final = (Kind.MONTHS, Kind.DAYS)


def _times_of(fact: Stated) -> Iterator[When]:
    """The times that a fact is of: its own and its movement's base."""
    if fact.when is not None:
        yield fact.when
    if fact.base is not None:
        yield fact.base


def _beside(book: Book, fact: Stated) -> Iterator[When]:
    """The times of a fact's titles, where it has none itself, and those of its line."""
    line = line_of(book, fact)
    free = fact.when is None or fact.when.is_open
    if free:
        yield from fact.times
    for time in line.times if line is not None else ():
        if free or time.kind not in _WHOLE_YEARS:
            yield time


_WHOLE_YEARS: Final = (TimeKind.YEAR, TimeKind.FISCAL, TimeKind.YEAR_END)


def is_dated(book: Book, fact: Stated, time: When) -> bool:
    """Whether a time is a fact's own, or one of its line where it has none."""
    document = book.documents.get(fact.doc)
    year_end = document.year_end if document is not None else 0
    if any(grade(time, other, year_end) >= _NEAR for other in _beside(book, fact)):
        return True
    for other in _beside(book, fact):
        own = span_of(other, year_end) if other.kind is TimeKind.DAY else None
        asked = span_of(time, year_end) if time.kind is TimeKind.MONTH and time.year else None
        if own is not None and asked is not None and asked.first <= own.first <= asked.last:
            return True
    for other in _times_of(fact):
        if grade(time, other, year_end) >= _DATED:
            return True
        year = time.year or other.year or 1
        asked, own = (span_of(_closed(t, year), year_end) for t in (time, other))
        if own is not None and asked is not None and asked.first <= own.last <= asked.last:
            return True
    return False


def _closed(time: When, year: int) -> When:
    return in_year(time, year) if time.year is None and time.kind not in RELATIVE else time
