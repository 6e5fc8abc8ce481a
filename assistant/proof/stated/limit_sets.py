"""Several limits of the sources together: all, some or only one of them met."""

import re
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.clauses import Clause, Word
from assistant.proof.stated.limit_tests import WORDS, Tested, every_limit, facts_of, pairs_under
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.sets import said_size
from assistant.proof.stated.stating import Row, Stated
from assistant.proof.when import When

_FEW: Final = 31


def _each(ops: Operands, when: When | None) -> dict[int, list[Tested]] | None:
    """Every limit of the sources beside its value; None where one has none."""
    results: dict[int, list[Tested]] = {}
    for index, row in enumerate(every_limit(ops.book)):
        asked = Asked(
            row.label - WORDS,
            next(iter(sorted(t for t in row.label - WORDS if t[0] == "c")), ""),
            frozenset(),
            frozenset(),
            when,
        )
        found = list(pairs_under(ops, asked, row))
        if not found:
            return None
        results[index] = found
    return results


def all_met(ops: Operands, clause: Clause, *, met: bool) -> tuple[Proof, tuple[Stated, ...]]:
    """Whether every limit of the sources is kept (or missed) at the time named."""
    results = _each(ops, clause.when() or ops.when)
    if not results:
        return Proof.UNCHECKED, ()
    size = said_size(ops.parts, 0, clause.end)
    if size is not None and size != len(results):
        return Proof.UNCHECKED, ()
    holds = [all(t.holds for t in found) is met for found in results.values()]
    return (Proof.PROVED if all(holds) else Proof.FALSE), tuple(
        fact for found in results.values() for fact in (found[0].limit, *found[0].value.facts)
    )


def counted(clause: Clause, match: "re.Match[str]") -> int | None:
    """How many limits are said to be met or missed.

    有两项不达标, two of the five covenants failed.
    """
    before = [
        p
        for p in clause.numbers
        if p.numeral.start < match.start() and p.numeral.words and p.numeral.value <= _FEW
    ]
    if not before:
        return None
    text = clause.parts.text
    for part in before:
        if re.match(r"[^，。]{0,8}中", text[part.numeral.end :]):
            continue
        if (
            re.match(r" of the | of its ", text[part.numeral.end :])
            or re.search(r"(?:有|仅|只有)\Z", text[: part.numeral.start])
            or text[part.numeral.end - 1] in "项条"
        ):
            return int(part.numeral.value)
    return None


def some_met(
    ops: Operands, clause: Clause, match: "re.Match[str]", *, met: bool, count: int | None
) -> Word:
    """Whether so many limits, or only those named, are kept (or missed)."""
    results = _each(ops, clause.when() or ops.when)
    kind = ClaimKind.QUANTIFIER
    if not results:
        return Word(match.start(), match.end(), kind, Proof.UNCHECKED)
    rows = every_limit(ops.book)
    chosen = [i for i, found in results.items() if all(t.holds for t in found) is met]
    facts = facts_of(next(iter(results.values())))
    uses = tuple(p.numeral.start for p in clause.numbers if p.numeral.words)
    named = _named_limits(ops, rows)
    if count is not None:
        holds = len(chosen) == count and (
            not named or len(named) != count or sorted(named) == chosen
        )
    elif not named:
        return Word(match.start(), match.end(), kind, Proof.UNCHECKED)
    else:
        holds = chosen == sorted(named)
    return Word(
        match.start(),
        match.end(),
        kind,
        Proof.PROVED if holds else Proof.FALSE,
        facts,
        uses=uses if holds else (),
    )


def _named_limits(ops: Operands, rows: list[Row]) -> list[int]:
    said = ids(ops.parts.terms)
    return [
        i
        for i, row in enumerate(rows)
        if (row.label & row.concepts - WORDS) and (row.label & row.concepts - WORDS) <= said
    ]
