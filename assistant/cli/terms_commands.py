"""``tallystick checklist|conditions|covenants``: what a credit hangs on."""

from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.layout import columns
from assistant.cli.session import Session
from assistant.cli.words import verdict_word
from assistant.domain.memo import MemoKind
from assistant.domain.quantities import Lang
from assistant.domain.terms import Condition, ConditionKind, ConditionState, Decision, Need
from assistant.domain.tongues import in_tongue
from assistant.errors import UsageError

_NEEDS = {Need.REQUIRED: ("必备", "required"), Need.RECOMMENDED: ("建议", "recommended")}
_KINDS = {
    ConditionKind.PRECEDENT: ("放款前", "precedent"),
    ConditionKind.SUBSEQUENT: ("放款后", "subsequent"),
    ConditionKind.ONGOING: ("持续", "ongoing"),
    ConditionKind.MITIGANT: ("缓释", "mitigant"),
}
_STATES = {
    ConditionState.PROPOSED: ("待定", "proposed"),
    ConditionState.CONFIRMED: ("已确认", "confirmed"),
    ConditionState.DROPPED: ("不采用", "dropped"),
}


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("checklist")(checklist)
    app.command("conditions")(conditions)
    app.command("covenants")(covenants)


def checklist(
    context: typer.Context,
    case: CaseRef,
    kind: Annotated[MemoKind, typer.Option(help="For which kind of memo.")] = MemoKind.NEW,
) -> None:
    """Documents that this kind of memo on this loan needs, and questions for the client."""
    session: Session = context.obj
    found = session.desk.terms(session.desk.find(case), kind)
    lang, at = session.lang, 0 if session.lang is Lang.ZH else 1
    rows = [
        ("✓" if d.is_held else "✗", _NEEDS[d.need][at], d.statement.text(lang))
        for d in found.documents
    ]
    asked = [f"- {q.zh if lang is Lang.ZH else q.en}" for q in found.questions]
    title = session.pick("请企业说明：", "Questions for the client:")
    shape = {
        "documents": [d.model_dump(mode="json") for d in found.documents],
        "questions": [q.model_dump(mode="json") for q in found.questions],
    }
    session.emit(shape, "\n".join([columns(rows), *(["", title, *asked] if asked else [])]))


def conditions(  # noqa: PLR0913, PLR0917  one parameter an option
    context: typer.Context,
    case: CaseRef,
    confirm: Annotated[str, typer.Option(help="A condition's id: it holds.")] = "",
    drop: Annotated[str, typer.Option(help="A condition's id: it doesn't apply; say --why.")] = "",
    owner: Annotated[str, typer.Option(help="Who sees to it.")] = "",
    due: Annotated[str, typer.Option(help="By which day, YYYY-MM-DD.")] = "",
    why: Annotated[str, typer.Option(help="Reason; kept in the log.")] = "",
) -> None:
    """Conditions and mitigants of the credit: proposed by code, confirmed by you."""
    session: Session = context.obj
    found = session.desk.find(case)
    if confirm and drop:
        raise UsageError(
            "confirm one or drop one, not both at once",
            "use two commands",
            zh="一次只能确认或不采用一条",
            zh_hint="请分两次执行",
        )
    if confirm or drop:
        state = ConditionState.CONFIRMED if confirm else ConditionState.DROPPED
        decision = Decision(state=state, owner=owner, due=due, why=why)
        decided = session.desk.decide_condition(found, confirm or drop, decision)
        session.emit(decided.model_dump(mode="json"), "  ".join(_row(decided, session)))
        return
    held = session.desk.terms(found).conditions
    nothing = session.pick("没有条件", "no conditions")
    text = columns([_row(c, session) for c in held])
    session.emit([c.model_dump(mode="json") for c in held], text or nothing)


def _row(condition: Condition, session: Session) -> tuple[str, ...]:
    at = 0 if session.lang is Lang.ZH else 1
    due = condition.due.isoformat() if condition.due else ""
    told = condition.statement.text(session.lang)
    more = "  ".join(part for part in (condition.owner, due, condition.why) if part)
    state = _STATES[condition.state][at]
    return (condition.id, _KINDS[condition.kind][at], state, f"{told}  {more}".rstrip())


def covenants(context: typer.Context, case: CaseRef) -> None:
    """Every covenant: definition, threshold, test dates, headroom and break-even."""
    session: Session = context.obj
    held = session.desk.terms(session.desk.find(case)).covenants
    lines = []
    for one in held:
        lines.append(
            f"{verdict_word(one.verdict, session.lang)}  {one.statement.text(session.lang)}"
        )
        if one.definition:
            lines.append(f"    = {in_tongue(one.definition, session.lang)}")
    nothing = session.pick("没有约定财务指标", "no covenants")
    session.emit([c.model_dump(mode="json") for c in held], "\n".join(lines) or nothing)
