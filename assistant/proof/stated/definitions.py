# ruff: noqa: E501  one definition a line
"""Ratios and differences by their common definitions. Data only."""

from typing import Final

RATIOS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "c:gross_margin": (
        ("gross_profit", "revenue"),
        ("revenue-cost_of_sales", "revenue"),
        ("revenue-raw_material", "revenue"),
    ),
    "c:net_margin": (("net_profit", "revenue"),),
    "c:operating_margin": (("operating_profit", "revenue"),),
    "c:ebitda_margin": (("ebitda", "revenue"),),
    "c:ebit_margin": (("ebit", "revenue"), ("operating_profit", "revenue")),
    "c:rd_ratio": (("rd_expense", "revenue"),),
    "c:selling_ratio": (("selling_expense", "revenue"),),
    "c:admin_ratio": (("admin_expense", "revenue"),),
    "c:finance_ratio": (("finance_expense", "revenue"),),
    "c:overhead_ratio": (("overheads", "revenue"),),
    "c:cost_ratio": (("cost_of_sales", "revenue"),),
    "c:material_ratio": (("raw_material", "revenue"),),
    "c:wage_ratio": (("wages", "revenue"),),
    "c:rent_ratio": (("rent", "revenue"),),
    "c:payout": (("dividends", "net_profit"),),
    "c:debt_ratio": (("total_liabilities", "total_assets"), ("total_debt", "total_assets")),
    "c:current_ratio": (("current_assets", "current_liabilities"),),
    "c:quick_ratio": (("current_assets-inventory", "current_liabilities"),),
    "c:cash_ratio": (("cash", "current_liabilities"),),
    "c:debt_to_equity": (("total_liabilities", "net_assets"), ("total_debt", "net_assets")),
    "c:debt_to_ebitda": (("total_debt", "ebitda"),),
    "c:net_debt_to_ebitda": (("net_debt", "ebitda"), ("total_debt-cash", "ebitda")),
    "c:leverage": (
        ("total_liabilities", "total_assets"),
        ("net_debt", "ebitda"),
        ("total_debt", "ebitda"),
    ),
    "c:interest_cover": (
        ("ebit", "interest_expense"),
        ("ebitda", "interest_expense"),
        ("operating_profit", "interest_expense"),
    ),
    "c:dscr": (
        ("cash_available", "debt_service"),
        ("operating_cash_flow", "debt_service"),
        ("ebitda", "debt_service"),
        ("net_operating_income", "debt_service"),
    ),
    "c:cash_to_short_debt": (("cash", "short_term_debt"),),
    "c:roe": (("net_profit", "net_assets"),),
    "c:roa": (("net_profit", "total_assets"),),
    "c:asset_turnover": (("revenue", "total_assets"),),
    "c:inventory_turnover": (("cost_of_sales", "inventory"),),
    "c:ltv": (
        ("loan_amount", "collateral_value"),
        ("requested", "collateral_value"),
        ("loan", "collateral_value"),
        ("balance", "collateral_value"),
        ("drawn", "collateral_value"),
    ),
    "c:provision_ratio": (("impairment", "receivables"),),
    "c:utilisation": (
        ("output", "capacity"),
        ("drawn", "limit"),
        ("balance", "limit"),
        ("overdraft", "limit"),
        ("total_debt", "limit"),
    ),
}
"""Ratios: (above, below), ``a-b`` for a difference."""
DIFFERENCES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "c:gross_profit": (("revenue", "cost_of_sales"),),
    "c:net_debt": (("total_debt", "cash"),),
    "c:spread": (("interest_rate", "base_rate"),),
    "c:net_assets": (("total_assets", "total_liabilities"),),
    "c:total_liabilities": (("total_assets", "net_assets"),),
    "c:net_current_assets": (("current_assets", "current_liabilities"),),
    "c:free_cash_flow": (("operating_cash_flow", "capex"),),
    "c:undrawn": (
        ("limit", "drawn"),
        ("limit", "balance"),
        ("loan_amount", "drawn"),
        ("overdraft", "drawn"),
    ),
    "c:drawn": (("limit", "undrawn"),),
    "c:net_profit": (("profit_before_tax", "income_tax"), ("revenue", "total_cost")),
}
"""Differences: (from, less)."""
SUMS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "c:ebitda": (
        ("ebit", "da"),
        ("operating_profit", "da"),
        ("profit_before_tax", "interest_expense", "da"),
    ),
    "c:ebit": (("profit_before_tax", "interest_expense"),),
    "c:debt_service": (("principal", "interest_expense"),),
    "c:total_debt": (("short_term_debt", "long_term_debt"),),
    "c:total_assets": (("total_liabilities", "net_assets"),),
    "c:interest_rate": (("base_rate", "spread"),),
    "c:overheads": (
        ("selling_expense", "admin_expense", "rd_expense", "finance_expense"),
        ("selling_expense", "admin_expense", "finance_expense"),
    ),
}
"""Sums of parts."""
PRODUCTS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "c:down_payment": (("down_payment", "contract_value"), ("down_payment", "price")),
    "c:drawn": (("utilisation", "limit"), ("drawn", "limit")),
    "c:deposit": (("deposit", "contract_value"), ("deposit", "acceptance"), ("deposit", "rent")),
    "c:fee": (("fee", "guarantee"), ("fee", "loan_amount")),
    "c:loan_amount": (("ltv", "collateral_value"),),
    "c:guarantee": (("ltv", "collateral_value"),),
    "c:dividends": (("dividends", "net_profit"),),
    "c:interest_expense": (
        ("interest_rate", "loan_amount"),
        ("interest_rate", "drawn"),
        ("interest_rate", "balance"),
        ("interest_rate", "loan"),
        ("interest_rate", "requested"),
    ),
}
"""Amounts that are a stated share of another: (rate, base)."""
SUBSTITUTES: Final[dict[str, tuple[str, ...]]] = {
    "total_debt": ("loan", "term_loan"),
    "loan_amount": ("loan", "requested", "principal"),
    "debt_service": (),
    "cost_of_sales": ("raw_material",),
    "loan": ("wc_loan", "fa_loan", "term_loan"),
}
"""What may stand for a concept in a definition where the sources don't state it."""
PER: Final = (
    ("employees", r"人均|(?<![a-z])per (?:head|employee|person|capita|worker|member of staff|average employee)|a head(?![a-z])|pay per head"),
    ("customer", r"户均|每户|客均|(?<![a-z])per (?:customer|client)|each (?:[a-z]+ )?(?:customer|client)|average customer"),
    ("volume", r"每吨|吨均|每件|吨[\u4e00-\u9fff]{0,4}(?:耗|成本|电耗|能耗)|(?<![a-z])per (?:tonne|ton|unit|piece)"),
    ("area", r"每平方米|坪效|每平米|(?<![a-z])per (?:square metre|square meter|sqm)"),
    ("store", r"店均|单店|每店|每家店|(?<![a-z])per (?:store|shop|outlet|site)"),
    ("vehicle", r"单车|每辆|(?<![a-z])per (?:vehicle|van|truck)"),
    ("seats", r"每座|每席|(?<![a-z])(?:per|each) (?:[a-z]+ )?(?:seat|cover)"),
    ("share", r"每股|(?<![a-z])per share"),
)  # fmt: skip
"""What a quantity is divided by where the words say that it is for each of something."""
