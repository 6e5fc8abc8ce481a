from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assistant.domain.case import CaseFile, CaseHead, CaseId
from assistant.domain.evidence import Computed, Entered, Quoted
from assistant.domain.figures import Figure, Statement, StatementKind, Verdict
from assistant.domain.findings import Finding, FindingKind, Review, ReviewState, Severity
from assistant.domain.periods import period_from
from assistant.domain.quantities import Unit
from assistant.domain.score import Reason, RuleResult, ScoreReport

AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
COMPUTED = Computed(
    tool="invoices.sales_net", version="1", inputs_digest="ab" * 32, formula="Σ net", rows=120
)


def sales(year: str, amount: str) -> Figure:
    return Figure(
        key=f"sales.net@{year}",
        label_zh="净销售额",
        label_en="net sales",
        value=Decimal(amount),
        unit=Unit.CNY,
        period=period_from(year, date(2025, 12, 31)),
        evidence=COMPUTED,
    )


def rule(name: str, verdict: Verdict) -> RuleResult:
    return RuleResult(
        id=name,
        verdict=verdict,
        text_zh=f"规则{name}的结果。",
        text_en=f"Result of rule {name}.",
        figure="sales.net@2024" if verdict is Verdict.PASS else None,
        value=None,
        threshold=None,
        authority="分行审批人",
    )


@pytest.fixture
def case() -> CaseFile:
    amount = Figure(
        key="request.amount",
        label_zh="申请金额",
        label_en="requested amount",
        value=Decimal(5_000_000),
        unit=Unit.CNY,
        period=None,
        evidence=Entered(who="李", when=AT, why="申请表"),
    )
    revenue = Figure(
        key="revenue@FY2024",
        label_zh="营业收入",
        label_en="revenue",
        value=Decimal(28_800_000),
        unit=Unit.CNY,
        period=period_from("FY2024"),
        evidence=Quoted(
            source="s" * 64,
            source_name="报表.xlsx",
            page=1,
            cell="利润表!B4",
            quote="营业收入 28800000",
        ),
    )
    cover = Figure(
        key="dscr.ebitda@FY2024",
        label_zh="偿债备付率",
        label_en="DSCR",
        value=None,
        unit=Unit.TIMES,
        period=period_from("FY2024"),
        evidence=COMPUTED,
        missing_reason="缺少利息费用",
    )
    collateral = Figure(
        key="collateral.1.value",
        label_zh="押品评估价值（1）",
        label_en="collateral value (1)",
        value=Decimal(6_800_000),
        unit=Unit.CNY,
        period=None,
        evidence=Entered(who="李", when=AT, why=""),
    )
    trend = Statement(
        key="sales.net.trend@2024",
        kind=StatementKind.TREND,
        text_zh="净销售额由2023年的3,120.00万元下降8.0%至2024年的2,870.00万元。",
        text_en="Net sales fell 8.0%, from CNY 31.20 million in 2023 to CNY 28.70 million in 2024.",
        figures=("sales.net@2023", "sales.net@2024"),
    )
    older = trend.model_copy(
        update={"key": "sales.net.trend@2023", "text_zh": "更早。", "figures": ("sales.net@2023",)}
    )
    finding = Finding(
        id="top1:1",
        kind=FindingKind.EARLY_WARNING,
        severity=Severity.WARNING,
        rule_id="top1",
        statement=trend.model_copy(update={"key": "top1.value"}),
        review=Review(state=ReviewState.KEPT, who="李", when=AT, note="属实"),
    )
    report = ScoreReport(
        score=Decimal(71),
        grade="BB",
        pd=Decimal("0.03"),
        limit=Decimal(3_000_000),
        limit_terms=(),
        rate=Decimal("0.05"),
        currency=Unit.CNY,
        policy="p@2026-01-01#abc",
        reasons=(
            Reason(
                code="r",
                text_zh="因素说明。",
                text_en="A factor.",
                points=Decimal(3),
                max_points=Decimal(5),
                figure="sales.net@2024",
            ),
        ),
        rules=tuple(
            rule(name, verdict)
            for name, verdict in (
                ("甲", Verdict.PASS),
                ("乙", Verdict.BREACH),
                ("丙", Verdict.THIN),
                ("丁", Verdict.NOT_COMPUTABLE),
            )
        ),
        inputs_digest="d",
        recommendation="approve_with_conditions",
    )
    head = CaseHead(id=CaseId("X"), name="青禾示例<食品>", created_at=AT, touched_at=AT)
    return CaseFile(
        head=head,
        as_of=date(2025, 12, 31),
        figures=(
            amount,
            revenue,
            cover,
            collateral,
            sales("2023", "31200000"),
            sales("2024", "28700000"),
        ),
        statements=(older, trend),
        findings=(finding,),
        score=report,
    )
