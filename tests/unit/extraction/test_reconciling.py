"""Sales by statements, VAT returns, invoices and bank, year by year."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.findings import Severity
from assistant.domain.periods import fiscal_period, period_from
from assistant.domain.quantities import Unit
from assistant.extraction.reconciling import reconciled

MADE = Computed(tool="t", version="1", inputs_digest="0" * 64, formula="f", input_keys=(), rows=1)


def figure(key: str, value: str, status: FigureStatus = FigureStatus.VERIFIED) -> Figure:
    return Figure(
        key=key,
        label_zh="名",
        label_en="name",
        value=Decimal(value),
        unit=Unit.CNY,
        period=period_from(key.rpartition("@")[2]),
        evidence=MADE,
        status=status,
    )


def told(*figures: Figure) -> dict[str, str]:
    return {f.rule_id: f.statement.text_zh for f in reconciled(figures)}


def test_what_agrees_raises_nothing() -> None:
    # 1,090 / 1,000 = 109 %, 1,000 / 1,000, 800 / 1,130 = 70.8 %.
    assert (
        told(
            figure("revenue@FY2024", "1090"),
            figure("sales.net#vat_returns@2024", "1000"),
            figure("sales.net@2024", "1000"),
            figure("sales.gross@2024", "1130"),
            figure("bank.inflow@2024", "800"),
        )
        == {}
    )


@pytest.mark.parametrize(
    ("left", "right", "rule", "text"),
    [
        # 1,200 / 1,000 = 120.0 %
        (
            ("revenue@FY2024", "1200"),
            ("sales.net#vat_returns@2024", "1000"),
            "reconcile.revenue_vat",
            "2024年报表营业收入1,200.00元，为增值税申报销售额1,000.00元的120.0%。",
        ),
        # 900 / 1,000 = 90.0 %
        (
            ("revenue@FY2024", "900"),
            ("sales.net@2024", "1000"),
            "reconcile.revenue_invoices",
            "2024年报表营业收入900.00元，为开票净销售额1,000.00元的90.0%。",
        ),
        # 940 / 1,000 = 94.0 %
        (
            ("sales.net#vat_returns@2024", "940"),
            ("sales.net@2024", "1000"),
            "reconcile.vat_invoices",
            "2024年增值税申报销售额940.00元，为开票净销售额1,000.00元的94.0%。",
        ),
        # 300 / 1,130 = 26.5 %
        (
            ("bank.inflow@2024", "300"),
            ("sales.gross@2024", "1130"),
            "reconcile.bank_sales",
            "2024年银行流水流入300.00元，为价税合计的开票销售额1,130.00元的26.5%。",
        ),
    ],
)
def test_what_lies_apart_is_told_with_both_figures(
    left: tuple[str, str], right: tuple[str, str], rule: str, text: str
) -> None:
    assert told(figure(*left), figure(*right)) == {rule: text}


def test_years_of_a_pair_are_one_finding() -> None:
    (finding,) = reconciled(
        (
            figure("revenue@FY2023", "500"),
            figure("sales.net@2023", "1000"),
            figure("revenue@FY2024", "1000"),
            figure("sales.net@2024", "1000"),
            figure("revenue@FY2025", "1500"),
            figure("sales.net@2025", "1000"),
        )
    )
    assert finding.severity is Severity.WARNING
    assert finding.statement.text_en == (
        "Revenue in the statements of CNY 500.00 in 2023 is 50.0% of net invoiced sales of "
        "CNY 1,000.00. Revenue in the statements of CNY 1,500.00 in 2025 is 150.0% of net invoiced "
        "sales of CNY 1,000.00."
    )
    assert finding.statement.figures == (
        "revenue@FY2023",
        "sales.net@2023",
        "revenue@FY2025",
        "sales.net@2025",
    )


def test_candidates_partial_years_and_zero_are_not_compared() -> None:
    sales = figure("sales.net@2024", "1000")
    part = sales.period.model_copy(update={"end": period_from("2024-06").end})  # type: ignore[union-attr]  it has one
    assert told(figure("revenue@FY2024", "5000", FigureStatus.CANDIDATE), sales) == {}
    assert told(figure("revenue@FY2024", "5000"), sales.model_copy(update={"period": part})) == {}
    assert told(figure("revenue@FY2024", "5000"), figure("sales.net@2024", "0")) == {}


def test_a_fiscal_year_that_ends_in_june_is_not_set_beside_a_calendar_year() -> None:
    june = fiscal_period("FY2024", date(2024, 6, 30))
    stated = figure("revenue@FY2024", "2000").model_copy(update={"period": june})
    assert told(stated, figure("sales.net@2024", "1000")) == {}
    assert told(figure("revenue@FY2024", "2000"), figure("sales.net@2024", "1000"))
