"""The wide catalogue of many firms as a table: embedded here, or the same SQL on Spark."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from assistant.domain.tongues import tongues_of
from assistant.errors import InputError, UsageError
from assistant.intake.add_document import DocumentAsked, read_document
from assistant.intake.operation_files import operation_files
from assistant.services.modelling import Books, Told, variables_of
from assistant.variables.wide.compute import WideTable
from assistant.variables.wide.engine import Engine
from assistant.variables.wide.operations import operation_table

_NO_SOURCE: Final = "0" * 64


@dataclass(frozen=True)
class Computed:
    """Every variable of every firm."""

    as_of: date
    firms: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    """Text by key, and ``firm``; a missing value is ''."""
    rejected: int


def compute_variables(
    books: Books,
    operations: Sequence[Path],
    *,
    as_of: date | None,
    today: date,
    spark: str,
    told: Told,
) -> Computed:
    """Read the files and compute both catalogues.

    Args:
        books: invoices.
        operations: lists of meters, waybills and orders; a column of firm codes tells them apart.
        as_of: None means the last complete month of the invoices.
        today: rows dated later are never seen.
        spark: a master such as ``local[2]``; '' runs embedded.
        told: receives progress.

    Raises:
        InputError: a file can't be read.
        UsageError: Spark can't run here.
    """
    with engine_of(spark) as engine:
        invoices = variables_of(books, as_of=as_of, today=today, told=told, engine=engine)
        table, rejected = invoices.table, invoices.rejected
        if not operations:
            return _computed((table,), rejected)
        with TemporaryDirectory() as folder:
            paths, refused = _read(operations, Path(folder), today, told)
            more = operation_table(paths, as_of=table.as_of, firms=table.firms, engine=engine)
    return _computed((table, more), rejected + refused)


@contextmanager
def engine_of(master: str) -> Iterator[Engine | None]:
    """A Spark engine for a master; None, the embedded one, for ''.

    Raises:
        UsageError: Spark can't run here.
    """
    if not master:
        yield None
        return
    from assistant.variables.wide.spark import SparkEngine, local_session, missing_for_spark

    why = missing_for_spark()
    if why:
        raise UsageError(
            f"Spark can't run here: {tongues_of(why).en}",
            "pip install 'tallystick[spark]' and a Java runtime, or leave --spark out",
            zh=f"无法运行 Spark：{tongues_of(why).zh}",
            zh_hint="请安装 'tallystick[spark]' 和 Java，或去掉 --spark",
        )
    session = local_session(master)
    try:
        yield SparkEngine(session)
    finally:
        session.stop()


def _read(files: Sequence[Path], folder: Path, today: date, told: Told) -> tuple[list[Path], int]:
    paths: list[Path] = []
    rejected = 0
    for number, path in enumerate(files):
        told(path.name, number, len(files))
        asked = DocumentAsked(_NO_SOURCE, "", today)
        read = read_document(path, asked, progress=lambda _: None, cancelled=lambda: False)
        found = read.values.operations
        rejected += len(found.rejected)
        out = folder / str(number)
        out.mkdir()
        made = operation_files(
            found, _NO_SOURCE, out_dir=out, added_at=datetime(1970, 1, 1, tzinfo=UTC)
        )
        paths += [file.path for file in made]
        if not made:
            raise InputError(
                f"{path}: no table of meters, waybills or orders found",
                "name lists that have a column of dates, of numbers and of amounts or quantities",
                zh=f"{path}：没有找到水电气、运单或订单的表",
                zh_hint="请指定有日期、编号和数量或金额列的清单",
            )
    return paths, rejected


def _computed(tables: Sequence[WideTable], rejected: int) -> Computed:
    firms = tuple(sorted({firm for table in tables for firm in table.firms}))
    rows: dict[str, dict[str, str]] = {firm: {"firm": firm} for firm in firms}
    for table in tables:
        for firm, values in zip(table.firms, table.values, strict=True):
            own = rows[firm]
            for key, value in zip(table.keys, values, strict=True):
                own[key] = "" if np.isnan(value) else f"{value:.6f}".rstrip("0").rstrip(".")
    keys = tuple(key for table in tables for key in table.keys)
    return Computed(tables[0].as_of, firms, keys, tuple(rows.values()), rejected)
