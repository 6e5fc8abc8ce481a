"""Which sections a memo has, in which order, and what each one draws on. Data, no logic."""

from dataclasses import dataclass
from typing import Final

from assistant.domain.findings import FindingKind
from assistant.domain.memo import MemoKind
from assistant.domain.quantities import Lang
from assistant.memo import topics
from assistant.memo.topics import Topic


@dataclass(frozen=True)
class SectionSpec:
    """One section: its headings and the parts of the case it shows."""

    code: str
    title_zh: str
    title_en: str
    fields: tuple[str, ...] = ()
    """Applicant and request fields, as metric keys; ``collateral.n.value`` stands for all n."""
    table: tuple[str, ...] = ()
    """Metrics shown as a table over periods."""
    topics: tuple[Topic, ...] = ()
    """What is told in prose, in order."""
    findings: tuple[FindingKind, ...] = ()
    """Kinds of findings listed here."""
    needs_documents: tuple[str, ...] = ()
    """What to ask the applicant for when the section has nothing to show: zh, en."""

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that the section's prose tells, in order."""
        return tuple(metric for topic in self.topics for metric in topic.metrics)

    def title(self, lang: Lang) -> str:
        """The heading in one language."""
        return self.title_zh if lang is Lang.ZH else self.title_en


_REQUEST: Final = SectionSpec(
    "request",
    "申请概要",
    "Request",
    fields=(
        "request.amount",
        "request.tenor_months",
        "request.rate",
        "request.purpose",
        "request.repayment",
    ),
)
_BORROWER: Final = SectionSpec(
    "borrower",
    "申请人、股权与实际控制人",
    "Borrower and ownership",
    fields=(
        "applicant.name",
        "applicant.uscc",
        "applicant.founded",
        "applicant.industry",
        "applicant.address",
        "applicant.legal_representative",
        "applicant.registered_capital",
        "applicant.employees",
        "applicant.owners",
    ),
)
_EXPOSURE: Final = SectionSpec(
    "exposure",
    "现有敞口与征信",
    "Existing exposure and credit bureau",
    fields=(
        "facility.n.lender",
        "facility.n.balance",
        "facility.n.matures",
        "bureau.report_date",
        "bureau.outstanding_credit",
        "bureau.overdue_amount",
        "bureau.overdue_months",
        "bureau.external_guarantees",
        "bureau.queries_3m",
    ),
)
_STRUCTURE: Final = SectionSpec(
    "structure",
    "本次申请与用途",
    "Structure and use of proceeds",
    fields=(
        "request.use_of_proceeds",
        "request.principal_per_year",
        "request.expected_growth",
        "request.own_funds",
        "request.existing_working_capital_loans",
        "request.other_working_capital",
    ),
    topics=topics.WORKING_CAPITAL,
)
_TRADING: Final = SectionSpec(
    "trading",
    "经营与开票分析",
    "Trading, from invoices",
    table=(
        "sales.net",
        "purchases.net",
        "sales.invoice_count",
        "customers.count",
        "customers.top1_share",
        "suppliers.count",
        "suppliers.top1_share",
    ),
    topics=topics.TRADING,
)
_FINANCIAL: Final = SectionSpec(
    "financial",
    "财务分析",
    "Financial analysis",
    table=(
        "revenue",
        "cost_of_sales",
        "net_profit",
        "total_assets",
        "total_liabilities",
        "equity",
        "cash",
        "receivables",
        "inventory",
        "operating_cash_flow",
    ),
    topics=topics.FINANCIAL,
    needs_documents=(
        "近三年财务报表（资产负债表、利润表、现金流量表）",
        "financial statements of the last three years (balance sheet, income statement, cash flow)",
    ),
)
_REPAYMENT: Final = SectionSpec(
    "repayment",
    "还款来源",
    "Repayment capacity",
    topics=topics.REPAYMENT,
    needs_documents=(
        "利息费用、折旧摊销与当年应还本金明细",
        "interest expense, depreciation and the schedule of principal due",
    ),
)
_COLLATERAL: Final = SectionSpec(
    "collateral",
    "担保",
    "Collateral and guarantees",
    fields=(
        "collateral.n.type",
        "collateral.n.value",
        "collateral.n.valued_on",
        "guarantor.n.name",
        "guarantor.n.net_worth",
    ),
    topics=topics.COLLATERAL,
)
_RISKS: Final = SectionSpec(
    "risks",
    "风险与缓释",
    "Risks and mitigants",
    findings=(
        FindingKind.EARLY_WARNING,
        FindingKind.HIDDEN_RISK,
        FindingKind.CONSISTENCY,
        FindingKind.DATA_QUALITY,
        FindingKind.GUARANTEE,
        FindingKind.TRADE,
        FindingKind.INTERVIEW,
    ),
)
_EXCEPTIONS: Final = SectionSpec("exceptions", "政策例外", "Policy tests and exceptions")
_RATING: Final = SectionSpec("rating", "评级与额度", "Rating and limit", topics=topics.RATING)
_RECOMMENDATION: Final = SectionSpec(
    "recommendation", "结论与条件", "Recommendation and conditions"
)

_ZH_ORDER: Final = (
    _REQUEST,
    _BORROWER,
    _EXPOSURE,
    _STRUCTURE,
    _TRADING,
    _FINANCIAL,
    _REPAYMENT,
    _COLLATERAL,
    _RISKS,
    _EXCEPTIONS,
    _RATING,
    _RECOMMENDATION,
)
_EN_ORDER: Final = (
    _REQUEST,
    _BORROWER,
    _STRUCTURE,
    _EXPOSURE,
    _TRADING,
    _FINANCIAL,
    _REPAYMENT,
    _COLLATERAL,
    _RISKS,
    _EXCEPTIONS,
    _RATING,
    _RECOMMENDATION,
)

TITLES: Final = {
    Lang.ZH: "授信调查报告",
    Lang.EN: "Credit memorandum",
}

KINDS: Final = (MemoKind.NEW,)
"""Kinds that have a template; the others are refused by name."""


def sections_for(lang: Lang) -> tuple[SectionSpec, ...]:
    """Sections of the new-facility memo: the banks' 授信调查报告 order in zh, ours in en."""
    return _ZH_ORDER if lang is Lang.ZH else _EN_ORDER
