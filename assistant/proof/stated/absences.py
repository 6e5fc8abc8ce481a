"""Judges what a sentence says there is none of: no late payments, 未发生逾期, 并非没有."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.clauses import ALL, Clause
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.matching import Book, at_time
from assistant.proof.stated.stating import Stance
from assistant.proof.units import Kind

_NONE: Final = re.compile(
    "(?P<twice>并非没有|不是没有|并不是没有)|(?:并?无|没有|未发生|未发现|不存在|未曾|从未|没|尚无|均无|未(?=分红|逾期|涉|设|受|被|签|抵押|提|出现))(?:任何|过|出现|发生)?|"
    r"(?<![a-z])(?:no(?! more| less| fewer| longer| later| lower| higher| doubt)|never|none of|without any|zero|nil|not been|not had|neither|free of|(?:did|has|have|had|was|were|is|are|does|do) not|n't)(?![a-z])"
)
_REACH: Final = 40


class Absence(NamedTuple):
    """A claim that there is none of something, at offsets of the sentence."""

    start: int
    end: int
    kind: ClaimKind
    verdict: Proof
    place: str | None
    reason: str


def absence_claims(book: Book, clause: Clause, topic: frozenset[str]) -> Iterator[Absence]:
    """What no, none, never, 无 and 未发生 claim of the things named after them."""
    for match in _NONE.finditer(clause.parts.text, clause.start, clause.end):
        if any(0 <= p.numeral.start - match.end() < 6 for p in clause.numbers):
            continue
        if ALL.search(clause.parts.text, clause.start, match.end()):
            continue
        after = clause.parts.terms_between(match.end(), min(clause.end, match.end() + _REACH))
        before = clause.parts.terms_between(clause.start, match.start())
        if not after:
            continue
        asked = asked_for(after, clause.when(), wide=clause.earlier, topic=topic)
        asked = replace(asked, wide=asked.wide | frozenset(t.id for t in before))
        verdict = _judged(book, asked, twice=match["twice"] is not None)
        yield Absence(
            match.start(),
            min(clause.end, after[-1].end),
            ClaimKind.NEGATION,
            verdict[0],
            verdict[1],
            "",
        )


def _judged(book: Book, asked: "object", *, twice: bool) -> tuple[Proof, str | None]:
    from assistant.proof.stated.matching import Asked

    assert isinstance(asked, Asked)
    rows = [
        (s, r)
        for s, r in book.ranked(asked)
        if r.stance is Stance.VALUE
        and r.facts[0].number.kind in (Kind.COUNT, Kind.MONEY, Kind.BARE, Kind.PERCENT, Kind.DAYS)
        and s >= 0.9
    ]
    if not rows:
        return Proof.UNCHECKED, None
    best = rows[0][0]
    facts = [f for s, r in rows if best - s <= 0.35 for f in at_time(r, asked.when, book)]
    if not facts:
        return Proof.UNCHECKED, None
    zero = [f.number.value == 0 for f in facts]
    if all(zero):
        return (Proof.FALSE if twice else Proof.PROVED), facts[0].place
    if not any(zero):
        return (Proof.PROVED if twice else Proof.FALSE), facts[0].place
    return Proof.UNCHECKED, facts[0].place
