"""``tallystick ask|figures|findings|review``."""

from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.session import Session
from assistant.conversation.events import Answer, Notice, TurnFinished
from assistant.domain.checks import Proof, SentenceCheck
from assistant.domain.figures import Figure
from assistant.domain.findings import ReviewState
from assistant.domain.quantities import Lang
from assistant.errors import UsageError
from assistant.notices import note


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("ask")(ask)
    app.command("figures")(figures)
    app.command("findings")(findings)
    app.command("review")(review)


def ask(context: typer.Context, case: CaseRef, question: str) -> None:
    """Ask about a case; figures come from code, quotations from a cited page."""
    from assistant.services.shapes import answer_shape

    session: Session = context.obj
    answer: Answer | None = None
    for event in session.desk.ask(session.desk.find(case), question, lambda: False):
        if isinstance(event, Notice):
            note(f"! {event.text} {event.hint}".rstrip())
        elif isinstance(event, TurnFinished):
            answer = event.answer
    if answer is not None:
        session.emit(answer_shape(answer), _answer_text(answer, session))


def _answer_text(answer: Answer, session: Session) -> str:
    lines = [answer.text]
    unchecked = [s for s in answer.sentences if s.verdict is Proof.UNCHECKED]
    if unchecked:
        lines.append(session.pick("未能核对：", "Unchecked:"))
        lines += [f"  ? {_reason(s)}" for s in unchecked]
    lines += [f"  x {s.text} ({s.reason})" for s in answer.struck]
    lines += [f"  > {p.source_name} p.{p.page}" for p in answer.passages]
    return "\n".join(lines)


def _reason(sentence: SentenceCheck) -> str:
    reasons = "; ".join(c.reason for c in sentence.claims if c.verdict is Proof.UNCHECKED)
    return f"{sentence.text.strip()} ({reasons})"


def figures(
    context: typer.Context,
    case: CaseRef,
    key: Annotated[str, typer.Argument(help="A key, or the beginning of keys.")] = "",
) -> None:
    """The case's figures with formula and evidence."""
    from assistant.services.shapes import figure_shape

    session: Session = context.obj
    found = session.desk.case(session.desk.find(case)).figures
    exact = [f for f in found if f.key == key]
    chosen = exact or [f for f in found if f.key.startswith(key)]
    if key and not chosen:
        raise UsageError(f"no figure {key!r} in this case", "tallystick figures CASE lists all")
    lines = [_figure_line(f, session.lang) for f in chosen]
    if exact:
        lines.append(exact[0].evidence.model_dump_json(indent=2))
    session.emit([figure_shape(f, session.lang) for f in chosen], "\n".join(lines))


def _figure_line(figure: Figure, lang: Lang) -> str:
    value = figure.missing(lang) or figure.text(lang)
    return f"{figure.key:<44} {figure.label(lang)}  {value}"


def findings(context: typer.Context, case: CaseRef) -> None:
    """Warnings, policy results and what became of them."""
    from assistant.services.shapes import finding_shape

    session: Session = context.obj
    found = session.desk.case(session.desk.find(case)).findings
    lines = [
        f"{f.id}  {f.severity.value:<8} {f.review.state.value:<9} {f.statement.text(session.lang)}"
        for f in found
    ]
    session.emit([finding_shape(f, session.lang) for f in found], "\n".join(lines))


def review(
    context: typer.Context,
    case: CaseRef,
    finding: str,
    keep: Annotated[bool, typer.Option("--keep")] = False,
    dismiss: Annotated[bool, typer.Option("--dismiss")] = False,
    note_text: Annotated[str, typer.Option("--note")] = "",
) -> None:
    """Keep or dismiss a finding, with a note."""
    session: Session = context.obj
    if keep == dismiss:
        raise UsageError("say either --keep or --dismiss", "")
    if dismiss and not note_text:
        raise UsageError("a dismissal needs its reason", 'add --note "..."')
    state = ReviewState.KEPT if keep else ReviewState.DISMISSED
    session.desk.review(session.desk.find(case), finding, state, note_text)
    session.emit({"id": finding, "review": state.value}, f"{finding}  {state.value}")
