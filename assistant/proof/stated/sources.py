"""Reads plain sources into what they state: tables, labelled lines and sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Final, NamedTuple

from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Numeral
from assistant.proof.stated.kinship import common_kin
from assistant.proof.stated.layout import Cell, Line, Span, laid_out
from assistant.proof.stated.parts import Part, Parts, ids, surfaces
from assistant.proof.stated.rates import rate_in, rate_of
from assistant.proof.stated.senses import (
    bound_in,
    counted_in,
    is_rule,
    moved_from,
    signed_label,
    stance_of,
    starts_from,
    zero_in,
)
from assistant.proof.stated.stating import GENERIC, Stated, has_concept
from assistant.proof.stated.taking_apart import bucketed, named, smoothed, span_term, taken_apart
from assistant.proof.stated.times import opened, year_end_month
from assistant.proof.stated.units_noted import UnitNote, footnote, unit_note
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_NONE: Final = re.compile(
    r"(?:none(?: paid)?|nil|zero|no|not any|无|没有|0|未发生|—|-)(?=[.,;，；。\s(（]|\Z)"
)
_PERCENT: Final = re.compile(
    r"[(（]\s*[%％]\s*[)）]|百分比|(?<![a-z])(?:pct|per ?mille|permille)(?![a-z])|‰|"
    r"(?<![a-z])percent(?![a-z])|, ?%"
)
_PLACED: Final = re.compile(r" (?:on|for|in|of|to|from|against) (?!which)(?:the )?(?=[a-z])")
_CLOSED: Final = re.compile(r"\s*(?:[,，;；。.、)）\]]|\Z)")
_NAMING: Final = (Kind.DAYS, Kind.MONTHS)
_DOCS: Final = count(1)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of a source: what it says, for statements that repeat its words."""

    text: str
    terms: frozenset[str]
    marks: frozenset[str]
    above: frozenset[str]
    """Marks of the titles over it."""
    times: tuple[When, ...]
    numerals: tuple[Numeral, ...]
    quote: str
    """The source's own characters, for reasons."""
    parts: Parts | None = None


@dataclass(slots=True)
class Document:
    """One source as read."""

    id: int
    facts: list[Stated] = field(default_factory=list)
    lines: list[Words] = field(default_factory=list)
    year_end: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Heads:
    """What stands over a number: label terms, titles, time and unit."""

    label: frozenset[str]
    above: frozenset[str]
    around: frozenset[str]
    when: When | None
    anchor: When | None
    """The time that the titles name, for times that need one."""
    times: tuple[When, ...]
    unit: UnitNote | None
    percent: Decimal | None
    """What a bare number is divided by, where a head says that it is a percentage."""
    limit: bool
    rate: str
    marks: frozenset[str]
    surface: frozenset[str]
    own: tuple[When, ...]
    """Times of the label itself."""
    bound: str
    """Whether a head makes what stands under it a least or a most."""


class _Named(NamedTuple):
    """What names a number, and where it stands."""

    heads: _Heads
    parts: Parts
    label: frozenset[str]
    line: int
    column: int


_NO: Final[frozenset[str]] = frozenset()


class _Last(NamedTuple):
    """The sentence before one: where it ends, its terms and time."""

    end: int
    terms: frozenset[str]
    when: When | None


@lru_cache(maxsize=512)
def document(text: str) -> Document:
    """A source's facts and lines; the same text is read once."""
    return _Reader(text).read()


