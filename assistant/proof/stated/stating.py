"""What a source states: numbers with their label, time, unit and place."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from assistant.proof.numeral import Numeral
from assistant.proof.units import Kind
from assistant.proof.when import When


class Stance(StrEnum):
    """What a source's number says."""

    VALUE = "value"
    CHANGE = "change"
    """How much something moved."""
    LIMIT = "limit"
    """What something must keep to."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One number of a source."""

    number: Numeral
    label: frozenset[str]
    """Terms that name it: of its line, row, column or clause."""
    title: frozenset[str]
    """Terms of the titles over it."""
    above: frozenset[str]
    """Concepts of the nearest title that has any."""
    around: frozenset[str]
    """Terms of titles and of the sentence around it."""
    when: When | None
    times: tuple[When, ...]
    """Times that titles name, for a number without its own."""
    stance: Stance
    sign: int
    """1 or -1 where words of movement give a sign; 0 elsewhere."""
    bound: str
    """``>=``, ``<=``, ``>`` or ``<`` of a limit."""
    rate: str
    """``month``, ``year``, ``day`` ... of an amount per time."""
    doc: int
    """The source that states it (see ``sources.Document``)."""
    order: int
    line: int
    """Which line of words it stands in: its row, labelled line or sentence."""
    column: int = -1
    base: When | None = None
    """The time that a movement is measured from."""
    surface: frozenset[str] = frozenset()
    """How its concepts are written."""
    yearly: bool | None = None
    """Whether a movement is over a year (True) or over one period (False)."""
    held: bool = False
    """It has no words of its own: its label is that of the number before it."""


@dataclass(slots=True)
class Row:
    """Facts that differ by time only: one label, one stance, one unit family."""

    label: frozenset[str]
    title: frozenset[str]
    around: frozenset[str]
    stance: Stance
    concepts: frozenset[str]
    """The concepts that name it: of its label, else of the nearest title."""
    facts: list[Stated] = field(default_factory=list)
    surface: frozenset[str] = frozenset()

    @property
    def first(self) -> Stated:
        """Its first fact."""
        return self.facts[0]


def rows_of(facts: Iterable[Stated]) -> list[Row]:
    """Facts gathered by label, stance and unit family, in order of first mention."""
    rows: dict[tuple[object, ...], Row] = {}
    for fact in facts:
        number = fact.number
        key = (
            fact.label,
            fact.title if not has_concept(fact.label) else named(fact.title),
            fact.stance,
            number.kind.value,
            number.currency,
            number.measure if number.kind.value == "bare" else "",
            fact.rate,
            fact.bound,
            fact.yearly,
        )
        row = rows.get(key)
        if row is None:
            concepts = frozenset(t for t in fact.label if t[0] == "c")
            if not has_concept(fact.label):
                concepts |= fact.above
            for brought, name in _BROUGHT.items():
                if (
                    brought in fact.label
                    and number.kind in (Kind.MONEY, Kind.BARE)
                    and not has_concept(fact.label)
                ):
                    concepts |= {name}
            if (
                number.kind is Kind.PERCENT
                and fact.label & _LOANS
                and not has_concept(fact.label - _LOANS)
            ):
                concepts |= {"c:interest_rate"}
            if (
                number.kind in (Kind.MONTHS, Kind.DAYS)
                and fact.label & _TERMED
                and not has_concept(fact.label - _TERMED)
            ):
                concepts |= {"c:tenor"}
            if number.kind is Kind.PERCENT and "c:shareholder" in fact.label:
                concepts |= {"c:shareholding"}
            row = rows[key] = Row(fact.label, fact.title, fact.around, fact.stance, concepts)
        row.facts.append(fact)
        row.surface |= fact.surface
    return joined(list(rows.values()))


def joined(rows: list[Row]) -> list[Row]:
    """Rows of one thing that its source names once and then goes on about.

    江源2024年产量…。2023年产量….
    """
    kin: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        first = row.first
        told = frozenset(t for t in row.label if t[0] not in "wh")
        if has_concept(told):
            key = (
                first.doc,
                told,
                row.stance,
                first.number.kind,
                first.number.currency,
                first.number.measure,
                first.rate,
                first.bound,
                first.yearly,
                row.title,
            )
            kin.setdefault(key, []).append(row)
    gone: set[int] = set()
    for named_, plain in (
        (pair[0], pair[1]) if len(pair[0].label) > len(pair[1].label) else (pair[1], pair[0])
        for pair in kin.values()
        if len(pair) == 2  # noqa: PLR2004  two
    ):
        if any(t[0] in "wh" for t in plain.label) or _times(named_) & _times(plain):
            continue
        named_.facts += plain.facts
        named_.surface |= plain.surface
        named_.facts.sort(key=lambda f: f.order)
        gone.add(id(plain))
    return [row for row in rows if id(row) not in gone]


def _times(row: Row) -> set[When | None]:
    """The times of a row's facts, wherever they stand in their lines."""
    return {replace(f.when, start=0, end=0) if f.when is not None else None for f in row.facts}


_BROUGHT = {"c:customer": "c:revenue", "c:supplier": "c:purchase"}
"""What lists of customers and suppliers count, unless they say otherwise."""


_LOANS = frozenset(
    f"c:{n}"
    for n in (
        "loan",
        "loan_amount",
        "principal",
        "term_loan",
        "overdraft",
        "hire_purchase",
        "wc_loan",
        "fa_loan",
        "balance",
        "limit",
    )
)
"""What a percentage beside is the interest rate of."""


_TERMED = _LOANS - {"c:balance"} | {"c:repayment", "w:repayabl"}
"""What a span of time beside is the term of."""


def named(terms: frozenset[str]) -> frozenset[str]:
    """Terms that tell one section from another: qualifiers, names, not what is counted."""
    return frozenset(t for t in terms if t[0] != "c")


GENERIC = frozenset(
    (
        "c:balance", "c:share", "c:threshold", "c:growth", "c:price", "c:contract_value",
        "c:covenant", "c:fee",
        "c:customer", "c:supplier", "c:store", "c:employees", "c:shareholder", "c:drawn",
        "c:undrawn", "c:limit",
    )
)  # fmt: skip
"""Concepts that say little about what is counted: a title's concept still holds beside them."""


BALANCES: Final = frozenset(
    f"c:{name}"
    for name in (
        "cash", "balance", "inventory", "receivables", "payables", "total_debt", "net_debt",
        "short_term_debt", "long_term_debt", "loan", "total_assets", "total_liabilities",
        "net_assets", "fixed_assets", "employees", "limit", "drawn", "undrawn", "debt_ratio",
        "current_ratio", "quick_ratio", "store", "registered_capital", "paid_in_capital",
        "current_assets", "current_liabilities", "deposit", "guarantee", "leverage",
    )
)  # fmt: skip
"""What is counted at the end of a time, not over it."""


PAID: Final = frozenset(
    f"c:{name}"
    for name in (
        "capex", "dividends", "repayment", "purchase", "outflow", "tax", "income_tax",
        "interest_expense", "impairment",
    )
)  # fmt: skip
"""What is paid out: an amount that a source may write in brackets."""


def has_concept(label: frozenset[str]) -> bool:
    """Whether a label says what is counted, without its titles."""
    return any(t[0] == "c" and t not in GENERIC for t in label)
