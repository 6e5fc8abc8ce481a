"""``tallystick set|confirm|reject``: values that people type or vouch for."""

from collections.abc import Sequence
from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.layout import columns, one_line
from assistant.cli.session import Session
from assistant.domain.applicant import FIELDS
from assistant.domain.case import CaseId
from assistant.domain.figures import Figure
from assistant.domain.quantities import Lang
from assistant.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("set")(set_fields)
    app.command("confirm")(confirm)
    app.command("reject")(reject)
    app.command("adjust", context_settings={"ignore_unknown_options": True})(adjust)


def set_fields(
    context: typer.Context,
    case: CaseRef,
    fields: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE...",
            help="None lists every field; an empty value clears one, with --why it says why not.",
        ),
    ] = None,
    why: Annotated[str, typer.Option(help="Where the values come from.")] = "",
) -> None:
    """Enter request, applicant or statement values; each is a figure with who entered it."""
    session: Session = context.obj
    found = session.desk.find(case)
    if not fields:
        _list_fields(session, found)
        return
    pairs = [_pair(field) for field in fields]
    session.desk.set_fields(found, pairs, why)
    _emit_figures(session, found, [key for key, _ in pairs])


def _pair(field: str) -> tuple[str, str]:
    key, equals, value = field.partition("=")
    if not equals or not key.strip():
        raise UsageError(
            f"{field!r} is not KEY=VALUE",
            "for example request.amount=5000000",
            zh=f"{field!r} 不是 键=值",
            zh_hint="例如 request.amount=5000000",
        )
    return key.strip(), value.strip()


def _list_fields(session: Session, case: CaseId) -> None:
    from assistant.services.shapes import figure_shape

    lang = session.lang
    held = {f.key: f for f in session.desk.case(case).figures}
    numbered = [k for k in sorted(held) if _family(k) in FIELDS and k not in FIELDS]
    rows = [(key, FIELDS[_family(key)].label(lang), _value(held.get(key), lang)) for key in FIELDS]
    rows += [(key, held[key].label(lang), _value(held[key], lang)) for key in numbered]
    shapes = [
        figure_shape(held[key], lang)
        if key in held
        else {"key": key, "label": label, "value": None}
        for key, label, _ in rows
    ]
    session.emit(shapes, columns(rows))


def _family(key: str) -> str:
    return ".".join("n" if part.isdigit() else part for part in key.split("."))


def _value(figure: Figure | None, lang: Lang) -> str:
    return "-" if figure is None else one_line(figure.missing(lang) or figure.text(lang))


def confirm(
    context: typer.Context,
    case: CaseRef,
    key: Annotated[str, typer.Argument(help="The figure's key; none with --all.")] = "",
    value: Annotated[str | None, typer.Option(help="The right value, if it differs.")] = None,
    why: Annotated[str, typer.Option(help="What you compared it with.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Every value that waits to be confirmed.")
    ] = False,
) -> None:
    """Confirm a candidate value that was read from a document, or correct it."""
    session: Session = context.obj
    found = session.desk.find(case)
    if everything == bool(key) or (everything and value is not None):
        raise UsageError(
            "say one KEY, or --all without a value",
            "`tallystick figures CASE --candidates` lists what waits",
            zh="请给出一个键，或用 --all（不带数值）",
            zh_hint="tallystick figures CASE --candidates 列出待确认的数值",
        )
    if everything:
        count = session.desk.confirm_all(found, why)
        text = session.pick(f"已确认 {count} 个数值", f"confirmed {count} values")
        session.emit({"confirmed": count}, text)
        return
    session.desk.confirm(found, key, value, why)
    _emit_figures(session, found, [key])


def reject(
    context: typer.Context,
    case: CaseRef,
    key: Annotated[str, typer.Argument(help="The figure's key.")],
    why: Annotated[str, typer.Option(help="The reason; kept in the log.")] = "",
) -> None:
    """Take a candidate value out of the case; it counts nowhere."""
    session: Session = context.obj
    found = session.desk.find(case)
    session.desk.reject(found, key, why)
    _emit_figures(session, found, [key])


def _emit_figures(session: Session, case: CaseId, keys: Sequence[str]) -> None:
    from assistant.services.shapes import figure_shape

    held = {f.key: f for f in session.desk.case(case).figures}
    rows = []
    for key in dict.fromkeys(keys):
        figure = held.get(key)
        gone = session.pick("已清除", "cleared")
        value = _value(figure, session.lang) if figure else gone
        rows.append((key, figure.label(session.lang) if figure else "", value))
    shapes = [figure_shape(held[k], session.lang) for k in dict.fromkeys(keys) if k in held]
    session.emit(shapes, columns(rows))


def adjust(  # noqa: PLR0913, PLR0917  one parameter an option
    context: typer.Context,
    case: CaseRef,
    key: Annotated[str, typer.Argument(help="The figure's key, e.g. ebitda@FY2024.")],
    amount: Annotated[str, typer.Argument(help="What is added; negative to take off.")] = "",
    why: Annotated[str, typer.Option(help="The reason; kept with both figures.")] = "",
    page: Annotated[str, typer.Option(help="Page that bears it out, e.g. accounts.pdf:3.")] = "",
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take back the adjustment that KEY names.")
    ] = False,
) -> None:
    """Add a one-off amount back to a figure; the figure and the adjusted one both stay."""
    session: Session = context.obj
    found = session.desk.find(case)
    if withdraw:
        session.desk.withdraw_adjustment(found, key, why)
        session.emit({"withdrawn": key}, session.pick(f"已撤回 {key}", f"taken back: {key}"))
        return
    made = session.desk.adjust(found, key, amount, why, page)
    metric, _, period = key.partition("@")
    _emit_figures(session, found, [key, made, f"{metric}#adjusted@{period}"])
