"""What words name as a quantity.

A stated value, a defined ratio, a sum of things listed, a part less another.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice, pairwise
from typing import Final

from assistant.proof.stated.asked import NAMING, Asked
from assistant.proof.stated.definitions import DIFFERENCES, PER, PRODUCTS, RATIOS, SUBSTITUTES, SUMS
from assistant.proof.stated.finding import asked_for, facts_for, rows_for
from assistant.proof.stated.matching import Book
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.sets import named_in, sets_of, times_of
from assistant.proof.stated.stating import GENERIC, Stated
from assistant.proof.stated.terms import Term
from assistant.proof.stated.times import RELATIVE, Span, facts_at, span_of
from assistant.proof.stated.values import Value, added, comparable, less, of_fact, of_numeral, over
from assistant.proof.units import Kind
from assistant.proof.when import When, previous, year_before

_AMOUNTS: Final = (Kind.MONEY, Kind.BARE, Kind.COUNT)
_SUM: Final = re.compile(
    r"之和|合计|总和|加总|共计|合共|相加|两者|三者|(?<![a-z])(?:together|combined|sum of|"
    r"in total|in aggregate|altogether|plus|added up|all told|taken together)(?![a-z])"
)
_LIST: Final = re.compile(
    r"、|和(?!顺|解)|与|及|以及|，|,(?!\d)|\+|(?<![a-z])(?:and|plus|with|as well as)(?![a-z])"
)
_LESS: Final = re.compile(
    r"(?P<after>扣除|剔除|减去|(?<![a-z])(?:less|minus|net of|after deducting)(?![a-z]))"
)
_AVERAGES: Final = frozenset(("q:average",))
_MOST: Final = 12
_DEPTH: Final = 2

_YEAR_DAYS: Final = 361
"""From so many days on a period is a whole year."""


class Operands:
    """Finds the quantities that the words of one sentence name."""

    def __init__(
        self, book: Book, parts: Parts, topic: frozenset[str], when: When | None = None
    ) -> None:
        """Read ``parts`` against ``book``; ``topic`` and ``when`` are of earlier sentences."""
        self.book = book
        self.parts = parts
        self.topic = topic
        self.when = when
        self.forced: When | None = None
        """The time of every operand, where a number repeats a relation at another time."""
        self.lines: frozenset[tuple[int, int]] = frozenset()
        """Lines of sources that proved numbers of the sentence stand in."""
        self.proved: tuple[Stated, ...] = ()
        """The facts that proved numbers of the sentence are."""

    def asked(self, start: int, end: int, when: When | None, *, alone: bool = False) -> Asked:
        """What a stretch of the sentence asks for, by itself where it is ``alone``."""
        terms = self.parts.terms_between(start, end)
        wide = frozenset[str]() if alone else ids(self.parts.terms_between(0, start))
        return asked_for(terms, when, wide=wide, topic=self.topic)

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
        return (
            of_numeral(inside[-1].numeral)
            if len(inside) == 1 and inside[0].numeral.high is None
            else None
        )

    def _sum(self, start: int, end: int, when: When | None) -> Value | None:
        words = self.parts.text[start:end]
        if not _SUM.search(words):
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
        found = self.stated(asked, kinds) or list(self.derived(asked)) or list(self.by_time(asked))
        return found or (self.stated(asked, (Kind.MONEY, Kind.BARE)) if not kinds else [])

    def stated(self, asked: Asked, kinds: Sequence[Kind] = ()) -> list[Value]:
        """What a source states of it."""
        return [of_fact(f.fact, f.score) for f in facts_for(self.book, asked, kinds)]

    def derived(self, asked: Asked, depth: int = _DEPTH) -> Iterator[Value]:
        """What its definition gives, from parts that the sources state."""
        if depth == 0:
            return
        yield from self._per(asked)
        yield from self._product(asked)
        for above, below in RATIOS.get(asked.head, ()):
            for top in self._expression(asked, above, depth):
                for bottom in self._expression(asked, below, depth):
                    if same_time(top, bottom) and (
                        ratio := over(top, bottom, Kind.TIMES, asked.head[2:])
                    ):
                        yield ratio
        for first, second in DIFFERENCES.get(asked.head, ()):
            yield from self._difference(asked, first, second, depth)
        for parts in SUMS.get(asked.head, ()):
            every = [v for name in parts if (v := self.concept(asked, name, depth - 1)) is not None]
            if len(every) == len(parts) and (total := added(every, asked.head[2:])):
                yield total

    def _product(self, asked: Asked) -> Iterator[Value]:
        """A share of something by its stated rate: a down payment of one third of the price."""
        for rate, base in PRODUCTS.get(asked.head, ()):
            one, two = self.concept(asked, rate), self.concept(asked, base)
            if (
                one is not None
                and two is not None
                and one.kind is Kind.PERCENT
                and two.kind in _AMOUNTS
            ):
                yield two._replace(
                    amount=one.amount * two.amount,
                    facts=one.facts + two.facts,
                    name=asked.head[2:],
                    half=one.half * two.amount,
                )

    def _difference(self, asked: Asked, first: str, second: str, depth: int) -> Iterator[Value]:
        one, two = self.concept(asked, first, depth - 1), self.concept(asked, second, depth - 1)
        if one and two and same_time(one, two) and (gap := less(one, two, asked.head[2:])):
            yield gap

    def _expression(self, asked: Asked, text: str, depth: int) -> Iterator[Value]:
        first, _, second = text.partition("-")
        one = self.concept(asked, first, depth - 1)
        if one is None:
            return
        if not second:
            yield one
            return
        two = self.concept(asked, second, depth - 1)
        if two is not None and same_time(one, two) and (gap := less(one, two, text)):
            yield gap

    def concept(self, asked: Asked, name: str, depth: int = 0) -> Value | None:
        """A concept of the same firm, time and sort as what is asked."""
        head = f"c:{name}"
        kept = frozenset(t for t in asked.near if t[0] != "c" or t in NAMING)
        wanted = Asked(kept | {head}, head, asked.wide, asked.topic, asked.when)
        found = facts_for(self.book, wanted) or facts_for(self.book, wanted, _AMOUNTS)
        exact = [f for f in found if head in f.row.concepts]
        if exact:
            return of_fact(exact[0].fact, exact[0].score)
        if any(head in r.concepts for r in self.book.rows):
            return None
        for other in SUBSTITUTES.get(name, ()):
            if (kin := self.concept(asked, other)) is not None:
                return kin
        return next(islice(self.derived(wanted, depth), 1), None) if depth else None

    def _per(self, asked: Asked) -> Iterator[Value]:
        """A quantity for each of something: 人均营收, revenue per head."""
        for name, pattern in PER:
            if not re.search(pattern, self.parts.text):
                continue
            near = asked.near - {"q:per_unit", "q:average", f"c:{name}", f"i:{name}"}
            concepts = sorted(t for t in near if t[0] == "c" and t not in GENERIC)
            concepts = concepts or sorted(f"c:{t[2:]}" for t in near if t[0] == "i")[:1]
            top = self.stated(
                replace(asked, near=near, head=concepts[-1] if concepts else ""), _AMOUNTS
            )
            top = [v for v in top if f"c:{name}" not in v.facts[0].label]
            plain = frozenset(t for t in near if t[0] in "hwq")
            for average in (frozenset(("q:average",)), frozenset[str]()):
                below = Asked(
                    plain | {f"c:{name}"} | average,
                    f"c:{name}",
                    asked.wide,
                    asked.topic,
                    asked.when,
                )
                found = self.stated(below, _AMOUNTS) or self.stated(
                    replace(below, when=None), _AMOUNTS
                )
                bottom = [v for v in found if average <= v.facts[0].label]
                yield from self._divided(top, bottom)
                if bottom:
                    break

    def _divided(self, top: list[Value], bottom: list[Value]) -> Iterator[Value]:
        for one in top[:1]:
            for two in bottom[:1]:
                ratio = over(one, two._replace(currency=None), one.kind, "per unit")
                if ratio is not None:
                    yield ratio._replace(currency=one.currency)

    def by_time(self, asked: Asked) -> Iterator[Value]:
        """A period's amount from those of others.

        Its parts added up, a longer one less the rest.
        """
        if (
            asked.when is None
            or asked.when.kind in RELATIVE
            or (asked.when.code and asked.when.year is None)
        ):
            return
        plain = replace(asked, near=asked.near - {"q:cumulative"})
        for _, row in rows_for(self.book, plain, _AMOUNTS)[:2]:
            year_end = self.book.year_end(row)
            is_open = asked.when.is_open
            span = span_of(in_year(asked.when) if is_open else asked.when, year_end)
            if span is None or span.first == span.last:
                continue
            rows = [
                r
                for r in self.book.rows
                if r.label - {"q:cumulative"} == row.label - {"q:cumulative"}
                and r.title == row.title
                and r.first.number.kind is row.first.number.kind
            ]
            dated = [
                (s, f)
                for r in rows
                for f in r.facts
                if (s := _span_at(f, year_end, is_open=is_open)) is not None and s.first < s.last
            ]
            yield from _tiled(span, dated)
            yield from _cut(span, dated)

    def _averaged(self, asked: Asked) -> Iterator[Value]:
        """The mean of a balance at both ends of a year."""
        plain = replace(asked, near=asked.near - _AVERAGES)
        for _, row in rows_for(self.book, plain)[:1]:
            for last in self.book.at(row, asked.when).facts[:1]:
                for first in before(self.book, row.facts, last):
                    total = added((of_fact(last), of_fact(first)), "average")
                    if total is not None:
                        yield total._replace(amount=total.amount / 2)

    def total_of(self, asked: Asked, size: int | None = None) -> Iterator[Value]:
        """What a set that the words name adds up to."""
        for members in islice(sets_of(self.book, asked, loose=size is not None), _MOST):
            said = asked.near | asked.wide
            for chosen in ([m for m in named_in(members, said)], members):
                if len(chosen) > 1 and size in (None, len(chosen)):
                    value = added((of_fact(m.fact) for m in chosen), "total")
                    if value is not None:
                        yield value


_SOME_YEAR: Final = 2000


def in_year(when: When) -> When:
    """A time that leaves its year open, in some year."""
    until = replace(when.until, year=_SOME_YEAR) if when.until is not None else None
    return replace(when, year=_SOME_YEAR, until=until)


def _span_at(fact: Stated, year_end: int, *, is_open: bool) -> Span | None:
    """A fact's days; of open times those in some year, where open times are asked for."""
    when = fact.when
    if (
        when is None
        or when.kind in RELATIVE
        or (when.year is None) is not is_open
        or (when.code and when.year is None)
    ):
        return None
    return span_of(in_year(when) if is_open else when, year_end)


