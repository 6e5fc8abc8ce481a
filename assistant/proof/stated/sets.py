"""Sets of like things: the rows of a column, the firms of a list, one thing's quarters."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple

from assistant.proof.stated.asked import Asked
from assistant.proof.stated.matching import Book
from assistant.proof.stated.parts import Parts
from assistant.proof.stated.set_rows import (
    FEW,
    TOTALS,
    column_rows,
    concept_rows,
    holding_rows,
    kindred_rows,
    named_rows,
    under_head_rows,
    whole_rows,
)
from assistant.proof.stated.stating import Row, Stated
from assistant.proof.stated.times import in_year, span_of
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_LEAST: Final = 0.5
_MOST_ROWS: Final = 8
_MOST_HEADED: Final = 3
"""Rows of the very concept that is asked for, whatever else their labels say."""
_MOST_MEMBERS: Final = 400
_MOST_SETS: Final = 24
_MOST_SHARE: Final = 0.7
"""What so many of a set have in their labels tells none of them apart."""
_OPEN: Final = (TimeKind.QUARTER, TimeKind.MONTH, TimeKind.HALF, TimeKind.MONTH_END, TimeKind.SPAN)


class Member(NamedTuple):
    """One of a set of like things: its row and its fact."""

    row: Row
    fact: Stated


def sets_of(book: Book, asked: Asked, *, loose: bool = False) -> Iterator[list[Member]]:
    """Sets of like things that the words may speak of, best first.

    Args:
        book: the facts.
        asked: what the words ask for; names of single members may be among them.
        loose: whether a source's only column may be meant where no word leads to one.
    """
    seen: set[frozenset[int]] = set()
    open_asked = replace(asked, near=_plain(asked.near | asked.wide, book))
    found_ = book.ranked(open_asked, members=True)
    headed = [p for p in found_ if asked.head and asked.head in p.row.label][:_MOST_HEADED]
    ranked = [p for p in found_ if p.score >= _LEAST][:_MOST_ROWS]
    for _, row in (*headed, *ranked) if headed and headed[0].score < _LEAST else ranked:
        for rows in (
            column_rows(book, row, asked.head),
            under_head_rows(book, row, asked),
            holding_rows(book, row, asked),
            concept_rows(book, row, asked),
            named_rows(book, row),
            kindred_rows(book, row, asked),
        ):
            kept = _above_total(book, row, rows)
            found = [Member(r, f) for r in kept for f in book.at(r, asked.when).facts[:1]]
            yield from _new(found, seen)
        yield from _new(
            [Member(row, f) for f in times_of(row, asked.when, book.year_end(row))], seen
        )
    for _, row in ranked:
        yield from _new([Member(row, f) for f in _of_one_line(row)], seen)
    if loose:
        for rows in whole_rows(book):
            found = [Member(r, f) for r in rows for f in book.at(r, asked.when).facts[:1]]
            yield from _new(found, seen)


def _of_one_line(row: Row) -> list[Stated]:
    """Facts of one label that one line lists without a time: loans of K. Ames 0, S. Ames 0."""
    first = row.first
    undated = all(f.when is None and f.line == first.line and f.doc == first.doc for f in row.facts)
    return row.facts if undated and first.column < 0 else []


def _plain(terms: frozenset[str], book: Book) -> frozenset[str]:
    """Terms without unknown ranks and single names, which pick members out of a set."""
    return frozenset(
        t for t in terms if (t[0] != "n" or t in book.known) and not t.startswith("w:#")
    )


def _new(members: list[Member], seen: set[frozenset[int]]) -> Iterator[list[Member]]:
    members = _parties(members)
    key = frozenset(m.fact.order + m.fact.doc * 1_000_000 for m in members)
    if 1 < len(members) <= _MOST_MEMBERS and len(key) == len(members) and key not in seen:
        seen.add(key)
        yield members


def _parties(members: list[Member]) -> list[Member]:
    """A set without the whole that its customers (or suppliers) are parts of."""
    for party in ("c:customer", "c:supplier"):
        mine = [m for m in members if party in m.row.label]
        if len(mine) > 1:
            return mine
    return members


def _above_total(book: Book, row: Row, rows: list[Row]) -> list[Row]:
    """Rows without those under their table's total: what reconciles it is no member."""
    first = row.first
    beside = [
        r for r in book.rows
        if r.first.doc == first.doc and r.title == row.title and r.first.column >= 0
    ]  # fmt: skip
    lines = [r.first.line for r in beside if r.label & TOTALS]
    least = min((r.first.line for r in beside), default=0)
    if not lines or min(lines) <= least or first.line > min(lines):
        return rows
    inside = {id(r) for r in beside if r.first.line > min(lines)}
    return [r for r in rows if id(r) not in inside]


