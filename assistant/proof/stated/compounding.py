"""Compound growth."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.proof.stated.asked import Asked
from assistant.proof.stated.changing import moves
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.sense import Sense
from assistant.proof.stated.times import span_of
from assistant.proof.stated.values import Value
from assistant.proof.units import Kind


def compounds(ops: Operands, asked: Asked, sense: Sense) -> Iterator[Value]:
    """The compound yearly growth between two times of a row."""
    for move in moves(ops, asked, sense):
        ends = [_last_day(v) for v in (move.last, move.first)]
        if ends[0] is None or ends[1] is None or move.first.amount <= 0 or move.last.amount <= 0:
            continue
        years = round((ends[0] - ends[1]) / 365.25)
        if years > 0:
            growth = (move.last.amount / move.first.amount) ** (Decimal(1) / years) - 1
            yield Value(
                growth, Kind.PERCENT, None, move.last.facts + move.first.facts, "compound growth"
            )


def _last_day(value: Value) -> int | None:
    when = value.facts[0].when if value.facts else None
    span = span_of(when, 0) if when is not None and not when.is_open else None
    return span.last.toordinal() if span else None
