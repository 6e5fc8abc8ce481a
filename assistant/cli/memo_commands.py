"""``tallystick memo|replay``: draft, edit, compare, sign and rebuild memos."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.judge_commands import counts
from assistant.cli.session import Session
from assistant.cli.steps import show_step
from assistant.domain.case import CaseId
from assistant.domain.checks import Proof
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from assistant.errors import FalseTextFound, UsageError
from assistant.notices import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.memo.editing import Difference


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("memo")(memo)
    app.command("replay")(replay)


@dataclass(frozen=True)
class _Work:
    """A command on one case's memos."""

    session: Session
    case: CaseId
    draft: int | None
    why: str

    @property
    def number(self) -> int:
        """The draft that is meant; the newest where none was named."""
        memos = self.session.desk.case(self.case).memos
        return self.draft or (memos[-1].number if memos else 1)


def memo(  # noqa: PLR0913, PLR0917  one parameter an option
    context: typer.Context,
    case: CaseRef,
    out: Annotated[Path | None, typer.Option("-o", help=".md, .docx, .pdf or .html")] = None,
    kind: Annotated[MemoKind, typer.Option(help="Kind of memo.")] = MemoKind.NEW,
    draft: Annotated[
        int | None, typer.Option(help="A kept draft by its number, instead of a new one.")
    ] = None,
    sign: Annotated[bool, typer.Option("--sign", help="Sign that draft as --by.")] = False,
    edit: Annotated[
        str,
        typer.Option(
            help="Edit a section (number, code or title) into a new draft: in $EDITOR, or --with."
        ),
    ] = "",
    text: Annotated[
        Path | None, typer.Option("--with", help="The section's new text, a Markdown file.")
    ] = None,
    attest: Annotated[
        str,
        typer.Option(
            help="Stand by your own unchecked sentence with these words, as --by; needs --why."
        ),
    ] = "",
    taken: Annotated[
        Path | None,
        typer.Option("--import", help="A memo edited in Word or Markdown, as a new draft."),
    ] = None,
    diff: Annotated[
        int | None, typer.Option(help="What the draft says otherwise than this one.")
    ] = None,
    bundle: Annotated[
        Path | None, typer.Option(help="Write what the draft's numbers were made from: a .zip.")
    ] = None,
    why: Annotated[
        str, typer.Option(help="Reason of an edit, a statement or a signature; kept.")
    ] = "",
) -> None:
    """Draft and check a memo in the session's language (--lang), or edit, compare or sign one."""
    session: Session = context.obj
    work = _Work(session, session.desk.find(case), draft, why)
    if diff is not None:
        _show_changes(work, work.number, diff)
    elif bundle is not None:
        path = session.desk.bundle(work.case, work.number, bundle)
        session.emit({"number": work.number, "path": str(path)}, str(path))
    elif taken is not None:
        _take_back(work, taken, draft, out)
    elif edit:
        _edit(work, edit, text, out)
    elif attest:
        version = session.desk.attest_memo(work.case, work.number, attest, why)
        _keep_edit(work, version, out)
    elif sign:
        _sign(work, out)
    else:
        _draft(work, kind, out)


def replay(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A bundle that memo --bundle wrote.")],
) -> None:
    """Rebuild every number of a memo from its bundle alone; exit code 3 if one differs."""
    session: Session = context.obj
    done = session.desk.replay(file)
    told = [in_tongue(text, session.lang) for text in done.differences]
    signed = session.pick("、", ", ").join(done.signed_by) or "-"
    outcome = session.pick("一致", "equal") if done.is_equal else session.pick("不一致", "DIFFERS")
    head = session.pick(
        f"{outcome}：第{done.memo}稿，复算数值 {done.numbers} 项，核对语句 {done.sentences} 句；"
        f"签字：{signed}",
        f"{outcome}: draft {done.memo}, {done.numbers} numbers rebuilt, "
        f"{done.sentences} sentences compared; signed by {signed}",
    )
    shape = {**done.model_dump(), "equal": done.is_equal, "differences": told}
    said = session.pick("未经证实，由人陈述：", "Not proved, stated by a person: ")
    stated = [f"  {said}{text}" for text in done.stated]
    session.emit(shape, "\n".join([head, *stated, *(f"  {text}" for text in told)]))
    if told:
        raise FalseTextFound(
            f"{file.name}: {len(told)} differences",
            "they are listed above",
            zh=f"{file.name}：有 {len(told)} 处不同",
            zh_hint="见上",
        )


def _draft(work: _Work, kind: MemoKind, out: Path | None) -> None:
    from assistant.services.drafting import FORMATS
    from assistant.services.files_out import writable

    desk = work.session.desk
    if out is not None:
        writable(out, FORMATS)
    version = _drafted(work, kind) if work.draft is None else desk.memo(work.case, work.draft)
    if version is None:
        return
    shape = {
        **_shape(version, work.session.lang),
        "open_points": [p.model_dump() for p in version.open_points],
    }
    if out is None:
        work.session.emit({**shape, "path": None}, desk.markdown(work.case, version))
        return
    path = desk.export(work.case, version, out)
    work.session.emit(
        {**shape, "path": str(path)}, f"{path}  ({counts(version.check, work.session)})"
    )


def _drafted(work: _Work, kind: MemoKind) -> MemoVersion | None:
    version: MemoVersion | None = None
    for step in work.session.desk.draft(work.case, kind, work.session.lang):
        if isinstance(step, MemoVersion):
            version = step
        else:
            show_step(work.session, step)
    return version


