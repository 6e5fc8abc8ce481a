"""Movements: growth, falls, compound growth of what words name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.proof.stated.asked import Asked
from assistant.proof.stated.asking import owner
from assistant.proof.stated.finding import is_narrower, rows_for
from assistant.proof.stated.matching import Book
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.roles import is_base
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.stating import PAID, Row, Stance, Stated
from assistant.proof.stated.times import facts_at, span_of
from assistant.proof.stated.values import Value, less, of_fact, over
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When, previous, year_before

_MOST_ROWS: Final = 6
_CLEAR: Final = 0.35
_TIED: Final = 0.05
_LEAST: Final = 0.8


class Move(NamedTuple):
    """What something was and became."""

    last: Value
    first: Value


def subject_of(ops: Operands, part: Part, sense: Sense) -> Asked:
    """What moves: the words before the movement, or those of the clauses before."""
    from assistant.proof.stated.finding import asked_for

    parts = ops.parts
    if sense.role is Role.CHANGE and sense.left is not None:
        return asked_for(
            parts.terms_between(*sense.left), time_of(parts, part) or ops.when, topic=ops.topic
        )
    stop = part.numeral.start
    if sense.cue is not None and sense.cue.start < stop:
        stop = sense.cue.start
    start, _ = parts.clause_span(part.clause)
    terms = parts.terms_between(part.begin, stop)
    if sense.cue is not None and sense.cue.end <= part.numeral.start:
        inner = parts.terms_between(sense.cue.end, part.numeral.start)
        terms = terms if any(t.id[0] in "ci" for t in terms) else [*terms, *inner]
    if sense.cue is not None and sense.cue.start > part.numeral.end:
        after = parts.terms_between(sense.cue.end, part.end)
        terms = (
            after
            if any(t.id[0] == "c" for t in after) and not any(t.id[0] == "c" for t in terms)
            else terms or after
        )
    own = any(t.id[0] == "h" and t.id in ops.book.known for t in terms)
    if not own and not _names(terms) and start < part.begin:
        terms = [*parts.terms_between(start, part.begin), *terms]
    if not terms:
        terms = parts.terms_between(part.numeral.end, part.end)
    if not own and not _names(terms):
        terms = [*parts.terms_between(0, start), *terms] or terms
    wide = ids(parts.terms_between(0, stop))
    asked = asked_for(terms, time_of(parts, part) or ops.when, wide=wide, topic=ops.topic)
    return replace(asked, near=asked.near | owner(parts, part, ops.topic))


def _names(terms: Sequence[object]) -> bool:
    return any(getattr(t, "id", " ")[0] in "cwi" for t in terms)


def time_of(parts: Parts, part: Part) -> When | None:
    """The time that a movement ends at: not the one it is measured from."""
    if part.when is not None and part.own_when and not is_base(parts, part.when):
        return part.when
    free = [t for t in parts.times_between(0, part.numeral.end) if not is_base(parts, t)]
    if not free:
        free = [
            t
            for t in parts.times
            if not is_base(parts, t) and t.start <= parts.clause_span(part.clause)[1]
        ]
    if not free:
        return None
    last = free[-1]
    if last.is_open:
        for anchor in reversed(free[:-1]):
            if (found := last.resolved(anchor)) is not None:
                return found
    return last


def changes(ops: Operands, asked: Asked, sense: Sense, kind: Kind) -> Iterator[Value]:
    """What the named thing moved by, in the sense that the number's unit asks for."""
    yield from _stated(ops.book, asked, sense)
    for move in moves(ops, asked, sense):
        yield from moved(move, kind)


def _stated(book: Book, asked: Asked, sense: Sense) -> Iterator[Value]:
    """Movements that a source states itself."""
    for score, row in book.ranked(asked, Stance.CHANGE):
        if score < _LEAST or (asked.head and asked.head not in row.concepts):
            continue
        for fact in book.at(row, asked.when).facts:
            if (
                sense.yearly is not None
                and fact.yearly is not None
                and fact.yearly is not sense.yearly
            ):
                continue
            yield of_fact(fact, score)._replace(
                amount=fact.sign * abs(fact.number.value), name="stated change"
            )


def moves(ops: Operands, asked: Asked, sense: Sense) -> Iterator[Move]:
    """What the named thing was and became: stated at two times, else derived at two times."""
    if asked.flipped:
        yield from _losses(ops, asked, sense)
        return
    found: list[Move] = []
    best: float | None = None
    rows = rows_for(ops.book, asked)[:_MOST_ROWS]
    own = frozenset(t for t in asked.near if t[0] in "wh" and t in ops.book.known)
    rows = [p for p in rows if own & (p.row.label | p.row.around)] or rows
    wholes = [p.row for p in rows]
    rows = [p for p in rows if not any(is_narrower(p.row, whole, asked) for whole in wholes)]
    for score, row in rows:
        if (best if best is not None else rows[0].score) - score > _CLEAR:
            break
        for last, first in pairs(ops.book, row, asked.when, sense):
            best = score if best is None else best
            found.append(Move(of_fact(last, score), of_fact(first, score)))
    tied = {
        (m.last.amount, m.first.amount)
        for m in found
        if best is not None and best - m.last.score < _TIED
    }
    if len(tied) == 1 or len({id(m.last.facts[0]) for m in found}) == 1:
        yield from map(sized, found)
    elif not found:
        yield from _derived(ops, asked, sense)


def sized(move: Move) -> Move:
    """A movement of what is paid out, as amounts: capex of (410) is more than one of (180)."""
    last, first = move
    paid = all(f.label & PAID and f.number.value <= 0 for f in (*last.facts, *first.facts))
    if not paid:
        return move
    return Move(last._replace(amount=-last.amount), first._replace(amount=-first.amount))


