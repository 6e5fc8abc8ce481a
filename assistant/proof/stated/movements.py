"""Judges words of movement: rose, 同比下降, fell every year since."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.courses import RUN, steps_of
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.changing import Move, moves, sized
from assistant.proof.stated.clauses import Clause, Word
from assistant.proof.stated.courses import bases_of, goes_on, opening, since_when, years_over
from assistant.proof.stated.finding import asked_for, rows_for
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.roles import is_base
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.sets import times_of
from assistant.proof.stated.stating import Row, Stance, Stated
from assistant.proof.stated.times import is_at
from assistant.proof.stated.turning import (
    SPEED,
    _names,
    _sign,
    denied,
    turned,
    worded,
)
from assistant.proof.stated.values import of_fact
from assistant.proof.when import TimeKind, When, previous

TURNS: Final = frozenset(
    (Cue.UP, Cue.DOWN, Cue.BETTER, Cue.WORSE, Cue.FLAT, Cue.DOUBLE, Cue.TRIPLE, Cue.HALVE,
     Cue.UP_TO, Cue.DOWN_TO)
)  # fmt: skip


_CLEAR: Final = 0.35


_AGAIN: Final = re.compile(r"recovers?|recovered|rebounds?|rebounded|rallied|picked up|回升|反弹")
"""Movements that turn what came right before."""


_DAYS: Final = {"c:inventory": "c:dio", "c:receivables": "c:dso", "c:payables": "c:dpo",
                "c:inflow": "c:dso"}  # fmt: skip
"""What is faster or slower of a balance: the days that it turns in."""
_WORST: Final = (Proof.FALSE, Proof.UNCHECKED, Proof.PROVED)


def _line_cues(text: str) -> list[CueHit]:
    from assistant.proof.stated.cue_words import all_cues

    return all_cues(text, bytearray(len(text)))


class Movements:
    """Judges words of movement, one at a time."""

    def __init__(self, ops: Operands) -> None:
        """Judge with ``ops``."""
        self._ops = ops

    def claim(self, clause: Clause, cue: CueHit) -> Word:
        """What a word of movement claims of the thing that its clause speaks of."""
        turns = [c for c in clause.cues if c.cue in TURNS]
        since = max((c.end for c in turns if c.end <= cue.start), default=clause.start)
        until = min((c.start for c in turns if c.start >= cue.end), default=clause.end)
        bases = bases_of(clause, cue, since, until)
        if len(bases) > 1:
            both = [self._claim(clause, cue, yearly, since, until) for yearly in bases]
            return min(both, key=lambda w: _WORST.index(w.verdict))
        return self._claim(clause, cue, bases[0] if bases else None, since, until)

    def _claim(
        self, clause: Clause, cue: CueHit, yearly_said: bool | None, since: int, until: int
    ) -> Word:
        asked = self.subject(clause, cue)
        sense = Sense(role=Role.CHANGE)
        sense.yearly = yearly_said
        sense.years = years_over(clause, since, until)
        for time in clause.parts.times_between(since, until):
            if is_base(clause.parts, time):
                sense.base = time
        again = _AGAIN.fullmatch(clause.parts.text, cue.start, cue.end) is not None
        yearly = asked.when is not None and asked.when.kind in (TimeKind.YEAR, TimeKind.FISCAL)
        if sense.yearly is None and (again or self._follows(clause, cue, asked)) and not yearly:
            sense.yearly = False
        asked = self._ends(clause, cue, asked, sense)
        run = RUN.search(clause.parts.text, since, until)
        if run is not None or goes_on(clause, cue, since, until):
            return self._steady(clause, cue, asked, steps_of(run))
        start = since_when(clause, since, until)
        if start is not None:
            return self._after(clause, cue, asked, start)
        stated = self._stated(asked, cue, sense)
        if stated is not None:
            return stated
        found = list(moves(self._ops, asked, sense)) or self._over_year(clause, asked, sense)
        if not found and self._in_words(asked, cue, clause):
            return Word(cue.start, cue.end, ClaimKind.DIRECTION, Proof.PROVED)
        before = {c.cue for c in clause.cues if 0 <= cue.start - c.end <= 2}  # noqa: PLR2004  a blank between them
        loose = not before.isdisjoint((Cue.ABOVE, Cue.NEARLY, Cue.ABOUT))
        more = Cue.ABOVE in before
        text = clause.parts.text[cue.start : cue.end]
        verdicts = [
            (turned(cue, m, text, loose=loose, more=more), m.last.facts + m.first.facts)
            for m in found
        ]
        if denied(clause, cue.start):
            verdicts = [(not ok, facts) for ok, facts in verdicts]
        return worded(cue.start, cue.end, ClaimKind.DIRECTION, verdicts)

    def _over_year(self, clause: Clause, asked: Asked, sense: Sense) -> list[Move]:
        """A year's movement where the clause only inherits the year's end from another one."""
        when = asked.when
        own = clause.parts.times_between(clause.start, clause.end)
        if when is None or when.kind is not TimeKind.YEAR_END or own:
            return []
        year = replace(asked, when=replace(when, kind=TimeKind.YEAR))
        return list(moves(self._ops, year, sense))

    def _follows(self, clause: Clause, cue: CueHit, asked: Asked) -> bool:
        """Whether the time right before was spoken of: dipped in Q1, then rose in Q2."""
        before = previous(asked.when) if asked.when is not None else None
        if before is None:
            return False
        return any(
            t.start < cue.start and (t.kind, t.part) == (before.kind, before.part)
            and t.year in (before.year, None)
            for t in clause.parts.times
        )  # fmt: skip

    def _after(self, clause: Clause, cue: CueHit, asked: Asked, start: When) -> Word:
        """A movement from a time on to the latest: has weakened since March."""
        ranked = rows_for(self._ops.book, asked)
        verdicts = []
        for score, row in ranked[:4]:
            if ranked[0].score - score > _CLEAR:
                break
            facts = times_of(row, None, self._ops.book.year_end(row))
            at = [n for n, f in enumerate(facts) if is_at(f, start)]
            if len(at) == 1 and at[0] + 1 < len(facts):
                move = sized(Move(of_fact(facts[-1]), of_fact(facts[at[0]])))
                text = clause.parts.text[cue.start : cue.end]
                verdicts.append((turned(cue, move, text), (facts[-1], facts[at[0]])))
        return worded(cue.start, cue.end, ClaimKind.DIRECTION, verdicts)

    def _ends(self, clause: Clause, cue: CueHit, asked: Asked, sense: Sense) -> Asked:
        """The times of the numbers that a movement runs between.

        Grew from 40 in 2021 to 52 in 2023.
        """
        following = next(
            (c.start for c in clause.cues if c.start > cue.end and c.cue in TURNS), clause.end
        )
        after = [
            p
            for p in clause.numbers
            if cue.end <= p.numeral.start < following and p.own_when and p.when is not None
        ]
        starts = [
            p for p in after if any(c.cue is Cue.FROM and cue.end - 1 <= c.start for c in p.cues)
        ]
        ends = [p for p in after if p not in starts]
        if starts:
            sense.base = starts[0].when
        own = clause.parts.times_between(cue.end, following)
        if own and not ends and own[0].until is not None:
            return replace(asked, when=own[0])
        return replace(asked, when=ends[0].when) if ends else asked

    def subject(self, clause: Clause, cue: CueHit) -> Asked:
        """What moves: the words before the movement in its clause, after it, or in those before."""
        terms = [t for t in clause.terms if t.start < cue.start]
        if not _names(terms):
            later = [t for t in clause.terms if t.start >= cue.end]
            terms = (
                [*terms, *later]
                if _names(later)
                else [*clause.parts.terms_between(0, clause.start), *terms]
            )
        when = self._time(clause, cue) or clause.when(before=None) or self._ops.when
        asked = asked_for(terms, when, wide=clause.earlier, topic=self._ops.topic)
        days = _DAYS.get(asked.head, "")
        if not SPEED.fullmatch(clause.parts.text, cue.start, cue.end) or not days:
            return asked
        known = (days, "") in self._ops.book.kinds
        return (
            replace(asked, near=asked.near - {asked.head} | {days}, head=days, surface=frozenset())
            if known
            else asked
        )

    def _time(self, clause: Clause, cue: CueHit) -> When | None:
        """The time between a movement and the next one, where the clause has several."""
        turns = sorted(c.start for c in clause.cues if c.cue in TURNS)
        following = next((start for start in turns if start > cue.start), None)
        if following is None and turns[:1] == [cue.start]:
            return None
        own = [
            t
            for t in clause.parts.times_between(cue.end, following or clause.end)
            if not is_base(clause.parts, t) and not t.is_open
        ]
        return own[0] if len(own) == 1 else None

    def _stated(self, asked: Asked, cue: CueHit, sense: Sense) -> Word | None:
        """A movement that a source states: its sign decides."""
        sign = _sign(cue, frozenset())
        for score, row in self._ops.book.ranked(asked, Stance.CHANGE):
            if score < 0.8 or (asked.head and asked.head not in row.concepts) or sign is None:  # noqa: PLR2004  less is too little in common
                continue
            for fact in self._ops.book.at(row, asked.when).facts:
                if (
                    sense.yearly is not None
                    and fact.yearly is not None
                    and fact.yearly is not sense.yearly
                ):
                    continue
                if sense.yearly is None and fact.yearly is not None and sense.base is not None:
                    continue
                verdict = Proof.PROVED if fact.sign == sign else Proof.FALSE
                return Word(cue.start, cue.end, ClaimKind.DIRECTION, verdict, (fact,))
        return None

    def _in_words(self, asked: Asked, cue: CueHit, clause: Clause) -> bool:
        """Whether a source's own line says the same movement of the same thing in words."""
        near = frozenset(t for t in asked.near if t[0] in "cwh")
        for document in self._ops.book.documents.values():
            for line in document.lines:
                if not near or not near & line.terms or line.parts is None:
                    continue
                if near <= line.terms | self._ops.book.around and any(
                    c.cue is cue.cue for c in _line_cues(line.text)
                ):
                    return True
        return False

    def _steady(self, clause: Clause, cue: CueHit, asked: Asked, run: int) -> Word:
        """A movement that goes on step by step: 逐季走低, every year since 2022.

        A ``run`` says how many steps before the time named.
        """
        ranked = rows_for(self._ops.book, asked)
        verdicts = []
        for score, row in ranked[:4]:
            if ranked[0].score - score > _CLEAR:
                break
            facts = self._in_order(row, asked.when, clause)
            if run:
                facts = times_of(row, None, self._ops.book.year_end(row))
                at = [n for n, f in enumerate(facts) if asked.when and is_at(f, asked.when)]
                last = at[0] if at else len(facts) - 1
                facts = facts[last - run : last + 1] if last >= run else []
            steps = [sized(Move(of_fact(b), of_fact(a))) for a, b in pairwise(facts)]
            if steps:
                verdicts.append((all(turned(cue, m) for m in steps), tuple(facts)))
        return worded(cue.start, cue.end, ClaimKind.DIRECTION, verdicts)

    def _in_order(self, row: Row, when: When | None, clause: Clause) -> list[Stated]:
        """Facts of one length of time, in order, inside the years that the clause names."""
        return opening(clause, self._at_times(row, when, clause))

    def _at_times(self, row: Row, when: When | None, clause: Clause) -> list[Stated]:
        year_end = self._ops.book.year_end(row)
        if when is not None and when.until is not None:
            return times_of(row, when, year_end)
        facts = times_of(row, None, year_end)
        years = {t.year for t in clause.parts.times if t.year is not None}
        since = re.search(r"since|以来|从|自", clause.parts.text) is not None
        if len(years) == 1 and not since:
            inside = [n for n, f in enumerate(facts) if f.when is not None and f.when.year in years]
            if not inside:
                return facts
            first = inside[0] if len(inside) > 2 else max(0, inside[0] - 1)  # noqa: PLR2004  two facts are one step
            return facts[first : inside[-1] + 1]
        start = since_when(clause, clause.start, clause.end) if since else None
        at = [n for n, f in enumerate(facts) if start is not None and is_at(f, start)]
        if len(at) == 1:
            return facts[at[0] :]
        if since and years:
            return [
                f
                for f in facts
                if f.when is not None and f.when.year is not None and f.when.year >= min(years)
            ]
        return facts
