"""The wide catalogue over millions of invoices of thousands of firms, beside 50 of it in pandas.

Growth is shown with rows and with firms. The 50 are drawn by seed from what the pandas reference
can compute, and every value is compared, not only the times. The families of meters, waybills and
orders follow over the same firms.
"""

import random
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np

from assistant.domain.periods import period_from
from assistant.variables.wide.compute import WideTable, wide_table
from assistant.variables.wide.operations import operation_table

_AS_OF: Final = date(2024, 12, 31)
_SIZES: Final = ((1_250_000, 2_000), (5_000_000, 500), (5_000_000, 2_000))
"""Invoices and firms; the last is the one that the target is stated for."""
_OPERATIONS: Final = ((250_000, 2_000), (1_000_000, 500), (1_000_000, 2_000))
"""Rows of meters, waybills and orders, and firms; the last goes with the last above."""
_DRAWN: Final = 50
_CLOSE: Final = 2e-6
_MEGABYTE: Final = 1024
_SUFFIXES: Final = (
    "net", "gross", "tax", "invoice_count", "void_count", "red_count", "void_rate", "red_rate",
    "average_invoice", "median_invoice", "largest_invoice", "active_days", "p90_invoice",
)  # fmt: skip
_PARTY: Final = ("count", "top1_share", "hhi")
_WINDOWS: Final = ("L3M", "L6M", "L12M", "L24M", "P3M", "P6M", "P12M")

_ROWS: Final = """
COPY (
  SELECT 'F' || (hash(i) % {firms})::VARCHAR AS firm,
         CASE WHEN hash(i, 1) % 2 = 0 THEN 'sale' ELSE 'purchase' END AS direction, '' AS code,
         i::VARCHAR AS number, DATE '2022-01-01' + (hash(i, 2) % 1096)::INTEGER AS issued,
         'P' || (hash(i, 3) % 60)::VARCHAR AS counterparty,
         CASE WHEN hash(i, 4) % 50 = 0 THEN -1 ELSE 1 END
           * (10000 + (hash(i, 5) % 5000000))::BIGINT AS net_cents,
         net_cents * 13 // 100 AS tax_cents, net_cents + tax_cents AS gross_cents,
         CASE WHEN hash(i, 6) % 20 = 0 THEN 'void' ELSE 'valid' END AS status,
         '' AS place, i AS seq
  FROM range({rows}) t(i)
) TO '{path}' (FORMAT parquet)
"""
_OPERATION_ROWS: Final = """
COPY (
  SELECT 'F' || (hash(i) % {firms})::VARCHAR AS firm,
         ['power', 'water', 'gas', 'shipped', 'shipped', 'received', 'order', 'order', 'order',
          'purchase_order'][1 + (hash(i, 1) % 10)::INTEGER] AS kind,
         DATE '2022-01-01' + (hash(i, 2) % 1096)::INTEGER AS day,
         CASE WHEN kind IN ('power', 'water', 'gas') THEN 'M' || (hash(i, 3) % 2)::VARCHAR
              ELSE (i // 2)::VARCHAR END AS number, '' AS line,
         CASE WHEN kind IN ('power', 'water', 'gas') THEN ''
              ELSE 'P' || (hash(i, 4) % 40)::VARCHAR END AS party,
         (1000 + hash(i, 5) % 9000000)::BIGINT AS quantity_milli,
         (hash(i, 6) % 50)::BIGINT AS pieces,
         (100 + hash(i, 7) % 5000000)::BIGINT AS amount_cents,
         CASE WHEN kind = 'order' AND hash(i, 8) % 30 = 0 THEN 50 ELSE 0 END::BIGINT AS back_cents,
         hash(i, 9) % 25 = 0 AND kind NOT IN ('power', 'water', 'gas') AS void,
         '' AS place, i AS seq
  FROM range({rows}) t(i)
) TO '{path}' (FORMAT parquet)
"""


class Timed(NamedTuple):
    """One run."""

    table: WideTable
    cpu_s: float
    wall_s: float


