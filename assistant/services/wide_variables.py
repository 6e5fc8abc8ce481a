"""Every variable of many firms as a table: embedded here, or the same SQL on Spark."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import numpy as np

from assistant.domain.tongues import tongues_of
from assistant.errors import UsageError
from assistant.services.books import Books, Tabled, Told, variables_of
from assistant.variables.wide.engine import Engine


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
    books: Books, *, as_of: date | None, today: date, spark: str, told: Told
) -> Computed:
    """Read the files and compute every catalogue that they have records for.

    Args:
        books: invoices, and lists of operations.
        as_of: None means the last complete month of the invoices.
        today: rows dated later are never seen.
        spark: a master such as ``local[2]``; '' runs embedded.
        told: receives progress.

    Raises:
        InputError: a file can't be read.
        UsageError: Spark can't run here.
    """
    with engine_of(spark) as engine:
        return _computed(variables_of(books, as_of=as_of, today=today, told=told, engine=engine))


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


def _computed(tabled: Tabled) -> Computed:
    table = tabled.table
    rows = tuple(
        {"firm": firm}
        | {
            key: "" if np.isnan(value) else f"{value:.6f}".rstrip("0").rstrip(".")
            for key, value in zip(table.keys, values, strict=True)
        }
        for firm, values in zip(table.firms, table.values, strict=True)
    )
    return Computed(table.as_of, table.firms, table.keys, rows, tabled.rejected)
