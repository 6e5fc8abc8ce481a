"""Pages that are pictures, recognised in the background after the file is in the case.

Each page is kept as soon as it is read, so that a kill loses at most the page under way; the
document's values are taken again with its last page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.domain.case import CaseId, Source, SourceState
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.progress import Cancelled, Progress, Stopped
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.intake.add_document import (
    joined_document,
    pages_to_prove,
    recognition_problems,
    told_problems,
    values_of,
    without_pages,
)
from assistant.intake.reading_apart import PageRead, ReadDocument, load_apart, recognise_apart
from assistant.services.added_words import detail_of
from assistant.services.changing import changing
from assistant.services.office import Office
from assistant.services.results import Added
from assistant.services.telling import Say, told_by
from assistant.storage.case_store import CaseStore
from retrieval.chunking import passages_from
from retrieval.loading.ocr import INSTALL, is_installed
from retrieval.passages import LoadedDocument, Page


def waiting(office: Office, case: CaseId) -> tuple[Source, ...]:
    """Sources with pages that wait to be recognised."""
    sources = office.store(case).load().sources
    return tuple(s for s in sources if s.state is SourceState.READY and s.waiting)


def recognise(office: Office, case: CaseId, cancelled: Cancelled) -> Iterator[Progress | Added]:
    """Recognise every page that waits; work that was broken off goes on where it stood.

    Yields:
        Progress by page; one ``Added`` for each document whose last page is there.

    Raises:
        InputError: text recognition isn't installed.
        StorageError: the case can't be written.
    """
    sources = waiting(office, case)
    if sources and not is_installed():
        pages = sum(len(s.waiting) for s in sources)
        raise InputError(
            f"{pages} pages are pictures, and text recognition is not installed",
            INSTALL,
            zh=f"{pages} 页是图片，且未安装文字识别组件",
            zh_hint=INSTALL,
        )
    for source in sources:
        if cancelled():
            return
        work = _Recognising(office, office.store(case), source.id, cancelled)
        try:
            yield from told_by(work.run)
        except Stopped:
            return


class _Placed(NamedTuple):
    """A passage with its place among all of its source."""

    source_name: str
    page: int
    ordinal: int
    text: str


@dataclass
class _Recognising:
    """One document's pages."""

    office: Office
    store: CaseStore
    source: str
    cancelled: Cancelled

    def run(self, say: Say) -> None:
        """Read what waits, page by page, then take the document's values."""
        held = self._held()
        there = self.store.recognised(held.id)
        todo = [number for number in held.waiting if number not in there]
        done, total = len(held.waiting) - len(todo), len(held.waiting)

        def found(page: PageRead) -> None:
            nonlocal done
            self._keep_page(page)
            done += 1
            say(_step(held.name, done, total))

        say(_step(held.name, done, total))
        path = self.store.source_path(held.id)
        recognise_apart(path, todo, found, self.cancelled, held.name)
        say(self._finish(say))

    def _held(self) -> Source:
        return next(s for s in self.store.load().sources if s.id == self.source)

    def _keep_page(self, read: PageRead) -> None:
        """Keep one page: its words can be searched from now on."""
        held, office = self._held(), self.office
        page = Page(number=read.number, text="")
        passages: Sequence[_Placed] = ()
        if read.document is not None:
            page = next(iter(read.document.pages), page)
            own = (p.ordinal for p in self.store.passages() if p.source == held.id)
            first = max(own, default=-1) + 1
            passages = [
                _Placed(p.source_name, p.page, first + p.ordinal, p.text)
                for p in passages_from(read.document, held.id, held.name)
            ]
        subject = f"{held.name} {read.number}"
        with self.store.writing(office.by, "recognise", "", office.clock, subject) as writer:
            writer.put_recognised(held.id, page, passages, read.model_dump_json())
            more = {"passages": held.passages + len(passages)}
            writer.put_source(held.model_copy(update=more))

    def _second(self, document: LoadedDocument, held: Source, say: Say) -> LoadedDocument | None:
        """The document with pages read once more, where that would prove values; else None."""
        todo = pages_to_prove(document, held.id)
        if not todo:
            return None
        pages: list[PageRead] = []

        def found(page: PageRead) -> None:
            pages.append(page)
            say(_step(held.name, len(pages), len(todo)))

        path = self.store.source_path(held.id)
        recognise_apart(path, todo, found, self.cancelled, held.name, finer=True)
        return joined_document(without_pages(document, todo), pages)

    def _finish(self, say: Say) -> Added:
        """Take the document's values, now that every page is there."""
        held, office, store = self._held(), self.office, self.store
        base = load_apart(store.source_path(held.id), _silent, self.cancelled, name=held.name)
        bodies = store.recognised(held.id).values()
        pages = [PageRead.model_validate_json(body) for body in bodies]
        document = joined_document(base.document, pages)
        values = values_of(document, held.id, self._second(document, held, say))
        problems = (
            *told_problems(ReadDocument(document, base.lost)),
            *recognition_problems(pages),
            *values.problems,
        )
        with changing(office, store, "recognise", "", held.name) as change:
            before = change.basis.without_source(held.id, store.source_findings(held.id))
            change.basis = before.with_source(values.figures, (), values.findings)
            change.writer.replace_figures(f"source:{held.id}", values.figures)
            change.writer.replace_findings(values.findings, f"source:{held.id}")
            told = {"waiting": (), "problems": problems, "detail": detail_of(problems)}
            change.writer.put_source(held.model_copy(update=told))
            change.writer.detail(pages=len(pages), figures=len(values.figures))
        return Added(
            path=held.name,
            name=held.name,
            ok=True,
            text=_summary(pages, values.figures, office.lang),
        )


def _silent(_: Progress) -> None:
    """Progress of a reading that takes a moment."""


def _step(name: str, done: int, total: int) -> Progress:
    return Progress(subject=name, stage="recognising", done=done, total=total, unit="pages")


def _summary(pages: Sequence[PageRead], figures: Sequence[Figure], lang: Lang) -> str:
    read = sum(page.document is not None for page in pages)
    wait = sum(figure.status is FigureStatus.CANDIDATE for figure in figures)
    sure = len(figures) - wait
    if lang is Lang.ZH:
        text = f"已识别 {read} 页"
        text += f"，{sure} 个数值两次识别一致且勾稽相符" if sure else ""
        return text + (f"，{wait} 个数值待确认" if wait else "")
    text = f"{read} pages recognised"
    text += f", {sure} values read twice alike and tied out" if sure else ""
    return text + (f", {wait} values wait to be confirmed" if wait else "")
