"""Fields of application forms and bureau summaries: candidates with their place."""

from datetime import date
from decimal import Decimal

from assistant.domain.figures import FigureStatus
from assistant.domain.quantities import Unit
from assistant.domain.tongues import tongues_of
from assistant.extraction.forms import form_figures, is_form, labels_in

D = Decimal
SOURCE = "ab" * 32
FORM = """授信申请表
企业名称：示例食品有限公司    成立日期：2015年3月4日
员工人数：86人
申请金额（万元）：500
申请期限：1年
申请利率：4.35%
贷款用途：采购原料
还款方式：无
押品类型：厂房
评估价值：680万元
押品类型：设备
评估价值：120万元
"""


def values(document):
    return {f.key: f.value for f in form_figures(document, SOURCE).figures}


def test_a_form_s_fields(note):
    document = note(FORM)
    assert is_form(document)
    assert values(document) == {
        "applicant.name": "示例食品有限公司",
        "applicant.founded": date(2015, 3, 4),
        "applicant.employees": 86,
        "request.amount": D(5_000_000),
        "request.tenor_months": D(12),
        "request.rate": D("0.0435"),
        "request.purpose": "采购原料",
        "collateral.1.type": "厂房",
        "collateral.1.value": D(6_800_000),
        "collateral.2.type": "设备",
        "collateral.2.value": D(1_200_000),
    }


def test_each_is_a_candidate_with_its_line(note):
    document = note(FORM)
    amount = next(f for f in form_figures(document, SOURCE).figures if f.key == "request.amount")
    assert amount.status is FigureStatus.CANDIDATE
    assert amount.evidence.quote == "申请金额（万元）：500"
    start, end = amount.evidence.span
    assert document.pages[0].text[start:end] == amount.evidence.quote
    second = next(
        f for f in form_figures(document, SOURCE).figures if f.key == "collateral.2.value"
    )
    assert second.label_zh == "押品评估价值（2）"


def test_what_can_not_be_read_is_listed_with_its_page(note):
    form = form_figures(note("申请金额：大约五百\n成立日期：去年\n企业名称：甲\n"), SOURCE)
    assert [f.key for f in form.figures] == ["applicant.name"]
    told = [tongues_of(u.told()) for u in form.unread]
    assert told[0].zh == "第1页：申请金额“大约五百”无法识别，请手工录入 request.amount"
    assert told[1].en.startswith("page 1: date founded '去年' can't be read")


def test_cells_side_by_side_and_another_currency(workbook):
    rows = [["申请金额", "USD 2 million"], ["申请期限", "24个月"], ["企业名称", "甲"]]
    found = {f.key: f for f in form_figures(workbook(表=rows), SOURCE).figures}
    assert (found["request.amount"].value, found["request.amount"].unit) == (2_000_000, Unit.USD)


def test_an_english_form(note):
    document = note("Legal name: Example Foods Ltd\nTenor: 2 years\nPurpose: raw materials\n")
    assert values(document) == {
        "applicant.name": "Example Foods Ltd",
        "request.tenor_months": D(24),
        "request.purpose": "raw materials",
    }


def test_two_labels_make_no_form(note):
    document = note("企业名称：甲\n申请金额：5万元\n谢谢。\n")
    assert labels_in(document) == 2
    assert not is_form(document)
