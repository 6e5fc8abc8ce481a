"""What stands over and beside a number of a source, and what follows from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from assistant.proof.numeral import Numeral
from assistant.proof.stated.buckets import bucket_head, span_term
from assistant.proof.stated.measures import Measure, measure_in
from assistant.proof.stated.parts import Part, Parts, ids, surfaces
from assistant.proof.stated.rates import rate_in
from assistant.proof.stated.senses import bound_in, is_rule
from assistant.proof.stated.stating import GENERIC, has_concept
from assistant.proof.stated.units_noted import UnitNote, unit_note
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_NAMING: Final = (Kind.DAYS, Kind.MONTHS)


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands over a number: label terms, titles, time and unit."""

    label: frozenset[str]
    above: frozenset[str]
    around: frozenset[str]
    when: When | None
    anchor: When | None
    """The time that the titles name, for times that need one."""
    times: tuple[When, ...]
    unit: UnitNote | None
    measure: Measure | None
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


class Named(NamedTuple):
    """What names a number, and where it stands."""

    heads: Heads
    parts: Parts
    label: frozenset[str]
    line: int
    column: int


class Last(NamedTuple):
    """The sentence before one: where it ends, its terms and time."""

    end: int
    terms: frozenset[str]
    when: When | None


def _surface(part: Part | None) -> frozenset[str]:
    """How the concepts beside a number are written."""
    if part is None:
        return frozenset()
    return surfaces(
        [*part.before, *part.after[:4]] if part.numeral.kind is Kind.COUNT else part.before
    )


_LONGEST_LEAD: Final = 24


STATES: Final = frozenset(("c:drawn", "c:undrawn"))
"""What a list says one after the other of one thing."""


def leads_of(parts: Parts) -> dict[int, frozenset[str]]:
    """The names that the pieces of a line begin with, by where each number stands.

    工业厂房，评估值1,680万元; Bank A – rate 7.40%, fee 1.0%; Bank B – rate 7.15%, fee 1.5%.
    """
    cuts = [0, *(m.end() for m in _PIECE.finditer(parts.text))]
    found: dict[int, frozenset[str]] = {}
    for begin, stop in pairwise([*cuts, len(parts.text) + 1]):
        inside = [p for p in parts.parts if begin <= p.numeral.start < stop]
        start = parts.clause_span(inside[0].clause)[0] if inside else begin
        near = begin < start <= begin + _LONGEST_LEAD
        lead = names_in(ids(parts.terms_between(begin, start))) if near else frozenset[str]()
        found |= {p.numeral.start: lead for p in inside}
    return found


_PIECE: Final = re.compile("[;；]")


def names_in(terms: frozenset[str]) -> frozenset[str]:
    """The terms that tell whose a number is."""
    return frozenset(t for t in terms if t[0] in "hw")


def divisor(text: str) -> Decimal:
    """What a number under a head that says % or per mille is divided by."""
    return Decimal(1000 if "mille" in text or "‰" in text else 100)


def _set(when: When, anchor: When | None) -> When:
    """A time with its year from a title, where it has none itself."""
    return when.resolved(anchor) or when if when.is_open and anchor is not None else when


def ended(when: When, times: Sequence[When]) -> When:
    """Trailing months with the end that stands beside them: 近12个月（截至2025年3月31日）."""
    if not when.code or when.year is not None:
        return when
    ends = {(t.year, t.part) for t in times if t.kind in _ENDING and t.year is not None}
    if len(ends) != 1:
        return when
    year, month = ends.pop()
    return replace(when, year=year, part_end=month)


_ENDING: Final = (TimeKind.DAY, TimeKind.MONTH, TimeKind.MONTH_END)


def numbered(parts: Parts) -> frozenset[str]:
    """Spans of time inside a head that name it: 近24个月, 12 months, 61-90 days."""
    return frozenset(
        span_term(parts.text, n) for n in parts.numerals if n.kind in _NAMING
    ) | bucket_head(parts)


def in_unit(numeral: Numeral, heads: Heads, label: frozenset[str], parts: Parts) -> Numeral:
    """A number in the unit that heads or titles state; a bare one in brackets is negative."""
    text = parts.text
    bracketed = (
        numeral.kind in _SIGNED
        and _opens(parts, numeral.start)
        and text[numeral.end : numeral.end + 1] == ")"
    )
    spoken = text[numeral.end - 1] in _UNITS_ZH or text[: numeral.start - 1].endswith("整")
    if bracketed and not numeral.signed and not spoken:
        numeral = replace(numeral, value=-numeral.value, signed=True)
    if numeral.kind is not Kind.BARE or numeral.pair or numeral.measure:
        return numeral
    if heads.measure is not None:
        factor, name = heads.measure
        return replace(
            numeral, value=numeral.value * factor, half=numeral.half * factor, measure=name,
            high=numeral.high * factor if numeral.high is not None else None,
        )  # fmt: skip
    if heads.percent is not None:
        value, half = numeral.value / heads.percent, numeral.half / heads.percent
        return replace(numeral, kind=Kind.PERCENT, value=value, half=half)
    own = label if has_concept(label) else label | heads.above
    counted = own & _NO_MONEY
    if (
        counted <= _THINGS
        and "q:per_unit" not in own
        and any(t[0] == "c" and t not in _NO_MONEY and t not in GENERIC for t in label)
    ):
        counted = frozenset()  # the rent of the stores is money
    named = any(t[:2] == "w:" for t in label) and counted <= {"c:store"}  # Alder Stores is a name
    if heads.unit is None or (counted and not named):
        return numeral
    if numeral.scaled:  # (USD): turnover 6.87m
        plain_unit = heads.unit.factor == 1 and heads.unit.currency is not None
        return (
            replace(numeral, kind=Kind.MONEY, currency=heads.unit.currency)
            if plain_unit
            else numeral
        )
    factor, currency = heads.unit
    return replace(
        numeral, value=numeral.value * factor, half=numeral.half * factor,
        kind=Kind.MONEY if currency else Kind.BARE, currency=currency, scaled=factor != 1,
        high=numeral.high * factor if numeral.high is not None else None,
    )  # fmt: skip


