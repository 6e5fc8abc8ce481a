"""Do our invoice figures equal an independent SQL query over the same rows?

Reads the real invoices through the product's own reader and computes with the product's own
formulas; the reference is written from the layout's definition alone. Control: the same
comparison with void rows left in must fail.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb

from assistant.domain.figures import figure_key
from assistant.intake.read_invoices import InvoiceRequest, read_invoices
from assistant.variables.compute import InvoiceFile, invoice_figures
from evals.statistics import share
from evals.task import Task, TaskInput, TaskResult, skipped

NAME: Final = "figures"
_MAX_FIRMS: Final = 12
_FAR: Final = date(2100, 1, 1)
_NEVER: Final = datetime(2020, 3, 1, tzinfo=UTC)
_SQL: Final = """
SELECT 企业代号, year(day), sum(CAST(round(金额 * 100) AS BIGINT))
FROM (SELECT DISTINCT 企业代号, 发票号码, 对方, 金额, trim(发票状态) AS s,
             strptime(开票日期, '%Y/%m/%d') AS day FROM rows)
WHERE s = '有效发票' OR $all GROUP BY ALL
"""


def run(task: TaskInput) -> TaskResult:
    """Yearly net sales and purchases of the first firms, compared to the cent."""
    folder = task.data / "cumcm2020c" if task.data else None
    if folder is None or not folder.is_dir():
        return skipped(NAME, "no data")
    hits = total = control = 0
    for side, partner, metric in (
        ("output", "购方单位代号", "sales.net"),
        ("input", "销方单位代号", "purchases.net"),
    ):
        parquet = folder / f"labelled_{side}_invoices.parquet"
        ours = _ours(parquet, metric)
        right, wrong = _reference(parquet, partner), _reference(parquet, partner, all_rows=True)
        keys = [key for key in right if key in ours]
        total += len(keys)
        hits += sum(ours[key] == right[key] for key in keys)
        control += sum(ours[key] == wrong[key] for key in keys)
    metrics = {"equal_to_sql": share(hits, total), "control_void_counted": share(control, total)}
    return TaskResult(NAME, total, 0, metrics)


def _reference(
    parquet: Path, partner: str, *, all_rows: bool = False
) -> dict[tuple[str, int], int]:
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE VIEW rows AS SELECT *, \"{partner}\" AS 对方 FROM read_parquet('{parquet}')"  # noqa: S608
        )
        found = connection.execute(_SQL, {"all": all_rows}).fetchall()
    return {(str(firm), int(year)): int(cents) for firm, year, cents in found}


def _ours(parquet: Path, metric: str) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    with duckdb.connect() as connection:
        firms = connection.execute(
            "SELECT DISTINCT 企业代号 FROM read_parquet($p) ORDER BY 1 LIMIT $n",
            {"p": str(parquet), "n": _MAX_FIRMS},
        ).fetchall()
    for (firm,) in firms:
        with TemporaryDirectory() as folder:
            request = InvoiceRequest(
                path=parquet,
                source_id="0" * 64,
                firm=firm,
                direction=None,
                firm_tax_id="",
                today=_FAR,
                added_at=_NEVER,
            )
            reading = read_invoices(
                request, out_dir=Path(folder), progress=lambda _: None, cancelled=lambda: False
            )
            files = [InvoiceFile(f.path, "0" * 64, 0) for f in reading.files]
            computed = invoice_figures(files, as_of=date(2020, 2, 29), today=_FAR)
            for figure in computed.figures:
                whole_year = figure.period is not None and figure.period.code.isdigit()
                own = figure.metric == metric and figure_key(figure.key).scope is None
                if own and whole_year and figure.period and figure.number:
                    cents = int(figure.number * Decimal(100))
                    found[firm, figure.period.start.year] = cents
    return found


TASK: Final = Task(
    NAME, "invoice figures against independent SQL on real invoices", "none: reads --data", run
)
