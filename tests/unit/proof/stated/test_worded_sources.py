"""Statements that only a source's words decide: lists, states, denials, labels, ranks."""

import pytest

from tests.unit.proof.stated.conftest import holds

SECURITY = """担保物清单
1. 厂房，面积3,000平方米，评估值900万元，已设定抵押
2. 仓库，面积800平方米，评估值200万元，未抵押
营业执照：有效；排污许可证：未办理
诉讼情况：无；行政处罚：1次"""
VISIT = """Notes of a visit to Corley Print, 3 May 2025
- lease on the Dale Street unit runs to 2029, no break clause
- delivery van bought in April for GBP 18,000, paid from cash, no hire purchase
- two directors, both give personal guarantees; a debenture is registered over the stock
Tax arrears: none
County court judgments: 0
Key-man insurance: not taken out
Audit: FY2024 audited; FY2023 unaudited"""
LEASE = """Lease extract
Landlord: Moor Estates; tenant: Pell Joinery
Premises: Unit 7, 41 Canal Road, Hexley
Commencement: 1 June 2021; expiry: 31 May 2026
Clause 4.2: the tenant keeps the roof in repair
Clause 6.1: no subletting without consent
Contact: phone 0113 496 0042"""
SALE = """买卖合同（编号HJ-2023-0412）
买方：瑞和机电；卖方：长庚钢构
签订日期：2023年4月12日；交货期限：2023年9月30日前
交货地点：滨河路66号2号仓；联系电话：0571-86541230
第四条 验收：到货后5日内由买方验收"""
LISTS = """Safety checks: Jan pass; Feb fail; Mar pass; Apr pass
Leased trucks: KT12, KT15, KT19
Directors: Ann Voss, Piet Rademaker, Lois Chen
Policy renewals: 2025-04-30, 2025-09-30, 2026-01-31
Machine; year; cost; security; owner
M1; 2019; 12,000; none; firm
M2; 2020; 8,000; Harbour Bank; firm
M3; 2022; 15,500; Harbour Bank; director
M4; 2023; 9,000; none; firm"""
CHECKS = """安全检查：1月 通过；2月 未通过；3月 通过；4月 未通过
自有门店：城东店、城西店、河口店
五级分类：正常、关注、正常
合同到期日：2025-03-31、2025-12-31、2026-06-30"""
BRANCHES = """Branch results, USD thousand
Branch | Sales 2023 | Sales 2024 | Profit 2023 | Profit 2024 | Overdue 60+
Arden | 410 | 455 | 22 | -4 | 0
Bexford | 380 | 372 | 18 | 9 | 14
Cole Hill | 265 | 301 | -3 | 12 | 0
Dunmore | 190 | 187 | 6 | -8 | 5
Total | 1,245 | 1,315 | 43 | 9 | 19"""
FERRY = """Ferry line, passengers and fuel, 2024
month,passengers,fuel_litres,complaints
2024-01,4120,9800,3
2024-02,3890,9450,1
2024-03,4480,9900,4
2024-04,5210,10300,2
2024-05,5890,10750,2
2024-06,6620,11200,7"""
SHOPS = "门店月营业额（万元）：甲店 86；乙店 120；丙店 86；丁店 64；戊店 120"
LENDERS = """Lender | Balance | Rate
Alder Bank | 900 | 4.1%
Birch Bank | 350 | 6.8%
Cedar Leasing | 120 | 7.4%
Total | 1,370 | """
RUN = "2021 profit 10, 2022 profit 12, 2023 profit 8, 2024 profit 7"

