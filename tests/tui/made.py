"""One firm's case made by hand, and a desk that holds it in memory."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from assistant.conversation.events import (
    Answer,
    Event,
    SentenceShown,
    SentenceStruck,
    ToolCalled,
    ToolReturned,
    TurnFinished,
    TurnStarted,
)
from assistant.domain.case import (
    MAIN,
    CaseFile,
    CaseHead,
    CaseId,
    Conversation,
    Source,
    SourceKind,
    SourceState,
)
from assistant.domain.checks import (
    Claim,
    ClaimKind,
    Proof,
    SentenceCheck,
    SourceText,
    Struck,
    TextCheck,
)
from assistant.domain.claims import Proposals, Refusal
from assistant.domain.comments import Comment
from assistant.domain.evidence import Computed, Entered, Evidence, Quoted
from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind, Verdict
from assistant.domain.findings import Finding, FindingKind, Review, ReviewState, Severity
from assistant.domain.interviews import Consent, ConsentTo, Interview, InterviewView, Question
from assistant.domain.memo import (
    Author,
    MemoKind,
    MemoSection,
    MemoVersion,
    OpenPoint,
    Paragraph,
    Signature,
    Signed,
    SourceNote,
    version_before,
    version_digest,
)
from assistant.domain.periods import period_from
from assistant.domain.progress import Cancelled, Progress, Stopped
from assistant.domain.quantities import Lang, Unit
from assistant.domain.records import RejectedRow
from assistant.domain.score import LimitTerm, Reason, RuleResult, ScoreReport
from assistant.domain.terms import Condition, Decision, Terms
from assistant.memo.attesting import attest
from assistant.memo.conditions import conditions
from assistant.memo.covenants import covenants
from assistant.memo.documents import documents
from assistant.memo.editing import Difference, Editing, differences, edited
from assistant.memo.markdown import body_markdown, memo_markdown
from assistant.proof.book import FactBook
from assistant.services.interview_clip import Sound
from assistant.services.replaying import Replay
from assistant.services.results import Added, Firm, Hit, Message, NeverRead
from assistant.services.tables_out import as_csv
from tests.tui.made_score import FakeScoring

NOW = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
"""The app's clock in tests."""
LEASE = "第一条 租赁物为示例路88号。\n第二条 租赁期限自2023年1月1日起至2027年12月31日止。\n第三条 租金。"
QUOTE = "租赁期限自2023年1月1日起至2027年12月31日止"
"""Stands on page 2 of the lease."""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a7300000011494441"
    "54789c63f8cfc000440c60f23f001bf203fdf3e74bb10000000049454e44ae426082"
)
"""A picture of two by two dots."""
CASE = CaseId("01JAAAAAAAAAAAAAAAAAAAAAAA")


def now() -> datetime:
    return NOW


def computed(
    *keys: str, formula: str = "Σ 金额 / Σ net amount", rows: int | None = None
) -> Computed:
    return Computed(
        tool="invoices.sales_net",
        version="1",
        inputs_digest="ab" * 32,
        formula=formula,
        input_keys=keys,
        rows=rows,
    )


def quoted(quote: str = QUOTE, page: int = 2, cell: str | None = None) -> Quoted:
    return Quoted(
        source="lease", source_name="厂房租赁合同.docx", page=page, cell=cell, quote=quote
    )


def entered(why: str = "申请书第1页") -> Entered:
    return Entered(who="demo", when=NOW - timedelta(days=1), why=why)


def figure(  # noqa: PLR0913  a builder
    key: str,
    value: Decimal | int | date | str | None,
    unit: Unit = Unit.CNY,
    *,
    zh: str = "",
    en: str = "",
    evidence: Evidence | None = None,
    status: FigureStatus = FigureStatus.VERIFIED,
    missing: str | None = None,
) -> Figure:
    code = key.rpartition("@")[2] if "@" in key else None
    return Figure(
        key=key,
        label_zh=zh or f"指标{key.partition('@')[0]}",
        label_en=en or f"metric {key.partition('@')[0]}",
        value=value,
        unit=unit,
        period=period_from(code, date(2025, 12, 31)) if code else None,
        evidence=evidence or computed(rows=120),
        status=status,
        missing_reason=missing,
    )


