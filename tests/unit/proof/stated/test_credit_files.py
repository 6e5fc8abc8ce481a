"""Credit files of several kinds, each with statements that follow from it and ones that don't.

Labels were worked out by hand from the file alone, with a pocket calculator for derived ones.
"""

import pytest

from tests.unit.proof.stated.conftest import holds

ACCOUNTS = """滨河食品有限公司 主要财务数据（单位：万元）
| 项目 | 2022年 | 2023年 | 2024年 |
|---|---|---|---|
| 营业收入 | 9,120 | 10,480 | 9,960 |
| 营业成本 | 7,020 | 7,965 | 7,770 |
| 销售费用 | 640 | 702 | 735 |
| 管理费用 | 520 | 561 | 590 |
| 财务费用 | 180 | 210 | 262 |
| 净利润 | 610 | 822 | 431 |
| 经营活动现金流量净额 | 705 | 380 | -96 |
| 应收账款 | 1,850 | 2,410 | 2,905 |
| 存货 | 1,210 | 1,390 | 1,640 |
| 总资产 | 8,800 | 9,950 | 10,600 |
| 总负债 | 4,900 | 5,720 | 6,250 |
| 短期借款 | 2,100 | 2,600 | 3,200 |
员工人数：2023年末 152人，2024年末 147人
前五大客户：2024年合计占收入的 46.2%（2023年 41.5%），其中第一大客户 18.7%"""

JOINERY = """Harrow Lane Joinery Ltd - key figures (GBP thousand, FY to 30 June)
Item, FY2022, FY2023, FY2024
Turnover, 3,840, 4,210, 3,990
Gross profit, 1,250, 1,410, 1,197
Operating profit, 312, 365, 148
Interest, 54, 66, 81
Profit after tax, 198, 231, 42
Trade debtors, 520, 610, 742
Cash, 210, 164, 75
Bank loans, 900, 1,050, 1,180
Net assets, 1,120, 1,300, 1,310
Covenants: interest cover at least 2.0x; bank loans not above 3.5x operating profit; dividends not to exceed 50% of profit after tax
Dividends FY2023 90, FY2024 30"""

BUREAU = """信用报告（2025-01-20）
未结清贷款：4笔，余额1,320万元；其中正常3笔1,200万元，关注1笔120万元
已结清贷款：9笔
近24个月逾期3次，最长12天，最大金额8.5万元；近12个月逾期1次
近6个月查询5次
对外担保：2笔合计500万元（甲公司300万元，乙公司200万元）
法定代表人无不良记录"""

HARDWARE = """# 明州示例五金 授信资料摘录（单位：万元，除另有说明外）
- 2023年：营业收入 6,420；毛利 1,412；净利润 388
- 2024年：营业收入 7,105；毛利 1,450；净利润 296
- 2024年末：货币资金 215（其中保证金 60）；应收账款 1,980；存货 1,204；短期借款 1,650；应付账款 870
- 2023年末：货币资金 402（其中保证金 80）；应收账款 1,530；存货 1,118；短期借款 1,300；应付账款 905
- 纳税申报收入：2023年 6,398，2024年 7,060
- 银行流入：2023年 6,910，2024年 7,480
契约：资产负债率不高于70%；流动比率不低于1.1；单户应收占比不超过25%
实际（2024年末）：资产负债率 66.3%；流动比率 1.05；最大单户应收占比 22%"""

INTERVIEW = """Interview notes, 3 March 2025 - Delmar Print Ltd
owner: about 45 staff, up from 41 last year
press line bought in June 2023 for EUR 1.2m, two thirds financed by lease
largest client Orbis takes roughly 28% of sales, second client Quill 15%
sales 2024 EUR 5.6m, budget 2025 EUR 6.0m
margin target 2025: 35%, achieved in 2024: 32.5%
overdraft EUR 250k, in use EUR 190k at end of February 2025"""

EXPORT = """as_of: 2024-12-31
borrower: Tamar Foods Pte Ltd
facility_a_limit_sgd: 3,000,000
facility_a_drawn_sgd: 2,250,000
facility_b_limit_sgd: 1,000,000
facility_b_drawn_sgd: 1,000,000
dpd_max_24m: 0
dscr_2023: 1.42
dscr_2024: 1.31
dscr_covenant_min: 1.25
sales_2023_sgd: 18,400,000
sales_2024_sgd: 17,480,000"""

