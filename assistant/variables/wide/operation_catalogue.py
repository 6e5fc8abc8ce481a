"""Declared variables of utilities, waybills and shop orders, for each kind and window."""
# ruff: noqa: E501  one measure a line reads as a table

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from assistant.domain.figures import Metric
from assistant.domain.operations import OperationKind
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued
from assistant.variables.wide.catalogue import window_names
from assistant.variables.wide.declared import PAIRS, WINDOWS, Measure, over, yuan

_R, _N = Unit.RATIO, Unit.COUNT
_METERED: Final = "CASE WHEN idle = 0 THEN {sql} END"


class Kind(NamedTuple):
    """One kind of record and its words."""

    kind: OperationKind
    prefix: str
    """Of the variables' keys."""
    zh: str
    en: str
    unit_zh: str
    unit_en: str


METERS: Final = (
    Kind(OperationKind.POWER, "utilities.power_", "用电", "electricity", "千瓦时", "kWh"),
    Kind(OperationKind.WATER, "utilities.water_", "用水", "water", "立方米", "cubic metres"),
    Kind(OperationKind.GAS, "utilities.gas_", "用气", "gas", "立方米", "cubic metres"),
)
WAYBILLS: Final = (
    Kind(OperationKind.SHIPPED, "shipments.", "发货", "shipments", "千克", "kg"),
    Kind(OperationKind.RECEIVED, "shipments.received_", "到货", "deliveries", "千克", "kg"),
)
ORDERS: Final = (
    Kind(OperationKind.ORDER, "orders.", "订单", "orders", "件", "pieces"),
    Kind(
        OperationKind.PURCHASE_ORDER,
        "orders.purchased_",
        "采购订单",
        "purchase orders",
        "件",
        "pieces",
    ),
)
_COMMON: Final = (
    Measure("volatility", "{zh}月度波动系数", "volatility of monthly {en}", Unit.INDEX, over("msd", "mavg"), "月度数量的标准差 ÷ 均值 / standard deviation ÷ mean of the monthly size", "worse"),
    Measure("trend", "{zh}月度趋势", "monthly trend of {en}", _R, over("mslope", "mavg"), "月度数量对时间的回归斜率 ÷ 均值 / slope of the monthly size over time ÷ mean", "better"),
    Measure("drawdown", "{zh}最大回撤", "largest fall of monthly {en} from a peak", _R, "drawdown", "各月（1 − 当月数量 ÷ 至当月为止的最高数量）的最大值 / highest over months of 1 − size ÷ highest size up to then", "worse"),
    Measure("seasonality", "{zh}峰值月倍数", "peak month of {en} to mean", Unit.TIMES, over("mmax", "mavg"), "最高月份 ÷ 月均 / highest month ÷ mean"),
    Measure("trough", "{zh}谷值月倍数", "trough month of {en} to mean", Unit.TIMES, over("mmin", "mavg"), "最低月份 ÷ 月均 / lowest month ÷ mean", "better"),
    Measure("last_to_mean", "最近一月{zh}对均值", "last month of {en} to mean", Unit.TIMES, over("mlast", "mavg"), "最近一月 ÷ 月均 / last month ÷ mean", "better"),
    Measure("idle_months", "无{zh}记录月数", "months without {en} records", _N, "idle", "没有任何记录的月数 / number of months without a row", "worse"),
)  # fmt: skip
_METER: Final = tuple(
    m._replace(sql=_METERED.format(sql=m.sql))
    for m in (
        Measure("use", "{zh}量（{unit_zh}）", "{en} used ({unit_en})", _N, "q::DOUBLE / 1000", "用量之和 / sum of use", "better"),
        Measure("cost", "{zh}费用", "charge for {en}", Unit.CNY, yuan("amount"), "费用之和 / sum of charges"),
        Measure("price", "{zh}单价", "price of {en}", Unit.CNY, over("amount * 10", "q"), "费用 ÷ 用量 / charges ÷ use"),
        Measure("meters", "{zh}表计数", "meters of {en}", _N, "n", "不同表号的个数 / number of different meters"),
        *(m for m in _COMMON if m.suffix != "idle_months"),
    )
)  # fmt: skip
"""A month without a bill leaves all of them missing: what wasn't billed isn't zero."""
METER_MEASURES: Final = (*_METER, *(m for m in _COMMON if m.suffix == "idle_months"))
_DOCUMENTS: Final = (
    Measure("count", "{zh}单数", "number of {en}", _N, "coalesce(n, 0)", "未作废的不同单号个数 / number of different document numbers, not void", "better"),
    Measure("void_rate", "{zh}作废率", "void share of {en}", _R, over("nv", "n + nv"), "作废单数 ÷ 全部单数 / void documents ÷ all documents", "worse"),
    Measure("parties", "{zh}对方家数", "parties of {en}", _N, "coalesce(np, 0)", "不同对方名称的家数 / number of different names", "better"),
    Measure("top1_share", "{zh}第一大对方占比", "share of the largest party of {en}", _R, over("top1", "named"), "最大一家的单数 ÷ 有对方名称的单数 / documents of the largest name ÷ documents with a name", "worse"),
    Measure("each", "每个对方的{zh}单数", "{en} a party", Unit.TIMES, over("n", "np"), "单数 ÷ 家数 / documents ÷ names"),
    Measure("days", "有{zh}的天数", "days with {en}", _N, "coalesce(days, 0)", "有单据的不同天数 / number of different days", "better"),
    *_COMMON,
)  # fmt: skip
WAYBILL_MEASURES: Final = (
    Measure("weight", "{zh}重量（{unit_zh}）", "weight of {en} ({unit_en})", _N, "q::DOUBLE / 1000", "重量之和 / sum of weight", "better"),
    Measure("average_weight", "{zh}单票重量", "average weight of {en}", Unit.INDEX, over("q::DOUBLE / 1000", "n"), "重量 ÷ 单数 / weight ÷ documents"),
    *_DOCUMENTS,
)  # fmt: skip
ORDER_MEASURES: Final = (
    Measure("net", "{zh}净额", "net {en}", Unit.CNY, yuan("amount - back"), "金额之和 − 退款 / sum of amounts − refunds", "better"),
    Measure("average", "{zh}单笔净额", "average of {en}", Unit.CNY, yuan(over("amount - back", "n")), "净额 ÷ 单数 / net ÷ documents"),
    Measure("refund_rate", "{zh}退款率", "refund rate of {en}", _R, over("back", "amount"), "退款 ÷ 金额 / refunds ÷ amount", "worse"),
    *_DOCUMENTS,
)  # fmt: skip
FAMILIES: Final = (
    (METERS, METER_MEASURES, ("use", "cost", "price")),
    (WAYBILLS, WAYBILL_MEASURES, ("count", "weight", "parties", "average_weight")),
    (ORDERS, ORDER_MEASURES, ("net", "count", "parties", "average")),
)
"""Kinds, their measures, and those that are compared with the window before."""
_MISSING: Final = two_tongued(
    "记录未覆盖该期间，或分母不大于零",
    "the records don't cover the window, or the base is not above zero",
)


