"""Add files to a case: each file is read, derived from and saved by itself, whole or not at all."""

from collections.abc import Iterator, Sequence
from hashlib import file_digest
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Final

from assistant.domain.case import CaseFile, CaseId, Source, SourceKind, SourceState
from assistant.domain.progress import Cancelled, Progress, Report
from assistant.domain.quantities import Lang
from assistant.domain.records import RecordSet
from assistant.domain.tongues import in_tongue, joined, two_tongued
from assistant.errors import InputError
from assistant.intake.add_document import read_document
from assistant.intake.detect import FileKind, kind_of
from assistant.intake.read_invoices import InvoiceRequest, ReadFile, read_invoices
from assistant.services.firms import ManyFirms, firm_wanted, verify_same_firm
from assistant.services.keeping import ReadSource, keep, keep_failure
from assistant.services.office import Office
from assistant.services.results import Added

_LARGEST: Final = 2 * 1024**3
_SHOWN: Final = 3
"""Refused rows that are told at once; the case lists all."""


def add_files(
    office: Office,
    case: CaseId,
    paths: Sequence[Path],
    cancelled: Cancelled,
    *,
    firm: str | None = None,
) -> Iterator[Progress | Added]:
    """Read files and folders into a case, one after the other.

    Args:
        office: whose home.
        case: which case.
        paths: files, or folders whose files are taken in name order.
        cancelled: asked often; what was acknowledged by an ``Added`` stays.
        firm: which firm of a file of many.

    Yields:
        Progress of the file being read; one ``Added`` a file, when it is saved.

    Raises:
        StorageError: the case can't be written.
    """
    for path in _files(paths):
        if cancelled():
            return
        yield from _add_one(office, case, path, cancelled, firm)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))
            )
        else:
            yield path


def _add_one(
    office: Office, case: CaseId, path: Path, cancelled: Cancelled, firm: str | None
) -> Iterator[Progress | Added]:
    steps: SimpleQueue[Progress | Added | BaseException] = SimpleQueue()

    def work() -> None:
        try:
            steps.put(_added(office, case, path, (steps.put, cancelled), firm))
        except BaseException as error:  # noqa: BLE001  handed to the caller's thread below
            steps.put(error)

    Thread(target=work, daemon=True).start()
    while not isinstance(step := steps.get(), Added):
        if isinstance(step, BaseException):
            raise step
        yield step
    yield step


def _added(
    office: Office,
    case: CaseId,
    path: Path,
    control: tuple[Report, Cancelled],
    firm: str | None,
) -> Added:
    store = office.store(case)
    try:
        digest = _digest(path)
        held = store.load()
        if _is_known(held, digest):
            text = (
                "案卷中已有相同内容，无需重复加入"
                if office.lang is Lang.ZH
                else "already in the case"
            )
            return Added(path=str(path), ok=True, text=text)
        with TemporaryDirectory(prefix="tallystick-") as folder:
            read = _read(office, held, path, digest, (firm, Path(folder), *control))
            control[0](Progress(subject=path.name, stage="saving", done=0, total=1, unit="files"))
            keep(office, store, path, read)
        return Added(
            path=str(path),
            ok=True,
            text=_summary(read, office.lang),
            rejected=_refused(read, office.lang),
        )
    except InputError as error:
        keep_failure(office, store, path, error)
        firms = error.firms if isinstance(error, ManyFirms) else ()
        told = error.told(office.lang)
        return Added(path=str(path), ok=False, text=told.message, hint=told.hint, firms=firms)


def _digest(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size == 0:
            raise InputError(
                f"{path.name}: the file is empty",
                "add a file with content",
                zh=f"{path.name}：文件是空的",
                zh_hint="请加入有内容的文件",
            )
        if size > _LARGEST:
            raise InputError(
                f"{path.name}: larger than 2 GB",
                "split it, or add what is needed",
                zh=f"{path.name}：超过 2 GB",
                zh_hint="请拆分，或只加入需要的部分",
            )
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror}",
            "check path and permissions",
            zh=f"{path}：{error.strerror}",
            zh_hint="请检查路径和权限",
        ) from error


