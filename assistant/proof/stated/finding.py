"""Finds the facts that words and times name: the operands of what a sentence computes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.proof.stated.asked import Asked, Ranked
from assistant.proof.stated.matching import Book
from assistant.proof.stated.parts import ids, surfaces
from assistant.proof.stated.senses import signed_label
from assistant.proof.stated.stating import GENERIC, Row, Stance, Stated
from assistant.proof.stated.terms import Term
from assistant.proof.units import Kind
from assistant.proof.when import When

_LEAST: Final = 0.8
_CLEAR: Final = 0.35
"""How much better the best row must fit than the next one with another value."""


_LATE: Final = 0.3


_TURNS: Final = frozenset(
    ("c:inventory", "c:inventory_turnover", "c:receivables", "c:receivables_turnover", "c:payables")
)


class Found(NamedTuple):
    """A fact and how well its words fit."""

    fact: Stated
    row: Row
    score: float


def asked_for(
    terms: Sequence[Term] | frozenset[str],
    when: When | None,
    *,
    wide: frozenset[str] = frozenset(),
    topic: frozenset[str] = frozenset(),
) -> Asked:
    """What a run of words asks for."""
    near = terms if isinstance(terms, frozenset) else ids(terms)
    ordered = [] if isinstance(terms, frozenset) else [t.id for t in terms]
    turned = wide & _TURNS if "c:days_turn" in near else frozenset[str]()
    signed = signed_label(near | turned)
    concepts = [t for t in ordered or sorted(near) if t[0] == "c" and t not in GENERIC]
    head = concepts[-1] if concepts else ""
    if turned or (head and head not in signed.label):
        head = next((t for t in sorted(signed.label) if t[0] == "c" and t not in GENERIC), "")
    return Asked(
        signed.label, head, signed_label(wide).label - signed.label, topic - signed.label, when,
        flipped=signed.flipped,
        surface=frozenset[str]() if isinstance(terms, frozenset) else surfaces(terms),
    )  # fmt: skip


def rows_for(book: Book, asked: Asked, kinds: Sequence[Kind] = ()) -> list[Ranked]:
    """Rows that the words may mean, best first; none where they say too little."""
    ranked = [
        pair
        for pair in book.ranked(asked)
        if (not kinds or pair.row.first.number.kind in kinds) and pair.score >= _LEAST
    ]
    exact = [pair for pair in ranked if asked.head and asked.head in pair.row.concepts]
    return exact or ranked


def facts_for(book: Book, asked: Asked, kinds: Sequence[Kind] = ()) -> list[Found]:
    """The one row that the words mean best, at the time asked; () where two rows fit alike."""
    found: list[Found] = []
    timely = 0.0
    for score, row in rows_for(book, asked, kinds):
        timed = book.at(row, asked.when)
        if not timed.facts:
            continue
        if not found:
            found, timely = [Found(f, row, score) for f in timed.facts], timed.grade
            continue
        if timed.grade < timely - _LATE:
            continue  # a total without a time beside the quarter that was asked for
        if found[0].score - score > _CLEAR:
            break
        if is_narrower(row, found[0].row, asked):
            continue
        if all(f.number.value != found[0].fact.number.value for f in timed.facts):
            others = [Found(f, row, score) for f in timed.facts]
            return _whole(found, asked, row) or _whole(others, asked, found[0].row)
    if len({f.fact.number.value for f in found}) > 1:
        return []
    return found


def is_narrower(row: Row, whole: Row, asked: Asked) -> bool:
    """Whether a row counts a named part of what another one counts, and its name wasn't said."""
    said = asked.near | asked.wide | asked.topic | asked.also
    more = row.label - whole.label
    return whole.label < row.label and any(t[0] in "wh" for t in more) and not more & said


def _whole(found: list[Found], asked: Asked, other: Row) -> list[Found]:
    """A row without names of its own, where rows for single things fit as well.

    The total of them.
    """
    said = asked.near | asked.wide | asked.topic | asked.also
    if len({f.fact.number.value for f in found}) > 1 or "q:total" not in found[0].row.label:
        return []
    return (
        found
        if all(t in said or t in other.label for t in found[0].row.label if t[0] in "wh")
        else []
    )


def moved_to(asked: Asked, when: When | None) -> Asked:
    """The same words at another time."""
    return replace(asked, when=when)


__all__ = ["Found", "Stance", "asked_for", "facts_for", "is_narrower", "moved_to", "rows_for"]
