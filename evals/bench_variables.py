"""Invoice figures beside the same in pandas, in one run on generated data, values compared.

pandas computes plain numbers only; the program's time includes evidence and the sentences.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import duckdb

from assistant.domain.quantities import Value
from assistant.variables.compute import InvoiceFigures, InvoiceFile, invoice_figures
from evals.pandas_figures import figures_in_pandas

_ROWS: Final = 400_000
_ROUNDS: Final = 3
_TODAY: Final = date(2025, 6, 30)
_AS_OF: Final = date(2024, 12, 31)
_TOLERANCE: Final = {"average": 0.0051}
"""Averages are rounded to cents; every other value is exact or rounded to six decimals."""

_Answer = TypeVar("_Answer")


class Difference(NamedTuple):
    """A figure on which the two don't agree."""

    key: str
    ours: Value
    theirs: float | str


def main() -> None:
    """Time both, compare every value that pandas made, print the ratio; exit 1 on a difference."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.parquet"
        write_invoices(path, _ROWS)
        files = [InvoiceFile(path, "bench", 1)]

        def ours() -> InvoiceFigures:
            return invoice_figures(files, as_of=_AS_OF, today=_TODAY)

        def theirs() -> dict[str, float | str]:
            return figures_in_pandas(path, _AS_OF)

        our_best, figures = _best(ours)
        their_best, values = _best(theirs)
    found = differences(figures, values)
    shared = sum(f.key in values and f.value is not None for f in figures.figures)
    print(
        f"variables: {_ROWS:,} invoice rows, best of {_ROUNDS}: "
        f"{len(figures.figures)} figures and {len(figures.statements)} statements in "
        f"{our_best:.2f} s; pandas {len(values)} values in {their_best:.2f} s; "
        f"ratio pandas/ours {their_best / our_best:.2f}; "
        f"{shared} values compared, {len(found)} differ"
    )
    if found or not shared:
        for one in found[:10]:
            print(f"! {one.key}: {one.ours} here, {one.theirs} in pandas", file=sys.stderr)
        raise SystemExit(1)


def differences(figures: InvoiceFigures, values: dict[str, float | str]) -> list[Difference]:
    """Figures that have a value on both sides, and not the same one."""
    found = []
    for figure in figures.figures:
        if figure.value is None or figure.key not in values:
            continue
        theirs = values[figure.key]
        if isinstance(theirs, str) or figure.number is None:
            same = str(figure.value) == theirs
        else:
            allowed = next((v for k, v in _TOLERANCE.items() if k in figure.key), 2e-6)
            same = abs(float(figure.number) - theirs) <= allowed
        if not same:
            found.append(Difference(figure.key, figure.value, theirs))
    return found


def _best(work: Callable[[], _Answer]) -> tuple[float, _Answer]:
    times = []
    answer = work()
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return min(times), answer


def write_invoices(path: Path, rows: int) -> None:
    """A generated firm: 36 months, few large names, 3 % void, 4 % red, 1 % repeated rows."""
    target = str(path).replace("'", "''")
    repeated = rows // 100
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.execute(
            """
            CREATE TABLE made AS
            SELECT i, hash(i) AS a, hash(i * 7 + 1) AS b, hash(i * 13 + 2) AS c
            FROM range(?) t(i)
            """,
            [rows - repeated],
        )
        connection.execute(
            """
            CREATE TABLE invoices AS
            SELECT 'F' AS firm, CASE WHEN a % 5 < 3 THEN 'sale' ELSE 'purchase' END AS direction,
                   '' AS code, printf('%08d', i) AS number,
                   DATE '2022-01-01' + (b % 1096)::INTEGER AS issued,
                   'N' || floor(3000 * pow((c % 10007) / 10007.0, 3))::INTEGER AS counterparty,
                   CASE WHEN b % 25 = 0 THEN -1 ELSE 1 END * (1000 + (a // 7) % 9000000)::BIGINT
                     AS net_cents,
                   net_cents * 13 // 100 AS tax_cents, net_cents + tax_cents AS gross_cents,
                   CASE WHEN c % 33 = 0 THEN 'void' ELSE 'valid' END AS status,
                   '1' AS place, i AS seq
            FROM made
            """
        )
        connection.execute("INSERT INTO invoices FROM invoices WHERE seq < ?", [repeated])
        connection.execute(f"COPY invoices TO '{target}' (FORMAT parquet)")
