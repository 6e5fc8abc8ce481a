"""Finds the one stated value that answers to a number whose words name no row well enough.

The way round of ``level``: from the value to its words. A fact bears a number out where nothing
that the sentence names speaks against it and no other fact of the unit and time, with another
value, shares more of the sentence's words.
"""

from collections.abc import Sequence
from typing import Final

from assistant.domain.checks import Proof
from assistant.proof.comparing import hedge_of
from assistant.proof.numeral import Hedge
from assistant.proof.stated.asked import NAMING, Asked
from assistant.proof.stated.kinship import alike, alikes
from assistant.proof.stated.level import UNKNOWN, Outcome
from assistant.proof.stated.matching import Book, line_of
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.rates import rate_in
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.stating import GENERIC, Row, Stance, Stated
from assistant.proof.stated.values import fits, hedge_cue, of_fact, says

_LEAST: Final = 0.5
_MARGIN: Final = 0.25
_LINE: Final = 0.3
"""What a word of the fact's line counts beside one of its label."""
_TITLE: Final = 0.6
_TELLING: Final = frozenset(("c:drawn", "c:undrawn", "c:limit"))
_BOUNDS: Final = (Hedge.OVER, Hedge.UNDER, Hedge.AT_LEAST, Hedge.AT_MOST)
_ALIKE: Final = 0.6


def witnessed(ops: Operands, part: Part, asked: Asked) -> Outcome:
    """The stated value that a number repeats in other words."""
    if part.numeral.high is not None:
        return _ranged(ops, part, asked)
    if not part.numeral.value or hedge_of(part.numeral, hedge_cue(ops.parts, part)) in _BOUNDS:
        return UNKNOWN
    when = asked.when or ops.when
    rate = rate_in(ops.parts.text[part.begin : part.end])
    best: tuple[float, Stated] | None = None
    rival = 0.0
    said = _said(asked)
    for row in ops.book.rows:
        if row.stance is not Stance.VALUE or not fits(part.numeral, of_fact(row.first)):
            continue
        for fact in ops.book.at(row, when).facts:
            score = _shared(ops.book, row, fact, said)
            value = of_fact(fact)
            flipped = asked.flipped and not part.numeral.signed
            if value.high is not None:
                continue
            if not says(ops.parts, part, value, flipped=flipped):
                rival = max(rival, score)
            elif (
                (best is None or score > best[0])
                and (not rate or not fact.rate or rate == fact.rate)
                and ops.book.suits(row, asked)
                and not _is_other(ops.book, row, fact, asked)
            ):
                best = (score, fact)
    if best is None or best[0] < _LEAST or best[0] < rival + _MARGIN:
        return UNKNOWN
    return Outcome(Proof.PROVED, (best[1],), of_fact(best[1]))


def _ranged(ops: Operands, part: Part, asked: Asked) -> Outcome:
    """A range that one source states with the same two ends."""
    found = [
        (row, fact)
        for row in ops.book.rows
        for fact in row.facts
        if fact.number.high is not None
        and fits(part.numeral, of_fact(fact))
        and says(ops.parts, part, of_fact(fact))
    ]
    if len(found) != 1 or _is_other(ops.book, *found[0], asked):
        return UNKNOWN
    fact = found[0][1]
    return Outcome(Proof.PROVED, (fact,), of_fact(fact))


def is_plain(senses: Sequence[Sense]) -> bool:
    """Whether a number may be a value as it stands, not only what an operation gives."""
    return any(s.role is Role.VALUE for s in senses) and not any(
        s.role in (Role.CHANGE, Role.GAP, Role.COMPOUND) for s in senses
    )


def _said(asked: Asked) -> dict[str, float]:
    """How near to the number each word was said."""
    found: dict[str, float] = {}
    for terms, weight in (
        (asked.topic, 0.2),
        (asked.wide, 0.4),
        (asked.also, 0.7),
        (asked.near, 1.0),
    ):
        for term in terms:
            found[term] = weight
    return found


def _shared(book: Book, row: Row, fact: Stated, said: dict[str, float]) -> float:
    """How much of the sentence's words a fact's words are."""
    line = line_of(book, fact)
    around = row.around | row.title
    beside = line.terms if line is not None else frozenset[str]()
    total = 0.0
    for term, weight in said.items():
        names = {term, *alikes(term)} if term[0] == "c" else {term}
        if term[0] == "i":
            names.add(f"c:{term[2:]}")
        share = max(
            _weight(name, row, around, beside) * (1.0 if name == term else _ALIKE) for name in names
        )
        total += weight * share * book.worth(term)
    return total


def _weight(term: str, row: Row, around: frozenset[str], beside: frozenset[str]) -> float:
    if term in row.label or term in row.concepts:
        return 1.0
    if term in around:
        return _TITLE
    return _LINE if term in beside else 0.0


def _is_other(book: Book, row: Row, fact: Stated, asked: Asked) -> bool:
    """Whether the sentence names what the fact isn't of: another quantity, another party."""
    line = line_of(book, fact)
    own = row.label | row.concepts | row.around | row.title | book.heading_terms(fact.doc)
    own = own | line.terms if line is not None else own
    told = row.concepts - GENERIC - NAMING
    if any(term in _TELLING and term not in own for term in asked.wide) and not told:
        return True
    for term in asked.near:
        if term in own or term[0] not in "cn":
            continue
        if term[0] == "n":
            return True
        if (term in GENERIC or term in NAMING) and term not in _TELLING and not told:
            continue
        if not any(alike(term, o) for o in own if o[0] == "c"):
            return True
    return False
