"""Build the demo: five cases from generated files, two questions, two memos, a verified log."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from assistant.conversation.events import TurnFinished
from assistant.demo.files import write_files
from assistant.demo.firms import FIRMS, QINGHE, Firm
from assistant.demo.interview import KEPT, OWNER_NAME, ROLES, write_interview
from assistant.demo.papers import group_register, visit_log
from assistant.domain.case import CaseId
from assistant.domain.checks import Proof
from assistant.domain.findings import FindingKind, ReviewState
from assistant.domain.interviews import ConsentTo
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.model import Record
from assistant.domain.quantities import Lang
from assistant.domain.tongues import two_tongued
from assistant.services.desk import LocalDesk, open_desk
from assistant.services.results import Added
from assistant.settings import Settings

Say = Callable[[str], None]

QUESTIONS: Final = (
    "最近十二个月的净销售额是多少，最大客户占比有什么变化？",
    "Which supplier disappeared, and does the debt service cover pass the policy?",
)


_COMPARED: Final = two_tongued(
    "演示：已与签字申请表和借款明细核对",
    "demo: compared with the signed form and the loan schedule",
)


class DemoMemo(Record):
    """One drafted memo of the demo."""

    path: str
    proved: int
    unchecked: int
    false: int
    struck: int


class DemoResult(Record):
    """What was built and where it is."""

    home: str
    cases: tuple[str, ...]
    """Case ids, the main firm first."""
    memos: tuple[DemoMemo, ...]
    audit_ok: bool
    text: str


def build_demo(settings: Settings, say: Say) -> DemoResult:
    """Build everything under the settings' home; a second run goes on with what is there."""
    desk = open_desk(settings)
    cases = tuple(_case(desk, settings, firm, say) for firm in FIRMS)
    main = cases[0]
    for question in QUESTIONS:
        _ask(desk, main, question, say)
    memos = tuple(_memo(settings, main, lang, say) for lang in Lang)
    intact = all(desk.verify_audit(case).ok for case in cases)
    lines = _grades(desk, cases)
    return DemoResult(
        home=str(settings.home),
        cases=cases,
        memos=memos,
        audit_ok=intact,
        text=_farewell(settings, memos, lines, intact=intact),
    )


def _case(desk: LocalDesk, settings: Settings, firm: Firm, say: Say) -> CaseId:
    folder = settings.home / "demo-files" / firm.slug
    if not folder.is_dir():
        draft = folder.with_name(f".{firm.slug}")
        write_files(firm, draft, full=firm is QINGHE)
        if firm is QINGHE:
            group_register(draft / "股东名册与集团成员.docx", firm)
            visit_log(draft / "贷前实地调查记录.docx", firm)
        draft.rename(folder)
    known = {head.name: head.id for head in desk.cases()}
    case = known.get(firm.name_zh) or desk.new_case(firm.name_zh, firm.uscc)
    for step in desk.add(case, [folder], lambda: False):
        if isinstance(step, Added):
            say(f"{'+' if step.ok else '!'} {firm.slug}/{Path(step.path).name}: {step.text}")
    # What forms and an untied cash flow say waits for a person: here the demo's underwriter.
    desk.confirm_all(case, _COMPARED)
    if firm is QINGHE:
        add_interview(desk, settings.home, case, say)
        for _ in desk.embed(case, lambda: False):
            pass
    return case


def add_interview(desk: LocalDesk, home: Path, case: CaseId, say: Say) -> None:
    """The owner's interview, a transcript; one contradiction is kept by the demo's underwriter."""
    path = write_interview(home / "demo-files" / "interview")
    for step in desk.add_interview(case, path, lambda: False):
        if isinstance(step, Added):
            say(f"+ {path.name}: {step.text}")
    if desk.interview(case, path.name).interview.is_confirmed:
        return
    desk.consent(case, ConsentTo.RECORDING, (OWNER_NAME, "said on the recording / 录音中口头同意"))
    desk.relabel(case, path.name, ROLES, lambda: False)
    raised = (f for f in desk.case(case).findings if f.kind is FindingKind.INTERVIEW)
    kept = next((f for f in raised if KEPT in f.statement.figures), None)
    if kept is not None:
        desk.review(case, kept.id, ReviewState.KEPT, "demo: the invoices were shown to the owner")


def _ask(desk: LocalDesk, case: CaseId, question: str, say: Say) -> None:
    say(f"\n? {question}")
    for event in desk.ask(case, question, lambda: False):
        if isinstance(event, TurnFinished):
            say(event.answer.text)


def _memo(settings: Settings, case: CaseId, lang: Lang, say: Say) -> DemoMemo:
    desk = open_desk(settings.model_copy(update={"lang": lang}))
    version: MemoVersion | None = None
    for step in desk.draft(case, MemoKind.NEW, lang):
        if isinstance(step, MemoVersion):
            version = step
    if version is None:
        msg = "a draft ends in a version"
        raise RuntimeError(msg)
    folder = settings.home / "demo-memos"
    folder.mkdir(exist_ok=True)
    for suffix in (".docx", ".md"):
        path = desk.export(case, version, folder / f"memo_{lang.value}{suffix}")
        say(f"= {path}")
    return DemoMemo(
        path=str(folder / f"memo_{lang.value}.docx"),
        proved=version.check.counted(Proof.PROVED),
        unchecked=version.check.counted(Proof.UNCHECKED),
        false=version.check.counted(Proof.FALSE),
        struck=len(version.struck),
    )


def _grades(desk: LocalDesk, cases: Sequence[CaseId]) -> list[str]:
    lines = []
    for case in cases:
        file = desk.case(case)
        score = file.score
        verdict = f"{score.grade:<4} {score.recommendation}" if score else "not scored"
        lines.append(f"  {file.head.name}  {verdict}  ({file.head.open_warnings} open warnings)")
    return lines


def _farewell(
    settings: Settings, memos: Sequence[DemoMemo], grades: Sequence[str], *, intact: bool
) -> str:
    home = settings.home
    checked = [
        f"  {m.path}: {m.proved} claims proved, {m.unchecked} unchecked, {m.false} false, "
        f"{m.struck} struck"
        for m in memos
    ]
    return "\n".join(
        [
            "",
            "Cases",
            *grades,
            "Memos (Markdown beside each)",
            *checked,
            f"Audit logs: {'verified' if intact else 'BROKEN'}",
            f"Files of the fictional firms: {home / 'demo-files'}",
            f"Open the app:  tallystick --home {home}      (in a checkout: .venv/bin/tallystick)",
            f'Ask something: tallystick ask 青禾 "应收账款周转天数是多少？" --home {home}',
        ]
    )
