"""Add files to a case: each file is read, derived from and saved by itself, whole or not at all.

An archive or e-mail is unpacked first, and each file inside takes the same road as any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from assistant.domain.case import CaseFile, CaseId, Source, SourceKind, SourceState
from assistant.domain.progress import Cancelled, Progress, Stopped
from assistant.errors import InputError, system_reason
from assistant.intake.add_document import DocumentAsked, read_document
from assistant.intake.detect import FileKind, kind_of
from assistant.intake.jobs import Unpacked
from assistant.intake.operation_files import operation_files
from assistant.intake.read_invoices import InvoiceRequest, read_invoices
from assistant.intake.reading_apart import may_hold_files, unpack_apart
from assistant.intake.recordings import is_recording
from assistant.services.added_words import detail_of, known, odd_rows, refused, summary
from assistant.services.e_invoices import counted
from assistant.services.firms import ManyFirms, firm_wanted, operations_wanted, verify_same_firm
from assistant.services.interviewing import Given, added_interview
from assistant.services.keeping import ReadSource, keep, keep_failure, replace_missing
from assistant.services.office import Office
from assistant.services.results import Added, NeverRead
from assistant.services.telling import Say, told_by
from assistant.storage.addings import adding, never_read

_LARGEST: Final = 2 * 1024**3


@dataclass(frozen=True)
class _Given:
    """One file on its way into the case."""

    given: Path
    """What the user named: the file, or the container that holds it."""
    path: Path
    name: str
    """Its name in the case: ``inner.pdf`` of ``outer.zip`` is ``outer.zip/inner.pdf``."""


@dataclass(frozen=True)
class _Road:
    """Into which case, whose rows, and how it is called off."""

    office: Office
    case: CaseId
    cancelled: Cancelled
    firm: str | None


def add_files(
    office: Office,
    case: CaseId,
    paths: Sequence[Path],
    cancelled: Cancelled,
    *,
    firm: str | None = None,
) -> Iterator[Progress | Added]:
    """Read files and folders into a case, one after the other.

    What an adding that was broken off never came to and is no longer there is recorded as failed.

    Args:
        office: whose home.
        case: which case.
        paths: files, or folders whose files are taken in name order.
        cancelled: asked often; what was acknowledged by an ``Added`` stays.
        firm: which firm of a file of many.

    Yields:
        Progress of the file being read; one ``Added`` a file, when it is saved. An archive gives
        one for each file inside.

    Raises:
        StorageError: the case can't be written.
    """
    road = _Road(office, case, cancelled, firm)
    folder = office.store(case).folder
    gone = NeverRead.of(never_read(folder)).gone
    files = list(dict.fromkeys((*_files(paths), *gone)))
    with adding(folder, files) as read:
        for path in files:
            if cancelled():
                return
            yield from told_by(partial(_add_path, road, path))
            read(path)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))
            )
        else:
            yield path


def _add_path(road: _Road, path: Path, say: Say) -> None:
    """One file, or every file that it holds."""
    try:
        _verify_size(path)
        holds = may_hold_files(path)
    except (InputError, OSError) as error:
        say(_failed(road, _Given(path, path, path.name), _input_error(path, error)))
        return
    if not holds:
        say(_added(road, _Given(path, path, path.name), say))
        return
    with TemporaryDirectory(prefix="tallystick-") as folder:
        try:
            found = unpack_apart(path, Path(folder), road.cancelled)
        except InputError as error:
            say(_failed(road, _Given(path, path, path.name), error))
            return
        if not found.is_container:
            say(_added(road, _Given(path, path, path.name), say))
            return
        _add_inner(road, path, found, say)


def _add_inner(road: _Road, path: Path, found: Unpacked, say: Say) -> None:
    letter = [(path.name, path)] if found.is_document else []
    inner = sorted(found.files)
    kept: set[str] = set()
    for name, lies in (*letter, *inner):
        if road.cancelled():
            raise Stopped
        kept.add(content_digest(lies))
        say(_added(road, _Given(path, lies, name), say))
    for name, why in found.unread:
        error = InputError(f"{name}: {why.en}", why.hint, zh=f"{name}：{why.zh}")
        say(_failed(road, _Given(path, path, name), error))
    if not (letter or inner or found.unread):
        empty = InputError(
            f"{path.name}: there is no file in it",
            "add the file that holds the content",
            zh=f"{path.name}：里面没有文件",
            zh_hint="请加入有内容的文件",
        )
        say(_failed(road, _Given(path, path, path.name), empty))
    kept |= {name for name, _ in (*inner, *found.unread)}
    replace_missing(road.office, road.office.store(road.case), path.name, kept)


def _added(road: _Road, file: _Given, say: Say) -> Added:
    office, store = road.office, road.office.store(road.case)
    try:
        _verify_size(file.path)
        digest = content_digest(file.path)
        held = store.load()
        if any(s.id == digest and s.state is SourceState.READY for s in held.sources):
            return Added(path=str(file.given), name=file.name, ok=True, text=known(office.lang))
        if is_recording(file.path):
            given = Given(file.path, file.name)
            return added_interview(office, road.case, given, road.cancelled, say)
        with TemporaryDirectory(prefix="tallystick-") as folder:
            read = _read(road, held, file, (digest, Path(folder)), say)
            step = Progress(subject=file.name, stage="saving", done=0, total=1, unit="files")
            say(step)
            keep(office, store, file.path, read)
    except (InputError, OSError) as error:
        return _failed(road, file, _input_error(file.given, error))
    return Added(
        path=str(file.given),
        name=file.name,
        ok=True,
        text=summary(read, office.lang),
        rejected=refused(read, office.lang),
    )


def _failed(road: _Road, file: _Given, error: InputError) -> Added:
    office = road.office
    if file.path != file.given:
        error = _renamed(error, file)
    keep_failure(office, office.store(road.case), file.name, error)
    firms = error.firms if isinstance(error, ManyFirms) else ()
    told = error.told(office.lang)
    return Added(
        path=str(file.given),
        name=file.name,
        ok=False,
        text=told.message,
        hint=told.hint,
        firms=firms,
    )


def _renamed(error: InputError, file: _Given) -> InputError:
    """The error of a file that lies unpacked, with the name that people know it by."""
    names = str(file.path), file.path.name

    def called(text: str) -> str:
        for name in names:
            text = text.replace(name, file.name)
        return text

    error.message, error.zh = called(error.message), called(error.zh)
    return error


def _input_error(path: Path, error: InputError | OSError) -> InputError:
    if isinstance(error, InputError):
        return error
    return InputError(
        f"{path}: {system_reason(error, 'en')}",
        "check path and permissions",
        zh=f"{path}：{system_reason(error, 'zh')}",
        zh_hint="请检查路径和权限",
    )


def _verify_size(path: Path) -> None:
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


def content_digest(path: Path) -> str:
    """SHA-256 of a file: its id in a case."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _read(
    road: _Road, case: CaseFile, file: _Given, tools: tuple[str, Path], say: Say
) -> ReadSource:
    digest, folder = tools
    say(Progress(subject=file.name, stage="reading", done=0, total=None, unit="rows"))
    if kind_of(file.path) is FileKind.INVOICES:
        return _read_records(road, case, file, tools, say)
    office = road.office
    asked = DocumentAsked(digest, case.head.name, office.today(), file.name)
    document = read_document(file.path, asked, progress=say, cancelled=road.cancelled)
    invoice = counted(office, case, document, digest, folder)
    operations = operations_wanted(document.values.operations, file.name, road.firm, case)
    files = operation_files(operations, digest, out_dir=folder, added_at=office.clock())
    problems = (*document.problems, *invoice.problems)
    source = _source(office, file, digest, SourceKind.DOCUMENT, document.media_type)
    found = {
        "pages": len(document.pages),
        "passages": len(document.passages),
        "rows": document.values.movements or len(operations.rows) or len(invoice.files),
        "rejected": len(operations.rejected),
        "problems": problems,
        "detail": detail_of(problems),
        "waiting": document.waiting,
    }
    whole = source.model_copy(update=found)
    rejected = (*invoice.rejected, *operations.rejected)
    return ReadSource(whole, (*invoice.files, *files), rejected, document)


def _read_records(
    road: _Road, case: CaseFile, file: _Given, tools: tuple[str, Path], say: Say
) -> ReadSource:
    (digest, folder), office = tools, road.office
    request = InvoiceRequest(
        path=file.path,
        source_id=digest,
        firm=firm_wanted(file.path, file.name, road.firm, case),
        firm_tax_id=case.head.uscc,
        today=office.today(),
        added_at=office.clock(),
    )
    reading = read_invoices(request, out_dir=folder, progress=say, cancelled=road.cancelled)
    verify_same_firm(file.name, (f.record_set.firm for f in reading.files), case)
    source = _source(office, file, digest, SourceKind.RECORDS, "invoices")
    rows = sum(f.record_set.rows for f in reading.files)
    found = {"rows": rows, "rejected": len(reading.rejected), "detail": odd_rows(reading.files)}
    return ReadSource(source.model_copy(update=found), reading.files, reading.rejected)


def _source(office: Office, file: _Given, digest: str, kind: SourceKind, media: str) -> Source:
    return Source(
        id=digest,
        name=file.name,
        kind=kind,
        media_type=media,
        size=file.path.stat().st_size,
        added_at=office.clock(),
        added_by=office.by,
        state=SourceState.READY,
    )
