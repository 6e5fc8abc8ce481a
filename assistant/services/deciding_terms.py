"""Terms of a credit: what code proposes, and what a named person decides on each condition."""

from datetime import date

from assistant.domain.case import CaseId
from assistant.domain.clock import today
from assistant.domain.memo import MemoKind
from assistant.domain.terms import Condition, ConditionState, Decision, Terms
from assistant.errors import InputError, UsageError
from assistant.memo.conditions import conditions
from assistant.memo.covenants import covenants
from assistant.memo.documents import documents
from assistant.services.decided import CONDITION
from assistant.services.interview_view import questions
from assistant.services.office import Office


def terms(office: Office, case: CaseId, kind: MemoKind) -> Terms:
    """Documents, questions, conditions and covenants of a case for a kind of memo."""
    held = office.case(case)
    return Terms(
        documents=documents(held, kind),
        questions=questions(office, case),
        conditions=conditions(held, kind),
        covenants=covenants(held),
    )


def decide(office: Office, case: CaseId, ref: str, decision: Decision) -> Condition:
    """Keep a person's decision on the condition ``ref`` (an id or its beginning) in the log.

    Raises:
        UsageError: there is no such condition.
        InputError: the owner, the day or the reason is missing, or the day is past.
    """
    found = _meant(conditions(office.case(case)), ref)
    due = _verified(decision)
    now = today(office.clock)
    if due is not None and not found.may_be_due(due, now):
        raise InputError(
            f"the day {due} is past: today is {now}",
            "give a day to come: --due YYYY-MM-DD",
            zh=f"期限 {due} 已过，今天是 {now}",
            zh_hint="请写尚未到来的日期：--due YYYY-MM-DD",
        )
    decided = found.model_copy(
        update={
            "state": decision.state,
            "owner": decision.owner.strip(),
            "due": due,
            "who": office.by,
            "when": office.clock(),
            "why": decision.why.strip(),
        }
    )
    store = office.store(case)
    with store.writing(office.by, CONDITION, decision.why, office.clock, found.id) as writer:
        writer.detail(condition=decided.model_dump(mode="json"))
    return decided


def _meant(known: tuple[Condition, ...], ref: str) -> Condition:
    found = [c for c in known if ref and c.id.startswith(ref)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(c.id for c in known) or "-"
    raise UsageError(
        f"no condition {ref!r}",
        f"there are: {listed}",
        zh=f"没有条件 {ref!r}",
        zh_hint=f"现有：{listed}",
    )


def _verified(decision: Decision) -> date | None:
    if decision.state is ConditionState.DROPPED:
        if not decision.why.strip():
            raise InputError(
                "dropping a condition needs its reason",
                "say it: --why TEXT",
                zh="不采用条件须说明理由",
                zh_hint="请用 --why 写明",
            )
        return None
    try:
        due = date.fromisoformat(decision.due)
    except ValueError:
        due = None
    if decision.due.strip() and due is None:
        raise InputError(
            f"“{decision.due.strip()}” is no day",
            "write it as YYYY-MM-DD",
            zh=f"“{decision.due.strip()}”不是日期",
            zh_hint="请写成 YYYY-MM-DD",
        )
    if not decision.owner.strip() or due is None:
        raise InputError(
            "a condition is confirmed with its owner and its day",
            "say both: --owner NAME --due YYYY-MM-DD",
            zh="确认条件须写明责任人和期限",
            zh_hint="请写明：--owner 姓名 --due YYYY-MM-DD",
        )
    return due
