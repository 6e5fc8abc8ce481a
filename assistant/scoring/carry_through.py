"""Carries a changed income line through the year's costs, profits and cash.

Sales move cost of sales with them (gross margin unchanged); other costs and the tax stay as they
are; what is left moves profit and operating cash flow. Lines that are changed themselves stand.
It is the same assumption as in the break-even of a DSCR.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from assistant.domain.figures import Figure
from assistant.scoring.formula_book import Lines
from assistant.scoring.formulas import rounded

_COSTS: Final = (
    *("cost_of_sales", "taxes_and_surcharges", "selling_expense", "admin_expense"),
    *("rd_expense", "interest_expense", "depreciation_amortisation"),
)
_BELOW_OPERATIONS: Final = ("profit_before_tax", "net_profit")
_NOT_CASH: Final = "depreciation_amortisation"
"""Interest isn't operating cash either, as CAS 31 has it."""
_ZERO: Final = Decimal(0)


def carried_through(lines: Lines, given: Mapping[str, Figure]) -> dict[str, Figure]:
    """``lines`` with those in ``given`` replaced and the rest of their year moved along."""
    after = {**lines, **given}
    for year in sorted({key.partition("@")[2] for key in given if key.partition("@")[1]}):
        _carry(lines, given, after, year)
    return after


def _carry(lines: Lines, given: Mapping[str, Figure], after: dict[str, Figure], year: str) -> None:
    def move(metric: str, change: Decimal) -> None:
        key = f"{metric}@{year}"
        figure = after.get(key)
        if key in given or figure is None or figure.number is None:
            return
        value = rounded(figure.number + change, figure.unit)
        after[key] = figure.model_copy(update={"value": value})

    sales = _change(lines, after, f"revenue@{year}")
    revenue, cost = (lines.get(f"{m}@{year}") for m in ("revenue", "cost_of_sales"))
    if revenue and cost and revenue.number and cost.number:
        move("cost_of_sales", sales * cost.number / revenue.number)
    costs = {m: _change(lines, after, f"{m}@{year}") for m in _COSTS}
    profit = sales - sum(costs.values(), _ZERO)
    move("operating_profit", profit)
    for metric in _BELOW_OPERATIONS:
        move(metric, profit)
    move("operating_cash_flow", profit + costs[_NOT_CASH] + costs["interest_expense"])


def _change(lines: Lines, after: Lines, key: str) -> Decimal:
    old, new = lines.get(key), after.get(key)
    if old is None or new is None or old.number is None or new.number is None:
        return _ZERO
    return new.number - old.number