def sales(year: int, value: str) -> Figure:
    return figure(f"sales.net@{year}", Decimal(value), zh="销售额（不含税）", en="net sales")


FIGURES = (
    sales(2023, "23819800.00"),
    sales(2024, "25684800.00"),
    sales(2025, "26357000.00"),
    figure("sales.net@L12M", Decimal("26357000.00"), zh="销售额（不含税）", en="net sales"),
    figure(
        "sales.growth@2025",
        Decimal("0.0262"),
        Unit.RATIO,
        zh="销售额增长率",
        en="sales growth",
        evidence=computed("sales.net@2024", "sales.net@2025", "sales.net@2019"),
    ),
    figure(
        "dscr.ebitda@FY2025",
        Decimal("1.15"),
        Unit.TIMES,
        zh="偿债保障比率",
        en="DSCR",
        evidence=computed(formula="ebitda / debt_service"),
    ),
    figure(
        "request.amount",
        Decimal("1500000"),
        zh="申请金额",
        en="requested amount",
        evidence=entered(),
    ),
    figure("request.tenor_months", 12, Unit.MONTHS, zh="申请期限", en="tenor", evidence=entered()),
    figure(
        "facility.1.maturity",
        date(2027, 12, 31),
        Unit.DATE,
        zh="租赁到期日",
        en="lease end",
        evidence=quoted(),
        status=FigureStatus.CANDIDATE,
    ),
    figure(
        "revenue@FY2025",
        Decimal("26000000"),
        zh="营业收入",
        en="revenue",
        evidence=quoted("营业收入 26,000,000", page=1, cell="利润表!B2"),
        status=FigureStatus.CANDIDATE,
    ),
    figure(
        "net_profit@FY2025",
        Decimal("-120000"),
        zh="净利润",
        en="net profit",
        status=FigureStatus.DISPUTED,
    ),
    figure(
        "inventory@2025-12-31",
        None,
        zh="存货",
        en="inventory",
        missing="报表中没有这一行 / the statement has no such line",
    ),
)


def statement(key: str, zh: str, en: str, *figures: str) -> Statement:
    return Statement(key=key, kind=StatementKind.VERDICT, text_zh=zh, text_en=en, figures=figures)


FINDINGS = (
    Finding(
        id="f-dscr",
        kind=FindingKind.COVENANT,
        severity=Severity.CRITICAL,
        rule_id="dscr.min",
        statement=statement(
            "dscr.verdict",
            "2025年度偿债保障比率为1.15倍，低于1.20倍的下限：突破。",
            "DSCR in FY2025 is 1.15x, below the minimum of 1.20x: breach.",
            "dscr.ebitda@FY2025",
        ),
        evidence=("net_profit@FY2025",),
    ),
    Finding(
        id="f-supplier",
        kind=FindingKind.EARLY_WARNING,
        severity=Severity.WARNING,
        rule_id="invoices.supplier_vanished",
        statement=statement(
            "suppliers.gone",
            "供应商晨原近6个月没有开票。",
            "Supplier Chenyuan has issued no invoice for six months.",
        ),
        review=Review(
            state=ReviewState.KEPT, who="demo", when=NOW - timedelta(hours=3), note="已电话核实"
        ),
    ),
)

