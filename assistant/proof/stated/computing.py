"""What a sentence computes from several facts: shares, multiples, totals, means, defined ratios."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from assistant.proof.stated.changing import Computed
from assistant.proof.stated.finding import asked_for, facts_for, rows_for
from assistant.proof.stated.matching import Asked, Book, at_time
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.stating import Row, Stated
from assistant.proof.stated.terms import Term
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When, bounds_of

_OF: Final = re.compile(r"(?<![a-z])of(?![a-z])|占")
_AMOUNTS: Final = (Kind.MONEY, Kind.BARE, Kind.COUNT)
_TOTALS: Final = frozenset(("q:cumulative", "w:total", "h:总计", "h:总额", "h:合计"))
_LIST: Final = re.compile(r"、|和|与|及|以及|,|，|/|\+|(?<![a-z])(?:and|plus|with)(?![a-z])")

DEFINITIONS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "c:gross_margin": (("gross_profit", "revenue"), ("revenue-cost_of_sales", "revenue")),
    "c:net_margin": (("net_profit", "revenue"),),
    "c:operating_margin": (("operating_profit", "revenue"),),
    "c:ebitda_margin": (("ebitda", "revenue"),),
    "c:debt_ratio": (("total_liabilities", "total_assets"), ("total_debt", "total_assets")),
    "c:current_ratio": (("current_assets", "current_liabilities"),),
    "c:quick_ratio": (("current_assets-inventory", "current_liabilities"),),
    "c:cash_ratio": (("cash", "current_liabilities"),),
    "c:debt_to_equity": (("total_liabilities", "net_assets"), ("total_debt", "net_assets")),
    "c:debt_to_ebitda": (("total_debt", "ebitda"),),
    "c:net_debt_to_ebitda": (("net_debt", "ebitda"), ("total_debt-cash", "ebitda")),
    "c:interest_cover": (("ebit", "interest_expense"), ("ebitda", "interest_expense"), ("operating_profit", "interest_expense")),
    "c:dscr": (("operating_cash_flow", "debt_service"), ("ebitda", "debt_service"), ("cash_available", "debt_service")),
    "c:roe": (("net_profit", "net_assets"),),
    "c:roa": (("net_profit", "total_assets"),),
    "c:asset_turnover": (("revenue", "total_assets"),),
    "c:inventory_turnover": (("cost_of_sales", "inventory"),),
    "c:ltv": (("loan_amount", "collateral_value"), ("loan", "collateral_value"), ("balance", "collateral_value")),
}  # fmt: skip
"""Ratios by their common definitions: (above, below), ``a-b`` for a difference."""
DIFFERENCES: Final = {
    "c:gross_profit": ("revenue", "cost_of_sales"),
    "c:net_debt": ("total_debt", "cash"),
    "c:net_assets": ("total_assets", "total_liabilities"),
    "c:total_liabilities": ("total_assets", "net_assets"),
    "c:net_current_assets": ("current_assets", "current_liabilities"),
    "c:free_cash_flow": ("operating_cash_flow", "capex"),
    "c:undrawn": ("loan_amount", "drawn"),
    "c:ebitda": ("ebit", "-da"),
}
_MOST: Final = 12


def shares(book: Book, parts: Parts, part: Part, topic: frozenset[str]) -> Iterator[Computed]:
    """Part over whole: A占B的30%, A accounts for 30% of B."""
    left, right = _operands(parts, part)
    wide = ids(parts.terms_between(0, part.begin))
    one = asked_for(left, part.when, wide=wide, topic=topic)
    wholes = [asked_for(right, part.when, wide=wide, topic=topic)] if right else []
    for whole in wholes:
        for above in facts_for(book, one, _AMOUNTS):
            for below in facts_for(book, whole, _AMOUNTS):
                if above.fact is not below.fact and below.fact.number.value > 0:
                    yield _over(above.fact, below.fact, Kind.PERCENT, "share")
    if not right:
        yield from _of_total(book, one)


def _of_total(book: Book, one: Asked) -> Iterator[Computed]:
    """A row's share of the total of its own column."""
    for found in facts_for(book, one, _AMOUNTS):
        for row in book.rows:
            if not (row.label & _TOTALS) or row.title != found.row.title:
                continue
            for whole in at_time(row, one.when, book):
                if whole.column == found.fact.column and whole.number.value > 0:
                    yield _over(found.fact, whole, Kind.PERCENT, "share")


