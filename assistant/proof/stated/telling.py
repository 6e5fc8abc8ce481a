"""Judges a clause by what one stretch of a source says in words: who has what, or has it not.

The clause's names, dates and things must stand in the stretch, in the label or head over it or
in what its line is about; then both deny it, or neither does.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.accounts import holds_mark
from assistant.proof.stated.clauses import ALL, NONE, ONLY, ORDINAL, RANK, Clause, Word
from assistant.proof.stated.cue_words import SMALL, all_cues
from assistant.proof.stated.documents import Document
from assistant.proof.stated.entries import DENIED, denied, is_chinese
from assistant.proof.stated.fullness import FULL
from assistant.proof.stated.kinship import alike
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.quotations import CLAIMING
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.stretches import (
    LIGHT,
    SUPPORT,
    Stretch,
    has_own_subject,
    merged,
    names_of,
    row_names,
    stretches_of,
)
from assistant.proof.stated.terms import Term
from assistant.proof.stated.times import grade
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind

_FITS: Final = 0.6
_ORDER: Final = (RANK, ORDINAL, FULL)
_SOLE: Final = re.compile(f"仅|只|唯|{ONLY.pattern}")

_BESIDES: Final = re.compile(
    r"其他|其它|别的|另外|以外|之外|(?<![a-z])(?:other|others|further|else|another|more|"
    r"additional|besides|beyond|remaining)(?![a-z])"
)
"""Words that leave out what was named: no other loans."""


class Told(NamedTuple):
    """What a source's own words make of a clause."""

    verdict: Proof
    facts: tuple[Stated, ...]
    terms: frozenset[str]
    """What the deciding line speaks of."""


_Need = tuple[Term, ...]
"""A word with all that it may stand for."""


def told(ops: Operands, clause: Clause) -> Told | None:
    """Whether a source's words say (or deny) what a clause says; None where none speaks of it.

    A clause with several dates, numbers of documents or addresses is judged one after the other.
    """
    if clause.parts.unread(clause.start, clause.end):
        return None
    whole = _told(ops, clause)
    pieces = _pieces(clause)
    if whole is not None or len(pieces) < 2:  # noqa: PLR2004  one piece is the whole
        return whole
    found = [one for p in pieces if (one := _told(ops, p)) is not None]
    if len(found) < len(pieces) or any(f.verdict is not Proof.PROVED for f in found):
        return None
    return Told(
        Proof.PROVED,
        tuple(fact for f in found for fact in f.facts),
        frozenset().union(*(f.terms for f in found)),
    )


def _pieces(clause: Clause) -> list[Clause]:
    """A clause cut behind each of its dates and marks, what follows the last one with it."""
    dates = [t.end for t in clause.parts.times if t.kind is TimeKind.DAY]
    text = clause.parts.text
    marks = [
        m.end
        for m in clause.parts.marks
        if m.id[:3] in ("cod", "no:") and text[clause.start : m.start].strip()
    ]
    ends = sorted(e for e in (*dates, *marks) if clause.start < e <= clause.end)
    bounds = [clause.start, *ends, clause.end]
    pieces = [Clause(clause.parts, a, b) for a, b in pairwise(bounds)]
    return [p for p in pieces if p.terms]


def _told(ops: Operands, clause: Clause) -> Told | None:
    needs = _needs(clause)
    if not needs:
        return None
    subject = _subject(ops, clause) if clause.start else []
    for loose in (False, True):
        found = list(_speaking(ops, clause, needs, subject, loose=loose))
        if found:
            return _settled(clause, found)
    return None


def _needs(clause: Clause) -> list[_Need]:
    """What a clause names, without what only says the sort of a numbered thing: facility F6."""
    terms = clause.terms
    marked = {t.start for t in terms if t.id.startswith("w:#")}
    dated = any(
        t.kind is TimeKind.DAY for t in clause.parts.times_between(clause.start, clause.end)
    )
    needs = []
    for _, group in groupby(terms, key=lambda t: t.start):
        need = tuple(group)
        small = any(t.id in LIGHT or (t.id[0] == "h" and t.end - t.start == 1) for t in need)
        if small or all(t.id[0] == "i" and not dated for t in need):
            continue
        if not (need[0].id[0] == "c" and marked & {need[0].end, need[0].end + 1}):
            needs.append(need)
    return needs


