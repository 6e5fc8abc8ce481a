"""What definitions and calendars give from the quantities that sources state."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Final

from assistant.proof.lexicon import Cue
from assistant.proof.stated.asked import NAMING, STRICT, Asked
from assistant.proof.stated.definitions import DIFFERENCES, PER, PRODUCTS, RATIOS, SUBSTITUTES, SUMS
from assistant.proof.stated.finding import asked_for, facts_for, rows_for
from assistant.proof.stated.matching import Book
from assistant.proof.stated.parts import Parts, ids
from assistant.proof.stated.stating import GENERIC, Stated
from assistant.proof.stated.times import RELATIVE, Span, span_of
from assistant.proof.stated.values import Value, added, less, of_fact, over
from assistant.proof.units import Kind
from assistant.proof.when import When

_AMOUNTS: Final = (Kind.MONEY, Kind.BARE, Kind.COUNT)


_DEPTH: Final = 2


_YEAR_DAYS: Final = 361
"""From so many days on a period is a whole year."""


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
    at: dict[Span, list[Stated]] = {}
    for own, fact in dated:
        at.setdefault(own, []).append(fact)
    wholes = list(at)[:_MOST_SPANS]
    day = timedelta(1)
    for whole in wholes:
        for rest in (Span(whole.first, span.first - day), Span(span.last + day, whole.last)):
            ends = (whole.first, whole.last)
            if (span.first, whole.last) == (rest.last + day, span.last) or (
                ends == (span.first, rest.last) and rest.first == span.last + day
            ):
                yield from _gaps(at[whole], at.get(rest, []))
        year = whole.last.year == whole.first.year and (whole.last - whole.first).days >= _YEAR_DAYS
        more = Span(whole.last + day, span.last)
        if year and whole.first < span.first <= whole.last:
            for gap in _gaps(at[whole], at.get(Span(whole.first, span.first - day), [])):
                for fact in at.get(more, [])[:_FEW]:
                    if (total := added((gap, of_fact(fact)), "rolled")) is not None:
                        yield total


def _gaps(wholes: list[Stated], rests: list[Stated]) -> Iterator[Value]:
    for whole in wholes[:_FEW]:
        for rest in rests[:_FEW]:
            gap = less(of_fact(whole), of_fact(rest), "rest")
            if gap is not None:
                yield gap


_MOST_SPANS: Final = 400
_FEW: Final = 4
"""Facts of one time and label that are tried."""


def same_time(one: Value, other: Value) -> bool:
    """Whether two values are of one year, as far as their sources say."""
    years = [
        {f.when.year for f in v.facts if f.when is not None and f.when.year} for v in (one, other)
    ]
    return not years[0] or not years[1] or bool(years[0] & years[1])


_A_YEAR: Final = re.compile(
    r"一年|每年|全年|年利息|(?<![a-z])(?:annual|annually|yearly|a year|per year|per annum)(?![a-z])"
)
"""Words that a yearly rate's interest needs."""


class Derivations:
    """Finds stated quantities, and derives those that no source states, for one sentence."""

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
        thans = [c.end for c in self.parts.cues if c.cue is Cue.THAN]
        before = [
            t
            for t in self.parts.terms_between(0, start)
            if not (t.id in STRICT and t.start in thans)  # 比预算: of that comparison alone
        ]
        wide = frozenset[str]() if alone else ids(before)
        return asked_for(terms, when, wide=wide, topic=self.topic)

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
        if asked.head == "c:interest_expense" and not _A_YEAR.search(self.parts.text):
            return
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