def _operands(parts: Parts, part: Part) -> tuple[list[Term], list[Term]]:
    """The words of the part and of the whole around a share."""
    lead = parts.text[part.begin : part.numeral.start]
    mark = None
    for mark in re.finditer(
        r"占|为|是|相当于|贡献|(?<![a-z])(?:accounts? for|accounted for|makes? up|made up|represent(?:s|ed)|equals?|is|are|was|were|covers?|absorbed|brought in)(?![a-z])",
        lead,
    ):
        if mark[0] in ("占", "相当于"):
            break
    after = parts.text[part.numeral.end : part.end]
    if re.match(r"\s*(?:of|的)(?![a-z])", after):
        right = parts.terms_between(part.numeral.end, part.end)
        left = parts.terms_between(part.begin, part.numeral.start) or parts.terms_between(
            0, part.begin
        )
        if not left and right:
            cut = next(
                (
                    t
                    for t in right
                    if re.search(
                        r"(?<![a-z])(?:was|were|is|are|came)(?![a-z])",
                        parts.text[right[0].start : t.start],
                    )
                ),
                None,
            )
            if cut is not None:
                left = [t for t in right if t.start >= cut.start]
                right = [t for t in right if t.start < cut.start]
        return left, right
    if mark is None:
        return parts.terms_between(part.begin, part.numeral.start), []
    middle = part.begin + mark.start()
    left = parts.terms_between(part.begin, middle) or parts.terms_between(0, part.begin)
    return left, parts.terms_between(part.begin + mark.end(), part.numeral.start)


def multiples(book: Book, parts: Parts, part: Part, topic: frozenset[str]) -> Iterator[Computed]:
    """A是B的1.5倍, A is 2.5 times B; the same thing at two times."""
    left, right = _operands(parts, part)
    if not right:
        right = parts.terms_between(part.numeral.end, part.end)
    times = [t for t in parts.times if part.begin <= t.start < part.end]
    wide = ids(parts.terms_between(0, part.begin))
    when = times[0] if times else part.when
    one = asked_for(left, when, wide=wide, topic=topic)
    if len(times) > 1 and not right:
        for first in facts_for(book, one, _AMOUNTS):
            for second in facts_for(book, replace(one, when=times[-1]), _AMOUNTS):
                if second.fact.number.value > 0 and first.fact is not second.fact:
                    yield _over(first.fact, second.fact, Kind.TIMES, "multiple")
        return
    for first in facts_for(book, one, _AMOUNTS):
        for second in facts_for(book, asked_for(right, when, wide=wide, topic=topic), _AMOUNTS):
            if second.fact.number.value > 0 and first.fact is not second.fact:
                yield _over(first.fact, second.fact, Kind.TIMES, "multiple")


def _over(above: Stated, below: Stated, kind: Kind, name: str) -> Computed:
    return Computed(above.number.value / below.number.value, kind, (above, below), name)


def totals(book: Book, asked: Asked, parts: Parts, part: Part) -> Iterator[Computed]:
    """What several facts add up to: the things listed, all of a column, the parts of a period."""
    for group in groups(book, asked, parts, part):
        kinds = {f.number.kind for f in group}
        if len(kinds) == 1 and len(group) > 1:
            yield Computed(
                sum((f.number.value for f in group), Decimal(0)), kinds.pop(), tuple(group), "total"
            )


