"""Fields of the applicant and the request: what a person enters, each a figure of its own.

Keys carry no period, except where ``period`` below says so. Numbered families are written
``collateral.1.value``; their metric here is ``collateral.n.value``.
"""

import re
from typing import Final

from assistant.domain.field_rows import field_row as _field
from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit

AS_OF: Final = "case.as_of"
"""The day up to which records count, where a person states it."""

FIELDS: Final = {
    m.key: m
    for m in (
        _field(AS_OF, "基准日", "as-of date", Unit.DATE, "数据基准日|截止日", "cut-off date"),
        _field("applicant.name", "企业名称", "legal name", Unit.TEXT, "申请人|借款人|公司名称", "borrower|applicant|company name"),
        _field("applicant.uscc", "统一社会信用代码", "unified social credit code", Unit.TEXT, "信用代码", "USCC"),
        _field("applicant.founded", "成立日期", "date founded", Unit.DATE, "注册日期", "established|incorporated"),
        _field("applicant.industry", "所属行业", "industry", Unit.TEXT, "行业", "sector"),
        _field("applicant.address", "注册地址", "registered address", Unit.TEXT, "地址", "address"),
        _field("applicant.legal_representative", "法定代表人", "legal representative", Unit.TEXT, "法人代表", ""),
        _field("applicant.registered_capital", "注册资本", "registered capital", Unit.CNY),
        _field("applicant.employees", "员工人数", "employees", Unit.COUNT, "职工人数|从业人数", "headcount|number of employees"),
        _field("applicant.owners", "股东及持股", "shareholders", Unit.TEXT, "股权结构|股东", "ownership"),
        _field("applicant.controller", "实际控制人", "actual controller", Unit.TEXT, "", "beneficial owner"),
        _field("owner.n.name", "持股人", "shareholder", Unit.TEXT),
        _field("owner.n.share", "持股比例", "shareholding", Unit.RATIO),
        _field("owner.n.of", "被持股企业", "company held", Unit.TEXT),
        _field("request.amount", "申请金额", "requested amount", Unit.CNY, "申请额度|贷款金额|授信金额|申请授信额度", "loan amount|facility amount|amount requested"),
        _field("request.tenor_months", "申请期限", "tenor", Unit.MONTHS, "期限|贷款期限", "loan term|term"),
        _field("request.purpose", "贷款用途", "purpose", Unit.TEXT, "用途|资金用途|借款用途", "loan purpose|purpose of loan"),
        _field("request.use_of_proceeds", "资金使用计划", "use of proceeds", Unit.TEXT, "资金用途明细", "uses"),
        _field("request.repayment", "还款方式", "repayment schedule", Unit.TEXT, "还款计划|还款安排", "repayment"),
        _field("request.rate", "申请利率", "requested rate", Unit.RATIO, "利率|年利率", "interest rate"),
        _field("request.principal_per_year", "本次年还本额", "yearly principal of this request", Unit.CNY, "年还本", "annual principal"),
        _field("request.expected_growth", "预计销售收入年增长率", "expected sales growth", Unit.RATIO, "预计增长率", "projected growth"),
        _field("request.own_funds", "借款人自有资金", "own funds", Unit.CNY, "自有资金", "borrower's own funds"),
        _field("request.existing_working_capital_loans", "现有流动资金贷款", "existing working-capital loans", Unit.CNY, "", "existing working capital loans"),
        _field("request.other_working_capital", "其他渠道提供的营运资金", "working capital from other sources", Unit.CNY, "其他渠道营运资金", "other working capital"),
        _field("request.own_contribution", "本次自筹资金", "own contribution to this request", Unit.CNY, "自筹资金", "equity contribution"),
        _field("use.n.item", "资金用途项目", "use of funds", Unit.TEXT),
        _field("use.n.amount", "资金用途金额", "amount of the use", Unit.CNY),
        _field("member.n.name", "集团成员", "group member", Unit.TEXT, "关联企业名称", "affiliate"),
        _field("member.n.cash_available", "集团成员可偿债现金流", "group member's cash available for debt service", Unit.CNY),
        _field("member.n.debt_service", "集团成员当年应还本息", "group member's debt service", Unit.CNY),
        _field("member.n.intragroup", "集团成员来自集团内部的现金流", "group member's cash from within the group", Unit.CNY, "内部抵销", "intra-group cash"),
        _field("collateral.n.type", "押品类型", "collateral type", Unit.TEXT, "抵押物|押品", "collateral"),
        _field("collateral.n.value", "押品评估价值", "collateral value", Unit.CNY, "评估价值|抵押物价值", "appraised value"),
        _field("collateral.n.valued_on", "押品评估日期", "valuation date", Unit.DATE, "评估日期", ""),
        _field("guarantor.n.name", "保证人", "guarantor", Unit.TEXT, "担保人", ""),
        _field("guarantor.n.net_worth", "保证人净资产", "guarantor's net worth", Unit.CNY, "", "guarantor net worth"),
        _field("visit.n.date", "实地调查日期", "site visit date", Unit.DATE),
        _field("visit.n.place", "实地调查地点", "place visited", Unit.TEXT),
        _field("visit.n.by", "实地调查人员", "visited by", Unit.TEXT),
        _field("visit.n.met", "实地访谈对象", "person met", Unit.TEXT),
        _field("visit.n.seen", "实地调查情况", "seen on site", Unit.TEXT),
        _field("enquiry.n.date", "第三方了解日期", "enquiry date", Unit.DATE),
        _field("enquiry.n.source", "第三方了解对象", "third party asked", Unit.TEXT),
        _field("enquiry.n.result", "第三方了解情况", "third party's answer", Unit.TEXT),
        _field("facility.n.lender", "现有授信机构", "existing lender", Unit.TEXT, "贷款机构", "lender"),
        _field("facility.n.balance", "现有授信余额", "existing facility balance", Unit.CNY, "贷款余额|现有贷款余额", "outstanding balance"),
        _field("facility.n.matures", "现有授信到期日", "facility maturity", Unit.DATE, "到期日", "maturity date"),
        _field("bureau.report_date", "征信报告日期", "credit-bureau report date", Unit.DATE, "报告日期", "report date"),
        _field("bureau.outstanding_credit", "征信未结清余额", "outstanding credit (bureau)", Unit.CNY, "未结清余额|未结清信贷余额", "outstanding credit"),
        _field("bureau.overdue_amount", "征信当前逾期金额", "current overdue amount (bureau)", Unit.CNY, "逾期金额|当前逾期", "overdue amount"),
        _field("bureau.overdue_months", "征信近24个月逾期月数", "months overdue in the last 24 (bureau)", Unit.COUNT, "逾期月数|逾期次数", "late months|months overdue|late payments|late filings"),
        _field("bureau.external_guarantees", "征信对外担保余额", "guarantees given (bureau)", Unit.CNY, "对外担保余额|对外担保", "guarantees given"),
        _field("bureau.queries_3m", "征信近3个月查询次数", "bureau queries in the last 3 months", Unit.COUNT, "查询次数", "credit queries|bureau queries"),
    )
}  # fmt: skip
"""Every settable field by metric key (numbered families under ``.n.``)."""

_NUMBERED: Final = re.compile(
    r"\A(?P<family>[a-z]+)\.(?P<number>\d{1,2})\.(?P<part>[a-z_]+)\Z", re.ASCII
)


def field_metric(key: str) -> Metric | None:
    """The field that ``key`` names, its label numbered for families; None for an unknown key."""
    if key in FIELDS:
        return FIELDS[key] if ".n." not in key else None
    match = _NUMBERED.match(key)
    base = FIELDS.get(f"{match['family']}.n.{match['part']}") if match else None
    if match is None or base is None:
        return None
    return base.model_copy(
        update={
            "key": key,
            "label_zh": f"{base.label_zh}（{match['number']}）",
            "label_en": f"{base.label_en} ({match['number']})",
        }
    )
