"""Reads plain sources into what they state: tables, labelled lines and sentences."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import count
from typing import Final

from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Numeral
from assistant.proof.stated.buckets import bucketed
from assistant.proof.stated.documents import Document, Words
from assistant.proof.stated.flattening import flattened
from assistant.proof.stated.headings import (
    Heads,
    Last,
    Named,
    _set,
    _surface,
    ended,
    heads_of,
    in_unit,
    leads_of,
)
from assistant.proof.stated.layout import Cell, Line, Span, laid_out
from assistant.proof.stated.listing import listed_times
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.rates import rate_of
from assistant.proof.stated.runs import Run
from assistant.proof.stated.senses import (
    counted_in,
    moved_from,
    signed_label,
    stance_of,
    starts_from,
    zero_in,
)
from assistant.proof.stated.source_times import (
    at_arrow,
    is_of,
    time_over,
    unsigned_costs,
    yearly_totals,
)
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.taking_apart import named, smoothed, taken_apart
from assistant.proof.stated.times import RELATIVE, year_end_month
from assistant.proof.stated.units_noted import footnote
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_NONE: Final = re.compile(
    r"(?:none(?: paid)?|nil|zero|no|not any|无|没有|0|未发生|—|-)(?=[.,;，；。\s(（]|\Z)"
)
_PART_OF: Final = re.compile(r"[\s\-–—•*·]*(?:of which|including|incl\.|其中|包括)")
_PLACED: Final = re.compile(r" (?:on|for|in|of|to|from|against) (?!which)(?:the )?(?=[a-z])")
_WHOLE: Final = re.compile(
    r"(?:the )?group(?: total)?|consolidated|overall|full[- ]year|whole year|"
    r"all(?: entities| firms)?|全年(?:合计)?|集团|合并|全公司|整体"
)
"""A row's head that names all the rows together."""
_CLOSED: Final = re.compile(r"\s*(?:[,，;；。.、)）\]]|\Z)")
_DOCS: Final = count(1)
_NO: Final[frozenset[str]] = frozenset()


@lru_cache(maxsize=512)
def document(text: str) -> Document:
    """A source's facts and lines; the same text is read once."""
    return _Reader(flattened(text)).read()


