"""Invoices of many made-up firms, with everything in them that a measure looks at."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import duckdb

from assistant.domain.operations import OPERATION_COLUMNS, OperationKind
from assistant.domain.records import INVOICE_COLUMNS

METERS = (OperationKind.POWER, OperationKind.WATER, OperationKind.GAS)

FIRST = date(2023, 1, 1)
DAYS = 900


def made_invoices(folder: Path, firms: int, each: int) -> list[Path]:
    """One file: voids, red ones, repeats, round amounts, firms of one side, short histories."""
    rng = Random("wide")
    rows = []
    for firm in range(firms):
        start = rng.choice((0, 0, 300, 700))
        sides = (
            ("sale",) if firm % 9 == 0 else ("purchase",) if firm % 9 == 1 else ("sale", "purchase")
        )
        for number in range(each):
            day = FIRST + timedelta(days=rng.randint(start, DAYS))
            net = _net(rng)
            tax = round(net * rng.choice((0, 0.01, 0.03, 0.06, 0.09, 0.13)))
            side = rng.choice(sides)
            party = rng.choice(("", *(f"{side[0] if n % 4 else 'x'}{n}" for n in range(15))))
            status = "void" if rng.random() < 0.06 else "valid"
            row = (f"E{firm}", side, "", f"{number:06d}", day, party, net, tax, net + tax, status)
            rows.append((*row, str(number), number))
            if rng.random() < 0.03:
                rows.append((*row[:-1], rng.choice(("void", "valid")), str(number), number))
    path = folder / "made.parquet"
    columns = ", ".join(f"{name} {kind}" for name, kind in INVOICE_COLUMNS)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE t ({columns})")
        with connection.appender("t") as appender:
            appender.append_rows(rows)
        connection.execute("COPY t TO $path (FORMAT parquet)", {"path": str(path)})
    return [path]


def _net(rng: Random) -> int:
    if rng.random() < 0.05:
        return -rng.randint(1, 500_000)
    if rng.random() < 0.15:
        return rng.choice((100_000, 1_000_000, 9_500_000, 25_000_000))
    return round(rng.lognormvariate(11, 2))


def made_operations(folder: Path, firms: int, each: int) -> list[Path]:
    """One file: meters with gaps, waybills and orders with void ones, names and no names."""
    rng = Random("operations")
    rows = []
    for firm in range(firms):
        for seq in range(each):
            kind = rng.choice([k for k in OperationKind if k is not OperationKind.STOCK])
            day = FIRST + timedelta(days=rng.randint(rng.choice((0, 200)), DAYS))
            number = f"{kind[0]}{rng.randint(0, 2)}" if kind in METERS else f"{kind[0]}{seq // 2}"
            party = "" if kind in METERS else rng.choice(("", "a", "b", "c", "d"))
            amount, back = rng.randint(0, 900_000), rng.choice((0, 0, 5_000))
            row = (f"E{firm}", kind.value, day, number, "", party, rng.randint(0, 10**7), 1, amount)
            rows += [(*row, back, rng.random() < 0.1, str(seq), seq)] * rng.choice((1, 1, 1, 2))
        for kind in METERS:
            for month in range(30):
                day = date(2023 + month // 12, month % 12 + 1, 28)
                row = (f"E{firm}", kind.value, day, "m", "", "", rng.randint(1, 10**7), None, 100)
                rows.append((*row, 0, False, "", 0))
    return [_stored(folder / "operations.parquet", rows)]


def made_index(folder: Path, own: str) -> list[Path]:
    """One file: two series of every firm and one firm's own."""
    rng, rows = Random("index"), []
    for month in range(30):
        day = date(2023 + month // 12, month % 12 + 1, 28)
        for seq, (firm, name) in enumerate((("", "PMI"), ("", "PPI"), (own, "own"))):
            value = rng.randint(80_000, 120_000)
            row = (firm, "index", day, name, "", "", value, None, None, 0, False)
            rows.append((*row, f"{month}-{seq}", month * 3 + seq))
    return [_stored(folder / "index.parquet", rows)]


def _stored(path: Path, rows: list[tuple[object, ...]]) -> Path:
    columns = ", ".join(f"{name} {kind}" for name, kind in OPERATION_COLUMNS)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE t ({columns})")
        with connection.appender("t") as appender:
            appender.append_rows(rows)
        connection.execute("COPY t TO $path (FORMAT parquet)", {"path": str(path)})
    return path