MONTHS = """| 月份 | 收款（万元） | 付款（万元） | 月末余额（万元） |
|---|---|---|---|
| 2024年10月 | 320 | 298 | 142 |
| 2024年11月 | 341 | 365 | 118 |
| 2024年12月 | 402 | 377 | 143 |"""

CONTRACT = """第五条 贷款用途：购买原材料，不得用于股权投资。
第六条 借款人应在每月20日前支付利息。
第七条 提前还款须提前15个工作日书面通知，并支付提前还款金额1%的违约金。
第八条 贷款利率为LPR加110个基点。"""

GROUP = """Group table 2024 (USD million)
| Entity | Sales | EBITDA | Net debt | Staff |
|---|---|---|---|---|
| Alder Tools | 42.0 | 5.2 | 11.0 | 210 |
| Birch Metals | 31.5 | 2.1 | 9.4 | 164 |
| Cedar Plast | 18.2 | 2.9 | -1.5 | 77 |
| Group | 91.7 | 10.2 | 18.9 | 451 |"""

ORDERS = """出口合同：金额USD 480,000，单价USD 12/件，数量40,000件，签订日2024-09-12，交货期60天
内销合同：金额CNY 1,260,000，单价CNY 28/件，数量45,000件，签订日2024-10-08，交货期30天
汇率：1美元=7.10元人民币"""

PLANT = """水电费：2023年 86万元，2024年 102万元
设备：注塑机12台（其中2台停用），冲床8台
存货周转天数：2023年 62天，2024年 75天
应收账款账龄：3个月以内 620万元，3-6个月 240万元，6个月以上 90万元，合计950万元
抵押物：厂房评估值2,400万元，抵押率50%"""

