"""Metrics of customers and suppliers: concentration, who is new, who stayed, who is gone."""
# ruff: noqa: E501  one metric a line reads as a table

from typing import Final

from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued
from assistant.variables.formula_words import formula_text
from assistant.variables.trade_metrics import SIDES, Side


def _party_metric(
    side: Side, suffix: str, names: str, unit: Unit, formula: str, better: str = "neutral"
) -> Metric:
    words = side._asdict()
    zh, en = (part.strip().format(**words).split("|") for part in names.split(";"))
    return Metric(
        key=f"{side.party_key}.{suffix}",
        label_zh=zh[0],
        label_en=en[0],
        unit=unit,
        aliases_zh=tuple(zh[1:]),
        aliases_en=tuple(en[1:]),
        formula=formula_text(suffix, formula, words),
        missing_means=two_tongued(
            f"记录未覆盖本期或上一期，或{side.zh}净额不大于零",
            "the records don't cover the period or the one before it, or net "
            f"{side.en} are not above zero",
        ),
        higher_is=better,
    )


_TOP: Final = "Σ {key}.net of the {n} largest {parties_en} / {key}.net"
_LINES: Final = (
    ("count", "{party_zh}数量|{party_zh}数|{party_zh}家数; number of {parties_en}|{parties_en}|{party_en} count", Unit.COUNT,
     "count of distinct {parties_en} on valid invoices", "better"),
    ("top1_share", "第一大{party_zh}占比|最大{party_zh}占比|第一大{party_zh}集中度; share of the largest {party_en}|top {party_en} share|largest {party_en}'s share", Unit.RATIO,
     _TOP.replace("{n} ", ""), "worse"),
    ("top3_share", "前三大{party_zh}占比|前三{party_zh}占比|前三大{party_zh}集中度; share of the top 3 {parties_en}|top three {parties_en}' share|top-3 {party_en} share", Unit.RATIO,
     _TOP.replace("{n}", "3"), "worse"),
    ("top5_share", "前五大{party_zh}占比|前五{party_zh}占比|前五大{party_zh}集中度; share of the top 5 {parties_en}|top five {parties_en}' share|top-5 {party_en} share", Unit.RATIO,
     _TOP.replace("{n}", "5"), "worse"),
    ("top10_share", "前十大{party_zh}占比|前十{party_zh}占比|前十大{party_zh}集中度; share of the top 10 {parties_en}|top ten {parties_en}' share|top-10 {party_en} share", Unit.RATIO,
     _TOP.replace("{n}", "10"), "worse"),
    ("hhi", "{party_zh}集中度（HHI）|{party_zh}赫芬达尔指数|{party_zh}HHI; {party_en} concentration (HHI)|{party_en} HHI|Herfindahl index of {parties_en}", Unit.INDEX,
     "Σ (each {party_en}'s {key}.net / {key}.net)^2, 0..1", "worse"),
    ("top1_name", "第一大{party_zh}|最大{party_zh}; largest {party_en}|top {party_en}|biggest {party_en}", Unit.TEXT,
     "{party_en} with the highest {key}.net", "neutral"),
    ("top1_share_change", "第一大{party_zh}占比变动; change in the share of the largest {party_en}", Unit.RATIO,
     "{party_key}.top1_share - {party_key}.top1_share of the period before", "worse"),
    ("retained_count", "留存{party_zh}数; retained {parties_en}", Unit.COUNT, "count of {parties_en} with valid invoices in both periods", "better"),
    ("new_count", "新增{party_zh}数; new {parties_en}", Unit.COUNT, "count of {parties_en} without a valid invoice in the period before", "neutral"),
    ("lost_count", "流失{party_zh}数; lost {parties_en}", Unit.COUNT, "count of {parties_en} of the period before without a valid invoice in this one", "worse"),
    ("retained_share", "留存{party_zh}{zh}占比|老{party_zh}占比; share of {en} with retained {parties_en}|retained {party_en} share", Unit.RATIO,
     "{key}.net with {parties_en} of the period before / {key}.net", "better"),
    ("new_share", "新增{party_zh}{zh}占比|新{party_zh}占比; share of {en} with new {parties_en}|new {party_en} share", Unit.RATIO,
     "{key}.net with {parties_en} not of the period before / {key}.net", "neutral"),
    ("churn", "{party_zh}流失率; {party_en} churn|churn rate of {parties_en}", Unit.RATIO,
     "{party_key}.lost_count / ({party_key}.lost_count + {party_key}.retained_count)", "worse"),
    ("lost_share", "流失{party_zh}占上期{zh}的比重; share of the earlier {en} with lost {parties_en}", Unit.RATIO,
     "{key}.net of the period before with lost {parties_en} / {key}.net of the period before", "worse"),
    ("rolling_new_share", "季度新{party_zh}{zh}占比|新面孔{party_zh}占比; share of a quarter's {en} with {parties_en} not dealt with in the 12 months before", Unit.RATIO,
     "{key}.net of the quarter with {parties_en} without a valid invoice in the 12 months before it / {key}.net of the quarter's named {parties_en}", "worse"),
    ("share", "{party_zh}占比; share of the {party_en}", Unit.RATIO, "{key}.net of one {party_en} / {key}.net", "neutral"),
    ("last_day", "{party_zh}最近开票日; last invoice day of the {party_en}", Unit.DATE,
     "day of the last valid blue invoice of {en} of one {party_en}", "neutral"),
)  # fmt: skip

PARTY_METRICS: Final = tuple(_party_metric(side, *line) for side in SIDES for line in _LINES)
"""Every metric of customers and of suppliers; the last two always carry a scope, the name."""
