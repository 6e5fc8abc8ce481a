"""Interviews beside the case: claims, findings, questions. Reads only."""

from collections.abc import Iterable, Sequence

from assistant.domain.case import CaseId
from assistant.domain.figures import Figure
from assistant.domain.findings import Finding
from assistant.domain.interviews import Interview, InterviewView, Question
from assistant.domain.tolerances import InterviewPolicy
from assistant.errors import UsageError
from assistant.interview.findings import file_from, findings_of, follow_up_of, heard_from
from assistant.interview.questions import questions_for
from assistant.services.office import Office
from assistant.storage.case_store import CaseStore


def interview_findings(
    interviews: Sequence[Interview], figures: Iterable[Figure], policy: InterviewPolicy
) -> tuple[Finding, ...]:
    """What the interviews of a case raise beside its figures, each against those before it."""
    by_key = {f.key: f for f in figures}
    file = file_from(by_key.values(), policy)
    heard = [heard_from(interview, file) for interview in interviews]
    return tuple(
        finding
        for place, one in enumerate(heard)
        for finding in findings_of(one, heard[:place], by_key, policy)
    )


def interview_of(store: CaseStore, ref: str) -> Interview:
    """The interview that a name or the beginning of an id means; the latest one for ''.

    Raises:
        UsageError: there is none, or several.
    """
    every = store.interviews()
    meant = [i for i in every if i.name == ref or i.source.startswith(ref)]
    if not ref:
        meant = list(every[-1:])
    if len(meant) == 1:
        return meant[0]
    names = [i.name for i in every]
    raise UsageError(
        f"no interview {ref!r} in this case" if ref else "there is no interview in this case",
        f"there are: {', '.join(names)}" if names else "`tallystick interview CASE FILE` adds one",
        zh=f"本案卷没有访谈 {ref!r}" if ref else "本案卷没有访谈",
        zh_hint=f"现有：{'、'.join(names)}" if names else "tallystick interview CASE FILE 加入一份",
    )


def view(office: Office, case: CaseId, ref: str = "") -> InterviewView:
    """An interview with its claims beside the file, and what to ask."""
    store = office.store(case)
    interview, held = interview_of(store, ref), office.case(case)
    policy = office.policy.interview
    heard = heard_from(interview, file_from(held.figures, policy))
    own = interview.raised(held.findings)
    return InterviewView(
        interview=interview,
        claims=heard.rows,
        questions=questions_for(held.figures, held.findings, held.score, heard.rows),
        follow_up=follow_up_of(heard, own),
    )


def questions(office: Office, case: CaseId) -> tuple[Question, ...]:
    """What the file raises before anybody is asked."""
    held = office.case(case)
    return questions_for(held.figures, held.findings, held.score)
