"""Thirty-six months of invoices with a story in them, from a seed."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Final

from assistant.demo.firms import FIRST_YEAR, VAT_RATE, Firm, Partner

MONTHS: Final = 36
_CENT: Final = Decimal("0.01")
_RED_RATE: Final = 0.012
_BIG_TICKET: Final = 60_000


@dataclass(frozen=True)
class InvoiceRow:
    """One row as the tax bureau's export writes it."""

    number: str
    issued: date
    counterparty: str
    net: Decimal
    tax: Decimal
    status: str

    @property
    def gross(self) -> Decimal:
        """价税合计."""
        return self.net + self.tax


def sales(firm: Firm, rng: Random) -> list[InvoiceRow]:
    """The firm's sales invoices, oldest first."""
    return _rows(firm, firm.customers, ("客户", firm.small_customers), 1.0, rng)


def purchases(firm: Firm, rng: Random) -> list[InvoiceRow]:
    """The firm's purchase invoices, oldest first."""
    small = ("供应商", firm.small_suppliers)
    return _rows(firm, firm.suppliers, small, firm.purchase_share, rng)


def _rows(
    firm: Firm, partners: tuple[Partner, ...], small: tuple[str, int], scale: float, rng: Random
) -> list[InvoiceRow]:
    numbers = iter(rng.sample(range(10_000_000, 99_999_999), 20_000))
    found: list[InvoiceRow] = []
    for month in range(MONTHS):
        turnover = _turnover(firm, month) * scale * rng.uniform(0.94, 1.06)
        for name, share in _shares(partners, small, month, rng):
            found += _split(turnover * share, name, month, firm.void_rate, numbers, rng)
    return sorted(found, key=lambda row: (row.issued, row.number))


def _turnover(firm: Firm, month: int) -> float:
    level = float(firm.monthly_sales)
    for passed in range(month):
        level *= (1 + firm.yearly_growth[passed // 12]) ** (1 / 12)
    return level * firm.season[month % 12]


def _shares(
    partners: tuple[Partner, ...], small: tuple[str, int], month: int, rng: Random
) -> Iterator[tuple[str, float]]:
    """Each partner's share of one month; small ones divide what is left."""
    left = 1.0
    for partner in partners:
        if partner.gone_after is None or month < partner.gone_after:
            along = month / (MONTHS - 1)
            share = partner.first_share + (partner.last_share - partner.first_share) * along
            share *= rng.uniform(0.92, 1.08)
            left -= share
            yield partner.name, share
    label, count = small
    active = rng.sample(range(1, count + 1), max(3, count * 2 // 3))
    weights = [rng.uniform(0.4, 1.6) for _ in active]
    for number, weight in zip(active, weights, strict=True):
        yield f"{label}{number:03d}", left * weight / sum(weights)


def _split(
    amount: float, name: str, month: int, void_rate: float, numbers: Iterator[int], rng: Random
) -> Iterator[InvoiceRow]:
    year, month_number = FIRST_YEAR + month // 12, month % 12 + 1
    days = calendar.monthrange(year, month_number)[1]
    parts = max(1, round(amount / _BIG_TICKET))
    for part in range(parts):
        net = _cents(amount / parts * rng.uniform(0.9, 1.1))
        # The first of a month's parts falls on its last day, so that the month is complete.
        day = date(year, month_number, days if part == 0 else rng.randint(1, days))
        yield _row(next(numbers), day, name, net, "有效发票")
        if rng.random() < void_rate:
            yield _row(next(numbers), day, name, net, "作废发票")
        if rng.random() < _RED_RATE:
            back = -_cents(float(net) * rng.uniform(0.05, 0.3))
            yield _row(next(numbers), day, name, back, "有效发票")


def _row(number: int, day: date, name: str, net: Decimal, status: str) -> InvoiceRow:
    tax = (net * VAT_RATE).quantize(_CENT, ROUND_HALF_UP)
    return InvoiceRow(str(number), day, name, net, tax, status)


def _cents(amount: float) -> Decimal:
    return Decimal(repr(amount)).quantize(_CENT, ROUND_HALF_UP)


def net_by_year(rows: list[InvoiceRow]) -> dict[int, Decimal]:
    """Valid blue and red amounts without tax, by calendar year."""
    totals: dict[int, Decimal] = {}
    for row in rows:
        if row.status == "有效发票":
            totals[row.issued.year] = totals.get(row.issued.year, Decimal(0)) + row.net
    return totals
