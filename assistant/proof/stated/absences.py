"""Judges what a sentence says there is none of: no late payments, 未发生逾期, 并非没有."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue
from assistant.proof.stated.asked import NAMING, Asked
from assistant.proof.stated.clauses import ALL, Clause, Word
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.matching import Book
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.stating import Stance, Stated
from assistant.proof.units import Kind

_NONE: Final = re.compile(
    "(?P<twice>并非没有|不是没有|并不是没有)|(?:并?无(?!一例外|论|需|须|形|锡|限|法)|没有|未发生|未发现|"
    "不存在|未曾|从未|没(?!有)|尚无|均无|未(?=分红|逾期|涉|设|受|被|签|抵押|提|"
    "出现))(?:任何|过|出现|发生)?|"
    r"(?<![a-z])(?:no(?! more| less| fewer| longer| later| lower| higher| doubt|,|\.)|never|"
    r"none of|without any|zero|nil|free of|not been|not had|(?:did|has|have|had|was|were|"
    r"is|are) not|n't)(?! yet due| only| just)(?![a-z])"
)
_REACH: Final = 48
_LEAST: Final = 0.5
_CLEAR: Final = 0.35
_COMPARING: Final = (Cue.ABOVE, Cue.BELOW, Cue.UP, Cue.DOWN)
_KINDS: Final = (Kind.COUNT, Kind.MONEY, Kind.BARE, Kind.PERCENT, Kind.DAYS)


def absence_claims(ops: Operands, clause: Clause) -> Iterator[Word]:
    """What no, none, never, 无 and 未发生 claim of the things named after them."""
    text = clause.parts.text
    for match in _NONE.finditer(text, clause.start, clause.end):
        if any(0 <= p.numeral.start - match.end() < 6 for p in clause.numbers):  # noqa: PLR2004  a bound: no more than 5
            continue
        if ALL.search(text, clause.start, match.end()) or any(
            0 <= c.start - match.end() <= 1 and c.cue in _COMPARING for c in clause.cues
        ):
            continue
        after = clause.parts.terms_between(match.end(), min(clause.end, match.end() + _REACH))
        before = clause.parts.terms_between(clause.start, match.start())
        named = [t for t in before if t.id[0] in "wh" or t.id in NAMING]
        terms = [*named, *after] if any(t.id[0] in "cwh" for t in after) else [*before, *after]
        if not terms:
            continue
        asked = asked_for(terms, clause.when() or ops.when, wide=clause.earlier, topic=ops.topic)
        asked = replace(asked, wide=asked.wide | ids(before))
        verdict, facts = _judged(ops.book, asked, twice=match["twice"] is not None)
        end = min(clause.end, after[-1].end) if after else match.end()
        yield Word(match.start(), end, ClaimKind.NEGATION, verdict, facts)


def _judged(book: Book, asked: Asked, *, twice: bool) -> tuple[Proof, tuple[Stated, ...]]:
    rows = [
        pair
        for pair in book.ranked(asked, None)
        if pair.row.stance is Stance.VALUE
        and pair.row.first.number.kind in _KINDS
        and pair.score >= _LEAST
    ]
    rows = [p for p in rows if not asked.head or asked.head in p.row.concepts] or rows
    if not rows:
        return Proof.UNCHECKED, ()
    best = rows[0].score
    facts = [f for s, r in rows if best - s <= _CLEAR for f in book.at(r, asked.when).facts]
    if not facts:
        return Proof.UNCHECKED, ()
    zero = [f.number.value == 0 for f in facts]
    if all(zero):
        return (Proof.FALSE if twice else Proof.PROVED), tuple(facts)
    if not any(zero):
        return (Proof.PROVED if twice else Proof.FALSE), tuple(facts)
    return Proof.UNCHECKED, tuple(facts)
