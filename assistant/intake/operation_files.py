"""Rows of meters, waybills, orders and stock as record files, one a kind of record."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb

from assistant.domain.operations import FAMILY, OPERATION_COLUMNS, OperationRow
from assistant.domain.records import OPERATIONS, RecordKind, RecordSet
from assistant.errors import StorageError
from assistant.extraction.operations import Operations
from assistant.intake.read_invoices import ReadFile

_MARKS: Final = frozenset({"place", "seq"})


def operation_files(
    found: Operations, source: str, *, out_dir: Path, added_at: datetime
) -> tuple[ReadFile, ...]:
    """Write what was read of one firm or of many; nothing for a document without such tables.

    Args:
        found: rows and what was refused.
        source: the document's id.
        out_dir: an existing folder.
        added_at: when it comes into the case.

    Raises:
        StorageError: the folder can't be written.
    """
    return tuple(
        _file(kind, rows, source, (out_dir, added_at), len(found.rejected))
        for kind in sorted(OPERATIONS)
        if (rows := [row for row in found.rows if FAMILY[row.kind] is kind])
    )


def _file(
    kind: RecordKind,
    rows: Sequence[OperationRow],
    source: str,
    where: tuple[Path, datetime],
    rejected: int,
) -> ReadFile:
    folder, added_at = where
    draft = folder / f"{kind.value}-unfinished.parquet"
    _write(rows, draft)
    with draft.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    days = [row.day for row in rows]
    alike = {row.model_dump_json(exclude=set(_MARKS)) for row in rows}
    record_set = RecordSet(
        digest=digest,
        kind=kind,
        source=source,
        firm=rows[0].firm,
        rows=len(rows),
        void=sum(row.void for row in rows),
        red=sum((row.quantity_milli or row.amount_cents or 0) < 0 for row in rows),
        repeated=len(rows) - len(alike),
        rejected=rejected,
        first_day=min(days).isoformat(),
        last_day=max(days).isoformat(),
        added_at=added_at,
    )
    return ReadFile(
        record_set=record_set, path=draft.rename(folder / f"{digest}.parquet"), mismatched=0
    )


def _write(rows: Sequence[OperationRow], path: Path) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in OPERATION_COLUMNS)
    try:
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"CREATE TABLE rows ({columns})")
            with connection.appender("rows") as appender:
                appender.append_rows(_values(rows))
            connection.execute(
                "COPY (FROM rows ORDER BY seq) TO $path (FORMAT parquet, COMPRESSION zstd)",
                {"path": str(path)},
            )
    except duckdb.IOException as error:
        raise StorageError(
            f"{path.parent}: the records can't be written ({str(error).splitlines()[0]})",
            "free space on that disk, then add the file again",
            zh=f"{path.parent}：记录无法写入（{str(error).splitlines()[0]}）",
            zh_hint="请在该磁盘腾出空间后重新加入文件",
        ) from error


def _values(rows: Sequence[OperationRow]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        held = row.model_dump()
        yield tuple(held[name] for name, _ in OPERATION_COLUMNS)
