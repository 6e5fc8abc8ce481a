"""Formulas as text: the words that a figure shows as its formula are the ones that are computed.

A formula is a weighted sum, or one weighted sum over another::

    (current_assets@BS - inventory@BS) / current_liabilities@BS
    360 * receivables@BS / revenue@FY

After ``@`` stands a token that an anchor year resolves: ``FY`` and ``FY-1`` (fiscal years),
``BS`` and ``BS-1`` (balances), ``CY`` (calendar year). A key without ``@`` has no period.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from assistant.domain.figures import Metric
from assistant.domain.periods import Period, fiscal_period, period_from
from assistant.domain.quantities import Unit

EXACT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN)
"""Own precision, so that no caller's decimal context changes a digit."""
PLACES: Final = 12
_TERM: Final = re.compile(
    r"(?P<sign>[+-])?\s*(?:(?P<weight>\d+(?:\.\d+)?)(?:\s*\*\s*|\Z))?"
    r"(?P<key>[a-z][a-z0-9_.]*(?:@[A-Z]+(?:-1)?)?)?\s*",
    re.ASCII,
)


class Undefined(NamedTuple):
    """Why there is no value although every input is there, in both languages.

    Template keys in it are replaced by what people call them.
    """

    zh: str
    en: str


NO_REASON: Final = Undefined("", "")

Compute = Callable[[Mapping[str, Decimal]], Decimal | Undefined]
"""From template key to value; called only with every input present."""


class Basis(StrEnum):
    """What a formula's result belongs to."""

    FISCAL = "fiscal"
    BALANCE = "balance"
    REQUEST = "request"


class Term(NamedTuple):
    """One weighted key of a sum; a bare number has no key."""

    weight: Decimal
    key: str


@dataclass(frozen=True)
class Anchor:
    """The year, or the balance day, for which a formula is computed."""

    day: date
    """Last day of the fiscal year, or an interim balance day."""

    def resolve(self, template: str) -> str:
        """The figure key that a template key means here."""
        metric, at, token = template.partition("@")
        if not at:
            return metric
        back = 1 if token.endswith("-1") else 0
        match token.removesuffix("-1"):
            case "FY":
                code = f"FY{self.day.year - back}"
            case "CY":
                code = self._calendar_year(back)
            case "BS":
                code = (_year_before(self.day) if back else self.day).isoformat()
            case _:
                msg = f"not a period token: {template!r}"
                raise ValueError(msg)
        return f"{metric}@{code}"

    def period(self, basis: Basis) -> Period | None:
        """The period of a result with ``basis``."""
        if basis is Basis.REQUEST:
            return None
        if basis is Basis.FISCAL:
            return fiscal_period(f"FY{self.day.year}", self.day)
        return period_from(self.day.isoformat())

    def _calendar_year(self, back: int) -> str:
        """The same twelve months of records; only a year that ends with December has a code."""
        if (self.day.month, self.day.day) == (12, 31):
            return str(self.day.year - back)
        return f"12M-{_year_before(self.day) if back else self.day}"


def _year_before(day: date) -> date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year - 1, day.month, last)


@dataclass(frozen=True)
class Formula:
    """A metric and how it is computed."""

    metric: Metric
    basis: Basis
    inputs: tuple[str, ...]
    """Template keys."""
    compute: Compute
    tool: str
    """Formula id, e.g. ``ratios.current_ratio``."""
    version: str = "1"


def rounded(value: Decimal, unit: Unit) -> Decimal:
    """``value`` to the cent for money and to twelve places for the rest, without idle zeros."""
    places = 2 if unit.is_money else PLACES
    exact = value.quantize(Decimal(1).scaleb(-places), context=EXACT)
    if unit.is_money:
        return exact
    text = f"{exact:f}".rstrip("0").rstrip(".")
    return Decimal(0) if text in ("-0", "0", "") else Decimal(text)


def parsed_sum(text: str) -> tuple[Term, ...]:
    """The terms of a weighted sum.

    Raises:
        ValueError: ``text`` is no such sum.
    """
    body = text.strip().removeprefix("(").removesuffix(")").strip()
    terms: list[Term] = []
    place = 0
    while place < len(body):
        match = _TERM.match(body, place)
        if match is None or not (match["weight"] or match["key"]):
            msg = f"not a sum of terms: {text!r} at {body[place:]!r}"
            raise ValueError(msg)
        sign = -1 if match["sign"] == "-" else 1
        terms.append(Term(sign * Decimal(match["weight"] or 1), match["key"] or ""))
        place = match.end()
    return tuple(terms)


def sum_of(terms: tuple[Term, ...], values: Mapping[str, Decimal]) -> Decimal:
    """The weighted sum over ``values``."""
    total = Decimal(0)
    for term in terms:
        part = EXACT.multiply(term.weight, values[term.key]) if term.key else term.weight
        total = EXACT.add(total, part)
    return total


def formula(metric: Metric, basis: Basis, *, tool: str = "ratios") -> Formula:
    """The formula that ``metric.formula`` writes: a sum, or a sum over a positive sum."""
    above, slash, below = metric.formula.partition(" / ")
    top = parsed_sum(above)
    bottom = parsed_sum(below) if slash else ()
    inputs = dict.fromkeys(t.key for t in (*top, *bottom) if t.key)

    def compute(values: Mapping[str, Decimal]) -> Decimal | Undefined:
        if not bottom:
            return sum_of(top, values)
        divisor = sum_of(bottom, values)
        if divisor <= 0:
            text = below.strip("()")
            return Undefined(f"分母（{text}）不大于零", f"the denominator ({text}) is not above 0")
        return EXACT.divide(sum_of(top, values), divisor)

    return Formula(metric, basis, tuple(inputs), compute, f"{tool}.{metric.key}")
