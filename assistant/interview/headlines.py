# ruff: noqa: E501  metrics by kind read as a table
"""Which of a case's figures an owner may speak of: the firm's own headline measures."""

from typing import Final

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.figures import FigureKey

_SALES: Final = ("net", "gross", "growth")
_PARTIES: Final = (
    "count", "top1_share", "top3_share", "top5_share", "top10_share", "new_count", "lost_count", "retained_count", "churn", "share",
)  # fmt: skip
HEADLINES: Final = frozenset(
    [
        *STATEMENT_LINES,
        *(f"{side}.{name}" for side in ("sales", "purchases") for name in _SALES),
        *(f"{side}.{name}" for side in ("customers", "suppliers") for name in _PARTIES),
        "gross_profit", "gross_margin", "net_margin", "operating_margin", "ebitda", "ebit", "current_ratio", "quick_ratio",
        "liabilities_to_assets", "debt_to_equity", "interest_bearing_debt", "interest_cover", "dscr.ebitda", "debt_service",
        "dso", "dio", "dpo", "ccc", "revenue_growth", "net_profit_growth", "roe", "roa",
        "applicant.employees", "applicant.founded", "applicant.registered_capital", "request.amount", "request.tenor_months",
        "request.rate", "request.own_funds", "collateral.total_value", "bank.inflow", "bureau.outstanding_credit",
        "bureau.overdue_amount", "bureau.overdue_months", "bureau.external_guarantees", "bureau.queries_3m",
        "wages", "rent", "electricity",
    ]
)  # fmt: skip
"""Metrics of the catalogue that people speak of; the others have names that prose alone uses."""
_PERIODS: Final = ("L3M", "L6M", "P12M")


def is_headline(key: FigureKey) -> bool:
    """Whether a claim may be set beside a figure of a case."""
    if key.metric not in HEADLINES:
        return False
    period = key.period or ""
    return not period.startswith(_PERIODS) and not (
        key.scope and key.metric.startswith("customers.last")
    )