class _Reader:
    """Reads one source."""

    def __init__(self, text: str) -> None:
        self._raw = text
        self._text = smoothed(text)
        self._done = Document(next(_DOCS), text=self._text)
        self._cache: dict[Span, Parts] = {}
        self._headed: dict[tuple[object, ...], Heads] = {}
        self._lines: dict[Span, int] = {}
        self._columns: dict[Span, int] = {}
        self._footnote = footnote(text)
        self._whole_of = _NO
        self._listed: list[When] = []
        self._last = Last(-9, frozenset(), None)

    def read(self) -> Document:
        self._done.year_end = year_end_month(self._text)
        for item in laid_out(self._raw):
            for fact in self._cell(item) if isinstance(item, Cell) else self._line(item):
                self._done.facts.append(fact)
        self._done.facts[:] = unsigned_costs(yearly_totals(self._done.facts))
        return self._done

    def _parts(self, span: Span) -> Parts:
        if span not in self._cache:
            self._cache[span] = taken_apart(self._raw[span.start : span.end])
        return self._cache[span]

    def _heads(self, heads: tuple[Span, ...], titles: tuple[Span, ...], more: Span | None) -> Heads:
        """The label of ``heads``, with what ``titles`` and a unit-bearing span add."""
        key = (heads, titles, more)
        if key not in self._headed:
            own, above = ([self._parts(s) for s in spans] for spans in (heads, titles))
            unit = self._parts(more) if more else None
            self._headed[key] = heads_of(own, above, unit, self._footnote)
        return self._headed[key]

    def _cell(self, cell: Cell) -> Iterator[Stated]:
        names = () if cell.span in cell.names else cell.names
        spans = (cell.row, *names, cell.column) if cell.column else (cell.row, *names)
        heads = self._heads(spans, cell.title, cell.corner)
        if _PART_OF.match(self._text, cell.row.start, cell.row.end):
            heads = replace(heads, label=heads.label | self._whole_of)
        else:
            self._whole_of = frozenset(t for t in heads.label if t[0] == "c")
        if _WHOLE.fullmatch(self._text, cell.row.start, cell.row.end):
            heads = replace(heads, label=heads.label | {"q:total"})
        if cell.row not in self._lines:
            words = (cell.row, *cell.names, *cell.dates)
            whole = self._whole_line(cell.row)
            self._lines[cell.row] = self._worded(words, "", heads.marks, whole)
        column = self._columns.setdefault(cell.column or cell.row, len(self._columns))
        own = [self._parts(s) if s else None for s in (cell.row, cell.column, cell.corner)]
        self._done.note(self._lines[cell.row], own, self._parts(cell.span), heads.around, column)
        yield from self._numbers(cell.span, heads, self._lines[cell.row], column)

    def _line(self, line: Line) -> Iterator[Stated]:
        heads = self._heads((line.key,) if line.key else (), line.title, line.span)
        heads = self._carried(line, heads)
        spans = (line.key, line.span) if line.key else (line.span,)
        quote = self._raw[spans[0].start : spans[-1].end]
        number = self._worded(spans, line.mark, heads.marks, quote)
        own = [None, self._parts(line.key) if line.key else None]
        self._done.note(number, own, self._parts(line.span), heads.around)
        yield from self._numbers(line.span, heads, number, -1)

    def _carried(self, line: Line, heads: Heads) -> Heads:
        """A sentence without a concept goes on with that of the one before it on its line."""
        start = (line.key or line.span).start
        parts = self._parts(line.span)
        before = self._last
        beside = start - before.end <= 2 and "\n" not in self._raw[before.end : start]  # noqa: PLR2004  a full stop and a blank
        opens = any(t.kind in RELATIVE for t in heads.own)
        time = heads.when or next((t for t in parts.times if not t.is_open), None)
        time = None if opens else time
        self._last = Last(
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

    def _numbers(self, span: Span, heads: Heads, line: int, column: int) -> Iterator[Stated]:
        parts = self._parts(span)
        if names := bucketed(parts):
            named(parts, names)
        if not parts.numerals and _NONE.match(parts.text.strip()) and heads.label:
            yield self._fact(
                counted_in(parts), None, Named(heads, parts, heads.label, line, column)
            )
            return
        run, last = Run(heads.label), 0
        timed, self._listed = listed_times(parts, self._listed)
        leads = leads_of(parts)
        for part in parts.parts:
            own = self._own(parts, part, heads) | leads[part.numeral.start]
            goes_on = not _BROKEN.search(parts.text, last, part.numeral.start)
            last = part.numeral.end
            within = any(
                c.cue is Cue.PART and not parts.terms_between(part.begin, c.start)
                for c in part.cues
            )
            bare = run.bare(own)
            own = run.names(part.numeral, own, goes_on=goes_on, within=within)
            label = run.label(own) or self._gone_on(part.numeral)
            named_ = Named(heads, parts, label, line, column)
            fact = self._fact(part.numeral, part, named_, run.subject)
            when = timed.get(parts.parts.index(part)) or at_arrow(parts, part, heads.times)
            if when is not None:
                fact = replace(fact, when=when)
            yield replace(fact, held=True) if bare else fact
        for label, when in zero_in(parts):
            zero = self._fact(
                counted_in(parts), None, Named(heads, parts, heads.label | label, line, column)
            )
            if parts.numerals and parts.numerals[0].kind is Kind.MONEY and heads.label:
                currency = parts.numerals[0].currency
                number = replace(zero.number, kind=Kind.MONEY, currency=currency)
                zero = replace(zero, number=number)
            yield replace(zero, when=_set(when, heads.anchor)) if when is not None else zero

    def _gone_on(self, numeral: Numeral) -> frozenset[str]:
        """What a line without words goes on about: the quantity before it in the same unit."""
        before = self._done.facts[-1:]
        return (
            before[0].label if before and numeral.measure == before[0].number.measure != "" else _NO
        )

    def _own(self, parts: Parts, part: Part, heads: Heads) -> frozenset[str]:
        """The terms that name a number within its line or sentence."""
        if _HOLDS_NUMBER.match(parts.text, part.numeral.end):
            part.after = []  # 63辆（自有41辆）: what the bracket says is of its own numbers
        before, after = ids(part.before), ids(part.after)
        index = parts.parts.index(part)
        nearby = parts.parts[index : index + 2]
        shared = ids(nearby[1].after[:4]) if len(nearby) > 1 and is_of(parts, *nearby) else _NO
        before |= shared  # 86 of 132 units exchanged
        whole = index > 0 and is_of(parts, parts.parts[index - 1], part)
        before |= {"q:total"} if whole else _NO
        if part.numeral.kind is Kind.COUNT or (part.numeral.kind is Kind.BARE and not heads.label):
            return before | ids(part.after[:4])
        if before:
            return before | (after if _PLACED.match(parts.text, part.numeral.end) else frozenset())
        return frozenset() if heads.label and _CLOSED.match(parts.text, part.numeral.end) else after

    def _fact(
        self, numeral: Numeral, part: Part | None, named: "Named", subject: frozenset[str] = _NO
    ) -> Stated:
        heads, parts, label = named.heads, named.parts, named.label
        number = in_unit(numeral, heads, label, parts)
        signed = signed_label(frozenset(t for t in label - _ENDS if t[0] != "m"))
        if signed.flipped and number.value > 0:
            number = replace(number, value=-number.value, high=None)
        sense = stance_of(parts, part, limit=heads.limit and "q:actual" not in label)
        sense = sense._replace(bound=sense.bound or (heads.bound if heads.limit else ""))
        sign = (
            {"+": 1, "-": -1}.get(parts.text[numeral.start : numeral.start + 1], 0) if part else 0
        )
        anchor = heads.when or heads.anchor
        when = time_over(part, heads, label)
        if part is not None and (
            starts_from(parts, part)
            or ("q:previous_round" in label and "(" in parts.text[part.begin : part.numeral.start])
        ):
            when, label = When(0, 0, TimeKind.PREVIOUS), label - {"q:previous_round"}
            signed = signed_label(frozenset(t for t in label - _ENDS if t[0] != "m"))
        when = ended(when, (*parts.times, *heads.own)) if when is not None else None
        rest = ids(parts.terms) if part is not None else frozenset[str]()
        inner = tuple(_set(t, anchor) for t in parts.times)
        around = heads.around | subject | (rest - label if len(parts.parts) == 1 else frozenset())
        if part is not None and _EACH.search(parts.text, numeral.start, numeral.end + 12):
            around |= {"q:per_unit"}
        base, yearly = moved_from(parts, part) if part is not None else (None, None)
        return Stated(
            number, signed.label, heads.around, heads.above, around, when,
            (*inner, *heads.times), sense.stance,
            sense.sign or sign, sense.bound, rate_of(parts, part, heads.rate), self._done.id,
            len(self._done.facts), named.line, named.column, base,
            heads.surface | _surface(part), yearly,
        )  # fmt: skip


_EACH: Final = re.compile(
    r"/ ?(?:吨|件|[a-z])|(?<![a-z])(?:per|a|an) (?!year|month|annum|cent)[a-z]+"
)


_HOLDS_NUMBER: Final = re.compile(r"\([^()\d]{1,12}\d[^()]*\)")
_BROKEN: Final = re.compile("[;；。]")
_ENDS: Final = frozenset(("q:opening", "q:closing"))
