"""The policy's grade of a probability of default, and a limit from invoices alone."""

from collections.abc import Collection
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from assistant.scoring.formulas import EXACT
from assistant.scoring.policy import GradeBand, Policy

_ZERO = Decimal(0)


def grade_of_pd(policy: Policy, pd: Decimal) -> GradeBand:
    """The grade whose PD is nearest on the log scale; halfway counts as the worse one."""
    for better, worse in pairwise(policy.grades):
        if EXACT.multiply(pd, pd) < EXACT.multiply(better.pd, worse.pd):
            return better
    return policy.grades[-1]


class InvoiceLimit(NamedTuple):
    """A limit from what invoices alone can tell; statements and security aren't in it."""

    amount: Decimal
    cuts: tuple[str, ...]
    """Codes of the policy's factors that cut it."""


def invoice_limit(
    policy: Policy, grade: GradeBand, sales: Decimal | None, flags: Collection[str]
) -> InvoiceLimit:
    """The smaller of the turnover ceiling and the grade's cap, cut by each factor that applies.

    Args:
        policy: multiples, caps and factors.
        grade: of the firm.
        sales: net sales of the last twelve months; None leaves no limit.
        flags: rule ids that fired or couldn't be tested.
    """
    if sales is None or sales <= 0 or grade.rate is None:
        return InvoiceLimit(_ZERO, ())
    amount = min(EXACT.multiply(sales, policy.limit.sales_multiple), grade.cap)
    cuts = []
    for factor in policy.limit.factors:
        if any(rule in flags for rule in factor.findings):
            amount = EXACT.multiply(amount, factor.multiplier)
            cuts.append(factor.code)
    return InvoiceLimit(amount - amount % policy.limit.step, tuple(cuts))
