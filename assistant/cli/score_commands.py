"""``tallystick score|waive|override``: verdicts of code, and who may set one aside."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.score_text import change_text, rule_lines, score_text
from assistant.cli.session import Session
from assistant.cli.steps import advise
from assistant.domain.case import CaseId
from assistant.errors import TallystickError, UsageError
from assistant.notices import error_lines, note

if TYPE_CHECKING:
    from assistant.services.model_view import ModelView


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("score")(score)
    app.command("waive")(waive)
    app.command("override")(override)


def score(
    context: typer.Context,
    case: CaseRef,
    what_if: Annotated[
        list[str] | None,
        typer.Option("--what-if", metavar="KEY=VALUE", help="Another value; may be repeated."),
    ] = None,
) -> None:
    """Score a case under the policy; --what-if shows the change and keeps nothing."""
    from assistant.services.shapes import model_shape, score_shape
    from assistant.services.supposing import changes_from

    session: Session = context.obj
    lang = session.lang
    found = session.desk.find(case)
    if not what_if:
        report, view = session.desk.score(found), _model_view(session, found)
        shape, text = score_shape(report, lang), score_text(report, lang)
        if view is not None:
            shape["model"] = model_shape(view, lang)
            text = "\n".join([text, "", *view.sentences(lang)])
        session.emit(shape, text)
        advise(session, found)
        return
    before, after = session.desk.what_if(found, changes_from(";".join(what_if)))
    shape = {"before": score_shape(before, lang), "after": score_shape(after, lang)}
    session.emit(shape, change_text(before, after, lang))


def _model_view(session: Session, case: CaseId) -> "ModelView | None":
    """The trained model's verdict; a model that can't be used is noted, and the score stands."""
    try:
        return session.desk.model_view(case)
    except TallystickError as error:
        for line in error_lines(error, session.lang):
            note(line)
        return None


def waive(
    context: typer.Context,
    case: CaseRef,
    rule: Annotated[str, typer.Argument(help="The rule's id, as `score` prints it.")],
    why: Annotated[str, typer.Option(help="The reason; it stays in the log and the memo.")],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the waiver back.")] = False,
) -> None:
    """Waive a broken rule in your own name, or take the waiver back."""
    from assistant.services.shapes import rule_shape

    session: Session = context.obj
    found = session.desk.find(case)
    act = session.desk.withdraw_waiver if withdraw else session.desk.waive
    result = act(found, rule, why)
    session.emit(rule_shape(result, session.lang), "\n".join(rule_lines(result, session.lang)))


def override(
    context: typer.Context,
    case: CaseRef,
    why: Annotated[str, typer.Option(help="The reason; it stays in the log and the memo.")],
    grade: Annotated[
        str, typer.Argument(help="One of the policy's grades; none with --withdraw.")
    ] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the grade back.")] = False,
) -> None:
    """Give a grade in your own name beside the code's, or take it back; both stay on file."""
    from assistant.services.shapes import score_shape

    session: Session = context.obj
    if withdraw == bool(grade):
        raise UsageError(
            "give a grade, or --withdraw",
            "for example: tallystick override CASE BBB --why ...",
            zh="请给出等级，或用 --withdraw 撤回",
            zh_hint="例如 tallystick override CASE BBB --why ...",
        )
    found = session.desk.find(case)
    report = (
        session.desk.withdraw_override(found, why)
        if withdraw
        else session.desk.override_grade(found, grade, why)
    )
    text = (
        report.override.text(session.lang)
        if report.override is not None
        else report.graded(session.lang)
    )
    session.emit(score_shape(report, session.lang), text)
