"""What a loan must earn, and the rate that earns most once some customers leave over it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.domain.score import Price, PriceTerm
from assistant.scoring.formulas import EXACT
from assistant.scoring.policy import GradeBand
from assistant.scoring.policy_terms import PricingPolicy

_ONE = Decimal(1)
_PLACES = Decimal("0.000001")


class ChurnRow(NamedTuple):
    """Share of customers lost at one rate."""

    rate: Decimal
    lost: Mapping[str, Decimal]
    """By class A, B, C; 0..1."""


class BestRate(NamedTuple):
    """The rate with the highest expected profit."""

    rate: Decimal
    lost: Decimal
    margin: Decimal
    """Expected profit a year for each unit offered: what stays, less those who leave."""


def price_of(pricing: PricingPolicy | None, grade: GradeBand) -> Price | None:
    """The rate of a grade, built up term by term; None where the grade isn't lent to."""
    if pricing is None or grade.rate is None:
        return None
    excess = EXACT.subtract(pricing.capital_return, pricing.funding)
    terms = (
        PriceTerm(code="funding", label_zh="资金成本", label_en="funding", rate=pricing.funding),
        PriceTerm(
            code="operating", label_zh="营运成本", label_en="operating cost", rate=pricing.operating
        ),
        PriceTerm(
            code="expected_loss",
            label_zh="预期损失（违约概率×违约损失率）",
            label_en="expected loss (PD x LGD)",
            rate=_rounded(EXACT.multiply(grade.pd, pricing.lgd)),
        ),
        PriceTerm(
            code="capital",
            label_zh="资本成本（资本占用×超额回报）",
            label_en="capital (capital held x return above funding)",
            rate=_rounded(EXACT.multiply(pricing.capital_ratio, excess)),
        ),
    )
    built = sum((term.rate for term in terms), Decimal(0))
    rate = min(max(built, pricing.min_rate), pricing.max_rate)
    bound = "built" if rate == built else "min" if rate > built else "max"
    return Price(terms=terms, built=built, rate=rate, bound=bound)


def margin_of(rate: Decimal, pd: Decimal, pricing: PricingPolicy) -> Decimal:
    """Expected profit a year for each unit lent: interest of those who pay, less loss and costs."""
    interest = EXACT.multiply(rate, EXACT.subtract(_ONE, pd))
    loss = EXACT.multiply(pd, pricing.lgd)
    return EXACT.subtract(
        EXACT.subtract(interest, loss), EXACT.add(pricing.funding, pricing.operating)
    )


def best_rate(
    table: Sequence[ChurnRow], churn_class: str, pd: Decimal, pricing: PricingPolicy
) -> BestRate | None:
    """The table's rate within the band that maximises expected profit; None where none is in it.

    Source: 2020 national modelling contest, problem C: profit x (1 - share of customers lost).
    """
    best: BestRate | None = None
    for row in table:
        if not pricing.min_rate <= row.rate <= pricing.max_rate:
            continue
        lost = row.lost[churn_class]
        kept = EXACT.subtract(_ONE, lost)
        margin = _rounded(EXACT.multiply(kept, margin_of(row.rate, pd, pricing)))
        if best is None or margin > best.margin:
            best = BestRate(row.rate, lost, margin)
    return best


def _rounded(rate: Decimal) -> Decimal:
    return rate.quantize(_PLACES, context=EXACT)
