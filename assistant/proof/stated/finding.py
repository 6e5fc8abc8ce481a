"""Finds the facts that words and times name: the operands of what a sentence computes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.proof.numeral import Numeral
from assistant.proof.stated.matching import GENERIC, Asked, Book, at_time, values
from assistant.proof.stated.parts import Parts, ids
from assistant.proof.stated.senses import signed_label
from assistant.proof.stated.stating import Row, Stated
from assistant.proof.stated.terms import Term
from assistant.proof.units import Kind
from assistant.proof.when import When

_LEAST: Final = 0.9
_CLEAR: Final = 0.35
"""How much better the best row must fit than the next one with another value."""


class Found(NamedTuple):
    """A fact and how well its words fit."""

    fact: Stated
    row: Row
    score: float


def asked_for(
    terms: Sequence[Term],
    when: When | None,
    *,
    wide: frozenset[str] = frozenset(),
    topic: frozenset[str] = frozenset(),
) -> Asked:
    """What a run of words asks for."""
    label, flipped = signed_label(ids(terms))
    concepts = [t.id for t in terms if t.id[0] == "c" and t.id not in GENERIC]
    head = concepts[-1] if concepts else ""
    if head and head not in label:
        head = next((t for t in label if t[0] == "c"), "")
    return Asked(
        label, head, signed_label(wide).label - label, topic - label, when, flipped=flipped
    )


def rows_for(book: Book, asked: Asked, kinds: Sequence[Kind] = ()) -> list[tuple[float, Row]]:
    """Rows that the words may mean, best first; none where they say too little."""
    ranked = [
        (score, row)
        for score, row in book.ranked(asked, values(book.rows))
        if (not kinds or row.facts[0].number.kind in kinds) and score >= _LEAST
    ]
    exact = [(score, row) for score, row in ranked if asked.head and asked.head in row.label]
    return exact or ranked


def facts_for(book: Book, asked: Asked, kinds: Sequence[Kind] = ()) -> list[Found]:
    """The one row that the words mean best, at the time asked; () where two rows fit alike."""
    found: list[Found] = []
    for score, row in rows_for(book, asked, kinds):
        facts = at_time(row, asked.when, book)
        if not facts:
            continue
        if not found:
            found = [Found(f, row, score) for f in facts]
            continue
        if found[0].score - score > _CLEAR:
            break
        if all(f.number.value != found[0].fact.number.value for f in facts):
            return []
    if len({f.fact.number.value for f in found}) > 1:
        return []
    return found


def narrowed(parts: Parts, terms: Sequence[Term], numeral: Numeral) -> list[Term]:
    """The terms without those inside a number's own characters."""
    del parts
    return [t for t in terms if not numeral.start <= t.start < numeral.end]


def moved_to(asked: Asked, when: When | None) -> Asked:
    """The same words at another time."""
    return replace(asked, when=when)
