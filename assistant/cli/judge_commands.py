"""``tallystick score|memo|check``: verdicts of code, and drafts that are checked."""

import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.session import Session
from assistant.domain.checks import Proof, TextCheck
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang, money_text
from assistant.domain.score import ScoreReport
from assistant.errors import FalseTextFound, UsageError
from assistant.notices import note

_MARKS = {Proof.PROVED: "✓", Proof.UNCHECKED: "?", Proof.FALSE: "✗"}


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("score")(score)
    app.command("memo")(memo)
    app.command("check")(check)


def score(
    context: typer.Context,
    case: CaseRef,
    what_if: Annotated[list[str] | None, typer.Option("--what-if", metavar="KEY=VALUE")] = None,
) -> None:
    """Score a case under the policy; --what-if shows the change and keeps nothing."""
    from assistant.services.shapes import score_shape

    session: Session = context.obj
    found = session.desk.find(case)
    if not what_if:
        report = session.desk.score(found)
        session.emit(score_shape(report, session.lang), _score_text(report, session.lang))
        return
    before, after = session.desk.what_if(found, dict(_change(text) for text in what_if))
    shape = {"before": score_shape(before, session.lang), "after": score_shape(after, session.lang)}
    text = f"{_score_text(before, session.lang)}\n---\n{_score_text(after, session.lang)}"
    session.emit(shape, text)


def _change(text: str) -> tuple[str, Decimal]:
    key, _, value = text.partition("=")
    try:
        return key, Decimal(value)
    except InvalidOperation as error:
        raise UsageError(f"--what-if {text!r} is not KEY=NUMBER", "") from error


def _score_text(report: ScoreReport, lang: Lang) -> str:
    limit = money_text(report.limit, report.currency, lang) if report.limit is not None else "-"
    lines = [
        f"{report.grade}  {report.score}  PD {report.pd * 100:.2f}%  limit {limit}"
        f"  {report.recommendation}  ({report.policy})"
    ]
    lines += [f"  [{rule.verdict.value:<14}] {rule.text(lang)}" for rule in report.rules]
    lines += [
        f"  {reason.points:>5}/{reason.max_points} {reason.text(lang)}" for reason in report.reasons
    ]
    return "\n".join(lines)


def memo(
    context: typer.Context,
    case: CaseRef,
    out: Annotated[Path | None, typer.Option("-o", help=".md, .docx or .pdf")] = None,
    kind: Annotated[MemoKind, typer.Option(help="Kind of memo.")] = MemoKind.NEW,
) -> None:
    """Draft and check a memo in the session's language (--lang)."""
    session: Session = context.obj
    found = session.desk.find(case)
    version: MemoVersion | None = None
    for step in session.desk.draft(found, kind, session.lang):
        if isinstance(step, MemoVersion):
            version = step
        else:
            note(f"  {step.done}/{step.total} {step.subject}")
    if version is None:
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
    summary = ", ".join(f"{count} {name}" for name, count in counts.items())
    session.emit({**shape, "path": str(path)}, f"{path}  ({summary})")


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
        raise UsageError("say FILE with --case CASE or --against SOURCE..., or --batch FILE", "")
    if case is not None:
        result = session.desk.check_file(session.desk.find(case), file)
    else:
        result = session.desk.check_against(file, against or [])
    session.emit(result.model_dump(mode="json"), _check_text(result))
    false = result.counted(Proof.FALSE)
    if false:
        raise FalseTextFound(
            session.pick(f"{file}: {false} 处与资料不符", f"{file}: {false} claims are false"),
            session.pick("见上面带 ✗ 的句子", "see the sentences marked ✗"),
        )


def _check_batch(session: Session, batch: Path) -> None:
    worst = Proof.PROVED
    for result in session.desk.check_batch(batch):
        sys.stdout.write(result.model_dump_json() + "\n")
        worst = Proof.FALSE if result.verdict is Proof.FALSE else worst
    sys.stdout.flush()
    if worst is Proof.FALSE:
        raise FalseTextFound(f"{batch}: at least one text is false", "see the lines on stdout")


def _check_text(result: TextCheck) -> str:
    lines = []
    for sentence in result.sentences:
        lines.append(f"{_MARKS[sentence.verdict]} {' '.join(sentence.text.split())}")
        lines += [
            f"    {_MARKS[c.verdict]} {c.text}: {c.figure or ''} {c.reason}".rstrip()
            for c in sentence.claims
            if c.verdict is not Proof.PROVED
        ]
    counts = ", ".join(f"{result.counted(v)} {v.value}" for v in Proof)
    return "\n".join([*lines, counts])
