"""Three years of statements that tie out, built on what was invoiced."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from assistant.demo.firms import YEARS, Accounts

_DAYS: Final = 365
_TAX_RATE: Final = Decimal("0.25")
_SURCHARGES: Final = Decimal("0.005")
_DEPRECIATION: Final = Decimal("0.09")
_INVOICED: Final = (Decimal("1.002"), Decimal("1.001"), Decimal("1.004"))
"""Revenue over invoiced sales, by year: cut-off differences."""
_EXPENSE_SPLIT: Final = {"selling_expense": "0.45", "admin_expense": "0.40", "rd_expense": "0.15"}

Lines = dict[str, Decimal]
"""Metric key (see ``domain.accounts``) to whole yuan."""


@dataclass(frozen=True)
class YearStatements:
    """One fiscal year: flows and the closing balance."""

    year: int
    income: Lines
    balance: Lines
    cash_flow: Lines


def statements(accounts: Accounts, invoiced: dict[int, Decimal]) -> tuple[YearStatements, ...]:
    """Statements of every demo year, oldest first.

    Args:
        accounts: the firm's rates and opening amounts.
        invoiced: net invoiced sales by calendar year, in yuan.
    """
    found: list[YearStatements] = []
    opening = _opening(accounts)
    for index, year in enumerate(YEARS):
        income = _income(accounts, invoiced[year] * _INVOICED[index], opening["fixed_assets"])
        balance = _balance(accounts, income, opening)
        cash_flow = _cash_flow(accounts, index, income, (opening, balance))
        found.append(YearStatements(year, income, balance, cash_flow))
        opening = balance
    return tuple(found)


def _yuan(amount: Decimal | float) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal(1), ROUND_HALF_UP)


def _opening(accounts: Accounts) -> Lines:
    equity = accounts.paid_in_capital + accounts.retained
    return {
        "fixed_assets": Decimal(accounts.fixed_assets),
        "retained_earnings": Decimal(accounts.retained),
        "cash": Decimal(max(300_000, equity // 8)),
        "debt": Decimal(accounts.short_term_debt),
    }


def _income(accounts: Accounts, revenue: Decimal, fixed_assets: Decimal) -> Lines:
    revenue = _yuan(revenue)
    lines: Lines = {"revenue": revenue}
    lines["cost_of_sales"] = _yuan(revenue * Decimal(str(1 - accounts.gross_margin)))
    lines["taxes_and_surcharges"] = _yuan(revenue * _SURCHARGES)
    expenses = revenue * Decimal(str(accounts.expenses))
    for key, part in _EXPENSE_SPLIT.items():
        lines[key] = _yuan(expenses * Decimal(part))
    interest = _yuan(accounts.short_term_debt * Decimal(str(accounts.interest_rate)))
    lines["finance_expense"] = interest
    lines["interest_expense"] = interest
    spent = ("cost_of_sales", "taxes_and_surcharges", *_EXPENSE_SPLIT, "finance_expense")
    lines["operating_profit"] = revenue - sum(lines[key] for key in spent)
    lines["profit_before_tax"] = lines["operating_profit"]
    lines["income_tax"] = _yuan(max(Decimal(0), lines["profit_before_tax"]) * _TAX_RATE)
    lines["net_profit"] = lines["profit_before_tax"] - lines["income_tax"]
    lines["depreciation_amortisation"] = _yuan(fixed_assets * _DEPRECIATION)
    return lines


def _balance(accounts: Accounts, income: Lines, opening: Lines) -> Lines:
    revenue, cost = income["revenue"], income["cost_of_sales"]
    lines: Lines = {
        "receivables": _yuan(revenue * accounts.receivable_days / _DAYS),
        "prepayments": _yuan(cost * 6 / _DAYS),
        "other_receivables": _yuan(revenue * 2 / _DAYS),
        "inventory": _yuan(cost * accounts.inventory_days / _DAYS),
        "fixed_assets": opening["fixed_assets"]
        + accounts.capex
        - income["depreciation_amortisation"],
        "short_term_debt": Decimal(accounts.short_term_debt),
        "payables": _yuan(cost * accounts.payable_days / _DAYS),
        "advances_received": _yuan(revenue * 5 / _DAYS),
        "paid_in_capital": Decimal(accounts.paid_in_capital),
        "retained_earnings": opening["retained_earnings"] + income["net_profit"],
    }
    lines["current_liabilities"] = (
        lines["short_term_debt"] + lines["payables"] + lines["advances_received"]
    )
    lines["total_liabilities"] = lines["current_liabilities"]
    lines["equity"] = lines["paid_in_capital"] + lines["retained_earnings"]
    lines["total_assets"] = lines["total_liabilities"] + lines["equity"]
    lines["current_assets"] = lines["total_assets"] - lines["fixed_assets"]
    held = ("receivables", "prepayments", "other_receivables", "inventory")
    lines["cash"] = lines["current_assets"] - sum(lines[key] for key in held)
    return lines


def _cash_flow(accounts: Accounts, index: int, income: Lines, ends: tuple[Lines, Lines]) -> Lines:
    """Cash flow by balance: what changed cash and was neither invested nor financed."""
    opening, closing = ends
    change = closing["cash"] - opening["cash"]
    ebitda = (
        income["profit_before_tax"]
        + income["interest_expense"]
        + income["depreciation_amortisation"]
    )
    due = ebitda / Decimal(str(accounts.cover[index])) - income["interest_expense"]
    return {
        "operating_cash_flow": change + accounts.capex + income["interest_expense"],
        "capex": Decimal(accounts.capex),
        "principal_repayment": _yuan(max(Decimal(0), due)),
        "cash_change": change,
        "interest_paid": income["interest_expense"],
    }
