"""Ratios against other people's programs, on a firm whose numbers are not round.

The expected values were computed once, outside this project, by financetoolkit 2.3.0 (360-day years,
closing balances) and creditriskengine 0.31.0 (Z' and Z''), which are too large to install for a
test. DSCR is left to a hand calculation: financetoolkit divides by all current liabilities.
"""

from decimal import Decimal

import pytest

FLOWS = {
    "revenue": "18734512.37",
    "cost_of_sales": "13120988.05",
    "interest_expense": "264310.77",
    "depreciation_amortisation": "411902.13",
    "operating_profit": "1903377.41",
    "profit_before_tax": "1688201.19",
    "net_profit": "1286085.59",
    "principal_repayment": "951234.56",
}
BALANCES = {
    "cash": "812345.67",
    "receivables": "3127654.32",
    "inventory": "2765432.10",
    "current_assets": "7301234.56",
    "total_assets": "12987654.32",
    "short_term_debt": "1800000.00",
    "payables": "2123456.78",
    "current_portion_ltd": "300000.00",
    "current_liabilities": "5123987.65",
    "long_term_debt": "1450000.00",
    "total_liabilities": "6789012.34",
    "retained_earnings": "2345678.90",
    "equity": "6198641.98",
}
ORACLE = {
    "net_working_capital@2024-12-31": 2177246.909999999,
    "current_ratio@2024-12-31": 1.4249125990770097,
    "cash_ratio@2024-12-31": 0.15853778843514582,
    "debt_to_equity@2024-12-31": 0.5727060881164167,
    "liabilities_to_assets@2024-12-31": 0.5227281364846181,
    "equity_multiplier@2024-12-31": 2.09524188715929,
    "interest_cover@FY2024": 7.387182747036754,
    "debt_to_ebitda@FY2024": 1.5014290495959615,
    "gross_margin@FY2024": 0.2996354647046519,
    "operating_margin@FY2024": 0.10159738200861429,
    "sales_profit_margin@FY2024": 0.090111829796187,
    "net_margin@FY2024": 0.0686479351370489,
    "roa@FY2024": 0.09902370037825275,
    "roe@FY2024": 0.20747860485402642,
    "asset_turnover@FY2024": 1.4424862187123564,
    "dio@FY2024": 75.87504479131051,
    "dso@FY2024": 60.10060646163485,
    "dpo@FY2024": 58.2611948038471,
    "ccc@FY2024": 77.71445644909826,
    "altman.z_private@FY2024": 2.563345088772353,
    "altman.z_non_manufacturing@FY2024": 3.6574501264549806,
}


@pytest.fixture(scope="module")
def made(firm):
    from assistant.scoring.ratios import ratio_figures

    lines = [firm.line(f"{key}@FY2024", Decimal(value)) for key, value in FLOWS.items()]
    lines += [firm.line(f"{key}@2024-12-31", Decimal(value)) for key, value in BALANCES.items()]
    return {f.key: f.value for f in ratio_figures(lines, firm.as_of).figures}


@pytest.mark.parametrize("key", ORACLE)
def test_ratios_agree_with_another_program(made, key):
    assert float(made[key]) == pytest.approx(ORACLE[key], rel=1e-11)


def test_debt_service_cover_counts_principal_and_interest(made):
    # EBITDA = 1,688,201.19 + 264,310.77 + 411,902.13 = 2,364,414.09;
    # debt service = 264,310.77 + 951,234.56 = 1,215,545.33; 2,364,414.09 / 1,215,545.33 = 1.945146...
    assert made["ebitda@FY2024"] == Decimal("2364414.09")
    assert made["debt_service@FY2024"] == Decimal("1215545.33")
    assert made["dscr.ebitda@FY2024"].quantize(Decimal("0.000001")) == Decimal("1.945147")


def test_du_pont_multiplies_out_exactly_on_closing_balances(made):
    product = (made["net_margin@FY2024"] * made["asset_turnover@FY2024"]) * made[
        "equity_multiplier@2024-12-31"
    ]
    assert abs(product - made["roe@FY2024"]) < Decimal("1e-10")
