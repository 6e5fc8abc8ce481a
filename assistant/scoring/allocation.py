"""Shares a budget out over firms: whom to lend how much at which rate, for the highest profit.

Each firm's rate is the one of highest expected profit by the churn table: the budget counts what is
committed, so rates don't compete. Amounts are a mixed-integer problem because a loan below the
least amount is none. Solved by HiGHS; a greedy fill stands beside it as the baseline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Final, NamedTuple

from assistant.errors import InputError
from assistant.scoring.policy_terms import PricingPolicy
from assistant.scoring.pricing import BestRate, ChurnRow, best_rate

_CENT: Final = Decimal("0.01")
_GAP: Final = 1e-9


class Applicant(NamedTuple):
    """A firm that may be lent to."""

    firm: str
    pd: Decimal
    churn_class: str
    most: Decimal
    """Its limit."""


class Loan(NamedTuple):
    """One firm's share."""

    firm: str
    amount: Decimal
    rate: Decimal
    lost: Decimal
    """Share of such customers that leave at this rate."""
    profit: Decimal
    """Expected a year."""
    loss: Decimal
    """Expected credit loss a year, of those who stay."""


@dataclass(frozen=True)
class Terms:
    """What binds the whole."""

    budget: Decimal
    least: Decimal
    most: Decimal
    """Of one loan."""
    loss_ratio: Decimal | None = None
    """Most expected loss (PD x LGD) for each unit committed, over the whole portfolio."""


class Allocation(NamedTuple):
    """Loans, largest profit first."""

    loans: tuple[Loan, ...]

    @property
    def profit(self) -> Decimal:
        """Expected a year."""
        return sum((loan.profit for loan in self.loans), Decimal(0))

    @property
    def committed(self) -> Decimal:
        """Sum of the amounts."""
        return sum((loan.amount for loan in self.loans), Decimal(0))

    @property
    def loss(self) -> Decimal:
        """Expected credit loss a year."""
        return sum((loan.loss for loan in self.loans), Decimal(0))


class _Offer(NamedTuple):
    applicant: Applicant
    rate: BestRate
    most: Decimal


def offers_of(
    applicants: Sequence[Applicant], table: Sequence[ChurnRow], pricing: PricingPolicy, terms: Terms
) -> list[_Offer]:
    """Those worth lending to, each at its best rate."""
    found = []
    for applicant in applicants:
        most = min(applicant.most, terms.most)
        rate = best_rate(table, applicant.churn_class, applicant.pd, pricing)
        if rate is not None and rate.margin > 0 and most >= terms.least:
            found.append(_Offer(applicant, rate, most))
    return found


def allocate(
    applicants: Sequence[Applicant], table: Sequence[ChurnRow], pricing: PricingPolicy, terms: Terms
) -> Allocation:
    """The amounts of highest expected profit within the terms.

    Raises:
        InputError: the solver isn't installed, or found no solution.
    """
    offers = offers_of(applicants, table, pricing, terms)
    if not offers:
        return Allocation(())
    amounts = _solved(offers, pricing, terms)
    return _made(offers, amounts, pricing, terms)


def greedy(
    applicants: Sequence[Applicant], table: Sequence[ChurnRow], pricing: PricingPolicy, terms: Terms
) -> Allocation:
    """The baseline: the best margin first, as much as it may have, until the budget is gone."""
    offers = offers_of(applicants, table, pricing, terms)
    offers.sort(key=lambda o: (-o.rate.margin, o.applicant.firm))
    left, lost, given = terms.budget, Decimal(0), Decimal(0)
    amounts = []
    for offer in offers:
        amount = min(offer.most, left)
        risk = amount * offer.applicant.pd * pricing.lgd
        over = terms.loss_ratio is not None and lost + risk > terms.loss_ratio * (given + amount)
        amount = Decimal(0) if amount < terms.least or over else amount
        amounts.append(float(amount))
        left, given = left - amount, given + amount
        lost += risk if amount else Decimal(0)
    return _made(offers, amounts, pricing, terms)


def _solved(offers: Sequence[_Offer], pricing: PricingPolicy, terms: Terms) -> list[float]:
    try:
        import numpy as np
        from scipy.optimize import (  # type: ignore[import-untyped]  # ships no types
            Bounds,
            LinearConstraint,
            milp,
        )
    except ImportError as error:
        raise InputError(
            "sharing a budget out needs scipy, which isn't installed",
            "pip install 'tallystick[risk]'",
            zh="分配预算需要 scipy，尚未安装",
            zh_hint="pip install 'tallystick[risk]'",
        ) from error
    n = len(offers)
    most = np.array([float(o.most) for o in offers])
    margins = np.array([float(o.rate.margin) for o in offers])
    eye, none = np.eye(n), np.zeros(n)
    rows = [
        LinearConstraint(np.r_[np.ones(n), none], -np.inf, float(terms.budget)),
        LinearConstraint(np.c_[eye, -np.diag(most)], -np.inf, 0),
        LinearConstraint(np.c_[eye, -float(terms.least) * eye], 0, np.inf),
    ]
    if terms.loss_ratio is not None:
        risks = np.array([float(o.applicant.pd * pricing.lgd) for o in offers])
        rows.append(LinearConstraint(np.r_[risks - float(terms.loss_ratio), none], -np.inf, 0))
    found = milp(
        np.r_[-margins, none],
        constraints=rows,
        integrality=np.r_[none, np.ones(n)],
        bounds=Bounds(0, np.r_[most, np.ones(n)]),
        options={"mip_rel_gap": _GAP},
    )
    if found.x is None:
        raise InputError(
            f"no way to share the budget out: {found.message}",
            "loosen the terms",
            zh=f"无法分配预算：{found.message}",
            zh_hint="请放宽条件",
        )
    return [float(x) for x in found.x[:n]]


def _made(
    offers: Sequence[_Offer], amounts: Sequence[float], pricing: PricingPolicy, terms: Terms
) -> Allocation:
    loans = []
    for offer, found in zip(offers, amounts, strict=True):
        amount = Decimal(repr(round(found, 2))).quantize(_CENT, rounding=ROUND_DOWN)
        if amount < terms.least:
            continue
        rate = offer.rate
        kept = amount * (1 - rate.lost)
        loans.append(
            Loan(
                offer.applicant.firm,
                amount,
                rate.rate,
                rate.lost,
                (amount * rate.margin).quantize(_CENT),
                (kept * offer.applicant.pd * pricing.lgd).quantize(_CENT),
            )
        )
    loans.sort(key=lambda loan: (-loan.profit, loan.firm))
    return Allocation(tuple(loans))
