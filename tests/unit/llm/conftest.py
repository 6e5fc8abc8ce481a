"""A small vocabulary, so that what a question means can be worked out by eye."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.applicant import FIELDS
from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure
from assistant.domain.periods import period_from
from assistant.domain.quantities import Unit
from assistant.llm.vocabulary import Vocabulary
from assistant.scoring.ratios import SCORING_METRICS
from assistant.variables.catalogue import CATALOGUE

AS_OF = date(2025, 12, 31)
MADE = Computed(tool="t", version="1", inputs_digest="", formula="")
METRICS = {**FIELDS, **STATEMENT_LINES, **SCORING_METRICS, **CATALOGUE}


def figure(
    key: str, value: Decimal | int | str | date | None = Decimal(1), unit: Unit = Unit.CNY
) -> Figure:
    """A figure by its key; labels come from the metric where there is one."""
    head, _, code = key.partition("@")
    metric = METRICS.get(head.partition(":")[0].partition("#")[0])
    return Figure(
        key=key,
        label_zh=metric.label_zh if metric else head,
        label_en=metric.label_en if metric else head,
        value=value,
        unit=metric.unit if metric else (Unit.TEXT if isinstance(value, str) else unit),
        period=period_from(code, AS_OF) if code else None,
        evidence=MADE,
        missing_reason=None if value is not None else "没有 / none",
    )


KEYS = (
    "sales.net@L12M", "sales.net@P12M", "sales.net@2024", "sales.net@2025",
    "sales.net#vat_returns@2025", "sales.void_rate@L12M", "sales.volatility@L12M",
    "purchases.net@L12M", "customers.count@L12M", "suppliers.count@L12M",
    "customers.top1_share@L12M", "customers.top1_share@P12M", "suppliers.top1_share@L12M",
    "customers.hhi@L12M", "customers.lost_count@L12M", "suppliers.lost_count@L12M",
    "sales.net:禾丰示例商超@L12M", "customers.share:禾丰示例商超@L12M",
    "purchases.net:晨原示例粮油@P12M",
    "revenue@FY2024", "revenue@FY2025", "net_profit@FY2024", "net_profit@FY2025",
    "gross_margin@FY2025", "dscr.ebitda@FY2025", "dscr.pro_forma@FY2025",
    "dscr.operating_cash_flow@FY2025", "liabilities_to_assets@2025-12-31",
    "current_ratio@2025-12-31", "dso@FY2025", "dio@FY2025", "cash@2025-12-31",
    "request.rate", "collateral.1.value", "ltv", "bank.inflow@2025",
)  # fmt: skip
NAMED = {
    "customers.top1_name@L12M": "禾丰示例商超",
    "suppliers.top1_name@L12M": "晨原示例粮油",
    "request.purpose": "采购",
    "collateral.1.type": "厂房",
    "applicant.legal_representative": "示例某",
}


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    figures = [figure(key) for key in KEYS]
    figures += [figure(key, value) for key, value in NAMED.items()]
    figures += [
        figure("request.amount", Decimal(1_500_000)),
        figure("request.tenor_months", 12),
        figure("applicant.employees", 86),
        figure("bureau.overdue_amount", Decimal(0)),
        figure("bureau.overdue_months", 0),
        figure("bureau.outstanding_credit", Decimal(3_000_000)),
    ]
    return Vocabulary(figures, METRICS.values(), AS_OF)
