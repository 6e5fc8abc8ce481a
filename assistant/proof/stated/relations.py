"""Judges what a sentence's words claim of the facts: movement, order, none, all, met or missed."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.stated.changing import moved, pairs
from assistant.proof.stated.clauses import (
    ALL,
    MET,
    NONE,
    ONLY,
    ORDINAL,
    PROFIT,
    RANK,
    Clause,
    order_of,
)
from assistant.proof.stated.computing import defined, groups
from assistant.proof.stated.finding import asked_for, facts_for, rows_for
from assistant.proof.stated.matching import Asked, Book, at_time
from assistant.proof.stated.parts import ids
from assistant.proof.stated.roles import Role, Sense
from assistant.proof.stated.stating import Stance, Stated
from assistant.proof.stated.terms import Term
from assistant.proof.units import Kind
from assistant.proof.when import When, bounds_of


class Word(NamedTuple):
    """A claim that words make, at offsets of the sentence."""

    start: int
    end: int
    kind: ClaimKind
    verdict: Proof
    place: str | None
    reason: str


_TURNS: Final = frozenset(
    (
        Cue.UP,
        Cue.DOWN,
        Cue.BETTER,
        Cue.WORSE,
        Cue.FLAT,
        Cue.DOUBLE,
        Cue.TRIPLE,
        Cue.HALVE,
        Cue.UP_TO,
        Cue.DOWN_TO,
    )
)
_FACTORS: Final = {
    Cue.DOUBLE: (Decimal("1.94"), Decimal("2.06")),
    Cue.TRIPLE: (Decimal("2.9"), Decimal("3.1")),
    Cue.HALVE: (Decimal("0.47"), Decimal("0.53")),
}
_FALLING_BETTER: Final = re.compile(
    "debt|liabilit|leverage|overdue|void|expense|cost|dso|dio|ccc|churn|ltv|borrow|late|impairment|penalt|逾期|不良|费用|成本|周转天|亏损|税负"
)
_MODAL: Final = re.compile(
    r"预计|若(?!干)|如果|假设|可能|有望|(?<![a-z])(?:will|would|may|might|could|if|expects?|unless)(?![a-z])"
)


class Relations:
    """Judges the words of clause after clause against one book."""

    def __init__(self, book: Book, topic: frozenset[str]) -> None:
        """Judge against ``book``; ``topic`` is what earlier sentences spoke of."""
        self._book = book
        self._topic = topic

    def claims(self, clause: Clause) -> Iterator[Word]:
        """Every claim that a clause's words make."""
        if _MODAL.search(clause.text):
            return
        for cue in clause.cues:
            if _is_preposition(clause, cue):
                continue
            if cue.cue in _TURNS and not self._spoken_for(clause, cue):
                yield self._turn(clause, cue)
            elif cue.cue in (Cue.ABOVE, Cue.BELOW, Cue.THAN) and (word := self._order(clause, cue)):
                yield word

    def _spoken_for(self, clause: Clause, cue: CueHit) -> bool:
        """Whether a number right beside the word says by how much (or to what)."""
        for part in clause.numbers:
            gap = (
                clause.parts.text[cue.end : part.numeral.start]
                if part.numeral.start >= cue.end
                else None
            )
            if gap is not None and len(gap) < 4 and part.numeral.kind is not Kind.BARE:  # noqa: PLR2004
                return cue.cue not in (Cue.UP_TO, Cue.DOWN_TO)
            if part.numeral.end <= cue.start <= part.numeral.end + 3:
                return True
        return False

    def _turn(self, clause: Clause, cue: CueHit) -> Word:
        terms = [t for t in clause.terms if t.start < cue.start] or [
            t for t in clause.terms if t.start >= cue.end
        ]
        if not terms:
            terms = clause.parts.terms_between(0, cue.start)
        asked = asked_for(terms, clause.when(), wide=clause.earlier, topic=self._topic)
        sense = Sense(role=Role.CHANGE)
        if clause.parts.has(Cue.STEPWISE, clause.start, clause.end):
            sense.yearly = False
        elif clause.parts.has(Cue.YEARLY, clause.start, clause.end):
            sense.yearly = True
        for time in clause.parts.times:
            if clause.start <= time.start < clause.end and any(
                c.cue in (Cue.THAN, Cue.FROM) and 0 <= time.start - c.end < 10 for c in clause.cues
            ):  # noqa: PLR2004
                sense.base = time
        verdicts = []
        best: float | None = None
        if _STEADY.search(clause.text):
            return self._steady(clause, cue, asked)
        for score, row in rows_for(self._book, asked)[:6]:
            if best is not None and best - score > 0.35:  # noqa: PLR2004
                break
            for last, first in pairs(self._book, row, asked.when, sense):
                best = score if best is None else best
                verdicts.append(
                    (_turned(cue, last, first, clause.parts.text[cue.start : cue.end]), last)
                )
        return _worded(cue.start, cue.end, ClaimKind.DIRECTION, verdicts)

    def _steady(self, clause: Clause, cue: CueHit, asked: Asked) -> Word:
        """A movement that goes on step by step: 逐季走低, every year since 2022."""
        for _, row in rows_for(self._book, asked)[:2]:
            facts = _in_order(
                row.facts,
                asked.when if asked.when is not None and asked.when.until is not None else None,
                clause,
            )
            steps = list(pairwise(facts))
            if steps:
                return _worded(
                    cue.start,
                    cue.end,
                    ClaimKind.DIRECTION,
                    [(all(_turned(cue, b, a) for a, b in steps), facts[-1])],
                )
        return Word(cue.start, cue.end, ClaimKind.DIRECTION, Proof.UNCHECKED, None, "")

    def _order(self, clause: Clause, cue: CueHit) -> Word | None:
        """A above B, with no number in between or right after."""
        if any(cue.end <= p.numeral.start <= cue.end + 6 for p in clause.numbers):
            return None
        left = [t for t in clause.terms if t.start < cue.start]
        right = [t for t in clause.terms if t.start >= cue.end]
        times = [t for t in clause.parts.times if cue.end <= t.start < clause.end]
        sign = {Cue.ABOVE: 1, Cue.BELOW: -1}.get(cue.cue, 0)
        if cue.cue is Cue.THAN:
            move = next(
                (c for c in clause.cues if c.start >= cue.end and c.cue in (Cue.UP, Cue.DOWN)), None
            )
            if move is None or any(move.end <= p.numeral.start for p in clause.numbers):
                return None
            sign = 1 if move.cue is Cue.UP else -1
            right = [t for t in right if t.start < move.start]
        if not right and not times:
            return None
        when = clause.when(cue.start)
        one = asked_for(
            left or clause.parts.terms_between(0, clause.start),
            when,
            wide=clause.earlier,
            topic=self._topic,
        )
        two = (
            asked_for(right, times[-1] if times else when, wide=clause.earlier)
            if right
            else replace(one, when=times[-1])
        )
        if right and not two.head:
            two = Asked(
                two.near | frozenset(t for t in one.near if t[0] == "c"),
                one.head,
                one.wide | one.near,
                one.topic,
                two.when,
            )
        verdicts = []
        for first in facts_for(self._book, one):
            for second in facts_for(self._book, two):
                if (
                    first.fact is not second.fact
                    and first.fact.number.kind is second.fact.number.kind
                ):
                    gap = first.fact.number.value - second.fact.number.value
                    verdicts.append((gap * sign > 0, first.fact))
        return _worded(cue.start, cue.end, ClaimKind.COMPARISON, verdicts)


