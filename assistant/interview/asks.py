"""What to ask the owner for, by subject: papers that would settle a claim."""

from typing import Final

from assistant.domain.tongues import Tongues
from assistant.interview.found import Found

_ASKS: Final = (
    (
        "guarantee",
        "近期征信报告和对外担保合同清单，由本人签字确认",
        "a recent credit report and a signed list of guarantees given",
    ),
    (
        "overdue",
        "征信报告逾期明细及每笔的原因",
        "the overdue lines of the credit report and the reason for each",
    ),
    (
        "lawsuit",
        "法院和执行信息查询结果、案件材料",
        "court search results and the papers of any case",
    ),
    (
        "inflow",
        "全部对公和个人结算账户的流水",
        "statements of every business and personal settlement account",
    ),
    (
        "revenue",
        "对应期间的增值税申报表、开票明细和银行流水",
        "VAT returns, invoice listings and bank statements of that period",
    ),
    (
        "net_profit",
        "对应年度的利润表、纳税申报表和费用明细",
        "that year's income statement, tax return and expense ledger",
    ),
    (
        "gross_margin",
        "主要产品的进价、售价和成本明细",
        "purchase prices, selling prices and cost sheets of the main products",
    ),
    (
        "customer",
        "前十大客户名单、合同和开票明细",
        "the ten largest customers with contracts and invoices",
    ),
    (
        "supplier",
        "前十大供应商名单、合同和进项明细",
        "the ten largest suppliers with contracts and purchase invoices",
    ),
    (
        "receivables",
        "应收账款账龄表和主要欠款方对账单",
        "an ageing list of receivables and statements of the main debtors",
    ),
    (
        "dso",
        "主要客户的合同账期和回款记录",
        "payment terms in the main contracts and receipts against them",
    ),
    ("dio", "存货进销存明细和盘点表", "stock movements and a stock-take list"),
    (
        "inventory",
        "期末存货盘点表和仓库凭证",
        "the stock-take list at the period's end and warehouse papers",
    ),
    (
        "debt",
        "全部贷款合同、余额证明和个人经营性贷款情况",
        "every loan agreement, balance confirmations and loans in the owner's own name",
    ),
    (
        "short_term_debt",
        "借款合同、余额证明和到期安排",
        "loan agreements, balance confirmations and maturities",
    ),
    (
        "long_term_debt",
        "借款合同、余额证明和还款计划",
        "loan agreements, balance confirmations and repayment plans",
    ),
    ("debt_ratio", "最近一期资产负债表及科目明细", "the latest balance sheet with its ledgers"),
    ("interest_rate", "借款合同和近期利息回单", "the loan agreement and recent interest slips"),
    (
        "employees",
        "社保缴纳人数和近三个月工资表",
        "social-insurance headcount and payrolls of the last three months",
    ),
    (
        "wages",
        "近十二个月工资表和代发流水",
        "payrolls of the last twelve months and the bank's payroll list",
    ),
    ("rent", "租赁合同和租金支付凭证", "the lease and proof of rent paid"),
    ("cash", "期末各账户对账单", "statements of every account at the period's end"),
    ("purchase", "采购合同和进项发票明细", "purchase contracts and input invoices"),
    (
        "capex",
        "设备购置合同、发票和付款凭证",
        "purchase contracts, invoices and payments for equipment",
    ),
    ("export", "报关单和收汇水单", "customs declarations and foreign-exchange receipts"),
    ("founded", "营业执照和公司章程", "the business licence and articles"),
    ("store", "各门店的租赁合同和营业执照", "lease and licence of each store"),
    ("electricity", "近十二个月电费单", "electricity bills of the last twelve months"),
    ("requested", "资金用途的合同或订单", "contracts or orders that show what the money is for"),
    ("collateral", "权属证书和评估报告", "title documents and the valuation report"),
)
_PLAN: Final = Tongues(
    "计划所依据的合同、订单或测算表", "the contracts, orders or workings that the plan rests on"
)
_ANY: Final = Tongues("能证明这一说法的材料", "papers that show it")
_TEXTS: Final = {core: Tongues(zh, en) for core, zh, en in _ASKS}
_ORDER: Final = tuple(_TEXTS)


def ask_for(found: Found) -> Tongues:
    """What would settle a claim."""
    if found.claim.is_plan:
        return _PLAN
    return ask_about(found.subject.cores)


def ask_about(cores: frozenset[str]) -> Tongues:
    """What would settle a question about these subjects."""
    return next((_TEXTS[core] for core in _ORDER if core in cores), _ANY)
