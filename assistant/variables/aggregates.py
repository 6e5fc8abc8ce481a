"""What the records sum to: counts and integer cents by direction, period and counterparty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from assistant.domain.records import Direction
from assistant.variables.spans import Span

SpanKey = tuple[Direction, str]
"""Direction and period code."""


class InvoiceFile(NamedTuple):
    """One stored record set."""

    path: Path
    """Parquet with ``domain.records.INVOICE_COLUMNS``."""
    source: str
    """Source id it was read from."""
    added_order: int
    """Rank by time of adding; a later file wins on an invoice's status."""


class Holding(NamedTuple):
    """One counterparty in one period."""

    name: str
    net: int
    """Cents."""
    invoices: int


@dataclass(frozen=True)
class Totals:
    """Sums over one period; amounts in cents, void invoices only counted."""

    valid: int
    void: int
    red: int
    net: int
    gross: int
    tax: int
    red_net: int
    """Sum of red invoices, as a positive number."""
    largest: int | None
    """Net amount of the largest invoice."""


@dataclass(frozen=True)
class Parties:
    """The counterparties of one period, by net amount in cents."""

    count: int
    top1: int
    top3: int
    top5: int
    top10: int
    squares: int
    """Sum of squared net amounts."""
    heads: tuple[Holding, ...]
    """The largest five."""


@dataclass(frozen=True)
class Turnover:
    """Counterparties of a period against those of the period before; amounts in cents."""

    retained: int
    joined: int
    lost: int
    retained_net: int
    """This period's net with those who were there before."""
    joined_net: int
    lost_net: int
    """The earlier period's net with those who are gone."""


class Arrivals(NamedTuple):
    """A quarter's net with counterparties that had no valid invoice in the twelve months before."""

    net: int
    """Cents, all named counterparties."""
    new_net: int
    parties: int
    new_parties: int


class MonthVoids(NamedTuple):
    """Void invoices of a month."""

    void: int
    invoices: int
    """Void ones included."""


@dataclass(frozen=True)
class RecordCounts:
    """What the merged records hold."""

    rows: int
    invoices: int
    void: int
    red: int
    conflicts: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class Ledger:
    """Every aggregate that figures are made from."""

    as_of: date | None
    latest: date | None
    """Latest day in the records up to today, also after ``as_of``."""
    counts: RecordCounts
    firsts: Mapping[Direction, date]
    spans: Mapping[SpanKey, Span]
    totals: Mapping[SpanKey, Totals]
    parties: Mapping[SpanKey, Parties]
    turnover: Mapping[SpanKey, Turnover]
    holdings: Mapping[tuple[Direction, str, str], Holding]
    """By direction, period code and name, for every name that leads some period."""
    last_days: Mapping[tuple[Direction, str], date]
    both: Mapping[str, tuple[int, int]]
    """Period code to the number of customers that also supply, and the net sold to them."""
    monthly: Mapping[tuple[Direction, date], int]
    days: Mapping[Direction, tuple[date, ...]]
    """Days with a valid blue invoice."""
    arrivals: Mapping[SpanKey, Arrivals] = field(default_factory=dict)
    """By direction and quarter code; only quarters that the records precede by twelve months."""
    voids: Mapping[date, MonthVoids] = field(default_factory=dict)
    """Sales invoices by month."""
