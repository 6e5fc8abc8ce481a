"""Measures of one side's invoices: amounts, counts, tickets, integrity, timing, tax."""
# ruff: noqa: E501  one measure a line reads as a table

from typing import Final

from assistant.domain.quantities import Unit
from assistant.variables.wide.declared import Measure, over, yuan

_BENFORD: Final = " + ".join(
    f"abs(b{d}::DOUBLE / nb - {p})"
    for d, p in zip(
        range(1, 10),
        (
            0.30103,
            0.176091,
            0.124939,
            0.09691,
            0.0791812,
            0.0669468,
            0.0579919,
            0.0511525,
            0.0457575,
        ),
        strict=True,
    )
)
_C, _R, _N, _D, _I = Unit.CNY, Unit.RATIO, Unit.COUNT, Unit.DAYS, Unit.INDEX

AMOUNTS: Final = (
    Measure("net", "{zh}额（不含税）", "net {en}", _C, yuan("coalesce(net, 0)"), "Σ 金额 / net, valid = blue + red", "better"),
    Measure("gross", "{zh}额（价税合计）", "gross {en}", _C, yuan("coalesce(gross, 0)"), "Σ 价税合计 / gross, valid", "better"),
    Measure("tax", "{zh}税额", "VAT on {en}", _C, yuan("coalesce(tax, 0)"), "Σ 税额 / VAT, valid"),
    Measure("blue_net", "{zh}蓝字金额", "blue net {en}", _C, yuan("coalesce(bnet, 0)"), "Σ 金额 / net > 0", "better"),
    Measure("red_amount", "{zh}红字金额", "red {en}", _C, yuan("coalesce(rnet, 0)"), "−Σ 金额 / net < 0", "worse"),
    Measure("void_amount", "{zh}作废金额", "void {en}", _C, yuan("coalesce(vnet, 0)"), "Σ |金额 / net| of void", "worse"),
    Measure("monthly_average", "月均{zh}额", "average monthly {en}", _C, yuan("mavg"), "net ÷ months", "better"),
    Measure("largest_invoice", "最大单张{zh}发票", "largest {en} invoice", _C, yuan("mx"), "max net"),
    Measure("smallest_invoice", "最小单张{zh}蓝字发票", "smallest blue {en} invoice", _C, yuan("mn"), "min net > 0"),
    Measure("average_invoice", "单张{zh}发票均额", "average {en} invoice", _C, yuan(over("net", "n")), "net ÷ valid count"),
    Measure("median_invoice", "单张{zh}发票中位数", "median {en} invoice", _C, yuan("md"), "median net > 0"),
    Measure("p90_invoice", "单张{zh}发票九成分位", "90th percentile of {en} invoices", _C, yuan("p90"), "quantile 0.9 of net > 0"),
    Measure("p10_invoice", "单张{zh}发票一成分位", "10th percentile of {en} invoices", _C, yuan("p10"), "quantile 0.1 of net > 0"),
)  # fmt: skip
COUNTS: Final = (
    Measure("invoice_count", "有效{zh}发票张数", "valid {en} invoices", _N, "coalesce(n, 0)", "count valid", "better"),
    Measure("blue_count", "蓝字{zh}发票张数", "blue {en} invoices", _N, "coalesce(nb, 0)", "count net > 0", "better"),
    Measure("void_count", "作废{zh}发票张数", "void {en} invoices", _N, "coalesce(nv, 0)", "count void", "worse"),
    Measure("red_count", "红字{zh}发票张数", "red {en} invoices", _N, "coalesce(nr, 0)", "count valid with net < 0", "worse"),
    Measure("active_days", "{zh}开票天数", "days with {en}", _N, "coalesce(days, 0)", "count distinct days with net > 0", "better"),
    Measure("active_months", "{zh}开票月数", "months with {en}", _N, "active", "count months with net > 0 invoices", "better"),
    Measure("idle_months", "无{zh}月数", "months without {en}", _N, "months - active", "months − active months", "worse"),
    Measure("negative_months", "{zh}净额为负的月数", "months with negative {en}", _N, "negative", "count months with Σ net < 0", "worse"),
)  # fmt: skip
INTEGRITY: Final = (
    Measure("void_rate", "{zh}发票作废率", "void rate of {en} invoices", _R, over("nv", "n + nv"), "void ÷ (valid + void)", "worse"),
    Measure("void_amount_rate", "{zh}作废金额率", "void amount to {en}", _R, over("coalesce(vnet, 0)", "bnet"), "|void net| ÷ blue net", "worse"),
    Measure("red_rate", "{zh}红字发票率", "red rate of {en} invoices", _R, over("nr", "n"), "red ÷ valid", "worse"),
    Measure("red_amount_rate", "{zh}红字金额率", "red amount to blue {en}", _R, over("coalesce(rnet, 0)", "bnet"), "−red net ÷ blue net", "worse"),
    Measure("void_rate_worst_month", "{zh}最高月作废率", "worst monthly void rate of {en}", _R, "voidmax", "max over months of void ÷ all", "worse"),
    Measure("round_1k_rate", "{zh}整千发票占比", "share of {en} invoices in round thousands", _R, over("r1k", "nb"), "net divisible by 1,000 ÷ blue count", "worse"),
    Measure("round_10k_rate", "{zh}整万发票占比", "share of {en} invoices in round ten thousands", _R, over("r10k", "nb"), "net divisible by 10,000 ÷ blue count", "worse"),
    Measure("near_cap_rate", "{zh}顶额发票占比", "share of {en} invoices just below 100,000", _R, over("cap", "nb"), "90,000 ≤ net < 100,000 ÷ blue count", "worse"),
    Measure("repeat_rate", "{zh}同日同额发票占比", "share of {en} invoices repeated on a day", _R, over("dup", "nb"), "same party, day and net as another ÷ blue count", "worse"),
    Measure("benford_mad", "{zh}首位数字偏离度", "first-digit deviation of {en}", _I, f"CASE WHEN nb >= 30 THEN ({_BENFORD}) / 9 END", "mean |share − Benford| of digits 1–9; 30 invoices or more", "worse"),
    Measure("largest_share", "最大单张{zh}发票占比", "share of the largest {en} invoice", _R, over("mx", "bnet"), "max net ÷ blue net", "worse"),
    Measure("small_rate", "{zh}小额发票占比", "share of {en} invoices below 1,000", _R, over("small", "nb"), "net < 1,000 ÷ blue count"),
    Measure("big_rate", "{zh}大额发票占比", "share of {en} invoices of 100,000 or more", _R, over("big", "nb"), "net ≥ 100,000 ÷ blue count"),
    Measure("big_amount_rate", "{zh}大额发票金额占比", "amount share of {en} invoices of 100,000 or more", _R, over("bignet", "bnet"), "Σ net ≥ 100,000 ÷ blue net"),
    Measure("ticket_cv", "{zh}发票金额离散系数", "dispersion of {en} invoices", _I, over("sd", "av"), "standard deviation ÷ mean of net > 0"),
    Measure("ticket_skew", "{zh}发票均额对中位数之比", "mean to median of {en} invoices", Unit.TIMES, over("av", "md"), "mean ÷ median of net > 0"),
)  # fmt: skip
TIMING: Final = (
    Measure("month_end_rate", "{zh}月末发票占比", "share of {en} invoices at month end", _R, over("me", "nb"), "last 3 days of a month ÷ blue count", "worse"),
    Measure("month_end_amount_rate", "{zh}月末金额占比", "share of {en} amount at month end", _R, over("menet", "bnet"), "Σ net of the last 3 days of a month ÷ blue net", "worse"),
    Measure("month_start_rate", "{zh}月初发票占比", "share of {en} invoices at month start", _R, over("ms", "nb"), "first 3 days of a month ÷ blue count"),
    Measure("weekend_rate", "{zh}周末发票占比", "share of {en} invoices at weekends", _R, over("we", "nb"), "Saturday and Sunday ÷ blue count"),
    Measure("quarter_end_amount_rate", "{zh}季末月金额占比", "share of {en} in quarter-end months", _R, over("qenet", "net"), "Σ net in March, June, September, December ÷ net"),
    Measure("december_amount_rate", "{zh}十二月金额占比", "share of {en} in December", _R, over("decnet", "net"), "Σ net in December ÷ net"),
    Measure("gap_days_max", "{zh}最长间隔", "longest gap between {en}", _D, "gapmax", "max days between days with net > 0", "worse"),
    Measure("gap_days_mean", "{zh}平均间隔", "mean gap between {en}", _D, "gapavg", "mean days between days with net > 0", "worse"),
    Measure("gap_days_median", "{zh}间隔中位数", "median gap between {en}", _D, "gapmed", "median days between days with net > 0", "worse"),
    Measure("gap_days_sd", "{zh}间隔标准差", "deviation of gaps between {en}", _D, "gapsd", "standard deviation of days between days with net > 0", "worse"),
    Measure("since_last", "距最近{zh}天数", "days since the last of {en}", _D, "since", "window's end − last day with net > 0", "worse"),
    Measure("invoices_per_day", "{zh}日均张数", "{en} invoices a day", Unit.TIMES, over("nb", "days"), "blue count ÷ days with net > 0"),
)  # fmt: skip
RHYTHM: Final = (
    Measure("volatility", "月度{zh}波动系数", "volatility of monthly {en}", _I, over("msd", "mavg"), "standard deviation ÷ mean of monthly net", "worse"),
    Measure("count_volatility", "月度{zh}张数波动系数", "volatility of monthly {en} invoices", _I, over("csd", "cavg"), "standard deviation ÷ mean of monthly counts", "worse"),
    Measure("seasonality", "{zh}峰值月倍数", "peak month of {en} to mean", Unit.TIMES, over("mmax", "mavg"), "max monthly net ÷ mean"),
    Measure("trough", "{zh}谷值月倍数", "trough month of {en} to mean", Unit.TIMES, over("mmin", "mavg"), "min monthly net ÷ mean", "better"),
    Measure("peak_share", "{zh}峰值月占比", "share of the peak month of {en}", _R, over("mmax", "net"), "max monthly net ÷ net"),
    Measure("trend", "{zh}月度趋势", "monthly trend of {en}", _R, over("mslope", "mavg"), "slope of monthly net a month ÷ mean", "better"),
    Measure("trend_fit", "{zh}月度趋势拟合度", "fit of the monthly trend of {en}", _R, "mfit", "R² of monthly net on time"),
    Measure("drawdown", "{zh}最大回撤", "largest fall of monthly {en} from a peak", _R, "drawdown", "max over months of 1 − net ÷ highest net before or then", "worse"),
    Measure("last_to_mean", "最近一月{zh}对均值", "last month of {en} to mean", Unit.TIMES, over("mlast", "mavg"), "last monthly net ÷ mean", "better"),
)  # fmt: skip
TAX: Final = (
    Measure("tax_rate", "{zh}平均税率", "average VAT rate of {en}", _R, over("tax", "net"), "Σ VAT ÷ net"),
    Measure("untaxed_rate", "{zh}零税额发票占比", "share of {en} invoices without VAT", _R, over("zt", "nb"), "VAT = 0 ÷ blue count"),
    Measure("low_rate_share", "{zh}低税率金额占比", "share of {en} at 3% VAT or less", _R, over("lownet", "bnet"), "Σ net with VAT ≤ 3.5% of net ÷ blue net"),
    Measure("high_rate_share", "{zh}高税率金额占比", "share of {en} at 13% VAT or more", _R, over("highnet", "bnet"), "Σ net with VAT ≥ 12.5% of net ÷ blue net"),
)  # fmt: skip
SIDE_MEASURES: Final = (*AMOUNTS, *COUNTS, *INTEGRITY, *TIMING, *RHYTHM, *TAX)

