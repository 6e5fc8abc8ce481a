"""Values as sources state them: written in every way, of the metric, time, firm and unit named."""

import pytest

from assistant.domain.checks import Proof
from tests.unit.proof.stated.conftest import checked, holds

YEARS = "营业收入：2024年 8,420万元；2023年 7,650万元\n净利润：2024年 187万元；2023年 312万元"
TABLE = """单位：千元

| 项目 | 2023年 | 2024年 |
|---|---:|---:|
| 营业收入 | 41,200 | 43,650 |
| 净利润 | 830 | (1,250) |
| 存货 | 6,010 | 5,480 |
"""
KEYS = """applicant = Cobalt Example Bakery Ltd
sales_fy2023_gbp = 1284000
sales_fy2024_gbp = 1361040
sales_l12m_2024_09_gbp = 1398500
gross_margin_fy2024 = 0.561
"""
CSV = "Key figures (GBP thousand)\nItem, FY2023, FY2024\nTurnover, 4,210, 3,990\nCash, 164, 75"
FIRMS = "A公司 2024年净利润 300万元；B公司 2024年净利润 -50万元"
LOAN = "贷款金额 500万元，期限36个月，年利率4.35%，月供 3.2万元"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (YEARS, "2024年营业收入8,420万元，上年为7,650万元。"),
        (YEARS, "2024年营业收入为0.842亿元。"),  # 8420 / 10000
        (YEARS, "2024年营业收入约8,400万元。"),  # 20 off: within 5 %
        (YEARS, "2024年净利润不到200万元。"),  # 187 < 200
        (YEARS, "Revenue was CNY 84.2 million in 2024."),  # 8420 * 10^4
        (TABLE, "2024年净亏损125万元。"),  # (1,250) thousand
        (TABLE, "The company lost CNY 1.25 million in 2024."),
        (TABLE, "２０２４年存货为５，４８０千元。"),
        (TABLE, "Inventory stood at CNY 5.48 million at the end of 2024."),
        (KEYS, "Sales were GBP 1,361,040 in FY2024."),
        (KEYS, "Gross margin was 56.1% in FY2024."),
        (KEYS, "Over the twelve months to September 2024 the bakery sold GBP 1,398,500."),
        (CSV, "Turnover was GBP 3.99 million in FY2024."),
        (FIRMS, "A公司盈利300万元，B公司亏损50万元。"),
        (LOAN, "贷款金额伍佰万元整，期限三年。"),  # 36 months
        (LOAN, "The loan of CNY 5 million runs for three years."),
        (LOAN, "年利率为4.35%。"),
        ("Net profit 2024 CNY 1.87m; 2023 CNY 3.12m", "Net profit was CNY 1.87 million in 2024."),
        ("2024年Q1收入 120万元，Q2 150万元", "2024年二季度收入150万元。"),
        ("近12个月开票额：6,300万元（截至2025年2月）", "截至2025年2月的近12个月开票6,300万元。"),
        ("拟新增贷款四百万元，用于冷库（二百八十万元）", "用于冷库二百八十万元。"),
        ("Milk price 2024: 39.0 pence per litre", "The milk price was GBP 0.39 per litre in 2024."),
        ("三成客户在华东", "华东客户占30%。"),
        ("Headcount 31 Dec 2024: 147", "The company had 147 employees at the end of 2024."),
    ],
)
def test_a_stated_value_is_proved_however_it_is_written(source: str, text: str) -> None:
    assert holds(text, source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (YEARS, "2024年营业收入8,240万元。"),  # digits turned
        (YEARS, "2024年营业收入7,650万元。"),  # 2023's
        (YEARS, "2024年净利润8,420万元。"),  # revenue's
        (YEARS, "2024年营业收入8,420元。"),  # unit lost
        (YEARS, "2024年营业收入8,420万美元。"),  # currency
        (YEARS, "2025年营业收入8,420万元。"),  # no such year
        (YEARS, "2024年净利润超过200万元。"),  # 187
        (YEARS, "2024年净利润并非187万元。"),  # denied
        (YEARS, "Net profit was not CNY 1.87 million in 2024."),
        (TABLE, "2024年净利润125万元。"),  # sign
        (TABLE, "2024年净亏损1,250万元。"),  # thousand read as ten thousand
        (TABLE, "2023年净亏损83万元。"),  # it was a gain
        (KEYS, "Over the twelve months to September 2023 the bakery sold GBP 1,398,500."),
        (KEYS, "Sales were GBP 1,398,500 in FY2024."),  # the trailing year's
        (CSV, "Turnover was GBP 3.99 million in FY2023."),
        (FIRMS, "B公司2024年净利润300万元。"),
        (LOAN, "贷款期限为24个月。"),
        (LOAN, "贷款金额36万元。"),
        ("2024年Q1收入 120万元，Q2 150万元", "2024年三季度收入150万元。"),
        ("员工86人", "公司注册资本86万元。"),
    ],
)
def test_another_value_metric_time_firm_unit_or_sign_is_not(source: str, text: str) -> None:
    assert not holds(text, source)


def test_a_loss_of_digits_is_told_with_the_source_s_words() -> None:
    from assistant.domain.checks import Proof
    from tests.unit.proof.stated.conftest import checked

    [sentence] = checked("2024年净利润312万元。", YEARS).sentences
    [claim] = sentence.claims
    assert claim.verdict is Proof.FALSE
    assert claim.figure == "passage:1:1"
    assert "净利润：2024年 187万元" in claim.reason
    [sentence] = checked("Research staff numbered 41 in 2024.", YEARS).sentences
    assert {c.verdict for c in sentence.claims} == {Proof.UNCHECKED}
    assert all(c.reason for c in sentence.claims)


BESIDE = "2024年营业收入405（396）万元，净利润12（15）万元。"
RESULT = "Net result | 2024 | 2023\nNet result | (12) | 15"


@pytest.mark.parametrize(
    ("source", "text", "verdict"),
    [
        (BESIDE, "2024年营业收入405万元。", Proof.PROVED),
        (BESIDE, "2024年营业收入396万元。", Proof.UNCHECKED),
        (BESIDE, "2023年营业收入396万元。", Proof.UNCHECKED),
        (BESIDE, "2024年净利润-15万元。", Proof.FALSE),
        ("Profit was CNY 12 (15) million in 2024.", "Profit was CNY 12 in 2024.", Proof.FALSE),
        ("Revenue was 405 million in 2024.", "Revenue was 405 (396) million in 2024.", Proof.UNCHECKED),
        ("营业收入：2024年405万元；2023年396万元", "2024年营业收入405万元（上年396万元）。", Proof.PROVED),
        ("营业收入：2024年405万元；2023年396万元", "2024年营业收入405万元（上年395万元）。", Proof.FALSE),
        (RESULT, "The net result was (12) in 2024.", Proof.PROVED),
        (RESULT, "The net result was (13) in 2024.", Proof.FALSE),
        ("The net result for 2024 was 12.", "The net result for 2024 was (12).", Proof.UNCHECKED),
        ("Tax | 2024\nTax | 3", "Tax was (3) in 2024.", Proof.UNCHECKED),
    ],
)  # fmt: skip
def test_brackets_beside_a_number_and_around_one(source: str, text: str, verdict: Proof) -> None:
    assert checked(text, source).verdict is verdict