def _is_known(case: CaseFile, digest: str) -> bool:
    return any(s.id == digest and s.state is SourceState.READY for s in case.sources)


def _read(
    office: Office,
    case: CaseFile,
    path: Path,
    digest: str,
    tools: tuple[str | None, Path, Report, Cancelled],
) -> ReadSource:
    firm, folder, report, cancelled = tools
    report(Progress(subject=path.name, stage="reading", done=0, total=None, unit="rows"))
    if kind_of(path) is FileKind.INVOICES:
        request = InvoiceRequest(
            path=path,
            source_id=digest,
            firm=firm_wanted(path, firm, case),
            firm_tax_id=case.head.uscc,
            today=office.today(),
            added_at=office.clock(),
        )
        reading = read_invoices(request, out_dir=folder, progress=report, cancelled=cancelled)
        verify_same_firm(path.name, (f.record_set.firm for f in reading.files), case)
        source = _source(office, path, digest, SourceKind.RECORDS, "invoices")
        rows = sum(f.record_set.rows for f in reading.files)
        counted = {"rows": rows, "rejected": len(reading.rejected), "detail": _odd(reading.files)}
        return ReadSource(source.model_copy(update=counted), reading.files, reading.rejected)
    document = read_document(path, digest, progress=report, cancelled=cancelled)
    source = _source(office, path, digest, SourceKind.DOCUMENT, document.media_type)
    counted = {"pages": len(document.pages), "passages": len(document.passages)}
    detail = joined(document.problems)
    return ReadSource(source.model_copy(update={**counted, "detail": detail}), document=document)


def _odd(files: Sequence[ReadFile]) -> str:
    """What is strange about rows that were kept all the same; '' where nothing is."""
    rows = sum(file.mismatched for file in files)
    if not rows:
        return ""
    return two_tongued(
        f"{rows} 行的金额加税额不等于价税合计",
        f"{rows} {'row has' if rows == 1 else 'rows have'} net and tax that don't add up to gross",
    )


def _source(office: Office, path: Path, digest: str, kind: SourceKind, media: str) -> Source:
    return Source(
        id=digest,
        name=path.name,
        kind=kind,
        media_type=media,
        size=path.stat().st_size,
        added_at=office.clock(),
        added_by=office.by,
        state=SourceState.READY,
    )


def _refused(read: ReadSource, lang: Lang) -> tuple[str, ...]:
    zh = lang is Lang.ZH
    shown = []
    for row in read.rejected[:_SHOWN]:
        place = f"第{row.row}行：" if zh else f"row {row.row}: "
        shown.append(f"{row.sheet} {place}{in_tongue(row.reason, lang)}".strip())
    rest = len(read.rejected) - len(shown)
    if rest:
        shown.append(
            f"另有 {rest} 行：case show --rejected"
            if zh
            else f"and {rest} more: case show --rejected"
        )
    return tuple(shown)


def _summary(read: ReadSource, lang: Lang) -> str:
    zh = lang is Lang.ZH
    if read.document is not None:
        pages, figures = read.source.pages, len(read.document.figures)
        text = (
            f"{pages} 页，{read.source.passages} 段"
            if zh
            else f"{pages} pages, {read.source.passages} passages"
        )
        if figures:
            text += f"，{figures} 个数值" if zh else f", {figures} values"
        return text
    sets: list[RecordSet] = [file.record_set for file in read.records]
    void, red = sum(s.void for s in sets), sum(s.red for s in sets)
    repeated, rejected = sum(s.repeated for s in sets), len(read.rejected)
    if zh:
        return f"{read.source.rows} 行：作废 {void}，红字 {red}，重复 {repeated}，拒收 {rejected}"
    return (
        f"{read.source.rows} rows: {void} void, {red} red, {repeated} repeated, {rejected} refused"
    )