def means(book: Book, asked: Asked, parts: Parts, part: Part) -> Iterator[Computed]:
    """What several facts come to on average, or a period's total over its months."""
    for group in groups(book, asked, parts, part):
        kinds = {f.number.kind for f in group}
        if len(kinds) == 1 and len(group) > 1:
            total = sum((f.number.value for f in group), Decimal(0))
            yield Computed(total / len(group), kinds.pop(), tuple(group), "average")
    months = _months(parts, part)
    if months:
        for found in facts_for(book, asked, _AMOUNTS):
            span = _length(found.fact.when)
            if span and span % months == 0 and span > months:
                yield Computed(
                    found.fact.number.value * months / span,
                    found.fact.number.kind,
                    (found.fact,),
                    "average",
                )


def _months(parts: Parts, part: Part) -> int:
    begin, end = parts.clause_span(part.clause)
    words = parts.text[begin:end]
    if re.search(
        r"月均|每月|每个月|平均每月|(?<![a-z])(?:a month|per month|monthly)(?![a-z])", words
    ):
        return 1
    if re.search(r"季均|每季|(?<![a-z])(?:a quarter|per quarter|quarterly)(?![a-z])", words):
        return 3
    return 12 if re.search(r"年均|每年|(?<![a-z])(?:a year|per year|yearly)(?![a-z])", words) else 0


def _length(when: When | None) -> int:
    bounds = bounds_of(when) if when is not None else None
    if when is not None and when.code:
        return when.part
    if bounds is None or bounds[0] == bounds[1]:
        return 0
    return (bounds[1].year - bounds[0].year) * 12 + bounds[1].month - bounds[0].month + 1


def groups(book: Book, asked: Asked, parts: Parts, part: Part) -> Iterator[list[Stated]]:
    """Sets of facts that a total or mean may run over."""
    listed = _listed(book, asked, parts, part)
    if listed:
        yield listed
    size = _said_size(parts, part)
    for rows in _alike(book, asked):
        found = [facts[0] for row in rows if (facts := at_time(row, asked.when, book))]
        if len(found) > 1 and (size is None or len(found) == size):
            yield found
        if size is not None and len(found) > size and asked.near & {f"n:{size}"}:
            yield sorted(found, key=lambda f: -f.number.value)[:size]
    for _, row in rows_for(book, asked)[:4]:
        yield from _within(row, asked.when, size)


def _listed(book: Book, asked: Asked, parts: Parts, part: Part) -> list[Stated]:
    """The facts of the things that the sentence lists before the total."""
    start, _ = parts.clause_span(part.clause)
    begin = start if parts.terms_between(start, part.numeral.start) else 0
    lead = parts.text[begin : part.numeral.start]
    cuts = [begin, *(begin + m.end() for m in _LIST.finditer(lead)), part.numeral.start]
    runs = [parts.terms_between(a, b) for a, b in zip(cuts, cuts[1:], strict=False)]
    runs = [run for run in runs if run]
    if len(runs) < 2:  # noqa: PLR2004
        return []
    shared = [t for t in runs[-1] if t.id[0] in "cq"]
    found: list[Stated] = []
    for run in runs[:_MOST]:
        own = run if any(t.id[0] == "c" for t in run) else [*run, *shared]
        facts = facts_for(
            book, asked_for(own, asked.when, wide=asked.wide, topic=asked.topic), _AMOUNTS
        )
        if not facts:
            return []
        found.append(facts[0].fact)
    return found if len({id(f) for f in found}) == len(found) else []


def _said_size(parts: Parts, part: Part) -> int | None:
    """How many things the clause says it counts: 三家, 五项, the three facilities, top five."""
    start, end = parts.clause_span(part.clause)
    for other in parts.parts:
        if (
            other is not part
            and start <= other.numeral.start < end
            and other.numeral.kind in (Kind.COUNT, Kind.BARE)
        ):
            value = other.numeral.value
            if value == value.to_integral_value() and 2 <= value <= 31:  # noqa: PLR2004
                return int(value)
    for term in parts.terms_between(start, end):
        if term.id.startswith("n:") and term.id != "n:1":
            return int(term.id[2:])
    return None


