"""What words claim: limits kept, ranks, all and none, negation, direction, cause, hedges, names."""

import pytest

from tests.unit.proof.stated.conftest import holds

THREE = "2022年收入 4,000万元\n2023年收入 5,000万元\n2024年收入 4,500万元"
COVENANT = "DSCR 2024: 1.10x\nEBITDA margin 2024: 9%\ncovenant: DSCR >= 1.20x"
HEADROOM = "Covenant: net debt / EBITDA must not exceed 3.5x. Tested 31 Dec 2024: 3.2x."
RATIO = "资产负债率 58.2%\n契约：资产负债率不高于65%"
BREACHED = "单一客户集中度 32.4%\n政策：单一客户集中度不超过30%"
SUPPLIERS = "供应商采购额：江鹏示例 1,240万元，和坤示例 1,085万元，德润示例 430万元"
TWO = "A公司 2024年净利润 300万元；B公司 2024年净利润 280万元"
MIXED = "甲厂 2023年盈利 35万元、2024年盈利 12万元\n乙厂 2023年亏损 8万元、2024年亏损 3万元"
USE = "Utilisation: Jan 62%, Feb 68%, Mar 71%, Apr 66%"
REGION = "Sales by region 2024 (SGD m): North 4.2, South 3.1, East 1.7"
CONTRACT = (
    "第八条 借款人应于每季度结束后30日内提供财务报表\n第九条 借款人应于每年4月30日前提供审计报告"
)
ORDER = "Order backlog: EUR 5.4m\nLargest single order: EUR 0.9m (Nordhaus, Q2)"
GROUP = "Sales 2024 (USD m)\n| Entity | Sales |\n|---|---|\n| Alder | 42 |\n| Birch | 28 |\n| Group | 70 |"
LOAN = "Interest: fixed 5.25% p.a.; drawn GBP 1,600,000\nSecurity: valued at GBP 2,500,000"
FACILITIES = """facility_a_limit = 3,000,000
facility_a_drawn = 2,250,000
facility_b_limit = 1,000,000
facility_b_drawn = 1,000,000"""
BRIDGE = """2023年EBITDA：1,420万元
销量下降：-160万元
售价下调：-95万元
2024年EBITDA：1,165万元"""

TRUE = [
    (COVENANT, "DSCR of 1.10x is below the 1.20x covenant, a breach."),
    (HEADROOM, "The leverage covenant is met, with headroom of 0.3x."),
    (RATIO, "资产负债率58.2%，低于65%的上限，符合契约。"),
    (RATIO, "资产负债率距离上限尚有6.8个百分点的空间。"),
    (BREACHED, "单一客户集中度突破了30%的政策上限。"),
    (THREE, "近三年收入最高的是2023年。"),
    (THREE, "2022年收入是三年中最低的。"),
    (SUPPLIERS, "和坤示例是三家供应商中采购额第二大的。"),
    (SUPPLIERS, "Hekun (和坤示例) is the second largest of the three suppliers by purchases."),
    (TWO, "两家公司2024年均盈利。"),
    (MIXED, "甲厂两年都盈利，乙厂两年都没有盈利。"),
    (USE, "Utilisation exceeded 65% in three of the four months."),
    (USE, "Utilisation ranged from 62% to 71% between January and April."),
    (REGION, "Sales in the North, South and East were SGD 4.2 million, SGD 3.1 million and"
             " SGD 1.7 million respectively."),
    ("近24个月逾期次数：0", "近24个月无逾期记录。"),
    ("Late payments in the last 24 months: 2", "The borrower was late twice in the last 24 months."),
    (CONTRACT, "合同第八条要求借款人每季度结束后30日内提供财务报表。"),
    ("Loan facility EUR 2.0m, drawn EUR 2.0m", "The facility is fully drawn."),
    (BRIDGE, "EBITDA减少255万元，因为销量下降160万元、售价下调95万元。"),  # 160 + 95
    ("Top five suppliers: 62% of purchases",
     "The top five suppliers account for nearly two thirds of purchases."),  # 62 of 66.7
    (THREE, "2024年收入没有超过2023年。"),
    (THREE, "三年收入均不低于4,000万元。"),
    (THREE, "三年收入均未超过5,500万元。"),
    (ORDER, "Nordhaus placed the largest single order, EUR 0.9 million."),
    (GROUP, "Alder accounts for 60% of group sales."),  # 42 / 70
    (LOAN, "The loan-to-value ratio is 64%."),  # 1.6 / 2.5
    (FACILITIES, "Facility A is 75% drawn."),  # 2.25 / 3
]  # fmt: skip
FALSE = [
    (COVENANT, "The DSCR covenant was met in 2024."),
    (COVENANT, "DSCR of 1.10x is above the 1.20x covenant."),
    (HEADROOM, "The leverage covenant is met, with headroom of 3.2x."),
    (RATIO, "资产负债率58.2%，突破了65%的上限。"),
    (RATIO, "资产负债率距离上限尚有8.6个百分点的空间。"),
    (BREACHED, "单一客户集中度32.4%，符合政策要求。"),
    (THREE, "近三年收入最高的是2024年。"),
    (SUPPLIERS, "和坤示例是三家供应商中采购额最大的。"),
    (TWO, "两家公司2024年均亏损。"),
    (TWO, "三家公司2024年均盈利。"),
    (MIXED, "甲、乙两厂两年都盈利。"),
    (USE, "Utilisation exceeded 65% in all four months."),
    (USE, "Utilisation ranged from 62% to 91% between January and April."),
    (REGION, "Sales in the North, South and East were SGD 4.2 million, SGD 1.7 million and"
             " SGD 3.1 million respectively."),
    ("近24个月逾期次数：2", "近24个月无逾期记录。"),
    ("Late payments in the last 24 months: 2", "There were no late payments in the last 24 months."),
    ("Late payments in the last 24 months: 0", "There were no late payments in the last 36 months."),
    (CONTRACT, "合同第九条要求借款人每季度结束后30日内提供财务报表。"),
    ("Loan facility EUR 2.0m, drawn EUR 1.6m", "The facility is fully drawn."),
    (BRIDGE, "EBITDA减少255万元，因为销量下降95万元、售价下调160万元。"),
    ("Top five suppliers: 62% of purchases", "The top three suppliers account for 62% of purchases."),
    (THREE, "2024年收入没有下降。"),
    (THREE, "三年收入均不足4,000万元。"),
    (THREE, "三年收入均未超过3,000万元。"),
    (THREE, "收入两年增加了一倍。"),
    (THREE, "收入三年间增长了数倍。"),
    (ORDER, "Nordhaus placed the smallest single order, EUR 0.9 million."),
    (GROUP, "Alder accounts for 40% of group sales."),
    (GROUP, "Birch had the highest sales."),
    (LOAN, "The loan-to-value ratio is 74%."),
    (LOAN, "Interest is GBP 84,000."),  # for how long isn't said
    (FACILITIES, "Facility B is 75% drawn."),
    ("连续盈利年限 3年，政策要求不低于2年", "借款人已连续亏损三年，超过两年的要求。"),
    ("Firm A 450, Firm B 800 (collateral value, CNY k)", "Firm A's collateral value of CNY 450"
     " thousand is above Firm B's."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text"), TRUE)
def test_words_that_hold_are_proved(source: str, text: str) -> None:
    assert holds(text, source)


@pytest.mark.parametrize(("source", "text"), FALSE)
def test_words_that_do_not_hold_are_not(source: str, text: str) -> None:
    assert not holds(text, source)
