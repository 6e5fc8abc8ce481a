"""Papers of a firm: licences, register extracts, valuations, contracts, schedules, certificates."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.figures import FigureStatus
from assistant.domain.papers import is_uscc, scope_of
from assistant.domain.quantities import Lang
from assistant.extraction.papers import schedules, titled_paper

D = Decimal
SOURCE = "ab" * 32


def read(document):
    return {f.key: f for f in titled_paper(document, SOURCE).figures}


def values(document):
    return {key: f.value for key, f in read(document).items()}


# 91350100M000100Y43 is the worked example of GB 32100-2015.
@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("91350100M000100Y43", True),
        (" 91350100m000100y43", True),
        ("91350100M000100Y44", False),
        ("91350100M000100Y4", False),
        ("91350100MO00100Y43", False),
        ("330000000000001", False),
    ],
)
def test_the_check_character_of_a_credit_code(code, right):
    assert is_uscc(code) is right


def test_a_scope_can_stand_in_a_key():
    assert scope_of("外部/厂房 租赁#合同@2023.docx") == "厂房_租赁_合同_2023"
    assert scope_of("::") == "_"


def test_a_register_extract_gives_the_fields_that_forms_give(note):
    document = note(
        "企业信用信息公示报告\n名称：示例食品有限公司\n类型：有限责任公司\n住所：示例路88号\n"
        "注册资本：伍佰万元整\n实缴资本：100万元\n成立日期：二〇一二年五月十八日\n"
        "登记状态：存续\n参保人数：41人\n"
    )
    assert values(document) == {
        "applicant.name": "示例食品有限公司",
        "applicant.kind": "有限责任公司",
        "applicant.address": "示例路88号",
        "applicant.registered_capital": D(5_000_000),
        "applicant.paid_in_capital": D(1_000_000),
        "applicant.founded": date(2012, 5, 18),
        "applicant.registration_status": "存续",
        "applicant.insured_employees": 41,
    }
    assert {f.status for f in read(document).values()} == {FigureStatus.CANDIDATE}


def test_short_labels_name_nothing_outside_a_register(note):
    document = note("会议记录\n名称：甲\n类型：乙\n住所：丙\n")
    assert not titled_paper(document, SOURCE).figures


def test_a_valuation_report_keeps_its_own_values(note):
    document = note(
        "房地产抵押估价报告\n估价对象：厂房\n价值时点：2025年11月20日\n评估价值：680万元\n"
    )
    found = read(document)
    assert found["valuation.value:note"].value == D(6_800_000)
    assert found["valuation.value:note"].label_zh == "评估报告价值（note）"
    assert found["valuation.valued_on:note"].value == date(2025, 11, 20)


LOAN = """流动资金借款合同
合同编号：HT-2025-018
贷款人：示例银行城东支行
借款人：示例食品有限公司
第一条 借款金额为人民币伍佰万元整，借款期限自2025年5月19日起至2026年5月18日止。
第二条 年利率为4.35%，按月结息，逾期的在本利率上加收，直至本息全部清偿之日为止，借款人对
此没有异议；提前还款须提前30日书面通知贷款人。
"""


def test_a_loan_contract(note):
    assert values(note(LOAN)) == {
        "contract.number:note": "HT-2025-018",
        "contract.party_a:note": "示例银行城东支行",
        "contract.party_b:note": "示例食品有限公司",
        "contract.amount:note": D(5_000_000),
        "contract.begins:note": date(2025, 5, 19),
        "contract.ends:note": date(2026, 5, 18),
        "contract.rate:note": D("0.0435"),
        "contract.notice_days:note": D(30),
    }


def test_a_clause_is_quoted_whole_and_stands_on_its_page(note):
    document = note(LOAN)
    quoted = read(document)["contract.notice_days:note"].evidence
    assert quoted.quote == "提前还款须提前30日书面通知贷款人。"
    assert document.pages[0].text[slice(*quoted.span)] == quoted.quote


def test_clauses_that_differ_are_left_to_a_person(note):
    paper = titled_paper(note(LOAN + "第九条 年利率为5.00%。\n"), SOURCE)
    assert "contract.rate:note" not in {f.key for f in paper.figures}
    (told,) = paper.problems
    assert told.startswith("第1页：合同利率有几种说法，请核对后录入 contract.rate:note / page 1: ")


def test_an_english_contract(note):
    document = note(
        "Framework sales agreement\n"
        "This agreement is made between Example Foods Ltd (the Seller) and Big Shops plc (the "
        "Buyer).\n1. Term. It runs from 1 March 2025 to 28 February 2027.\n"
        "2. Payment. Invoices are payable 60 days after receipt.\n"
    )
    assert values(document) == {
        "contract.party_a:note": "Example Foods Ltd",
        "contract.party_b:note": "Big Shops plc",
        "contract.begins:note": date(2025, 3, 1),
        "contract.ends:note": date(2027, 2, 28),
        "contract.payment_days:note": D(60),
    }


AGED = [
    ["应收账款账龄分析表"],
    ["截止日：2025-12-31", "", "", "单位：万元"],
    ["客户名称", "1年以内", "1-2年", "合计"],
    ["甲商贸", 100, 20, 120],
    ["乙超市", 50.5, 0, 50.5],
    ["合计", 150.5, 20, 170.5],
]


def test_an_ageing_schedule_that_adds_up_is_verified(workbook):
    paper = schedules(workbook(账龄=AGED), SOURCE)
    assert [(f.key, f.value) for f in paper.figures] == [
        ("receivables.aged:1年以内#ageing@2025-12-31", D(1_505_000)),
        ("receivables.aged:1-2年#ageing@2025-12-31", D(200_000)),
        ("receivables#ageing@2025-12-31", D(1_705_000)),
    ]
    assert {f.status for f in paper.figures} == {FigureStatus.VERIFIED}
    assert paper.figures[2].evidence.cell == "账龄!D6"
    assert not paper.findings


def test_one_that_does_not_add_up_is_a_finding_and_stays_a_candidate(workbook):
    wrong = [*AGED[:4], ["乙超市", 40.5, 0, 40.5], AGED[5]]
    paper = schedules(workbook(账龄=wrong), SOURCE)
    assert {f.status for f in paper.figures} == {FigureStatus.CANDIDATE}
    # 100 + 40.5 = 140.5 beside 150.5; 120 + 40.5 = 160.5 beside 170.5 (万元)
    assert [f.statement.text_zh for f in paper.findings] == [
        "《book.xlsx》第1页“1年以内”合计为1,505,000.00元，各行相加为1,405,000.00元。",
        "《book.xlsx》第1页“合计”合计为1,705,000.00元，各行相加为1,605,000.00元。",
    ]


def test_buckets_down_the_page_in_english(workbook):
    rows = [
        ["Accounts payable ageing as of 31 December 2025 (in thousands of USD)", "", ""],
        ["Age", "Balance", "Share"],
        ["Within 30 days", 80, "80%"],
        ["31-60 days", 15, "15%"],
        ["Over 60 days", 5, "5%"],
        ["Total", 100, "100%"],
    ]
    found = {f.key: f for f in schedules(workbook(AP=rows), SOURCE).figures}
    assert found["payables#ageing@2025-12-31"].value == D(100_000)
    assert found["payables.aged:Over_60_days#ageing@2025-12-31"].status is FigureStatus.VERIFIED


def test_a_debt_schedule_tells_two_loans_of_one_bank_apart(workbook):
    rows = [
        ["银行借款明细表", "截至2025年12月31日", "单位：万元"],
        ["贷款银行", "借款余额", "年利率（%）", "到期日"],
        ["示例银行", 300, 4.35, "2026-05-18"],
        ["示例银行", 200, "3.95", "2026-08-01"],
        ["合计", 500, "", ""],
    ]
    found = {f.key: f for f in schedules(workbook(借款=rows), SOURCE).figures}
    assert found["debt.balance:示例银行@2025-12-31"].value == D(3_000_000)
    assert found["debt.balance:示例银行-2@2025-12-31"].status is FigureStatus.VERIFIED
    assert found["debt.rate:示例银行"].value == D("0.0435")
    assert found["debt.rate:示例银行"].text(Lang.ZH) == "4.35%"  # as its paper prints it
    assert found["debt.matures:示例银行-2"].value == date(2026, 8, 1)


SURETY = """最高额保证合同
保证人（甲方）：示例控股有限公司
债权人（乙方）：示例银行城东支行
债务人：示例食品有限公司
第一条 乙方所担保的最高债权额为人民币捌佰万元整。
第二条 甲方承担连带责任保证。
第三条 保证期间自2025年5月19日起至2028年5月18日止。
"""


def test_a_guarantee_says_who_for_whom_to_whom_how_much_and_until_when(note):
    document = note(SURETY)
    assert values(document) == {
        "guarantee.guarantor:note": "示例控股有限公司",
        "guarantee.creditor:note": "示例银行城东支行",
        "guarantee.debtor:note": "示例食品有限公司",
        "guarantee.amount:note": D(8_000_000),
        "guarantee.kind:note": "连带责任保证",
        "guarantee.begins:note": date(2025, 5, 19),
        "guarantee.ends:note": date(2028, 5, 18),
    }
    assert read(document)["guarantee.amount:note"].evidence.quote == (
        "第一条 乙方所担保的最高债权额为人民币捌佰万元整。"
    )


def test_a_guarantee_in_english(note):
    document = note(
        "Deed of guarantee\nThis deed is given by Example Holdings Ltd (the Guarantor) for the debts "
        "of Example Foods Ltd (the Borrower), in favour of Example Bank plc.\n"
        "The Guarantor's liability shall not exceed USD 2.5 million.\n"
        "It remains in force until 31 December 2027.\n"
    )
    assert values(document) == {
        "guarantee.guarantor:note": "Example Holdings Ltd",
        "guarantee.debtor:note": "Example Foods Ltd",
        "guarantee.amount:note": D(2_500_000),
        "guarantee.ends:note": date(2027, 12, 31),
    }


def test_a_schedule_of_guarantees_is_verified_where_it_adds_up(workbook):
    rows = [
        ["对外担保明细表", "截至2025年12月31日", "单位：万元"],
        ["被担保方", "担保金额", "担保余额", "担保到期日", "担保类型"],
        ["甲商贸有限公司", 300, 250, "2026-05-18", "连带责任保证"],
        ["甲商贸有限公司", 100, 100, "2027-05-18", "连带责任保证"],
        ["合计", 400, 340, "", ""],
    ]
    paper = schedules(workbook(担保=rows), SOURCE)
    found = {f.key: f for f in paper.figures}
    assert found["guarantee.amount:甲商贸有限公司-2"].value == D(1_000_000)
    assert found["guarantee.amount:甲商贸有限公司"].status is FigureStatus.VERIFIED
    assert found["guarantee.ends:甲商贸有限公司-2"].value == date(2027, 5, 18)
    assert found["guarantee.debtor:甲商贸有限公司"].evidence.cell == "担保!A3"
    # 250 + 100 = 350 beside 340 (万元)
    assert found["guarantee.balance:甲商贸有限公司@2025-12-31"].status is FigureStatus.CANDIDATE
    assert [f.statement.text_zh for f in paper.findings] == [
        "《book.xlsx》第1页“担保余额”合计为3,400,000.00元，各行相加为3,500,000.00元。"
    ]


def test_a_certificate_stands_under_the_borrower_s_name(workbook):
    rows = [
        ["合规证明书 截至2025-12-31", "", ""],
        ["财务指标", "要求", "实际值"],
        ["偿债保障比率", "≥1.20", "1.35倍"],
        ["资产负债率", "≤70%", "58.2%"],
        ["客户满意度", "≥80", "90"],
    ]
    found = {f.key: f for f in titled_paper(workbook(证明=rows), SOURCE).figures}
    assert {key: f.value for key, f in found.items()} == {
        "dscr.ebitda#certificate@2025-12-31": D("1.35"),
        "liabilities_to_assets#certificate@2025-12-31": D("0.582"),
    }
    assert {f.status for f in found.values()} == {FigureStatus.CANDIDATE}
