"""The trade's cycle beside each firm's sales: an index by month, of all firms or of one."""
# ruff: noqa: E501  one measure a line reads as a table

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued
from assistant.variables.wide.catalogue import variable_of
from assistant.variables.wide.declared import PAIRS, WINDOWS, Measure

READ: Final = """
CREATE TEMP TABLE trade AS
SELECT coalesce(firm, '') AS firm, date_trunc('month', day)::DATE AS month,
       avg(quantity_milli)::DOUBLE / 1000 AS v
FROM {records} WHERE kind = 'index' AND day <= {upto} AND quantity_milli IS NOT NULL
GROUP BY coalesce(firm, ''), date_trunc('month', day)::DATE
"""
"""Of several series their mean by month. A row without a firm's code is of every firm."""

CYCLE: Final = """
CREATE TEMP TABLE cycle AS
SELECT m.firm, m.code, count(*) AS months, count(t.v) AS known, avg(t.v) AS v,
       CASE WHEN count(*) > 2 AND stddev_samp(m.net) > 0 AND stddev_samp(t.v) > 0
         THEN corr(m.net, t.v) END AS co
FROM monthly m LEFT JOIN (
    SELECT f.firm, x.month, x.v FROM (SELECT DISTINCT firm FROM grid) f
    JOIN trade x ON x.firm = f.firm OR x.firm = ''
    QUALIFY row_number() OVER (PARTITION BY f.firm, x.month ORDER BY x.firm DESC) = 1) t
  ON t.firm = m.firm AND t.month = m.month
WHERE m.d = 'sale' GROUP BY m.firm, m.code
"""
"""A firm's own index wins over the one of all."""

_KNOWN: Final = "CASE WHEN known = months THEN {} END"
_MISSING: Final = two_tongued(
    "指数表缺少该期间的月份，或销项发票未覆盖该期间",
    "the index or the sales invoices lack a month of the window",
)
OF_WINDOW: Final = (
    Measure("industry.index", "行业指数均值", "average industry index", Unit.INDEX, _KNOWN.format("v"), two_tongued("期间各月行业指数的均值，有多个系列时先逐月平均", "mean over months of the index; of several series their mean by month")),
    Measure("industry.correlation", "月度销售与行业指数相关系数", "correlation of monthly sales with the industry index", Unit.INDEX, _KNOWN.format("co"), two_tongued("期间各月 sales.net 与行业指数的相关系数", "correlation of monthly sales.net with the index")),
)  # fmt: skip
_GROWTH: Final = Measure(
    "industry.growth",
    "行业指数变动率",
    "growth of the industry index",
    Unit.RATIO,
    "",
    two_tongued("本期指数均值 ÷ 上期指数均值 − 1", "mean index ÷ that of the window before − 1"),
    "better",
)
_EXCESS: Final = Measure("industry.excess_growth", "销售增长率减行业指数变动率", "sales growth above the industry's", Unit.RATIO, "", two_tongued("sales.net_growth − industry.growth", "sales.net_growth − industry.growth"), "better")  # fmt: skip


def _all() -> Iterator[Metric]:
    for measures, codes in (
        (OF_WINDOW, WINDOWS),
        ((_GROWTH, _EXCESS), tuple(now for now, _ in PAIRS)),
    ):
        for code in codes:
            for measure in measures:
                named = variable_of(measure.suffix, (measure.zh, measure.en), code, measure)
                yield named.model_copy(update={"missing_means": _MISSING})


INDUSTRY_CATALOGUE: Final[Mapping[str, Metric]] = MappingProxyType({v.key: v for v in _all()})
"""Key with its window to variable."""

Columns = Mapping[str, NDArray[np.float64]]
"""One value a firm, by variable."""


def grown(found: Columns) -> dict[str, NDArray[np.float64]]:
    """Growth of the index, and of sales above it.

    Args:
        found: ``industry.index`` and ``sales.net_growth`` of every window.
    """
    made = {}
    for code, prior in PAIRS:
        before = found[f"industry.index@{prior}"]
        growth = found[f"industry.index@{code}"] / np.where(before > 0, before, np.nan) - 1
        made[f"industry.growth@{code}"] = growth
        made[f"industry.excess_growth@{code}"] = found[f"sales.net_growth@{code}"] - growth
    return made
