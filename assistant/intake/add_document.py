"""One document into pages, passages and values; saves nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.findings import Finding
from assistant.domain.progress import Cancelled, Report
from assistant.domain.tongues import two_tongued
from assistant.extraction.bank_tax import bank_figures, is_bank_or_tax, vat_figures
from assistant.extraction.forms import form_figures, is_form
from assistant.extraction.operations import Operations, holds_operations, operations_in
from assistant.extraction.papers import schedules, titled_paper
from assistant.extraction.statements import is_statements, statement_figures
from assistant.intake.e_invoice import invoice_in
from assistant.intake.reading_apart import PageRead, ReadDocument, load_apart
from assistant.intake.workers import DOCUMENT_LIMITS, WorkerLimits
from retrieval.chunking import passages_from
from retrieval.loading.rejoined import with_rejoined_tables
from retrieval.passages import LoadedDocument, Page, Passage, Problem


class DocumentAsked(NamedTuple):
    """What is asked of a document."""

    source: str
    """Its id in the case."""
    firm: str
    """Whose document it is, which tells goods shipped from goods received."""
    today: date
    """Rows dated later are refused."""
    name: str = ""
    """What people call it; '' is the file's own name."""


@dataclass(frozen=True)
class Values:
    """What a document says in figures."""

    figures: tuple[Figure, ...] = ()
    """Verified where the statement ties out, candidates otherwise."""
    findings: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()
    """What could not be read, in both languages."""
    movements: int = 0
    """Lines of a bank's or wallet's statement."""
    invoice: Mapping[str, str] | None = None
    """Fields of the electronic invoice that the document is."""
    operations: Operations = field(default_factory=Operations)
    """Meters, waybills, orders and stock that its tables hold."""


@dataclass(frozen=True)
class DocumentReading:
    """What became of a document."""

    media_type: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    values: Values
    problems: tuple[str, ...]
    """What could not be read, with its page, in both languages."""
    waiting: tuple[int, ...] = ()
    """Pages that are pictures, to be recognised later."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Values that stand in the document."""
        return self.values.figures

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading the document raised."""
        return self.values.findings


def read_document(
    path: Path,
    asked: DocumentAsked,
    *,
    progress: Report,
    cancelled: Cancelled,
    limits: WorkerLimits = DOCUMENT_LIMITS,
) -> DocumentReading:
    """Read one document in a child process and take its values.

    Where pages wait for recognition, the values are those of the others until the last is there.

    Raises:
        InputError: it can't be read.
        Stopped: the user called it off.
    """
    read = load_apart(path, progress, cancelled, limits, asked.name)
    document = read.document
    values = values_of(document, asked.source)
    operations = operations_in(document, asked.source, firm=asked.firm, today=asked.today)
    values = replace(values, operations=operations)
    return DocumentReading(
        media_type=document.media_type,
        pages=document.pages,
        passages=passages_from(document, asked.source, document.name),
        values=values,
        problems=(*told_problems(read), *values.problems, *operations.remarks),
        waiting=document.unrecognised,
    )


def told_problems(read: ReadDocument) -> tuple[str, ...]:
    """What could not be read of a document; pages that wait for recognition aren't among it."""
    document = read.document
    waiting = frozenset(document.unrecognised)
    kept = (p for p in document.problems if p.page is None or p.page not in waiting)
    return (*(lost.reason for lost in read.lost), *map(_unread, kept))


def joined_document(document: LoadedDocument, pages: Sequence[PageRead]) -> LoadedDocument:
    """A document with the words and tables that recognition read off its pictures."""
    read = [page.document for page in pages if page.document is not None]
    words = {page.number: page for one in read for page in one.pages}
    done = frozenset(page.number for page in pages)
    tables = (*document.tables, *(table for one in read for table in one.tables))
    joined = document.model_copy(
        update={
            "pages": tuple(words.get(page.number, page) for page in document.pages),
            "tables": tuple(sorted(tables, key=lambda table: table.page)),
            "problems": tuple(p for p in document.problems if p.page not in done),
            "unrecognised": tuple(n for n in document.unrecognised if n not in done),
        }
    )
    return with_rejoined_tables(joined)


