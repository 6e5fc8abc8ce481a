"""Everyday words of underwriters: for measures, for what a question wants, across two languages."""

# ruff: noqa: E501  one entry a line reads as a table

from collections.abc import Iterable
from typing import Final

EVERYDAY: Final = (
    ("大客户|客户集中度|主要客户|客户集中|依赖客户", "top customers|main customer|customer concentration|concentration of customers|concentrated", "customers.top1_name|customers.top1_share|customers.top3_share|customers.top5_share|customers.hhi"),
    ("大供应商|供应商集中度|主要供应商|供应商集中", "top suppliers|main supplier|supplier concentration|concentration of suppliers", "suppliers.top1_name|suppliers.top1_share|suppliers.top3_share|suppliers.top5_share|suppliers.hhi"),
    ("客户流失|流失客户|丢了哪些客户", "lost customers|customer loss|customers lost", "customers.lost_count|customers.churn|customers.lost_share"),
    ("供应商流失|流失供应商|供应商消失", "lost suppliers|supplier loss|suppliers lost|vanished supplier", "suppliers.lost_count|suppliers.churn|suppliers.lost_share"),
    ("销售额|销售收入|销售|营收|收入|营业额|开票额|开票", "sales|revenue|turnover|invoiced sales", "sales.net|revenue"),
    ("采购额|采购|进货", "purchases|purchasing|procurement", "purchases.net"),
    ("作废", "void invoices|voided|void", "sales.void_rate|sales.void_count"),
    ("红字|红冲|红票", "red invoices|credit notes|red", "sales.red_rate|sales.red_count"),
    ("波动|稳定", "volatility|stable|volatile", "sales.volatility"),
    ("旺季|淡季|季节", "seasonal|peak season|peak month", "sales.seasonality|sales.peak_month"),
    ("偿债|还款能力|覆盖倍数", "dscr|debt service|repayment capacity|cover its debt|service its debt", "dscr"),
    ("杠杆|负债率", "leverage|gearing|indebted", "leverage|debt_to"),
    ("毛利|毛利率|价差", "gross margin|gross profit|spread", "gross_margin|spread.gross"),
    ("营运资金需求|营运资金|流贷", "working capital need|working-capital need|working capital", "working_capital"),
    ("抵押率|押品|抵押物|抵押", "ltv|loan to value|loan-to-value|collateral", "ltv|collateral."),
    ("逾期|征信", "overdue|credit bureau|bureau|arrears|late payment", "bureau."),
    ("担保人|保证人|担保", "guarantor|guarantee", "guarantor.|bureau.external_guarantees"),
    ("申请金额|申请多少|借多少|贷多少", "loan amount|requested amount|amount of the loan|apply for|asking for|ask for", "request.amount"),
    ("现有贷款|现有授信|在哪些银行|存量贷款", "existing loans|existing facilities|other lenders", "facility."),
    ("股东|股权|老板", "shareholders|owners|who owns", "applicant.owners|applicant.legal_representative"),
)  # fmt: skip
"""Chinese words, English words, and the metric keys that they mean (a last dot: all below it)."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


INTENT_WORDS: Final = {
    "about": _words(
        "你好|您好|你是谁|你是什么|你能做什么|你会什么|能帮我什么|怎么用|帮助|是不是ai|是人工智能吗|大模型|hello|hi there|who are you|what are you|what can you do|how do you work|are you an ai|are you a language model|help me use"
    ),
    "what_if": _words(
        "如果|假如|假设|要是|倘若|若|what if|suppose|assuming|would the|would it|if the|if we|if they|if it|if only"
    ),
    "draft": _words("起草|草拟|撰写|写一段|写一节|写出|帮我写|draft|write the|write a|write up"),
    "missing": _words(
        "缺什么|缺少|缺失|缺哪些|还缺|还需要什么|还需要哪些|还要补充|补充哪些|需要补充|资料齐|齐全|不完整|missing|incomplete|what else do we need|what do we still need|still need|what to ask|ask the owner|not provided|gaps in the file|lacking"
    ),
    "rules": _words(
        "规则|政策|达标|符合|准入|是否通过|通过了|未通过|违反|触发|例外|红线|门槛|policy|policies|rule|rules|covenant|breach|comply|complies|compliance|exception|threshold|pass the test|fail the test"
    ),
    "warnings": _words(
        "消失|流失|断供|disappear|disappeared|vanish|vanished|预警|警示|警告|风险|疑点|异常|问题|不一致|隐患|矛盾|warning|red flag|risk|anomal|concern|inconsisten|suspicious|finding|worry|worries"
    ),
    "score": _words(
        "评分|打分|得分|评级|等级|授信额度|建议额度|额度|可贷|能贷|可以贷|批多少|能批|定价|建议利率|违约概率|score|grade|rating|credit limit|recommended limit|limit|how much can we lend|pricing|probability of default|recommend|approve|批准|通过吗|建议"
    ),
    "why": _words(
        "为什么|为何|原因|缘故|怎么回事|因为什么|导致|由于|why|reason|reasons|cause|caused|because|explain|what drove|driver"
    ),
    "compare": _words(
        "比较|相比|对比|对照|高于|低于|比起|差异|差距|差多少|哪个更|更高|更低|compare|compared|comparison|versus|vs|difference between|higher than|lower than|more than|less than|which is"
    ),
    "trend": _words(
        "趋势|走势|变化|变动|增长|下降|上升|下滑|增加|减少|增幅|降幅|同比|环比|历年|逐年|trend|change|changed|grow|grew|growing|growth|fall|fell|falling|decline|declined|declining|drop|dropped|rise|rose|rising|increase|increased|decrease|decreased|over time|over the years|develop|year on year|year over year|evolve"
    ),
    "document": _words(
        "合同|租约|租赁|协议|条款|条约|章程|审计报告|年报|附注|说明书|申请书|流水|文件里|文件中|材料里|报告里|报告中|写明|约定|载明|原文|出处|第几页|哪一页|contract|lease|agreement|clause|article|document|report say|annual report|notes to|footnote|according to|states that|say about|says about|mention|quote|which page|filing"
    ),
}
"""Words by which a question shows what it wants, by the value of ``planning.Intent``."""

ASK_FOR: Final = (
    (
        ("sales.", "purchases.", "customers.", "suppliers.", "spread."),
        "该期间的增值税发票明细（进项、销项）",
        "the VAT invoice records (in and out) of that period",
    ),
    (("bureau.", "facility."), "企业征信报告", "the credit-bureau report"),
    (("request.", "applicant."), "授信申请表", "the application form"),
    (
        ("collateral.", "ltv", "guarantor."),
        "押品评估报告、权属证明或保证人资料",
        "the appraisal, title documents or the guarantor's papers",
    ),
    (
        ("dscr", "bank."),
        "财务报表、还本付息计划和银行流水",
        "financial statements, the debt schedule and bank statements",
    ),
    (
        ("working_capital",),
        "财务报表、预计销售增长率及自有资金情况",
        "financial statements, expected sales growth and own funds",
    ),
    (
        ("",),
        "该年度的资产负债表、利润表和现金流量表",
        "that year's balance sheet, income statement and cash-flow statement",
    ),
)
"""Beginnings of metric keys, and the document that holds them, zh and en; the first that fits."""

_GLOSSARY: Final = (
    ("租金", "rent"), ("租赁", "lease"), ("租期", "lease term"), ("出租", "lessor landlord"), ("承租", "lessee tenant"),
    ("面积", "area"), ("押金", "deposit"), ("保证金", "deposit"), ("期限", "term"), ("到期", "expiry expire matur"),
    ("违约", "breach default"), ("违约金", "penalty liquidated damages"), ("罚款", "fine penalty"), ("解除", "terminat"),
    ("终止", "terminat"), ("续租", "renew"), ("续约", "renew"), ("付款", "payment pay"), ("支付", "payment pay"),
    ("预付", "advance prepay"), ("账期", "payment term credit"), ("交货", "deliver"), ("交付", "deliver"), ("运输", "transport shipping"),
    ("质量", "quality"), ("验收", "acceptance inspection"), ("价格", "price"), ("单价", "unit price"), ("总价", "total price"),
    ("金额", "amount"), ("数量", "quantity"), ("产品", "product"), ("货物", "goods"), ("买方", "buyer"), ("卖方", "seller"),
    ("甲方", "party a"), ("乙方", "party b"), ("合同", "contract agreement"), ("协议", "agreement"), ("条款", "clause article"),
    ("担保", "guarantee"), ("保证人", "guarantor"), ("抵押", "mortgage collateral"), ("质押", "pledge"), ("保险", "insurance"),
    ("诉讼", "litigation lawsuit"), ("仲裁", "arbitration"), ("争议", "dispute"), ("股东", "shareholder"), ("股权", "equity ownership"),
    ("董事", "director"), ("法定代表人", "legal representative"), ("审计", "audit"), ("会计", "account"), ("利息", "interest"),
    ("利率", "interest rate"), ("借款", "loan borrowing"), ("贷款", "loan"), ("用途", "purpose use"), ("还款", "repay"),
    ("员工", "employee"), ("工资", "wage salary"), ("税", "tax"), ("增值税", "vat"), ("发票", "invoice"), ("客户", "customer"),
    ("供应商", "supplier"), ("存货", "inventory"), ("应收", "receivable"), ("应付", "payable"), ("现金", "cash"), ("收入", "revenue income"),
    ("利润", "profit"), ("折旧", "depreciation"), ("关联", "related"), ("地址", "address"), ("签订", "sign"), ("生效", "effective"),
    ("保密", "confidential"), ("转租", "sublet"), ("维修", "repair maintenance"), ("所有权", "title ownership"), ("独家", "exclusive"),
)  # fmt: skip


def glossed(words: str) -> tuple[str, ...]:
    """Words of the other language for credit terms that stand in ``words``."""
    found: list[str] = []
    for zh, en in _GLOSSARY:
        english = en.split()
        if zh in words:
            found += english
        elif any(_stands(word, words) for word in english):
            found.append(zh)
    return tuple(dict.fromkeys(found))


def _stands(word: str, text: str) -> bool:
    return any(part.startswith(word) for part in text.split())


def to_ask_for(metrics: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Documents that hold the measures, each once: zh and en."""
    found = {}
    for metric in metrics:
        starts, zh, en = next(row for row in ASK_FOR if metric.startswith(row[0]))
        found[starts] = (zh, en)
    return tuple(found.values())
