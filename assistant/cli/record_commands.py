"""``tallystick audit|variables|doctor|demo``."""

from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.session import Session
from assistant.errors import StorageError, UsageError
from assistant.notices import note

variables = typer.Typer(help="The catalogue of variables.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("audit")(audit)
    app.command("doctor")(doctor)
    app.command("demo")(demo)


def audit(
    context: typer.Context,
    case: CaseRef,
    verify: Annotated[bool, typer.Option("--verify", help="Recompute the hash chain.")] = False,
) -> None:
    """Who did what, when and why; --verify finds changed lines and a cut tail."""
    session: Session = context.obj
    found = session.desk.find(case)
    if verify:
        verdict = session.desk.verify_audit(found)
        shape = {"ok": verdict.ok, "lines": verdict.lines, "problems": list(verdict.problems)}
        text = "\n".join(
            [f"{'ok' if verdict.ok else 'BROKEN'}: {verdict.lines} lines", *verdict.problems]
        )
        session.emit(shape, text)
        if not verdict.ok:
            raise StorageError(
                session.pick("审计日志被改动", "the audit log was altered"),
                session.pick(
                    "从导出的副本恢复，并查明原因", "restore from an export, and find out why"
                ),
            )
        return
    lines = session.desk.audit_lines(found)
    text = "\n".join(
        f"{line.seq:>5}  {line.at}  {line.who}  {line.action}  {line.subject}  {line.why}"
        for line in lines
    )
    session.emit([line.model_dump(mode="json") for line in lines], text)


@variables.command("list")
def list_variables(context: typer.Context) -> None:
    """Every variable with label and unit."""
    session: Session = context.obj
    metrics = session.desk.metrics()
    lines = [f"{m.key:<36} {m.unit.value:<7} {m.label(session.lang)}" for m in metrics]
    session.emit([m.model_dump(mode="json") for m in metrics], "\n".join(lines))


@variables.command("explain")
def explain(context: typer.Context, key: str) -> None:
    """Formula, aliases and what "missing" means for one variable."""
    session: Session = context.obj
    found = next((m for m in session.desk.metrics() if m.key == key.partition("@")[0]), None)
    if found is None:
        raise UsageError(f"no variable {key!r}", "tallystick variables list")
    session.emit(found.model_dump(mode="json"), found.model_dump_json(indent=2))


def doctor(context: typer.Context) -> None:
    """What is ready, what is absent, and the command that brings it."""
    from assistant.services.doctor import checkup

    session: Session = context.obj
    parts = checkup(session.settings)
    lines = [
        f"{'ok ' if p.ok else '-- '} {p.name}: {p.text}{f'  -> {p.remedy}' if p.remedy else ''}"
        for p in parts
    ]
    session.emit([p.model_dump() for p in parts], "\n".join(lines))


def demo(context: typer.Context) -> None:
    """Build the sample cases end to end and say where everything is."""
    from assistant.demo.build import build_demo

    session: Session = context.obj
    result = build_demo(session.settings, say=note)
    session.emit(result.model_dump(mode="json"), result.text)