class _Reader:
    """Reads one source."""

    def __init__(self, text: str) -> None:
        self._raw = text
        self._text = smoothed(text)
        self._done = Document(next(_DOCS), text=self._text)
        self._cache: dict[Span, Parts] = {}
        self._headed: dict[tuple[object, ...], _Heads] = {}
        self._lines: dict[Span, int] = {}
        self._columns: dict[Span, int] = {}
        self._footnote = footnote(text)
        self._last = _Last(-9, frozenset(), None)

    def read(self) -> Document:
        self._done.year_end = year_end_month(self._text)
        for item in laid_out(self._raw):
            for fact in self._cell(item) if isinstance(item, Cell) else self._line(item):
                self._done.facts.append(fact)
        return self._done

    def _parts(self, span: Span) -> Parts:
        if span not in self._cache:
            self._cache[span] = taken_apart(self._raw[span.start : span.end])
        return self._cache[span]

    def _heads(
        self, heads: tuple[Span, ...], titles: tuple[Span, ...], more: Span | None
    ) -> _Heads:
        key = (heads, titles, more)
        if key not in self._headed:
            self._headed[key] = self._read_heads(heads, titles, more)
        return self._headed[key]

    def _read_heads(
        self, heads: tuple[Span, ...], titles: tuple[Span, ...], more: Span | None
    ) -> _Heads:
        """The label of ``heads``, with what ``titles`` and a unit-bearing span add."""
        own = [self._parts(span) for span in heads]
        above = [self._parts(span) for span in titles]
        label = frozenset().union(*(ids(p.terms) for p in own), *(_numbered(p) for p in own))
        around = frozenset().union(*(ids(p.terms) for p in above)) if above else frozenset()
        concepts = (frozenset(t for t in ids(p.terms) if t[0] == "c") for p in reversed(above))
        nearest = next((c for c in concepts if has_concept(c)), None) or frozenset(
            t for t in around if t[0] == "c"
        )
        times = tuple(t for p in reversed(above) for t in p.times)
        anchor = next((t for t in times if not t.is_open and t.year), None)
        whens = [_set(t, anchor) for p in own for t in p.times[:1]]
        noted = (*own, *([self._parts(more)] if more else []), *reversed(above))
        unit = (
            next((n for p in noted if (n := unit_note(p.text)) is not None), None) or self._footnote
        )
        percent = next((_divisor(p.text) for p in own if _PERCENT.search(p.text)), None)
        rate = next((r for p in own if (r := rate_in(p.text))), "")
        limit = any(
            (ids(p.terms) & _LIMITS and "c:contract_value" not in ids(p.terms)) or is_rule(p.text)
            for p in own
        )
        return _Heads(
            label, nearest, around, whens[-1] if whens else None, anchor, times, unit, percent,
            limit, rate,
            frozenset(m.id for p in above for m in p.marks),
            frozenset().union(*(surfaces(p.terms) for p in own)),
            tuple(t for p in own for t in p.times),
            next((b for p in own if (b := bound_in(p.text))), ""),
        )  # fmt: skip

    def _cell(self, cell: Cell) -> Iterator[Stated]:
        names = () if cell.span in cell.names else cell.names
        spans = (cell.row, *names, cell.column) if cell.column else (cell.row, *names)
        heads = self._heads(spans, cell.title, cell.corner)
        if cell.row not in self._lines:
            self._lines[cell.row] = self._worded(
                (cell.row, *cell.names, *cell.dates), "", heads.marks, self._whole_line(cell.row)
            )
        column = self._columns.setdefault(cell.column or cell.row, len(self._columns))
        yield from self._numbers(cell.span, heads, self._lines[cell.row], column)

    def _line(self, line: Line) -> Iterator[Stated]:
        heads = self._heads((line.key,) if line.key else (), line.title, line.span)
        heads = self._carried(line, heads)
        spans = (line.key, line.span) if line.key else (line.span,)
        quote = self._raw[spans[0].start : spans[-1].end]
        number = self._worded(spans, line.mark, heads.marks, quote)
        yield from self._numbers(line.span, heads, number, -1)

    def _carried(self, line: Line, heads: _Heads) -> _Heads:
        """A sentence without a concept goes on with that of the one before it on its line."""
        start = (line.key or line.span).start
        parts = self._parts(line.span)
        before = self._last
        beside = start - before.end <= 2 and "\n" not in self._raw[before.end : start]  # noqa: PLR2004  a full stop and a blank
        time = heads.when or next((t for t in parts.times if not t.is_open), None)
        self._last = _Last(
            line.span.end, heads.label | ids(parts.terms), time or (before.when if beside else None)
        )
        if beside and time is None and before.when is not None:
            heads = (
                replace(heads, times=(before.when,))
                if not parts.times
                else replace(heads, anchor=heads.anchor or before.when)
            )
        if any(t[0] == "c" for t in heads.label) or not heads.label or not beside:
            return heads
        carried = frozenset(t for t in before.terms if t[0] == "c")
        return replace(heads, around=heads.around | carried, above=carried or heads.above)

    def _whole_line(self, span: Span) -> str:
        start, end = self._raw.rfind("\n", 0, span.start) + 1, self._raw.find("\n", span.end)
        return self._raw[start : end if end >= 0 else len(self._raw)].strip()

    def _worded(self, spans: tuple[Span, ...], mark: str, above: frozenset[str], quote: str) -> int:
        """Keep a line's words; its number."""
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        parts = [self._parts(s) for s in spans]
        marks = {m.id for p in parts for m in p.marks} | ({mark} if mark else set())
        self._done.lines.append(
            Words(
                self._text[start:end],
                frozenset().union(*(ids(p.terms) for p in parts)),
                frozenset(marks),
                above,
                tuple(t for p in parts for t in p.times),
                tuple(n for p in parts for n in p.numerals),
                quote,
                parts[-1],
            )
        )
        return len(self._done.lines) - 1

    def _numbers(self, span: Span, heads: _Heads, line: int, column: int) -> Iterator[Stated]:
        parts = self._parts(span)
        if names := bucketed(parts):
            named(parts, names)
        if not parts.numerals and _NONE.match(parts.text.strip()) and heads.label:
            yield self._fact(
                counted_in(parts), None, _Named(heads, parts, heads.label, line, column)
            )
            return
        held: frozenset[str] = frozenset()
        subject = frozenset[str]()
        listed: list[str] = []
        carried = frozenset[str]()
        lead, last = _lead(parts), 0
        for part in parts.parts:
            own = self._own(parts, part, heads) | lead
            goes_on = not _BROKEN.search(parts.text, last, part.numeral.start)
            last = part.numeral.end
            if (
                own
                and goes_on
                and "q:total" not in own
                and not _names_in(own)
                and not _names_in(heads.label)
            ):
                own |= _names_in(subject)
            within = any(
                c.cue is Cue.PART and not parts.terms_between(part.begin, c.start)
                for c in part.cues
            )
            if (
                own
                and goes_on
                and "q:total" not in own
                and not has_concept(own)
                and not has_concept(heads.label)
            ):
                own |= frozenset(t for t in held if t[0] == "c" and t not in _STATES)
            if (
                "q:total" in own
                and not has_concept(own)
                and not has_concept(heads.label)
                and (kin := common_kin(listed))
            ):
                own |= {kin}
            listed += [t for t in own if t[0] == "c" and t not in GENERIC and "q:total" not in own]
            bare = not own and bool(held)
            held = own | (subject if within else frozenset()) or held
            subject = own if own and not goes_on else subject or own
            label = heads.label | held
            if own == {"q:actual"} and carried:
                label |= carried
            carried = carried or frozenset(t for t in label if t[0] in "cwh")
            fact = self._fact(
                part.numeral, part, _Named(heads, parts, label, line, column), subject
            )
            yield replace(fact, held=True) if bare else fact
        for label, when in zero_in(parts):
            zero = self._fact(
                counted_in(parts), None, _Named(heads, parts, heads.label | label, line, column)
            )
            if parts.numerals and parts.numerals[0].kind is Kind.MONEY and heads.label:
                zero = replace(
                    zero,
                    number=replace(
                        zero.number, kind=Kind.MONEY, currency=parts.numerals[0].currency
                    ),
                )
            yield replace(zero, when=_set(when, heads.anchor)) if when is not None else zero

    def _own(self, parts: Parts, part: Part, heads: _Heads) -> frozenset[str]:
        """The terms that name a number within its line or sentence."""
        before, after = ids(part.before), ids(part.after)
        if part.numeral.kind is Kind.COUNT or (part.numeral.kind is Kind.BARE and not heads.label):
            return before | ids(part.after[:4])
        if before:
            return before | (after if _PLACED.match(parts.text, part.numeral.end) else frozenset())
        return frozenset() if heads.label and _CLOSED.match(parts.text, part.numeral.end) else after

    def _fact(
        self, numeral: Numeral, part: Part | None, named: "_Named", subject: frozenset[str] = _NO
    ) -> Stated:
        heads, parts, label = named.heads, named.parts, named.label
        number = _in_unit(numeral, heads, label, parts)
        opens = "q:opening" in label
        signed = signed_label(frozenset(t for t in label - _ENDS if t[0] != "m"))
        if signed.flipped and number.value > 0:
            number = replace(number, value=-number.value, high=None)
        sense = stance_of(parts, part, limit=heads.limit and "q:actual" not in label)
        sense = sense._replace(bound=sense.bound or (heads.bound if heads.limit else ""))
        when = part.when if part is not None and part.when is not None else heads.when
        sign = (
            {"+": 1, "-": -1}.get(parts.text[numeral.start : numeral.start + 1], 0) if part else 0
        )
        anchor = heads.when or heads.anchor
        if heads.when is not None and heads.when.code and when is not None and not when.code:
            when = _ended(heads.when, (when,))
        when = _set(when, anchor) if when is not None else None
        when = opened(when) if opens else when
        if part is not None and (
            starts_from(parts, part)
            or ("q:previous_round" in label and "(" in parts.text[part.begin : part.numeral.start])
        ):
            when, label = When(0, 0, TimeKind.PREVIOUS), label - {"q:previous_round"}
            signed = signed_label(frozenset(t for t in label - _ENDS if t[0] != "m"))
        when = _ended(when, (*parts.times, *heads.own)) if when is not None else None
        rest = ids(parts.terms) if part is not None else frozenset[str]()
        inner = tuple(_set(t, anchor) for t in parts.times)
        around = heads.around | subject | (rest - label if len(parts.parts) == 1 else frozenset())
        base, yearly = moved_from(parts, part) if part is not None else (None, None)
        return Stated(
            number, signed.label, heads.around, heads.above, around, when,
            (*inner, *heads.times), sense.stance,
            sense.sign or sign, sense.bound, rate_of(parts, part, heads.rate), self._done.id,
            len(self._done.facts), named.line, named.column, base,
            heads.surface | _surface(part), yearly,
        )  # fmt: skip