TRUE = [
    (SECURITY, "仓库没有办理抵押。"),
    (SECURITY, "厂房已办理抵押。"),
    (SECURITY, "公司没有诉讼。"),
    (SECURITY, "仓库评估值200万元，没有抵押。"),
    (VISIT, "The Dale Street lease has no break clause."),
    (VISIT, "The van was bought without hire purchase."),
    (VISIT, "There are no tax arrears."),
    (VISIT, "There are no county court judgments."),
    (VISIT, "The firm has no key-man insurance."),
    (VISIT, "The FY2023 accounts are unaudited."),
    (LEASE, "The lease commenced on 1 June 2021 and expires on 31 May 2026."),
    (LEASE, "The premises are Unit 7, 41 Canal Road, Hexley."),
    (LEASE, "Under clause 4.2 the tenant keeps the roof in repair."),
    (LEASE, "The contact's phone number is 0113 496 0042."),
    (SALE, "合同编号HJ-2023-0412，签订于2023年4月12日，交货期限为2023年9月30日前。"),
    (SALE, "交货地点为滨河路66号2号仓。"),
    (SALE, "买方为瑞和机电，卖方为长庚钢构。"),
    (LISTS, "One of the four safety checks failed."),
    (LISTS, "Three trucks are leased."),
    (LISTS, "The firm has three directors."),
    (LISTS, "Two of the four machines carry security."),  # M2, M3
    (CHECKS, "四次安全检查中两次未通过。"),
    (CHECKS, "公司有三家自有门店。"),
    (CHECKS, "三笔贷款中有一笔分类为关注。"),
    (CHECKS, "三份合同中两份在2025年到期。"),
    (BRANCHES, "Two branches made a loss in 2024."),  # Arden, Dunmore
    (BRANCHES, "Sales fell at two branches in 2024."),  # Bexford, Dunmore
    (BRANCHES, "Three branches had sales above USD 300 thousand in 2024."),  # 455, 372, 301
    (BRANCHES, "All but one of the branches were profitable in 2023."),  # Cole Hill
    (BRANCHES, "Except for Cole Hill, every branch was profitable in 2023."),
    (FERRY, "June was the busiest month by passengers and February the quietest."),
    (FERRY, "June had the most complaints, followed by March."),  # 7, 4
    (FERRY, "The three months with the most passengers were June, May and April, in that order."),
    (SHOPS, "乙店与戊店并列第一，丁店垫底。"),
    (LENDERS, "The highest rate is charged by Cedar Leasing and the lowest by Alder Bank."),
    (LENDERS, "The largest balances are owed to Alder Bank and Birch Bank, in that order."),
    (RUN, "Profit fell for the second year running in 2024."),  # 12, 8, 7
]
FALSE = [
    (SECURITY, "厂房未设定抵押。"),
    (SECURITY, "仓库已设定抵押。"),
    (SECURITY, "公司未受行政处罚。"),
    (SECURITY, "仓库评估值200万元，已抵押。"),
    (VISIT, "The Dale Street lease has a break clause."),
    (VISIT, "The firm has key-man insurance."),
    (VISIT, "No debenture is registered over the stock."),
    (VISIT, "Neither director gives a personal guarantee."),
    (LEASE, "The lease commenced on 31 May 2026 and expires on 1 June 2021."),
    (LEASE, "The premises are Unit 7, 14 Canal Road, Hexley."),
    (LEASE, "Under clause 6.1 the tenant keeps the roof in repair."),
    (LEASE, "The contact's phone number is 0113 496 0024."),
    (SALE, "合同签订日期为2023年9月30日。"),
    (SALE, "交货地点为滨河路66号3号仓。"),
    (SALE, "买方为长庚钢构，卖方为瑞和机电。"),
    (LISTS, "Two of the four safety checks failed."),
    (LISTS, "None of the safety checks failed."),
    (LISTS, "Four trucks are leased."),
    (LISTS, "Three of the four machines carry security."),
    (CHECKS, "四次安全检查均通过。"),
    (CHECKS, "三笔贷款五级分类均为正常。"),
    (CHECKS, "三份合同中一份在2025年到期。"),
    (BRANCHES, "Three branches made a loss in 2024."),
    (BRANCHES, "Two branches had sales above USD 300 thousand in 2024."),
    (BRANCHES, "All but two of the branches were profitable in 2023."),
    (BRANCHES, "Except for Arden, every branch was profitable in 2023."),
    (FERRY, "June was the strongest month for passengers and January the weakest."),
    (FERRY, "June had the most complaints, followed by January."),
    (FERRY, "The three months with the most passengers were June, April and May, in that order."),
    (SHOPS, "乙店与甲店并列第一，丁店垫底。"),
    (SHOPS, "乙店营业额最高。"),  # 戊店 has as much
    (LENDERS, "The highest rate is charged by Birch Bank and the lowest by Alder Bank."),
    (RUN, "Profit fell for the third year running in 2024."),  # 2022 rose
]


@pytest.mark.parametrize(("source", "text"), TRUE)
def test_words_of_a_source_prove_what_they_say(source: str, text: str) -> None:
    assert holds(text, source)


@pytest.mark.parametrize(("source", "text"), FALSE)
def test_words_of_a_source_prove_nothing_else(source: str, text: str) -> None:
    assert not holds(text, source)
