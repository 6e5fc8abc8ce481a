"""Every metric that records yield, by key."""
# ruff: noqa: E501  one metric a line reads as a table

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued
from assistant.variables.formula_words import formula_text
from assistant.variables.operation_metrics import OPERATION_METRICS
from assistant.variables.party_metrics import PARTY_METRICS
from assistant.variables.trade_metrics import TRADE_METRICS


def _metric(key: str, names: str, unit: Unit, formula: str, better: str = "neutral") -> Metric:
    zh, en = (part.strip().split("|") for part in names.split(";"))
    return Metric(
        key=key,
        label_zh=zh[0],
        label_en=en[0],
        unit=unit,
        aliases_zh=tuple(zh[1:]),
        aliases_en=tuple(en[1:]),
        formula=formula_text(key, formula, {}),
        missing_means=two_tongued(
            "记录未同时覆盖销项和进项，或基数不大于零",
            "the records don't cover the period on both sides, or the base is not above zero",
        ),
        higher_is=better,
    )


CROSS_METRICS: Final = (
    _metric("spread.gross", "进销差额|销售减采购差额|进销差; sales minus purchases|gross spread|spread", Unit.CNY,
            "sales.net - purchases.net", "better"),
    _metric("spread.gross_rate", "进销差率|进销毛利率; gross spread rate|spread rate", Unit.RATIO, "spread.gross / sales.net", "better"),
    _metric("spread.purchases_to_sales", "采购销售比|进销比; purchases to sales|purchases-to-sales ratio", Unit.RATIO,
            "purchases.net / sales.net", "worse"),
    _metric("vat.balance", "销项减进项税额|进销税额差; output less input VAT|VAT balance", Unit.CNY, "sales.tax - purchases.tax"),
    _metric("counterparties.both_count", "既是客户又是供应商的家数; counterparties on both sides", Unit.COUNT,
            "count of names that are customers and suppliers in the period", "worse"),
    _metric("counterparties.both_share", "对双向往来单位的销售占比; share of sales to counterparties on both sides", Unit.RATIO,
            "sales.net to customers that are suppliers too / sales.net", "worse"),
)  # fmt: skip
"""Sales against purchases."""

RECORD_METRICS: Final = (
    _metric("records.invoices", "发票记录张数|发票张数; invoices in the records|invoice records", Unit.COUNT,
            "count of distinct invoices (direction, code, number, counterparty, date) up to the as-of date"),
    _metric("records.repeats", "重复发票行数; repeated invoice rows|duplicate rows", Unit.COUNT, "rows - records.invoices", "worse"),
    _metric("records.conflicts", "同号不同金额的发票张数; invoices recorded with differing amounts", Unit.COUNT,
            "count of invoices whose rows differ in amount", "worse"),
    _metric("records.void", "作废发票张数; void invoices", Unit.COUNT, "count of void invoices", "worse"),
    _metric("records.red", "红字发票张数; red invoices|credit notes", Unit.COUNT, "count of valid invoices with a negative net amount", "worse"),
    _metric("records.first_day", "发票记录起始日; first invoice day", Unit.DATE, "min issue date"),
    _metric("records.last_day", "发票记录截止日; last invoice day", Unit.DATE, "max issue date up to the as-of date"),
)  # fmt: skip
"""What the records hold, up to the as-of date."""

CATALOGUE: Final[Mapping[str, Metric]] = MappingProxyType(
    {
        m.key: m
        for m in (
            *TRADE_METRICS,
            *PARTY_METRICS,
            *CROSS_METRICS,
            *RECORD_METRICS,
            *OPERATION_METRICS,
        )
    }
)
"""Metric key to metric."""
