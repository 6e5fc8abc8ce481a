"""Where the stages of the wide table run: embedded in DuckDB here, on a cluster beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol

import duckdb

from assistant.errors import InputError

CONFIG: Final[dict[str, Any]] = {  # DuckDB's own contract for its settings
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_directory": "",
}
_WINDOWS: Final = """(SELECT unnest(?::VARCHAR[]) AS code, unnest(?::DATE[]) AS first,
             unnest(?::DATE[]) AS last)"""
Rows = Sequence[tuple[Any, ...]]
"""What a query gives; a column is what its SQL says."""
Window = tuple[str, date | None, date]
"""Code, first day (None for the whole history) and last day."""


class Engine(Protocol):
    """Runs SQL as ``stages`` writes it."""

    def latest(self, files: Sequence[Path], today: date) -> date | None:
        """The latest day of the files up to ``today``."""

    def begin(
        self, files: Sequence[Path], upto: date, windows: Sequence[Window], made: tuple[str, str]
    ) -> None:
        """Build ``inv`` and ``grid``; ``made`` are their statements."""

    def read(self, files: Sequence[Path], upto: date, statement: str) -> None:
        """Make a table of other record files; ``statement`` names ``{records}`` and ``{upto}``."""

    def run(self, statement: str) -> None:
        """Make one stage's table."""

    def rows(self, query: str) -> Rows:
        """What a query gives."""


@dataclass(frozen=True)
class DuckEngine:
    """One connection in memory."""

    connection: duckdb.DuckDBPyConnection

    def latest(self, files: Sequence[Path], today: date) -> date | None:
        """The latest day of the files up to ``today``.

        Raises:
            InputError: a file can't be read.
        """
        try:
            row = self.connection.execute(
                "SELECT max(issued) FROM read_parquet(?) WHERE issued <= ?",
                [[str(path) for path in files], today],
            ).fetchone()
        except duckdb.Error as error:
            raise InputError(
                f"the invoice records can't be read: {error}",
                "read the invoice files again",
                zh=f"发票记录无法读取：{error}",
                zh_hint="请重新读取发票文件",
            ) from error
        found: date | None = row[0] if row else None
        return found

    def begin(
        self, files: Sequence[Path], upto: date, windows: Sequence[Window], made: tuple[str, str]
    ) -> None:
        """Build ``inv`` and ``grid``."""
        records, grid = made
        self.read(files, upto, records)
        columns = [list(column) for column in zip(*windows, strict=True)]
        self.run_with(grid.format(windows=_WINDOWS), columns)

    def read(self, files: Sequence[Path], upto: date, statement: str) -> None:
        """Make a table of record files."""
        paths = [str(path) for path in files]
        self.run_with(statement.format(records="read_parquet(?)", upto="?"), [paths, upto])

    def run_with(self, statement: str, values: Sequence[object]) -> None:
        """A statement with values for its marks."""
        self.connection.execute(statement, list(values))

    def run(self, statement: str) -> None:
        """Make one stage's table."""
        self.connection.execute(statement)

    def rows(self, query: str) -> Rows:
        """What a query gives."""
        return self.connection.execute(query).fetchall()
