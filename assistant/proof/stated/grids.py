"""Judges the cells of a statement's table: stated values, then columns that the row adds up to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, permutations
from typing import Final, NamedTuple

from assistant.domain.checks import Proof
from assistant.proof.stated.changing import Move, changes, moved
from assistant.proof.stated.definitions import RATIOS
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.layout import Cell, Span, laid_out
from assistant.proof.stated.level import Outcome, level
from assistant.proof.stated.matching import Book
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.settling import Judged, of_number
from assistant.proof.stated.taking_apart import smoothed, taken_apart
from assistant.proof.stated.units_noted import UnitNote, noted, unit_note
from assistant.proof.stated.values import Value, added, comparable, fits, over, says
from assistant.proof.units import Kind
from assistant.proof.when import When

_MOST_RESULTS: Final = 24
_MOVED: Final = re.compile(
    r"变动|变化|增减|增幅|降幅|涨幅|增长|增速|增加|减少|同比|环比|差额|差异|较上年|"
    r"(?<![a-z])(?:changes?|growth|increase|decrease|variance|difference|delta|yoy|up|down|diff)(?![a-z])|Δ"
)
_RELATED: Final = re.compile(
    r"占比|比例|比重|份额|[率比]|倍|(?<![a-z])(?:share|ratio|rate|margin|of total|percent|"
    r"coverage|used|utili[sz]ation)"
    r"(?![a-z])|%|/"
)


@dataclass(slots=True)
class _Read:
    """One number of a cell, and what became of it."""

    cell: Cell
    part: Part
    ops: Operands
    outcome: Outcome


class _Units(NamedTuple):
    """The units of a table: of any of its heads, and of the title over it."""

    shared: UnitNote | None
    above: UnitNote | None


def judged_table(
    book: Book, raw: str, topic: frozenset[str], when: When | None, above: UnitNote | None = None
) -> list[Judged]:
    """Every number of a table, by its row's and column's heads; ``above`` is its title's unit."""
    cells = [c for c in laid_out(smoothed(raw)) if isinstance(c, Cell)]
    shared = next((n for c in cells if (n := _unit(raw, (c.column, c.corner))) is not None), above)
    units = _Units(shared, above)
    read = [r for cell in cells for r in _cell(book, raw, cell, topic, when, units)]
    for one in read:
        if one.outcome.verdict is Proof.UNCHECKED:
            _derive(raw, one, read)
    found = []
    for one in read:
        claim = of_number(one.part, one.outcome)
        start = one.cell.span.start
        found.append(replace(claim, start=claim.start + start, end=claim.end + start))
    return found


def _unit(raw: str, spans: Sequence[Span | None]) -> UnitNote | None:
    texts = (smoothed(raw[s.start : s.end]) for s in spans if s is not None)
    return next((n for text in texts if (n := unit_note(text)) is not None), None)


def _cell(
    book: Book, raw: str, cell: Cell, topic: frozenset[str], when: When | None, units: "_Units"
) -> Iterator[_Read]:
    spans = [s for s in (cell.row, cell.column, cell.corner) if s is not None]
    heads = [taken_apart(raw[s.start : s.end]) for s in spans]
    parts = taken_apart(raw[cell.span.start : cell.span.end])
    terms = [t for p in heads[:2] for t in p.terms]
    times = [t for p in heads[:2] for t in p.times]
    asked = asked_for(terms, times[0] if times else when, topic=topic)
    unit = _unit(raw, spans) or units.above
    if unit is None and cell.column is not None and _is_derived(raw, cell):
        unit = units.shared
    ops = Operands(book, parts, topic, when)
    for part in parts.parts:
        part.numeral = noted(part.numeral, parts.text, unit)
        outcome = level(ops, part, asked)
        if outcome.verdict is not Proof.PROVED:
            moves = changes(ops, asked, Sense(Role.CHANGE), part.numeral.kind)
            results = [*ops.derived(asked), *islice(moves, _MOST_RESULTS)]
            agreeing = next((r for r in results if _agrees(ops, part, r)), None)
            if agreeing is not None:
                outcome = Outcome(Proof.PROVED, agreeing.facts, agreeing)
        yield _Read(cell, part, ops, outcome)


def _agrees(ops: Operands, part: Part, value: Value) -> bool:
    return fits(part.numeral, value) and says(ops.parts, part, value)


def _is_derived(raw: str, cell: Cell) -> bool:
    head = smoothed(raw[cell.column.start : cell.column.end]) if cell.column is not None else ""
    return _MOVED.search(head) is not None


def _derive(raw: str, one: _Read, read: Sequence[_Read]) -> None:
    """A cell of a column of changes or shares, from the proved cells of its row and column."""
    column = one.cell.column
    head = smoothed(raw[column.start : column.end]) if column is not None else ""
    beside = [
        (r.cell.column, r.outcome.value)
        for r in read
        if r.cell.row == one.cell.row and r.outcome.verdict is Proof.PROVED and r.outcome.value
    ]
    results: list[Value] = []
    if _MOVED.search(head):
        for (_, last), (_, first) in permutations(beside, 2):
            if _is_later(last, first):
                results += moved(Move(last, first), one.part.numeral.kind)
    kind = one.part.numeral.kind
    if _RELATED.search(head) and kind in (Kind.PERCENT, Kind.TIMES) and not _is_defined(head):
        for place, above in beside:
            wholes = [v for _, v in beside] + list(_column(place, read))
            ratios = (
                over(above, below, kind, "share")
                for below in wholes
                if above.facts != below.facts and comparable(above, below)
            )
            results += [r for r in ratios if r is not None]
    agreeing = next((r for r in results if _agrees(one.ops, one.part, r)), None)
    if agreeing is not None:
        one.outcome = Outcome(Proof.PROVED, agreeing.facts, agreeing)


def _is_later(last: Value, first: Value) -> bool:
    """Whether one value is of a later time than the other, as far as their facts say."""
    times = [next((f.when for f in v.facts if f.when is not None), None) for v in (last, first)]
    keys = [(t.year, t.part) if t is not None and t.year is not None else None for t in times]
    return keys[0] is None or keys[1] is None or keys[0] > keys[1]


def _is_defined(head: str) -> bool:
    """Whether a head names a ratio that has a definition of its own."""
    return any(t.id in RATIOS for t in taken_apart(head).terms)


def _column(place: Span | None, read: Sequence[_Read]) -> Iterator[Value]:
    """The proved cells of a column, and what they add up to."""
    values = [
        r.outcome.value
        for r in read
        if r.cell.column == place and r.outcome.verdict is Proof.PROVED and r.outcome.value
    ]
    total = added(values, "total")
    yield from (*values, *((total,) if total is not None else ()))
