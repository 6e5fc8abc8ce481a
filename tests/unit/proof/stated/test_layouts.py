"""Layouts of sources and shortened names that other writers use, and what must still not pass."""

import pytest

from tests.unit.proof.stated.conftest import holds

PACK = """Year ends 30 June (FY24 = year to 30 June 2024). EUR million unless otherwise stated.
Consolidated | FY23 | FY24
Revenue | 80.5 | 91.2
Order backlog | 33.0 | 41.5
"""
AGEING = """Debtor list - Fenwick Tools Inc. - as of March 31, 2025 (USD thousand)
Debtor, Current, 1-30, 31-60, Over 60, Total, Credit limit
Alder Stores, 120, 30, 10, 0, 160, 200
Birch Depot, 60, 25, 15, 40, 140, 130
"""
SLASHES = """云栖旅馆月报
指标: 2024Q1 / 2024Q2 / 2024Q3
入住率: 51.0% / 60.5% / 72.0%
平均房价(元): 210 / 236 / 280
"""
SERIES = "paid_seats: Q3-24 = 3,150; Q4-24 = 3,420\narr_usd_m: Q3-24 = 1.9; Q4-24 = 2.1"
FLOWS = (
    "单位：万元\n| 项目 | 2024年 |\n|---|---:|\n| 经营活动现金流净额 | 520 |\n"
    "| 投资活动现金流净额 | -310 |\n| 筹资活动现金流净额 | 90 |"
)
SHEET = "2024年：营收 2,000万元，成本 1,500万元，期间费用 300万元，利息 50万元"
BAND = "贷款利率区间 4.00%～5.50%；本笔 4.60%"

JSON = """{"firm": "Example Foods", "unit": "EUR thousand", "FY2024":
 {"revenue": 8940, "net profit": 655}, "FY2023": {"revenue": 9412, "net profit": 640}}"""
ANALYST = "单位：千元\n| 项目 | 2023A | 2024B | 2024A |\n|---|---|---|---|\n| 营业收入 | 205,200 | 230,000 | 196,992 |"
MERGED = """|          | Actual |       | Budget |       |
|          | Q1     | Q2    | Q1     | Q2    |
| Sales k€ | 3,410  | 3,655 | 3,300  | 3,800 |"""
ARROWS = "FY23 -> FY24, USD mn\nRevenue  41.2 -> 53.6\nNet debt  14.6 -> 15.3"
GAPS = """mo   deposits   items  returned
Jul  184,220    61     1
Aug  171,905    55     0"""
LEDGER = "acct,name,debit,credit\n1100,Trade debtors,1880000,\n2100,Trade creditors,,1430000"
RETURN = """增值税申报表 税款所属期：2024年10月 单位：元
应税销售额 本月数 6,482,910.55 本年累计 58,903,377.21"""
FOOTED = "| 期间 | 收入 |\n|---|---|\n| 一季度 | 2,150 |\n| 全年 | 10,000 |\n（单位：万元，2023年，未经审计）"
KEYS = "rev_wan=18650\ncogs_wan=13055"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (JSON, "Revenue was EUR 8,940 thousand in FY2024."),
        (ANALYST, "2024年实际营业收入196,992千元，预算为230,000千元。"),
        (MERGED, "Budgeted sales for the second quarter were €3.8 million."),
        (ARROWS, "Net debt was USD 15.3m in FY24."),
        (ARROWS, "Revenue rose 30.1% in FY24."),  # 53.6/41.2 = 1.301
        (GAPS, "Deposits came to 171,905 in August."),
        (LEDGER, "Trade creditors stand at 1,430,000."),
        (RETURN, "2024年1至10月累计应税销售额约5,890万元。"),
        (FOOTED, "一季度收入2,150万元。"),
        (KEYS, "收入1.865亿元。"),
        (PACK, "Revenue was EUR 91.2 million in FY24."),
        (PACK, "| EUR million | FY23 | FY24 |\n|---|---|---|\n| Order backlog | 33.0 | 41.5 |"),
        (AGEING, "Birch Depot owes $15 thousand in the 31-60 bucket."),
        (AGEING, "Alder Stores has a credit limit of USD 200 thousand."),
        (SLASHES, "2024年二季度入住率60.5%，平均房价236元。"),
        (SERIES, "Paid seats reached 3,420 in Q4 2024."),
        (SERIES, "ARR was $2.1 million in the fourth quarter of 2024."),
        (FLOWS, "2024年经营、投资、筹资活动现金流净额分别为520万元、-310万元、90万元。"),
        # 2,000 - 1,500 = 500; 500 - 300 = 200; 200 + 50 = 250
        (SHEET, "2024年毛利500万元，扣除期间费用300万元后余200万元。"),
        (BAND, "本笔利率4.60%，落在4.00%～5.50%的区间内。"),
        ("Price of the lathe: CHF 1'275'000", "The lathe was priced at CHF 1,275,000."),
        ("Revenue 2024 (USD thousand): 640", "Revenue was USD 640 thousand in 2024."),
        ("Deferred grant: 415 USD thousand", "The deferred grant is USD 415,000."),
        ("耕地 2023年 412公顷；2024年 430公顷", "2024年耕地合计430公顷。"),
        ("总成本 640万元，其中材料 416万元", "材料占总成本的65%。"),  # 416/640 = .65
    ],
)
def test_other_layouts_and_shortened_names_are_read(source: str, text: str) -> None:
    assert holds(text, source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (JSON, "Revenue was EUR 9,412 thousand in FY2024."),
        (ANALYST, "2024年实际营业收入230,000千元。"),
        (MERGED, "Actual sales for the second quarter were €3.8 million."),
        (ARROWS, "Net debt was USD 14.6m in FY24."),
        (GAPS, "Deposits came to 184,220 in August."),
        (LEDGER, "Trade debtors stand at 1,430,000."),
        (RETURN, "2024年10月应税销售额约5,890万元。"),
        (FOOTED, "一季度收入2,150元。"),
        ("Of the tower's units, 86 of 132 units have exchanged.", "Over 90 units have exchanged."),
        ("2022年销量1.2万吨，2024年3.0万吨", "2024年销量是2022年的三倍。"),  # 2.5
        (PACK, "Revenue was EUR 91.2 thousand in FY24."),
        (PACK, "Order backlog was EUR 33.0 million in FY24."),  # FY23's
        (AGEING, "Birch Depot owes $25 thousand in the 31-60 bucket."),  # 1-30's
        (AGEING, "Alder Stores has a credit limit of USD 130 thousand."),  # Birch's
        (SLASHES, "2024年二季度入住率72.0%。"),
        (SERIES, "Paid seats reached 3,420 in Q3 2024."),
        (FLOWS, "2024年经营、投资、筹资活动现金流净额分别为-310万元、520万元、90万元。"),
        (SHEET, "2024年毛利500万元，扣除期间费用300万元后余250万元。"),
        (BAND.replace("4.60", "5.60"), "本笔利率5.60%，落在4.00%～5.50%的区间内。"),
        ("Outstanding balance at 30 June 2024: USD 420,000",
         "The outstanding balance was EUR 420,000 at 30 June 2024."),
        ("Engineers 21, sales staff 9.", "Engineers and sales staff together number 29."),
        ("在手合同余额2,190万元", "新签合同2,190万元。"),
        ("总成本 640万元，其中材料 416万元", "总成本占材料的65%。"),
    ],
)  # fmt: skip
def test_what_they_do_not_say_is_not_proved(source: str, text: str) -> None:
    assert not holds(text, source)