def _shape(version: MemoVersion, lang: Lang) -> dict[str, object]:
    return {
        "number": version.number,
        "check": {v.value: version.check.counted(v) for v in Proof},
        "struck": [{"text": s.text, "reason": s.why(lang)} for s in version.struck],
        "attested": [a.model_dump(mode="json") for a in version.attested],
    }


def _sign(work: _Work, out: Path | None) -> None:
    session = work.session
    if work.draft is None:
        raise UsageError(
            "which draft do you sign?",
            "name it: --draft N --sign",
            zh="要签哪一稿？",
            zh_hint="请写明：--draft N --sign",
        )
    done = session.desk.sign(work.case, work.draft, work.why)
    names = [signature.who for signature in done.memo.signatures]
    path = session.desk.export(work.case, done.memo, out) if out is not None else None
    shape = {
        "number": done.memo.number,
        "signed_by": names,
        "needed": done.needed,
        "path": str(path) if path else None,
    }
    left = max(done.needed - len(names), 0)
    told = session.pick(
        f"第{work.draft}稿已签字：{'、'.join(names)}"
        + (f"；还差 {left} 人" if left else "；签字齐全"),
        f"memo {work.draft} signed by {', '.join(names)}"
        + (f"; {left} more to sign" if left else "; all have signed"),
    )
    session.emit(shape, f"{told}\n{path}" if path else told)


def _edit(work: _Work, ref: str, text: Path | None, out: Path | None) -> None:
    from assistant.services.memo_editing import markdown_text, text_of
    from assistant.services.signing import section_of

    desk = work.session.desk
    base = desk.memo(work.case, work.number)
    code = section_of(base, ref)
    after = desk.in_editor(text_of(base, code)) if text is None else markdown_text(text)
    if after is None:
        note = work.session.pick("没有改动", "nothing was changed")
        work.session.emit({"number": base.number, "changes": []}, note)
        return
    _keep_edit(work, desk.edit_memo(work.case, base.number, {code: after}, work.why), out)


def _take_back(work: _Work, path: Path, number: int | None, out: Path | None) -> None:
    """Bring an edited file back, and say what a Word file holds beside its words."""
    from assistant.services.word_comments import review_of

    session, held = work.session, work.session.desk.case(work.case)
    version = session.desk.import_memo(work.case, path, number, work.why)
    known = {comment.id for comment in held.comments}
    for made in (c for c in session.desk.case(work.case).comments if c.id not in known):
        told = session.pick(f"批注 {made.id} {made.who}：", f"comment {made.id} {made.who}: ")
        note(f"{told}{made.text}")
    if names := ", ".join(review_of(path).revisers):
        accepted = f"修订（{names}）按已接受读入", f"tracked changes ({names}) are read as accepted"
        note(session.pick(*accepted))
    if version.number in {memo.number for memo in held.memos}:
        nothing = session.pick("文字没有改动", "the text is unchanged")
        session.emit({"number": version.number, "changes": []}, nothing)
        return
    _keep_edit(work, version, out)


def _keep_edit(work: _Work, version: MemoVersion, out: Path | None) -> None:
    """Tell what an edit changed and how it was proved."""
    session = work.session
    changes = session.desk.memo_changes(work.case, version.number)
    path = session.desk.export(work.case, version, out) if out is not None else None
    shape = {
        **_shape(version, session.lang),
        "edited_from": version.edited_from,
        "changes": [one._asdict() for one in changes],
        "path": str(path) if path else None,
    }
    title = session.pick(
        f"第{version.number}稿（改自第{version.edited_from}稿）",
        f"draft {version.number} (edited from draft {version.edited_from})",
    )
    claims = (c for s in version.check.sentences for c in s.claims)
    doubts = [
        f"  {_MARKS[c.verdict]} {c.text}: {c.why(session.lang)}"
        for c in claims
        if c.verdict is not Proof.PROVED
    ]
    false = [s.text.strip() for s in version.check.sentences if s.verdict is Proof.FALSE]
    told = [f"{title}  {counts(version.check, session)}", *_lines(changes, false), *doubts]
    session.emit(shape, "\n".join([*told, *([str(path)] if path else [])]))
    if wrong := version.check.counted(Proof.FALSE):
        raise FalseTextFound(
            f"draft {version.number} is kept, but {wrong} of its claims are false",
            "they are marked and it can't be signed: edit it again",
            zh=f"第{version.number}稿已存，但有 {wrong} 处与资料不符",
            zh_hint="已在文中标出，改正之前不能签字",
        )


def _show_changes(work: _Work, number: int, other: int) -> None:
    changes = work.session.desk.memo_changes(work.case, number, other)
    nothing = work.session.pick("没有差异", "nothing differs")
    work.session.emit([one._asdict() for one in changes], "\n".join(_lines(changes)) or nothing)


_MARKS: Final = {Proof.FALSE: "✗", Proof.UNCHECKED: "?"}


def _lines(changes: "Sequence[Difference]", false: "Sequence[str]" = ()) -> list[str]:
    lines: list[str] = []
    title = ""
    for one in changes:
        if one.title != title:
            title = one.title
            lines.append(f"§ {title}")
        for line in one.text.splitlines():
            wrong = one.sign == "+" and any(text in line or line in text for text in false)
            lines.append(f"  {one.sign} {'✗ ' if wrong else ''}{line}")
    return lines
