"""An interview as text for people: who said what, claims beside figures, what to ask."""

from typing import Final

from assistant.cli.layout import one_line
from assistant.cli.session import Session
from assistant.domain.case import CaseFile
from assistant.domain.claims import Relation
from assistant.domain.findings import Finding
from assistant.domain.interviews import (
    ClaimRow,
    Interview,
    InterviewView,
    Question,
    clock_text,
)
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue

_RELATIONS: Final = {
    Relation.AGREES: ("✓", "相符", "agrees"),
    Relation.CONTRADICTS: ("✗", "不符", "contradicts"),
    Relation.UNVERIFIABLE: ("?", "无从核对", "can't be verified"),
}


def interview_text(
    session: Session, view: InterviewView, case: CaseFile, findings: tuple[Finding, ...]
) -> str:
    """Everything, in the order in which it is read."""
    zh = session.lang is Lang.ZH
    parts = [
        _head(session, view.interview),
        _transcript(session, view.interview),
        _titled("陈述与资料" if zh else "claims beside the file", claim_lines(session, view, case)),
        _titled("待核" if zh else "findings", [_finding(session, f) for f in findings]),
        _titled(
            "访谈前的问题" if zh else "questions before", question_lines(session, view.questions)
        ),
        _titled("还要追问" if zh else "still to ask", question_lines(session, view.follow_up)),
    ]
    return "\n\n".join(part for part in parts if part)


def _titled(title: str, lines: list[str]) -> str:
    return "\n".join([title, *lines]) if lines else ""


def _head(session: Session, interview: Interview) -> str:
    lang = session.lang
    who = ", ".join(f"{s}={interview.role_word(s, lang)}" for s in interview.speakers)
    length = clock_text(interview.duration_s)
    lines = [f"{interview.name}  {length}  {who}"]
    if interview.guess and not interview.is_confirmed:
        lines.append(
            session.pick(
                "企业主是猜的；用 --relabel S1=owner 确认",
                "who the owner is was guessed; confirm with --relabel S1=owner",
            )
        )
    lines += [f"! {in_tongue(n, lang)}" for n in (*interview.notices, interview.voice) if n]
    if interview.proposals is not None:
        lines.append(f"! {interview.proposals.text(lang)}")
    dropped = sum(interview.dropped.values())
    if dropped:
        what = "stretch" if dropped == 1 else "stretches"
        lines.append(
            session.pick(
                f"! 按规则略去 {dropped} 段识别文字",
                f"! {dropped} {what} of text left out by rule",
            )
        )
    return "\n".join(lines)


def _transcript(session: Session, interview: Interview) -> str:
    rows = []
    for line in interview.lines:
        who = interview.who(line, session.lang)
        rows.append(f"[{line.clock}] {who}: {one_line(line.text)}")
    return "\n".join(rows)


def claim_lines(session: Session, view: InterviewView, case: CaseFile) -> list[str]:
    """One line a claim."""
    return [_claim(session, row, case) for row in view.claims]


def _claim(session: Session, row: ClaimRow, case: CaseFile) -> str:
    mark, zh, en = _RELATIONS[row.compared.relation]
    said = row.claim.value_text(session.lang)
    told = f"{mark} {clock_text(row.claim.start_s)}  {one_line(row.claim.words_text(session.lang))}"
    figure = case.figure(row.compared.figure) if row.compared.figure else None
    from assistant.interview.wording import file_text  # commands start without its patterns

    beside = file_text(row.claim, row.compared, figure).text(session.lang) if figure else ""
    word = session.pick(zh, en)
    return "  ".join(part for part in (told, said, word, beside) if part)


def _finding(session: Session, finding: Finding) -> str:
    text = one_line(finding.statement.text(session.lang))
    return f"[{finding.review.state.value}] {finding.id}  {text}"


def question_lines(session: Session, questions: tuple[Question, ...]) -> list[str]:
    """One line a question, ticked where it was spoken of."""
    zh = session.lang is Lang.ZH
    return [
        f"{'[x]' if q.is_answered else '[ ]'} {one_line(q.zh if zh else q.en)}" for q in questions
    ]
