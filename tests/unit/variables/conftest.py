"""A small invented firm, and a writer of stored invoice files."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from assistant.domain.records import INVOICE_COLUMNS
from assistant.variables.compute import InvoiceFigures, InvoiceFile, invoice_figures

TODAY = date(2025, 7, 10)


class Row(NamedTuple):
    """One invoice row; amounts in yuan, tax at 13 %."""

    direction: str
    number: str
    issued: str
    counterparty: str
    net: float
    status: str = "valid"

    def stored(self, seq: int) -> tuple[object, ...]:
        net = round(self.net * 100)
        tax = round(self.net * 13)
        issued = date.fromisoformat(self.issued)
        return (
            "F1", self.direction, "", self.number, issued, self.counterparty,
            net, tax, net + tax, self.status, f"row {seq}", seq,
        )  # fmt: skip


def _write(path: Path, rows: Sequence[Row]) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in INVOICE_COLUMNS)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE t ({columns})")
        if rows:
            spread = ", ".join("unnest(?)" for _ in INVOICE_COLUMNS)
            stored = [row.stored(seq) for seq, row in enumerate(rows)]
            by_column = [list(values) for values in zip(*stored, strict=True)]
            connection.execute(f"INSERT INTO t SELECT {spread}", by_column)
        target = str(path).replace("'", "''")
        connection.execute(f"COPY t TO '{target}' (FORMAT parquet)")


Write = Callable[..., InvoiceFile]
Compute = Callable[..., InvoiceFigures]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(rows: Sequence[Row], order: int = 1, name: str = "") -> InvoiceFile:
        path = tmp_path / (name or f"records-{order}.parquet")
        _write(path, rows)
        return InvoiceFile(path, f"source-{order}", order)

    return written


@pytest.fixture
def compute(write: Write) -> Compute:
    def computed(
        *files: Sequence[Row], as_of: date | None = None, today: date = TODAY
    ) -> InvoiceFigures:
        made = [write(rows, order) for order, rows in enumerate(files, 1)]
        return invoice_figures(made, as_of=as_of, today=today)

    return computed


def _firm() -> list[Row]:
    rows: list[Row] = []

    def add(direction: str, day: str, who: str, net: float, status: str = "valid") -> None:
        rows.append(Row(direction, f"{len(rows):08d}", day, who, net, status))

    for month in range(1, 13):
        add("sale", f"2023-{month:02d}-15", "Alpha", 10_000)
        add("sale", f"2024-{month:02d}-15", "Alpha", 5_000)
        add("purchase", f"2023-{month:02d}-10", "Supplier One", 6_000)
        add("purchase", f"2024-{month:02d}-11", "乙公司", 1_000)
    add("sale", "2024-06-20", "Beta", 40_000)
    add("sale", "2025-01-20", "Beta", 30_000)
    add("sale", "2025-02-10", "甲公司", 12_000)
    add("sale", "2025-02-25", "甲公司", -2_000)
    add("sale", "2025-02-26", "甲公司", 99_999, "void")
    for month in (1, 2, 3):
        add("purchase", f"2024-{month:02d}-10", "Supplier One", 6_000)
    add("purchase", "2025-01-11", "乙公司", 1_000)
    add("purchase", "2025-02-11", "乙公司", 1_000)
    add("sale", "2025-03-05", "Beta", 77_000)
    return rows


@pytest.fixture
def firm_rows() -> list[Row]:
    """Two full years, two months of 2025, and one row of an incomplete March."""
    return _firm()


@pytest.fixture(scope="session")
def firm(tmp_path_factory: pytest.TempPathFactory) -> InvoiceFigures:
    path = tmp_path_factory.mktemp("firm") / "records.parquet"
    _write(path, _firm())
    return invoice_figures([InvoiceFile(path, "source-1", 1)], as_of=None, today=TODAY)


@pytest.fixture
def row() -> type[Row]:
    return Row
