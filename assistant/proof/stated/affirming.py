"""Doubts a denial that one line bears out while another affirms what it denies.

"厂房未抵押" beside "厂房已抵押；土地使用权未设抵押": the denial that was found is another thing's.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.calendar_words import times_in
from assistant.proof.stated.clauses import Clause, Word
from assistant.proof.stated.documents import Document
from assistant.proof.stated.entries import DENIED, denied
from assistant.proof.stated.matching import line_of
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.stretches import LIGHT, stretches_of

_DENYING: Final = (ClaimKind.NEGATION, ClaimKind.REFERENCE)


def with_affirmed(ops: Operands, clause: Clause, words: Sequence[Word]) -> Iterator[Word]:
    """A clause's claims; one proved by a denial is unchecked where a line affirms the thing."""
    for word in words:
        proved = word.verdict is Proof.PROVED and word.kind in _DENYING
        if proved and _is_by_words(ops, word) and is_affirmed(ops, clause.start, clause.end):
            yield word._replace(verdict=Proof.UNCHECKED)
        else:
            yield word


def is_affirmed(ops: Operands, start: int, end: int) -> bool:
    """Whether a source says of the same thing, without a denial, what a stretch denies."""
    denial = DENIED.search(ops.parts.text, start, end)
    if denial is None:
        return False
    thing = [t for t in ops.parts.terms_between(denial.end(), end) if t.id not in LIGHT]
    core = [t for t in thing if t.id[0] in "cw"] or thing
    if not core:
        return False
    said, whole = ids(core[-1:]), ids(core)
    subject = ids(ops.parts.terms_between(start, denial.start())) - LIGHT
    years = {t.year for t in ops.parts.times_between(start, end)} - {None}
    nearest = {False: -1, True: -1}
    for document in ops.book.documents.values():
        for one in _sayings(document):
            if years and one.years and not years & one.years:
                continue
            if said <= one.own and whole <= one.own | one.about:
                shared = len(subject & (one.own | one.about))
                nearest[one.denied] = max(nearest[one.denied], shared)
    return nearest[False] >= max(0, nearest[True])


class _Saying(NamedTuple):
    """What a source says in one go, of what, and whether it denies it."""

    own: frozenset[str]
    about: frozenset[str]
    denied: bool
    years: frozenset[int | None]


_ASKED_FOR: Final = re.compile(
    r"须|应当|应|不得|如果|若|(?<![a-z])(?:shall|must|may|should|requires?|subject to|if)(?![a-z])"
)
"""Words of a rule or a condition: what is asked for isn't said to be so."""


@lru_cache(maxsize=512)
def _sayings(document: Document) -> tuple[_Saying, ...]:
    """A source's stretches, and its cells with an amount."""
    words = [
        _Saying(s.terms, s.about, s.denied, _years(s.text))
        for s in stretches_of(document)
        if not s.heads and not _ASKED_FOR.search(s.text)
    ]
    cells = [
        _Saying(
            ids([*(e.label.terms if e.label else ()), *e.said.terms]),
            e.around,
            denied=False,
            years=frozenset(),
        )
        for e in document.entries
        if e.column >= 0 and any(n.value for n in e.said.numerals)
    ]
    return (*words, *cells)


def _years(text: str) -> frozenset[int | None]:
    return frozenset(t.year for t in times_in(text)) - {None}


def _is_by_words(ops: Operands, word: Word) -> bool:
    """Whether a line's words decided it: a count of 0 is no denial of another thing."""
    return not word.facts or any(
        fact.number.words or ((line := line_of(ops.book, fact)) is not None and denied(line.text))
        for fact in word.facts
    )
