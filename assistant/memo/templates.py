"""The sections that memos are made of, and what each one draws on. Data, no logic."""

from dataclasses import dataclass, replace
from typing import Final

from assistant.domain.figures import Verdict
from assistant.domain.findings import FindingKind
from assistant.domain.papers import GUARANTEE_FIELDS
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
    records: tuple[str, ...] = ()
    """Fields of the firm's papers, as metric keys; all papers' in turn, and none asked for."""
    table: tuple[str, ...] = ()
    """Metrics shown as a table over periods."""
    topics: tuple[Topic, ...] = ()
    """What is told in prose, in order."""
    findings: tuple[FindingKind, ...] = ()
    """Kinds of findings listed here."""
    verdicts: tuple[Verdict, ...] = ()
    """Policy rules listed here, by their verdict."""
    charts: tuple[str, ...] = ()
    """Charts that are drawn here (``memo.charts``)."""
    is_optional: bool = False
    """Left out where the file holds nothing for it, and then not asked for."""
    needs_documents: tuple[str, ...] = ()
    """What to ask the applicant for when the section has nothing to show: zh, en."""

    @property
    def single_fields(self) -> tuple[str, ...]:
        """The fields that belong to no numbered family."""
        return tuple(key for key in self.fields if ".n." not in key)

    @property
    def families(self) -> tuple[str, ...]:
        """The numbered families among the fields, in order."""
        return tuple(dict.fromkeys(k.partition(".n.")[0] for k in self.fields if ".n." in k))

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that the section's prose tells, in order."""
        return tuple(metric for topic in self.topics for metric in topic.metrics)

    def title(self, lang: Lang) -> str:
        """The heading in one language."""
        return self.title_zh if lang is Lang.ZH else self.title_en


REQUEST: Final = SectionSpec(
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
REQUEST_IN_BRIEF: Final = replace(REQUEST, topics=topics.IN_BRIEF)
BORROWER: Final = SectionSpec(
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
        "applicant.controller",
        "owner.n.name",
        "owner.n.share",
        "owner.n.of",
    ),
    charts=("structure",),
)
EXPOSURE: Final = SectionSpec(
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
STRUCTURE: Final = SectionSpec(
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
FUNDING: Final = SectionSpec(
    "funding",
    "资金来源与用途",
    "Sources and uses",
    fields=("request.amount", "request.own_contribution", "use.n.item", "use.n.amount"),
    topics=topics.FUNDING,
    is_optional=True,
)
GROUP: Final = SectionSpec(
    "group",
    "集团现金流",
    "Group cash flow",
    fields=(
        "member.n.name",
        "member.n.cash_available",
        "member.n.debt_service",
        "member.n.intragroup",
    ),
    topics=topics.GROUP,
    charts=("group",),
    is_optional=True,
)
EVENT: Final = SectionSpec(
    "event",
    "触发事项",
    "What gave rise to this review",
    findings=(
        FindingKind.EARLY_WARNING,
        FindingKind.HIDDEN_RISK,
        FindingKind.COVENANT,
        FindingKind.CONSISTENCY,
        FindingKind.TRADE,
        FindingKind.INTERVIEW,
    ),
)
_VISIT_FIELDS: Final = (
    "visit.n.date",
    "visit.n.place",
    "visit.n.by",
    "visit.n.met",
    "visit.n.seen",
    "enquiry.n.date",
    "enquiry.n.source",
    "enquiry.n.result",
)
VISITS: Final = SectionSpec(
    "visits", "贷前实地调查与第三方了解", "Site visits and third-party enquiries", _VISIT_FIELDS
)
VISITS_SINCE: Final = SectionSpec(
    "visits",
    "实地检查与第三方了解",
    "Site visits and third-party enquiries",
    _VISIT_FIELDS,
    is_optional=True,
)
TRADING: Final = SectionSpec(
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
    charts=("months", "customers"),
)
FIRST_TRADING: Final = SectionSpec(
    "trading",
    "开票概况",
    "Trading at a glance",
    table=("sales.net", "purchases.net", "customers.count", "customers.top1_share"),
)
FINANCIAL: Final = SectionSpec(
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
    charts=("cash_cycle",),
    needs_documents=(
        "近三年财务报表（资产负债表、利润表、现金流量表）",
        "financial statements of the last three years (balance sheet, income statement, cash flow)",
    ),
)
REPAYMENT: Final = SectionSpec(
    "repayment",
    "还款来源",
    "Repayment capacity",
    topics=topics.REPAYMENT,
    needs_documents=(
        "利息费用、折旧摊销与当年应还本金明细",
        "interest expense, depreciation and the schedule of principal due",
    ),
)
COLLATERAL: Final = SectionSpec(
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
    records=tuple(GUARANTEE_FIELDS),
    topics=topics.COLLATERAL,
)
RISKS: Final = SectionSpec(
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
EXCEPTIONS: Final = SectionSpec(
    "exceptions", "政策测试与例外", "Policy tests and exceptions", verdicts=tuple(Verdict)
)
RATING: Final = SectionSpec(
    "rating", "评级与额度", "Rating and limit", topics=topics.RATING, charts=("score",)
)
RECOMMENDATION: Final = SectionSpec("recommendation", "结论与条件", "Recommendation and conditions")
TESTS: Final = SectionSpec(
    "tests",
    "政策初测",
    "Policy tests that matter",
    verdicts=(Verdict.BREACH, Verdict.NOT_COMPUTABLE, Verdict.THIN),
)
COVENANTS: Final = SectionSpec(
    "covenants", "政策与约定指标复测", "Tests and covenants again", verdicts=tuple(Verdict)
)
FIRST_LOOK: Final = SectionSpec("first_look", "预审意见", "Whether to go on")
CHANGES: Final = SectionSpec("changes", "与上一份报告的差异", "Changes since the previous memo")
DECLINE_REASONS: Final = SectionSpec("decline_reasons", "不予授信的原因", "Reasons for declining")
NOTICE: Final = SectionSpec(
    "notice", "告知书样稿（经法务审定后发出）", "Sample notice (for counsel to approve)"
)
