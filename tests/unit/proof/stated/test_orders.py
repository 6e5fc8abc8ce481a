"""Statements of order, movement and limits without (or beside) a number of their own."""

import pytest

from tests.unit.proof.stated.conftest import holds

TESTS = """Facility letter, Tarn Dairy
Tests: DSCR at least 1.25x; gearing not above 60%; interest cover at least 3.5x; minimum cash GBP 400,000
Year to June 2025: DSCR 1.31x; gearing 63%; interest cover 3.9x; cash GBP 455,000"""
POLICY = """授信政策：流动比率不低于1.2；资产负债率不高于65%；单一客户占比不超过40%；成立年限不少于3年
申请人指标：流动比率1.35；资产负债率66.8%；单一客户占比31%；成立年限5年"""
HALVES = """Orchard Vale Cider, half-year figures, GBP thousand
Item | H1 2023 | H2 2023 | H1 2024 | H2 2024
Revenue | 820 | 905 | 870 | 955
Gross margin | 38.1% | 37.4% | 36.2% | 36.9%
Marketing spend | 64 | 70 | 58 | 51
Debtor days | 41 | 44 | 52 | 47
Operating profit | 55 | 61 | -8 | 12"""
QUARTERS = """清溪乳品 季度数据（万元）
指标 | 2023Q3 | 2023Q4 | 2024Q1 | 2024Q2 | 2024Q3
营业收入 | 510 | 560 | 495 | 530 | 548
毛利率 | 24.1% | 23.6% | 22.0% | 22.9% | 23.5%
广告费 | 42 | 47 | 36 | 33 | 29
有息负债 | 300 | 300 | 280 | 280 | 260"""
DEPOTS = """Three depots, year to March 2025 (EUR thousand)
Depot | Sales | Budget sales | Wages | Margin
Arle | 640 | 600 | 120 | 21.4%
Bruk | 510 | 560 | 98 | 24.0%
Corm | 455 | 450 | 87 | 19.2%
Total | 1,605 | 1,610 | 305 | """
FIRMS = """三家子公司2024年数据（万元）
公司 | 收入 | 净利润 | 负债率 | 应收账款 | 存货
东成 | 640 | 42 | 51.4% | 150 | 180
西就 | 510 | 35 | 64.0% | 200 | 140
南达 | 455 | 51 | 39.2% | 110 | 95
合计 | 1,605 | 128 | | 460 | 415"""

