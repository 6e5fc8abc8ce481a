"""The PRC working-capital need of a borrower and the new limit that follows from it.

Source: 流动资金贷款需求量的测算参考, annex to 流动资金贷款管理办法 (and the 2010 暂行办法):
need = last year's sales x (1 - last year's sales profit margin) x (1 + expected growth)
/ working-capital turnover; turnover = 360 / (inventory days + receivable days - payable days
+ prepayment days - customer advance days); new limit = need - own funds - present
working-capital loans - working capital from other sources.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from assistant.domain.quantities import Unit
from assistant.scoring.formulas import EXACT, Basis, Compute, Formula, Undefined, formula
from assistant.scoring.metric_table import ratio_metric as _m

_ONE: Final = Decimal(1)


def _need(turnover: str) -> Compute:
    def compute(values: Mapping[str, Decimal]) -> Decimal | Undefined:
        cost_share = EXACT.subtract(_ONE, values["sales_profit_margin@FY"])
        growth = EXACT.add(_ONE, values["request.expected_growth"])
        spend = EXACT.multiply(EXACT.multiply(values["revenue@FY"], cost_share), growth)
        if spend <= 0:
            return Undefined(
                "收入×（1−利润率）×（1＋增长率）不大于零",
                "sales x (1 - margin) x (1 + growth) is not above 0",
            )
        return EXACT.divide(spend, values[turnover])

    return compute


def _family(suffix: str, zh: str, en: str) -> tuple[Formula, ...]:
    """Turnover, need and new limit on one basis of balances."""
    days = " + ".join((f"dio{suffix}@FY", f"dso{suffix}@FY"))
    days += f" - dpo{suffix}@FY + prepayment_days{suffix}@FY - advance_days{suffix}@FY"
    turnover = _m(
        f"working_capital.turnover{suffix}",
        (f"营运资金周转次数{zh}", f"working-capital turnover{en}"),
        f"360 / ({days})",
        better="better",
    )
    inputs = (
        "revenue@FY",
        "sales_profit_margin@FY",
        "request.expected_growth",
        f"working_capital.turnover{suffix}@FY",
    )
    need = _m(
        f"working_capital.need{suffix}",
        (f"营运资金量{zh}", f"working-capital need{en}"),
        f"revenue@FY * (1 - sales_profit_margin@FY) * (1 + request.expected_growth) / {inputs[3]}",
        unit=Unit.CNY,
        aliases=("" if suffix else "营运资金需求量|流动资金需求量", ""),
    )
    limit = _m(
        f"working_capital.new_limit{suffix}",
        (f"新增流动资金贷款额度{zh}", f"new working-capital limit{en}"),
        f"working_capital.need{suffix}@FY - request.own_funds"
        " - request.existing_working_capital_loans - request.other_working_capital",
        unit=Unit.CNY,
        aliases=("" if suffix else "新增额度|新增流贷额度", ""),
    )
    return (
        formula(turnover, Basis.FISCAL),
        Formula(need, Basis.FISCAL, inputs, _need(inputs[3]), f"ratios.{need.key}"),
        formula(limit, Basis.FISCAL),
    )


WORKING_CAPITAL: Final = (
    *_family("", "", ""),
    *_family(".average", "（平均余额）", ", average balance"),
)
"""On closing balances, and on the mean of opening and closing as the annex takes them."""
