"""The only door to DuckDB here: stored invoice files in, integer aggregates out.

One connection in memory, no extension and no network, nothing written to disk.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb

from assistant.domain.periods import last_complete_month
from assistant.domain.records import Direction
from assistant.errors import InputError
from assistant.variables import queries
from assistant.variables.aggregates import (
    Arrivals,
    Holding,
    InvoiceFile,
    Ledger,
    MonthVoids,
    Parties,
    RecordCounts,
    SpanKey,
    Totals,
    Turnover,
)
from assistant.variables.spans import TRAILING, Span, spans_of

_CONFIG: Final[dict[str, Any]] = {  # DuckDB's own contract for its settings
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_directory": "",
}


def ledger_from(files: Sequence[InvoiceFile], *, as_of: date | None, today: date) -> Ledger:
    """Read, merge and aggregate the files.

    Args:
        files: stored record sets of one firm.
        as_of: nothing after it is seen; None means the last complete month of the records.
            A day inside a month means the end of the month before.
        today: rows dated later are never seen.

    Raises:
        InputError: a stored file is absent or is no invoice record set.
    """
    connection = duckdb.connect(":memory:", config=_CONFIG)
    try:
        latest = _latest_day(connection, files, today)
        if latest is None:
            return _empty()
        upto = last_complete_month(latest if as_of is None else min(as_of, today))
        _merge(connection, files, upto)
        return _aggregates(connection, upto, latest)
    finally:
        connection.close()


def _empty() -> Ledger:
    counts = RecordCounts(0, 0, 0, 0, 0, None, None)
    return Ledger(None, None, counts, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})


def _latest_day(
    connection: duckdb.DuckDBPyConnection, files: Sequence[InvoiceFile], today: date
) -> date | None:
    found: list[date] = []
    for file in files:
        try:
            connection.execute(
                f"SELECT {', '.join(queries.COLUMNS)} FROM read_parquet(?) LIMIT 0",  # noqa: S608  our own column names
                [_literal(file.path)],
            )
            row = connection.execute(
                "SELECT max(issued) FROM read_parquet(?) WHERE issued <= ?",
                [_literal(file.path), today],
            ).fetchone()
        except duckdb.Error as error:
            raise InputError(
                f"{file.path}: the stored invoice records can't be read",
                hint="add the invoice file to the case again",
                zh=f"{file.path}：存下的发票记录无法读取",
                zh_hint="请把发票文件重新加入案卷",
            ) from error
        if row is not None and row[0] is not None:
            found.append(row[0])
    return max(found, default=None)


def _literal(path: Path) -> str:
    """``path`` as a glob that names only itself."""
    text = str(path).replace("[", "[[]")
    return text.replace("*", "[*]").replace("?", "[?]")


def _merge(connection: duckdb.DuckDBPyConnection, files: Sequence[InvoiceFile], upto: date) -> None:
    ordered = sorted(files, key=lambda f: (f.added_order, f.source))
    for order, file in enumerate(ordered):
        rows = queries.ROWS.format(order=order)
        verb = "CREATE TEMP TABLE seen AS" if order == 0 else "INSERT INTO seen"
        connection.execute(f"{verb} {rows}", [_literal(file.path), upto])
    connection.execute(queries.MERGED)
    connection.execute(queries.CUBE)


def _aggregates(connection: duckdb.DuckDBPyConnection, as_of: date, latest: date) -> Ledger:
    counts = _record_counts(connection)
    firsts = {Direction(d): day for d, day in _all(connection, queries.FIRST_DAYS)}
    if counts.first_day is None:
        spans: dict[SpanKey, Span] = {}
    else:
        spans = {
            (span.direction, span.code): span
            for direction in Direction
            for span in spans_of(direction, firsts.get(direction), counts.first_day, as_of)
        }
    _put_spans(connection, spans.values())
    connection.execute(queries.HELD)
    parties = {_key(row): _parties(row) for row in _all(connection, queries.PARTIES)}
    names = sorted({(d, head.name) for (d, _), p in parties.items() for head in p.heads})
    asked = [[d.value for d, _ in names], [name for _, name in names]]
    return Ledger(
        as_of=as_of,
        latest=latest,
        counts=counts,
        firsts=firsts,
        spans=spans,
        totals={_key(row): Totals(*row[2:]) for row in _all(connection, queries.TOTALS)},
        parties=parties,
        turnover={_key(row): Turnover(*row[2:]) for row in _all(connection, queries.TURNOVER)},
        holdings={
            (Direction(row[0]), row[1], row[2]): Holding(*row[2:])
            for row in _all(connection, queries.HOLDINGS, asked)
        },
        last_days={
            (Direction(row[0]), row[1]): row[2]
            for row in _all(connection, queries.LAST_DAYS, asked)
        },
        both={code: (count, net) for code, count, net in _all(connection, queries.BOTH)},
        monthly={
            (Direction(direction), month): net
            for direction, month, net in _all(connection, queries.MONTHLY)
        },
        days={Direction(d): tuple(days) for d, days in _all(connection, queries.DAYS)},
        arrivals={_key(row): Arrivals(*row[2:]) for row in _all(connection, queries.ARRIVALS)},
        voids={month: MonthVoids(*rest) for month, *rest in _all(connection, queries.VOIDS)},
    )


def _record_counts(connection: duckdb.DuckDBPyConnection) -> RecordCounts:
    rows = _all(connection, "SELECT count(*) FROM seen")[0][0]
    conflicts = _all(connection, queries.CONFLICTS)[0][0]
    invoices, void, red, first, last = _all(connection, queries.COUNTS)[0]
    return RecordCounts(rows, invoices, void, red, conflicts, first, last)


def _put_spans(connection: duckdb.DuckDBPyConnection, spans: Iterable[Span]) -> None:
    covered = [span for span in spans if span.why is None]
    by_party = [_is_by_party(span) for span in covered]
    connection.execute(
        queries.SPANS,
        [
            [span.direction.value for span in covered],
            [span.code for span in covered],
            [span.period.start for span in covered],
            [span.period.end for span in covered],
            by_party,
            [span.prior for span in covered],
        ],
    )


def _is_by_party(span: Span) -> bool:
    return span.code in TRAILING or span.code.isdigit()


def _parties(row: Sequence[Any]) -> Parties:
    count, top1, top3, top5, top10, squares, heads = row[2:]
    leading = tuple(Holding(**head) for head in heads)
    return Parties(count, top1, top3, top5, top10, squares, leading)


def _key(row: Sequence[Any]) -> SpanKey:
    return Direction(row[0]), row[1]


def _all(
    connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    return connection.execute(query, list(values)).fetchall()
