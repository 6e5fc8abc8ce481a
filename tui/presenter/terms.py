"""Documents, questions, conditions and covenants as rows."""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.domain.figures import Verdict
from assistant.domain.quantities import Lang
from assistant.domain.terms import Condition, ConditionState, Terms
from assistant.domain.tongues import in_tongue
from tui.messages import Words
from tui.presenter.lines import Line, Role, Span, line, one_line, span

_VERDICTS: dict[Verdict, tuple[str, Role]] = {
    Verdict.PASS: ("✓ ", "good"),
    Verdict.THIN: ("~ ", "warn"),
    Verdict.WAIVED: ("w ", "warn"),
    Verdict.NOT_COMPUTABLE: ("? ", "warn"),
    Verdict.BREACH: ("✗ ", "bad"),
}
_STATES: dict[ConditionState, tuple[str, Role]] = {
    ConditionState.PROPOSED: ("○ ", "accent"),
    ConditionState.CONFIRMED: ("✓ ", "good"),
    ConditionState.DROPPED: ("– ", "dim"),
}


class TermRow(NamedTuple):
    """One row; ``condition`` can be decided where it is set."""

    mark: Line
    lines: tuple[Line, ...]
    condition: Condition | None = None
    is_heading: bool = False


def term_rows(terms: Terms, words: Words) -> tuple[TermRow, ...]:
    """All of it, in four parts."""
    missing = sum(not d.is_held for d in terms.documents)
    undecided = sum(c.state is ConditionState.PROPOSED for c in terms.conditions)
    parts = (
        (
            words("terms.documents", n=len(terms.documents), missing=missing),
            _documents(terms, words),
        ),
        (
            words("terms.conditions", n=len(terms.conditions), open=undecided),
            _conditions(terms, words),
        ),
        (words("terms.covenants", n=len(terms.covenants)), _covenants(terms, words)),
        (words("terms.questions", n=len(terms.questions)), _questions(terms, words)),
    )
    rows: list[TermRow] = []
    for heading, found in parts:
        told = list(found)
        if told:
            head = line(span(heading, "label"))
            rows.append(TermRow((), ((), head) if rows else (head,), is_heading=True))
            rows += told
    return tuple(rows)


def _documents(terms: Terms, words: Words) -> Iterator[TermRow]:
    for document in terms.documents:
        mark = Span("✓ ", "good") if document.is_held else Span("✗ ", "bad")
        need = span(f"  {words(f'terms.{document.need}')}", "dim")
        text = span(one_line(document.statement.text(words.lang)))
        yield TermRow((mark,), (line(text, need),))


def _conditions(terms: Terms, words: Words) -> Iterator[TermRow]:
    for condition in terms.conditions:
        sign, role = _STATES[condition.state]
        when, state = words(f"terms.{condition.kind}"), words(f"terms.{condition.state}")
        due = condition.due.isoformat() if condition.due else ""
        more = " · ".join(
            p for p in (state, condition.owner, due, condition.who, condition.why) if p
        )
        head = span(f"{when}  ", "label")
        text = span(one_line(condition.statement.text(words.lang)))
        yield TermRow((Span(sign, role),), (line(head, text), line(span(more, "dim"))), condition)


def _covenants(terms: Terms, words: Words) -> Iterator[TermRow]:
    for covenant in terms.covenants:
        sign, role = _VERDICTS[covenant.verdict]
        told = [line(span(one_line(covenant.statement.text(words.lang))))]
        if covenant.definition:
            told.append(line(span(f"= {in_tongue(covenant.definition, words.lang)}", "dim")))
        yield TermRow((Span(sign, role),), tuple(told))


def _questions(terms: Terms, words: Words) -> Iterator[TermRow]:
    for question in terms.questions:
        asked = question.zh if words.lang is Lang.ZH else question.en
        yield TermRow((Span("• ", "dim"),), (line(span(one_line(asked))),))
