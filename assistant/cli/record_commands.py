"""``tallystick audit|doctor|demo``."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.layout import columns, one_line
from assistant.cli.session import Session
from assistant.cli.words import action_word
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from assistant.errors import StorageError
from assistant.notices import note

if TYPE_CHECKING:
    from assistant.storage.audit import AuditLine

_SUBJECT = 80
"""Characters of a line's subject that are shown; --json has all."""

_TOLD = ("label", "text", "remedy")
"""Fields of a part of the program that people read."""


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("audit")(audit)
    app.command("doctor")(doctor)
    app.command("demo")(demo)


def audit(
    context: typer.Context,
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="Id prefix or name; none reads the home log.")
    ] = "",
    verify: Annotated[
        bool, typer.Option("--verify", help="Recompute the hash chain; exit code 6 if broken.")
    ] = False,
    people: Annotated[
        bool, typer.Option("--people", help="Who sat down at an app that another had opened.")
    ] = False,
) -> None:
    """Who did what, when and why; --verify finds changed lines and a cut tail."""
    session: Session = context.obj
    if verify:
        _verify(session, case)
    elif people:
        _people(session)
    elif case:
        lines = session.desk.audit_lines(session.desk.find(case))
        text = columns([_audit_row(line, session.lang) for line in lines], right=(0,))
        session.emit([line.model_dump(mode="json") for line in lines], text)
    else:
        stones = session.desk.tombstones()
        text = columns([(s.case_id, _at(s.at), one_line(s.who), one_line(s.why)) for s in stones])
        nothing = session.pick("没有删除过案卷", "no case was deleted")
        session.emit([s.model_dump(mode="json") for s in stones], text or nothing)


def _people(session: Session) -> None:
    seated = session.desk.seated()
    told = [
        (
            str(s.seq), _at(s.at), one_line(s.who),
            session.pick(f"接替 {one_line(s.before)}", f"after {one_line(s.before)}"),
            session.pick(f"系统账户 {one_line(s.account)}", f"account {one_line(s.account)}"),
            one_line(s.why),
        )
        for s in seated
    ]  # fmt: skip
    nothing = session.pick("没有换过操作人", "nobody sat down at another's app")
    session.emit([s.model_dump() for s in seated], columns(told, right=(0,)) or nothing)


def _audit_row(line: "AuditLine", lang: Lang) -> tuple[str, ...]:
    action = action_word(line.action, lang)
    subject = one_line(line.subject)
    if len(subject) > _SUBJECT:
        subject = f"{subject[:_SUBJECT]}…"
    what = f"{subject}  {one_line(line.why)}"
    return str(line.seq), _at(line.at), one_line(line.who), action, what


def _at(moment: str) -> str:
    """A stored moment (UTC) to the second."""
    return moment[:19].replace("T", " ")


def _verify(session: Session, case: str) -> None:
    desk = session.desk
    verdict = desk.verify_audit(desk.find(case)) if case else desk.verify_home()
    shape = {
        "ok": verdict.ok,
        "lines": verdict.lines,
        "problems": list(verdict.problems),
        "notes": list(verdict.notes),
    }
    sound = session.pick("完好", "intact") if verdict.ok else session.pick("已被改动", "ALTERED")
    title = session.pick(f"{sound}：共 {verdict.lines} 行", f"{sound}: {verdict.lines} lines")
    session.emit(shape, "\n".join([title, *verdict.problems, *verdict.notes]))
    if not verdict.ok:
        raise StorageError(
            "the audit log was altered",
            "restore from an export, and find out why",
            zh="审计日志被改动",
            zh_hint="请从导出的副本恢复，并查明原因",
        )


def doctor(context: typer.Context) -> None:
    """What is ready, what is absent, and the command that brings it."""
    from assistant.services.doctor import checkup

    session: Session = context.obj
    told = [
        part.model_copy(
            update={name: in_tongue(text, session.lang) for name, text in part if name in _TOLD}
        )
        for part in checkup(session.settings)
    ]
    rows = [
        ("✓" if p.ok else "-", p.label, f"{p.text}  → {p.remedy}" if p.remedy else p.text)
        for p in told
    ]
    session.emit([p.model_dump() for p in told], columns(rows))


def demo(context: typer.Context) -> None:
    """Build the sample cases end to end and say where everything is."""
    from assistant.demo.build import build_demo

    session: Session = context.obj
    result = build_demo(session.settings, say=note)
    session.emit(result.model_dump(mode="json"), result.text)
