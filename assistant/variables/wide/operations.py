"""Every variable of utilities, waybills and orders for every firm of some record files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from assistant.variables.wide import operation_stages as stages
from assistant.variables.wide.compute import WideTable, put, rounded, windows_of
from assistant.variables.wide.declared import PAIRS
from assistant.variables.wide.engine import CONFIG, DuckEngine, Engine
from assistant.variables.wide.operation_catalogue import (
    FAMILIES,
    OPERATION_CATALOGUE,
    growth_suffix,
)


def operation_table(
    files: Sequence[Path],
    *,
    as_of: date,
    firms: Sequence[str] = (),
    engine: Engine | None = None,
) -> WideTable:
    """Compute the families.

    Args:
        files: Parquet with ``domain.operations.OPERATION_COLUMNS``; at least one.
        as_of: a month's last day; nothing after it is seen.
        firms: also those without any row get one; all of theirs is missing.
        engine: where the stages run; None is the embedded one.
    """
    with duckdb.connect(":memory:", config=CONFIG) as connection:
        own = engine or DuckEngine(connection)
        own.begin(files, as_of, windows_of(as_of), (stages.ROWS, stages.GRID))
        for stage in stages.STAGES:
            own.run(stage)
        seen = {str(row[0]) for row in own.rows("SELECT DISTINCT firm FROM ops")}
        names = tuple(sorted({*firms, *seen}))
        columns = {key: i for i, key in enumerate(OPERATION_CATALOGUE)}
        values = np.full((len(names), len(columns)), np.nan)
        rows = {firm: i for i, firm in enumerate(names)}
        for kinds, measures, compared in FAMILIES:
            sql = ", ".join(m.sql for m in measures)
            for kind in kinds:
                query = f"SELECT firm, code, {sql} FROM {stages.JOINED} WHERE kind = '{kind.kind}'"  # noqa: S608  our own expressions
                suffixes = [f"{kind.prefix}{measure.suffix}" for measure in measures]
                put(values, own.rows(query), suffixes, rows=rows, columns=columns)
                for base in compared:
                    grown = f"{kind.prefix}{growth_suffix(base, compared)}"
                    for code, prior in PAIRS:
                        now, before = (
                            values[:, columns[f"{kind.prefix}{base}@{c}"]] for c in (code, prior)
                        )
                        over = np.where(before > 0, before, np.nan)
                        values[:, columns[f"{grown}@{code}"]] = now / over - 1
    return WideTable(as_of, names, tuple(OPERATION_CATALOGUE), rounded(values))
