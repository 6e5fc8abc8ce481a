"""One document into pages, passages and values; saves nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.figures import Figure
from assistant.domain.findings import Finding
from assistant.domain.progress import Cancelled, Report
from assistant.domain.tongues import two_tongued
from assistant.extraction.bank_tax import bank_figures, is_bank_or_tax, vat_figures
from assistant.extraction.forms import form_figures, is_form
from assistant.extraction.statements import is_statements, statement_figures
from assistant.intake.workers import DOCUMENT_LIMITS, WorkerLimits, load_apart
from retrieval.chunking import passages_from
from retrieval.passages import LoadedDocument, Page, Passage, Problem


@dataclass(frozen=True)
class DocumentReading:
    """What became of a document."""

    media_type: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    """Verified where the statement ties out, candidates otherwise."""
    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    """What could not be read, with its page."""


def read_document(
    path: Path,
    source_id: str,
    *,
    progress: Report,
    cancelled: Cancelled,
    limits: WorkerLimits = DOCUMENT_LIMITS,
) -> DocumentReading:
    """Read one document in a child process and take its values.

    Raises:
        InputError: it can't be read.
        Stopped: the user called it off.
    """
    document = load_apart(path, progress, cancelled, limits)
    figures, findings, problems = _values(document, source_id)
    unread = tuple(_unread(problem) for problem in document.problems)
    return DocumentReading(
        media_type=document.media_type,
        pages=document.pages,
        passages=passages_from(document, source_id, path.name),
        figures=figures,
        findings=findings,
        problems=(*unread, *problems),
    )


def _values(
    document: LoadedDocument, source: str
) -> tuple[tuple[Figure, ...], tuple[Finding, ...], tuple[str, ...]]:
    if is_bank_or_tax(document):
        sums = (vat_figures(document, source), bank_figures(document, source))
        figures = _first_of_each(figure for found in sums for figure in found.figures)
        return figures, (), tuple(problem for found in sums for problem in found.problems)
    found = statement_figures(document, source) if is_statements(document) else None
    if found is not None and found.figures:
        return found.figures, found.findings, ()
    if is_form(document):
        form = form_figures(document, source)
        return _first_of_each(form.figures), (), tuple(u.told() for u in form.unread)
    return (), (), ()


def _unread(problem: Problem) -> str:
    zh, en = problem.zh or problem.reason, problem.reason
    if problem.page:
        zh, en = f"第{problem.page}页：{zh}", f"page {problem.page}: {en}"
    return two_tongued(zh, en)


def _first_of_each(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple({figure.key: figure for figure in reversed(tuple(figures))}.values())