TRUE = [
    (TESTS, "Gearing came out at 63%, above the 60% ceiling; that is a breach."),
    (TESTS, "DSCR stood at 1.31x, inside the 1.25x covenant."),
    (TESTS, "Every test but the gearing one is met."),
    (TESTS, "All but one of the tests are met."),
    (TESTS, "Only gearing fails its test."),
    (TESTS, "Gearing at 63% breaches the 60% cap, and the remaining three tests are met."),
    (TESTS, "Interest cover was 3.9x against a floor of 3.5x, so that test was passed."),
    (TESTS, "The gearing covenant is not met."),
    (POLICY, "资产负债率66.8%，高于65%的上限，未达标。"),
    (POLICY, "资产负债率超过上限，其余各项均达标。"),
    (POLICY, "除资产负债率外，各项指标均达标。"),
    (POLICY, "单一客户占比31%，未超限额。"),
    (POLICY, "流动比率1.35，满足不低于1.2的要求，但余量只有0.15。"),  # 1.35 - 1.20
    (HALVES, "Collection slowed in H1 2024."),  # 44 to 52 days
    (HALVES, "Gross margin slid in H1 2024 but edged up in H2 2024."),  # 37.4, 36.2, 36.9
    (HALVES, "Gross margin has weakened since H1 2023."),  # 38.1 to 36.9
    (HALVES, "Marketing spend was pared back in every half since H2 2023."),  # 70, 58, 51
    (HALVES, "The firm fell into loss in H1 2024 and returned to profit in H2 2024."),
    (QUARTERS, "2024年三季度营业收入环比、同比均上升。"),  # 530, 510 to 548
    (QUARTERS, "2024年三季度毛利率环比上升、同比下降。"),  # 22.9, 24.1 to 23.5
    (QUARTERS, "2024年广告费逐季压缩。"),
    (QUARTERS, "2024年二季度有息负债与上季持平。"),
    (QUARTERS, "2024年三季度营业收入高于上年同期，毛利率却低于上年同期。"),
    (DEPOTS, "Arle's sales exceed those of the other two depots."),
    (DEPOTS, "Bruk has a higher margin than the other depots."),
    (DEPOTS, "Bruk fell short of its sales budget."),
    (DEPOTS, "Sales at Arle are lower than sales at Bruk and Corm combined."),  # 640, 965
    (DEPOTS, "Bruk pays lower wages than Arle but more than Corm."),
    (FIRMS, "西就的应收账款大于存货。"),
    (FIRMS, "东成负债率高于南达、低于西就。"),
    (FIRMS, "南达的净利润高于另外两家。"),
    (FIRMS, "西就负债率最高，超过东成和南达。"),
]
FALSE = [
    (TESTS, "Gearing of 63% is within the 60% limit."),
    (TESTS, "DSCR stood at 1.31x, short of the 1.25x covenant."),
    (TESTS, "Every test but the DSCR one is met."),
    (TESTS, "All but two of the tests are met."),
    (TESTS, "Only cash fails its test."),
    (TESTS, "DSCR breaches its limit; the other tests are met."),
    (TESTS, "Interest cover was 3.9x against a floor of 3.5x, so that test was failed."),
    (POLICY, "资产负债率66.8%，未超65%的上限。"),
    (POLICY, "流动比率低于下限，其余各项均达标。"),
    (POLICY, "除流动比率外，各项指标均达标。"),
    (POLICY, "只有流动比率一项不达标。"),
    (HALVES, "Collection quickened in H1 2024."),
    (HALVES, "Revenue has weakened since H2 2023."),  # 905 to 955
    (HALVES, "Customers paid faster in H1 2024 than in H2 2023."),
    (QUARTERS, "2024年三季度毛利率环比和同比都上升。"),
    (QUARTERS, "毛利率自2023年三季度以来逐季改善。"),
    (QUARTERS, "2024年三季度营业收入低于上年同期，毛利率却高于上年同期。"),
    (DEPOTS, "Corm's sales exceed those of the other two depots."),
    (DEPOTS, "Arle fell short of its sales budget."),
    (DEPOTS, "Sales at Arle are higher than sales at Bruk and Corm combined."),
    (DEPOTS, "Bruk pays lower wages than Corm but more than Arle."),
    (FIRMS, "东成的应收账款大于存货。"),
    (FIRMS, "东成负债率高于西就、低于南达。"),
    (FIRMS, "西就的净利润高于另外两家。"),
]


@pytest.mark.parametrize(("source", "text"), TRUE)
def test_an_order_that_holds_is_proved(source: str, text: str) -> None:
    assert holds(text, source)


@pytest.mark.parametrize(("source", "text"), FALSE)
def test_an_order_that_does_not_hold_is_not(source: str, text: str) -> None:
    assert not holds(text, source)


DENIED = [
    (DEPOTS, "Arle does not have the highest margin.", True),  # Bruk has
    (DEPOTS, "Bruk does not have the highest margin.", False),
    (FIRMS, "东成不是负债率最高的公司。", True),
    (FIRMS, "西就不是负债率最高的公司。", False),
    ("Line A limit 500, drawn 500 (EUR k); Line B limit 300, drawn 180 (EUR k)",
     "Line A is not fully drawn.", False),
    ("Stock count 2024: 210; 2023: 190\nClosing orders 2024: 40; 2023: 55",
     "The 2024 stock count is 20 less than that of 2023.", False),  # 20 more
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "true"), DENIED)
def test_a_denial_turns_what_it_denies(source: str, text: str, *, true: bool) -> None:
    assert holds(text, source) is true
