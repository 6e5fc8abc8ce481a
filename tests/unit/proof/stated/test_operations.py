"""Numbers that an operation gives which the sentence names: movements, gaps, shares, sums."""

import pytest

from tests.unit.proof.stated.conftest import holds

THREE = "2022年收入 4,000万元\n2023年收入 5,000万元\n2024年收入 4,500万元"
PROFIT = "Net profit: 2022 USD 2.0m, 2023 USD 4.0m, 2024 USD 3.0m"
FIRM = """滨河示例食品 主要财务数据（单位：万元）
| 项目 | 2022年 | 2023年 | 2024年 |
|---|---|---|---|
| 营业收入 | 9,120 | 10,480 | 9,960 |
| 营业成本 | 7,020 | 7,965 | 7,770 |
| 净利润 | 610 | 822 | 431 |
| 经营活动现金流量净额 | 705 | 380 | -96 |
| 总资产 | 8,800 | 9,950 | 10,600 |
| 总负债 | 4,900 | 5,720 | 6,250 |
| 短期借款 | 2,100 | 2,600 | 3,200 |
员工人数：2023年末 152人，2024年末 147人"""
CUSTOMERS = """| 客户 | 2024年销售额（万元） |
|---|---|
| 甲公司 | 1,200 |
| 乙公司 | 800 |
| 丙公司 | 500 |
"""
LETTERS = """| Customer | Sales 2024 (CNY k) |
|---|---|
| A | 1,200 |
| B | 800 |
| C | 500 |
| Total | 2,500 |"""
QUARTERS = "2024年Q1收入 120万元，Q2 150万元，Q3 130万元，Q4 200万元"
LINE = "授信额度 1,500万元，已用 920万元，可用 580万元"
AGEING = "应收账款 1,200万元，其中一年以内 900万元，一年以上 300万元"

