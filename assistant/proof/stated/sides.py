"""Judges turns to profit or loss, what is more of two, what covers or equals another."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.domain.checks import ClaimKind
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.changing import moves
from assistant.proof.stated.clauses import Clause, Word
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.movements import Movements
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.orders import compare
from assistant.proof.stated.parts import ids
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.turning import (
    worded,
)
from assistant.proof.stated.values import comparable

_SWING: Final = re.compile(
    r"(?P<up>扭亏为盈|由亏转盈|转亏为盈|由负转正|转正(?!常|式)|(?<![a-z])(?:returned to "
    r"(?:profit|the black)|turned (?:profitable|positive|a profit)|swung (?:in)?to (?:a "
    r")?profit))|"
    r"(?P<down>由盈转亏|转盈为亏|转为亏损|由正转负|转负(?!责)|(?<![a-z])(?:turned negative|"
    r"swung (?:in)?to (?:a )?loss|slipped into (?:a )?loss|fell into (?:a )?loss|moved "
    r"into (?:a )?loss|turned (?:a |into a )?loss))"
)


_COVER: Final = re.compile(
    r"(?P<not>(?:did|does|do|could|can|would)(?: not|n't) |cannot |failed to |不能|未能|"
    r"无法|不足以)?(?:完全|足以|能够|能|可)?(?:覆盖|(?<![a-z])(?:cover|covers|"
    r"covered)(?![a-z]))"
)


_AGREE: Final = re.compile(
    r"(?<![a-z])(?:agree|agrees|match|matches|tally|tallies|coincide|are equal|are the "
    r"same|are identical)(?![a-z])|一致|相等|相同|吻合"
)


_STILL: Final = re.compile(r"(?:更|反而更|却更)(?:(?P<up>高|多|大|强)|(?P<down>低|少|小|弱))(?!\d)")


def swings(ops: Operands, movements: Movements, clause: Clause) -> Iterator[Word]:
    """A profit that became a loss, or the reverse: 由盈转亏, swung to a loss."""
    for match in _SWING.finditer(clause.parts.text, clause.start, clause.end):
        yield _swing(ops, movements, clause, match)


def swing_spans(clause: Clause) -> list[tuple[int, int]]:
    """Where a clause says that a profit became a loss, or the reverse."""
    found = _SWING.finditer(clause.parts.text, clause.start, clause.end)
    return [m.span() for m in found]


def _swing(ops: Operands, movements: Movements, clause: Clause, match: "re.Match[str]") -> Word:
    asked = movements.subject(clause, CueHit(match.start(), match.end(), Cue.DOWN))
    known = [c for c in _RESULTS if (c, "") in ops.book.kinds]
    if asked.head not in known and known:
        near = asked.near - {"c:net_profit"} | {known[0]}
        asked = replace(asked, near=near, head=known[0], surface=frozenset())
    asked = replace(asked, flipped=False)
    times = clause.parts.times_between(match.end(), clause.end)
    times = [t for t in times if not t.is_open][:1]
    if times:
        asked = replace(asked, when=times[0])
    sign = 1 if match["up"] else -1
    found = [
        (m.last.amount * sign > 0 > m.first.amount * sign, m.last.facts + m.first.facts)
        for sense in (Sense(role=Role.CHANGE), Sense(role=Role.CHANGE, yearly=False))
        for m in moves(ops, asked, sense)
    ]
    found = [f for f in found if f[0]][:1] or found
    return worded(match.start(), match.end(), ClaimKind.DIRECTION, found)


_RESULTS: Final = (
    "c:net_profit", "c:operating_profit", "c:profit_before_tax", "c:operating_cash_flow",
    "c:free_cash_flow", "c:ebitda", "c:ebit",
)  # fmt: skip
"""What may turn from a profit to a loss."""


def still_more(ops: Operands, clause: Clause, compared: tuple[int, int] | None) -> Iterator[Word]:
    """更高, higher still: compared with what the clause before was compared with."""
    match = _STILL.search(clause.text)
    if match is None or compared is None or compared[1] > clause.start:
        return
    one = ops.asked(clause.start, clause.end, clause.when() or ops.when)
    names = frozenset(t for t in one.wide if t[0] in "hw") - ids(ops.parts.terms_between(*compared))
    other = frozenset(t for t in ids(ops.parts.terms_between(*compared)) if t[0] in "hw")
    concepts = frozenset(t for t in one.near if t[0] == "c")
    firsts = ops.quantity(Asked(concepts | names, one.head, frozenset(), one.topic, one.when))
    seconds = ops.quantity(Asked(concepts | other, one.head, frozenset(), one.topic, one.when))
    sign = 1 if match["up"] else -1
    verdicts = [
        ((a.amount - b.amount) * sign > 0, a.facts + b.facts)
        for a in firsts
        for b in seconds
        if comparable(a, b)
    ]
    yield worded(
        clause.start + match.start(), clause.start + match.end(), ClaimKind.COMPARISON, verdicts
    )


def covers(ops: Operands, clause: Clause) -> Iterator[Word]:
    """One thing said to cover another."""
    match = _COVER.search(clause.text)
    if match is not None and _is_named(clause, clause.start + match.start()):
        return
    if match is not None and not any(
        p.numeral.start > clause.start + match.start() for p in clause.numbers
    ):
        left, right = (
            (clause.start, clause.start + match.start()),
            (clause.start + match.end(), clause.end),
        )
        verdicts = compare(ops, left, right, clause.when() or ops.when, 1)
        if match["not"]:
            verdicts = [(not ok, facts) for ok, facts in verdicts]
        yield worded(
            clause.start + match.start(),
            clause.start + match.end(),
            ClaimKind.COMPARISON,
            verdicts,
        )


def _is_named(clause: Clause, at: int) -> bool:
    """Whether a word is part of what a quantity is called: interest cover."""
    return any(t.start < at < t.end and t.id[0] == "c" for t in clause.terms)


def agreements(ops: Operands, clause: Clause) -> Iterator[Word]:
    """Two things said to be the same."""
    agree = _AGREE.search(clause.text)
    if agree is not None:
        runs = ops.listed(clause.start, clause.start + agree.start())
        rest = clause.parts.terms_between(clause.start + agree.end(), clause.end)
        values = [
            ops.quantity(asked_for([*r, *rest], clause.when() or ops.when, topic=ops.topic))
            for r in runs
        ]
        known = [v[0] for v in values if v]
        verdicts = (
            [(len({v.amount for v in known}) == 1, known[0].facts)]
            if len(known) == len(values) > 1
            else []
        )
        yield worded(
            clause.start + agree.start(),
            clause.start + agree.end(),
            ClaimKind.COMPARISON,
            verdicts,
        )
