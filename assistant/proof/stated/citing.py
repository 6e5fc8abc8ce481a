"""Judges what a sentence says of a clause that it cites.

按第八条…不超过5%, rule 4 deals with concentration.
"""

from collections.abc import Iterator
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.accounts import holds_mark
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.clauses import Word
from assistant.proof.stated.documents import Words
from assistant.proof.stated.kinship import alike
from assistant.proof.stated.matching import Book
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.quotations import dated_in_piece, quoted
from assistant.proof.stated.senses import bound_of
from assistant.proof.stated.stating import GENERIC, Stated
from assistant.proof.stated.values import fits, of_fact, says
from assistant.proof.when import TimeKind

_LEAST: Final = 2
_DATES: Final = (TimeKind.DAY, TimeKind.MONTH)


def cited_fact(ops: Operands, part: Part, asked: Asked) -> Stated | None:
    """The fact of the cited clause that has a number's value, where the words are the clause's."""
    cited = [m for m in ops.parts.marks if m.id[:3] == "art" and m.start < part.numeral.start]
    if not cited:
        return None
    said = bound_of(ops.parts, part)
    for doc, place, line in _lines(ops.book):
        if not holds_mark(cited[-1], line) or not _speaks_of(line, asked.near):
            continue
        for fact in ops.book.documents[doc].facts:
            if fact.line != place or (said and fact.bound and said[0] != fact.bound[0]):
                continue
            if fits(part.numeral, of_fact(fact)) and says(
                ops.parts, part, of_fact(fact), plain=True
            ):
                return fact
    return None


def dated_claim(ops: Operands) -> Iterator[Word]:
    """The date of a sentence that says nothing else: the lease runs to 31 March 2026."""
    dates = [t for t in ops.parts.times if t.kind in _DATES and t.year is not None]
    if not dates:
        return
    found = quoted(ops.book, ops.parts)
    alone = found is not None and sum(t.kind in _DATES for t in found.line.times) == len(dates)
    facts = (
        tuple(f for f in found.document.facts if found.document.lines[f.line] is found.line)
        if found is not None
        else ()
    )
    yield Word(
        dates[0].start,
        dates[0].end,
        ClaimKind.REFERENCE,
        Proof.PROVED if alone else Proof.UNCHECKED,
        facts if alone else (),
    )


def subject_claim(ops: Operands) -> Iterator[Word]:
    """A clause that a sentence without a claim of its own only says the subject of."""
    marks = ops.parts.marks
    terms = frozenset(t.id for t in ops.parts.terms if t.id[0] in "cwh" and t.id[:3] != "w:#")
    if not marks or not terms:
        return
    holds = [
        (doc, place)
        for doc, place, line in _lines(ops.book)
        if all(holds_mark(m, line) for m in marks)
        and terms <= line.terms
        and dated_in_piece(ops.parts, line)
    ]
    facts = tuple(f for f in ops.book.facts if (f.doc, f.line) in holds)
    verdict = Proof.PROVED if facts and len(terms) >= _LEAST else Proof.UNCHECKED
    yield Word(marks[0].start, ops.parts.terms[-1].end, ClaimKind.REFERENCE, verdict, facts)


def _lines(book: Book) -> Iterator[tuple[int, int, Words]]:
    for document in book.documents.values():
        for place, line in enumerate(document.lines):
            if line.marks or line.above:
                yield document.id, place, line


def _speaks_of(line: Words, near: frozenset[str]) -> bool:
    """Whether a line has every word of ``near``, or one like it, and one of its own."""
    own = [t for t in near if t[0] in "cwh" and t not in GENERIC]
    shared = [t for t in own if t in line.terms]
    return bool(shared) and all(
        t in line.terms or (t[0] == "c" and any(alike(t, k) for k in line.terms)) for t in own
    )


__all__ = ["cited_fact", "dated_claim", "subject_claim"]
