"""Formulas that are words, in Chinese; the metric tables have them in English.

Division is written ÷ here, because a slash between blanks parts the two languages.
"""

from collections.abc import Mapping
from typing import Final

from assistant.domain.tongues import two_tongued

_TOP: Final = "{n}的 {key}.net 之和 ÷ {key}.net"
_ZH: Final = {
    "net": "按开票日期汇总{zh}有效发票（蓝字加红字）的不含税金额，作废发票不计",
    "gross": "按开票日期汇总{zh}有效发票（蓝字加红字）的价税合计",
    "tax": "{zh}有效发票税额之和",
    "monthly_average": "{key}.net ÷ 期间月数",
    "largest_invoice": "{zh}有效发票中单张最大的不含税金额",
    "invoice_count": "{zh}有效发票（蓝字加红字）张数",
    "void_count": "{zh}作废发票张数",
    "red_count": "{zh}有效发票中不含税金额为负的张数",
    "red_amount": "{zh}红字发票不含税金额之和的相反数",
    "growth": "{key}.net ÷ 上一可比期的 {key}.net - 1（季度与上年同季相比）",
    "volatility": "月度 {key}.net 的样本标准差 ÷ 其均值，没有开票的月份按零计",
    "seasonality": "最高月份的 {key}.net ÷ {key}.monthly_average",
    "peak_month": "{key}.net 最高的月份，并列取最早",
    "active_months": "有{zh}有效蓝字发票的月数",
    "active_days": "有{zh}有效蓝字发票的天数",
    "gap_days_max": "相邻两个{zh}开票日（有效蓝字）的最大间隔天数，后一日在期间内",
    "days_between_median": "相邻两个{zh}开票日（有效蓝字）间隔天数的中位数，后一日在期间内",
    "days_since_last": "基准日距最近一张{zh}有效蓝字发票的天数",
    "count": "有效发票上不同{party_zh}的家数",
    "top1_share": _TOP.replace("{n}", "最大一家{party_zh}"),
    "top3_share": _TOP.replace("{n}", "最大三家{party_zh}"),
    "top5_share": _TOP.replace("{n}", "最大五家{party_zh}"),
    "top10_share": _TOP.replace("{n}", "最大十家{party_zh}"),
    "hhi": "各{party_zh}占 {key}.net 比重的平方和，0至1",
    "top1_name": "{key}.net 最高的{party_zh}",
    "top1_share_change": "{party_key}.top1_share 减上一期的 {party_key}.top1_share",
    "retained_count": "本期和上一期都有有效发票的{party_zh}家数",
    "new_count": "上一期没有有效发票的{party_zh}家数",
    "lost_count": "上一期有、本期没有有效发票的{party_zh}家数",
    "retained_share": "上一期已有的{party_zh}的 {key}.net ÷ {key}.net",
    "new_share": "上一期没有的{party_zh}的 {key}.net ÷ {key}.net",
    "rolling_new_share": (
        "此前12个月没有有效发票的{party_zh}本季度的 {key}.net ÷ 本季度有名称者的 {key}.net"
    ),
    "lost_share": "已流失{party_zh}上一期的 {key}.net ÷ 上一期的 {key}.net",
    "share": "该{party_zh}的 {key}.net ÷ {key}.net",
    "last_day": "该{party_zh}最近一张{zh}有效蓝字发票的日期",
    "counterparties.both_count": "期间内既是客户又是供应商的家数",
    "counterparties.both_share": "同时是供应商的客户的 sales.net ÷ sales.net",
    "records.invoices": "截至基准日不同发票（方向、代码、号码、对方、日期）的张数",
    "records.repeats": "行数 - records.invoices",
    "records.conflicts": "各行金额不一致的发票张数",
    "records.void": "作废发票张数",
    "records.red": "不含税金额为负的有效发票张数",
    "records.first_day": "最早的开票日期",
    "records.last_day": "截至基准日最晚的开票日期",
}


def formula_text(key: str, formula: str, words: Mapping[str, object]) -> str:
    """A metric's formula: in both languages where it is words, as it stands where it is keys.

    Args:
        key: metric key or its last part.
        formula: English, or metric keys and signs.
        words: what the placeholders stand for.
    """
    zh = _ZH.get(key)
    en = formula.format(**words)
    return en if zh is None else two_tongued(zh.format(**words), en.replace(" / ", " ÷ "))