def _surface(part: Part | None) -> frozenset[str]:
    """How the concepts beside a number are written."""
    if part is None:
        return frozenset()
    return surfaces(
        [*part.before, *part.after[:4]] if part.numeral.kind is Kind.COUNT else part.before
    )


_BROKEN: Final = re.compile("[;；。]")
_LONGEST_LEAD: Final = 24
_STATES: Final = frozenset(("c:drawn", "c:undrawn"))
"""What a list says one after the other of one thing."""


def _lead(parts: Parts) -> frozenset[str]:
    """The name that a line begins with before its first number's clause.

    工业厂房，评估值1,680万元.
    """
    if not parts.parts or parts.parts[0].clause == 0:
        return frozenset()
    start, _ = parts.clause_span(parts.parts[0].clause)
    return _names_in(ids(parts.terms_between(0, start))) if start <= _LONGEST_LEAD else frozenset()


def _names_in(terms: frozenset[str]) -> frozenset[str]:
    """The terms that tell whose a number is."""
    return frozenset(t for t in terms if t[0] in "hw")


_ENDS: Final = frozenset(("q:opening", "q:closing"))


def _divisor(text: str) -> Decimal:
    return Decimal(1000 if "mille" in text or "‰" in text else 100)


def _set(when: When, anchor: When | None) -> When:
    """A time with its year from a title, where it has none itself."""
    return when.resolved(anchor) or when if when.is_open and anchor is not None else when


