"""Sentences that repeat one line of a source.

Every name, mark, date and number of theirs stands in it.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from assistant.proof.calendar_words import times_in
from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Numeral
from assistant.proof.stated.accounts import holds_mark
from assistant.proof.stated.clauses import ALL, NONE, ONLY, ORDINAL, RANK
from assistant.proof.stated.cue_words import all_cues
from assistant.proof.stated.documents import Document, Words
from assistant.proof.stated.fullness import FULL
from assistant.proof.stated.kinship import alike
from assistant.proof.stated.marks import marks_in
from assistant.proof.stated.matching import Book
from assistant.proof.stated.parts import Parts
from assistant.proof.stated.rates import rate_in
from assistant.proof.stated.terms import Term
from assistant.proof.stated.times import grade
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_ENOUGH: Final = 0.8
_LEAST_TERMS: Final = 2
_FITS: Final = 0.6
_NOT: Final = re.compile(
    r"[不未无没非](?!良|动|足|断|同|限|锡|形|常|论)|(?<![a-z])(?:not|no|never|none|neither|"
    r"nor|without|n't|cannot|unless|except|only)(?![a-z])"
)
_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_LIGHT: Final = ("q:total", "q:closing", "q:net")


class Quoted(NamedTuple):
    """The line that a sentence repeats."""

    document: Document
    line: Words


def quoted(book: Book, parts: Parts) -> Quoted | None:
    """The one line of the sources that holds all that a sentence says; None where none does."""
    terms = [t for t in parts.terms if t.id[0] in "cqwhn" and t.id not in _LIGHT]
    terms += [
        t for t in parts.terms if t.id[0] == "i" and not any(o.start == t.start for o in terms)
    ]
    dates = sum(t.kind is TimeKind.DAY for t in parts.times)
    if len(terms) + 2 * len(parts.marks) + dates < _LEAST_TERMS:
        return None
    for document in book.documents.values():
        for line in _lines(document, terms):
            if _holds(parts, terms, line, document):
                return Quoted(document, line)
    return None


def _lines(document: Document, terms: list[Term]) -> Iterator[Words]:
    wanted = {t.id for t in terms}
    for line in document.lines:
        if wanted & line.terms or line.marks or line.times:
            yield line


def dated_in_piece(parts: Parts, line: Words) -> bool:
    """Whether the piece of a line that holds the marks says every date of the sentence."""
    days = {_day(t) for t in parts.times if t.kind is TimeKind.DAY}
    pieces = re.split("[;；]", line.text)
    if not days or not parts.marks or len(pieces) == 1:
        return True
    wanted = {m.id for m in parts.marks}
    return any(
        wanted & {m.id for m in marks_in(piece, piece.upper())}
        and days <= {_day(t) for t in times_in(piece)}
        for piece in pieces
    )


def _day(time: When) -> tuple[int | None, int, int]:
    return time.year, time.part, time.day


def _holds(parts: Parts, terms: list[Term], line: Words, document: Document) -> bool:
    if any(not holds_mark(m, line) for m in parts.marks) or not dated_in_piece(parts, line):
        return False
    if bool(_NOT.search(parts.text)) is not bool(_NOT.search(line.text)):
        return False
    alike_said = _claims_alike(parts, line) and _in_one_piece(parts, terms, line)
    if not alike_said or rate_in(parts.text) not in ("", rate_in(line.text)):
        return False
    if not all(_has_number(line, n) for n in parts.numerals) or not _has_digits(parts, line):
        return False
    if not all(
        any(grade(t, o, document.year_end) >= _FITS for o in line.times) for t in parts.times
    ):
        return False
    found = sum(_says(t, line) for t in terms)
    marked = 2 * len(parts.marks)
    return (found + marked) >= _ENOUGH * (len(terms) + marked)


def _in_one_piece(parts: Parts, terms: list[Term], line: Words) -> bool:
    """Whether a sentence of words alone stands in one piece of a line that says several things."""
    pieces = re.split("[;；]", line.text)
    if len(pieces) == 1 or parts.numerals or parts.marks:
        return True
    words = {t.word or t.id[2:].lstrip("#") for t in terms}
    return any(all(word in piece for word in words) for piece in pieces)


CLAIMING: Final = frozenset(
    (Cue.UP, Cue.DOWN, Cue.BETTER, Cue.WORSE, Cue.FLAT, Cue.ABOVE, Cue.BELOW, Cue.THAN,
     Cue.UP_TO, Cue.DOWN_TO, Cue.DOUBLE, Cue.TRIPLE, Cue.HALVE, Cue.NEARLY)
)  # fmt: skip
_BEFORE: Final = re.compile(
    r"(?<![目之以])前(?=[，,须应得不可必]|\Z)|之前|以前|事先|预先|提前|"
    r"(?<![a-z])(?:before|prior|in advance)(?![a-z])"
)
_AFTER: Final = re.compile(
    r"(?<![之以])后(?=[，,须应得不可必]|\Z)|之后|以后|(?<![a-z])after(?![a-z])"
)
_ORDER: Final = (RANK, ORDINAL, ALL, NONE, ONLY, FULL, _BEFORE, _AFTER)
_BOUNDS: Final = (Cue.AT_LEAST, Cue.AT_MOST)


def _claims_alike(parts: Parts, line: Words) -> bool:
    """Whether every claiming word (rose, above, highest, all, at least) stands in the line too."""
    said = {c.cue for c in parts.cues} & (CLAIMING | set(_BOUNDS))
    if said and not said <= {c.cue for c in all_cues(line.text, bytearray(len(line.text)))}:
        return False
    return all(not p.search(parts.text) or p.search(line.text) for p in _ORDER)


def _has_number(line: Words, numeral: Numeral) -> bool:
    """Whether a line has the number, and no other of its kind that could be meant."""
    same = [
        n for n in line.numerals if n.kind is numeral.kind or Kind.BARE in (n.kind, numeral.kind)
    ]
    if len(same) != 1 or {same[0].currency, numeral.currency} not in (
        {numeral.currency},
        {None, numeral.currency},
    ):
        return False
    return abs(same[0].value - numeral.value) <= min(numeral.half, same[0].half)


def _has_digits(parts: Parts, line: Words) -> bool:
    """Whether digits that were read as no number (number 29) stand in the line as well."""
    spans = [(n.start, n.end) for n in parts.numerals] + [(t.start, t.end) for t in parts.times]
    return all(
        re.search(rf"(?<!\d){m[0]}(?!\d)", line.text) is not None
        for m in _DIGITS.finditer(parts.text)
        if not any(start <= m.start() < end for start, end in spans)
    )


def _says(term: Term, line: Words) -> bool:
    """Whether a line has a term, or for a concept a part of how it is written."""
    if term.id[0] == "i" and f"c:{term.id[2:]}" in line.terms:
        return True
    if term.id in line.terms or f"i:{term.id[2:]}" in line.terms:
        return True
    if term.id[0] != "c":
        return term.id[0] in "hw" and len(term.id) > 3 and term.id[2:] in line.text  # noqa: PLR2004  two characters
    if any(alike(term.id, other) for other in line.terms if other[0] == "c"):
        return True
    word = term.word
    if not word or word.isascii():
        return bool(word) and word in line.text
    return any(word[n : n + 2] in line.text for n in range(len(word) - 1))
