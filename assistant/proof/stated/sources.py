"""Reads plain sources into what they state: tables, labelled lines and sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from assistant.domain.checks import SourceText
from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Numeral
from assistant.proof.stated.layout import Cell, Line, Span, laid_out
from assistant.proof.stated.parts import Part, Parts, ids, smoothed, span_term, taken_apart
from assistant.proof.stated.senses import (
    counted_in,
    rate_in,
    rate_of,
    signed_label,
    stance_of,
    zero_in,
)
from assistant.proof.stated.stating import Stance, Stated, all_tags
from assistant.proof.stated.units_noted import UnitNote, unit_note
from assistant.proof.units import Kind
from assistant.proof.when import When, tags_of

_NONE: Final = re.compile(r"(?:none|nil|zero|no|无|没有|0|未发生|—|-)\.?\Z")
_PERCENT: Final = re.compile(
    r"[(（]\s*[%％]\s*[)）]|百分比|(?<![a-z])(?:pct|per ?mille)(?![a-z])|‰|(?<![a-z])percent(?![a-z])|, ?%"
)


@dataclass(frozen=True, slots=True)
class _Heads:
    """What stands over a number: label terms, titles, time and unit."""

    label: frozenset[str]
    around: frozenset[str]
    when: When | None
    anchor: When | None
    """The year that the titles name, for times that need one."""
    times: frozenset[str]
    unit: UnitNote | None
    percent: Decimal | None
    """What a bare number is divided by, where a head says that it is a percentage."""
    limit: bool
    rate: str


def stated_in(sources: Sequence[SourceText]) -> list[Stated]:
    """Everything that plain sources state, in order."""
    facts: list[Stated] = []
    for source in sources:
        place = f"passage:{source.source}:{source.page}"
        facts += _Reader(source.text, place, len(facts)).facts()
    return facts


class _Reader:
    """Reads one source."""

    def __init__(self, text: str, place: str, order: int) -> None:
        self._raw = text
        self._text = smoothed(text)
        self._place = place
        self._order = order
        self._cache: dict[Span, Parts] = {}
        self._rows: dict[Span, int] = {}
        self._columns: dict[Span, int] = {}

    def facts(self) -> list[Stated]:
        found: list[Stated] = []
        for item in laid_out(self._raw):
            found += self._cell(item) if isinstance(item, Cell) else self._line(item)
        return found

    def _parts(self, span: Span) -> Parts:
        if span not in self._cache:
            self._cache[span] = taken_apart(self._raw[span.start : span.end])
        return self._cache[span]

    def _heads(self, heads: Sequence[Span], titles: Sequence[Span], *more: Span) -> _Heads:
        """The label of ``heads``, with what ``titles`` and unit-bearing spans add."""
        own = [self._parts(span) for span in heads]
        above = [self._parts(span) for span in titles]
        label = frozenset().union(*(ids(p.terms) for p in own), *(_numbered(p) for p in own))
        around = frozenset().union(*(ids(p.terms) for p in above)) if above else frozenset()
        anchor = next(
            (t for p in reversed(above) for t in p.times if not t.is_open and t.year), None
        )
        whens = [_set(t, anchor) for p in own for t in p.times[:1]]
        times = frozenset(
            tag for p in (*above, *own) for t in p.times for tag in all_tags(_set(t, anchor))
        )
        noted = (*own, *(self._parts(span) for span in more), *reversed(above))
        unit = next((n for p in noted if (n := unit_note(p.text)) is not None), None)
        percent = next(
            (
                Decimal(1000 if "mille" in p.text or "‰" in p.text else 100)
                for p in own
                if _PERCENT.search(p.text)
            ),
            None,
        )
        rate = next((r for p in own if (r := rate_in(p.text))), "")
        limit = any(ids(p.terms) & {"c:covenant", "c:threshold"} for p in own)
        return _Heads(
            label, around, whens[-1] if whens else None, anchor, times, unit, percent, limit, rate
        )

    def _cell(self, cell: Cell) -> Iterator[Stated]:
        spans = [cell.row, *([cell.column] if cell.column else [])]
        heads = self._heads(spans, cell.title, *([cell.corner] if cell.corner else []))
        row = self._rows.setdefault(cell.row, len(self._rows))
        column = self._columns.setdefault(cell.column or cell.row, len(self._columns))
        yield from self._numbers(cell.span, heads, row, column)

    def _line(self, line: Line) -> Iterator[Stated]:
        heads = self._heads([line.key] if line.key else [], line.title, line.span)
        row = self._rows.setdefault(line.span, len(self._rows))
        yield from self._numbers(line.span, heads, row, -1)

    def _numbers(self, span: Span, heads: _Heads, row: int, column: int) -> Iterator[Stated]:
        parts = self._parts(span)
        if not parts.numerals and _NONE.match(parts.text.strip()) and heads.label:
            yield self._fact(counted_in(parts), heads, parts, None, heads.label, row, column)
            return
        held: frozenset[str] = frozenset()
        subject = frozenset[str]()
        for part in parts.parts:
            own = self._own(parts, part, heads)
            held = own or held
            subject = subject or own
            yield self._fact(
                part.numeral, heads, parts, part, heads.label | held, row, column, subject
            )
        for label in zero_in(parts):
            yield self._fact(
                counted_in(parts), heads, parts, None, heads.label | label, row, column
            )

    def _own(self, parts: Parts, part: Part, heads: _Heads) -> frozenset[str]:
        """The terms that name a number within its line or sentence."""
        before, after = ids(part.before), ids(part.after)
        if part.numeral.kind is Kind.COUNT or (part.numeral.kind is Kind.BARE and not heads.label):
            return before | ids(part.after[:3])
        if before:
            return before
        return frozenset() if heads.label and _CLOSED.match(parts.text, part.numeral.end) else after

    def _fact(
        self, numeral: Numeral, heads: _Heads, parts: Parts, part: Part | None,
        label: frozenset[str], row: int, column: int, subject: frozenset[str] = frozenset(),
    ) -> Stated:  # fmt: skip
        self._order += 1
        number = _in_unit(numeral, heads, label, parts)
        label, flipped = signed_label(label)
        if flipped and number.value > 0:
            number = replace(number, value=-number.value, high=None)
        stance, sign, bound = stance_of(parts, part, limit=heads.limit)
        when = part.when if part is not None and part.when is not None else heads.when
        when = _set(when, heads.when or heads.anchor) if when is not None else None
        rest = ids(parts.terms) if part is not None else frozenset[str]()
        inner = frozenset(
            tag
            for t in parts.times
            for group in tags_of(_set(t, heads.when or heads.anchor))
            for tag in group
        )
        around = heads.around | subject | (rest - label if len(parts.parts) == 1 else frozenset())
        return Stated(
            number, label, heads.around, around, when, heads.times | inner, stance, sign, bound,
            rate_of(parts, part, heads.rate), self._place, self._order, row, column,
        )  # fmt: skip


_CLOSED: Final = re.compile(r"\s*(?:[,，;；。.、)）]|\Z)")


def _set(when: When, anchor: When | None) -> When:
    """A time with its year from a title, where it has none itself."""
    return when.resolved(anchor) or when if when.is_open and anchor is not None else when


_NAMING: Final = (Kind.DAYS, Kind.MONTHS)


def _numbered(parts: Parts) -> frozenset[str]:
    """Spans of time inside a head that name it: 近24个月, 12 months, 61-90 days."""
    return frozenset(span_term(n) for n in parts.numerals if n.kind in _NAMING)


def _in_unit(numeral: Numeral, heads: _Heads, label: frozenset[str], parts: Parts) -> Numeral:
    """A number in the unit that heads or titles state; a bare one in brackets is negative."""
    text = parts.text
    if (
        _opens(parts, numeral.start)
        and text[numeral.end : numeral.end + 1] == ")"
        and not numeral.signed
    ):
        numeral = replace(numeral, value=-numeral.value, signed=True)
    if numeral.kind is not Kind.BARE or numeral.pair:
        return numeral
    if heads.percent is not None:
        return replace(
            numeral,
            kind=Kind.PERCENT,
            value=numeral.value / heads.percent,
            half=numeral.half / heads.percent,
        )
    if heads.unit is None or numeral.scaled or label & _NO_MONEY:
        return numeral
    factor, currency = heads.unit
    return replace(
        numeral, value=numeral.value * factor, half=numeral.half * factor,
        kind=Kind.MONEY if currency else Kind.BARE, currency=currency, scaled=factor != 1,
        high=numeral.high * factor if numeral.high is not None else None,
    )  # fmt: skip


_BEFORE_OPEN: Final = re.compile(r"(?:\A|[:=|\s]|[a-z\u4e00-\u9fff年度])\s*\(\Z")


def _opens(parts: Parts, start: int) -> bool:
    """Whether the number stands alone in brackets that follow a label, not another number."""
    text = parts.text
    if any(t.end <= start and not text[t.end : start - 1].strip(" :：=") for t in parts.times):
        return text[start - 1 : start] == "("
    return (
        text[start - 1 : start] == "("
        and re.search(r"\d\s*[%a-z万亿元]*\s*\(\Z", text[:start]) is None
    )


_NO_MONEY: Final = frozenset(
    (
        "c:employees", "c:dscr", "c:interest_cover", "c:current_ratio", "c:quick_ratio", "c:cash_ratio", "c:debt_ratio",
        "c:debt_to_equity", "c:debt_to_ebitda", "c:net_debt_to_ebitda", "c:ltv", "c:roe", "c:roa", "c:gross_margin", "c:net_margin",
        "c:operating_margin", "c:ebitda_margin", "c:profit_margin", "c:asset_turnover", "c:inventory_turnover", "c:dso", "c:dio", "c:dpo",
        "c:ccc", "c:hhi", "c:z_score", "c:query", "c:volume", "c:capacity", "c:store", "c:utilisation", "c:occupancy", "c:interest_rate",
        "h:天数", "h:人数", "h:次数", "h:户数", "h:家数", "h:倍数", "w:day", "w:headcount", "h:比率", "h:数量", "c:vehicle", "c:volume",
    )
)  # fmt: skip
