"""Balance and income ratios: liquidity, leverage, profitability, DuPont, turnover, Z-scores.

Plain names stand on closing balances; ``.average`` on the mean of opening and closing. No
formula swaps one basis for the other when a line is missing: that would let a left-out balance
sheet move a ratio.
"""

# ruff: noqa: E501  one metric a row reads as a table

from typing import Final

from assistant.domain.quantities import Unit
from assistant.scoring.formulas import Basis, Formula, formula
from assistant.scoring.metric_table import ratio_metric as _m

LIQUIDITY: Final = tuple(
    formula(metric, Basis.BALANCE)
    for metric in (
        _m("net_working_capital", ("营运资本", "net working capital"), "current_assets@BS - current_liabilities@BS", unit=Unit.CNY, better="better", aliases=("净营运资本", "working capital")),
        _m("current_ratio", ("流动比率", "current ratio"), "current_assets@BS / current_liabilities@BS", better="better"),
        _m("quick_ratio", ("速动比率", "quick ratio"), "(current_assets@BS - inventory@BS) / current_liabilities@BS", better="better", aliases=("酸性测试比率", "acid-test ratio")),
        _m("cash_ratio", ("现金比率", "cash ratio"), "cash@BS / current_liabilities@BS", better="better"),
    )
)  # fmt: skip

LEVERAGE: Final = tuple(
    formula(metric, Basis.BALANCE)
    for metric in (
        _m("interest_bearing_debt", ("有息负债", "interest-bearing debt"), "short_term_debt@BS + current_portion_ltd@BS + long_term_debt@BS", unit=Unit.CNY, better="worse", aliases=("带息负债|有息债务", "financial debt|total debt")),
        _m("debt_to_equity", ("有息负债权益比", "debt to equity"), "interest_bearing_debt@BS / equity@BS", better="worse", aliases=("债务权益比", "debt/equity|debt-to-equity ratio|gearing")),
        _m("liabilities_to_equity", ("产权比率", "liabilities to equity"), "total_liabilities@BS / equity@BS", better="worse"),
        _m("liabilities_to_assets", ("资产负债率", "liabilities to assets"), "total_liabilities@BS / total_assets@BS", unit=Unit.RATIO, better="worse", aliases=("负债率", "debt ratio|liabilities/assets")),
        _m("equity_multiplier", ("权益乘数", "equity multiplier"), "total_assets@BS / equity@BS", better="worse"),
        _m("guarantees_to_equity", ("对外担保占净资产比", "guarantees given to equity"), "bureau.external_guarantees / equity@BS", unit=Unit.RATIO, better="worse", aliases=("担保比率", "")),
    )
)  # fmt: skip

PROFITABILITY: Final = tuple(
    formula(metric, Basis.FISCAL)
    for metric in (
        _m("gross_profit", ("毛利润", "gross profit"), "revenue@FY - cost_of_sales@FY", unit=Unit.CNY, better="better", aliases=("毛利", "")),
        _m("gross_margin", ("毛利率", "gross margin"), "gross_profit@FY / revenue@FY", unit=Unit.RATIO, better="better"),
        _m("operating_margin", ("营业利润率", "operating margin"), "operating_profit@FY / revenue@FY", unit=Unit.RATIO, better="better"),
        _m("sales_profit_margin", ("销售利润率", "pre-tax margin"), "profit_before_tax@FY / revenue@FY", unit=Unit.RATIO, better="better", aliases=("", "profit margin on sales")),
        _m("net_margin", ("销售净利率", "net margin"), "net_profit@FY / revenue@FY", unit=Unit.RATIO, better="better", aliases=("净利率|净利润率", "net profit margin")),
        _m("roa", ("总资产收益率", "return on assets (ROA)"), "net_profit@FY / total_assets@BS", unit=Unit.RATIO, better="better", aliases=("资产收益率|总资产报酬率", "ROA|return on assets")),
        _m("roa.average", ("总资产收益率（平均余额）", "return on average assets"), "2 * net_profit@FY / (total_assets@BS + total_assets@BS-1)", unit=Unit.RATIO, better="better"),
    )
)  # fmt: skip

DUPONT: Final = tuple(
    formula(metric, Basis.FISCAL)
    for metric in (
        _m("asset_turnover", ("总资产周转率", "asset turnover"), "revenue@FY / total_assets@BS", better="better", aliases=("总资产周转次数|资产周转率", "total asset turnover")),
        _m("roe", ("净资产收益率", "return on equity (ROE)"), "net_profit@FY / equity@BS", unit=Unit.RATIO, better="better", aliases=("股东权益收益率|权益净利率", "ROE|return on equity")),
        _m("roe.average", ("净资产收益率（平均余额）", "return on average equity"), "2 * net_profit@FY / (equity@BS + equity@BS-1)", unit=Unit.RATIO, better="better"),
    )
)  # fmt: skip
"""ROE = net margin x asset turnover x equity multiplier, exactly so on closing balances."""

INVOICED_SALES: Final = _m(
    "sales.net", ("开票销售额（不含税）", "invoiced sales"), "", unit=Unit.CNY
)
"""The name of a figure of the invoices part, for reasons that lack it."""