SCORE = ScoreReport(
    score=Decimal("71.50"),
    grade="BBB",
    pd=Decimal("0.018"),
    limit=Decimal("1200000"),
    limit_terms=(
        LimitTerm(
            code="need",
            label_zh="营运资金缺口",
            label_en="working-capital need",
            amount=Decimal("1200000"),
            binding=True,
            note_zh="按年报测算",
            note_en="by the annual accounts",
        ),
        LimitTerm(
            code="collateral",
            label_zh="押品价值",
            label_en="collateral value",
            amount=None,
            binding=False,
        ),
    ),
    rate=Decimal("0.0475"),
    currency=Unit.CNY,
    policy="sme@2026-01-01#aa",
    reasons=(
        Reason(
            code="growth",
            text_zh="销售额增长2.6%",
            text_en="sales grew 2.6%",
            points=Decimal(3),
            max_points=Decimal(7),
            figure="sales.growth@2025",
        ),
        Reason(
            code="stock",
            text_zh="存货周转",
            text_en="inventory turnover",
            points=Decimal(0),
            max_points=Decimal(4),
            figure=None,
        ),
    ),
    rules=(
        RuleResult(
            id="sales.min",
            verdict=Verdict.PASS,
            text_zh="销售额达标",
            text_en="sales are enough",
            figure="sales.net@L12M",
            value=Decimal("26357000"),
            threshold=Decimal("1000000"),
            unit=Unit.CNY,
            operator=">=",
            headroom=Decimal("25357000"),
            paragraph="§2.1",
        ),
        RuleResult(
            id="dscr.min",
            verdict=Verdict.BREACH,
            text_zh="偿债保障比率低于下限",
            text_en="DSCR is below the minimum",
            figure="dscr.ebitda@FY2025",
            value=Decimal("1.15"),
            threshold=Decimal("1.20"),
            unit=Unit.TIMES,
            operator=">=",
            headroom=Decimal("-0.05"),
            break_even_zh="偿债额须降4.2%",
            break_even_en="debt service must fall 4.2%",
            paragraph="3.1",
            authority="分行风险总监 / branch chief risk officer",
        ),
        RuleResult(
            id="stock.max",
            verdict=Verdict.NOT_COMPUTABLE,
            text_zh="存货周转无法测算",
            text_en="inventory turnover can't be computed",
            figure=None,
            value=None,
            threshold=Decimal(120),
            missing=("inventory",),
        ),
    ),
    inputs_digest="cd" * 32,
    recommendation="refer",
)


def source(
    ident: str,
    name: str,
    *,
    state: SourceState = SourceState.READY,
    minutes: int = 5,
    **more: object,
) -> Source:
    return Source(
        id=ident,
        name=name,
        kind=more.pop("kind", SourceKind.DOCUMENT),
        media_type="text/plain",
        size=2048,
        added_at=NOW - timedelta(minutes=minutes),
        added_by="demo",
        state=state,
        **more,
    )


SOURCES = (
    source("lease", "厂房租赁合同.docx", pages=3, passages=4),
    source("invoices", "发票数据.xlsx", kind=SourceKind.RECORDS, rows=2456, rejected=2, minutes=9),
    source(
        "broken",
        "坏文件.pdf",
        state=SourceState.FAILED,
        detail="文件已加密 / the file is encrypted",
        minutes=12,
    ),
    source("older", "发票数据.xlsx", state=SourceState.REPLACED, minutes=30),
)

SECTIONS = (
    MemoSection(
        code="request",
        title="申请概要",
        paragraphs=(
            Paragraph(
                text="| 项目 | 内容 |\n|---|---:|\n| 申请金额 | 150.00万元[^1] |",
                author=Author(kind="code", name="outline"),
            ),
            Paragraph(
                text="- 2025年度销售额为2,635.70万元。[^2][^3]\n- 行业前景良好，占比35%。",
                author=Author(kind="model", name="m"),
            ),
        ),
    ),
)


