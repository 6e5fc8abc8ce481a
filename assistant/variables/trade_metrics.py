"""Metrics of one direction's invoices: amounts, counts, rates, rhythm."""
# ruff: noqa: E501  one metric a line reads as a table

from typing import Final, NamedTuple

from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit
from assistant.domain.records import Direction
from assistant.domain.tongues import two_tongued
from assistant.variables.formula_words import formula_text


class Side(NamedTuple):
    """Words of one direction."""

    direction: Direction
    key: str
    zh: str
    en: str
    party_key: str
    party_zh: str
    party_en: str
    parties_en: str
    vat_zh: str
    vat_en: str
    doc: str
    preposition: str


SALES: Final = Side(
    Direction.SALE, "sales", "销售", "sales",
    "customers", "客户", "customer", "customers", "销项", "output", "sales", "to",
)  # fmt: skip
PURCHASES: Final = Side(
    Direction.PURCHASE, "purchases", "采购", "purchases",
    "suppliers", "供应商", "supplier", "suppliers", "进项", "input", "purchase", "from",
)  # fmt: skip
SIDES: Final = (SALES, PURCHASES)
_NO_RECORDS: Final = "记录未覆盖该期间 / the records don't cover the period"
_NO_BASE: Final = two_tongued(
    "记录未覆盖该期间，或基数不大于零",
    "the records don't cover the period, or the base is not above zero",
)


def _metric(
    side: Side, suffix: str, names: str, unit: Unit, formula: str, better: str = "neutral"
) -> Metric:
    """``names`` is ``label_zh|alias|... ; label_en|alias|...`` with ``{zh}``, ``{en}`` and so on."""
    words = side._asdict()
    zh, en = (part.strip().format(**words).split("|") for part in names.split(";"))
    return Metric(
        key=f"{side.key}.{suffix}",
        label_zh=zh[0],
        label_en=en[0],
        unit=unit,
        aliases_zh=tuple(zh[1:]),
        aliases_en=tuple(en[1:]),
        formula=formula_text(suffix, formula, words),
        missing_means=_NO_BASE if "/" in formula else _NO_RECORDS,
        higher_is=better if side is SALES or better == "worse" else "neutral",
    )


_AMOUNTS: Final = (
    ("net", "{zh}额（不含税）|{zh}额|不含税{zh}额|开票{zh}额|{zh}金额; net {en}|{en} excluding VAT|invoiced {en}|{en}", Unit.CNY,
     "Σ net amount of valid invoices (blue + red) of {en}, by issue date; void ones excluded", "better"),
    ("gross", "{zh}额（价税合计）|含税{zh}额|价税合计{zh}额; gross {en}|{en} including VAT|{en} with VAT", Unit.CNY,
     "Σ gross amount (net + VAT) of valid invoices of {en}", "better"),
    ("tax", "{vat_zh}税额; {vat_en} VAT|{vat_en} tax", Unit.CNY, "Σ VAT of valid invoices of {en}", "neutral"),
    ("tax_rate", "{vat_zh}平均税率; average {vat_en} VAT rate", Unit.RATIO, "{key}.tax / {key}.net", "neutral"),
    ("monthly_average", "月均{zh}额; average monthly {en}|monthly {en}", Unit.CNY, "{key}.net / months of the period", "better"),
    ("average_invoice", "单张{vat_zh}发票平均金额; average {doc} invoice", Unit.CNY, "{key}.net / {key}.invoice_count", "neutral"),
    ("largest_invoice", "最大单张{vat_zh}发票金额; largest {doc} invoice", Unit.CNY, "max net amount of a valid invoice of {en}", "neutral"),
    ("largest_invoice_share", "最大单张{vat_zh}发票占比; share of the largest {doc} invoice", Unit.RATIO,
     "{key}.largest_invoice / {key}.net", "worse"),
)  # fmt: skip