def _ended(when: When, times: Sequence[When]) -> When:
    """Trailing months with the end that stands beside them: 近12个月（截至2025年3月31日）."""
    if not when.code or when.year is not None:
        return when
    ends = {(t.year, t.part) for t in times if t.kind in _ENDING and t.year is not None}
    if len(ends) != 1:
        return when
    year, month = ends.pop()
    return replace(when, year=year, part_end=month)


_ENDING: Final = (TimeKind.DAY, TimeKind.MONTH, TimeKind.MONTH_END)


def _numbered(parts: Parts) -> frozenset[str]:
    """Spans of time inside a head that name it: 近24个月, 12 months, 61-90 days."""
    return frozenset(span_term(parts.text, n) for n in parts.numerals if n.kind in _NAMING)


def _in_unit(numeral: Numeral, heads: _Heads, label: frozenset[str], parts: Parts) -> Numeral:
    """A number in the unit that heads or titles state; a bare one in brackets is negative."""
    text = parts.text
    bracketed = (
        numeral.kind in _SIGNED
        and _opens(parts, numeral.start)
        and text[numeral.end : numeral.end + 1] == ")"
    )
    if bracketed and not numeral.signed:
        numeral = replace(numeral, value=-numeral.value, signed=True)
    if numeral.kind is not Kind.BARE or numeral.pair or numeral.measure:
        return numeral
    if heads.percent is not None:
        value, half = numeral.value / heads.percent, numeral.half / heads.percent
        return replace(numeral, kind=Kind.PERCENT, value=value, half=half)
    own = label if has_concept(label) else label | heads.above
    if heads.unit is None or numeral.scaled or own & _NO_MONEY:
        return numeral
    factor, currency = heads.unit
    return replace(
        numeral, value=numeral.value * factor, half=numeral.half * factor,
        kind=Kind.MONEY if currency else Kind.BARE, currency=currency, scaled=factor != 1,
        high=numeral.high * factor if numeral.high is not None else None,
    )  # fmt: skip