def _check() -> TextCheck:
    body = body_markdown(SECTIONS)
    sentences = []
    for text, verdict, figure_key in (
        ("- 2025年度销售额为2,635.70万元。[^2][^3]", Proof.PROVED, "sales.net@2025"),
        ("- 行业前景良好，占比35%。", Proof.UNCHECKED, None),
    ):
        start = body.index(text)
        number = "2,635.70万元" if verdict is Proof.PROVED else "35%"
        at = body.index(number, start)
        claim = Claim(
            text=number,
            start=at,
            end=at + len(number),
            kind=ClaimKind.NUMBER,
            verdict=verdict,
            figure=figure_key,
            reason="" if figure_key else "没有这个指标 / there is no such figure",
        )
        sentences.append(
            SentenceCheck(
                text=text, start=start, end=start + len(text), verdict=verdict, claims=(claim,)
            )
        )
    return TextCheck(verdict=Proof.UNCHECKED, sentences=tuple(sentences))


def memo_version(number: int = 1, lang: Lang = Lang.ZH) -> MemoVersion:
    return MemoVersion(
        number=number,
        kind=MemoKind.NEW,
        lang=lang,
        title="授信调查报告：青禾",
        sections=SECTIONS,
        notes=(
            SourceNote(number=1, figure="request.amount", text="录入 `request.amount`"),
            SourceNote(number=2, figure="sales.net@2025", text="Σ 金额"),
            SourceNote(number=3, figure=None, text="厂房租赁合同.docx 第2页"),
        ),
        open_points=(OpenPoint(text="存货缺失", ask="请企业提供存货明细"),),
        check=_check(),
        struck=(Struck(text="净利润翻了两倍。", reason="与指标不符"),),
        policy="sme@2026-01-01#aa",
        model="offline",
        generator="tallystick",
        drafted_at=NOW - timedelta(days=2),
        drafted_by="demo",
    )


def head(case: CaseId = CASE, name: str = "青禾示例食品有限公司", **more: object) -> CaseHead:
    known = {"grade": "BBB", "amount": "1500000", "open_warnings": 1, **more}
    return CaseHead(
        id=case,
        name=name,
        uscc="91330000MA0EXAMP16",
        created_at=NOW - timedelta(days=9),
        touched_at=NOW - timedelta(minutes=3),
        **known,
    )


def case_file(**changes: object) -> CaseFile:
    whole = CaseFile(
        head=head(),
        as_of=date(2025, 12, 31),
        sources=SOURCES,
        figures=FIGURES,
        findings=FINDINGS,
        score=SCORE,
        memos=(memo_version(1), memo_version(2)),
    )
    return whole.model_copy(update=changes)


def empty_case(name: str = "空案卷") -> CaseFile:
    return CaseFile(head=head(name=name, grade=None, amount=None, open_warnings=0))


PASSAGE = SourceText(source="lease", source_name="厂房租赁合同.docx", page=2, text=QUOTE)
ANSWER = "租赁于2027年12月31日到期[1]。"


def proved_check(text: str) -> SentenceCheck:
    """A sentence whose one claim was proved."""
    claim = Claim(text=text, start=0, end=len(text), kind=ClaimKind.REFERENCE, verdict=Proof.PROVED)
    return SentenceCheck(text=text, start=0, end=len(text), verdict=Proof.PROVED, claims=(claim,))


def turn(question: str) -> Iterator[Event]:
    """A turn with a tool call, a proved and a struck sentence."""
    check = proved_check(ANSWER)
    yield TurnStarted(question=question, model="offline-analyst")
    yield ToolCalled(name="search", arguments='{"query": "租赁到期"}')
    yield ToolReturned(name="search", summary="2 passages")
    yield SentenceShown(text=ANSWER, check=check)
    yield SentenceStruck(text="租金上涨三成。", reason="没有这个数字 / there is no such number")
    yield TurnFinished(
        answer=Answer(
            text=ANSWER,
            passages=(PASSAGE,),
            figures=("sales.net@2025",),
            sentences=(check,),
            struck=(
                Struck(text="租金上涨三成。", reason="没有这个数字 / there is no such number"),
            ),
            model="offline-analyst",
            elapsed_s=Decimal("0.4"),
        )
    )


