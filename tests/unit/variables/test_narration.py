"""The sentences that the invented firm gets."""

import pytest

from assistant.domain.figures import StatementKind
from assistant.domain.quantities import Lang, value_text
from assistant.variables.compute import InvoiceFigures


def said(firm: InvoiceFigures, key: str) -> tuple[str, str]:
    found = next(s for s in firm.statements if s.key == key)
    return found.text_zh, found.text_en


def test_the_trend_of_a_full_year(firm: InvoiceFigures) -> None:
    assert said(firm, "sales.net.trend@2024") == (
        "2024年销售额（不含税）由2023年的12.00万元下降16.7%至10.00万元。",
        "Net sales fell 16.7%, from CNY 120,000 in 2023 to CNY 100,000 in 2024.",
    )


def test_the_trend_of_the_last_twelve_months(firm: InvoiceFigures) -> None:
    assert said(firm, "sales.net.trend@L12M") == (
        "近12个月（2024年3月至2025年2月）销售额（不含税）由此前12个月（2023年3月至2024年2月）的11.00万元上升18.2%至13.00万元。",
        "Net sales rose 18.2%, from CNY 110,000 in the preceding 12 months (Mar 2023 to Feb 2024) "
        "to CNY 130,000 in the last 12 months (Mar 2024 to Feb 2025).",
    )


def test_the_largest_customer_is_named_with_share_and_amount(firm: InvoiceFigures) -> None:
    assert said(firm, "customers.top1_share.share@2024") == (
        "2024年第一大客户Alpha占销售额（不含税）的60.0%（6.00万元）。",
        "The largest customer, Alpha, made up 60.0% (CNY 60,000) of net sales in 2024.",
    )


def test_names_are_ranked_with_their_shares(firm: InvoiceFigures) -> None:
    zh, en = said(firm, "customers.top1_name.rank@L12M")
    assert "主要客户依次为Beta（53.8%）、Alpha（38.5%）、甲公司（7.7%）。" in zh
    assert en.endswith("were Beta (53.8%), Alpha (38.5%), 甲公司 (7.7%).")


def test_a_top_three_needs_three_names(firm: InvoiceFigures) -> None:
    keys = {s.key for s in firm.statements}
    assert "customers.top3_share.share@L12M" in keys
    assert "customers.top3_share.share@2024" not in keys
    assert "customers.top5_share.share@L12M" not in keys


def test_one_name_is_no_ranking(firm: InvoiceFigures) -> None:
    assert not any(s.key == "customers.top1_name.rank@2023" for s in firm.statements)


def test_a_missing_growth_is_told(firm: InvoiceFigures) -> None:
    zh, en = said(firm, "sales.growth.missing@2023")
    assert zh == "2023年销售额增长率无法计算：没有完整的上一可比期记录。"
    assert en.startswith("Sales growth can't be computed for 2023: ")


@pytest.mark.parametrize("lang", list(Lang))
def test_every_statement_prints_its_first_figure_as_it_prints_everywhere(
    firm: InvoiceFigures, lang: Lang
) -> None:
    figures = {f.key: f for f in firm.figures}
    for statement in firm.statements:
        assert set(statement.figures) <= set(figures), statement.key
        if statement.kind in (StatementKind.VALUE, StatementKind.SHARE):
            figure = figures[statement.figures[0]]
            printed = value_text(figure.value, figure.unit, lang)
            assert printed in statement.text(lang), statement.key


def test_direction_words_follow_the_values(firm: InvoiceFigures) -> None:
    figures = {f.key: f for f in firm.figures}
    checked = 0
    for statement in firm.statements:
        if statement.kind is not StatementKind.TREND:
            continue
        now, before = (figures[key].number for key in statement.figures[:2])
        assert now is not None
        assert before is not None
        if " rose " in statement.text_en:
            assert now > before
            assert "上升" in statement.text_zh
            checked += 1
        if " fell " in statement.text_en:
            assert now < before
            assert "下降" in statement.text_zh
            checked += 1
    assert checked > 10


def test_statement_keys_are_unique(firm: InvoiceFigures) -> None:
    assert len({s.key for s in firm.statements}) == len(firm.statements)
