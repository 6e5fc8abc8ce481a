"""An interview made by hand, with the findings that it raises."""

from decimal import Decimal

from assistant.domain.claims import ClaimSort, Compared, Relation, SaidClaim, SaidHedge
from assistant.domain.figures import Statement, StatementKind
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.domain.interviews import ClaimRow, Interview, InterviewView, Question, SaidLine
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued

_TALK = (
    (14, "S1", "去年开票多少？", False),
    (20, "S2", "去年开票五千万吧。", False),
    (31, "S1", "毛利率多少？", False),
    (36, "S2", "我们的产品很好卖。", True),
)
LEVELS = tuple(-60 if n < 14 else -(n * 7 % 30) for n in range(40))
VOICE = two_tongued("没有登记声音分析的同意，未分析说法方式", "no consent to voice analysis")


def interview(name: str = "访谈.m4a", **more: object) -> Interview:
    lines = tuple(
        SaidLine(
            start_s=Decimal(at),
            end_s=Decimal(at + 4),
            speaker=who,
            text=text,
            weak=("unsure_words",) if weak else (),
        )
        for at, who, text, weak in _TALK
    )
    known = {"duration_s": Decimal(40), "guess": "S2", "voice": VOICE, "levels_db": LEVELS, **more}
    return Interview(source=name, name=name, lines=lines, model="m", **known)


def finding(ident: str, zh: str, en: str, clock: str, **more: object) -> Finding:
    figures = more.pop("figures", ())
    return Finding(
        id=ident,
        kind=FindingKind.INTERVIEW,
        severity=more.pop("severity", Severity.WARNING),
        rule_id="INTERVIEW-FILE",
        statement=Statement(
            key=f"interview_file.value:{ident}",
            kind=StatementKind.VALUE,
            text_zh=zh,
            text_en=en,
            figures=figures,
        ),
        evidence=(f"访谈.m4a {clock}",),
        **more,
    )


RAISED = (
    finding(
        "IV-1",
        "00:20 企业主说“去年开票五千万吧”；销售额为2,635.70万元，比所说低47%。",
        "At 00:20 the owner said so; sales are CNY 26.36 million.",
        "00:20",
        figures=("sales.net@2025",),
    ),
    finding(
        "IV-2",
        "00:31 问“毛利率多少”，回答未涉及所问。",
        "At 00:31 a question was asked; no answer came.",
        "00:31",
        severity=Severity.INFO,
    ),
)
_CLAIM = SaidClaim(
    id="c1",
    line=1,
    start_s=Decimal(20),
    end_s=Decimal(24),
    speaker="S2",
    words="去年开票五千万吧",
    number=(4, 7),
    subject="revenue",
    sort=ClaimSort.LEVEL,
    low=Decimal(50_000_000),
    high=Decimal(50_000_000),
    unit=Unit.CNY,
    hedge=SaidHedge.ABOUT,
)
_COMPARED = Compared(
    claim="c1",
    relation=Relation.CONTRADICTS,
    figure="sales.net@2025",
    value=Decimal(26_357_000),
    gap=Decimal("-0.4729"),
)


def view(name: str = "访谈.m4a", **more: object) -> InterviewView:
    return InterviewView(
        interview=interview(name, **more),
        claims=(ClaimRow(claim=_CLAIM, compared=_COMPARED),),
        questions=(
            Question(id="q1", zh="存货有多少？", en="How much stock?", why="x"),
            Question(id="q2", zh="销售额呢？", en="And sales?", why="y", is_answered=True),
        ),
        follow_up=(Question(id="f1", zh="请提供报税表", en="ask for the returns", why="z"),),
    )
