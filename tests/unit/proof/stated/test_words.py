"""What words claim: limits kept, ranks, all and none, negation, direction, cause, hedges, names."""

import pytest

from assistant.domain.checks import Proof
from tests.unit.proof.stated.conftest import checked, holds

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


SUPPOSED_OR_OF_ANOTHER = [
    (
        "2023 sales in the VAT returns fall CNY 715,071 short of revenue in the income tax return.",
        "",
        "VAT returns, sales: 2022 CNY 28,690,150; 2023 CNY 30,904,770\n"
        "Income tax return, revenue: 2023 CNY 31,619,841",
    ),
    (
        "按3.0倍上限推算，EBITDA须达到1,200万元。",
        "2024年EBITDA为1,200万元。",
        "EBITDA 2024年 1,000万元；有息负债 2024年末 3,600万元",
    ),
    (
        "应收账款周转天数超出上限8天。",
        "应收账款周转天数上限为8天。",
        "2024年应收账款周转天数 98天；约束：应收账款周转天数不超过90天",
    ),
    (
        "Orders rose 10.0% in FY2024 after a 5.0% drop the year before.",
        "Orders rose 12.0% in FY2024.",
        "| Item | FY2022 | FY2023 | FY2024 |\n|---|---|---|---|\n| Orders | 1,000 | 950 | 1,045 |",
    ),
    (
        "Operations used $2.4 million of cash in 2024.",
        "Operating cash flow was $2.4 million in 2024.",
        "Operating cash flow 2024: -USD 2.4 million",
    ),
    (
        "The balance rose by $5,000 over the year.",
        "The balance rose by $5,000 in February.",
        "opening balance 1 Jan 2024: 9,000\nmonth,inflow,outflow,closing_balance\n2024-01,8000,6000,11000\n2024-02,7000,6000,12000\n2024-03,8000,6000,14000",
    ),
    (
        "Stock rose: finished goods added EUR 2,500 and raw materials EUR 4,300.",
        "Raw materials were EUR 4,300 in 2024.",
        "Stock 2024: raw materials EUR 64,200, finished goods EUR 90,000.\n\nStock 2023: raw materials EUR 59,900, finished goods EUR 87,500.",
    ),
    (
        "Harrow is the largest of the named debtors.",
        "",
        "| Customer | 0-30 | Over 90 | Total |\n|---|---|---|---|\n| Odell | 50 | 0 | 50 |\n| Harrow | 20 | 70 | 90 |\n| Pike | 30 | 10 | 40 |\n| All others | 200 | 20 | 220 |\n| Total | 300 | 100 | 400 |",
    ),
    (
        "收入占比最大的是甲产品，毛利率反而最低。",
        "毛利率最高的是甲产品。",
        "分产品毛利率（2023年）\n甲产品：20.1%\n乙产品：31.0%\n丙产品：25.4%\n同期收入占比：甲产品60%，乙产品30%，丙产品10%",
    ),
    (
        "The overdraft facility was not drawn in the half-year.",
        "",
        "Overdraft limit 50,000, not used in the period.\nLitres drawn: H1 2024 12,000",
    ),
    (
        "Neither the fund nor the trust has lent money to the company.",
        "",
        "Register of members\nPell Fund: 2,000 shares (20%)\nStaff trust: 500 shares (5%)\nDr Voss: 7,500 shares (75%)\nShareholder loans: Voss GBP 9,000; Pell Fund nil; staff trust nil",
    ),
    (
        "Export sales slipped in 2024, though total revenue kept rising.",
        "Export sales kept rising.",
        "营业收入:2022年 100;2023年 120;2024年 150\n出口收入:2022年 60;2023年 55;2024年 50",
    ),
    (
        "除2月外，上半年月用电量在20万至25万度之间。",
        "上半年月用电量在20万至25万度之间。",
        "2024年上半年每月用电量（万度）\n1月 21.3；2月 14.8；3月 23.6；4月 24.1；5月 22.7；6月 23.9",
    ),
    (
        "若毛利率低于15%，银行将压缩额度。",
        "2024年毛利率低于15%。",
        "2024年毛利率为22.5%。",
    ),
    (
        "If interest cover fell below 2.0x, the bank would call the loan.",
        "Interest cover was below 2.0x in 2024.",
        "Interest cover: 2024 3.4x; 2023 3.9x",
    ),
    (
        "Sales peaked at 15,750 tonnes in 2023 before easing to 15,120 in 2024.",
        "Sales peaked in 2024.",
        "Sales, tonnes: 2022 14,900; 2023 15,750; 2024 15,120.",
    ),
    (
        "Occupancy slid without a break from Q1 2024 to Q3 2024 and recovered in Q4 2024.",
        "Occupancy slid without a break from Q1 2024 to Q4 2024.",
        "Occupancy: Q1 2024 90%; Q2 2024 88%; Q3 2024 84%; Q4 2024 86%",
    ),
    (
        "不良率在2024年前三个季度末持续走低。",
        "不良率在2024年持续走低。",
        "不良率：2024年3月末1.82%，6月末1.76%，9月末1.69%，12月末1.73%。",
    ),
    (
        "网店销售额两年间翻了一番。",
        "网店销售额一年间翻了一番。",
        "2021年网店销售额：412.0万元\n2022年网店销售额：566.3万元\n2023年网店销售额：831.5万元",
    ),
    (
        "Interest cover of 3.6 times was inside its 3.0 times covenant.",
        "Interest cover of 2.6 times was inside its 3.0 times covenant.",
        "Covenant: interest cover to be not less than 3.0:1. Interest cover in 2024 was 3.6 times.",
    ),
    (
        "Sales missed budget by £141k.",
        "Sales beat budget by £141k.",
        "Sales budget FY2025: £5,800k\nSales actual FY2025: £5,659k",
    ),
    (
        "The mill drew 9.6 million litres of water in 2024.",
        "The mill drew 9.9 million litres of water in 2024.",
        "Meter report, the mill: water 2024 9,600 m3.",
    ),
    (
        "2024年有五个月的收入超过40万元。",
        "",
        "2024年收入：合计540万元\n月度收入：1月51 2月54 3月42 4月38 5月39 6月43 7月36 8月37 9月41 10月36 11月39 12月39（万元）",
    ),
    (
        "现金减少，因为偿还贷款25万元超过了经营流入的16万元。",
        "",
        "Cash fell by CNY 90k: operating inflow 160k, loan repayment (250k)",
    ),
    (
        "Capital expenditure peaked at £410k in FY2024 before dropping to £125k.",
        "Capital expenditure fell in FY2024.",
        "£000 | FY2023 | FY2024 | FY2025\nCapital expenditure | (180) | (410) | (125)",
    ),
    (
        "Card receipts make up 71% of deposits, about $381,000.",
        "Deposits were $381,000.",
        "Deposits $536,800\nCard processor: 71% of deposits",
    ),
    (
        "The balance rose by $8,500 between the start of January and the end of March.",
        "The balance fell in March 2025.",
        "Month | Ending balance\nJan 2025 | 15,650\nFeb 2025 | 12,150\nMar 2025 | 14,600",
    ),
    (
        "单户占比32%，高于30%的要求2个百分点。",
        "",
        "单户收入占比：海达 32%\n批复条件：单户收入占比降至30%以下",
    ),
]
"""A true sentence, a false one of the same words (where one is refuted), and their sources."""


