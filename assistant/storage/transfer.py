"""Moving a case between machines: one zip, whole, and verified before it counts."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from sqlalchemy import text

from assistant.domain.case import CaseId
from assistant.domain.clock import Clock
from assistant.domain.tongues import tongues_of
from assistant.errors import StorageError, UsageError
from assistant.storage.arrivals import arriving
from assistant.storage.audit import inner_problems, outer_problems
from assistant.storage.case_store import open_case, upgraded_line
from assistant.storage.chain import AuditLine, chain_problems, moment_text
from assistant.storage.database import CASE_SCHEMA, is_current, upgrade
from assistant.storage.files import disk_errors, owner_only
from assistant.storage.home import Home
from assistant.storage.opened_case import DATABASE, CaseStore
from assistant.storage.parcel import (
    FORMAT,
    MANIFEST,
    Manifest,
    Parcel,
    ParcelFile,
    exists,
    new_zip,
    opened_parcel,
    packed,
)

_SNAPSHOT: Final = ".export-"
_EXPORTS: Final = "exports"


def export_case(home: Home, case_id: CaseId, path: Path, *, by: str, clock: Clock) -> Manifest:
    """Write the case, its files and its log as one zip.

    The log says first that it is exported, so the copy says so too.

    Returns:
        What the zip holds.

    Raises:
        UsageError: there is no such case.
        InputError: there is a file at ``path`` already.
        StorageError: the case fails its verification, or the zip can't be written.
    """
    store = open_case(home, case_id)
    target = path.expanduser().absolute()
    if target.exists():
        raise exists(target)
    with store.writing(by, "export", "", clock, subject=target.name):
        problems = inner_problems(store)
        if problems:
            first = tongues_of(problems[0])
            raise StorageError(
                f"case {case_id} fails its verification: {first.en}",
                "`tallystick audit CASE --verify` lists everything",
                zh=f"案卷 {case_id} 未通过校验：{first.zh}",
                zh_hint="tallystick audit CASE --verify 列出全部问题",
            )
    with store.locked(by), _snapshot(store) as database, new_zip(target) as zipped:
        manifest = _said(store, by, moment_text(clock()))
        files = [packed(zipped, DATABASE, database)]
        files += [_packed_kept(zipped, store, name) for name in sorted(_kept(store))]
        files += [packed(zipped, name, store.folder / name) for name in _exported(store)]
        whole = manifest.model_copy(update={"files": tuple(files)})
        zipped.writestr(MANIFEST, whole.model_dump_json(indent=1))
    return whole


@contextmanager
def _snapshot(store: CaseStore) -> Iterator[Path]:
    """A compact copy of the database, gone after the block."""
    with disk_errors(store.folder):
        for left in store.folder.glob(f"{_SNAPSHOT}*"):
            shutil.rmtree(left)
        folder = owner_only(store.folder / f"{_SNAPSHOT}{secrets.token_hex(4)}")
    try:
        store.database.copy_to(folder / DATABASE)
        yield folder / DATABASE
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _said(store: CaseStore, by: str, at: str) -> Manifest:
    last = store.audit_lines()[-1]
    return Manifest(
        format=FORMAT,
        case_id=store.id,
        name=store.head().name,
        head_seq=last.seq,
        head_digest=last.digest,
        exported_at=at,
        exported_by=by,
        problems=outer_problems(store),
        files=(),
    )


def _kept(store: CaseStore) -> frozenset[str]:
    """Files that rows name and that are there (a failed source may have kept none)."""
    return frozenset(name for name in store.named_files() if (store.folder / name).is_file())


def _exported(store: CaseStore) -> list[str]:
    found = (store.folder / _EXPORTS).rglob("*")
    names = (path.relative_to(store.folder).as_posix() for path in found if path.is_file())
    return sorted(name for name in names if "/." not in name)


def _packed_kept(zipped: ZipFile, store: CaseStore, name: str) -> ParcelFile:
    file = packed(zipped, name, store.folder / name)
    if file.sha256 not in name:
        raise StorageError(
            f"case {store.id}: {name} was changed",
            "`tallystick audit CASE --verify`",
            zh=f"案卷 {store.id}：{name} 被改动",
            zh_hint="tallystick audit CASE --verify 列出全部问题",
        )
    return file


def import_case(home: Home, path: Path, *, by: str, clock: Clock) -> CaseId:
    """Take in a case that was exported; it appears only when everything agrees.

    Raises:
        InputError: the zip is damaged, was changed, or isn't a case.
        UsageError: a case with its id is in this home already.
        StorageError: the disk is full, or the folder can't be written.
    """
    with opened_parcel(path) as parcel:
        case_id = CaseId(parcel.manifest.case_id)
        try:
            home.case_folder(case_id)
        except UsageError as error:
            raise parcel.refused(
                f"{case_id!r} is not a case id", f"{case_id!r} 不是案卷编号"
            ) from error
        with arriving(home, case_id, by) as store:
            parcel.unpack(store.folder)
            _verify(store, parcel)
            _bring_up_to_date(store, clock)
            _verify_loads(store, parcel)
            _log_arrival(store, parcel.manifest, by, clock)
    return case_id


def _verify(store: CaseStore, parcel: Parcel) -> None:
    """Refuse a database that is not exactly what the program wrote."""
    try:
        _verify_database(store, parcel)
        lines = store.audit_lines()
        _verify_head(lines, parcel)
        current = is_current(store.database, CASE_SCHEMA)
        problems = inner_problems(store) if current else chain_problems(store.id, lines)
    except StorageError as error:
        raise parcel.refused(error.message, error.zh) from error
    if problems:
        first = tongues_of(problems[0])
        raise parcel.refused(f"it fails its verification: {first.en}", f"未通过校验：{first.zh}")


def _verify_database(store: CaseStore, parcel: Parcel) -> None:
    with store.database.reading() as connection:
        check = connection.execute(text("PRAGMA integrity_check(1)")).scalar()
        odd = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index')")
        ).first()
    if check != "ok" or odd is not None:
        raise parcel.refused("its database is damaged or was changed", "数据库已损坏或被改动")


def _verify_head(lines: tuple[AuditLine, ...], parcel: Parcel) -> None:
    manifest = parcel.manifest
    if not lines or (lines[-1].seq, lines[-1].digest) != (manifest.head_seq, manifest.head_digest):
        raise parcel.refused(
            "its log doesn't end where the manifest says", "日志的末行与清单所载不同"
        )


def _bring_up_to_date(store: CaseStore, clock: Clock) -> None:
    upgrade(
        store.database,
        CASE_SCHEMA,
        lambda connection, before: upgraded_line(connection, store.id, before, clock),
    )
    store.database.use_wal()


def _verify_loads(store: CaseStore, parcel: Parcel) -> None:
    try:
        found = store.load().head.id
    except StorageError as error:
        raise parcel.refused(error.message, error.zh) from error
    if found != store.id:
        raise parcel.refused(
            f"its database is of another case, {found!r}", f"数据库属于另一个案卷 {found!r}"
        )


def _log_arrival(store: CaseStore, manifest: Manifest, by: str, clock: Clock) -> None:
    """Say on the log where the case came from."""
    with store.writing(by, "import", "", clock, subject=store.id) as writer:
        writer.detail(
            exported_at=manifest.exported_at,
            exported_by=manifest.exported_by,
            head=manifest.head_digest,
            problems=list(manifest.problems),
        )
