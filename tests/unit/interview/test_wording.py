"""What a contradiction says: the figure in the claim's own terms, and by how much they differ."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assistant.domain.claims import ClaimSort, Relation, SaidClaim
from assistant.domain.evidence import Entered
from assistant.domain.figures import Figure
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit
from assistant.domain.tolerances import InterviewPolicy
from assistant.interview.claims import ground_of, met_in
from assistant.interview.findings import file_from
from assistant.interview.reading import Line
from assistant.interview.wording import contradiction_text, shortened

BY = Entered(who="李雷", when=datetime(2026, 1, 1, tzinfo=UTC), why="")


def figure(key: str, zh: str, en: str, value: str, unit: Unit) -> Figure:
    code = key.partition("@")[2]
    return Figure(
        key=key,
        label_zh=zh,
        label_en=en,
        value=value,
        unit=unit,
        period=period_from(code) if code else None,
        evidence=BY,
    )


FIGURES = (
    figure("sales.net@2024", "销售额（不含税）", "net sales", "31200000", Unit.CNY),
    figure("sales.net@2023", "销售额（不含税）", "net sales", "35000000", Unit.CNY),
    figure("dso@FY2024", "应收账款周转天数", "receivable days", "108", Unit.DAYS),
    figure("applicant.founded", "成立日期", "founded", "2016-04-12", Unit.DATE),
    figure("bureau.external_guarantees", "征信对外担保余额", "guarantees", "2000000", Unit.CNY),
    figure("gross_margin@FY2024", "毛利率", "gross margin", "0.214", Unit.RATIO),
    figure("gross_margin@FY2023", "毛利率", "gross margin", "0.229", Unit.RATIO),
)


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        # 31.2 / 35.0 - 1 = -10.857 %
        ("去年销售额涨了两成。", "的变动为-10.9%", "changed by -10.9%"),
        # 31.2 - 35.0 = -3.8 million
        ("去年销售额比前年多了五百万。", "的变动为-380.00万元", "changed by CNY -3.80 million"),
        # 21.4 % - 22.9 % = -1.5 points; the level before the movement agrees and raises nothing
        (
            "In 2024 gross margin was 21.4% down 300 basis points.",
            "的变动为-1.5个百分点，比所说高1.5个百分点",
            "changed by -1.5 points, 1.5 points above",
        ),
        ("去年毛利率下降了3个百分点。", "的变动为-1.5个百分点", "changed by -1.5 points"),
        # -10.857 % - 10 % = -20.9 points
        ("We saw double-digit sales growth last year.", "的变动为-10.9%", "20.9 points below"),
        ("去年销售额有两位数的增长。", "的变动为-10.9%", "20.9 points below"),
        # 31.2 / 12 = 2.6 million a month
        ("去年每个月开票五百万。", "平均每月260.00万元", "averages CNY 2.60 million a month"),
        # 31.2 / 52 = 0.6 million a week
        ("去年每周开票一百万。", "平均每周60.00万元", "averages CNY 600,000 a week"),
        # 108 / 30.4 = 3.55 months; (3.55 - 1) / 1 = 255 %
        ("账期一个月。", "为108天，比所说高255%", "is 108 days, 255 % above"),
        ("公司二零零五年成立的。", "成立日期为2016年", "founded is 2016"),
        (
            "我们对外没有任何担保。",
            "征信对外担保余额为200.00万元",
            "guarantees is CNY 2.00 million",
        ),
        # 21.4 % - 35 % = -13.6 points
        ("毛利率三成五。", "为21.4%，比所说低13.6个百分点", "13.6 points below what was said"),
    ],
)
def test_the_figure_is_told_in_the_claims_terms(said: str, zh: str, en: str) -> None:
    file = file_from(FIGURES, InterviewPolicy())
    all_met = met_in([Line(0, said)], file, ground_of(file))
    (met,) = (m for m in all_met if m.compared.relation is Relation.CONTRADICTS)
    held = {f.key: f for f in FIGURES}[met.compared.figure or ""]
    told = contradiction_text(met.claim, met.compared, held)
    assert zh in told.zh
    assert en in told.en


def test_long_words_are_cut_and_a_year_prints_as_one() -> None:
    assert shortened("好" * 200) == "好" * 119 + "…"
    since = SaidClaim(
        subject="founded",
        sort=ClaimSort.SINCE,
        low=Decimal(2016),
        high=Decimal(2016),
        unit=Unit.DATE,
    )
    assert since.value_text(Lang.ZH) == "2016"
