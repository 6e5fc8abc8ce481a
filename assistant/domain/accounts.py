"""The chart of statement lines that ratios are computed from, with the names people write."""

from typing import Final

from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit


def _line(
    key: str, zh: str, en: str, aliases_zh: str = "", aliases_en: str = "", better: str = "neutral"
) -> Metric:
    return Metric(
        key=key,
        label_zh=zh,
        label_en=en,
        unit=Unit.CNY,
        aliases_zh=tuple(a for a in aliases_zh.split("|") if a),
        aliases_en=tuple(a for a in aliases_en.split("|") if a),
        higher_is=better,
    )


INCOME_LINES: Final = (
    _line("revenue", "营业收入", "revenue", "营业总收入|主营业务收入|销售收入", "net sales|sales|total revenue|turnover|net revenue|operating revenue", "better"),
    _line("cost_of_sales", "营业成本", "cost of sales", "主营业务成本|销售成本", "cost of goods sold|cost of revenue|COGS", "worse"),
    _line("taxes_and_surcharges", "税金及附加", "taxes and surcharges", "营业税金及附加", ""),
    _line("selling_expense", "销售费用", "selling expense", "营业费用", "selling expenses|distribution costs"),
    _line("admin_expense", "管理费用", "administrative expense", "", "administrative expenses|general and administrative expense|SG&A"),
    _line("rd_expense", "研发费用", "research and development expense", "研发支出", "R&D expense|research and development"),
    _line("finance_expense", "财务费用", "finance expense", "", "finance costs|finance cost"),
    _line("interest_expense", "利息费用", "interest expense", "利息支出", "interest paid", "worse"),
    _line("depreciation_amortisation", "折旧与摊销", "depreciation and amortisation", "折旧摊销|折旧和摊销|折旧及摊销", "depreciation and amortization|D&A"),
    _line("operating_profit", "营业利润", "operating profit", "", "operating income|profit from operations", "better"),
    _line("profit_before_tax", "利润总额", "profit before tax", "税前利润", "pre-tax profit|income before tax|income before income taxes", "better"),
    _line("income_tax", "所得税费用", "income tax", "所得税", "income tax expense|provision for income taxes"),
    _line("net_profit", "净利润", "net profit", "", "net income|net earnings|profit for the year|profit after tax", "better"),
)  # fmt: skip
"""Income statement, flows over a fiscal year: ``revenue@FY2024``."""

BALANCE_LINES: Final = (
    _line("cash", "货币资金", "cash and bank", "现金及银行存款", "cash and cash equivalents|cash", "better"),
    _line("receivables", "应收账款", "accounts receivable", "应收帐款", "trade receivables|receivables"),
    _line("notes_receivable", "应收票据", "notes receivable", "", "bills receivable"),
    _line("prepayments", "预付款项", "prepayments", "预付账款", "prepaid expenses|advances to suppliers"),
    _line("other_receivables", "其他应收款", "other receivables", "", ""),
    _line("inventory", "存货", "inventory", "库存", "inventories|stock"),
    _line("current_assets", "流动资产合计", "total current assets", "流动资产", "current assets", "better"),
    _line("fixed_assets", "固定资产", "fixed assets", "固定资产净值", "property, plant and equipment|PP&E"),
    _line("total_assets", "资产总计", "total assets", "总资产|资产合计", "assets", "better"),
    _line("short_term_debt", "短期借款", "short-term borrowings", "短期贷款", "short-term debt|short-term loans", "worse"),
    _line("notes_payable", "应付票据", "notes payable", "", "bills payable"),
    _line("payables", "应付账款", "accounts payable", "应付帐款", "trade payables|payables"),
    _line("advances_received", "预收款项", "advances from customers", "预收账款|合同负债", "contract liabilities|advances received|deferred revenue"),
    _line("current_portion_ltd", "一年内到期的非流动负债", "current portion of long-term debt", "一年内到期的长期借款", "current maturities of long-term debt"),
    _line("current_liabilities", "流动负债合计", "total current liabilities", "流动负债", "current liabilities", "worse"),
    _line("long_term_debt", "长期借款", "long-term borrowings", "长期贷款", "long-term debt|long-term loans", "worse"),
    _line("total_liabilities", "负债合计", "total liabilities", "总负债|负债总额|负债总计", "liabilities", "worse"),
    _line("paid_in_capital", "实收资本", "paid-in capital", "股本", "share capital"),
    _line("retained_earnings", "未分配利润", "retained earnings", "留存收益", "accumulated profit", "better"),
    _line("equity", "所有者权益合计", "total equity", "净资产|股东权益|所有者权益|股东权益合计", "net worth|shareholders' equity|stockholders' equity|equity", "better"),
)  # fmt: skip
"""Balance sheet, on a day: ``total_assets@2024-12-31``."""

CASH_LINES: Final = (
    _line("operating_cash_flow", "经营活动现金流量净额", "operating cash flow", "经营活动产生的现金流量净额|经营性现金流", "net cash from operating activities|cash flow from operations", "better"),
    _line("capex", "资本性支出", "capital expenditure", "购建固定资产支付的现金|购建固定资产、无形资产和其他长期资产支付的现金", "capex|purchases of property, plant and equipment"),
    _line("principal_repayment", "当年应还本金", "scheduled principal repayment", "偿还债务支付的现金|到期本金", "principal repayments|scheduled principal|debt principal", "worse"),
    _line("dividends", "分配股利", "dividends", "股利|分红", "dividends paid|distributions"),
)  # fmt: skip
"""Cash flow lines, flows over a fiscal year."""

FURTHER_LINES: Final = (
    _line("sga_expense", "销售及管理费用", "selling, general and administrative expense", "", "selling, general and administrative expenses"),
    _line("net_profit_parent", "归属于母公司股东的净利润", "net profit attributable to the parent", "归属于母公司所有者的净利润", ""),
    _line("construction_in_progress", "在建工程", "construction in progress"),
    _line("intangible_assets", "无形资产", "intangible assets"),
    _line("goodwill", "商誉", "goodwill"),
    _line("non_current_assets", "非流动资产合计", "total non-current assets"),
    _line("payroll_payable", "应付职工薪酬", "payroll payable"),
    _line("taxes_payable", "应交税费", "taxes payable"),
    _line("other_payables", "其他应付款", "other payables"),
    _line("non_current_liabilities", "非流动负债合计", "total non-current liabilities"),
    _line("capital_reserve", "资本公积", "capital reserve"),
    _line("equity_parent", "归属于母公司所有者权益合计", "equity attributable to the parent", "归属于母公司股东权益合计|归属于母公司所有者权益|归属于母公司股东权益", ""),
    _line("investing_cash_flow", "投资活动产生的现金流量净额", "net cash from investing activities", "投资活动现金流量净额", "investing cash flow|net cash used in investing activities"),
    _line("financing_cash_flow", "筹资活动产生的现金流量净额", "net cash from financing activities", "筹资活动现金流量净额", "financing cash flow|net cash used in financing activities"),
    _line("cash_change", "现金及现金等价物净增加额", "net increase in cash", "现金净增加额", "net change in cash|net increase in cash and cash equivalents"),
)  # fmt: skip
"""Lines that documents are spread into and that no ratio needs."""

STATEMENT_LINES: Final = {m.key: m for m in (*INCOME_LINES, *BALANCE_LINES, *CASH_LINES)}
"""Every statement line by metric key."""
