"""One healthy firm, small enough to work out by hand; amounts in 万元 times 10,000."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

import pytest

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.applicant import field_metric
from assistant.domain.evidence import Computed, Entered
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.periods import period_from
from assistant.domain.quantities import Unit
from assistant.domain.score import ScoreInputs, score_inputs
from assistant.scoring.policy import Policy, load_policy
from assistant.scoring.ratios import ratio_figures

AS_OF: Final = date(2024, 12, 31)
FLOWS: Final = {
    "revenue": 1200,
    "cost_of_sales": 800,
    "interest_expense": 20,
    "depreciation_amortisation": 30,
    "operating_profit": 110,
    "profit_before_tax": 100,
    "income_tax": 25,
    "net_profit": 75,
    "operating_cash_flow": 90,
    "capex": 20,
    "principal_repayment": 60,
}
BALANCES: Final = {
    "cash": 60,
    "receivables": 200,
    "prepayments": 20,
    "inventory": 100,
    "current_assets": 400,
    "total_assets": 800,
    "short_term_debt": 100,
    "payables": 120,
    "advances_received": 30,
    "current_portion_ltd": 0,
    "current_liabilities": 300,
    "long_term_debt": 50,
    "total_liabilities": 400,
    "retained_earnings": 150,
    "equity": 400,
}
FIELDS: Final = {
    "request.amount": Decimal(1_000_000),
    "request.rate": Decimal("0.05"),
    "request.principal_per_year": Decimal(200_000),
    "request.tenor_months": Decimal(12),
    "request.expected_growth": Decimal("0.1"),
    "request.own_funds": Decimal(100_000),
    "request.existing_working_capital_loans": Decimal(100_000),
    "request.other_working_capital": Decimal(0),
    "collateral.1.value": Decimal(3_000_000),
    "collateral.2.value": Decimal(1_000_000),
    "applicant.founded": date(2015, 3, 4),
    "bureau.report_date": date(2025, 2, 3),
    "bureau.overdue_amount": Decimal(0),
    "bureau.overdue_months": 0,
    "bureau.queries_3m": 1,
    "bureau.external_guarantees": Decimal(400_000),
}
INVOICES: Final = {
    "sales.net@L12M": (Decimal(12_500_000), Unit.CNY),
    "sales.net@2024": (Decimal(12_500_000), Unit.CNY),
    "sales.growth@L12M": (Decimal("0.08"), Unit.RATIO),
    "sales.volatility@L12M": (Decimal("0.3"), Unit.RATIO),
    "sales.gap_days_max@L12M": (12, Unit.DAYS),
    "sales.void_rate@L12M": (Decimal("0.03"), Unit.RATIO),
    "sales.red_rate@L12M": (Decimal("0.01"), Unit.RATIO),
    "customers.top1_share@L12M": (Decimal("0.3"), Unit.RATIO),
    "customers.hhi@L12M": (Decimal("0.15"), Unit.INDEX),
    "customers.retained_share@L12M": (Decimal("0.7"), Unit.RATIO),
    "suppliers.churn@L12M": (Decimal("0.3"), Unit.RATIO),
}


class Firm:
    """Builds figures of one firm."""

    as_of = AS_OF

    @staticmethod
    def line(key: str, value: object, unit: Unit | None = None, **more: object) -> Figure:
        """A statement line or a request field, entered by somebody."""
        name, _, code = key.partition("@")
        metric = STATEMENT_LINES.get(name) or field_metric(name)
        entered = Entered(who="li", when=datetime(2025, 1, 2, tzinfo=UTC), why="")
        return Figure.model_validate(
            {
                "key": key,
                "label_zh": metric.label_zh if metric else name,
                "label_en": metric.label_en if metric else name,
                "value": value,
                "unit": unit or (metric.unit if metric else Unit.INDEX),
                "period": period_from(code) if code else None,
                "evidence": entered,
                "missing_reason": "not known" if value is None else None,
                **more,
            }
        )

    @staticmethod
    def code_figure(key: str, value: object, unit: Unit, missing: str = "not known") -> Figure:
        """A figure that code made."""
        code = key.partition("@")[2]
        return Figure.model_validate(
            {
                "key": key,
                "label_zh": key.partition("@")[0],
                "label_en": key.partition("@")[0],
                "value": value,
                "unit": unit,
                "period": period_from(code, AS_OF) if code else None,
                "evidence": Computed(tool="t", version="1", inputs_digest="", formula="f"),
                "missing_reason": missing if value is None else None,
            }
        )

    def lines(self, year: int = 2024, share: str = "1", **changes: object) -> list[Figure]:
        """Statements of one year, each line times ``share``; ``changes`` in yuan, None drops."""
        factor = Decimal(share) * 10_000
        made = {f"{m}@FY{year}": v * factor for m, v in FLOWS.items()}
        made |= {f"{m}@{year}-12-31": v * factor for m, v in BALANCES.items()}
        figures = []
        for key, value in made.items():
            chosen = changes.get(key.partition("@")[0], value)
            if chosen is not None:
                figures.append(self.line(key, Decimal(str(chosen))))
        return figures

    def fields(self, **changes: object) -> list[Figure]:
        """Request, collateral and bureau fields; ``request_amount=None`` drops one."""
        chosen = {k: changes.get(k.replace(".", "_"), v) for k, v in FIELDS.items()}
        return [self.line(k, v) for k, v in chosen.items() if v is not None]

    def invoices(self, **changes: object) -> list[Figure]:
        """Invoice figures; ``customers_top1_share=Decimal("0.6")`` changes one."""
        figures = []
        for key, (value, unit) in INVOICES.items():
            chosen = changes.get(key.partition("@")[0].replace(".", "_"), value)
            figures.append(self.code_figure(key, chosen, unit))
        return figures

    def everything(self, **changes: object) -> list[Figure]:
        """All figures of the healthy firm, ratios included."""
        raw = [*self.lines(**changes), *self.fields(**changes), *self.invoices(**changes)]
        return [*raw, *ratio_figures(raw, AS_OF).figures]

    def inputs(self, **changes: object) -> ScoreInputs:
        """Score inputs of the healthy firm."""
        return score_inputs(tuple(self.everything(**changes)), (), (), AS_OF)


@pytest.fixture(scope="session")
def firm() -> Firm:
    return Firm()


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy("sme-working-capital")


@pytest.fixture
def values(firm: Firm) -> Callable[..., dict[str, object]]:
    """Ratios by key of some figures."""

    def compute(figures: list[Figure], as_of: date | None = AS_OF) -> dict[str, object]:
        return {f.key: f.value for f in ratio_figures(figures, as_of).figures}

    return compute


@pytest.fixture
def candidate() -> FigureStatus:
    return FigureStatus.CANDIDATE
