"""Judges sentence after sentence: its numbers, and what its words claim of the facts."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.domain.readings import ClaimReading
from assistant.proof.stated.accounts import unaccounted
from assistant.proof.stated.affirming import is_affirmed
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.asking import asked_of
from assistant.proof.stated.bridging import bridged, moves_after
from assistant.proof.stated.causes import Moved, cause_claims
from assistant.proof.stated.citing import dated_claim, subject_claim
from assistant.proof.stated.clauses import ALL, Clause, Word, clauses_of
from assistant.proof.stated.denials import Claimed
from assistant.proof.stated.doubts import doubted
from assistant.proof.stated.grids import judged_table
from assistant.proof.stated.idle import is_idle
from assistant.proof.stated.leaning import leaning_on, otherwise, worked_out
from assistant.proof.stated.level import UNKNOWN, level
from assistant.proof.stated.listing import aligned
from assistant.proof.stated.matching import Book
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.quotations import quoted
from assistant.proof.stated.readings import with_readings
from assistant.proof.stated.relations import Relations
from assistant.proof.stated.roles import senses_of
from assistant.proof.stated.sense import Sense
from assistant.proof.stated.settling import (
    Judged,
    _again,
    another_share,
    compared_between,
    miscounted,
    moved_between,
    of_number,
    settled,
    unrelated,
)
from assistant.proof.stated.taking_apart import named, taken_apart
from assistant.proof.stated.units_noted import UnitNote, noted, unit_note
from assistant.proof.stated.wording import WORDED, is_silent, untold, words_of
from assistant.proof.stated.written import echoed, judged
from assistant.proof.when import When

_ITEM: Final = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)、])")
"""A line of a list, for which the title over it states the unit."""


class Judge:
    """Judges sentence after sentence; each may lean on what was said before."""

    def __init__(
        self, book: Book, readings: Mapping[str, Sequence[ClaimReading]] | None = None
    ) -> None:
        """Judge against ``book``; ``readings`` are proposed for a sentence's exact characters."""
        self._book = book
        self._readings = readings or {}
        self._topic: frozenset[str] = frozenset()
        self._when: When | None = None
        self._unit: UnitNote | None = None

    def under(self, title: str) -> None:
        """Take a title's unit, time and words for the lines under it."""
        parts = taken_apart(title)
        self._unit = unit_note(parts.text)
        self._topic = ids(parts.terms) or self._topic
        self._when = next((t for t in reversed(parts.times) if not t.is_open), self._when)

    def sentence(self, raw: str) -> list[Judged]:
        """Every claim of one sentence."""
        parts = taken_apart(raw)
        named(parts, self._book.known)
        self._unit = self._unit if _ITEM.match(raw) else None
        for part in parts.parts if self._unit is not None else ():
            part.numeral = noted(part.numeral, parts.text, self._unit)
        ops = Operands(self._book, parts, self._topic, self._when)
        listed = aligned(parts, self._topic, self._when)
        found: list[Judged] = []
        for index, part in enumerate(parts.parts):
            one = self._number(ops, part, listed.get(index))
            if (
                one is not None
                and one.verdict is not Proof.PROVED
                and index
                and listed.get(index) is None
            ):
                repeated = echoed(ops, part, parts.parts[index - 1])
                one = of_number(part, repeated) if repeated.verdict is Proof.PROVED else one
            if one is not None:
                before = found[-1] if found else None
                if another_share(parts, part, one, before, self._book.facts):
                    one = of_number(part, UNKNOWN)
                found.append(_again(parts, part, one, before))
        found = leaning_on(ops, self._beside(ops, listed, found))
        senses = {
            p.numeral.start: senses_of(parts, p) for p in parts.parts if not is_idle(parts, p)
        }
        clauses = clauses_of(parts)
        found = self._with_words(ops, clauses, senses, found)
        if not found:
            found = [
                of_number(p, judged(ops, p, asked_of(parts, p, self._topic, self._when)))
                for p in parts.parts
            ]
        if not found:
            found = [_of_word(w) for w in (*dated_claim(ops), *subject_claim(ops))]
        found = worked_out(ops, found)
        found = with_readings(ops, found, self._readings.get(raw, ()), self._topic)
        found = [settled(parts, j, found) for j in found]
        found = [moved_between(parts, j, found) for j in found]
        found = [compared_between(parts, j, found) for j in found]
        found = self._with_accounts(ops, clauses, found)
        found = [unrelated(clauses, j) for j in found]
        found = [doubted(ops, clauses, j, found) for j in found]
        self._topic = ids(parts.terms) or self._topic
        self._when = next((t for t in reversed(parts.times) if not t.is_open), self._when)
        return found

    def _beside(
        self, ops: Operands, listed: Mapping[int, Asked], found: list[Judged]
    ) -> list[Judged]:
        """The numbers that weren't proved once more, with the lines that the others stand in."""
        proved = [
            j
            for j in found
            if j.verdict is Proof.PROVED and j.value is not None and not j.value.name
        ]
        ops.proved = tuple(f for j in proved for f in j.facts)
        ops.lines = frozenset((f.doc, f.line) for f in ops.proved)
        if not ops.lines or len(proved) == len(found):
            return found
        again = []
        for one in found:
            index = next(i for i, p in enumerate(ops.parts.parts) if p.numeral.start == one.start)
            new = (
                self._number(ops, ops.parts.parts[index], listed.get(index))
                if one.verdict is not Proof.PROVED
                else None
            )
            again.append(new if new is not None and new.verdict is Proof.PROVED else one)
        return again

    def _with_words(
        self,
        ops: Operands,
        clauses: Sequence[Clause],
        senses: dict[int, list[Sense]],
        found: list[Judged],
    ) -> list[Judged]:
        relations = Relations(ops, senses)
        silent: list[Clause] = []
        for clause in clauses:
            words = words_of(ops, relations, clause)
            if is_silent(clause, words):
                silent.append(clause)
            used = {u for w in words if w.verdict is Proof.PROVED for u in w.uses}
            found = [j for j in found if j.start not in used or j.verdict is Proof.PROVED]
            found += [
                _of_word(w) for w in words if w.start not in used or w.verdict is Proof.PROVED
            ]
        if found and all(j.kind in WORDED for j in found):
            told = any(j.terms for j in found)
            found += [_of_word(untold(c)) for c in silent if told or ALL.search(c.text)]
        return found

    def _with_accounts(
        self, ops: Operands, clauses: Sequence[Clause], found: list[Judged]
    ) -> list[Judged]:
        """A sentence's claims with what they leave unsaid.

        A quotation, a cause, a stranger's name.
        """
        if (
            not any(j.verdict is Proof.FALSE for j in found)
            and any(j.verdict is not Proof.PROVED for j in found)
        ) or not found:
            repeated = quoted(self._book, ops.parts)
            if repeated is not None and not is_affirmed(ops, 0, len(ops.parts.text)):
                facts = tuple(
                    f
                    for f in repeated.document.facts
                    if repeated.document.lines[f.line] is repeated.line
                )
                return [Judged(0, len(ops.parts.text), ClaimKind.REFERENCE, Proof.PROVED, facts)]
        if all(j.kind is ClaimKind.REFERENCE for j in found) or any(
            j.verdict is not Proof.PROVED for j in found
        ):
            return found
        moved = [
            m
            for j in found
            if j.kind is ClaimKind.NUMBER and (m := _moved(ops.parts, j)) is not None
        ]
        found = [*found, *(_of_word(w) for w in cause_claims(ops, moved))]
        facts = tuple(f for j in found for f in j.facts)
        names = frozenset(
            f"c:{j.value.name}" for j in found if j.value is not None and j.value.name
        )
        claimed = [
            Claimed(j.start, j.end, j.kind, j.value is not None and j.value.name != "", j.facts)
            for j in found
        ]
        names |= frozenset(t for j in found for t in j.terms)
        idle = [p for p in ops.parts.parts if is_idle(ops.parts, p)]
        wrong = [of_number(p, UNKNOWN) for p in idle if miscounted(ops.parts, p, found)]
        found = [*found, *wrong]
        return [*found, *(_of_word(w) for w in unaccounted(ops, clauses, claimed, facts, names))]

    def _number(self, ops: Operands, part: Part, listed: Asked | None) -> Judged | None:
        if listed is not None:
            return of_number(part, level(ops, part, listed))
        if is_idle(ops.parts, part):
            return None
        asked = asked_of(ops.parts, part, self._topic, self._when)
        outcome = judged(ops, part, asked)
        if outcome.verdict is Proof.UNCHECKED:
            outcome = otherwise(ops, part, asked)
        elif outcome.verdict is Proof.FALSE and moves_after(ops.parts, part):
            found = bridged(ops, part)
            outcome = found if found.verdict is Proof.PROVED else outcome
        return of_number(part, outcome)

    def table(self, raw: str) -> list[Judged]:
        """Every number of a table, by the heads of its row and column."""
        return judged_table(self._book, raw, self._topic, self._when, self._unit)


def _moved(parts: Parts, found: Judged) -> Moved | None:
    part = next((p for p in parts.parts if p.numeral.start == found.start), None)
    if part is None:
        return None
    number = part.numeral
    return Moved(found.start, number.value, number.half, number.kind, found.facts)


def _of_word(word: Word) -> Judged:
    return Judged(word.start, word.end, word.kind, word.verdict, word.facts, terms=word.terms)


__all__ = ["Judge", "Judged", "Parts"]