_SIGNED: Final = (Kind.BARE, Kind.MONEY, Kind.PERCENT)


def _opens(parts: Parts, start: int) -> bool:
    """Whether the number stands alone in brackets that follow a label, not another number."""
    text = parts.text
    if text[start - 1 : start] != "(":
        return False
    if any(t.end <= start and not text[t.end : start - 1].strip(" :：=") for t in parts.times):
        return True
    return re.search(r"\d\s*[%a-z万亿元千]*\s*\(\Z", text[:start]) is None


_LIMITS: Final = frozenset(("c:covenant", "c:threshold"))
_NO_MONEY: Final = frozenset(
    (
        "c:employees", "c:dscr", "c:interest_cover", "c:current_ratio", "c:quick_ratio",
        "c:cash_ratio", "c:debt_ratio",
        "c:debt_to_equity", "c:debt_to_ebitda", "c:net_debt_to_ebitda", "c:leverage", "c:ltv",
        "c:roe", "c:roa", "c:gross_margin", "c:net_margin",
        "c:operating_margin", "c:ebitda_margin", "c:profit_margin", "c:asset_turnover",
        "c:inventory_turnover", "c:dso", "c:dio", "c:dpo",
        "c:ccc", "c:hhi", "c:z_score", "c:query", "c:volume", "c:output", "c:capacity", "c:store",
        "c:utilisation", "c:occupancy", "c:interest_rate",
        "c:vehicle", "c:seats", "c:area", "c:overdue_days", "c:score", "i:employees", "h:天数",
        "h:次数", "h:户数", "h:家数", "h:倍数", "h:比率", "h:数量",
        "w:day", "q:per_unit", "w:item", "c:eps",
    )
)  # fmt: skip


def read_all(texts: Sequence[str]) -> list[Document]:
    """Every source as read, in order."""
    return [document(text) for text in texts]
