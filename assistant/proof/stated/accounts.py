"""Accounts for every word of a sentence.

Names, marks, dates and clauses that nothing which was found speaks of.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue
from assistant.proof.stated.asked import STRICT
from assistant.proof.stated.clauses import Clause, Word
from assistant.proof.stated.dating import dates, lengths
from assistant.proof.stated.denials import Claimed, denials
from assistant.proof.stated.documents import Words
from assistant.proof.stated.marks import Mark
from assistant.proof.stated.matching import Book, line_of
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.pending import pending
from assistant.proof.stated.placing import placings
from assistant.proof.stated.senses import is_bound, signed_label
from assistant.proof.stated.stating import GENERIC, Stance, Stated
from assistant.proof.stated.strangers import FREE, is_kin, strangers

_LEAST_NEW: Final = 2


def words_of(book: Book, facts: Sequence[Stated]) -> frozenset[str]:
    """Every term that stands around the facts.

    Their labels, lines and titles, and the lines of their sources that state nothing.
    """
    found: set[str] = set()
    for fact in facts:
        found |= fact.label | fact.title | fact.around
        line = line_of(book, fact)
        if line is not None:
            found |= line.terms
    for doc in {f.doc for f in facts}:
        found |= book.heading_terms(doc)
    return frozenset(found)


def unaccounted(
    ops: Operands,
    clauses: Sequence[Clause],
    claims: Sequence[Claimed],
    facts: Sequence[Stated],
    names: frozenset[str],
) -> Iterator[Word]:
    """Claims of a sentence that nothing supports, unchecked, or false for another mark.

    Args:
        ops: the sentence's reader.
        clauses: its clauses.
        claims: its proved claims.
        facts: the facts that proved them.
        names: concepts that operations computed.
    """
    yield from _marks(ops, facts)
    yield from dates(ops, facts)
    yield from lengths(ops, claims, facts)
    yield from pending(ops, facts)
    known = words_of(ops.book, facts) | names
    wordy = all(c.kind is ClaimKind.COMPARISON for c in claims)
    names_only = [c for c in claims if wordy]
    yield from strangers(ops, known, names_only, facts)
    claimed = [(c.start, c.end) for c in claims]
    yield from placings(ops.parts, claimed)
    yield from _beyond(ops, claims)
    yield from _vague(ops, claims)
    yield from _alone(ops, claims)
    for clause in clauses:
        yield from _unsupported(ops, clause, claimed, known)
        yield from _unlost(clause, claims)
        yield from _unmoved(clause, claims)
    lines = [line.text for f in facts if (line := line_of(ops.book, f)) is not None]
    yield from denials(clauses, claims, lines)


def _marks(ops: Operands, facts: Sequence[Stated]) -> Iterator[Word]:
    lines = [line for f in facts if (line := line_of(ops.book, f)) is not None]
    for mark in ops.parts.marks:
        if any(holds_mark(mark, line) for line in lines):
            continue
        if mark.id[:3] != "art" and any(
            f"w:#{mark.id}" in ops.book.heading_terms(f.doc) for f in facts
        ):
            continue
        others = {m for line in lines for m in line.marks if m[:3] == mark.id[:3]}
        verdict = Proof.FALSE if others and mark.id[:3] == "art" else Proof.UNCHECKED
        yield Word(mark.start, mark.end, ClaimKind.REFERENCE, verdict, tuple(facts[:1]))


def holds_mark(mark: Mark, line: Words) -> bool:
    """Whether a line is (or speaks of) what a mark names: clause 21.2(b) is line (b) under 21.2."""
    if mark.id in line.marks or mark.id in line.above:
        return True
    main, bracket, letter = mark.id.partition("(")
    return bool(bracket) and f"art:({letter}" in line.marks and main in line.above


_VAGUE: Final = re.compile(
    r"翻了?[两二三四几]番|[数几][十百千万亿]+|若干|"
    r"(?<![a-z])(?:(?:four|five|six|seven|eight|nine|ten|many|several)[- ]?fold|quadrupled?|"
    r"quintupled?|several|dozens|scores of|hundreds of|thousands of|millions of)(?![a-z])"
)


def _vague(ops: Operands, claims: Sequence[Claimed]) -> Iterator[Word]:
    """Amounts that are no numbers: several million, 翻两番, fivefold."""
    for match in _VAGUE.finditer(ops.parts.text):
        if not any(c.start <= match.start() < c.end for c in claims):
            yield Word(match.start(), match.end(), ClaimKind.NUMBER, Proof.UNCHECKED)


_TOGETHER: Final = re.compile(
    r"同步|一同|一并|随着?(?!时)|(?<![a-z])(?:in step|alike|in tandem)(?![a-z])"
)


def _alone(ops: Operands, claims: Sequence[Claimed]) -> Iterator[Word]:
    """A movement that two things are said to share, where the facts are of one of them."""
    match = _TOGETHER.search(ops.parts.text)
    moved = [c for c in claims if c.kind is ClaimKind.DIRECTION]
    if match is None or not moved:
        return
    labels = frozenset[str]().union(*(f.label | f.above for c in moved for f in c.facts))
    said = [t for t in ops.parts.terms if t.id[0] == "c" and t.id not in GENERIC]
    if any(t.id in ops.book.known and t.id not in labels for t in said):
        yield Word(match.start(), match.end(), ClaimKind.REFERENCE, Proof.UNCHECKED)


def _beyond(ops: Operands, claims: Sequence[Claimed]) -> Iterator[Word]:
    """A limit that something is said to lie above or below, where nothing was compared with it."""
    starts = {c.start for c in claims}
    grouped = {ops.parts.clause_of(c.start) for c in claims if c.kind is ClaimKind.QUANTIFIER}
    limits = {c.start for c in claims if c.facts and c.facts[0].stance is Stance.LIMIT}
    for part in ops.parts.parts:
        if part.numeral.start not in limits or is_bound(ops.parts, part):
            continue
        if part.clause in grouped:
            continue
        for cue in part.cues:
            if cue.cue in (Cue.ABOVE, Cue.BELOW) and cue.start not in starts:
                yield Word(cue.start, cue.end, ClaimKind.COMPARISON, Proof.UNCHECKED)


def _unmoved(clause: Clause, claims: Sequence[Claimed]) -> Iterator[Word]:
    """A word of movement or comparison that no claim of its clause took up."""
    inside = [c for c in claims if clause.start <= c.start < clause.end]
    if any(c.computed or c.kind is not ClaimKind.NUMBER for c in inside):
        return
    for cue in clause.cues:
        word = clause.parts.text[cue.start : cue.end]
        if word in _NO_MOVES or any(c.start <= cue.start < c.end for c in claims):
            continue
        bounds = any(c.start >= cue.end or 0 <= cue.start - c.end <= 1 for c in inside)
        if cue.cue in _MOVING or (cue.cue in (Cue.ABOVE, Cue.BELOW) and not bounds):
            yield Word(cue.start, cue.end, ClaimKind.DIRECTION, Proof.UNCHECKED)


_MOVING: Final = frozenset(
    (Cue.UP, Cue.DOWN, Cue.BETTER, Cue.WORSE, Cue.FLAT, Cue.DOUBLE, Cue.TRIPLE, Cue.HALVE,
     Cue.UP_TO, Cue.DOWN_TO)
)  # fmt: skip


_NO_MOVES: Final = frozenset(
    ("lost", "loses", "lose", "held", "over", "under", "past", "beyond", "stable", "up", "down",
     "behind", "ahead of")
)  # fmt: skip
"""Verbs that may move something, or have it."""


def _unlost(clause: Clause, claims: Sequence[Claimed]) -> Iterator[Word]:
    """A loss where a fact that decides is a gain."""
    terms = [t for t in clause.terms if signed_label(frozenset((t.id,))).flipped]
    terms = terms or (clause.terms if signed_label(ids(clause.terms)).flipped else [])
    inside = [c for c in claims if clause.start <= c.start < clause.end] or claims
    grouped = ClaimKind.QUANTIFIER
    firsts = [f for c in inside for f in (c.facts if c.kind is grouped else c.facts[:1])]
    if terms and firsts and not any(f.number.value < 0 or _is_lost(f) for f in firsts):
        yield Word(terms[0].start, terms[-1].end, ClaimKind.REFERENCE, Proof.UNCHECKED)


def _is_lost(fact: Stated) -> bool:
    """Whether a fact is a movement of a loss, whose amount has no sign of its own."""
    return fact.stance is not Stance.VALUE or fact.number.value == 0


_LEAD_IN: Final = re.compile(
    r"(?:经|据|按|从|根据|就|依据|以)[^，,\d]{1,16}(?:看|来看|显示|核对|查询|核实|了解|测算|核查|征信|资料|"
    r"计算|分析|口径|计)|(?:(?:分|按)[^，,\d]{1,8}看)|"
    r"(?:according to|based on|as per|per|judging by|in terms of|as regards|looking at|"
    r"on the basis of) "
    r"[^,\d]{3,40}"
)
"""An opening clause that only says by what or how something was found: 经核对, 从渠道看."""


def _unsupported(
    ops: Operands, clause: Clause, claimed: Sequence[tuple[int, int]], known: frozenset[str]
) -> Iterator[Word]:
    """A clause without a proved claim whose content no source speaks of.

    Secured on its Leipzig plant.
    """
    if any(clause.start <= start < clause.end for start, _ in claimed):
        return
    if _LEAD_IN.fullmatch(clause.text.strip(" ，,")):
        return
    content = [t for t in clause.terms if t.id[0] in "cqwh" and t.id not in FREE]
    new = [t for t in content if t.id not in known and not is_kin(t, known)]
    strange = [t for t in new if t.id not in ops.book.vocabulary]
    if (len(strange) >= _LEAST_NEW and len(strange) * 2 > len(content)) or any(
        t.id in STRICT for t in new
    ):
        yield Word(content[0].start, content[-1].end, ClaimKind.REFERENCE, Proof.UNCHECKED)
