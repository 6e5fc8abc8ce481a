"""A sentence or labelled line taken apart: its numbers, each with the words and time around it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.numeral import Numeral
from assistant.proof.stated.marks import Mark
from assistant.proof.stated.terms import Term
from assistant.proof.when import When

_DIGITS: Final = re.compile(r"\d+")


@dataclass(slots=True)
class Part:
    """One number with what stands around it."""

    numeral: Numeral
    clause: int
    begin: int
    """Where the words that lead to it begin.

    After the number before it or at the clause's start.
    """
    end: int
    """Where the words that follow it end: at the next number or the clause's end."""
    before: list[Term] = field(default_factory=list)
    after: list[Term] = field(default_factory=list)
    when: When | None = None
    own_when: bool = False
    """The time stands in the number's own words, not in an earlier clause."""
    cues: list[CueHit] = field(default_factory=list)
    """Cues before it, nearest last."""
    late_cues: list[CueHit] = field(default_factory=list)


@dataclass(slots=True)
class Parts:
    """A stretch of text taken apart. Offsets count from its start."""

    raw: str
    text: str
    clauses: list[int]
    times: list[When]
    numerals: list[Numeral]
    cues: list[CueHit]
    terms: list[Term]
    parts: list[Part]
    marks: list[Mark] = field(default_factory=list)

    def clause_of(self, at: int) -> int:
        """Index of the clause that holds an offset."""
        return max(0, bisect_right(self.clauses, at) - 1)

    def clause_span(self, index: int) -> tuple[int, int]:
        """Start and end of a clause."""
        end = self.clauses[index + 1] if index + 1 < len(self.clauses) else len(self.text)
        return self.clauses[index], end

    def terms_between(self, start: int, end: int) -> list[Term]:
        """The terms that begin between two offsets."""
        return self.terms[
            bisect_left(self.terms, start, key=_start) : bisect_left(self.terms, end, key=_start)
        ]

    def cues_between(self, start: int, end: int) -> list[CueHit]:
        """The cues that begin between two offsets."""
        return self.cues[
            bisect_left(self.cues, start, key=_start) : bisect_left(self.cues, end, key=_start)
        ]

    def times_between(self, start: int, end: int) -> list[When]:
        """The times that begin between two offsets."""
        return [t for t in self.times if start <= t.start < end]

    def unread(self, start: int = 0, end: int | None = None) -> bool:
        """Whether a stretch has digits that were read as no number, time, mark or name."""
        stop = len(self.text) if end is None else end
        read = [
            *((n.start, n.end) for n in self.numerals),
            *((t.start, t.end) for t in self.times),
            *((m.start, m.end) for m in self.marks),
            *((t.start, t.end) for t in self.terms),
        ]
        return any(
            not any(a <= m.start() < b for a, b in read)
            for m in _DIGITS.finditer(self.text, start, stop)
        )

    def has(self, cue: Cue, start: int = 0, end: int | None = None) -> bool:
        """Whether a cue begins between two offsets."""
        stop = len(self.text) if end is None else end
        return any(c.cue is cue for c in self.cues_between(start, stop))


def _start(item: Term | CueHit) -> int:
    return item.start


def ids(terms: Sequence[Term]) -> frozenset[str]:
    """The terms' ids."""
    return frozenset(term.id for term in terms)


def surfaces(terms: Sequence[Term]) -> frozenset[str]:
    """How concepts were written: the same words name the same thing more surely than other ones."""
    return frozenset(t.word for t in terms if t.id[0] == "c")
