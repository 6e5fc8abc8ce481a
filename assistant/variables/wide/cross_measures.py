"""Measures of both sides together, and of one window against another."""
# ruff: noqa: E501  one measure a line reads as a table

from typing import Final, NamedTuple

from assistant.domain.quantities import Unit
from assistant.variables.wide.declared import Measure, over, yuan

_C, _R, _N, _T = Unit.CNY, Unit.RATIO, Unit.COUNT, Unit.TIMES

CROSS_MEASURES: Final = (
    Measure("spread.gross", "进销差额", "sales minus purchases", _C, yuan("s_net - p_net"), "销售净额 − 采购净额 / sales net − purchases net", "better"),
    Measure("spread.gross_rate", "进销差率", "gross spread rate", _R, over("s_net - p_net", "s_net"), "（销售净额 − 采购净额）÷ 销售净额 / (sales net − purchases net) ÷ sales net", "better"),
    Measure("spread.purchases_to_sales", "采购销售比", "purchases to sales", _R, over("p_net", "s_net"), "采购净额 ÷ 销售净额 / purchases net ÷ sales net", "worse"),
    Measure("spread.count_ratio", "进销发票张数比", "purchase to sales invoices", _T, over("p_n", "s_n"), "采购有效张数 ÷ 销售有效张数 / purchase invoices ÷ sales invoices"),
    Measure("spread.parties_ratio", "供应商客户数之比", "suppliers to customers", _T, over("p_np", "s_np"), "供应商家数 ÷ 客户家数 / suppliers ÷ customers"),
    Measure("spread.ticket_ratio", "进销单张均额比", "average purchase to average sales invoice", _T, over("p_av", "s_av"), "采购单张均额 ÷ 销售单张均额 / average purchase invoice ÷ average sales invoice"),
    Measure("vat.balance", "销项减进项税额", "output less input VAT", _C, yuan("s_tax - p_tax"), "销项税额 − 进项税额 / sales VAT − purchases VAT"),
    Measure("vat.burden", "增值税税负率", "VAT burden", _R, over("s_tax - p_tax", "s_net"), "（销项税额 − 进项税额）÷ 销售净额 / (sales VAT − purchases VAT) ÷ sales net"),
    Measure("vat.rate_gap", "销项进项税率差", "output less input VAT rate", _R, "CASE WHEN s_net > 0 AND p_net > 0 THEN s_tax::DOUBLE / s_net - p_tax::DOUBLE / p_net END", "销项平均税率 − 进项平均税率 / sales VAT rate − purchases VAT rate"),
    Measure("counterparties.both_count", "双向往来单位数", "counterparties on both sides", _N, "coalesce(both_n, 0)", "既是客户又是供应商的家数 / names that are customers and suppliers", "worse"),
    Measure("counterparties.both_share", "双向往来销售占比", "share of sales to counterparties on both sides", _R, over("coalesce(both_sold, 0)", "s_net"), "对双向往来单位的销售净额 ÷ 销售净额 / sales to names on both sides ÷ sales net", "worse"),
    Measure("counterparties.both_bought_share", "双向往来采购占比", "share of purchases from counterparties on both sides", _R, over("coalesce(both_bought, 0)", "p_net"), "向双向往来单位的采购净额 ÷ 采购净额 / purchases from names on both sides ÷ purchases net", "worse"),
    Measure("balance.bought_not_sold_months", "有采购无销售月数", "months with purchases and no sales", _N, "bought_only", "采购净额大于零而销售净额不大于零的月数 / number of months with purchases above zero and sales at or below it", "worse"),
    Measure("balance.sold_not_bought_months", "有销售无采购月数", "months with sales and no purchases", _N, "sold_only", "销售净额大于零而采购净额不大于零的月数 / number of months with sales above zero and purchases at or below it"),
    Measure("balance.loss_months", "采购高于销售月数", "months with purchases above sales", _N, "loss_months", "采购净额大于销售净额的月数 / number of months with purchases above sales", "worse"),
    Measure("balance.correlation", "月度进销相关系数", "correlation of monthly sales and purchases", Unit.INDEX, "co", "月度销售净额与采购净额的相关系数 / correlation of monthly sales and purchases", "better"),
)  # fmt: skip
"""For each window that the records cover on both sides."""


class Change(NamedTuple):
    """A measure of one window against the one of the same length before."""

    base: str
    """Suffix of the measure."""
    party: bool
    relative: bool
    """Now ÷ before − 1; else now − before."""
    better: str


CHANGES: Final = tuple(
    Change(base, party, relative, better)
    for base, party, relative, better in (
        ("net", False, True, "better"), ("gross", False, True, "better"), ("invoice_count", False, True, "better"),
        ("average_invoice", False, True, "neutral"), ("median_invoice", False, True, "neutral"), ("largest_invoice", False, True, "neutral"),
        ("active_days", False, True, "better"), ("active_months", False, False, "better"),
        ("void_rate", False, False, "worse"), ("red_rate", False, False, "worse"), ("red_amount_rate", False, False, "worse"),
        ("gap_days_max", False, False, "worse"), ("volatility", False, False, "worse"), ("tax_rate", False, False, "neutral"),
        ("month_end_rate", False, False, "worse"), ("round_1k_rate", False, False, "worse"), ("ticket_cv", False, False, "neutral"),
        ("count", True, True, "better"), ("top1_share", True, False, "worse"), ("top3_share", True, False, "worse"),
        ("hhi", True, False, "worse"), ("entropy", True, False, "better"), ("single_rate", True, False, "worse"), ("average", True, True, "neutral"),
    )
)  # fmt: skip