def _settled(clause: Clause, found: list[tuple[Document, Stretch]]) -> Told:
    """What the stretches that speak of all that a clause names make of it."""
    no = denied(clause.text)
    sole, besides = (p.search(clause.text) is not None for p in (_SOLE, _BESIDES))
    plain = [f for f in found if sole or not (besides and _SOLE.search(f[1].text))] or found
    sides = {stretch.denied for _, stretch in plain}
    document, stretch = plain[0]
    line = stretch.entry.line
    facts = tuple(f for f in document.facts if f.line == line)
    terms = document.lines[line].terms | stretch.about | stretch.terms
    verdict = Proof.UNCHECKED if len(sides) > 1 else Proof.PROVED if no in sides else Proof.FALSE
    return Told(verdict, facts, terms)


def _speaking(
    ops: Operands, clause: Clause, needs: list[_Need], subject: list[Term], *, loose: bool
) -> Iterator[tuple[Document, Stretch]]:
    marks = [m for m in clause.parts.marks if clause.start <= m.start < clause.end]
    names, rows = _named(ops, opening=False), _rows(ops, clause)
    for document in ops.book.documents.values():
        for stretch in stretches_of(document):
            if stretch.heads and not marks:
                continue
            name = ids(stretch.entry.name.terms) if stretch.entry.name else names
            if rows and stretch.entry.name and stretch.entry.name.text.strip() not in rows:
                continue
            if any(t.id in names - name - stretch.terms for need in needs for t in need):
                continue
            if _speaks(clause, needs, subject, stretch, loose=loose):
                line = document.lines[stretch.entry.line]
                if all(holds_mark(m, line) for m in marks):
                    yield document, stretch


def with_told(ops: Operands, clause: Clause, words: Sequence[Word]) -> list[Word]:
    """A clause's claims, those that no figure decides settled by what a source says in words."""
    mine = [w for w in words if w.verdict is Proof.UNCHECKED or w.kind is ClaimKind.NEGATION]
    silent = not words and not clause.numbers and bool(clause.terms)
    found = told(ops, clause) if mine or silent else None
    if found is None or (mine and found.verdict is Proof.UNCHECKED):
        return list(words)
    at = (
        mine[0]
        if mine
        else Word(clause.terms[0].start, clause.terms[-1].end, ClaimKind.REFERENCE, Proof.UNCHECKED)
    )
    if found.verdict is Proof.FALSE and at.verdict is Proof.UNCHECKED and mine:
        return list(words)
    one = at._replace(verdict=found.verdict, facts=found.facts, terms=found.terms)
    return [*(w for w in words if w not in mine), one]


def _rows(ops: Operands, clause: Clause) -> frozenset[str]:
    """The rows that the sentence names in full, as far as the clause goes."""
    said = clause.parts.text[: clause.end]
    return frozenset(
        row
        for d in ops.book.documents.values()
        for row in row_names(d)
        if row in said and re.search(rf"(?<![a-z0-9]){re.escape(row)}(?![a-z0-9])", said)
    )


def _named(ops: Operands, *, opening: bool) -> frozenset[str]:
    """What the sources' tables call their rows, and how their lines open."""
    return frozenset().union(*(names_of(d, opening=opening) for d in ops.book.documents.values()))


def _subject(ops: Operands, clause: Clause) -> list[Term]:
    """Who earlier clauses speak of, where they name a row or line of the sources."""
    names = _named(ops, opening=True)
    end = next((p.numeral.start for p in clause.parts.parts), clause.start)
    return [t for t in clause.parts.terms_between(0, min(end, clause.start)) if t.id in names]


_SHORT: Final = 6


