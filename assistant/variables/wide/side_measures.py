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
    Measure("net", "{zh}额（不含税）", "net {en}", _C, yuan("coalesce(net, 0)"), "有效发票（蓝字加红字）不含税金额之和 / sum of net amounts of valid invoices, blue and red", "better"),
    Measure("gross", "{zh}额（价税合计）", "gross {en}", _C, yuan("coalesce(gross, 0)"), "有效发票价税合计之和 / sum of gross amounts of valid invoices", "better"),
    Measure("tax", "{zh}税额", "VAT on {en}", _C, yuan("coalesce(tax, 0)"), "有效发票税额之和 / sum of VAT of valid invoices"),
    Measure("blue_net", "{zh}蓝字金额", "blue net {en}", _C, yuan("coalesce(bnet, 0)"), "蓝字有效发票（金额大于零）不含税金额之和 / sum of net amounts of blue invoices, those above zero", "better"),
    Measure("red_amount", "{zh}红字金额", "red {en}", _C, yuan("coalesce(rnet, 0)"), "红字有效发票不含税金额之和的相反数 / sum of net amounts of red invoices, its sign turned", "worse"),
    Measure("void_amount", "{zh}作废金额", "void {en}", _C, yuan("coalesce(vnet, 0)"), "作废发票不含税金额绝对值之和 / sum of absolute net amounts of void invoices", "worse"),
    Measure("monthly_average", "月均{zh}额", "average monthly {en}", _C, yuan("mavg"), "不含税净额 ÷ 期间月数 / net ÷ months of the window", "better"),
    Measure("largest_invoice", "最大单张{zh}发票", "largest {en} invoice", _C, yuan("mx"), "单张蓝字发票的最大不含税金额 / largest net amount of a blue invoice"),
    Measure("smallest_invoice", "最小单张{zh}蓝字发票", "smallest blue {en} invoice", _C, yuan("mn"), "单张蓝字发票的最小不含税金额 / smallest net amount of a blue invoice"),
    Measure("average_invoice", "单张{zh}发票均额", "average {en} invoice", _C, yuan(over("net", "n")), "不含税净额 ÷ 有效发票张数 / net ÷ number of valid invoices"),
    Measure("median_invoice", "单张{zh}发票中位数", "median {en} invoice", _C, yuan("md"), "蓝字发票不含税金额的中位数 / median net amount of blue invoices"),
    Measure("p90_invoice", "单张{zh}发票九成分位", "90th percentile of {en} invoices", _C, yuan("p90"), "蓝字发票不含税金额的九成分位数 / 90th percentile of net amounts of blue invoices"),
    Measure("p10_invoice", "单张{zh}发票一成分位", "10th percentile of {en} invoices", _C, yuan("p10"), "蓝字发票不含税金额的一成分位数 / 10th percentile of net amounts of blue invoices"),
)  # fmt: skip
COUNTS: Final = (
    Measure("invoice_count", "有效{zh}发票张数", "valid {en} invoices", _N, "coalesce(n, 0)", "有效发票（蓝字加红字）张数 / number of valid invoices, blue and red", "better"),
    Measure("blue_count", "蓝字{zh}发票张数", "blue {en} invoices", _N, "coalesce(nb, 0)", "蓝字有效发票张数 / number of blue invoices", "better"),
    Measure("void_count", "作废{zh}发票张数", "void {en} invoices", _N, "coalesce(nv, 0)", "作废发票张数 / number of void invoices", "worse"),
    Measure("red_count", "红字{zh}发票张数", "red {en} invoices", _N, "coalesce(nr, 0)", "红字有效发票张数 / number of red invoices", "worse"),
    Measure("active_days", "{zh}开票天数", "days with {en}", _N, "coalesce(days, 0)", "有蓝字发票的不同天数 / number of days with a blue invoice", "better"),
    Measure("active_months", "{zh}开票月数", "months with {en}", _N, "active", "有蓝字发票的月数 / number of months with a blue invoice", "better"),
    Measure("idle_months", "无{zh}月数", "months without {en}", _N, "months - active", "期间月数 − 有蓝字发票的月数 / months of the window − months with a blue invoice", "worse"),
    Measure("negative_months", "{zh}净额为负的月数", "months with negative {en}", _N, "negative", "不含税净额为负的月数 / number of months whose net is below zero", "worse"),
)  # fmt: skip
INTEGRITY: Final = (
    Measure("void_rate", "{zh}发票作废率", "void rate of {en} invoices", _R, over("nv", "n + nv"), "作废张数 ÷（有效张数 + 作废张数） / void invoices ÷ (valid + void invoices)", "worse"),
    Measure("void_amount_rate", "{zh}作废金额率", "void amount to {en}", _R, over("coalesce(vnet, 0)", "bnet"), "作废金额 ÷ 蓝字金额 / void amount ÷ amount of blue invoices", "worse"),
    Measure("red_rate", "{zh}红字发票率", "red rate of {en} invoices", _R, over("nr", "n"), "红字张数 ÷ 有效张数 / red invoices ÷ valid invoices", "worse"),
    Measure("red_amount_rate", "{zh}红字金额率", "red amount to blue {en}", _R, over("coalesce(rnet, 0)", "bnet"), "红字金额的相反数 ÷ 蓝字金额 / amount of red invoices, its sign turned ÷ amount of blue invoices", "worse"),
    Measure("void_rate_worst_month", "{zh}最高月作废率", "worst monthly void rate of {en}", _R, "voidmax", "各月作废张数 ÷ 全部张数的最大值 / highest monthly share of void invoices among all", "worse"),
    Measure("round_1k_rate", "{zh}整千发票占比", "share of {en} invoices in round thousands", _R, over("r1k", "nb"), "金额为整千的蓝字张数 ÷ 蓝字张数 / blue invoices whose net is a multiple of 1,000 ÷ blue invoices", "worse"),
    Measure("round_10k_rate", "{zh}整万发票占比", "share of {en} invoices in round ten thousands", _R, over("r10k", "nb"), "金额为整万的蓝字张数 ÷ 蓝字张数 / blue invoices whose net is a multiple of 10,000 ÷ blue invoices", "worse"),
    Measure("near_cap_rate", "{zh}顶额发票占比", "share of {en} invoices just below 100,000", _R, over("cap", "nb"), "金额在9万元（含）至10万元之间的蓝字张数 ÷ 蓝字张数 / blue invoices from 90,000 to below 100,000 ÷ blue invoices", "worse"),
    Measure("repeat_rate", "{zh}同日同额发票占比", "share of {en} invoices repeated on a day", _R, over("dup", "nb"), "与另一张同对方、同日、同金额的蓝字张数 ÷ 蓝字张数 / blue invoices with party, day and net of another one ÷ blue invoices", "worse"),
    Measure("benford_mad", "{zh}首位数字偏离度", "first-digit deviation of {en}", _I, f"CASE WHEN nb >= 30 THEN ({_BENFORD}) / 9 END", "首位数字1至9的占比与本福特占比之差绝对值的均值，至少30张蓝字发票 / mean distance of the shares of first digits 1 to 9 from Benford's; 30 blue invoices or more", "worse"),
    Measure("largest_share", "最大单张{zh}发票占比", "share of the largest {en} invoice", _R, over("mx", "bnet"), "最大单张蓝字金额 ÷ 蓝字金额 / largest blue invoice ÷ amount of blue invoices", "worse"),
    Measure("small_rate", "{zh}小额发票占比", "share of {en} invoices below 1,000", _R, over("small", "nb"), "金额不足1000元的蓝字张数 ÷ 蓝字张数 / blue invoices below 1,000 ÷ blue invoices"),
    Measure("big_rate", "{zh}大额发票占比", "share of {en} invoices of 100,000 or more", _R, over("big", "nb"), "金额10万元及以上的蓝字张数 ÷ 蓝字张数 / blue invoices of 100,000 or more ÷ blue invoices"),
    Measure("big_amount_rate", "{zh}大额发票金额占比", "amount share of {en} invoices of 100,000 or more", _R, over("bignet", "bnet"), "金额10万元及以上的蓝字金额之和 ÷ 蓝字金额 / amount of blue invoices of 100,000 or more ÷ amount of blue invoices"),
    Measure("ticket_cv", "{zh}发票金额离散系数", "dispersion of {en} invoices", _I, over("sd", "av"), "蓝字发票金额的标准差 ÷ 均值 / standard deviation ÷ mean of net amounts of blue invoices"),
    Measure("ticket_skew", "{zh}发票均额对中位数之比", "mean to median of {en} invoices", Unit.TIMES, over("av", "md"), "蓝字发票金额的均值 ÷ 中位数 / mean ÷ median of net amounts of blue invoices"),
)  # fmt: skip
TIMING: Final = (
    Measure("month_end_rate", "{zh}月末发票占比", "share of {en} invoices at month end", _R, over("me", "nb"), "每月最后3天的蓝字张数 ÷ 蓝字张数 / blue invoices of the last 3 days of a month ÷ blue invoices", "worse"),
    Measure("month_end_amount_rate", "{zh}月末金额占比", "share of {en} amount at month end", _R, over("menet", "bnet"), "每月最后3天的蓝字金额 ÷ 蓝字金额 / amount of blue invoices of the last 3 days of a month ÷ that of all", "worse"),
    Measure("month_start_rate", "{zh}月初发票占比", "share of {en} invoices at month start", _R, over("ms", "nb"), "每月最初3天的蓝字张数 ÷ 蓝字张数 / blue invoices of the first 3 days of a month ÷ blue invoices"),
    Measure("weekend_rate", "{zh}周末发票占比", "share of {en} invoices at weekends", _R, over("we", "nb"), "周六、周日的蓝字张数 ÷ 蓝字张数 / blue invoices of Saturdays and Sundays ÷ blue invoices"),
    Measure("quarter_end_amount_rate", "{zh}季末月金额占比", "share of {en} in quarter-end months", _R, over("qenet", "net"), "3、6、9、12月的不含税净额 ÷ 不含税净额 / net of March, June, September and December ÷ net"),
    Measure("december_amount_rate", "{zh}十二月金额占比", "share of {en} in December", _R, over("decnet", "net"), "12月的不含税净额 ÷ 不含税净额 / net of December ÷ net"),
    Measure("gap_days_max", "{zh}最长间隔", "longest gap between {en}", _D, "gapmax", "相邻两个蓝字开票日间隔天数的最大值 / most days between two days with a blue invoice", "worse"),
    Measure("gap_days_mean", "{zh}平均间隔", "mean gap between {en}", _D, "gapavg", "相邻两个蓝字开票日间隔天数的均值 / mean days between two days with a blue invoice", "worse"),
    Measure("gap_days_median", "{zh}间隔中位数", "median gap between {en}", _D, "gapmed", "相邻两个蓝字开票日间隔天数的中位数 / median days between two days with a blue invoice", "worse"),
    Measure("gap_days_sd", "{zh}间隔标准差", "deviation of gaps between {en}", _D, "gapsd", "相邻两个蓝字开票日间隔天数的标准差 / standard deviation of days between two days with a blue invoice", "worse"),
    Measure("since_last", "距最近{zh}天数", "days since the last of {en}", _D, "since", "期末日 − 最近一个蓝字开票日 / end of the window − last day with a blue invoice", "worse"),
    Measure("invoices_per_day", "{zh}日均张数", "{en} invoices a day", Unit.TIMES, over("nb", "days"), "蓝字张数 ÷ 有蓝字发票的天数 / blue invoices ÷ days with one"),
)  # fmt: skip
RHYTHM: Final = (
    Measure("volatility", "月度{zh}波动系数", "volatility of monthly {en}", _I, over("msd", "mavg"), "月度不含税净额的标准差 ÷ 均值，没有开票的月份按零计 / standard deviation ÷ mean of monthly net, months without invoices as zero", "worse"),
    Measure("count_volatility", "月度{zh}张数波动系数", "volatility of monthly {en} invoices", _I, over("csd", "cavg"), "月度有效张数的标准差 ÷ 均值，没有开票的月份按零计 / standard deviation ÷ mean of monthly numbers of valid invoices, months without as zero", "worse"),
    Measure("seasonality", "{zh}峰值月倍数", "peak month of {en} to mean", Unit.TIMES, over("mmax", "mavg"), "最高月份净额 ÷ 月均净额 / highest monthly net ÷ mean"),
    Measure("trough", "{zh}谷值月倍数", "trough month of {en} to mean", Unit.TIMES, over("mmin", "mavg"), "最低月份净额 ÷ 月均净额 / lowest monthly net ÷ mean", "better"),
    Measure("peak_share", "{zh}峰值月占比", "share of the peak month of {en}", _R, over("mmax", "net"), "最高月份净额 ÷ 期间净额 / highest monthly net ÷ net"),
    Measure("trend", "{zh}月度趋势", "monthly trend of {en}", _R, over("mslope", "mavg"), "月度净额对时间的回归斜率 ÷ 月均净额 / slope of monthly net over time, a month ÷ mean", "better"),
    Measure("trend_fit", "{zh}月度趋势拟合度", "fit of the monthly trend of {en}", _R, "mfit", "月度净额对时间回归的拟合优度 R² / R² of monthly net on time"),
    Measure("drawdown", "{zh}最大回撤", "largest fall of monthly {en} from a peak", _R, "drawdown", "各月（1 − 当月净额 ÷ 至当月为止的最高月净额）的最大值 / highest over months of 1 − net ÷ highest net up to then", "worse"),
    Measure("last_to_mean", "最近一月{zh}对均值", "last month of {en} to mean", Unit.TIMES, over("mlast", "mavg"), "最近一月净额 ÷ 月均净额 / net of the last month ÷ mean", "better"),
)  # fmt: skip
TAX: Final = (
    Measure("tax_rate", "{zh}平均税率", "average VAT rate of {en}", _R, over("tax", "net"), "税额之和 ÷ 不含税净额 / sum of VAT ÷ net"),
    Measure("untaxed_rate", "{zh}零税额发票占比", "share of {en} invoices without VAT", _R, over("zt", "nb"), "税额为零的蓝字张数 ÷ 蓝字张数 / blue invoices without VAT ÷ blue invoices"),
    Measure("low_rate_share", "{zh}低税率金额占比", "share of {en} at 3% VAT or less", _R, over("lownet", "bnet"), "税额不超过金额3.5%的蓝字金额 ÷ 蓝字金额 / amount of blue invoices with VAT of 3.5% or less ÷ that of all"),
    Measure("high_rate_share", "{zh}高税率金额占比", "share of {en} at 13% VAT or more", _R, over("highnet", "bnet"), "税额不低于金额12.5%的蓝字金额 ÷ 蓝字金额 / amount of blue invoices with VAT of 12.5% or more ÷ that of all"),
)  # fmt: skip
SIDE_MEASURES: Final = (*AMOUNTS, *COUNTS, *INTEGRITY, *TIMING, *RHYTHM, *TAX)

