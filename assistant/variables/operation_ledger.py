"""A door to DuckDB: stored rows of meters, waybills, orders and stock in, sums by month out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

import duckdb

from assistant.domain.operations import OPERATION_COLUMNS, OperationKind
from assistant.domain.periods import last_complete_month, shifted_month
from assistant.errors import InputError
from assistant.variables.aggregates import InvoiceFile

_CONFIG: Final[dict[str, Any]] = {  # DuckDB's own contract for its settings
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_directory": "",
}
_NAMES: Final = ", ".join(name for name, _ in OPERATION_COLUMNS)
_ONCE: Final = """
CREATE TEMP TABLE once AS
SELECT *, date_trunc('month', day)::DATE AS month,
       lower(replace(replace(nfc_normalize(party), ' ', ''), chr(12288), '')) AS named
FROM (SELECT DISTINCT kind, day, number, line, party, quantity_milli, pieces, amount_cents,
             back_cents, void, added FROM seen)
QUALIFY added = max(added) OVER (
  PARTITION BY kind, number, CASE WHEN kind IN ('power', 'water', 'gas', 'stock') THEN day END)
"""
"""Rows alike in one file once; of two files that speak of one number the later one."""
_MONTHS: Final = """
SELECT kind, month, count(DISTINCT number) FILTER (NOT void) AS numbers,
       count(DISTINCT number) FILTER (void) AS voids,
       coalesce(sum(quantity_milli) FILTER (NOT void), 0)::BIGINT AS milli,
       count(quantity_milli) FILTER (NOT void) AS measured,
       coalesce(sum(amount_cents) FILTER (NOT void), 0)::BIGINT AS cents,
       coalesce(sum(back_cents) FILTER (NOT void), 0)::BIGINT AS back, count(*) AS rows
FROM once GROUP BY kind, month
"""
_PARTIES: Final = """
SELECT kind, month, named, any_value(party), count(DISTINCT number) FROM once
WHERE NOT void AND named <> '' GROUP BY kind, month, named
"""
_STOCK: Final = """
SELECT day, sum(amount_cents)::BIGINT, count(*) FROM once
WHERE kind = 'stock' AND amount_cents IS NOT NULL GROUP BY day ORDER BY day DESC LIMIT 1
"""
_INVOICED: Final = """
SELECT lower(replace(replace(nfc_normalize(counterparty), ' ', ''), chr(12288), '')) AS named,
       date_trunc('month', issued)::DATE AS month, sum(net_cents)::BIGINT
FROM (SELECT * FROM read_parquet(?) QUALIFY row_number() OVER (
        PARTITION BY direction, code, number, counterparty, issued
        ORDER BY status = 'void' DESC, net_cents) = 1)
WHERE direction = 'sale' AND status <> 'void' AND issued <= ? AND coalesce(counterparty, '') <> ''
GROUP BY ALL
"""


class Month(NamedTuple):
    """One kind's rows of one month; quantities in thousandths, amounts in cents."""

    numbers: int
    voids: int
    milli: int
    measured: int
    """Rows with a quantity."""
    cents: int
    back: int
    rows: int


@dataclass(frozen=True)
class OperationLedger:
    """What the records sum to."""

    as_of: date | None = None
    months: Mapping[tuple[OperationKind, date], Month] = field(default_factory=dict)
    parties: Mapping[tuple[OperationKind, date], Mapping[str, int]] = field(default_factory=dict)
    """Waybills or orders by normalised name."""
    invoiced: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    """Net sales by normalised name and month, in cents."""
    stock: tuple[date, int, int] | None = None
    """Latest day with a value, its cents and rows."""

    def first(self, kind: OperationKind) -> date | None:
        """The first month that has a row of a kind."""
        return min((month for k, month in self.months if k is kind), default=None)

    def has(self, *kinds: OperationKind) -> bool:
        """Whether there is a row of any of some kinds."""
        return any(kind in kinds for kind, _ in self.months)


def operation_ledger(
    files: Sequence[InvoiceFile],
    invoices: Sequence[InvoiceFile],
    *,
    as_of: date | None,
    today: date,
) -> OperationLedger:
    """Read, merge and aggregate.

    Args:
        files: stored sets with ``OPERATION_COLUMNS`` of one firm.
        invoices: the firm's invoice sets, for names.
        as_of: nothing after it is seen; None means the last complete month of the records.
        today: rows dated later are never seen.

    Raises:
        InputError: a stored file can't be read.
    """
    if not files:
        return OperationLedger()
    with duckdb.connect(":memory:", config=_CONFIG) as connection:
        try:
            _see(connection, files, today)
            found = connection.execute("SELECT max(day) FROM seen").fetchone()
            latest = found[0] if found else None
            if latest is None:
                return OperationLedger()
            upto = as_of or last_complete_month(latest)
            connection.execute("DELETE FROM seen WHERE day > ?", [upto])
            connection.execute(_ONCE)
            return _aggregated(connection, invoices, upto)
        except duckdb.Error as error:
            raise InputError(
                "the stored records of meters, waybills, orders or stock can't be read",
                "add their files to the case again",
                zh="存下的水电气、运单、订单或库存记录无法读取",
                zh_hint="请把这些文件重新加入案卷",
            ) from error


def _see(connection: duckdb.DuckDBPyConnection, files: Sequence[InvoiceFile], today: date) -> None:
    ordered = sorted(files, key=lambda f: (f.added_order, f.source))
    for order, file in enumerate(ordered):
        verb = "CREATE TEMP TABLE seen AS" if order == 0 else "INSERT INTO seen"
        connection.execute(
            f"{verb} SELECT {_NAMES}, {order} AS added FROM read_parquet(?) WHERE day <= ?",  # noqa: S608  our own column names
            [str(file.path), today],
        )


def _aggregated(
    connection: duckdb.DuckDBPyConnection, invoices: Sequence[InvoiceFile], upto: date
) -> OperationLedger:
    months = {
        (OperationKind(kind), month): Month(*rest)
        for kind, month, *rest in connection.execute(_MONTHS).fetchall()
    }
    parties: dict[tuple[OperationKind, date], dict[str, int]] = {}
    for kind, month, named, _, numbers in connection.execute(_PARTIES).fetchall():
        parties.setdefault((OperationKind(kind), month), {})[named] = numbers
    invoiced: dict[str, dict[date, int]] = {}
    if invoices:
        paths = [str(file.path) for file in invoices]
        for named, month, cents in connection.execute(_INVOICED, [paths, upto]).fetchall():
            invoiced.setdefault(named, {})[month] = cents
    stock = connection.execute(_STOCK).fetchone()
    return OperationLedger(upto, months, parties, invoiced, stock)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """First days of the months from one day's to another's."""
    found = [first.replace(day=1)]
    while shifted_month(found[-1], 1) <= last:
        found.append(shifted_month(found[-1], 1))
    return tuple(found)