def times_of(row: Row, when: When | None, year_end: int = 0) -> list[Stated]:
    """The facts of one row at several times of one length, inside the span named, in order."""
    if when is not None and when.is_open and when.kind in (TimeKind.QUARTER, TimeKind.HALF):
        finer = (TimeKind.MONTH, TimeKind.QUARTER)
        years = {f.when.year for f in row.facts if f.when and f.when.kind in finer} - {None}
        when = in_year(when, years.pop() or 0) if len(years) == 1 else when
    span = span_of(when, year_end) if when is not None and not when.is_open else None
    by_length: dict[int, list[tuple[str, Stated]]] = {}
    for fact in row.facts:
        if fact.when is None:
            continue
        if fact.when.is_open:
            if fact.when.kind in _OPEN:
                length = -int(fact.when.kind is TimeKind.QUARTER) - 1
                by_length.setdefault(length, []).append((f"{fact.when.part:03}", fact))
            continue
        own = span_of(fact.when, year_end)
        if own is None or (
            span is not None and not (span.first <= own.first and own.last <= span.last)
        ):
            continue
        months = round((own.last - own.first).days / 30.4)
        by_length.setdefault(months, []).append((own.last.isoformat(), fact))
    found = max(by_length.values(), key=len, default=[])
    return [fact for _, fact in sorted(found, key=lambda pair: pair[0])]


def common(members: Sequence[Member]) -> frozenset[str]:
    """The terms that all members share."""
    return frozenset.intersection(*(m.row.label for m in members))


def picked(
    found: Iterator[list[Member]], said: frozenset[str], size: int | None
) -> Iterator[list[Member]]:
    """The sets of the size that is said; of a larger one those members that the words name."""
    whole: list[list[Member]] = []
    for members in islice(found, _MOST_SETS):
        named = named_in(members, said)
        if 1 < len(named) < len(members) and size in (None, len(named)):
            yield named
        elif size is None or (len(members) == size and len(named) in (0, len(members))):
            whole.append(members)
    yield from whole


def named_in(members: Sequence[Member], said: frozenset[str]) -> list[Member]:
    """The members that the words name."""
    counts = Counter(t for m in members for t in m.row.label)
    shared = (
        frozenset(t for t, n in counts.items() if n >= _MOST_SHARE * len(members))
        if len(members) > 2  # noqa: PLR2004  two have in common what both have
        else common(members)
    )
    found = []
    for member in members:
        own = member.row.label - shared
        names = frozenset(t for t in own if t[0] in "whnq")
        if own and (own <= said or (names and len(names & said) * 2 >= len(names))):
            found.append(member)
    return found


def said_size(parts: Parts, start: int, end: int, *, skip: int = -1) -> int | None:
    """How many like things a stretch says there are: 三家, 五项, the three facilities, 四个季度."""
    for part in parts.parts:
        number = part.numeral
        if (
            not start <= number.start < end
            or number.start == skip
            or not (number.words or number.kind is Kind.COUNT)
        ):
            continue
        if number.kind not in (Kind.COUNT, Kind.BARE, Kind.MONTHS):
            continue
        value = number.value / number.factor if number.kind is Kind.MONTHS else number.value
        if value == value.to_integral_value() and 2 <= value <= FEW:  # noqa: PLR2004  one thing is no set
            return int(value)
    return None
