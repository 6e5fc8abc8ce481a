"""``tallystick ask``: one turn of the conversation."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.session import Session
from assistant.conversation.events import Answer, Notice, TurnFinished
from assistant.domain.case import MAIN
from assistant.domain.checks import Proof, SentenceCheck
from assistant.notices import note


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("ask")(ask)
    app.command("talks")(talks)


def ask(
    context: typer.Context,
    case: CaseRef,
    question: Annotated[str, typer.Argument(help="In Chinese or English.")],
    talk: Annotated[
        str, typer.Option(metavar="ID", help="The conversation to go on with, or a name for one.")
    ] = MAIN,
) -> None:
    """Ask about a case; figures come from code, quotations from a cited page."""
    from assistant.services.shapes import answer_shape

    session: Session = context.obj
    answer: Answer | None = None
    for event in session.desk.ask(session.desk.find(case), question, lambda: False, talk):
        if isinstance(event, Notice):
            note(f"! {event.text} {event.hint}".rstrip())
        elif isinstance(event, TurnFinished):
            answer = event.answer
    if answer is not None:
        session.emit(answer_shape(answer), _answer_text(answer, session))


def talks(
    context: typer.Context,
    case: CaseRef,
    talk: Annotated[str, typer.Argument(metavar="ID", help="Show what was said in it.")] = "",
    out: Annotated[
        Path | None, typer.Option("-o", help="Write it with its sources: .md or .docx.")
    ] = None,
) -> None:
    """The conversations of a case, or what was said in one."""
    session: Session = context.obj
    found = session.desk.find(case)
    if out is not None:
        path = session.desk.export_talk(found, talk or MAIN, out, session.lang)
        session.emit({"path": str(path)}, str(path))
        return
    if talk:
        said = session.desk.messages(found, talk)
        mark = {"user": "> ", "assistant": "  "}
        lines = [f"{mark.get(m.role, '! ')}{m.text}" for m in said]
        session.emit(
            [{"role": m.role, "text": m.text, **m.beside.model_dump(mode="json")} for m in said],
            "\n".join(lines),
        )
        return
    held = session.desk.conversations(found)
    lines = [f"{t.id}  {t.at:%Y-%m-%d %H:%M}  {t.questions:>4}  {t.title}" for t in held]
    session.emit([t.model_dump(mode="json") for t in held], "\n".join(lines))


def _answer_text(answer: Answer, session: Session) -> str:
    lines = [answer.text]
    unchecked = [s for s in answer.sentences if s.verdict is Proof.UNCHECKED]
    if unchecked:
        lines.append(session.pick("未能核对：", "Unchecked:"))
        lines += [f"  ? {_reason(s)}" for s in unchecked]
    lines += [f"  x {s.text} ({s.reason})" for s in answer.struck]
    page = session.pick("第{}页", "p.{}")
    lines += [f"  > {p.source_name} {page.format(p.page)}" for p in answer.passages]
    return "\n".join(lines)


def _reason(sentence: SentenceCheck) -> str:
    reasons = "; ".join(c.reason for c in sentence.claims if c.verdict is Proof.UNCHECKED)
    return f"{sentence.text.strip()} ({reasons})"
