"""``tallystick case new|list|show|export|import|delete``."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.session import Session

app = typer.Typer(help="Create, list, move and delete cases.", no_args_is_help=True)

CaseRef = Annotated[str, typer.Argument(metavar="CASE", help="Id prefix or unique name.")]


@app.command("new")
def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The firm's name.")],
    uscc: Annotated[str, typer.Option(help="统一社会信用代码.")] = "",
) -> None:
    """Create an empty case."""
    session: Session = context.obj
    case = session.desk.new_case(name, uscc)
    session.emit({"id": case, "name": name}, f"{case}  {name}")


@app.command("list")
def list_cases(context: typer.Context) -> None:
    """All cases, last touched first."""
    from assistant.services.shapes import head_shape

    session: Session = context.obj
    heads = session.desk.cases()
    lines = [
        f"{h.id}  {h.grade or '-':<4} {h.open_warnings:>3}  {h.touched_at:%Y-%m-%d %H:%M}  {h.name}"
        for h in heads
    ]
    session.emit([head_shape(h) for h in heads], "\n".join(lines))


@app.command("show")
def show(context: typer.Context, case: CaseRef) -> None:
    """Sources, records and counts of one case."""
    from assistant.services.shapes import case_shape

    session: Session = context.obj
    file = session.desk.case(session.desk.find(case))
    lines = [f"{file.head.name}  {file.head.id}  {file.head.uscc}"]
    lines += [
        f"  {s.state.value:<9} {s.kind.value:<9} {s.name}  {s.detail}".rstrip()
        for s in file.sources
    ]
    lines += [
        f"  {r.firm}: {r.rows} rows, {r.void} void, {r.red} red, {r.repeated} repeated, "
        f"{r.rejected} refused ({r.first_day} to {r.last_day})"
        for r in file.record_sets
    ]
    lines.append(
        f"  {len(file.figures)} figures, {len(file.findings)} findings, as of {file.as_of}"
    )
    session.emit(case_shape(file), "\n".join(lines))


@app.command("export")
def export(context: typer.Context, case: CaseRef, path: Path) -> None:
    """Write the whole case as one verified file."""
    session: Session = context.obj
    written = session.desk.export_case(session.desk.find(case), path)
    session.emit({"path": str(written)}, str(written))


@app.command("import")
def import_(context: typer.Context, path: Path) -> None:
    """Take in a case that ``case export`` wrote, verifying all of it."""
    session: Session = context.obj
    case = session.desk.import_case(path)
    session.emit({"id": case}, case)


@app.command("delete")
def delete(
    context: typer.Context,
    case: CaseRef,
    why: Annotated[str, typer.Option(help="The reason; it stays in the home log.")],
) -> None:
    """Delete a case; a tombstone stays in the home log and nothing else."""
    session: Session = context.obj
    found = session.desk.find(case)
    session.desk.delete_case(found, why)
    session.emit({"deleted": found}, session.pick(f"已删除 {found}", f"deleted {found}"))
