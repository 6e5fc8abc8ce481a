"""``tallystick add|set|confirm|search``: what goes into a case, and finding it again."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.session import Session
from assistant.domain.case import CaseId
from assistant.domain.progress import Progress
from assistant.errors import InputError, UsageError
from assistant.notices import note


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("add")(add)
    app.command("set")(set_fields)
    app.command("confirm")(confirm)
    app.command("search")(search)


def add(
    context: typer.Context,
    case: CaseRef,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    firm: Annotated[str | None, typer.Option(help="Which firm of a many-firm file.")] = None,
    embed: Annotated[bool, typer.Option(help="Also embed passages now.")] = False,
) -> None:
    """Read documents and records into a case."""
    session: Session = context.obj
    found = session.desk.find(case)
    added = []
    for step in session.desk.add(found, paths, lambda: False, firm=firm):
        if isinstance(step, Progress):
            _show(step)
        else:
            added.append(step)
            note(f"{'+' if step.ok else '!'} {step.path}: {step.text} {step.hint}".rstrip())
    if embed:
        for step in session.desk.embed(found, lambda: False):
            _show(step)
    text = session.pick("已加入 {} 个文件，{} 个失败", "{} files added, {} failed")
    good = sum(step.ok for step in added)
    session.emit([a.model_dump() for a in added], text.format(good, len(added) - good))
    if not good:
        raise InputError(
            session.pick("没有文件可用", "no file could be used"),
            session.pick("上面逐个列出了原因", "the reasons are listed above, file by file"),
        )


def _show(step: Progress) -> None:
    total = f"/{step.total}" if step.total is not None else ""
    note(f"  {step.subject}: {step.stage} {step.done}{total} {step.unit}")


def set_fields(
    context: typer.Context,
    case: CaseRef,
    fields: Annotated[list[str], typer.Argument(metavar="KEY=VALUE...")],
    why: Annotated[str, typer.Option(help="Where the values come from.")] = "",
) -> None:
    """Enter request, applicant or statement values; each is a figure with who entered it."""
    session: Session = context.obj
    pairs = []
    for field in fields:
        key, equals, value = field.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"{field!r} is not KEY=VALUE", "for example request.amount=5000000")
        pairs.append((key.strip(), value.strip()))
    found = session.desk.find(case)
    session.desk.set_fields(found, pairs, why)
    _emit_figures(session, found, {key for key, _ in pairs})


def confirm(
    context: typer.Context,
    case: CaseRef,
    key: str,
    value: Annotated[str | None, typer.Option(help="The right value, if it differs.")] = None,
    why: Annotated[str, typer.Option(help="What you compared it with.")] = "",
) -> None:
    """Confirm a candidate value that was read from a document, or correct it."""
    session: Session = context.obj
    found = session.desk.find(case)
    session.desk.confirm(found, key, value, why)
    _emit_figures(session, found, {key})


def _emit_figures(session: Session, case: CaseId, keys: set[str]) -> None:
    from assistant.services.shapes import figure_shape

    figures = [f for f in session.desk.case(case).figures if f.key in keys]
    lines = [f"{f.key}  {f.label(session.lang)}  {f.text(session.lang)}" for f in figures]
    session.emit([figure_shape(f, session.lang) for f in figures], "\n".join(lines))


def search(
    context: typer.Context,
    case: CaseRef,
    words: str,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 5,
) -> None:
    """Find passages in the case's documents, best first."""
    session: Session = context.obj
    hits = session.desk.search(session.desk.find(case), words, k)
    lines = [f"{h.source_name} p.{h.page}  {' '.join(h.text.split())[:160]}" for h in hits]
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
