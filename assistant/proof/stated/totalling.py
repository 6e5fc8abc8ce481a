"""What several facts add up to."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice, pairwise
from typing import Final

from assistant.proof.stated.asked import NAMING, Asked
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.kinship import alike
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.rates import rate_in
from assistant.proof.stated.sets import Member, picked, said_size, sets_of
from assistant.proof.stated.stating import GENERIC, Stance
from assistant.proof.stated.times import span_of
from assistant.proof.stated.values import Value, added, of_fact
from assistant.proof.units import Kind
from assistant.proof.when import When

_MARGIN: Final = 0.01
_LEAST: Final = 0.8
_MOST_SETS: Final = 24
_MOST: Final = 8
MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}


_FULL_YEAR: Final = re.compile(
    r"(?<![a-z])(?:in|over|for|per) (?:a|the|one|each) (?:full |whole )?year(?![a-z])|一年|"
    r"全年|每年|年化"
)


def ranked_total(ops: Operands, asked: Asked, size: int | None) -> Iterator[Value]:
    """What the largest few of a set add up to: 前三大客户, the top five."""
    if size is None:
        return
    for members in islice(sets_of(ops.book, asked), _MOST):
        single = [m for m in members if "q:other" not in m.row.label]
        ordered = sorted(single, key=lambda m: -m.fact.number.value)[:size]
        if len(ordered) < size:
            continue
        if size == 1:
            yield of_fact(ordered[0].fact)
        elif (value := added((of_fact(m.fact) for m in ordered), "total")) is not None:
            yield value


def totals(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """What several facts add up to.

    The things listed, a set of a said size, the parts of a period.
    """
    parts = ops.parts
    start, end = parts.clause_span(part.clause)
    yield from _twins(ops, part, asked)
    for begin in dict.fromkeys((start, 0)):
        runs = ops.listed(begin, part.numeral.start)
        values = [
            ops.quantity(asked_for(run, asked.when, wide=asked.wide, topic=asked.topic))
            for run in runs
        ]
        if len(values) > 1 and all(values) and (total := added([v[0] for v in values], "total")):
            yield total
    size = (
        said_size(parts, start, part.numeral.start)
        or said_size(parts, part.numeral.end, end)
        or said_size(parts, 0, start)
    )
    rank = next(
        (int(t[2:]) for t in sorted(asked.near | asked.wide) if t[0] == "n" and t[2:].isdigit()),
        None,
    )
    yield from ranked_total(ops, asked, rank)
    for wanted in dict.fromkeys((size, None)):
        for members in _sets(ops, asked, wanted):
            value = added((of_fact(m.fact) for m in members), "total")
            kin = not asked.head or any(alike(asked.head, c) for c in members[0].row.concepts)
            if value is not None and (wanted is not None or kin):
                yield value
    yield from over_time(ops, asked, part)


def _twins(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """Concepts that one phrase names together: 长短期借款合计."""
    together = [
        t
        for t in part.before
        if t.id[0] == "c"
        and any(o is not t and o.start == t.start and o.id[0] == "c" for o in part.before)
    ]
    rest = asked.near - {t.id for t in together}
    values = [
        ops.quantity(asked_for(rest | {t.id}, asked.when, wide=asked.wide, topic=asked.topic))
        for t in together
    ]
    if len(values) > 1 and all(values) and (total := added([v[0] for v in values], "total")):
        yield total


def _sets(ops: Operands, asked: Asked, size: int | None) -> Iterator[list[Member]]:
    asked = replace(asked, near=asked.near - {"q:total"})
    said = asked.near | asked.wide
    found = list(islice(sets_of(ops.book, asked, loose=size is not None), _MOST_SETS))
    near = asked.near if size is not None else said
    names = frozenset(t for t in asked.near if t[0] in "wh" and t in ops.book.known)
    for members in islice(
        (*picked(iter(found), said, size), *picked(iter(found), near, size)), 2 * _MOST
    ):
        if names and not all(names & (m.row.label | m.row.around) for m in members):
            continue
        if all(m.row is members[0].row for m in members) and not _tiles(members, asked.when, ops):
            continue
        yield members


def counted(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """How many things of a sort a source lists: three shareholders, four lenders."""
    nouns = [t.id for t in (*part.before, *part.after) if t.id in NAMING or t.id in GENERIC]
    for noun in nouns:
        for document in ops.book.documents.values():
            rows = [
                r
                for r in ops.book.rows
                if r.first.doc == document.id
                and r.stance is Stance.VALUE
                and noun in r.concepts
                and any(t[0] in "wh" for t in r.label)
            ]
            whole = sum(r.first.number.value for r in rows)
            rows = [r for r in rows if len(rows) < 3 or r.first.number.value * 2 != whole]  # noqa: PLR2004  their total is none
            names = {frozenset(t for t in r.label if t[0] in "wh") for r in rows}
            if len(names) > 1:
                yield Value(
                    Decimal(len(names)), Kind.COUNT, None, tuple(r.first for r in rows), "count"
                )


def _tiles(members: list[Member], when: When | None, ops: Operands) -> bool:
    """Whether one thing's periods lie end to end, so that they total to a longer period."""
    spans = []
    for member in members:
        fact = member.fact
        if fact.when is None:
            return False
        if fact.when.is_open:
            return True
        span = span_of(fact.when, ops.book.year_end(member.row))
        if span is None or span.first == span.last:
            return False
        spans.append(span)
    spans.sort()
    return all((b.first - a.last).days == 1 for a, b in pairwise(spans))


def over_time(ops: Operands, asked: Asked, part: Part) -> Iterator[Value]:
    """An amount per month or quarter, taken to the year that the clause speaks of."""
    start, end = ops.parts.clause_span(part.clause)
    wanted = rate_in(ops.parts.text[start:end]) or (
        "year" if _FULL_YEAR.search(ops.parts.text, start, end) else ""
    )
    yield from converted(ops, asked, wanted)


def converted(ops: Operands, asked: Asked, wanted: str) -> Iterator[Value]:
    """A stated amount per time in another time's terms: a monthly rent as a yearly one."""
    months = MONTHS.get(wanted)
    if months is None:
        return
    for one in ops.stated(asked, (Kind.MONEY,)) or ops.stated(asked, (Kind.BARE, Kind.PERCENT)):
        have = MONTHS.get(one.facts[0].rate)
        if have is not None and have != months:
            yield one._replace(
                amount=one.amount * months / have,
                half=one.half * months / have,
                name=f"per {wanted}",
            )


def shared_total(ops: Operands, asked: Asked) -> Iterator[Value]:
    """What several lines of one name add up to: a lender is owed what its two loans are."""
    names = frozenset(t for t in asked.near if t[0] == "w" and t in ops.book.known)
    if not names:
        return
    ranked = ops.book.ranked(asked, members=True)
    rows = [
        r.row
        for r in ranked
        if names <= r.row.label and r.score >= ranked[0].score - _MARGIN and r.score > _LEAST
    ]
    if len(rows) > 1 and all(r.concepts == rows[0].concepts for r in rows):
        total = added((of_fact(f) for r in rows for f in ops.book.at(r, asked.when).facts), "total")
        if total is not None and len(total.facts) == len(rows):
            yield total
