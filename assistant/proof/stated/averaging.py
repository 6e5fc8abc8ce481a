"""What several facts come to on average."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Final

from assistant.proof.stated.asked import Asked
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.rates import rate_in
from assistant.proof.stated.sets import picked, said_size, sets_of
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.times import span_of
from assistant.proof.stated.totalling import MONTHS
from assistant.proof.stated.values import Value, added, of_fact
from assistant.proof.units import Kind

_AMOUNTS: Final = (Kind.MONEY, Kind.BARE, Kind.COUNT)


_MOST: Final = 8


_ENDS: Final = re.compile(
    r"年初|年末|期初|期末|(?<![a-z])(?:opening|closing|beginning|start and end|year-end|at "
    r"both ends)(?![a-z])"
)


def whole_totals(ops: Operands, asked: Asked) -> Iterator[Value]:
    """What a concept adds up to over all rows that count it, or over a longer time's parts."""
    for members in islice(sets_of(ops.book, asked), _MOST):
        value = added((of_fact(m.fact) for m in members), "total")
        if value is not None and (not asked.head or asked.head in members[0].row.concepts):
            yield value


def means(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """What several facts come to on average, or a period's total over its months."""
    parts = ops.parts
    start, end = parts.clause_span(part.clause)
    plain = replace(asked, near=asked.near - {"q:average", "q:monthly", "q:daily"})
    size = said_size(parts, 0, end, skip=part.numeral.start)
    for members in islice(
        picked(sets_of(ops.book, plain, loose=size is not None), plain.near | plain.wide, size),
        _MOST,
    ):
        value = added((of_fact(m.fact) for m in members), "average")
        if value is not None:
            yield value._replace(amount=value.amount / len(members))
    if _WEIGHTED.search(parts.text):
        yield from _weighted(ops, plain, size)
    if _ENDS.search(parts.text):
        yield from ops._averaged(plain)
    words = parts.text[start:end]
    months = MONTHS.get(rate_in(words)) or (MONTHS.get(rate_in(parts.text)) if start else None)
    if months:
        yield from _spread(ops, plain, months)


_WEIGHTED: Final = re.compile(r"加权|(?<![a-z])weighted(?![a-z])")
_WEIGHTS: Final = ("c:balance", "c:drawn", "c:loan_amount", "c:limit", "c:principal")
"""By what the rates of loans are weighed, the first that their lines state."""


def _weighted(ops: Operands, asked: Asked, size: int | None) -> Iterator[Value]:
    """A mean of rates by the amounts in their lines."""
    for members in islice(sets_of(ops.book, asked, loose=size is not None), _MOST):
        if size not in (None, len(members)):
            continue
        for name in _WEIGHTS:
            pairs = [(m.fact, w) for m in members if (w := _beside(ops, m.fact, name)) is not None]
            weight = sum((w.number.value for _, w in pairs), Decimal(0))
            if len(pairs) == len(members) and weight > 0:
                total = sum((f.number.value * w.number.value for f, w in pairs), Decimal(0))
                facts = tuple(f for pair in pairs for f in pair)
                first = of_fact(pairs[0][0])
                yield first._replace(amount=total / weight, facts=facts, name="average")
                break


def _beside(ops: Operands, fact: Stated, name: str) -> Stated | None:
    """The one amount of a sort in a fact's line."""
    found = [
        f
        for f in ops.book.facts
        if f.doc == fact.doc
        and f.line == fact.line
        and name in f.label
        and f.number.kind is Kind.MONEY
    ]
    return found[0] if len(found) == 1 else None


def _spread(ops: Operands, asked: Asked, months: int) -> Iterator[Value]:
    for one in ops.quantity(asked, _AMOUNTS):
        length = _length(one.facts[0], ops)
        if length and length % months == 0 and length > months:
            yield one._replace(amount=one.amount * months / length, name="average")
    for value in whole_totals(ops, asked):
        length = sum(_length(f, ops) for f in value.facts)
        if (
            length
            and length % months == 0
            and length > months
            and len({f.label for f in value.facts}) == 1
        ):
            yield value._replace(amount=value.amount * months / length, name="average")


def _length(fact: Stated, ops: Operands) -> int:
    """How many months a fact's time is long; 0 for balances and unknown times."""
    if fact.when is None:
        return 0
    if fact.when.code:
        return fact.when.part
    when = fact.when if fact.when.year is not None else replace(fact.when, year=2000)
    document = ops.book.documents.get(fact.doc)
    span = span_of(when, document.year_end if document else 0)
    if span is None or span.first == span.last:
        return 0
    return (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