PARTY_MEASURES: Final = (
    Measure("count", "{party_zh}数量", "number of {parties_en}", _N, "coalesce(np, 0)", "有效发票上不同对方名称的家数 / number of names on valid invoices", "better"),
    Measure("monthly_count", "月均{party_zh}数", "{parties_en} a month", _N, "pavg", "各月不同对方家数的均值 / mean over months of the number of names", "better"),
    Measure("top1_share", "第一大{party_zh}占比", "share of the largest {party_en}", _R, over("top1", "net"), "最大一家的净额 ÷ 净额 / net of the largest name ÷ net", "worse"),
    Measure("top3_share", "前三大{party_zh}占比", "share of the top 3 {parties_en}", _R, over("top3", "net"), "最大三家的净额 ÷ 净额 / net of the 3 largest names ÷ net", "worse"),
    Measure("top5_share", "前五大{party_zh}占比", "share of the top 5 {parties_en}", _R, over("top5", "net"), "最大五家的净额 ÷ 净额 / net of the 5 largest names ÷ net", "worse"),
    Measure("top10_share", "前十大{party_zh}占比", "share of the top 10 {parties_en}", _R, over("top10", "net"), "最大十家的净额 ÷ 净额 / net of the 10 largest names ÷ net", "worse"),
    Measure("hhi", "{party_zh}集中度（HHI）", "{party_en} concentration (HHI)", _I, over("squares", "net::DOUBLE * net"), "各家净额占比的平方和 / sum of squared shares of each name in net", "worse"),
    Measure("entropy", "{party_zh}分散熵", "entropy of {parties_en}", _I, "entropy", "−Σ p·ln p，p 为净额大于零的各家占比 / −Σ p ln p over the shares p of names with a net above zero", "better"),
    Measure("single_rate", "一次性{party_zh}占比", "share of one-off {parties_en}", _R, over("single", "np"), "只有一张发票的家数 ÷ 家数 / names with one invoice ÷ names", "worse"),
    Measure("single_amount_rate", "一次性{party_zh}金额占比", "amount share of one-off {parties_en}", _R, over("singlenet", "net"), "只有一张发票的各家净额 ÷ 净额 / net of names with one invoice ÷ net", "worse"),
    Measure("average", "单个{party_zh}均额", "average amount a {party_en}", _C, yuan(over("net", "np")), "净额 ÷ 家数 / net ÷ names"),
    Measure("invoices_each", "单个{party_zh}均张数", "invoices a {party_en}", Unit.TIMES, over("n", "np"), "有效张数 ÷ 家数 / valid invoices ÷ names"),
    Measure("unnamed_rate", "无名称{party_zh}发票占比", "share of invoices without a {party_en}", _R, over("n - pn", "n"), "没有对方名称的有效张数 ÷ 有效张数 / valid invoices without a name ÷ valid invoices", "worse"),
    Measure("negative_rate", "净额为负的{party_zh}占比", "share of {parties_en} with a negative net", _R, over("negp", "np"), "净额为负的家数 ÷ 家数 / names with a net below zero ÷ names", "worse"),
)  # fmt: skip
TURNOVER_MEASURES: Final = (
    Measure("retained_count", "留存{party_zh}数", "retained {parties_en}", _N, "retained", "本期和上期都有有效发票的家数 / names with valid invoices in both windows", "better"),
    Measure("new_count", "新增{party_zh}数", "new {parties_en}", _N, "joined", "只有本期有有效发票的家数 / names with valid invoices in this window only"),
    Measure("lost_count", "流失{party_zh}数", "lost {parties_en}", _N, "lost", "只有上期有有效发票的家数 / names with valid invoices in the window before only", "worse"),
    Measure("churn", "{party_zh}流失率", "{party_en} churn", _R, over("lost", "lost + retained"), "流失家数 ÷ 上期家数 / lost names ÷ names of the window before", "worse"),
    Measure("new_rate", "新增{party_zh}占比", "share of new {parties_en}", _R, over("joined", "joined + retained"), "新增家数 ÷ 本期家数 / new names ÷ names of this window"),
    Measure("retained_share", "留存{party_zh}金额占比", "amount share of retained {parties_en}", _R, over("retained_net", "now_net"), "留存各家的本期净额 ÷ 本期净额 / net of retained names ÷ net", "better"),
    Measure("new_share", "新增{party_zh}金额占比", "amount share of new {parties_en}", _R, over("joined_net", "now_net"), "新增各家的本期净额 ÷ 本期净额 / net of new names ÷ net", "worse"),
    Measure("lost_share", "流失{party_zh}上期金额占比", "earlier amount share of lost {parties_en}", _R, over("lost_net", "before_net"), "流失各家的上期净额 ÷ 上期净额 / net before of lost names ÷ net before", "worse"),
)  # fmt: skip
"""Against the window of the same length before; for L3M, L6M and L12M."""