class FakeDesk(FakeScoring):
    """Everything in memory; ``trouble`` makes a method raise, ``gate`` holds long work up."""

    def __init__(self, *cases: CaseFile, lang: Lang = Lang.ZH) -> None:
        self.lang = lang
        self.files = {c.head.id: c for c in cases}
        self.calls: list[tuple[object, ...]] = []
        self.trouble: dict[str, Exception] = {}
        self.states: dict[tuple[str | None, str], str] = {}
        self.kept: list[Message] = []
        self.talks: dict[str, list[Message]] = {}
        self.gate = threading.Event()
        self.gate.set()
        self.turn: Callable[[str], Iterator[Event]] = turn
        self.firms: tuple[Firm, ...] = ()
        self.views: tuple[InterviewView, ...] = ()
        self.noted: tuple[Consent, ...] = ()
        self.before: tuple[Question, ...] = ()
        self.left = NeverRead()
        self.by = self.opened_by = "李"

    def _note(self, name: str, *told: object) -> None:
        self.calls.append((name, *told))
        if error := self.trouble.get(name):
            raise error

    def called(self, name: str) -> list[tuple[object, ...]]:
        return [told[1:] for told in self.calls if told[0] == name]

    def change(self, case: CaseId, **changes: object) -> None:
        self.files[case] = self.files[case].model_copy(update=changes)

    @property
    def model_name(self) -> str:
        self._note("model_name")
        return "offline-analyst"

    def interviews(self, case: CaseId) -> Sequence[Interview]:
        self._note("interviews", case)
        return [view.interview for view in self.views]

    def interview(self, case: CaseId, ref: str = "") -> InterviewView:
        self._note("interview", case, ref)
        return next(v for v in reversed(self.views) if v.interview.name == ref or not ref)

    def add_interview(
        self, case: CaseId, path: Path, cancelled: Callable[[], bool], speakers: int = 2
    ) -> Iterator[Progress | Added]:
        self._note("add_interview", case, path, speakers)
        step = {"subject": path.name, "stage": "listening", "unit": "seconds"}
        yield Progress(**step, done=60, total=2400, left_s=300)
        self.gate.wait(20)
        yield Added(path=str(path), name=path.name, ok=True, text="2")

    def passage(
        self, case: CaseId, ref: str, place: int, speed: float = 1.0, *, goes_on: bool = False
    ) -> Sound:
        self._note("passage", case, ref, place, speed, goes_on)
        return Sound(b"RIFF", 20.0)

    def interview_questions(self, case: CaseId) -> Sequence[Question]:
        return self.before

    def propose_claims(self, case: CaseId, ref: str, cancelled: Cancelled) -> Proposals:
        self._note("propose_claims", case, ref)
        self.gate.wait(10)
        if cancelled():
            raise Stopped
        return Proposals(by="m-1", kept=(), dropped={Refusal.VALUE: 2})

    def consents(self, case: CaseId) -> Sequence[Consent]:
        self._note("consents", case)
        return self.noted

    def consent(self, case: CaseId, to: ConsentTo, given: tuple[str, str], **more: object) -> None:
        self._note("consent", case, to, given, more)

    def correct_amount(self, case: CaseId, ref: str, claim: str, amount: str) -> None:
        self._note("correct_amount", case, ref, claim, amount)

    def export_clip(self, case: CaseId, ref: str, place: int, path: Path) -> Path:
        self._note("export_clip", case, ref, place, path)
        return path

    def correct_line(self, case: CaseId, ref: str, place: int, said: tuple[str, str]) -> None:
        self._note("correct_line", case, ref, place, tuple(said))

    def export_interview(self, case: CaseId, ref: str, path: Path, lang: Lang) -> Path:
        self._note("export_interview", case, ref, path, lang)
        return path

    def relabel(
        self, case: CaseId, ref: str, roles: Mapping[str, str], cancelled: Callable[[], bool]
    ) -> None:
        self._note("relabel", case, ref, dict(roles))
        self.views = tuple(
            v.model_copy(update={"interview": v.interview.model_copy(update={"roles": roles})})
            if v.interview.name == ref
            else v
            for v in self.views
        )

    def cases(self) -> Sequence[CaseHead]:
        self._note("cases")
        return [c.head for c in self.files.values()]

    def new_case(self, name: str, uscc: str = "") -> CaseId:
        self._note("new_case", name, uscc)
        case = CaseId(f"01JNEW{len(self.files):020d}")
        made = empty_case(name)
        self.files[case] = made.model_copy(
            update={"head": made.head.model_copy(update={"id": case})}
        )
        return case

    def delete_case(self, case: CaseId, why: str) -> None:
        self._note("delete_case", case, why)
        del self.files[case]

    def case(self, case: CaseId) -> CaseFile:
        self._note("case", case)
        return self.files[case]

    def add(
        self,
        case: CaseId,
        paths: Sequence[Path],
        cancelled: Callable[[], bool],
        firm: str | None = None,
    ) -> Iterator[Progress | Added]:
        self._note("add", case, tuple(paths), firm)
        for path in paths:
            for done in range(3):
                yield Progress(subject=path.name, stage="reading", done=done, total=3, unit="rows")
                self.gate.wait(10)
                if cancelled():
                    self._note("called off", path.name)
                    return
            if self.firms and firm is None:
                yield Added(
                    path=str(path), ok=False, text="有几家企业", hint="选一家", firms=self.firms
                )
                continue
            one = source(path.name, path.name, minutes=0, pages=1, passages=1)
            self.change(case, sources=(*self.files[case].sources, one))
            yield Added(path=str(path), ok=True, text="1 页，1 段")

    def open_each(
        self, path: Path, firms: Sequence[Firm], cancelled: Callable[[], bool]
    ) -> Iterator[Progress | Added]:
        self._note("open_each", path, tuple(firms))
        for n, firm in enumerate(firms):
            yield Progress(
                subject=firm.title, stage="reading", done=n, total=len(firms), unit="firms"
            )
            yield Added(path=firm.title, ok=True, text="3 行")

    def recognise(self, case: CaseId, cancelled: Callable[[], bool]) -> Iterator[Progress | Added]:
        self._note("recognise", case)
        for done, one in enumerate(s for s in self.files[case].sources if s.waiting):
            yield Progress(subject=one.name, stage="recognising", done=done, total=1, unit="pages")
            yield Added(path=one.name, name=one.name, ok=True, text="已识别 1 页")

    def embed(self, case: CaseId, cancelled: Callable[[], bool]) -> Iterator[Progress]:
        self._note("embed", case)
        yield Progress(subject="", stage="embedding", done=1, total=2, unit="passages")

    def rejected_rows(self, case: CaseId, source: str) -> Sequence[RejectedRow]:
        self._note("rejected_rows", case, source)
        return [
            RejectedRow(
                source=source, sheet="销项", row=7, reason="金额读不出 / the amount can't be read"
            ),
            RejectedRow(
                source=source, sheet="销项", row=19, reason="日期读不出 / the date can't be read"
            ),
        ]

    def remove_source(self, case: CaseId, source: str, why: str) -> None:
        self._note("remove_source", case, source, why)
        kept = tuple(s for s in self.files[case].sources if s.id != source)
        self.change(case, sources=kept)

    def set_fields(self, case: CaseId, values: Sequence[tuple[str, str]], why: str) -> None:
        self._note("set_fields", case, tuple(values), why)

    def adjust(self, case: CaseId, key: str, amount: str, why: str, place: str = "") -> str:
        self._note("adjust", case, key, amount, why, place)
        return f"{key}#addback_1"

    def reject(self, case: CaseId, key: str, why: str) -> None:
        self._note("reject", case, key, why)

    def confirm(self, case: CaseId, key: str, value: str | None, why: str) -> None:
        self._note("confirm", case, key, value, why)

    def ask(
        self, case: CaseId, question: str, cancelled: Callable[[], bool], thread: str = MAIN
    ) -> Iterator[Event]:
        self._note("ask", case, question, *([] if thread == MAIN else [thread]))
        if thread != MAIN:
            said = Message(role="user", text=question), Message(role="assistant", text=ANSWER)
            self.talks.setdefault(thread, []).extend(said)
        for event in self.turn(question):
            yield event
            self.gate.wait(10)
            if cancelled():
                return

    def conversations(self, case: CaseId) -> Sequence[Conversation]:
        held = {MAIN: self.kept, **self.talks}
        return [
            Conversation(id=name, title=said[0].text, questions=len(said) // 2, at=NOW)
            for name, said in held.items()
            if said
        ]

    def messages(self, case: CaseId, thread: str = MAIN) -> Sequence[Message]:
        self._note("messages", case)
        return list(self.kept if thread == MAIN else self.talks.get(thread, ()))

    def search(self, case: CaseId, words: str, k: int = 8) -> Sequence[Hit]:
        self._note("search", case, words, k)
        if words not in LEASE:
            return []
        return [
            Hit(source="lease", source_name="厂房租赁合同.docx", page=2, text=QUOTE, score=0.9),
            Hit(source="lease", source_name="厂房租赁合同.docx", page=1, text="首页", score=0.1),
        ]

    def page(self, case: CaseId, source: str, page: int) -> SourceText:
        self._note("page", case, source, page)
        text = LEASE if page == 2 else f"第{page}页"
        return SourceText(source=source, source_name="厂房租赁合同.docx", page=page, text=text)

    def page_picture(self, case: CaseId, source: str, page: int, quote: str = "") -> bytes:
        self._note("page_picture", case, source, page, quote)
        return PNG

    def review(self, case: CaseId, finding: str, state: ReviewState, note: str) -> None:
        self._note("review", case, finding, state, note)
        review = Review(state=state, who="demo", when=NOW, note=note)
        findings = tuple(
            f.model_copy(update={"review": review}) if f.id == finding else f
            for f in self.files[case].findings
        )
        self.change(case, findings=findings)

    def draft(
        self,
        case: CaseId,
        kind: MemoKind,
        lang: Lang,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Progress | MemoVersion]:
        self._note("draft", case, kind, lang)
        yield Progress(subject="申请概要", stage="writing", done=1, total=2, unit="sections")
        self.gate.wait(10)
        made = memo_version(len(self.files[case].memos) + 1, lang)
        self.change(case, memos=(*self.files[case].memos, made))
        yield made

    def export(self, case: CaseId, memo: MemoVersion, path: Path) -> Path:
        self._note("export", case, memo.number, path)
        path.write_text(memo_markdown(memo), "utf-8")
        return path

    def export_talk(self, case: CaseId, thread: str, path: Path, lang: Lang) -> Path:
        self._note("export_talk", case, thread, path, lang)
        path.write_text("# talk\n", "utf-8")
        return path

    def export_table(
        self, case: CaseId, path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]
    ) -> Path:
        self._note("export_table", case, path)
        path.write_text(as_csv(rows, columns), "utf-8-sig")
        return path

    def edit_memo(
        self, case: CaseId, number: int, texts: Mapping[str, str], why: str = ""
    ) -> MemoVersion:
        self._note("edit_memo", case, number, dict(texts), why)
        memos = self.files[case].memos
        editing = Editing(
            memos[number - 1], memos[-1], FactBook(self.files[case].figures), "李", NOW, "t"
        )
        made = edited(editing, texts)
        self.change(case, memos=(*memos, made))
        return made

    def attest_memo(self, case: CaseId, number: int, words: str, why: str) -> MemoVersion:
        self._note("attest_memo", case, number, words, why)
        memos = self.files[case].memos
        editing = Editing(
            memos[number - 1], memos[-1], FactBook(self.files[case].figures), "李", NOW, "t"
        )
        made = attest(editing, words, why, memos)
        self.change(case, memos=(*memos, made))
        return made

    def import_memo(
        self, case: CaseId, path: Path, number: int | None = None, why: str = ""
    ) -> MemoVersion:
        self._note("import_memo", case, path, number)
        return self.edit_memo(case, len(self.files[case].memos), {"request": "改自文件。"}, why)

    def memo_changes(
        self, case: CaseId, number: int, other: int | None = None
    ) -> Sequence[Difference]:
        self._note("memo_changes", case, number, other)
        memos = self.files[case].memos
        return differences(
            memos[(version_before(memos, memos[number - 1]) or 1) - 1], memos[number - 1]
        )

    def comment(self, case: CaseId, number: int, place: tuple[str, str], text: str) -> Comment:
        self._note("comment", case, number, place, text)
        said = self.files[case].comments
        made = Comment(
            id=f"r-{len(said)}", memo=number, digest="d", section=place[0], quote=place[1],
            text=text, who="王", at=NOW,
        )  # fmt: skip
        self.change(case, comments=(*said, made))
        return made

    def close_comment(self, case: CaseId, ref: str, why: str) -> Comment:
        self._note("close_comment", case, ref, why)
        said = self.files[case].comments
        closed = next(c for c in said if c.id == ref).model_copy(
            update={"closed_by": "李", "closed_at": NOW, "closing": why}
        )
        self.change(case, comments=tuple(closed if c.id == ref else c for c in said))
        return closed

    def bundle(self, case: CaseId, number: int, path: Path) -> Path:
        self._note("bundle", case, number, path)
        path.write_bytes(b"PK")
        return path

    def replay(self, path: Path) -> Replay:
        self._note("replay", path)
        return Replay(
            memo=2, digest="d", signed_by=(), stated=(), numbers=23, sentences=9, is_redrafted=True,
            differences=("数值不同 / it differs",) if "bad" in path.name else (),
        )  # fmt: skip

    def terms(self, case: CaseId, kind: MemoKind = MemoKind.NEW) -> Terms:
        self._note("terms", case, kind)
        held = self.files[case]
        return Terms(documents(held, kind), (), conditions(held, kind), covenants(held))

    def decide_condition(self, case: CaseId, ref: str, decision: Decision) -> Condition:
        self._note("decide_condition", case, ref, decision)
        found = next(c for c in conditions(self.files[case]) if c.id == ref)
        due = date.fromisoformat(decision.due) if decision.due else None
        decided = found.model_copy(
            update={"state": decision.state, "owner": decision.owner, "due": due, "who": "李"}
        )
        self.change(case, conditions=(*self.files[case].conditions, decided))
        return decided

    def in_editor(self, text: str) -> str | None:
        self._note("in_editor", text)
        return f"{text}\n\n改在别处。"

    def never_read(self, case: CaseId) -> NeverRead:
        return self.left

    def seat(self, name: str, why: str = "") -> None:
        self._note("seat", name, why)
        self.by = name

    def sign(self, case: CaseId, number: int, why: str = "") -> Signed:
        self._note("sign", case, number, why)
        memos = self.files[case].memos
        memo = next(m for m in memos if m.number == number)
        signature = Signature(
            memo=number, digest=version_digest(memo), who=self.by, at=NOW, why=why
        )
        signed = memo.model_copy(update={"signatures": (*memo.signatures, signature)})
        self.change(case, memos=tuple(signed if m is memo else m for m in memos))
        return Signed(signed, 2)

    def markdown(self, case: CaseId, memo: MemoVersion) -> str:
        self._note("markdown", case, memo.number)
        return memo_markdown(memo)

    def state(self, case: CaseId | None, key: str) -> str | None:
        return self.states.get((case, key))

    def keep_state(self, case: CaseId | None, key: str, value: str) -> None:
        self._note("keep_state", case, key, value)
        self.states[case, key] = value