_COUNTS: Final = (
    ("invoice_count", "有效{vat_zh}发票张数|{vat_zh}发票数|{zh}发票张数; valid {doc} invoices|number of {doc} invoices", Unit.COUNT,
     "count of valid invoices (blue + red) of {en}", "neutral"),
    ("void_count", "作废{vat_zh}发票张数; void {doc} invoices", Unit.COUNT, "count of void invoices of {en}", "worse"),
    ("void_rate", "{vat_zh}发票作废率|{zh}作废率; void rate of {doc} invoices|{en} void rate", Unit.RATIO,
     "{key}.void_count / ({key}.invoice_count + {key}.void_count)", "worse"),
    ("red_count", "红字{vat_zh}发票张数; red {doc} invoices|credit notes ({en})", Unit.COUNT,
     "count of valid invoices of {en} with a negative net amount", "worse"),
    ("red_rate", "{vat_zh}红字发票率|{zh}红票率; red-invoice rate of {en}", Unit.RATIO, "{key}.red_count / {key}.invoice_count", "worse"),
    ("red_amount", "{vat_zh}红字发票金额; red-invoice amount of {en}", Unit.CNY, "-Σ net amount of red invoices of {en}", "worse"),
    ("red_amount_rate", "{vat_zh}红字金额占比|{zh}冲红率; red-invoice amount rate of {en}|{en} return rate", Unit.RATIO,
     "{key}.red_amount / ({key}.net + {key}.red_amount)", "worse"),
)  # fmt: skip

_RHYTHM: Final = (
    ("growth", "{zh}额增长率|{zh}增长率|{zh}增速|{zh}同比; {en} growth|growth of net {en}|growth in {en}", Unit.RATIO,
     "{key}.net / {key}.net of the period before (same quarter a year before for a quarter) - 1", "better"),
    ("volatility", "{zh}额月度波动系数|{zh}波动率|{zh}波动性; {en} volatility|monthly volatility of {en}", Unit.RATIO,
     "sample standard deviation of monthly {key}.net / its mean; months without invoices count as 0", "worse"),
    ("seasonality", "{zh}旺季倍数|{zh}季节性; {en} seasonality|peak-month ratio of {en}", Unit.TIMES,
     "{key}.net of the strongest month / {key}.monthly_average", "neutral"),
    ("peak_month", "{zh}额最高的月份|{zh}旺季月份; peak month of {en}", Unit.TEXT, "month with the highest {key}.net, the earliest of equals", "neutral"),
    ("momentum", "月均{zh}额与近12个月月均之比|近3个月与近12个月月均{zh}额之比|{zh}动能; {en} momentum", Unit.TIMES,
     "{key}.monthly_average@L3M / {key}.monthly_average@L12M", "better"),
    ("active_months", "有{zh}开票的月数; months with {en}", Unit.COUNT, "count of months with a valid blue invoice of {en}", "better"),
    ("active_days", "有{zh}开票的天数; days with {en}", Unit.COUNT, "count of days with a valid blue invoice of {en}", "better"),
    ("gap_days_max", "{zh}开票最长间隔|最长{zh}中断天数; longest gap between {en}|longest gap without {en}", Unit.DAYS,
     "max days between two successive days with a valid blue invoice of {en}, the later one in the period", "worse"),
    ("days_between_median", "{zh}开票间隔中位数; median gap between {en}|median days between {en}", Unit.DAYS,
     "median days between successive days with a valid blue invoice of {en}, the later one in the period", "worse"),
    ("days_since_last", "距最近一次{zh}开票的天数; time since the last {doc} invoice|days since the last {doc} invoice", Unit.DAYS,
     "as-of date - day of the last valid blue invoice of {en}", "worse"),
)  # fmt: skip

TRADE_METRICS: Final = tuple(
    _metric(side, *line) for side in SIDES for line in (*_AMOUNTS, *_COUNTS, *_RHYTHM)
)
"""Every metric of sales and of purchases."""
