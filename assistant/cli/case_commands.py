"""``tallystick case new|each|list|show|export|import|delete``."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.case_text import case_text, heads_text, left_text
from assistant.cli.session import Session
from assistant.cli.steps import followed
from assistant.errors import InputError
from assistant.notices import note

app = typer.Typer(help="Create, list, move and delete cases.", no_args_is_help=True)

CaseRef = Annotated[str, typer.Argument(metavar="CASE", help="Id prefix or unique name.")]


@app.command("new")
def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The firm's name.")],
    uscc: Annotated[str, typer.Option(help="Unified social credit code.")] = "",
) -> None:
    """Create an empty case."""
    session: Session = context.obj
    case = session.desk.new_case(name, uscc)
    session.emit({"id": case, "name": name}, f"{case}  {name}")
    note(
        session.pick(
            f"下一步：tallystick add {name} 文件…", f"next: tallystick add {name} FILES..."
        )
    )


@app.command("each")
def each(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file of invoices of several firms.")],
) -> None:
    """Open a case for each firm of a file that holds many."""
    session: Session = context.obj
    firms = session.desk.firms(file)
    added = followed(session, session.desk.open_each(file, firms, lambda: False))
    good = sum(one.ok for one in added)
    text = session.pick(f"已为 {good} 家企业建立案卷", f"cases for {good} firms")
    session.emit([one.model_dump(mode="json") for one in added], text)
    if not good:
        raise InputError("no firm with invoices", "", zh="没有一家企业有发票")


@app.command("list")
def list_cases(context: typer.Context) -> None:
    """All cases, last touched first."""
    from assistant.services.shapes import head_shape

    session: Session = context.obj
    heads = session.desk.cases()
    session.emit([head_shape(h) for h in heads], heads_text(heads, session.lang))


@app.command("show")
def show(
    context: typer.Context,
    case: CaseRef,
    rejected: Annotated[
        bool, typer.Option("--rejected", help="List every row that was refused.")
    ] = False,
) -> None:
    """Sources, records and counts of one case."""
    from assistant.services.shapes import case_shape

    session: Session = context.obj
    file = session.desk.case(session.desk.find(case))
    rows = {s.id: session.desk.rejected_rows(file.head.id, s.id) for s in file.sources}
    left = session.desk.never_read(file.head.id)
    told = {"never_read": left.there, "never_read_gone": left.gone}
    shape = case_shape(file) | {key: [*map(str, paths)] for key, paths in told.items() if paths}
    if rejected:
        shape["rejected_rows"] = [r.model_dump(mode="json") for many in rows.values() for r in many]
    text = case_text(file, rows, session.lang, in_full=rejected)
    session.emit(shape, "\n".join([text, *left_text(left, session.lang)]))


@app.command("export")
def export(
    context: typer.Context,
    case: CaseRef,
    path: Annotated[Path, typer.Argument(help="The zip file to write.")],
) -> None:
    """Write the whole case as one verified file."""
    session: Session = context.obj
    written = session.desk.export_case(session.desk.find(case), path)
    session.emit({"path": str(written)}, str(written))


@app.command("import")
def import_(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="What `case export` wrote.")],
) -> None:
    """Take in a case that `case export` wrote, verifying all of it."""
    session: Session = context.obj
    case = session.desk.import_case(path)
    name = session.desk.case(case).head.name
    session.emit({"id": case, "name": name}, f"{case}  {name}")


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
