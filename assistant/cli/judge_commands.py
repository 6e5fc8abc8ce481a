"""``tallystick check``: any text proved or struck."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.layout import one_line
from assistant.cli.session import Session
from assistant.cli.words import proof_word
from assistant.domain.checks import Claim, Proof, TextCheck
from assistant.errors import FalseTextFound, UsageError

_MARKS = {Proof.PROVED: "✓", Proof.UNCHECKED: "?", Proof.FALSE: "✗"}


def register(app: typer.Typer) -> None:
    """Add this command to the tree."""
    app.command("check")(check)


def check(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="md, txt, docx or pdf.")] = None,
    case: Annotated[str | None, typer.Option(help="Prove against this case.")] = None,
    against: Annotated[list[Path] | None, typer.Option(help="Prove against plain files.")] = None,
    batch: Annotated[Path | None, typer.Option(help='JSON lines {"id","sources","text"}.')] = None,
    readings: Annotated[
        bool,
        typer.Option("--readings", help="Also ask the model how unchecked numbers are meant."),
    ] = False,
) -> None:
    """Prove or strike every number in any text; exit code 3 if one is false."""
    session: Session = context.obj
    if readings and case is not None:
        raise UsageError(
            "--readings goes with --against or --batch, not with --case",
            "figures of a case need no reading",
            zh="--readings 只用于 --against 或 --batch，不用于 --case",
            zh_hint="案卷中的数字无须解读",
        )
    if batch is not None:
        _check_batch(session, batch, readings=readings)
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
        result = session.desk.check_against(file, against or [], readings=readings)
    session.emit(result.model_dump(mode="json"), _check_text(result, session))
    false = result.counted(Proof.FALSE)
    if false:
        raise FalseTextFound(
            f"{file}: {false} {'claim is' if false == 1 else 'claims are'} false",
            "see the sentences marked ✗",
            zh=f"{file}：{false} 处与资料不符",
            zh_hint="见上面带 ✗ 的句子",
        )


def _check_batch(session: Session, batch: Path, *, readings: bool) -> None:
    worst = Proof.PROVED
    for result in session.desk.check_batch(batch, readings=readings):
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
            "    " + one_line(_claim_line(c))
            for c in sentence.claims
            if c.verdict is not Proof.PROVED or c.reading
        ]
    return "\n".join([*lines, counts(result, session)])


def _claim_line(claim: Claim) -> str:
    told = f"{_MARKS[claim.verdict]} {claim.text}: {claim.figure or ''} {claim.reason}"
    return f"{told} | {claim.reading}" if claim.reading else told


def counts(check: TextCheck, session: Session) -> str:
    """How many claims have each verdict, in words."""
    words = [f"{proof_word(v, session.lang)} {check.counted(v)}" for v in Proof]
    if read := check.read(Proof.PROVED):
        words.append(
            session.pick(f"其中依模型解读证明 {read}", f"{read} of the proved read by a model")
        )
    if hinted := check.read(Proof.UNCHECKED):
        words.append(session.pick(f"模型建议待确认 {hinted}", f"{hinted} suggested by a model"))
    return session.pick("，", ", ").join(words)
