"""``tallystick add|remove|search``: what goes into a case, and finding it again."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.layout import one_line
from assistant.cli.session import Session
from assistant.cli.steps import followed, show_step
from assistant.errors import InputError


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("add")(add)
    app.command("remove")(remove)
    app.command("search")(search)


def add(
    context: typer.Context,
    case: CaseRef,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    firm: Annotated[str | None, typer.Option(help="Which firm of a many-firm file.")] = None,
    embed: Annotated[bool, typer.Option("--embed", help="Also embed passages now.")] = False,
) -> None:
    """Read documents and records into a case."""
    session: Session = context.obj
    found = session.desk.find(case)
    added = followed(session, session.desk.add(found, paths, lambda: False, firm=firm))
    if embed:
        for step in session.desk.embed(found, lambda: False):
            show_step(session, step)
    good = sum(step.ok for step in added)
    files, bad = "file" if good == 1 else "files", len(added) - good
    text = session.pick(
        f"已加入 {good} 个文件，{bad} 个失败", f"{good} {files} added, {bad} failed"
    )
    session.emit([a.model_dump() for a in added], text)
    if not good:
        raise InputError(
            "no file could be used",
            "the reasons are listed above, file by file",
            zh="没有文件可用",
            zh_hint="上面逐个列出了原因",
        )


def remove(
    context: typer.Context,
    case: CaseRef,
    source: Annotated[str, typer.Argument(help="File name or beginning of its id.")],
    why: Annotated[str, typer.Option(help="The reason; it stays in the log.")],
) -> None:
    """Take a file and all that came from it out of a case."""
    session: Session = context.obj
    found = session.desk.find(case)
    held = session.desk.source(found, source)
    session.desk.remove_source(found, held.id, why)
    text = session.pick(f"已移除 {held.name}", f"removed {held.name}")
    session.emit({"removed": held.id, "name": held.name}, text)


def search(
    context: typer.Context,
    case: CaseRef,
    words: Annotated[str, typer.Argument(help="Words to look for.")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 5,
) -> None:
    """Find passages in the case's documents, best first."""
    session: Session = context.obj
    hits = session.desk.search(session.desk.find(case), words, k)
    page = session.pick("第{}页", "p.{}")
    lines = [f"{h.source_name} {page.format(h.page)}  {one_line(h.text)[:160]}" for h in hits]
    shapes = [
        {
            "source": h.source_name,
            "source_id": h.source,
            "page": h.page,
            "text": h.text,
            "score": h.score,
        }
        for h in hits
    ]
    session.emit(shapes, "\n".join(lines) or session.pick("没有找到", "nothing found"))
