"""Judges what a model proposes: a reading may prove a number that the words alone left unchecked.

The engine is the only judge. A reading proves where its quotations are the source's, its
arithmetic gives the written number, its operation is what the words speak of, its operands are
of the time and the names of the sentence, and no other number is named as well. One that closes
but isn't borne out by the words is kept beside the unchecked number, for a person to confirm.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.domain.readings import ClaimReading, Operation
from assistant.proof.characters import plain
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.asking import asked_of
from assistant.proof.stated.idle import is_idle
from assistant.proof.stated.listing import aligned, is_set_against
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.quoted_facts import quoted_facts
from assistant.proof.stated.read_operations import is_spoken_of
from assistant.proof.stated.read_words import Meant, is_meant
from assistant.proof.stated.reckoned import reckoned
from assistant.proof.stated.settling import Judged, another_share
from assistant.proof.stated.stating import Row, Stated
from assistant.proof.stated.values import Value, fits, says

_MOST_ALTERNATIVES: Final = 16
"""Facts that quotations may stand for, as combinations."""
_LOST: Final = re.compile(r"亏|流出|(?<![a-z])(?:loss(?:es)?|outflows?|deficit)(?![a-z])")
"""Words that give a number the opposite sign of what a source writes."""
_UNSIGNED: Final = (Operation.DIFFERENCE, Operation.GROWTH)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A reading whose arithmetic closes, and whether the words bear it out."""

    facts: tuple[Stated, ...]
    value: Value
    is_meant: bool


@dataclass(frozen=True, slots=True)
class _Number:
    """An unchecked number of a sentence."""

    ops: Operands
    part: Part
    asked: Asked | None
    """What its words ask for; None where the sentence lists and it isn't clear what for."""
    rows: Mapping[int, Row]


def with_readings(
    ops: Operands, found: Sequence[Judged], readings: Sequence[ClaimReading], topic: frozenset[str]
) -> list[Judged]:
    """A sentence's claims, those numbers proved (or suggested) that a reading explains."""
    if not readings:
        return list(found)
    rows = {id(fact): row for row in ops.book.rows for fact in row.facts}
    lists = aligned(ops.parts, topic, ops.when)
    places = {p.numeral.start: i for i, p in enumerate(ops.parts.parts)}
    done: list[Judged] = []
    for one in found:
        place = places.get(one.start)
        is_open = one.verdict is Proof.UNCHECKED and one.kind is ClaimKind.NUMBER
        if not is_open or place is None or is_idle(ops.parts, ops.parts.parts[place]):
            done.append(one)
            continue
        part = ops.parts.parts[place]
        asked = lists.get(place)
        if asked is None and not is_set_against(ops.parts):
            asked = asked_of(ops.parts, part, topic, ops.when)
        before = done[-1] if done else None
        done.append(_read(_Number(ops, part, asked, rows), one, readings, before))
    return done


def _read(
    number: _Number, one: Judged, readings: Sequence[ClaimReading], before: Judged | None
) -> Judged:
    ops, part = number.ops, number.part
    said = ops.parts.text[part.numeral.start : part.numeral.end].strip()
    suggested: Judged | None = None
    for reading in readings:
        claim = plain(reading.claim).strip()
        if said not in claim or claim not in ops.parts.text:
            continue
        for tried in _tried(number, reading):
            new = replace(one, facts=tried.facts, value=tried.value, read=reading)
            if another_share(ops.parts, part, new, before, ops.book.facts):
                continue
            if tried.is_meant:
                return replace(new, verdict=Proof.PROVED)
            suggested = suggested or replace(one, read=reading)
    return suggested or one


def _tried(number: _Number, reading: ClaimReading) -> Iterator[_Tried]:
    """What a reading may stand for, where its operation on those facts gives the number."""
    ops, part, asked = number.ops, number.part, number.asked
    choices = [quoted_facts(ops.book, operand) for operand in reading.operands]
    for facts in islice(product(*choices), _MOST_ALTERNATIVES):
        value = reckoned(reading.operation, facts, part.numeral.kind)
        if value is None or not fits(part.numeral, value):
            continue
        if not _closes(ops, part, asked, reading.operation, value):
            continue
        if not is_spoken_of(reading.operation, ops.parts, part, facts, value):
            continue
        meant = asked is not None and is_meant(
            Meant(ops, part, asked, facts, number.rows, reading.operation)
        )
        yield _Tried(facts, value, meant)


def _closes(
    ops: Operands, part: Part, asked: Asked | None, operation: Operation, value: Value
) -> bool:
    """Whether the arithmetic gives the number as it is written."""
    signed = part.numeral.signed
    if operation in _UNSIGNED and not signed:
        value = value._replace(amount=abs(value.amount))
    flipped = asked is not None and asked.flipped and not signed
    lead = ops.parts.text[part.begin : part.numeral.start]
    if not flipped and not signed and value.amount < 0 and _LOST.search(lead):
        flipped = operation is Operation.STATED
    return says(ops.parts, part, value, flipped=flipped)
