"""What each section tells in prose, topic by topic, in the order in which it is told. Data only."""

from dataclasses import dataclass
from typing import Final

from assistant.domain.quantities import Lang


@dataclass(frozen=True)
class Topic:
    """A paragraph: its lead-in and the metrics whose statements it tells."""

    lead_zh: str
    lead_en: str
    metrics: tuple[str, ...]

    def lead(self, lang: Lang) -> str:
        """The lead-in in one language."""
        return self.lead_zh if lang is Lang.ZH else self.lead_en


def _topic(zh: str, en: str, metrics: str) -> Topic:
    return Topic(zh, en, tuple(metrics.split()))


WORKING_CAPITAL: Final = (
    _topic("营运资金需求", "Working-capital need", "working_capital.need working_capital.need.average working_capital.turnover"),
    _topic("新增额度", "New limit by the need", "working_capital.new_limit working_capital.new_limit.average"),
)  # fmt: skip
TRADING: Final = (
    _topic("销售", "Sales", "sales.net sales.invoice_count sales.average_invoice sales.momentum sales.volatility sales.gap_days_max"),
    _topic("开票质量", "Invoice quality", "sales.void_rate sales.red_rate"),
    _topic("客户", "Customers", "customers.count customers.top1_share customers.top1_name customers.top5_share customers.hhi customers.retained_share customers.lost_count"),
    _topic("采购", "Purchases", "purchases.net purchases.invoice_count purchases.volatility purchases.gap_days_max"),
    _topic("供应商", "Suppliers", "suppliers.count suppliers.top1_share suppliers.top1_name suppliers.top5_share suppliers.lost_count suppliers.new_share"),
    _topic("进销差", "Gross spread", "spread.gross spread.gross_rate spread.purchases_to_sales"),
    _topic("水电气", "Utilities", "utilities.power_use utilities.water_use utilities.gas_use utilities.sales_per_kwh"),
    _topic("发货", "Shipments", "shipments.count shipments.weight shipments.uninvoiced_share shipments.unshipped_share"),
    _topic("订单与库存", "Orders and stock", "orders.net orders.refund_rate orders.to_sales stock.value stock.days"),
    _topic("行业景气", "Industry cycle", "industry.index industry.growth industry.excess_growth industry.correlation"),
)  # fmt: skip
FINANCIAL: Final = (
    _topic("收入与利润", "Revenue and profit", "revenue gross_margin operating_margin net_profit net_margin"),
    _topic("回报", "Returns", "roe roa"),
    _topic("流动性", "Liquidity", "current_ratio quick_ratio cash_ratio"),
    _topic("杠杆", "Leverage", "liabilities_to_assets debt_to_equity"),
    _topic("周转", "Turnover", "dso dio dpo ccc"),
    _topic("现金流", "Cash flow", "operating_cash_flow cash_conversion"),
    _topic("财务稳健性", "Distress", "altman.z_private altman.z_non_manufacturing"),
    _topic("报表与发票", "Statements against invoices", "revenue_to_invoiced"),
)  # fmt: skip
REPAYMENT: Final = (
    _topic("偿债来源", "Sources of repayment", "ebitda debt_service"),
    _topic("偿债保障", "Debt-service cover", "dscr.ebitda dscr.ebitda_less_tax_capex dscr.operating_cash_flow dscr.pro_forma"),
    _topic("利息与负债", "Interest and debt", "interest_cover debt_to_ebitda"),
)  # fmt: skip
COLLATERAL: Final = (_topic("抵押率", "Loan to value", "ltv"),)
IN_BRIEF: Final = (
    _topic("测算概要", "In brief", "score.recommendation score.grade score.limit score.rate"),
)
RATING: Final = (
    _topic("等级", "Grade", "score.grade"),
    _topic("人工改级", "The officer's grade", "score.override"),
    _topic("提级途径", "What would lift it", "score.lift"),
    _topic("额度与利率", "Limit and rate", "score.limit score.rate"),
    _topic("测算结论", "Outcome of the tests", "score.recommendation score.rules"),
)  # fmt: skip
FUNDING: Final = (
    _topic("来源与用途", "Funding", "funding.sources funding.uses funding.gap funding.balance"),
)
GROUP: Final = (
    _topic(
        "集团偿债",
        "Group cover",
        "group.cash_available group.intragroup group.debt_service group.dscr group.accounts",
    ),
)