def _losses(ops: Operands, asked: Asked, sense: Sense) -> Iterator[Move]:
    """What a loss was and became, as the positive amounts that words of loss speak of."""
    for last, first in moves(ops, replace(asked, flipped=False), sense):
        if last.amount <= 0 and first.amount <= 0:
            yield Move(last._replace(amount=-last.amount), first._replace(amount=-first.amount))


def _derived(ops: Operands, asked: Asked, sense: Sense) -> Iterator[Move]:
    for last in ops.quantity(asked)[:1]:
        when = next((f.when for f in last.facts if f.when is not None and not f.when.is_open), None)
        if when is None:
            continue
        for step in _steps(sense, when):
            firsts = [v for v in ops.quantity(replace(asked, when=step)) if v.facts != last.facts]
            if firsts:
                yield Move(last, firsts[0])
                break


def pairs(book: Book, row: Row, when: When | None, sense: Sense) -> Iterator[tuple[Stated, Stated]]:
    """Facts of a row (after, before) that a movement runs between."""
    year_end = book.year_end(row)
    if when is not None and when.until is not None and sense.base is None:
        first, last = replace(when, until=None, kind=_single(when)), when.until
        if when.kind is TimeKind.SPAN and when.until.kind is TimeKind.QUARTER:
            first = replace(first, kind=TimeKind.QUARTER, part=(first.part + 2) // 3)
        afters = facts_at(row.facts, last, year_end).facts
        yield from ((b, a) for b in afters for a in facts_at(row.facts, first, year_end).facts)
        return
    for fact in book.at(row, when).facts:
        for earlier in _earlier(row, fact, sense, year_end):
            if earlier is not fact:
                yield fact, earlier


def _single(when: When) -> TimeKind:
    if when.until is None:
        return when.kind
    return when.until.kind


def _steps(sense: Sense, when: When) -> list[When]:
    """The times that a movement to ``when`` may be measured from, best first."""
    if sense.years > 1 and sense.base is None and when.year is not None:
        return [replace(when, year=when.year - sense.years)]
    if sense.base is not None:
        base = _opened(sense.base, when) if sense.base.is_open else sense.base
        return [base] if base is not None and not base.is_open else []
    if sense.yearly is False and when.kind in (TimeKind.YEAR, TimeKind.FISCAL):
        return []
    found = [previous(when)] if sense.yearly is False else [year_before(when)]
    if sense.yearly is None and when.kind not in (TimeKind.YEAR, TimeKind.FISCAL):
        found.append(previous(when))
    return [step for step in found if step is not None]


def _earlier(row: Row, last: Stated, sense: Sense, year_end: int) -> list[Stated]:
    before_now = [
        f
        for f in row.facts
        if f.when is not None and f.when.kind in (TimeKind.PREVIOUS, TimeKind.PREVIOUS_YEAR)
    ]
    if before_now and (last.when is None or last.when.kind is TimeKind.THIS or sense.base is None):
        return before_now[:1]
    if (
        last.when is not None
        and last.when.year is None
        and last.when.part > 1
        and sense.base is None
    ):
        stepped = [
            f
            for f in row.facts
            if f.when is not None
            and f.when.kind is last.when.kind
            and f.when.year is None
            and f.when.part == last.when.part - 1
        ]
        if stepped:
            return stepped
    if last.when is None or last.when.is_open:
        return (
            _other(row, last)
            if sense.base is None or last.when is None
            else facts_at(row.facts, sense.base, year_end).facts
        )
    for step in _steps(sense, last.when):
        found = [f for f in facts_at(row.facts, step, year_end).facts if f is not last]
        if found:
            return found
    return (
        _other(row, last)
        if sense.yearly is None and sense.base is None and sense.years <= 1
        else []
    )


def _other(row: Row, last: Stated) -> list[Stated]:
    """The only other fact of a row, where it lies earlier."""
    rest = [f for f in row.facts if f is not last]
    if len(rest) != 1:
        return []
    one, two = (
        span_of(f.when, 0) if f.when is not None and not f.when.is_open else None
        for f in (rest[0], last)
    )
    return rest if one is None or two is None or one.last < two.last else []


def _opened(base: When, last: When) -> When | None:
    """The start of the year, the year before: as seen from the time that a movement ends at."""
    if base.kind is TimeKind.PREVIOUS_YEAR and last.year is not None:
        if last.kind in (TimeKind.YEAR_END, TimeKind.DAY, TimeKind.MONTH_END):
            return (
                When(0, 0, TimeKind.YEAR_END, last.year - 1)
                if last.part in (0, 12)
                else year_before(last)
            )
        return year_before(last)
    if base.kind is TimeKind.PREVIOUS:
        return previous(last)
    return base.resolved(last)


def moved(move: Move, kind: Kind) -> Iterator[Value]:
    """The movement between two values, as a percentage, points or an amount."""
    last, first = move
    gap = less(last, first, "change")
    if gap is None:
        return
    if kind in (Kind.PERCENT, Kind.TIMES):
        ratio = over(gap, first, Kind.PERCENT, "change")
        if ratio is not None and first.amount > 0:
            yield ratio
        return
    if kind in (Kind.POINTS, Kind.SCORE):
        if Kind.PERCENT in (last.kind, first.kind) or (
            last.kind in (Kind.BARE, Kind.TIMES) and abs(last.amount) <= 1
        ):
            yield gap._replace(kind=Kind.POINTS)
        elif kind is Kind.SCORE:
            yield gap
        return
    yield gap