CHANGES = [
    (THREE, "收入2023年增长25%，2024年下降10%。"),  # 5000/4000, 4500/5000
    (THREE, "2024年收入较2022年增加500万元。"),
    (THREE, "2022年至2024年收入的复合增长率约为6.1%。"),  # sqrt(1.125) - 1
    (PROFIT, "Net profit doubled in 2023 and fell by a quarter in 2024."),  # 4/2, 3/4
    (PROFIT, "Net profit for 2024 was USD 1.0 million lower than in 2023."),
    (PROFIT, "Net profit fell by USD 1.0 million to USD 3.0 million in 2024."),
    (FIRM, "2024年净利润较上年减少391万元，降幅接近一半。"),  # 391/822 = 47.6 %
    (FIRM, "毛利率从2023年的24.0%降至2024年的22.0%，下降两个百分点。"),  # 2515/10480, 2190/9960
    (FIRM, "经营活动现金流由净流入380万元转为净流出96万元。"),
    (FIRM, "2024年末资产负债率为59.0%，较2023年末的57.5%上升1.5个百分点。"),  # 6250/10600
    (FIRM, "员工减少了5人，2024年末为147人。"),
    (FIRM, "Total liabilities rose by CNY 5.3 million in 2024."),  # 6250 - 5720
    (FIRM, "2024年营业收入为9,960万元，低于上年的10,480万元。"),
    (FIRM, "Revenue was CNY 99.6 million in 2024, down from CNY 104.8 million."),
    ("毛利率 24.8%（2023年 21.3%）", "毛利率由21.3%升至24.8%，提高3.5个百分点。"),
    ("利率4.2%，较LPR 3.45%高75个基点", "贷款利率4.2%，比LPR高0.75个百分点。"),
]
RATIOS = [
    (FIRM, "2024年净利率为4.3%。"),  # 431/9960
    (FIRM, "2024年末短期借款占总负债的51.2%。"),  # 3200/6250
    (CUSTOMERS, "甲公司销售额是乙公司的1.5倍。"),
    (CUSTOMERS, "甲公司占比48%，三家合计2,500万元。"),  # 1200/2500
    (LETTERS, "Customer A accounts for 48% of sales."),
    (AGEING, "一年以上应收账款占25%。"),  # 300/1200
    ("流动资产 6,000万元，流动负债 4,000万元，存货 1,500万元", "流动比率1.5，速动比率1.125。"),
    ("EBITDA 2024: USD 8.4m; interest expense 2024: USD 2.1m", "Interest cover was 4.0x in 2024."),
    ("注册资本3,000万元，实缴2,100万元", "实缴资本占注册资本的70%，尚有900万元未实缴。"),
    ("Wage bill 2024 GBP 1,102,000; average staff 38", "Pay per head averaged GBP 29,000 in 2024."),
    (
        "Cash EUR 3.2m; short-term debt EUR 8.0m; long-term debt EUR 2.0m; EBITDA EUR 4.0m",
        "Net debt to EBITDA stands at 1.7x.",  # (8 + 2 - 3.2) / 4
    ),
]
SUMS = [
    (THREE, "三年收入平均4,500万元。"),  # 13500 / 3
    (CUSTOMERS, "甲、乙两家公司销售额合计2,000万元。"),
    (QUARTERS, "2024年全年收入600万元，四季度最高。"),
    (QUARTERS, "2024年上半年收入270万元。"),
    (QUARTERS, "三季度收入环比下降13.3%。"),  # 20/150
    (LINE, "授信已用920万元，尚有580万元未使用。"),
    (LINE, "可用额度尚有580万元。"),
    ("月租金 3.5万元", "年租金42万元。"),
    ("Monthly rent: GBP 4,500", "Rent comes to GBP 54,000 a year."),
    ("货币资金 320万元；短期借款 800万元；长期借款 200万元", "有息负债合计1,000万元。"),
    ("Monthly credits: Jan USD 40,000; Feb USD 46,000; Mar USD 52,000",
     "Credits averaged USD 46,000 a month over the three months."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text"), [*CHANGES, *RATIOS, *SUMS])
def test_what_a_named_operation_gives_is_proved(source: str, text: str) -> None:
    assert holds(text, source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (THREE, "收入2023年增长20%。"),  # 1000/5000: over the wrong year
        (THREE, "2024年收入较2022年减少500万元。"),
        (THREE, "2024年收入环比下降10%。"),  # years have no month before
        (PROFIT, "Net profit tripled in 2023."),
        (PROFIT, "Net profit fell by a third in 2024."),  # a quarter
        (PROFIT, "Net loss fell by USD 1.0 million in 2024."),  # it was a gain
        (FIRM, "2024年净利润较上年减少391万元，降幅超过一半。"),
        (FIRM, "毛利率从2023年的24.0%降至2024年的22.0%，下降2%。"),  # points
        (FIRM, "经营活动现金流由净流入380万元转为净流入96万元。"),
        (FIRM, "员工增加了5人，2024年末为147人。"),
        (FIRM, "应收账款连续两年下降。"),
        (FIRM, "总负债连续两年下降，2024年末为6,250万元。"),
        (FIRM, "Revenue was CNY 99.6 million in 2024, up from CNY 104.8 million."),
        (FIRM, "2024年末短期借款占总资产的51.2%。"),
        (CUSTOMERS, "乙公司销售额是甲公司的1.5倍。"),
        (CUSTOMERS, "甲、乙两家公司销售额合计2,500万元。"),
        (QUARTERS, "2024年下半年收入270万元。"),
        (LINE, "可用额度尚有920万元。"),
        (LINE, "授信已用580万元。"),
        ("月租金 3.5万元", "年租金3.5万元。"),
        ("Monthly rent: GBP 4,500", "Rent comes to GBP 4,500 in a full year."),
        ("Monthly credits: Jan USD 40,000; Feb USD 46,000; Mar USD 52,000",
         "Credits averaged USD 52,000 a month over the three months."),  # March's
        ("注册资本3,000万元，实缴2,100万元", "尚有2,100万元未实缴。"),
    ],
)  # fmt: skip
def test_what_no_named_operation_gives_is_not(source: str, text: str) -> None:
    assert not holds(text, source)
