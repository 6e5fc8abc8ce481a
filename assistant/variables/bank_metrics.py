"""What a year of one bank account tells beyond its sums: balances, payers, rhythm.

Declared only; ``extraction.bank_measures`` computes them where a statement is read.
"""
# ruff: noqa: E501  one metric a line reads as a table

from typing import Final

from assistant.domain.quantities import Unit
from assistant.variables.metric_rows import measure_row as _metric

_YEAR: Final = ("流水未覆盖全年12个月", "the statement lacks a month of the year")
_BALANCE: Final = (
    "流水未覆盖全年12个月，或没有逐笔余额",
    "the statement lacks a month of the year, or a balance after each line",
)
_PARTY: Final = (
    "流水未覆盖全年12个月，或没有对方户名",
    "the statement lacks a month of the year, or names no other party",
)

BANK_MEASURES: Final = (
    _metric("bank.net_flow", "银行净流入|net bank flow", Unit.CNY, "流入－流出|inflow − outflow", _YEAR, "better"),
    _metric("bank.movements", "银行流水笔数|bank movements", Unit.COUNT, "有金额变动的行数|lines that moved money", _YEAR),
    _metric("bank.inflow_volatility", "月度流入波动系数|volatility of monthly inflow", Unit.RATIO, "月流入的标准差÷均值|standard deviation ÷ mean of monthly inflow", _YEAR, "worse"),
    _metric("bank.lowest_month_share", "最低月流入占均值|lowest month's inflow to the mean", Unit.RATIO, "最低月流入÷月均流入|lowest monthly inflow ÷ mean", _YEAR, "better"),
    _metric("bank.largest_inflow_share", "最大单笔流入占比|share of the largest inflow", Unit.RATIO, "最大单笔流入÷流入|largest inflow ÷ inflow", _YEAR, "worse"),
    _metric("bank.month_end_share", "月末流入占比|share of inflow at month end", Unit.RATIO, "每月最后3天的流入÷流入|inflow of the last 3 days of each month ÷ inflow", _YEAR, "worse"),
    _metric("bank.round_share", "整万流入占比|share of inflow in round ten thousands", Unit.RATIO, "能被10,000整除的流入÷流入|inflow divisible by 10,000 ÷ inflow", _YEAR, "worse"),
    _metric("bank.idle_days_max", "流水最长间隔|longest gap between bank movements", Unit.DAYS, "相邻两笔之间的最多天数|most days between two movements", _YEAR, "worse"),
    _metric("bank.payers", "付款方家数|payers into the account", Unit.COUNT, "付款进来的户名数|names that paid in", _PARTY, "better"),
    _metric("bank.top_payer_share", "第一大付款方占比|share of the largest payer", Unit.RATIO, "第一大付款方的流入÷流入|inflow from the largest payer ÷ inflow", _PARTY, "worse"),
    _metric("bank.both_ways_share", "有来有往的流入占比|share of inflow from parties paid as well", Unit.RATIO, "来自同年也收款的户名的流入÷流入|inflow from names that were paid in the year too ÷ inflow", _PARTY, "worse"),
    _metric("bank.closing_balance", "年末银行余额|bank balance at the year's end", Unit.CNY, "年内最后一笔之后的余额|balance after the year's last line", _BALANCE, "better"),
    _metric("bank.average_balance", "日均银行余额/日均存款|average daily bank balance", Unit.CNY, "每日日终余额的均值|mean of the balance at each day's end", _BALANCE, "better"),
    _metric("bank.lowest_balance", "银行最低余额|lowest bank balance", Unit.CNY, "年内最低的日终余额|lowest balance at a day's end", _BALANCE, "better"),
    _metric("bank.cover_days", "余额可支付天数|days of payments that the average balance covers", Unit.DAYS, "日均余额÷日均流出|average balance ÷ average daily outflow", _BALANCE, "better"),
)  # fmt: skip
"""Of one account and one calendar year, in the order in which they are listed."""