@pytest.mark.parametrize(("true", "false", "source"), SUPPOSED_OR_OF_ANOTHER)
def test_a_true_sentence_is_not_refuted_by_another_thing_and_a_false_one_still_is(
    true: str, false: str, source: str
) -> None:
    sources = source.split("\n\n")
    assert checked(true, *sources).verdict is not Proof.FALSE
    assert not false or checked(false, *sources).verdict is Proof.FALSE


DENIED_OF_ANOTHER_OR_PAST_THE_EDGE = [
    ("The plant is leased.", "The plant is owned; the warehouse is leased."),
    ("厂房为租赁。", "厂房自有；仓库租赁。"),
    ("2024年初贷款余额为300万元。", "2023年末贷款余额500万元，2024年末贷款余额300万元。"),
    ("The loan stood at CNY 3m at the start of 2024.", "Loan: 2023 CNY 5m; 2024 CNY 3m"),
    ("厂房未抵押。", "厂房已抵押给银行；土地使用权未设抵押。"),
    ("Hengye's factory is not mortgaged.", "恒业（Hengye）厂房已抵押给银行；土地使用权未设抵押。"),
    (
        "本公司未为任何关联方提供担保。",
        "本公司关联方清单\n| 序号 | 关联方 | 担保情况 |\n|---|---|---|\n"
        "| 1 | 甲公司 | 本公司为其提供担保800.00 |\n| 2 | 乙公司 | 无 |",
    ),
    (
        "2024年末资产负债率仍满足不高于70%的约束。",
        "约束条款：资产负债率不高于70%。\n\n2024年末资产负债率80%。",
    ),
    (
        "期末欧元存款42.75万欧元，按期末汇率折合人民币307.30万元。",
        "期末欧元存款42.75万欧元。期末折算汇率：1美元=7.1884元人民币，1欧元=7.5257元人民币。",
    ),
    ("Revenue was just under CNY 31.5 million in 2023.", "Revenue 2023: CNY 31,619,841"),
    ("Revenue was just under CNY 31.5 million in 2023.", "Revenue 2023: CNY 30,904,770"),
    ("云谷店2024年营收较上年增长70%以上。", "云谷店2023年营收219.7万元，2024年营收362.8万元。"),
]
"""A false sentence and its source."""


@pytest.mark.parametrize(("text", "source"), DENIED_OF_ANOTHER_OR_PAST_THE_EDGE)
def test_a_denial_of_another_thing_or_a_value_past_the_edge_proves_nothing(
    text: str, source: str
) -> None:
    assert checked(text, *source.split("\n\n")).verdict is not Proof.PROVED


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("土地使用权未设抵押。", "厂房权属清晰；土地使用权未设抵押。"),
        ("The warehouse is leased.", "The plant is owned; the warehouse is leased."),
        ("2024年初贷款余额为500万元。", "2023年末贷款余额500万元，2024年末贷款余额300万元。"),
        ("2024年末资产负债率满足不高于70%的约束。",
         "约束条款：资产负债率不高于70%。\n\n2024年末资产负债率60%。"),
        ("期末欧元存款42.75万欧元，按期末汇率折合人民币321.72万元。",
         "期末欧元存款42.75万欧元。期末折算汇率：1美元=7.1884元人民币，1欧元=7.5257元人民币。"),
        ("Revenue was just under CNY 31.7 million in 2023.", "Revenue 2023: CNY 31,619,841"),
        ("云谷店2024年营收较上年增长六成以上。", "云谷店2023年营收219.7万元，2024年营收362.8万元。"),
    ],
)  # fmt: skip
def test_what_the_same_words_say_rightly_is_proved(text: str, source: str) -> None:
    assert checked(text, *source.split("\n\n")).verdict is Proof.PROVED
