"""What a firm's papers state, each value under the paper that states it.

A paper of its own (a contract, a valuation) is named in the key's scope: ``contract.amount:lease``.
What another paper says of a known measure keeps the measure's name and names the kind of paper as
its source: ``receivables#ageing@2025-12-31``, ``dscr.ebitda#certificate@FY2025``.
"""

import re
from typing import Final

from assistant.domain.field_rows import field_row as _field
from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit

REGISTRY_FIELDS: Final = {
    m.key: m
    for m in (
        _field("applicant.kind", "企业类型", "type of company", Unit.TEXT, "类型|主体类型|公司类型", "company type|type|legal form"),
        _field("applicant.business_scope", "经营范围", "business scope", Unit.TEXT, "", "scope of business|objects"),
        _field("applicant.paid_in_capital", "实缴资本", "paid-in registered capital", Unit.CNY, "实缴出资额|实收资本", "paid-up capital|paid up capital"),
        _field("applicant.registration_status", "登记状态", "registration status", Unit.TEXT, "经营状态|企业状态", "company status|status"),
        _field("applicant.licence_ends", "营业期限至", "licence valid until", Unit.DATE, "营业期限终止日期|经营期限至", "valid until|expiry date"),
        _field("applicant.insured_employees", "参保人数", "employees with social insurance", Unit.COUNT, "社保人数|参保职工人数", "insured employees"),
    )
}  # fmt: skip
"""What a licence or an extract of the register says beyond the fields that people enter."""

REGISTRY_NAMES: Final = {
    "applicant.name": ("名称", "企业名称", "company", "name", "name of company"),
    "applicant.uscc": ("注册号", "统一社会信用代码/注册号", "registration number", "company number"),
    "applicant.address": ("住所", "经营场所", "主要经营场所", "registered office", "registered office address"),
    "applicant.legal_representative": ("法人", "负责人", "执行事务合伙人", "经营者"),
    "applicant.founded": ("成立时间", "注册时间", "incorporated on", "date of incorporation"),
    "applicant.registered_capital": ("注册资金", "认缴出资额", "share capital"),
    "applicant.owners": ("股东名称", "股东及出资信息"),
}  # fmt: skip
"""Further names that the fields have there and nowhere else."""

CONTRACT_FIELDS: Final = {
    m.key: m
    for m in (
        _field("contract.number", "合同编号", "contract number", Unit.TEXT, "", "agreement number"),
        _field("contract.party_a", "合同甲方", "first party of the contract", Unit.TEXT, "甲方"),
        _field("contract.party_b", "合同乙方", "second party of the contract", Unit.TEXT, "乙方"),
        _field("contract.signed", "合同签订日期", "contract date", Unit.DATE, "签订日期|签署日期", "date of agreement|date signed"),
        _field("contract.begins", "合同起始日", "start of the contract", Unit.DATE, "起始日期", "commencement date"),
        _field("contract.ends", "合同到期日", "end of the contract", Unit.DATE, "合同终止日", "expiry of the contract"),
        _field("contract.amount", "合同金额", "contract amount", Unit.CNY, "合同总价|合同价款", "contract price|contract sum"),
        _field("contract.yearly_rent", "年租金", "yearly rent", Unit.CNY, "", "annual rent"),
        _field("contract.monthly_rent", "月租金", "monthly rent", Unit.CNY, "", "rent a month"),
        _field("contract.rate", "合同利率", "contract interest rate", Unit.RATIO, "借款利率", "loan interest rate"),
        _field("contract.payment_days", "合同账期", "days to pay under the contract", Unit.DAYS, "付款期限", "payment term"),
        _field("contract.notice_days", "合同解除通知期", "notice to end the contract", Unit.DAYS, "通知期", "termination notice"),
    )
}  # fmt: skip

VALUATION_FIELDS: Final = {
    m.key: m
    for m in (
        _field("valuation.subject", "估价对象", "subject of the valuation", Unit.TEXT, "评估对象|估价对象坐落|评估标的", "property valued|subject property"),
        _field("valuation.client", "估价委托人", "client of the valuation", Unit.TEXT, "委托人|委托方|评估委托人", "client|instructed by"),
        _field("valuation.owner", "估价对象权利人", "owner of what is valued", Unit.TEXT, "权利人|产权人|产权持有人", "owner|registered owner"),
        _field("valuation.value", "评估报告价值", "appraised value in the report", Unit.CNY, "评估价值|评估总价|估价结果|评估结果|市场价值|抵押价值", "market value|appraised value|valuation"),
        _field("valuation.valued_on", "价值时点", "day of the valuation", Unit.DATE, "评估基准日|估价时点|评估日期", "valuation date|date of valuation"),
        _field("valuation.valid_until", "评估报告有效期至", "valuation valid until", Unit.DATE, "报告有效期至|有效期至", "valid until"),
        _field("valuation.valuer", "评估机构", "valuer", Unit.TEXT, "估价机构|估价机构名称", "appraiser|valuation firm"),
        _field("valuation.method", "评估方法", "method of the valuation", Unit.TEXT, "估价方法", "valuation method|method"),
    )
}  # fmt: skip