def _variable(kind: Kind, measure: Measure, code: str) -> Metric:
    words, (zh, en) = kind._asdict(), window_names(code)
    return Metric(
        key=f"{kind.prefix}{measure.suffix}@{code}",
        label_zh=f"{measure.zh.format(**words)}（{zh}）",
        label_en=f"{measure.en.format(**words)} ({en})",
        unit=measure.unit,
        formula=measure.formula,
        missing_means=_MISSING,
        higher_is=measure.better,
    )


def growth_suffix(base: str, compared: Sequence[str]) -> str:
    """Suffix of a measure's growth over the window before; the family's size has the bare word."""
    return "growth" if base == compared[0] else f"{base}_growth"


def _all() -> Iterator[Metric]:
    for kinds, measures, compared in FAMILIES:
        for kind in kinds:
            for code in WINDOWS:
                for measure in measures:
                    yield _variable(kind, measure, code)
            for code, prior in PAIRS:
                for measure in measures:
                    own = f"{kind.prefix}{measure.suffix}"
                    if measure.suffix in compared:
                        grown = measure._replace(
                            suffix=growth_suffix(measure.suffix, compared),
                            zh=f"{measure.zh}增长率",
                            en=f"growth of {measure.en}",
                            unit=_R,
                            formula=f"{own}@{code} ÷ {own}@{prior} − 1",
                        )
                        yield _variable(kind, grown, code)


OPERATION_CATALOGUE: Final[Mapping[str, Metric]] = MappingProxyType({v.key: v for v in _all()})
"""Key with its window to variable."""
