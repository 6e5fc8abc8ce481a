"""Keep a file that was read, list one that wasn't, take one out: each with all that follows."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assistant.domain.case import CaseId, Source, SourceKind, SourceState
from assistant.domain.figures import Figure
from assistant.domain.findings import Finding
from assistant.domain.records import RejectedRow
from assistant.errors import InputError
from assistant.intake.add_document import DocumentReading
from assistant.intake.read_invoices import ReadFile
from assistant.services.changing import changing
from assistant.services.office import Office
from assistant.storage.case_store import CaseStore
from assistant.storage.case_writer import CaseWriter


@dataclass(frozen=True)
class ReadSource:
    """One file after reading, before it is kept."""

    source: Source
    records: tuple[ReadFile, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    document: DocumentReading | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Values that stand in the document."""
        return self.document.figures if self.document else ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading the document raised."""
        return self.document.findings if self.document else ()


def keep(office: Office, store: CaseStore, path: Path, read: ReadSource) -> None:
    """Keep the file and everything that follows from it in one transaction.

    Raises:
        InputError: the file is no longer what was read.
        StorageError: the case can't be written.
    """
    if store.keep_file(path) != read.source.id:
        raise InputError(
            f"{path.name}: the file changed while it was read",
            "add it again",
            zh=f"{path.name}：读取过程中文件被改动",
            zh_hint="请重新加入",
        )
    for file in read.records:
        store.keep_records(file.path)
    with changing(office, store, "add", "", read.source.name) as change:
        sources = store.load().sources
        same = [s for s in sources if s.name == read.source.name and s.id != read.source.id]
        for old in (s for s in same if s.state is SourceState.READY):
            change.basis = change.basis.without_source(old.id, store.source_findings(old.id))
            change.writer.remove_source(old.id)
            gone = {"state": SourceState.REPLACED, "detail": read.source.id[:12]}
            change.writer.put_source(old.model_copy(update=gone))
        for unread in (s for s in same if s.state is SourceState.FAILED):
            change.writer.put_source(unread.model_copy(update={"state": SourceState.REPLACED}))
        sets = tuple(file.record_set for file in read.records)
        change.basis = change.basis.with_source(read.figures, sets, read.findings)
        _put(change.writer, read)


def _put(writer: CaseWriter, read: ReadSource) -> None:
    source = read.source
    writer.put_source(source)
    for file in read.records:
        writer.put_record_set(file.record_set)
    writer.put_rejected(source.id, read.rejected)
    if read.document is not None:
        writer.put_pages(source.id, read.document.pages, read.document.passages)
    writer.replace_figures(f"source:{source.id}", read.figures)
    writer.replace_findings(read.findings, f"source:{source.id}")
    writer.detail(
        sha256=source.id,
        rows=source.rows,
        rejected=source.rejected,
        pages=source.pages,
        figures=len(read.figures),
    )


def keep_failure(office: Office, store: CaseStore, path: Path, error: InputError) -> None:
    """List a file that couldn't be read, with the reason (law 6)."""
    source = Source(
        id=sha256(f"unread:{path.name}".encode()).hexdigest(),
        name=path.name,
        kind=SourceKind.DOCUMENT,
        media_type="",
        size=0,
        added_at=office.clock(),
        added_by=office.by,
        state=SourceState.FAILED,
        detail=error.both,
    )
    with store.writing(office.by, "add failed", error.both, office.clock, path.name) as writer:
        writer.put_source(source)


def remove_source(office: Office, case: CaseId, source: str, why: str) -> None:
    """Take a source and all that came from it out of the case.

    Raises:
        UsageError: there is no such source.
    """
    store = office.store(case)
    with changing(office, store, "remove", why, source[:12]) as change:
        change.basis = change.basis.without_source(source, store.source_findings(source))
        change.writer.remove_source(source)