def _speaks(
    clause: Clause,
    needs: list[_Need],
    subject: list[Term],
    stretch: Stretch,
    *,
    loose: bool,
) -> bool:
    """Whether a stretch speaks of all that a clause names."""
    own = [n for n in needs if _in(n, stretch.terms, stretch.text, loose=loose)]
    if not own or not _is_said(clause, needs, own):
        return False
    rest = [n for n in needs if n not in own]
    lost = [n[0] for n in rest if not _in(n, stretch.about, stretch.context, loose=loose)]
    if any(t.id[0] != "h" for t in lost) or not _runs_hold(clause, lost, stretch):
        return False
    label = ids(stretch.entry.label.terms) if stretch.entry.label else frozenset[str]()
    astray = not all(_in(n, label | stretch.entry.around, "") for n in rest)
    if astray and has_own_subject(stretch, ids([t for need in needs for t in need])):
        return False
    headed = not label.isdisjoint(ids(clause.terms))
    whole = f"{stretch.context} {stretch.text}"
    if not headed and not all(_in((t,), stretch.about | stretch.terms, whole) for t in subject):
        return False
    return _times_hold(clause, stretch) and _claims_alike(clause, stretch)


def _is_said(clause: Clause, needs: list[_Need], own: list[_Need]) -> bool:
    """Whether the stretch itself, not only its heads, has what the clause says or denies."""
    denial = DENIED.search(clause.parts.text, clause.start, clause.end)
    after = [n for n in needs if denial is not None and n[0].start >= denial.start()] or needs[-1:]
    return any(n in own for n in after)


def _in(need: _Need, terms: frozenset[str], text: str, *, loose: bool = False) -> bool:
    """Whether a stretch has a word, or a thing that it may stand for."""
    return any(_has(t, terms, text, loose=loose) for t in need)


def _has(term: Term, terms: frozenset[str], text: str, *, loose: bool) -> bool:
    if terms & {term.id, f"i:{term.id[2:]}"} or (term.id[0] == "i" and f"c:{term.id[2:]}" in terms):
        return True
    if term.id[0] == "h":
        return term.id[2:] in text
    if loose and term.id[0] == "c" and any(alike(term.id, o) for o in terms if o[0] == "c"):
        return True
    if term.id[0] == "w" and len(term.id) > _SHORT:
        return re.search(rf"(?<![a-z]){re.escape(term.id[2:])}", text) is not None
    if not term.word or is_chinese(term.word):
        return bool(term.word) and term.word in text
    return re.search(rf"(?<![a-z]){re.escape(term.word)}(?![a-z])", text) is not None


def _runs_hold(clause: Clause, lost: list[Term], stretch: Stretch) -> bool:
    """Whether Chinese words that no lexicon has stand in the line, but for small ones."""
    whole = f"{stretch.context} {stretch.text}"
    for start, end in merged(lost):
        for piece in SUPPORT.split(clause.parts.text[start:end]):
            if len(piece) > 1 and not any(piece[n : n + 2] in whole for n in range(len(piece) - 1)):
                return False
    return True


def _times_hold(clause: Clause, stretch: Stretch) -> bool:
    """Whether the clause's dates, spans of time and other numbers are the line's."""
    parts = [p for p in (stretch.entry.name, stretch.entry.label, stretch.entry.said) if p]
    times = [t for p in parts for t in p.times]
    numbers = [n for p in parts for n in p.numerals]
    said = clause.parts.times_between(clause.start, clause.end)
    spans = {n.value for n in numbers if n.kind is Kind.MONTHS}
    if not all(
        any(grade(t, o, 0) >= _FITS for o in times) or (t.code and t.part in spans) for t in said
    ):
        return False
    return all(any(p.numeral.value == n.value for n in numbers) for p in clause.numbers)


def _claims_alike(clause: Clause, stretch: Stretch) -> bool:
    """Whether the stretch says all, only, first, rose wherever the clause does."""
    text = f"{stretch.context} {stretch.text}"
    if stretch.denied and _BESIDES.search(stretch.text) and not _BESIDES.search(clause.text):
        return False
    said = {c.cue for c in clause.cues if clause.parts.text[c.start : c.end] not in SMALL}
    said &= CLAIMING
    if said and not said <= {c.cue for c in all_cues(text, bytearray(len(text)))}:
        return False
    if _SOLE.search(clause.text) and not _SOLE.search(text):
        return False
    if ALL.search(clause.text) and not NONE.search(clause.text) and not ALL.search(text):
        return False
    return all(not p.search(clause.text) or p.search(text) for p in _ORDER)


__all__ = ["LIGHT", "Told", "told", "with_told"]
