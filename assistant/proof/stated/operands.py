"""What words name as a quantity.

A stated value, a defined ratio, a sum of things listed, a part less another.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from assistant.proof.stated.asked import NAMING, Asked
from assistant.proof.stated.deriving import Derivations
from assistant.proof.stated.finding import asked_for, rows_for
from assistant.proof.stated.matching import Book
from assistant.proof.stated.parts import Part, ids
from assistant.proof.stated.stating import GENERIC, Stated
from assistant.proof.stated.terms import Term
from assistant.proof.stated.times import facts_at
from assistant.proof.stated.values import Value, added, less, of_fact, of_numeral
from assistant.proof.units import Kind
from assistant.proof.when import When, previous, year_before

_AMOUNTS: Final = (Kind.MONEY, Kind.BARE, Kind.COUNT)
SUM: Final = re.compile(
    r"之和|合计|总和|加总|共计|合共|相加|两者|三者|(?<![a-z])(?:together|combined|sum of|"
    r"in total|in aggregate|altogether|plus|added up|all told|taken together)(?![a-z])"
)
_LIST: Final = re.compile(
    r"、|和(?!顺|解)|与|及|以及|，|,(?!\d)|\+|(?<![a-z])(?:and|plus|with|as well as)(?![a-z])"
)
_LESS: Final = re.compile(
    r"(?P<after>扣除|剔除|减去|(?<![a-z])(?:less|minus|net of|after deducting)(?![a-z]))"
)
_BY: Final = re.compile(r"(?<![a-z])by (?:about |around |some |roughly |nearly |just )?\Z")
"""What makes a number a distance, not what something is compared with: missed budget by 141k."""
_AVERAGES: Final = frozenset(("q:average",))
_MOST: Final = 12


class Operands(Derivations):
    """Finds the quantities that the words of one sentence name."""

    def phrase(
        self, start: int, end: int, when: When | None, *, alone: bool = False
    ) -> list[Value]:
        """What a stretch of the sentence names.

        A number of its own, a sum, a difference, a quantity.
        """
        given = self.given(start, end)
        if given is not None:
            return [given]
        times = self.parts.times_between(start, end)
        own = next((t for t in reversed(times) if not t.is_open), None) or (
            times[-1] if times else None
        )
        resolved = (
            own.resolved(when) if own is not None and own.is_open and when is not None else own
        )
        at = self.forced or resolved or own or when
        if (found := self._sum(start, end, at)) is not None:
            return [found]
        if (found := self._rest(start, end, at)) is not None:
            return [found]
        if not self.parts.terms_between(start, end):
            return []
        return self.quantity(self.asked(start, end, at, alone=alone))

    def given(self, start: int, end: int) -> Value | None:
        """The number that the stretch itself gives: 上年的91.5万, the 1.20x covenant."""
        inside = [p for p in self.parts.parts if start <= p.numeral.start < end]
        inside = [p for p in inside if p.numeral.kind is not Kind.COUNT and not _is_counter(p)]
        inside = [p for p in inside if not _BY.search(self.parts.text[: p.numeral.start])]
        return (
            of_numeral(inside[-1].numeral)
            if len(inside) == 1 and inside[0].numeral.high is None
            else None
        )

    def _sum(self, start: int, end: int, when: When | None) -> Value | None:
        words = self.parts.text[start:end]
        if not SUM.search(words):
            return None
        runs = self.listed(start, end)
        return added(self._each(runs, when), "total") if len(runs) > 1 else None

    def _rest(self, start: int, end: int, when: When | None) -> Value | None:
        match = _LESS.search(self.parts.text, start, end)
        if match is None:
            return None
        left = self.parts.terms_between(start, match.start())
        right = self.parts.terms_between(match.end(), end)
        if not right:
            return None
        if not left:
            return None
        one = self.quantity(
            asked_for(left, when, wide=ids(self.parts.terms_between(0, start)), topic=self.topic)
        )
        two = self.quantity(asked_for(right, when, wide=ids(left), topic=self.topic))
        return less(one[0], two[0], "rest") if one and two else None

    def listed(self, start: int, end: int) -> list[list[Term]]:
        """The things that a stretch lists, each with the concept that the last one gives all."""
        bounds = [
            start,
            *(b for m in _LIST.finditer(self.parts.text, start, end) for b in (m.start(), m.end())),
            end,
        ]
        cuts = [(a, b) for a, b in pairwise(bounds)][::2]
        runs = [
            run
            for a, b in cuts
            if (run := [t for t in self.parts.terms_between(a, b) if t.id != "q:total"])
        ]
        if len(runs) < 2 or len(runs) > _MOST:  # noqa: PLR2004  one thing is no list
            return []
        shared = [t for t in runs[-1] if t.id[0] == "c" and t.id not in NAMING]
        first = [t for t in runs[0] if t.id[0] == "c" and t.id not in NAMING]
        return [run if _names_concept(run) else [*run, *(shared or first)] for run in runs]

    def _each(self, runs: Sequence[Sequence[Term]], when: When | None) -> list[Value]:
        found = []
        for run in runs:
            values = self.quantity(asked_for(run, when, topic=self.topic))
            if not values:
                return []
            found.append(values[0])
        return found if len({v.facts for v in found}) == len(found) else []

    def quantity(self, asked: Asked, kinds: Sequence[Kind] = ()) -> list[Value]:
        """What the words ask for: stated, per unit, by definition, or as an average of two ends."""
        if asked.near & _AVERAGES:
            direct = [v for v in self.stated(asked, kinds) if "q:average" in v.facts[0].label]
            return direct or list(self._averaged(asked))
        found = self.stated(asked, kinds)
        kin = bool(found) and bool(asked.head) and not _is_named(found[0].facts[0], asked.head)
        derived = list(self.derived(asked)) if kin or not found else []
        found = derived or found or list(self.by_time(asked))
        return found or (self.stated(asked, (Kind.MONEY, Kind.BARE)) if not kinds else [])

    def _averaged(self, asked: Asked) -> Iterator[Value]:
        """The mean of a balance at both ends of a year."""
        plain = replace(asked, near=asked.near - _AVERAGES)
        for _, row in rows_for(self.book, plain)[:1]:
            for last in self.book.at(row, asked.when).facts[:1]:
                for first in before(self.book, row.facts, last):
                    total = added((of_fact(last), of_fact(first)), "average")
                    if total is not None:
                        yield total._replace(amount=total.amount / 2)


def _is_named(fact: Stated, head: str) -> bool:
    return head in fact.label or head in fact.above


def _names_concept(run: Iterable[Term]) -> bool:
    return any(t.id[0] == "c" and t.id not in NAMING and t.id not in GENERIC for t in run)


def _is_counter(part: Part) -> bool:
    """A small count or span of time that measures nothing: 两家, 三个月."""
    return part.numeral.kind in (Kind.MONTHS, Kind.DAYS) and part.numeral.words


def before(book: Book, facts: Sequence[Stated], last: Stated) -> list[Stated]:
    """The facts one period before a fact: what a movement to it starts from."""
    if last.when is None or last.when.is_open:
        rest = [f for f in facts if f is not last]
        return rest if len(rest) == 1 else []
    year_end = book.documents[last.doc].year_end if last.doc in book.documents else 0
    for step in (year_before(last.when), previous(last.when)):
        if step is None:
            continue
        found = [f for f in facts_at(facts, step, year_end).facts if f is not last]
        if found:
            return found
    return []