def main() -> None:
    """Time each size, compare 50 variables with pandas on the last; exit 1 on a difference."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.parquet"
        others = [_run(path, _OPERATION_ROWS, *size, "operation rows") for size in _OPERATIONS]
        runs = [_run(path, _ROWS, *size, "invoices") for size in _SIZES]
        print(f"wide: whole catalogue: {runs[-1].cpu_s + others[-1].cpu_s:.1f} CPU s", flush=True)
        start = time.process_time()
        theirs = _in_pandas(path)
        their_s = time.process_time() - start
    differing = _differing(runs[-1].table, theirs)
    print(
        f"wide: {len(theirs)} of them in pandas: {their_s:.1f} CPU s; "
        f"{len(differing)} differ {' '.join(differing)}".rstrip()
    )
    if differing:
        sys.exit(1)


def _run(path: Path, made: str, rows: int, firms: int, what: str) -> Timed:
    """Write so many rows and compute every variable of them."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(made.format(rows=rows, firms=firms, path=path))
    wall, cpu = time.perf_counter(), time.process_time()
    if made is _ROWS:
        table = wide_table([path], as_of=_AS_OF, today=_AS_OF)
    else:
        table = operation_table([path], as_of=_AS_OF)
    run = Timed(table, time.process_time() - cpu, time.perf_counter() - wall)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    print(
        f"wide: {rows:,} {what}, {firms:,} firms, {len(table.keys)} variables: "
        f"{run.cpu_s:.1f} CPU s, {run.wall_s:.1f} s, peak {peak:,.0f} MB so far",
        flush=True,
    )
    return run


def _drawn() -> list[str]:
    keys = [
        f"{s}.{suffix}@{w}"
        for s in ("sales", "purchases")
        for suffix in _SUFFIXES
        for w in _WINDOWS
    ]
    keys += [f"{s}.{p}@{w}" for s in ("customers", "suppliers") for p in _PARTY for w in _WINDOWS]
    return random.Random(5).sample(keys, _DRAWN)  # noqa: S311  a drawn sample, no secret


def _in_pandas(path: Path) -> dict[str, Any]:  # pandas ships no types here
    import pandas as pd  # type: ignore[import-untyped]  # ships no types

    with duckdb.connect(":memory:") as connection:
        frame = connection.read_parquet(str(path)).df()
    frame["issued"] = pd.to_datetime(frame["issued"])
    sides = {"sales": "sale", "customers": "sale", "purchases": "purchase", "suppliers": "purchase"}
    found = {}
    for key in _drawn():
        metric, _, code = key.partition("@")
        owner, _, suffix = metric.partition(".")
        period = period_from(code, _AS_OF)
        first, last = pd.Timestamp(period.start), pd.Timestamp(period.end)
        mine = frame[(frame.direction == sides[owner]) & frame.issued.between(first, last)]
        found[key] = _one(mine, suffix)
    return found


def _one(mine: Any, suffix: str) -> Any:  # noqa: ANN401  pandas ships no types here
    void = mine.status == "void"
    valid, blue = mine[~void], mine[~void & (mine.net_cents > 0)]
    by = valid.groupby("firm")
    count = by.size()
    if suffix in ("net", "gross", "tax"):
        return by[f"{suffix}_cents"].sum() / 100
    if suffix in ("count", "top1_share", "hhi"):
        held = valid.groupby(["firm", "counterparty"]).net_cents.sum()
        whole = by.net_cents.sum()
        share = held / whole.reindex(held.index.get_level_values(0)).to_numpy()
        grouped = {"count": held, "top1_share": share, "hhi": share**2}[suffix].groupby("firm")
        return {"count": grouped.size, "top1_share": grouped.max, "hhi": grouped.sum}[suffix]()
    voids = mine[void].groupby("firm").size().reindex(count.index, fill_value=0)
    reds = valid[valid.net_cents < 0].groupby("firm").size().reindex(count.index, fill_value=0)
    amounts = blue.groupby("firm").net_cents
    made = {
        "invoice_count": count.copy,
        "void_count": lambda: voids,
        "red_count": lambda: reds,
        "void_rate": lambda: voids / (count + voids),
        "red_rate": lambda: reds / count,
        "average_invoice": lambda: by.net_cents.sum() / count / 100,
        "median_invoice": lambda: amounts.median() / 100,
        "largest_invoice": lambda: amounts.max() / 100,
        "p90_invoice": lambda: amounts.quantile(0.9) / 100,
        "active_days": blue.groupby("firm").issued.nunique,
    }
    return made[suffix]()


def _differing(table: WideTable, theirs: dict[str, Any]) -> list[str]:
    found = []
    for key, values in theirs.items():
        ours = table.column(key)
        other = values.reindex(list(table.firms)).to_numpy(dtype=float)
        scale = np.maximum(1, np.abs(other))
        if not np.allclose(ours / scale, other / scale, rtol=0, atol=_CLOSE):
            found.append(key)
    return found


if __name__ == "__main__":
    main()