def _alike(book: Book, asked: Asked) -> Iterator[list[Row]]:
    """Rows that differ in one thing only: all of a table's column, or all of one concept."""
    seen: set[frozenset[int]] = set()
    for score, row in book.ranked(asked)[:6]:
        if score < 0 or row.stance.value != "value":
            continue
        first = row.facts[0]
        column = [
            r
            for r in book.rows
            if r.title == row.title
            and r.facts[0].column == first.column
            and first.column >= 0
            and not r.label & _TOTALS
        ]
        concept = [
            r
            for r in book.rows
            if asked.head
            and asked.head in r.label
            and r.facts[0].number.kind is first.number.kind
            and not r.label & _TOTALS
        ]
        for rows in (column, concept):
            key = frozenset(id(r) for r in rows)
            if len(rows) > 1 and key not in seen:
                seen.add(key)
                yield rows


def _within(row: Row, when: When | None, size: int | None) -> Iterator[list[Stated]]:
    """The facts of one row that make up a longer period: four quarters, two halves, twelve months."""
    dated = [
        f for f in row.facts if f.when is not None and not f.when.is_open and bounds_of(f.when)
    ]
    by_length: dict[int, list[Stated]] = {}
    for fact in dated:
        by_length.setdefault(_length(fact.when), []).append(fact)
    span = bounds_of(when) if when is not None and not when.is_open else None
    for facts in by_length.values():
        inside = [f for f in facts if span is None or _inside(f, span)]
        if len(inside) > 1 and (size is None or size == len(inside)):
            yield inside
    undated = [
        f
        for f in row.facts
        if f.when is not None
        and f.when.is_open
        and f.when.kind in (TimeKind.QUARTER, TimeKind.MONTH, TimeKind.HALF)
    ]
    if len(undated) > 1:
        yield undated


def _inside(fact: Stated, span: "tuple") -> bool:  # type: ignore[type-arg]
    bounds = bounds_of(fact.when) if fact.when is not None else None
    return bounds is not None and span[0] <= bounds[0] and bounds[1] <= span[1]


def defined(book: Book, asked: Asked, kind: Kind) -> Iterator[Computed]:
    """A ratio or difference by its common definition, where the sources state only its parts."""
    for above, below in DEFINITIONS.get(asked.head, ()):
        for top in _expression(book, asked, above):
            for bottom in _expression(book, asked, below):
                if bottom[0] > 0:
                    ratio = Kind.PERCENT if kind is Kind.PERCENT else Kind.TIMES
                    yield Computed(top[0] / bottom[0], ratio, (*top[1], *bottom[1]), asked.head[2:])
    pair = DIFFERENCES.get(asked.head)
    if pair is not None:
        for top in _expression(book, asked, pair[0]):
            for bottom in _expression(book, asked, pair[1].lstrip("-")):
                value = top[0] + bottom[0] if pair[1].startswith("-") else top[0] - bottom[0]
                yield Computed(value, top[1][0].number.kind, (*top[1], *bottom[1]), asked.head[2:])


def _expression(
    book: Book, asked: Asked, text: str
) -> Iterable[tuple[Decimal, tuple[Stated, ...]]]:
    first, _, second = text.partition("-")
    rest = frozenset(t for t in asked.near if t[0] != "c")
    found = _concept(book, asked, first, rest)
    if not second:
        return [(f.number.value, (f,)) for f in found]
    return [
        (f.number.value - g.number.value, (f, g))
        for f in found
        for g in _concept(book, asked, second, rest)
    ]


def _concept(book: Book, asked: Asked, name: str, rest: frozenset[str]) -> list[Stated]:
    head = f"c:{name}"
    wanted = Asked(rest | {head}, head, asked.wide, asked.topic, asked.when)
    exact: Sequence[Stated] = [
        f.fact for f in facts_for(book, wanted, _AMOUNTS) if head in f.fact.label
    ]
    return list(exact[:1])