PARTY_MEASURES: Final = (
    Measure("count", "{party_zh}数量", "number of {parties_en}", _N, "coalesce(np, 0)", "count distinct names on valid invoices", "better"),
    Measure("monthly_count", "月均{party_zh}数", "{parties_en} a month", _N, "pavg", "mean over months of distinct names", "better"),
    Measure("top1_share", "第一大{party_zh}占比", "share of the largest {party_en}", _R, over("top1", "net"), "largest name's net ÷ net", "worse"),
    Measure("top3_share", "前三大{party_zh}占比", "share of the top 3 {parties_en}", _R, over("top3", "net"), "3 largest names' net ÷ net", "worse"),
    Measure("top5_share", "前五大{party_zh}占比", "share of the top 5 {parties_en}", _R, over("top5", "net"), "5 largest names' net ÷ net", "worse"),
    Measure("top10_share", "前十大{party_zh}占比", "share of the top 10 {parties_en}", _R, over("top10", "net"), "10 largest names' net ÷ net", "worse"),
    Measure("hhi", "{party_zh}集中度（HHI）", "{party_en} concentration (HHI)", _I, over("squares", "net::DOUBLE * net"), "Σ (name's net ÷ net)²", "worse"),
    Measure("entropy", "{party_zh}分散熵", "entropy of {parties_en}", _I, "entropy", "−Σ p ln p over names with net > 0", "better"),
    Measure("single_rate", "一次性{party_zh}占比", "share of one-off {parties_en}", _R, over("single", "np"), "names with one invoice ÷ names", "worse"),
    Measure("single_amount_rate", "一次性{party_zh}金额占比", "amount share of one-off {parties_en}", _R, over("singlenet", "net"), "net of names with one invoice ÷ net", "worse"),
    Measure("average", "单个{party_zh}均额", "average amount a {party_en}", _C, yuan(over("net", "np")), "net ÷ names"),
    Measure("invoices_each", "单个{party_zh}均张数", "invoices a {party_en}", Unit.TIMES, over("n", "np"), "valid ÷ names"),
    Measure("unnamed_rate", "无名称{party_zh}发票占比", "share of invoices without a {party_en}", _R, over("n - pn", "n"), "valid without a name ÷ valid", "worse"),
    Measure("negative_rate", "净额为负的{party_zh}占比", "share of {parties_en} with a negative net", _R, over("negp", "np"), "names with net < 0 ÷ names", "worse"),
)  # fmt: skip
TURNOVER_MEASURES: Final = (
    Measure("retained_count", "留存{party_zh}数", "retained {parties_en}", _N, "retained", "names in both windows", "better"),
    Measure("new_count", "新增{party_zh}数", "new {parties_en}", _N, "joined", "names only in this window"),
    Measure("lost_count", "流失{party_zh}数", "lost {parties_en}", _N, "lost", "names only in the window before", "worse"),
    Measure("churn", "{party_zh}流失率", "{party_en} churn", _R, over("lost", "lost + retained"), "lost ÷ names of the window before", "worse"),
    Measure("new_rate", "新增{party_zh}占比", "share of new {parties_en}", _R, over("joined", "joined + retained"), "new ÷ names of this window"),
    Measure("retained_share", "留存{party_zh}金额占比", "amount share of retained {parties_en}", _R, over("retained_net", "now_net"), "retained names' net ÷ net", "better"),
    Measure("new_share", "新增{party_zh}金额占比", "amount share of new {parties_en}", _R, over("joined_net", "now_net"), "new names' net ÷ net", "worse"),
    Measure("lost_share", "流失{party_zh}上期金额占比", "earlier amount share of lost {parties_en}", _R, over("lost_net", "before_net"), "lost names' net before ÷ net before", "worse"),
)  # fmt: skip
"""Against the window of the same length before; for L3M, L6M and L12M."""