def without_pages(document: LoadedDocument, pages: Collection[int]) -> LoadedDocument:
    """The document as before these pages were recognised."""
    blank = (
        p.model_copy(update={"text": "", "recognised": ()}) if p.number in pages else p
        for p in document.pages
    )
    tables = tuple(table for table in document.tables if table.page not in pages)
    return document.model_copy(update={"pages": tuple(blank), "tables": tables})


def recognition_problems(pages: Sequence[PageRead]) -> tuple[str, ...]:
    """What recognition could not read, in both languages."""
    told: list[str] = []
    for page in sorted(pages, key=lambda page: page.number):
        told += [page.lost] if page.lost else []
        told += map(_unread, page.document.problems if page.document else ())
    return tuple(dict.fromkeys(told))


def values_of(
    document: LoadedDocument, source: str, second: LoadedDocument | None = None
) -> Values:
    """Figures and findings of a document.

    What recognition read is a candidate (law 2), unless the statement ties out and a second reading
    of the page, which saw other dots, gives the same value in a statement that ties out too.
    """
    values = _values(document, source)
    seen = recognised_pages(document)
    if not seen:
        return values
    again = _values(second, source).figures if second is not None else ()
    sure = {(f.key, f.value) for f in again if f.status is FigureStatus.VERIFIED}
    figures = tuple(_unproved(figure, seen, sure) for figure in values.figures)
    return replace(values, figures=figures)


def recognised_pages(document: LoadedDocument) -> frozenset[int]:
    """Pages whose words come from recognition."""
    return frozenset(page.number for page in document.pages if page.recognised)


def pages_to_prove(document: LoadedDocument, source: str) -> tuple[int, ...]:
    """Recognised pages with values that tie out, so that a second reading would prove them."""
    seen = recognised_pages(document)
    figures = _values(document, source).figures if seen else ()
    proved = (f.evidence for f in figures if f.status is FigureStatus.VERIFIED)
    return tuple(sorted({e.page for e in proved if e.type == "quoted" and e.page in seen}))


def _unproved(
    figure: Figure, recognised: frozenset[int], sure: Collection[tuple[str, object]]
) -> Figure:
    evidence = figure.evidence
    if evidence.type == "quoted" and (
        evidence.page not in recognised or (figure.key, figure.value) in sure
    ):
        return figure
    return figure.model_copy(update={"status": FigureStatus.CANDIDATE})


def _values(document: LoadedDocument, source: str) -> Values:
    invoice = invoice_in(document)
    is_bank = is_bank_or_tax(document)
    if invoice is not None or (not is_bank and holds_operations(document)):
        return Values(invoice=invoice)
    if is_bank:
        sums = (vat_figures(document, source), bank_figures(document, source))
        figures = _first_of_each(figure for found in sums for figure in found.figures)
        problems = tuple(problem for found in sums for problem in found.problems)
        return Values(figures, (), problems, sum(found.movements for found in sums))
    found = statement_figures(document, source)
    beside = schedules(document, source)
    if is_statements(document) and found.figures:
        figures = (*found.figures, *beside.figures)
        problems = (*found.unread, *beside.problems)
        return Values(figures, (*found.findings, *beside.findings), problems)
    paper = titled_paper(document, source)
    if paper.figures or paper.problems:
        figures = _first_of_each((*paper.figures, *beside.figures))
        return Values(figures, beside.findings, (*paper.problems, *beside.problems))
    if is_form(document):
        form = form_figures(document, source)
        figures = _first_of_each((*form.figures, *beside.figures))
        unread = tuple(u.told() for u in form.unread)
        return Values(figures, beside.findings, (*unread, *beside.problems))
    return Values(beside.figures, beside.findings, (*found.unread, *beside.problems))


def _unread(problem: Problem) -> str:
    zh, en = problem.zh or problem.reason, problem.reason
    if problem.page:
        zh, en = f"第{problem.page}页：{zh}", f"page {problem.page}: {en}"
    return two_tongued(zh, en)


def _first_of_each(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple({figure.key: figure for figure in reversed(tuple(figures))}.values())