GROWTH: Final = (
    formula(_m("revenue_growth", ("营业收入增长率", "revenue growth"), "(revenue@FY - revenue@FY-1) / revenue@FY-1", unit=Unit.RATIO, better="better", aliases=("收入增长率", "growth of revenue")), Basis.FISCAL),
    formula(_m("net_profit_growth", ("净利润增长率", "net profit growth"), "(net_profit@FY - net_profit@FY-1) / net_profit@FY-1", unit=Unit.RATIO, better="better"), Basis.FISCAL),
    formula(_m("total_assets_growth", ("总资产增长率", "asset growth"), "(total_assets@BS - total_assets@BS-1) / total_assets@BS-1", unit=Unit.RATIO), Basis.BALANCE),
    formula(_m("revenue_to_invoiced", ("报表收入与开票销售额之比", "revenue to invoiced sales"), "revenue@FY / sales.net@CY", better="worse", aliases=("", "statement revenue to invoiced sales")), Basis.FISCAL),
)  # fmt: skip


def _days(
    key: str, zh: str, en: str, above: str, below: str, *, better: str
) -> tuple[Formula, ...]:
    """Days on the closing balance, and on the mean of opening and closing."""
    short = en.partition(" (")[2].removesuffix(")")
    plain = _m(
        key,
        (zh, en),
        f"360 * {above}@BS / {below}@FY",
        unit=Unit.DAYS,
        better=better,
        aliases=("", short),
    )
    mean = _m(
        f"{key}.average",
        (f"{zh}（平均余额）", f"{en}, average balance"),
        f"(180 * {above}@BS + 180 * {above}@BS-1) / {below}@FY",
        unit=Unit.DAYS,
        better=better,
    )
    return formula(plain, Basis.FISCAL), formula(mean, Basis.FISCAL)  # fmt: skip


def _cycle(suffix: str, zh: str, en: str) -> Formula:
    parts = f"dso{suffix}@FY + dio{suffix}@FY - dpo{suffix}@FY"
    names = (f"现金周转周期{zh}", f"cash conversion cycle (CCC){en}")
    aliases = ("", "") if suffix else ("现金循环周期|现金周转天数", "CCC|cash conversion cycle")
    return formula(
        _m(f"ccc{suffix}", names, parts, unit=Unit.DAYS, better="worse", aliases=aliases),
        Basis.FISCAL,
    )


TURNOVER: Final = (
    *_days("dso", "应收账款周转天数", "days sales outstanding (DSO)", "receivables", "revenue", better="worse"),
    *_days("dio", "存货周转天数", "days inventory outstanding (DIO)", "inventory", "cost_of_sales", better="worse"),
    *_days("dpo", "应付账款周转天数", "days payables outstanding (DPO)", "payables", "cost_of_sales", better="neutral"),
    *_days("prepayment_days", "预付账款周转天数", "prepayment days", "prepayments", "cost_of_sales", better="worse"),
    *_days("advance_days", "预收账款周转天数", "customer advance days", "advances_received", "revenue", better="neutral"),
    _cycle("", "", ""),
    _cycle(".average", "（平均余额）", ", average balance"),
)  # fmt: skip
"""Days of a 360-day year. Source: 流动资金贷款需求量的测算参考, annex to the CBIRC/NFRA rules on
working-capital loans, takes average balances and 360 days; ``.average`` is that."""

ALTMAN: Final = tuple(
    formula(metric, Basis.FISCAL)
    for metric in (
        _m("altman.x1", ("Altman X1 营运资本/总资产", "Altman X1 working capital to assets"), "net_working_capital@BS / total_assets@BS", unit=Unit.INDEX, better="better"),
        _m("altman.x2", ("Altman X2 留存收益/总资产", "Altman X2 retained earnings to assets"), "retained_earnings@BS / total_assets@BS", unit=Unit.INDEX, better="better"),
        _m("altman.x3", ("Altman X3 息税前利润/总资产", "Altman X3 EBIT to assets"), "ebit@FY / total_assets@BS", unit=Unit.INDEX, better="better"),
        _m("altman.x4", ("Altman X4 净资产/总负债", "Altman X4 book equity to liabilities"), "equity@BS / total_liabilities@BS", unit=Unit.INDEX, better="better"),
        _m("altman.x5", ("Altman X5 收入/总资产", "Altman X5 revenue to assets"), "revenue@FY / total_assets@BS", unit=Unit.INDEX, better="better"),
        _m("altman.z_private", ("Altman Z′值（非上市企业）", "Altman Z′ (private firms)"), "0.717 * altman.x1@FY + 0.847 * altman.x2@FY + 3.107 * altman.x3@FY + 0.420 * altman.x4@FY + 0.998 * altman.x5@FY", unit=Unit.INDEX, better="better", aliases=("Z值|Z'值|Z′值", "Z'|Z′|Z-score|Altman Z'|Altman Z-score")),
        _m("altman.z_non_manufacturing", ("Altman Z″值（非制造业）", "Altman Z″ (non-manufacturers)"), "6.56 * altman.x1@FY + 3.26 * altman.x2@FY + 6.72 * altman.x3@FY + 1.05 * altman.x4@FY", unit=Unit.INDEX, better="better", aliases=('Z"值|Z″值', "Z''|Z″|Altman Z''")),
    )
)  # fmt: skip
"""Source: E. I. Altman, Corporate Financial Distress (1983), Z' for private firms; Altman,
Hartzell, Peck (1995) for Z'' without X5 (and without the emerging-market constant 3.25)."""
