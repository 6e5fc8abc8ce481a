"""Sentences say what the values say: direction, percent, periods, in both languages."""

from decimal import Decimal

import pytest

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, StatementKind
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Value
from assistant.variables.catalogue import CATALOGUE
from assistant.variables.sentences import (
    Pair,
    missing_statement,
    trend_statement,
    value_statement,
)
from assistant.variables.spans import Why


def figure(metric: str, code: str | None, value: Value) -> Figure:
    names = CATALOGUE[metric]
    return Figure(
        key=f"{metric}@{code}" if code else metric,
        label_zh=names.label_zh,
        label_en=names.label_en,
        value=value,
        unit=names.unit,
        period=period_from(code) if code else None,
        missing_reason="why" if value is None else None,
        evidence=Computed(tool="t", version="1", inputs_digest="d", formula="f"),
    )


def net(code: str, value: str) -> Figure:
    return figure("sales.net", code, Decimal(value))


def pair(before: str, now: str, growth: str | None) -> Pair:
    change = None if growth is None else figure("sales.growth", "2023", Decimal(growth))
    return Pair(net("2023", now), net("2022", before), change)


def test_a_fall_is_told_with_from_to_and_percent() -> None:
    said = trend_statement(pair("3120000", "1870000", "-0.400641"))
    assert said.text_en == (
        "Net sales fell 40.1%, from CNY 3.12 million in 2022 to CNY 1.87 million in 2023."
    )
    assert said.text_zh == "2023年销售额（不含税）由2022年的312.00万元下降40.1%至187.00万元。"
    assert said.key == "sales.net.trend@2023"
    assert said.figures == ("sales.net@2023", "sales.net@2022", "sales.growth@2023")


def test_a_rise_is_told_as_one() -> None:
    said = trend_statement(pair("1000000", "1500000", "0.5"))
    assert said.text_en.startswith("Net sales rose 50.0%, from CNY 1.00 million in 2022")
    assert "上升50.0%至150.00万元" in said.text_zh


@pytest.mark.parametrize(
    ("before", "now", "verb", "zh_verb"),
    [
        ("-500000", "200000", "rose", "上升"),
        ("0", "200000", "rose", "上升"),
        ("-500000", "-900000", "fell", "下降"),
        ("-900000", "-500000", "rose", "上升"),
    ],
)
def test_no_percent_over_a_base_at_or_below_zero(
    before: str, now: str, verb: str, zh_verb: str
) -> None:
    said = trend_statement(pair(before, now, "-1.4"))
    assert "%" not in said.text_en + said.text_zh
    assert f"Net sales {verb} from " in said.text_en
    assert f"{zh_verb}至" in said.text_zh
    assert "sales.growth@2023" not in said.figures


def test_no_percent_where_a_positive_value_turns_negative() -> None:
    said = trend_statement(pair("500000", "-200000", "-1.4"))
    assert said.text_en == ("Net sales fell from CNY 500,000 in 2022 to CNY -200,000 in 2023.")


def test_values_that_print_alike_are_unchanged() -> None:
    # both print as 312.00万元 and CNY 3.12 million
    said = trend_statement(pair("3120000", "3120040", "0.000013"))
    assert said.text_zh == "2023年销售额（不含税）与2022年持平，为312.00万元。"
    assert said.text_en == "Net sales were unchanged from 2022 to 2023, at CNY 3.12 million."


def test_a_change_that_prints_as_zero_percent_is_practically_none() -> None:
    said = trend_statement(pair("9120000", "9122000", "0.000219"))
    assert said.text_en == (
        "Net sales were practically unchanged: CNY 9,120,000.00 in 2022, CNY 9,122,000.00 in 2023."
    )
    assert said.text_zh == "2023年销售额（不含税）与2022年基本持平，由912.00万元变为912.20万元。"


def test_amounts_that_print_alike_in_one_language_are_printed_in_full_there() -> None:
    # 312.00 and 312.40万元 differ, but both are CNY 3.12 million
    said = trend_statement(pair("3120000", "3124000", "0.001282"))
    assert said.text_en == (
        "Net sales rose 0.1%, from CNY 3,120,000.00 in 2022 to CNY 3,124,000.00 in 2023."
    )
    assert "由2022年的312.00万元上升0.1%至312.40万元" in said.text_zh


def test_shares_move_by_percentage_points() -> None:
    now = figure("customers.top1_share", "2023", Decimal("0.506"))
    before = figure("customers.top1_share", "2022", Decimal("0.352"))
    change = figure("customers.top1_share_change", "2023", Decimal("0.154"))
    said = trend_statement(Pair(now, before, change))
    assert said.text_en == (
        "The share of the largest customer rose 15.4 percentage points, "
        "from 35.2% in 2022 to 50.6% in 2023."
    )
    assert said.text_zh == "2023年第一大客户占比由2022年的35.2%上升15.4个百分点至50.6%。"


def test_counts_move_without_percent() -> None:
    now, before = (figure("customers.count", c, n) for c, n in (("2023", 15), ("2022", 12)))
    said = trend_statement(Pair(now, before))
    assert said.text_en == "The number of customers rose from 12 in 2022 to 15 in 2023."
    same = trend_statement(Pair(now, figure("customers.count", "2022", 15)))
    assert same.text_en == "The number of customers was unchanged from 2022 to 2023, at 15."


@pytest.mark.parametrize(
    ("metric", "code", "value", "zh", "en"),
    [
        ("sales.net", "2023", Decimal("1870000"), "2023年销售额（不含税）为187.00万元。", "Net sales were CNY 1.87 million in 2023."),
        ("sales.void_rate", "2023Q3", Decimal("0.043"), "2023年第3季度销项发票作废率为4.3%。", "The void rate of sales invoices was 4.3% in Q3 2023."),
        ("customers.retained_count", "2023", 1, "2023年留存客户数为1。", "Retained customers numbered 1 in 2023."),
        ("sales.volatility", "2023", Decimal("0.6"), "2023年销售额月度波动系数为60.0%。", "Sales volatility was 60.0% in 2023."),
        ("sales.days_since_last", "2023-06-30", 1, "截至2023年6月30日，距最近一次销售开票的天数为1天。", "The time since the last sales invoice was 1 day as of 2023-06-30."),
        ("records.invoices", None, 0, "发票记录张数为0。", "Invoices in the records numbered 0."),
    ],
)  # fmt: skip
def test_values_are_told_with_their_period(
    metric: str, code: str | None, value: Value, zh: str, en: str
) -> None:
    said = value_statement(figure(metric, code, value))
    assert said.text(Lang.ZH) == zh
    assert said.text(Lang.EN) == en
    assert said.kind is StatementKind.VALUE


def test_a_missing_figure_is_told_with_its_reason() -> None:
    why = Why("没有记录", "there are no records")
    said = missing_statement(figure("sales.growth", "2023", None), why)
    assert said.text_zh == "2023年销售额增长率无法计算：没有记录。"
    assert said.text_en == "Sales growth can't be computed for 2023: there are no records."
    day = missing_statement(figure("sales.days_since_last", "2023-06-30", None), why)
    assert "as of 2023-06-30: there" in day.text_en
    bare = missing_statement(figure("records.first_day", None, None), why)
    assert bare.text_en == "The first invoice day can't be computed: there are no records."