_LOOSE: Final = frozenset(("over", "under", "above", "below", "up", "down", "past", "beyond"))
_VERB_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:is|was|are|were|be|been|stood|stands|remains?|remained|stayed|went|gone|go|going|came|well|just|slightly|sharply|further|still|and|but|,)\s*\Z"
)


def _is_preposition(clause: Clause, cue: CueHit) -> bool:
    """Whether a small English word is no verb's particle here: under clause 4, over the year, make up."""
    word = clause.parts.text[cue.start : cue.end]
    if word not in _LOOSE:
        return False
    return _VERB_BEFORE.search(clause.parts.text[clause.start : cue.start]) is None


_STEADY: Final = re.compile(
    r"逐[季月年]|连续|每[年季月](?!均)|(?<![a-z])(?:(?:each|every) (?:year|quarter|month|step)|in each of|without a break|year after year|steadily|consistently)(?![a-z])"
)


def _in_order(facts: Sequence[Stated], span: When | None, clause: Clause) -> list[Stated]:
    """Facts of one length of time, in order, inside the years that the clause names."""
    years = {t.year for t in clause.parts.times if t.year is not None}
    kept = []
    for fact in facts:
        bounds = bounds_of(fact.when) if fact.when is not None and not fact.when.is_open else None
        if bounds is not None:
            kept.append((round((bounds[1] - bounds[0]).days / 28), bounds[1], fact))
    if not kept:
        return []
    lengths = {length: sum(k[0] == length for k in kept) for length, _, _ in kept}
    most = max(lengths, key=lambda n: lengths[n])
    chosen = sorted((k for k in kept if k[0] == most), key=lambda k: k[1])
    if (
        span is None
        and len(years) == 1
        and len([k for k in chosen if k[1].year in years]) > 2
        and most < 11
    ):  # noqa: PLR2004
        chosen = [k for k in chosen if k[1].year in years]
    return [k[2] for k in chosen]


_PLAIN_TURN: Final = re.compile(r"weaken|strengthen|走弱|走强")


def _turned(cue: CueHit, last: Stated, first: Stated, cue_text: str = "") -> bool:
    one, two = last.number.value, first.number.value
    if cue.cue in _FACTORS:
        low, high = _FACTORS[cue.cue]
        return two > 0 and low <= one / two <= high
    if cue.cue is Cue.FLAT:
        return abs(one - two) <= abs(two) * Decimal("0.01")
    sign = {Cue.UP: 1, Cue.UP_TO: 1, Cue.DOWN: -1, Cue.DOWN_TO: -1}.get(cue.cue)
    if sign is None and _PLAIN_TURN.match(cue_text):
        sign = 1 if cue.cue is Cue.BETTER else -1
    if sign is None:
        falls = any(_FALLING_BETTER.search(term) for term in last.label)
        sign = (1 if cue.cue is Cue.BETTER else -1) * (-1 if falls else 1)
    return (one - two) * sign > 0


def _worded(start: int, end: int, kind: ClaimKind, verdicts: Sequence[tuple[bool, Stated]]) -> Word:
    """One claim from how each candidate judged it."""
    if not verdicts:
        return Word(start, end, kind, Proof.UNCHECKED, None, "")
    holds = [fact for ok, fact in verdicts if ok]
    if len(holds) == len(verdicts):
        return Word(start, end, kind, Proof.PROVED, holds[0].place, "")
    if not holds:
        return Word(start, end, kind, Proof.FALSE, verdicts[0][1].place, "")
    return Word(start, end, kind, Proof.UNCHECKED, holds[0].place, "")


__all__ = [
    "ALL",
    "MET",
    "NONE",
    "ONLY",
    "ORDINAL",
    "PROFIT",
    "RANK",
    "Callable",
    "Relations",
    "Stance",
    "Term",
    "When",
    "Word",
    "at_time",
    "defined",
    "groups",
    "ids",
    "moved",
    "order_of",
]
