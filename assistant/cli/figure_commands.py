"""``tallystick figures|findings|review``: what the case says, and what people make of it."""

from collections.abc import Sequence
from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.figure_text import figure_text, figures_text, findings_text
from assistant.cli.session import Session
from assistant.cli.words import review_word
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.findings import Finding, ReviewState
from assistant.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("figures")(figures)
    app.command("findings")(findings)
    app.command("review")(review)


def figures(
    context: typer.Context,
    case: CaseRef,
    key: Annotated[
        str, typer.Argument(help="A key, the beginning of keys, or part of a name.")
    ] = "",
    candidates: Annotated[
        bool, typer.Option("--candidates", help="Only values that wait to be confirmed.")
    ] = False,
) -> None:
    """The case's figures; one key alone also shows formula, inputs and evidence."""
    from assistant.services.shapes import figure_shape

    session: Session = context.obj
    held = session.desk.case(session.desk.find(case))
    found = [f for f in held.figures if not candidates or f.status is FigureStatus.CANDIDATE]
    chosen = _chosen(found, key)
    if key and not chosen:
        raise UsageError(
            f"no figure {key!r} in this case",
            "`tallystick figures CASE` lists them",
            zh=f"本案卷没有指标 {key!r}",
            zh_hint="tallystick figures CASE 列出全部指标",
        )
    alone = len(chosen) == 1 and chosen[0].key == key
    text = (
        figure_text(chosen[0], held, session.lang) if alone else figures_text(chosen, session.lang)
    )
    empty = session.pick("没有指标", "no figures")
    session.emit([figure_shape(f, session.lang) for f in chosen], text or empty)


def _chosen(figures: Sequence[Figure], wanted: str) -> list[Figure]:
    """The figure with this key, else those whose keys begin so, else those named so."""
    exact = [f for f in figures if f.key == wanted]
    begun = [f for f in figures if f.key.startswith(wanted)]
    word = wanted.casefold()
    named = [f for f in figures if word in f.label_zh or word in f.label_en.casefold()]
    return exact or begun or named


def findings(context: typer.Context, case: CaseRef) -> None:
    """Warnings, policy results and what became of them, the gravest first."""
    from assistant.services.shapes import finding_shape

    session: Session = context.obj
    found = session.desk.case(session.desk.find(case)).findings
    empty = session.pick("没有预警", "no findings")
    text = findings_text(found, session.lang) or empty
    session.emit([finding_shape(f, session.lang) for f in found], text)


def review(
    context: typer.Context,
    case: CaseRef,
    finding: Annotated[str, typer.Argument(help="The finding's id, or its beginning.")],
    keep: Annotated[bool, typer.Option("--keep", help="It matters.")] = False,
    dismiss: Annotated[bool, typer.Option("--dismiss", help="It doesn't; needs --note.")] = False,
    note_text: Annotated[str, typer.Option("--note", help="Why; it stays in the log.")] = "",
) -> None:
    """Keep or dismiss a finding, with a note."""
    session: Session = context.obj
    if keep == dismiss:
        raise UsageError("say either --keep or --dismiss", zh="请用 --keep 或 --dismiss 之一")
    if dismiss and not note_text.strip():
        raise UsageError(
            "a dismissal needs its reason",
            'add --note "..."',
            zh="排除预警须说明理由",
            zh_hint='请加 --note "……"',
        )
    state = ReviewState.KEPT if keep else ReviewState.DISMISSED
    found = session.desk.find(case)
    chosen = _meant(session.desk.case(found).findings, finding)
    session.desk.review(found, chosen, state, note_text)
    text = f"{review_word(state, session.lang)}  {chosen}"
    session.emit({"id": chosen, "review": state.value}, text)


def _meant(findings: Sequence[Finding], wanted: str) -> str:
    """The id that ``wanted`` is, or the only one that begins so."""
    ids = [f.id for f in findings]
    begun = [each for each in ids if each == wanted] or [e for e in ids if e.startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    some = bool(begun)
    raise UsageError(
        f"{len(begun)} findings begin with {wanted!r}" if some else f"no finding {wanted!r}",
        "`tallystick findings CASE` lists their ids",
        zh=f"有 {len(begun)} 项预警以 {wanted!r} 开头" if some else f"没有预警 {wanted!r}",
        zh_hint="tallystick findings CASE 列出编号",
    )