def _tiled(span: Span, dated: list[tuple[Span, Stated]]) -> Iterator[Value]:
    """Facts that lie end to end over a span, added up."""
    inside = sorted(
        (p for p in dated if span.first <= p[0].first and p[0].last <= span.last),
        key=lambda p: (p[0].first, -p[0].last.toordinal()),
    )
    chosen: list[Stated] = []
    at = span.first
    for own, fact in inside:
        if own.first == at:
            chosen.append(fact)
            at = own.last + timedelta(1)
    if (
        at == span.last + timedelta(1)
        and len(chosen) > 1
        and (total := added((of_fact(f) for f in chosen), "total"))
    ):
        yield total


def _cut(span: Span, dated: list[tuple[Span, Stated]]) -> Iterator[Value]:
    """A longer period less its rest; twelve months as a year less its start, more of the next."""
    for whole, one in dated:
        for rest, two in dated:
            if (
                rest.first == whole.first
                and rest.last + timedelta(1) == span.first
                and whole.last == span.last
            ):
                gap = less(of_fact(one), of_fact(two), "rest")
                if gap is not None:
                    yield gap
            if (
                rest.last == whole.last
                and rest.first == span.last + timedelta(1)
                and whole.first == span.first
            ):
                gap = less(of_fact(one), of_fact(two), "rest")
                if gap is not None:
                    yield gap
            for more, three in dated:
                year = (
                    whole.last.year - whole.first.year == 0
                    and (whole.last - whole.first).days >= _YEAR_DAYS
                )
                if (
                    year
                    and rest.first == whole.first
                    and rest.last < whole.last
                    and more.first == whole.last + timedelta(1)
                    and more.last == span.last
                    and span.first == rest.last + timedelta(1)
                ):
                    gap, total = less(of_fact(one), of_fact(two), "rest"), of_fact(three)
                    if gap is not None and (sum_ := added((gap, total), "rolled")):
                        yield sum_


def _names_concept(run: Iterable[Term]) -> bool:
    return any(t.id[0] == "c" and t.id not in NAMING and t.id not in GENERIC for t in run)


def _is_counter(part: Part) -> bool:
    """A small count or span of time that measures nothing: 两家, 三个月."""
    return part.numeral.kind in (Kind.MONTHS, Kind.DAYS) and part.numeral.words


def same_time(one: Value, other: Value) -> bool:
    """Whether two values are of one year, as far as their sources say."""
    years = [
        {f.when.year for f in v.facts if f.when is not None and f.when.year} for v in (one, other)
    ]
    return not years[0] or not years[1] or bool(years[0] & years[1])


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


__all__ = ["Operands", "before", "comparable", "same_time", "times_of"]
