"""``tallystick memo|check``: drafts that are checked, and any text proved or struck."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.layout import one_line
from assistant.cli.session import Session
from assistant.cli.steps import show_step
from assistant.cli.words import proof_word
from assistant.domain.case import CaseId
from assistant.domain.checks import Proof, TextCheck
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang
from assistant.errors import FalseTextFound, UsageError

_MARKS = {Proof.PROVED: "✓", Proof.UNCHECKED: "?", Proof.FALSE: "✗"}


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("memo")(memo)
    app.command("check")(check)


def memo(
    context: typer.Context,
    case: CaseRef,
    out: Annotated[Path | None, typer.Option("-o", help=".md, .docx or .pdf")] = None,
    kind: Annotated[MemoKind, typer.Option(help="Kind of memo.")] = MemoKind.NEW,
    draft: Annotated[
        int | None, typer.Option(help="A kept draft by its number, instead of a new one.")
    ] = None,
    sign: Annotated[bool, typer.Option("--sign", help="Sign that draft as --by.")] = False,
) -> None:
    """Draft and check a memo in the session's language (--lang), or sign a kept draft."""
    session: Session = context.obj
    found = session.desk.find(case)
    if draft is None and sign:
        raise UsageError(
            "which draft do you sign?",
            "name it: --draft N --sign",
            zh="要签哪一稿？",
            zh_hint="请写明：--draft N --sign",
        )
    version = _drafted(session, found, kind) if draft is None else session.desk.memo(found, draft)
    if version is None:
        return
    if sign:
        _sign(session, found, version, out)
        return
    counts = {v.value: version.check.counted(v) for v in Proof}
    shape = {
        "number": version.number,
        "check": counts,
        "struck": [s.model_dump() for s in version.struck],
        "open_points": [p.model_dump() for p in version.open_points],
        "path": None,
    }
    if out is None:
        session.emit(shape, session.desk.markdown(found, version))
        return
    path = session.desk.export(found, version, out)
    summary = _counts(version.check, session)
    session.emit({**shape, "path": str(path)}, f"{path}  ({summary})")


def _drafted(session: Session, case: CaseId, kind: MemoKind) -> MemoVersion | None:
    version: MemoVersion | None = None
    for step in session.desk.draft(case, kind, session.lang):
        if isinstance(step, MemoVersion):
            version = step
        else:
            show_step(session, step)
    return version


def _sign(session: Session, case: CaseId, version: MemoVersion, out: Path | None) -> None:
    done = session.desk.sign(case, version.number)
    names = [signature.who for signature in done.memo.signatures]
    path = session.desk.export(case, done.memo, out) if out is not None else None
    shape = {
        "number": done.memo.number,
        "signed_by": names,
        "needed": done.needed,
        "path": str(path) if path else None,
    }
    listed = ("、" if session.lang is Lang.ZH else ", ").join(names)
    left = max(done.needed - len(names), 0)
    told = (
        f"第{version.number}稿已签字：{listed}" + (f"；还差 {left} 人" if left else "；签字齐全")
        if session.lang is Lang.ZH
        else f"memo {version.number} signed by {listed}"
        + (f"; {left} more to sign" if left else "; all have signed")
    )
    session.emit(shape, f"{told}\n{path}" if path else told)


def check(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="md, txt, docx or pdf.")] = None,
    case: Annotated[str | None, typer.Option(help="Prove against this case.")] = None,
    against: Annotated[list[Path] | None, typer.Option(help="Prove against plain files.")] = None,
    batch: Annotated[Path | None, typer.Option(help='JSON lines {"id","sources","text"}.')] = None,
) -> None:
    """Prove or strike every number in any text; exit code 3 if one is false."""
    session: Session = context.obj
    if batch is not None:
        _check_batch(session, batch)
        return
    if file is None or (case is None) == (not against):
        raise UsageError(
            "say FILE with --case CASE or --against SOURCE, or --batch FILE",
            "tallystick check memo.docx --case CASE",
            zh="请给出文件，并用 --case 案卷 或 --against 资料；或用 --batch 文件",
            zh_hint="tallystick check memo.docx --case 案卷",
        )
    if case is not None:
        result = session.desk.check_file(session.desk.find(case), file)
    else:
        result = session.desk.check_against(file, against or [])
    session.emit(result.model_dump(mode="json"), _check_text(result, session))
    false = result.counted(Proof.FALSE)
    if false:
        raise FalseTextFound(
            f"{file}: {false} {'claim is' if false == 1 else 'claims are'} false",
            "see the sentences marked ✗",
            zh=f"{file}：{false} 处与资料不符",
            zh_hint="见上面带 ✗ 的句子",
        )


def _check_batch(session: Session, batch: Path) -> None:
    worst = Proof.PROVED
    for result in session.desk.check_batch(batch):
        sys.stdout.write(result.model_dump_json() + "\n")
        worst = Proof.FALSE if result.verdict is Proof.FALSE else worst
    sys.stdout.flush()
    if worst is Proof.FALSE:
        raise FalseTextFound(
            f"{batch}: at least one text is false",
            "see the lines on stdout",
            zh=f"{batch}：至少一段文字与资料不符",
            zh_hint="见标准输出的各行",
        )


def _check_text(result: TextCheck, session: Session) -> str:
    lines = []
    for sentence in result.sentences:
        lines.append(f"{_MARKS[sentence.verdict]} {one_line(sentence.text)}")
        lines += [
            "    " + one_line(f"{_MARKS[c.verdict]} {c.text}: {c.figure or ''} {c.reason}")
            for c in sentence.claims
            if c.verdict is not Proof.PROVED
        ]
    return "\n".join([*lines, _counts(result, session)])


def _counts(check: TextCheck, session: Session) -> str:
    words = (f"{proof_word(v, session.lang)} {check.counted(v)}" for v in Proof)
    return session.pick("，", ", ").join(words)
