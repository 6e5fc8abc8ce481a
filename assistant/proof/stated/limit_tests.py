"""A value beside the limit that it must keep to."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.proof.stated.asked import Asked, Ranked
from assistant.proof.stated.matching import Book
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.stating import Row, Stance, Stated
from assistant.proof.stated.values import Value, comparable, of_fact

WORDS: Final = frozenset(("c:covenant", "c:threshold", "q:peak", "i:threshold", "i:limit"))


_LEAST: Final = 0.5


_CLEAR: Final = 0.5


_SAME: Final = 0.15


class Tested(NamedTuple):
    """A value beside the limit that it must keep to."""

    value: Value
    limit: Stated
    holds: bool


def _bare(asked: Asked) -> Asked:
    return replace(asked, near=asked.near - WORDS, head="" if asked.head in WORDS else asked.head)


def limit_rows(book: Book, asked: Asked) -> list[Ranked]:
    """Limits that the words may mean, best first."""
    bare = _bare(asked)
    found = [pair for pair in book.ranked(bare, Stance.LIMIT) if pair.score > _LEAST]
    if found or any(t[0] in "ch" for t in bare.near | bare.wide) or bare.head:
        return found
    only = every_limit(book)
    return [Ranked(1.0, only[0])] if len(only) == 1 else []


def limits_at(book: Book, asked: Asked) -> Iterator[Stated]:
    """The limits that a number may state."""
    rows = limit_rows(book, asked)
    for score, row in rows[:3]:
        if rows[0].score - score > _SAME:
            return
        yield from book.at(row, asked.when).facts or row.facts


def tested(ops: Operands, asked: Asked) -> Iterator[Tested]:
    """The named thing's value beside its limit, best match first."""
    rows = limit_rows(ops.book, asked)
    best = [p.row for p in rows if rows[0].score - p.score <= _CLEAR]
    for row in best:
        yield from pairs_under(ops, asked, row)


def pairs_under(ops: Operands, asked: Asked, row: Row) -> Iterator[Tested]:
    """The values that a row's limits bind, each beside its limit."""
    for limit in row.facts:
        for value in values_under(ops, asked, row):
            if limit.bound and comparable(value, of_fact(limit)):
                yield Tested(value, limit, keeps(value, limit))


def values_under(ops: Operands, asked: Asked, row: Row) -> list[Value]:
    """The value that a limit's own words name, at the time asked."""
    bare = _bare(asked)
    own = row.label - WORDS
    concepts = sorted(t for t in own if t[0] == "c")
    head = bare.head if bare.head in own else next(iter(concepts), bare.head)
    names = frozenset(t for t in bare.near | bare.wide if t[0] in "wh" and t not in own)
    wanted = Asked(own | names, head, bare.wide, bare.topic, bare.when or ops.when)
    found = ops.quantity(wanted)
    return found[:1] or ops.quantity(replace(wanted, near=own))[:1]


def keeps(value: Value, limit: Stated) -> bool:
    """Whether a value keeps to a limit."""
    edge, high = limit.number.value, limit.number.high
    amount = value.amount
    if limit.bound == "in":
        return edge <= amount <= (high if high is not None else edge)
    return {">=": amount >= edge, "<=": amount <= edge, ">": amount > edge, "<": amount < edge}[
        limit.bound
    ]


def every_limit(book: Book) -> list[Row]:
    """The rows that state limits."""
    return [r for r in book.rows if r.stance is Stance.LIMIT]


def facts_of(found: list[Tested]) -> tuple[Stated, ...]:
    """The facts of the first pair."""
    return (*found[0].value.facts, found[0].limit) if found else ()
