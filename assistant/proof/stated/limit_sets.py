"""Several limits of the sources together: all, some or only one of them met."""

import re
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.clauses import ONLY, Clause, Word
from assistant.proof.stated.counts import with_exception
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
    if count is not None and not (named and ONLY.search(clause.text)):
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


def _named_limits(ops: Operands, rows: list[Row], span: tuple[int, int] | None = None) -> list[int]:
    """Which limits a stretch of the sentence names: by what tells them apart."""
    said = ids(ops.parts.terms if span is None else ops.parts.terms_between(*span))
    shared = frozenset.intersection(*(r.label for r in rows)) if len(rows) > 1 else frozenset[str]()
    found = []
    for index, row in enumerate(rows):
        own = (row.label & row.concepts) - WORDS - shared
        if own and own <= said:
            found.append(index)
    return found


_REST: Final = re.compile(
    r"其余|其他|其它|余下|(?<![a-z])(?:others?|rest|remaining|remainder)(?![a-z])"
)
_BUT: Final = re.compile(
    r"(?<![a-z])(?:all|every(?: [a-z]+)?|each(?: [a-z]+)?)(?: of [a-z ]{1,20})? "
    r"(?:but|except|apart from|other than|save)(?: for)?(?: the)? "
)


_COUNTS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_COUNTED: Final = re.compile(rf"(?:{'|'.join(_COUNTS)})(?![a-z])")


def rest_met(ops: Operands, clause: Clause, match: "re.Match[str]", *, met: bool) -> Word | None:
    """All limits but those named are kept: 其余均达标, every test but the gearing one.

    None where nothing is left out. Those left out by name must not be kept; those that an
    earlier clause speaks of are judged there.
    """
    rest = _REST.search(clause.text)
    but = _BUT.search(clause.parts.text, clause.start, match.start())
    before = with_exception(clause)
    if rest is None and but is None and before.start == clause.start:
        return None
    results = _each(ops, clause.when() or ops.when)
    kind = ClaimKind.QUANTIFIER
    if not results:
        return Word(match.start(), match.end(), kind, Proof.UNCHECKED)
    span = (0 if rest is not None else before.start, clause.start)
    named = _named_limits(ops, every_limit(ops.book), (but.end(), match.start()) if but else span)
    holding = {i for i, found in results.items() if all(t.holds for t in found) is met}
    left = [i for i in results if i not in named]
    holds = set(left) <= holding and (rest is not None or not holding & set(named))
    sizes = [p.numeral for p in clause.numbers if p.numeral.words and but is None]
    holds &= all(int(n.value) in (len(left), len(results)) for n in sizes)
    but_count = _COUNTED.match(ops.parts.text, but.end()) if but is not None else None
    if but_count is not None and not named:
        named = [i for i in results if i not in holding]
        holds = len(named) == _COUNTS[but_count[0]]
    verdict = Proof.UNCHECKED if not named else Proof.PROVED if holds else Proof.FALSE
    uses = tuple(p.numeral.start for p in clause.numbers if p.numeral.words) if holds else ()
    facts = facts_of(next(iter(results.values())))
    return Word(match.start(), match.end(), kind, verdict, facts, uses=uses)