DEBT_FIELDS: Final = {
    m.key: m
    for m in (
        _field("debt.limit", "借款合同金额", "loan facility", Unit.CNY, "授信额度|贷款金额"),
        _field("debt.balance", "借款余额", "loan balance", Unit.CNY, "贷款余额"),
        _field("debt.rate", "借款年利率", "loan interest rate", Unit.RATIO, "贷款利率"),
        _field("debt.matures", "借款到期日", "loan maturity", Unit.DATE, "贷款到期日"),
        _field("debt.security", "借款担保方式", "loan security", Unit.TEXT, "贷款担保方式"),
    )
}  # fmt: skip
"""Of one loan; the scope names lender and place in the schedule."""

GUARANTEE_FIELDS: Final = {
    m.key: m
    for m in (
        _field("guarantee.guarantor", "担保记录的担保人", "guarantor on record", Unit.TEXT, "担保合同的保证人", "guarantor of the contract"),
        _field("guarantee.debtor", "担保记录的被担保人", "debtor whose debt is guaranteed", Unit.TEXT, "被担保人|被担保方|被担保单位", "guaranteed party"),
        _field("guarantee.creditor", "担保记录的债权人", "creditor of the guaranteed debt", Unit.TEXT, "担保债权人", "guaranteed creditor"),
        _field("guarantee.amount", "担保记录的担保金额", "amount guaranteed", Unit.CNY, "担保金额|担保额度|最高担保额", "guaranteed amount|maximum guaranteed"),
        _field("guarantee.balance", "担保记录的担保余额", "guaranteed debt outstanding", Unit.CNY, "担保余额", "outstanding guaranteed amount"),
        _field("guarantee.begins", "担保起始日", "start of the guarantee", Unit.DATE, "", "guarantee start date"),
        _field("guarantee.ends", "担保到期日", "end of the guarantee", Unit.DATE, "担保期限|保证期间|担保到什么时候", "guarantee expiry|guarantee valid until"),
        _field("guarantee.kind", "担保记录的担保类型", "kind of guarantee", Unit.TEXT, "担保类型|保证方式", "guarantee type"),
    )
}  # fmt: skip
"""Of one guarantee; the scope names the debtor and its place in the schedule, or the contract."""

AGED: Final = {
    m.key: m
    for m in (
        _field("receivables.aged", "应收账款账龄", "receivables by age", Unit.CNY),
        _field("payables.aged", "应付账款账龄", "payables by age", Unit.CNY),
    )
}
"""Of one bucket, which the scope names as it is printed."""

PAPER_FIELDS: Final = {
    **REGISTRY_FIELDS,
    **CONTRACT_FIELDS,
    **VALUATION_FIELDS,
    **DEBT_FIELDS,
    **GUARANTEE_FIELDS,
    **AGED,
}
"""Everything that papers state, by metric key."""

PAPER_SOURCES: Final = {
    "ageing": ("账龄表", "ageing schedule"),
    "debt_schedule": ("借款明细表", "debt schedule"),
    "certificate": ("借款人合规证明", "the borrower's certificate"),
}
"""Kinds of paper that state a known measure, as a key's source names them."""

_NO_SCOPE: Final = re.compile(r"[\s#@:：]+")
_LONGEST_SCOPE: Final = 40


def scope_of(name: str) -> str:
    """A file's or lender's name as a key's scope; the file's ending is left off."""
    stem = re.sub(r"\.[A-Za-z0-9]{2,5}\Z", "", name.replace("\\", "/").rpartition("/")[2])
    return _NO_SCOPE.sub("_", stem.strip())[:_LONGEST_SCOPE].strip("_") or "_"


def paper_metric(key: str, scope: str = "") -> Metric | None:
    """The field of a paper that a metric key names, told apart by its scope; None for any other."""
    found = PAPER_FIELDS.get(key)
    if found is None or not scope:
        return found
    labels = {"label_zh": f"{found.label_zh}（{scope}）", "label_en": f"{found.label_en} ({scope})"}
    return found.model_copy(update=labels)


_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH: Final = 18


def is_uscc(text: str) -> bool:
    """Whether a unified social credit code is whole and its check character right.

    Source: GB 32100-2015, 5.2.
    """
    code = text.strip().upper()
    if len(code) != _LENGTH or any(char not in _ALPHABET for char in code):
        return False
    total = sum(_ALPHABET.index(c) * w for c, w in zip(code, _WEIGHTS, strict=False))
    return _ALPHABET[(31 - total % 31) % 31] == code[-1]
