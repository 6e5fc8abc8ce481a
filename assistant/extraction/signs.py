"""Signs by convention: expenses and payments are positive, whatever way a document prints them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from assistant.extraction.statement_lines import StatementKind
from assistant.extraction.statement_tables import LineCell
from assistant.extraction.tie_outs import proves, tie_outs

_EXPENSES: Final = frozenset(
    ("cost_of_sales", "sga_expense", "admin_expense", "selling_expense", "rd_expense")
)
_PAYMENTS: Final = frozenset(("capex", "dividends", "principal_repayment"))
_TWO_WAY: Final = ("income)", "gain)", "收入", "收益")
"""In a label, they say that a negative expense is an income."""


def by_convention(kind: StatementKind, lines: Mapping[str, LineCell]) -> dict[str, LineCell]:
    """The lines of one period with expenses and payments positive."""
    if kind is StatementKind.CASH:
        return {key: _positive(cell) if key in _PAYMENTS else cell for key, cell in lines.items()}
    if kind is StatementKind.INCOME:
        turned = {
            key: _positive(cell) if key in _EXPENSES or _is_interest(key, cell) else cell
            for key, cell in lines.items()
        }
        return _tax_turned(turned)
    return dict(lines)


def _is_interest(key: str, cell: LineCell) -> bool:
    return key == "interest_expense" and not any(w in cell.label.lower() for w in _TWO_WAY)


def _positive(cell: LineCell) -> LineCell:
    return replace(cell, value=abs(cell.value))


def _tax_turned(lines: dict[str, LineCell]) -> dict[str, LineCell]:
    """Income tax as an expense, where the statement adds it instead of taking it off."""
    tax = lines.get("income_tax")
    if tax is None or proves(tie_outs(StatementKind.INCOME, lines)):
        return lines
    other = {**lines, "income_tax": replace(tax, value=-tax.value)}
    return other if proves(tie_outs(StatementKind.INCOME, other)) else lines
