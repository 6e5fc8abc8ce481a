"""``tallystick add|recognise|remove|search``: what goes into a case, and finding it again."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.layout import one_line
from assistant.cli.session import Session
from assistant.cli.steps import advise, followed, show_step
from assistant.domain.case import CaseId
from assistant.errors import InputError, UsageError
from assistant.notices import error_lines, note
from assistant.services.results import NeverRead


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("add")(add)
    app.command("recognise")(recognise)
    app.command("remove")(remove)
    app.command("search")(search)


def add(  # noqa: PLR0913, PLR0917  one parameter an option
    context: typer.Context,
    case: CaseRef,
    paths: Annotated[list[str] | None, typer.Argument(help="Files or folders.")] = None,
    firm: Annotated[str | None, typer.Option(help="Which firm of a many-firm file.")] = None,
    embed: Annotated[bool, typer.Option("--embed", help="Also embed passages now.")] = False,
    later: Annotated[
        bool, typer.Option("--later", help="Leave pages that are pictures for `recognise`.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Also what a broken-off adding never came to.")
    ] = False,
) -> None:
    """Read documents and records into a case; pages that are pictures are recognised last."""
    session: Session = context.obj
    found = session.desk.find(case)
    left = session.desk.never_read(found) if resume else NeverRead()
    named = [*left.there, *_named(paths or [], needed=not resume)]
    if not (named or left.gone):
        session.emit([], session.pick("没有剩下的文件", "nothing was left over"))
        return
    added = followed(session, session.desk.add(found, named, lambda: False, firm=firm))
    if not later:
        _recognise(session, found)
    if embed:
        for step in session.desk.embed(found, lambda: False):
            show_step(session, step)
    good = sum(step.ok for step in added)
    files, bad = "file" if good == 1 else "files", len(added) - good
    text = session.pick(
        f"已加入 {good} 个文件，{bad} 个失败", f"{good} {files} added, {bad} failed"
    )
    session.emit([a.model_dump() for a in added], text)
    advise(session, found)
    if not good:
        raise InputError(
            "no file could be used",
            "the reasons are listed above, file by file",
            zh="没有文件可用",
            zh_hint="上面逐个列出了原因",
        )


def _named(paths: list[str], *, needed: bool) -> list[Path]:
    """The paths as given; an empty one, as of an unset variable, isn't the current folder."""
    if needed and not paths:
        raise UsageError(
            "which files?",
            "name files or folders, or --resume",
            zh="要加入哪些文件？",
            zh_hint="请写明文件或文件夹，或用 --resume",
        )
    if not all(paths):
        raise InputError(
            "an empty path was given",
            "name the file or folder; `.` is the current folder",
            zh="给出的路径为空",
            zh_hint="请写明文件或文件夹；当前文件夹写作“.”",
        )
    return [Path(path) for path in paths]


def recognise(context: typer.Context, case: CaseRef) -> None:
    """Read the words off pages that are pictures; goes on where it was broken off."""
    session: Session = context.obj
    found = session.desk.find(case)
    done = followed(session, session.desk.recognise(found, lambda: False))
    text = session.pick(f"已识别 {len(done)} 个文件", f"{len(done)} files recognised")
    session.emit([one.model_dump() for one in done], text)


def _recognise(session: Session, case: CaseId) -> None:
    """The same at the end of adding, where a missing recogniser is no failure."""
    try:
        followed(session, session.desk.recognise(case, lambda: False))
    except InputError as error:
        for line in error_lines(error, session.lang):
            note(line)


def remove(
    context: typer.Context,
    case: CaseRef,
    source: Annotated[str, typer.Argument(help="File name or beginning of its id.")],
    why: Annotated[str, typer.Option(help="The reason; it stays in the log.")],
) -> None:
    """Take a file and all that came from it out of a case."""
    session: Session = context.obj
    found = session.desk.find(case)
    meant = session.desk.sources_meant(found, source)
    whole = source if meant[0].name.startswith(f"{source}/") else meant[0].id
    session.desk.remove_source(found, whole, why)
    names = [held.name for held in meant]
    text = session.pick(f"已移除 {'、'.join(names)}", f"removed {', '.join(names)}")
    session.emit({"removed": meant[0].id, "name": names[0], "names": names}, text)


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