DEBTORS = """Customer concentration, FY2024: Halden 34%, Iver 21%, Joss 12%, others 33%
Payment terms: Halden 60 days, Iver 45 days, Joss 30 days
Bad debts written off: FY2023 EUR 18k, FY2024 EUR 41k
Lease: rent EUR 96,000 a year until 31 August 2028, indexed at 2% a year
Grant received in June 2024: EUR 75,000"""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (ACCOUNTS, "2024年营业收入9,960万元，同比下降5.0%。"),
        (ACCOUNTS, "2024年净利润较上年减少391万元，降幅接近一半。"),
        (ACCOUNTS, "毛利率从2023年的24.0%降至2024年的22.0%，下降两个百分点。"),
        (ACCOUNTS, "经营活动现金流由净流入380万元转为净流出96万元。"),
        (ACCOUNTS, "2024年末资产负债率为59.0%，较2023年末的57.5%上升1.5个百分点。"),
        (ACCOUNTS, "应收账款连续两年增长，2024年末达到2,905万元。"),
        (ACCOUNTS, "2024年末短期借款3,200万元，占总负债的51.2%。"),
        (ACCOUNTS, "净利率由7.8%下滑到4.3%。"),
        (ACCOUNTS, "前五大客户集中度为46.2%，比上年提高4.7个百分点。"),
        (ACCOUNTS, "员工减少了5人，2024年末为147人。"),
        (ACCOUNTS, "2024年末存货0.164亿元。"),
        (ACCOUNTS, "收入下降而存货上升，2024年存货同比增长18.0%。"),
        (ACCOUNTS, "The company's 2024 revenue was CNY 99.6 million, down from CNY 104.8 million."),
        (ACCOUNTS, "Total liabilities rose by CNY 5.3 million in 2024."),
        (ACCOUNTS, "2022年至2024年营业收入的复合增长率约为4.5%。"),
        (ACCOUNTS, "2024年营业成本7,770万元，同比下降2.4%。"),
        (ACCOUNTS, "2024年销售费用与管理费用合计1,325万元。"),
        (ACCOUNTS, "2024年末总资产10,600万元，净资产4,350万元。"),
        (ACCOUNTS, "2024年净利润同比下降47.6%。"),
        (ACCOUNTS, "短期借款两年增加1,100万元。"),
        (ACCOUNTS, "2024年净利润不足450万元。"),
        (ACCOUNTS, "三年净利润均超过400万元。"),
        (JOINERY, "Turnover fell 5.2% to GBP 3.99 million in FY2024."),
        (JOINERY, "Gross margin slipped from 33.5% to 30.0%."),
        (JOINERY, "Interest cover of 1.8x in FY2024 breached the 2.0x covenant."),
        (JOINERY, "Operating profit more than halved, from GBP 365,000 to GBP 148,000."),
        (JOINERY, "Bank loans rose in each of the two years."),
        (JOINERY, "Dividends of GBP 30,000 in FY2024 exceeded 50% of profit after tax."),
        (JOINERY, "Cash dropped by GBP 89,000 over FY2024."),
        (JOINERY, "Trade debtors grew 21.6% while turnover fell 5.2%."),
        (JOINERY, "Profit after tax was GBP 42,000, the lowest of the three years."),
        (JOINERY, "Net debt stood at GBP 1,105 thousand at the end of FY2024."),
        (JOINERY, "Over the three years turnover averaged GBP 4.01 million."),
        (JOINERY, "Bank loans were 8.0 times operating profit in FY2024."),
        (JOINERY, "Interest rose by GBP 15,000 in FY2024."),
        (JOINERY, "Gross profit exceeded GBP 1.4 million in FY2023."),
        (JOINERY, "Net assets edged up to GBP 1.31 million in FY2024."),
        (JOINERY, "Profit after tax fell by 81.8% in FY2024."),
        (BUREAU, "借款人现有4笔未结清贷款，余额1,320万元。"),
        (BUREAU, "对外担保合计500万元，为甲公司担保300万元、为乙公司担保200万元。"),
        (BUREAU, "近6个月被查询5次。"),
        (HARDWARE, "2024年营业收入7,105万元，同比增长10.7%。"),
        (HARDWARE, "增收不增利：收入增长10.7%，净利润却下降23.7%。"),
        (HARDWARE, "毛利率由22.0%下降至20.4%。"),
        (HARDWARE, "2024年末货币资金215万元，其中60万元为保证金。"),
        (HARDWARE, "应收账款比上年末增加450万元，增幅29.4%。"),
        (HARDWARE, "流动比率1.05，低于1.1的契约要求。"),
        (HARDWARE, "资产负债率66.3%，未突破70%的上限。"),
        (HARDWARE, "最大单户应收占比22%，距25%上限还有3个百分点。"),
        (HARDWARE, "短期借款增加350万元至1,650万元。"),
        (HARDWARE, "应付账款略有下降，为870万元。"),
        (HARDWARE, "2024年银行流入7,480万元，高于申报收入。"),
        (
            HARDWARE,
            "In 2024 net profit was CNY 2.96 million, against CNY 3.88 million a year earlier.",
        ),
        (HARDWARE, "2024年银行流入比申报收入多420万元。"),
        (
            INTERVIEW,
            "The press line cost EUR 1.2 million and two thirds of it was financed by lease.",
        ),
        (INTERVIEW, "Orbis accounts for about 28% of sales and Quill for 15%."),
        (INTERVIEW, "The 2025 budget is EUR 0.4 million above 2024 sales."),
        (INTERVIEW, "The overdraft is 76% drawn."),
        (EXPORT, "Facility B is fully drawn."),
        (EXPORT, "DSCR slipped from 1.42x to 1.31x but stays above the 1.25x covenant."),
        (EXPORT, "Sales fell by 5% in 2024."),
        (EXPORT, "DSCR exceeds the covenant by 0.06x."),
        (EXPORT, "2024年销售额为新加坡元1,748万元。"),
        (EXPORT, "Total limits amount to SGD 4.0 million."),
        (EXPORT, "Sales fell by SGD 0.92 million in 2024."),
        (MONTHS, "四季度三个月收款合计1,063万元，付款合计1,040万元。"),
        (MONTHS, "11月付款大于收款，余额降至118万元。"),
        (MONTHS, "12月末余额143万元，为三个月中最高。"),
        (MONTHS, "三个月平均收款354.3万元。"),
        (MONTHS, "11月收款环比增长6.6%。"),
        (CONTRACT, "根据第七条，提前还款须提前15个工作日书面通知。"),
        (CONTRACT, "提前还款违约金为提前还款金额的1%。"),
        (CONTRACT, "利率按LPR加110个基点执行。"),
        (CONTRACT, "借款人应于每月20日前付息。"),
        (GROUP, "Group net debt of USD 18.9 million is 1.85 times EBITDA."),
        (GROUP, "Alder Tools contributes 45.8% of group sales."),
        (GROUP, "Birch Metals employs 164 people, fewer than Alder Tools."),
        (
            GROUP,
            "Alder Tools, Birch Metals and Cedar Plast had EBITDA of USD 5.2 million, USD 2.1 million and USD 2.9 million respectively.",
        ),
        (GROUP, "Birch Metals and Cedar Plast together employ 241 people."),
        (ORDERS, "出口合同金额48万美元，内销合同金额126万元人民币。"),
        (ORDERS, "内销合同签订于2024年10月8日，交货期30天。"),
        (ORDERS, "出口合同交货期为60天，比内销合同长30天。"),
        (PLANT, "水电费增长约18.6%，由86万元增至102万元。"),
        (PLANT, "现有注塑机12台，其中2台停用。"),
        (PLANT, "三个月以内的应收账款占65.3%。"),
        (DEBTORS, "Write-offs more than doubled, from EUR 18,000 to EUR 41,000."),
        (DEBTORS, "The lease runs until 31 August 2028 at EUR 8,000 a month."),
        (DEBTORS, "Iver's payment term is 45 days, 15 days shorter than Halden's."),
    ],
)
def test_what_follows_from_a_file_is_proved(source: str, text: str) -> None:
    assert holds(text, source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (ACCOUNTS, "2024年营业收入9,960万元，同比下降4.0%。"),
        (ACCOUNTS, "2024年净利润较上年减少391万元，降幅超过一半。"),
        (ACCOUNTS, "毛利率从2023年的24.0%降至2024年的22.0%，下降2%。"),
        (ACCOUNTS, "经营活动现金流由净流入380万元转为净流入96万元。"),
        (ACCOUNTS, "2024年末资产负债率为57.5%。"),
        (ACCOUNTS, "应收账款连续两年下降，2024年末为2,905万元。"),
        (ACCOUNTS, "2024年末短期借款3,200万元，占总资产的51.2%。"),
        (ACCOUNTS, "三年中2024年的净利润是最高的。"),
        (ACCOUNTS, "第一大客户占收入的46.2%。"),
        (ACCOUNTS, "员工增加了5人，2024年末为147人。"),
        (ACCOUNTS, "2024年末存货1.64亿元。"),
        (ACCOUNTS, "The company's 2024 revenue was CNY 996 million."),
        (ACCOUNTS, "2024年营业成本7,770万元，同比上升2.4%。"),
        (ACCOUNTS, "2024年销售费用与管理费用合计1,235万元。"),
        (ACCOUNTS, "2023年经营活动现金流量净额为-96万元。"),
        (ACCOUNTS, "财务费用三年间由180万元降至262万元。"),
        (ACCOUNTS, "2024年末总资产10,600万元，净资产4,450万元。"),
        (ACCOUNTS, "存货增速低于应收账款增速，分别为18.0%和20.5%，但2024年存货绝对额更大。"),
        (ACCOUNTS, "2024年净利润同比下降47.6个百分点。"),
        (ACCOUNTS, "短期借款两年增加了一倍。"),
        (ACCOUNTS, "2024年净利润不足400万元。"),
        (ACCOUNTS, "三年净利润均超过500万元。"),
        (ACCOUNTS, "第一大客户占比由41.5%升至46.2%。"),
        (ACCOUNTS, "人均营收约为60万元。"),
        (JOINERY, "Turnover rose 5.2% to GBP 3.99 million in FY2024."),
        (JOINERY, "Interest cover of 1.8x in FY2024 met the covenant."),
        (JOINERY, "Operating profit fell by a third in FY2024."),
        (JOINERY, "Dividends of GBP 30,000 in FY2024 were below 50% of profit after tax."),
        (JOINERY, "Cash dropped by GBP 98,000 over FY2024."),
        (JOINERY, "Profit after tax of GBP 231,000 was earned in FY2024."),
        (JOINERY, "Net assets doubled between FY2022 and FY2024."),
        (JOINERY, "Interest rose by GBP 15,000 in FY2023."),
        (JOINERY, "Gross profit exceeded GBP 1.5 million in FY2023."),
        (JOINERY, "All covenants were met in FY2024."),
        (JOINERY, "Net assets fell in FY2024."),
        (JOINERY, "Turnover in FY2024 was the highest of the three years."),
        (JOINERY, "Profit after tax fell by 81.8 percentage points."),
        (BUREAU, "借款人现有9笔未结清贷款，余额1,320万元。"),
        (BUREAU, "近12个月无逾期。"),
        (BUREAU, "对外担保合计500万元，为甲公司担保200万元、为乙公司担保300万元。"),
        (BUREAU, "最长逾期天数为30天。"),
        (BUREAU, "关注类贷款2笔，余额120万元。"),
        (BUREAU, "近6个月查询9次。"),
        (BUREAU, "近24个月逾期1次。"),
        (BUREAU, "法定代表人有3笔不良记录。"),
        (BUREAU, "对外担保余额为1,320万元。"),
        (HARDWARE, "2024年营业收入7,105万元，同比增长9.7%。"),
        (HARDWARE, "收入与净利润均实现增长。"),
        (HARDWARE, "毛利率由22.0%上升至24.0%。"),
        (HARDWARE, "2024年末货币资金215万元，其中80万元为保证金。"),
        (HARDWARE, "应收账款比上年末增加405万元。"),
        (HARDWARE, "流动比率1.05，满足契约要求。"),
        (HARDWARE, "资产负债率66.3%，已突破上限。"),
        (HARDWARE, "申报收入比账面收入多45万元。"),
        (HARDWARE, "短期借款减少350万元至1,650万元。"),
        (HARDWARE, "应付账款略有上升，为870万元。"),
        (HARDWARE, "2024年银行流入7,480万元，低于申报收入。"),
        (
            HARDWARE,
            "In 2024 net profit was CNY 3.88 million, against CNY 2.96 million a year earlier.",
        ),
        (HARDWARE, "2024年末存货1,118万元。"),
        (HARDWARE, "资产负债率距上限尚有4.7个百分点。"),
        (HARDWARE, "2023年毛利率为20.4%。"),
        (HARDWARE, "净利润下降而毛利率上升。"),
        (HARDWARE, "三项契约指标全部满足。"),
        (HARDWARE, "2024年银行流入比申报收入少420万元。"),
        (INTERVIEW, "Staff fell from 45 to 41."),
        (INTERVIEW, "The press line cost EUR 1.2 million and half of it was financed by lease."),
        (INTERVIEW, "Quill accounts for about 28% of sales and Orbis for 15%."),
        (INTERVIEW, "The margin achieved in 2024 was 35%."),
        (INTERVIEW, "At the end of February 2025, EUR 190,000 of the overdraft was unused."),
        (EXPORT, "Facility B is 75% drawn."),
        (EXPORT, "Facility A is fully drawn."),
        (EXPORT, "DSCR improved from 1.31x to 1.42x."),
        (EXPORT, "Sales fell by 15% in 2024."),
        (EXPORT, "Across both facilities SGD 3.25 million is undrawn."),
        (EXPORT, "DSCR exceeds the covenant by 0.6x."),
        (EXPORT, "Total limits amount to SGD 3.25 million."),
        (EXPORT, "There was one payment more than 30 days late in the last 24 months."),
        (EXPORT, "Sales rose by SGD 0.92 million in 2024."),
        (MONTHS, "四季度三个月收款合计1,040万元。"),
        (MONTHS, "10月付款大于收款。"),
        (MONTHS, "11月末余额为三个月中最高。"),
        (MONTHS, "三个月平均收款402万元。"),
        (MONTHS, "12月付款402万元。"),
        (MONTHS, "11月收款环比下降6.6%。"),
        (MONTHS, "月末余额逐月上升。"),
        (MONTHS, "三个月均为净流入。"),
        (CONTRACT, "根据第七条，提前还款须提前10个工作日书面通知。"),
        (CONTRACT, "根据第六条，提前还款须提前15个工作日书面通知。"),
        (CONTRACT, "提前还款违约金为提前还款金额的2%。"),
        (CONTRACT, "利率按LPR减110个基点执行。"),
        (CONTRACT, "借款人应于每月25日前付息。"),
        (CONTRACT, "提前还款须提前15天书面通知。"),
        (CONTRACT, "第八条约定违约金为1%。"),
        (CONTRACT, "贷款可用于股权投资。"),
        (GROUP, "Birch Metals has the highest sales."),
        (GROUP, "Birch Metals is the only entity with net cash."),
        (GROUP, "Group net debt of USD 18.9 million is 2.85 times EBITDA."),
        (GROUP, "Alder Tools contributes 51.0% of group sales."),
        (GROUP, "Cedar Plast's EBITDA margin was 12.4%."),
        (GROUP, "Birch Metals employs 164 people, more than Alder Tools."),
        (
            GROUP,
            "Alder Tools, Birch Metals and Cedar Plast had EBITDA of USD 5.2 million, USD 2.9 million and USD 2.1 million respectively.",
        ),
        (GROUP, "All three entities carry net debt."),
        (GROUP, "Group EBITDA was EUR 10.2 million."),
        (GROUP, "Group EBITDA was USD 91.7 million."),
        (GROUP, "Dogwood Ltd had sales of USD 42.0 million."),
        (GROUP, "Group sales were USD 91.7 million in 2023."),
        (GROUP, "Alder Tools' net debt is 2.9 times its EBITDA."),
        (GROUP, "Cedar Plast has net debt of USD 1.5 million."),
        (GROUP, "Birch Metals and Cedar Plast together employ 374 people."),
        (ORDERS, "出口合同金额48万元人民币。"),
        (ORDERS, "内销合同签订于2024年9月12日，交货期30天。"),
        (ORDERS, "出口合同交货期为30天，比内销合同长30天。"),
        (ORDERS, "出口合同数量45,000件，内销合同数量40,000件。"),
        (ORDERS, "The export contract covers 40,000 pieces at USD 28 each."),
        (ORDERS, "出口合同金额折合人民币约430.8万元。"),
        (ORDERS, "两份合同的数量相同。"),
        (ORDERS, "内销单价高于出口单价。"),
        (PLANT, "水电费增长约15.7%，由86万元增至102万元。"),
        (PLANT, "现有冲床12台。"),
        (PLANT, "现有注塑机12台，其中8台停用。"),
        (PLANT, "存货周转天数缩短13天至75天。"),
        (PLANT, "6个月以上的应收账款占25.3%。"),
        (PLANT, "厂房评估值1,200万元。"),
        (PLANT, "2023年存货周转75天。"),
        (PLANT, "应收账款合计950万元，其中3个月以内240万元。"),
        (PLANT, "抵押率为60%。"),
        (DEBTORS, "Iver is the largest customer with 34% of sales."),
        (DEBTORS, "The three named customers account for 76%."),
        (DEBTORS, "Write-offs tripled to EUR 41,000."),
        (DEBTORS, "The lease runs until 31 August 2026 at EUR 96,000 a year."),
        (DEBTORS, "Iver pays within 60 days."),
        (DEBTORS, "A grant of EUR 75,000 was received in June 2023."),
        (DEBTORS, "A loan of EUR 75,000 was received in June 2024."),
        (DEBTORS, "Rent is indexed at 3% a year."),
        (DEBTORS, "Halden accounts for 34% of purchases."),
        (DEBTORS, "Bad debts fell because Halden paid earlier."),
        (DEBTORS, "Write-offs rose to EUR 41,000 because Joss failed."),
        (DEBTORS, "Iver accounts for more of sales than Halden."),
        (DEBTORS, "Bad debts halved in FY2024."),
        (DEBTORS, "Rent is EUR 96,000 a month."),
    ],
)
def test_what_does_not_is_never_proved(source: str, text: str) -> None:
    assert not holds(text, source)
