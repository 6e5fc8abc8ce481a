"""Findings as a list, and one finding in full."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure
from assistant.domain.findings import Finding, ReviewState, Severity
from tui.messages import Words
from tui.presenter.cases import open_count
from tui.presenter.detail import figure_line
from tui.presenter.lines import Line, Role, Span, line, moment_text, one_line, span

SEVERITY_MARKS: Final[dict[Severity, tuple[str, Role]]] = {
    Severity.CRITICAL: ("▲", "bad"),
    Severity.WARNING: ("●", "warn"),
    Severity.INFO: ("○", "label"),
}
_STATE_ORDER: Final = (ReviewState.OPEN, ReviewState.KEPT, ReviewState.DISMISSED)
_SEVERITY_ORDER: Final = (Severity.CRITICAL, Severity.WARNING, Severity.INFO)
_STATE_ROLES: Final[dict[ReviewState, Role]] = {
    ReviewState.OPEN: "warn",
    ReviewState.KEPT: "good",
    ReviewState.DISMISSED: "dim",
}


class FindingRow(NamedTuple):
    """One finding in the list."""

    id: str
    mark: Line
    lines: tuple[Line, ...]


class FigureLink(NamedTuple):
    """A figure that a finding or rule rests on."""

    key: str
    line: Line


def ordered_findings(case: CaseFile) -> tuple[Finding, ...]:
    """Open ones first, then by severity; stable otherwise."""
    return tuple(
        sorted(
            case.findings,
            key=lambda f: (
                _STATE_ORDER.index(f.review.state),
                _SEVERITY_ORDER.index(f.severity),
            ),
        )
    )


def finding_rows(case: CaseFile, words: Words) -> tuple[FindingRow, ...]:
    """Two lines a finding: mark, kind and state; then its words."""
    return tuple(_row(f, words) for f in ordered_findings(case))


def _row(finding: Finding, words: Words) -> FindingRow:
    mark, role = SEVERITY_MARKS[finding.severity]
    state = finding.review.state
    dismissed = state is ReviewState.DISMISSED
    head = line(
        span(words(f"finding_kind.{finding.kind}"), "dim" if dismissed else "label"),
        Span("  "),
        span(words(f"review_state.{state}"), _STATE_ROLES[state]),
    )
    text = span(one_line(finding.statement.text(words.lang)), "struck" if dismissed else "")
    sign = Span(f"{mark} ", "dim" if dismissed else role)
    return FindingRow(finding.id, (sign,), (head, (text,), ()))


def findings_summary(case: CaseFile, words: Words) -> Line:
    """How many are open, kept and dismissed; open ones as the head counts them, hints apart."""
    counts = {s.value: sum(f.review.state is s for f in case.findings) for s in ReviewState}
    waiting = open_count(case)
    hints = counts["open"] - waiting
    told = words("findings.summary", **{**counts, "open": waiting})
    return line(span(told + (words("findings.hints", n=hints) if hints else ""), "dim"))


def finding_lines(finding: Finding, words: Words) -> tuple[Line, ...]:
    """A finding in full, except the figures it rests on."""
    mark, role = SEVERITY_MARKS[finding.severity]
    kind = words(f"finding_kind.{finding.kind}")
    lines = [
        line(span(f"{mark} {words(f'severity.{finding.severity}')}  {kind}", role)),
        line(""),
        line(span(one_line(finding.statement.text(words.lang)), "strong")),
        line(""),
        line(span(f"{words('findings.rule')}  ", "dim"), span(finding.rule_id)),
        _review(finding, words),
    ]
    if finding.review.note:
        lines.append(line(span(f"“{finding.review.note}”", "mark")))
    if finding.evidence:
        places = "  ".join(finding.evidence)
        lines.append(line(span(f"{words('findings.places')}  ", "dim"), span(places)))
    return tuple(lines)


def _review(finding: Finding, words: Words) -> Line:
    review = finding.review
    state = words(f"review_state.{review.state}")
    text = state
    if review.who and review.when:
        text = words(
            "findings.reviewed", state=state, who=review.who, when=moment_text(review.when)
        )
    return line(
        span(f"{words('findings.review')}  ", "dim"), span(text, _STATE_ROLES[review.state])
    )


def figure_links(
    keys: tuple[str, ...], figures: Mapping[str, Figure], words: Words
) -> tuple[FigureLink, ...]:
    """The figures among ``keys`` that the case has."""
    return tuple(
        FigureLink(k, figure_line(figures[k], words)) for k in dict.fromkeys(keys) if k in figures
    )
