"""Cases as rows of the first screen, and a case's head line."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.case import CaseFile, CaseHead, CaseId
from assistant.domain.findings import ReviewState, Severity
from assistant.domain.lacking import undated
from assistant.domain.quantities import Unit, money_text
from tui.messages import Words
from tui.presenter.lines import Line, Role, ago, counted, joined, one_line, shortened, span

_GRADE_ROLES: Final[dict[str, Role]] = {"A": "good", "B": "accent", "C": "warn", "D": "bad"}


_PROBLEM_CELLS: Final = 48


class CaseRow(NamedTuple):
    """One case in the list."""

    id: CaseId
    name: str
    cells: tuple[Line, ...]
    """Firm, request, grade, open warnings, last touched."""


def grade_role(grade: str) -> Role:
    """The colour role of a grade by its first letter."""
    return _GRADE_ROLES.get(grade[:1].upper(), "strong")


def case_rows(
    cases: Sequence[CaseHead], wanted: str, now: datetime, words: Words
) -> tuple[CaseRow, ...]:
    """The cases whose name or credit code contains every word of ``wanted``."""
    parts = wanted.casefold().split()
    kept = (c for c in cases if all(p in f"{c.name} {c.uscc}".casefold() for p in parts))
    return tuple(_row(c, now, words) for c in kept)


def _row(head: CaseHead, now: datetime, words: Words) -> CaseRow:
    if head.problem:
        problem = (span(shortened(head.problem, _PROBLEM_CELLS), "bad"),)
        name = (span(one_line(head.name) or head.id, "strong"),)
        return CaseRow(head.id, head.name, (name, problem, (), (), ()))
    amount = (
        span(money_text(Decimal(head.amount), Unit.CNY, words.lang))
        if head.amount
        else span(words("cases.no_amount"), "dim")
    )
    grade = (
        span(head.grade, grade_role(head.grade))
        if head.grade
        else span(words("cases.no_grade"), "dim")
    )
    warnings = span(f"● {head.open_warnings}", "warn") if head.open_warnings else span("–", "dim")
    touched = span(ago(head.touched_at, now, words), "dim")
    cells = ((span(one_line(head.name), "strong"),), (amount,), (grade,), (warnings,), (touched,))
    return CaseRow(head.id, head.name, cells)


def case_headline(case: CaseFile, words: Words) -> Line:
    """Grade, open warnings, request, tenor and as-of day of a case: the first are cut last."""
    grade, count = case.score.grade if case.score else "", open_count(case)
    parts = [
        span(words("bench.grade", grade=grade), grade_role(grade))
        if grade
        else span(words("bench.unrated"), "dim"),
        span(counted(words, "bench.warnings", count), "warn")
        if count
        else span(words("bench.no_warnings"), "good"),
    ]
    for key, text in (("request.amount", "bench.request"), ("request.tenor_months", "bench.tenor")):
        figure = case.figure(key)
        if figure is not None and figure.value is not None:
            parts.append(span(words(text, value=figure.text(words.lang))))
    if case.as_of is not None:
        parts.append(span(words("bench.as_of", day=case.as_of.isoformat()), "dim"))
    elif undated(case, words.lang) is not None:
        parts.append(span(words("bench.undated"), "warn"))
    return joined(parts)


def open_count(case: CaseFile) -> int:
    """How many warnings still wait for a person; what is only information is not counted."""
    return sum(
        f.review.state is ReviewState.OPEN and f.severity is not Severity.INFO
        for f in case.findings
    )