_UNITS_ZH: Final = "元万亿千"
"""A unit inside the bracket makes it an aside: 用于冷库（二百八十万元）."""
_SIGNED: Final = (Kind.BARE, Kind.MONEY, Kind.PERCENT)


def _opens(parts: Parts, start: int) -> bool:
    """Whether the number stands alone in brackets that follow a label, not another number."""
    text = parts.text
    if text[start - 1 : start] != "(":
        return False
    if any(t.end <= start and not text[t.end : start - 1].strip(" :：=") for t in parts.times):
        return True
    return re.search(r"\d\s*[%a-z万亿元千]*\s*\(\Z", text[:start]) is None


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
        "w:day", "q:per_unit", "w:item", "c:eps", "w:unit", "w:bed", "w:chair",
        "w:room", "w:ticket",
        "w:patient", "w:pupil", "w:student", "w:member", "w:machin", "w:truck", "w:van", "w:branch",
        "w:site", "w:outlet", "w:order", "w:subscriber", "w:user", "w:guest", "w:visitor", "w:piec",
        "w:teacher", "w:nurs", "w:driver", "w:engineer", "w:tractor", "h:单数", "h:人次", "h:订单",
    )
)  # fmt: skip


_THINGS: Final = frozenset(("c:store", "c:vehicle", "c:employees", "i:employees", "c:seats"))
"""What is counted by itself, and may have money of its own."""


_PERCENT: Final = re.compile(
    r"[(（]\s*[%％]\s*[)）]|百分比|(?<![a-z])(?:pct|per ?mille|permille)(?![a-z])|‰|"
    r"(?<![a-z])percent(?![a-z])|, ?%"
)
_COUNTED: Final = re.compile(
    r"[(（](?:人次?|笔|单|天|日|件|次|家|户|辆|个|台|套|间|张|度|吨|公斤|平方米|平米|㎡|亩|"
    r"万?千瓦时|小时|days?|persons?|people|units?|pcs|tonnes?|tons?|kwh|mwh|sqm|sq m|nights?|"
    r"rooms?|count|no\.|#)[)）]"
)
"""A head that says its column counts something other than money."""
_LIMITS: Final = frozenset(("c:covenant", "c:threshold"))


def heads_of(
    own: Sequence[Parts], above: Sequence[Parts], more: Parts | None, note: UnitNote | None
) -> Heads:
    """What labels (``own``), titles and a line with a unit say of the numbers under them."""
    label = frozenset().union(*(ids(p.terms) for p in own), *(numbered(p) for p in own))
    around = frozenset().union(*(ids(p.terms) for p in above)) if above else frozenset()
    concepts = (frozenset(t for t in ids(p.terms) if t[0] == "c") for p in reversed(above))
    nearest = next((c for c in concepts if has_concept(c)), None) or frozenset(
        t for t in around if t[0] == "c"
    )
    times = tuple(t for p in reversed(above) for t in p.times)
    anchor = next((t for t in times if not t.is_open and t.year), None)
    whens = [_set(t, anchor) for p in own for t in p.times[:1]]
    noted = (*own, *([more] if more else []), *reversed(above))
    unit = next((n for p in noted if (n := unit_note(p.text)) is not None), None) or note
    unit = None if any(_COUNTED.search(p.text) for p in own) else unit
    spans = (*own, *above) if unit is None else own
    measure = next((m for p in spans if (m := measure_in(p.text)) is not None), None)
    percent = next((divisor(p.text) for p in own if _PERCENT.search(p.text)), None)
    rate = next((r for p in own if (r := rate_in(p.text))), "")
    limit = any(
        (ids(p.terms) & _LIMITS and "c:contract_value" not in ids(p.terms)) or is_rule(p.text)
        for p in own
    )
    return Heads(
        label, nearest, around, whens[-1] if whens else None, anchor, times, unit, measure, percent,
        limit, rate,
        frozenset(m.id for p in above for m in p.marks),
        frozenset().union(*(surfaces(p.terms) for p in own)),
        tuple(t for p in own for t in p.times),
        next((b for p in own if (b := bound_in(p.text))), ""),
    )  # fmt: skip
