"""Keep a file that was read, list one that wasn't, take one out: each with all that follows."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assistant.domain.case import CaseFile, CaseId, Source, SourceKind, SourceState
from assistant.domain.figures import Figure
from assistant.domain.findings import Finding
from assistant.domain.records import RejectedRow
from assistant.errors import InputError
from assistant.intake.add_document import DocumentReading
from assistant.intake.read_invoices import ReadFile
from assistant.services.changing import Change, changing
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
        replace_namesakes(change, store, read.source)
        sets = tuple(file.record_set for file in read.records)
        change.basis = change.basis.with_source(read.figures, sets, read.findings)
        _put(change.writer, read)


def replace_namesakes(change: Change, store: CaseStore, source: Source) -> None:
    """Take out what an earlier file of the same name said."""
    same = [s for s in store.load().sources if s.name == source.name and s.id != source.id]
    for old in (s for s in same if s.state is SourceState.READY):
        _take_out(change, store, old.id)
        gone = {"state": SourceState.REPLACED, "detail": source.id[:12]}
        change.writer.put_source(old.model_copy(update=gone))
    for unread in (s for s in same if s.state is SourceState.FAILED):
        change.writer.put_source(unread.model_copy(update={"state": SourceState.REPLACED}))


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


def keep_failure(office: Office, store: CaseStore, name: str, error: InputError) -> None:
    """List a file that couldn't be read, with the reason (law 6)."""
    source = Source(
        id=sha256(f"unread:{name}".encode()).hexdigest(),
        name=name,
        kind=SourceKind.DOCUMENT,
        media_type="",
        size=0,
        added_at=office.clock(),
        added_by=office.by,
        state=SourceState.FAILED,
        detail=error.both_hinted,
    )
    with store.writing(office.by, "add failed", error.both, office.clock, name) as writer:
        writer.put_source(source)


def replace_missing(
    office: Office, store: CaseStore, container: str, kept: Collection[str]
) -> None:
    """Take out what an earlier version of an archive or e-mail held and this one doesn't.

    Args:
        office: who acts.
        store: the case.
        container: the outer file's name.
        kept: names and content digests of everything that it holds now.
    """
    inner = within(store.load(), container)
    gone = [s for s in inner if s.name not in kept and s.id not in kept]
    if not gone:
        return
    with changing(office, store, "add", "", container) as change:
        for source in gone:
            _take_out(change, store, source.id)
            change.writer.put_source(source.model_copy(update={"state": SourceState.REPLACED}))


def within(case: CaseFile, container: str) -> tuple[Source, ...]:
    """Live sources that came out of an archive or e-mail."""
    live = (SourceState.READY, SourceState.FAILED)
    inside = f"{container}/"
    return tuple(s for s in case.sources if s.state in live and s.name.startswith(inside))


def remove_source(office: Office, case: CaseId, source: str, why: str) -> None:
    """Take a source and all that came from it out of the case; an e-mail with its attachments.

    Args:
        office: who acts.
        case: which case.
        source: a source's id, or the name of an archive whose files are in the case.
        why: the reason.

    Raises:
        UsageError: there is no such source.
    """
    store = office.store(case)
    held = store.load()
    named = next((s.name for s in held.sources if s.id == source), source)
    inner = within(held, named)
    known = any(s.id == source for s in held.sources)
    with changing(office, store, "remove", why, named) as change:
        for one in (*([source] if known or not inner else ()), *(s.id for s in inner)):
            _take_out(change, store, one)


def _take_out(change: Change, store: CaseStore, source: str) -> None:
    change.basis = change.basis.without_source(source, store.source_findings(source))
    change.without_interview(source)
    change.writer.remove_source(source)
