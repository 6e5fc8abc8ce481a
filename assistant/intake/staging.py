"""Rows of any layout, first as text, then typed and judged, in an in-memory DuckDB.

Nothing is dropped: each row is kept or has a reason.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

import duckdb

from assistant.domain.progress import Cancelled, Progress, Report, Stage, Stopped
from assistant.domain.records import INVOICE_COLUMNS, Direction
from assistant.errors import StorageError
from assistant.intake.invoice_sql import (
    ASKED,
    COUNTS,
    FIRMS,
    FIRMS_STAGED,
    JUDGED,
    LEXICON,
    MACROS,
    PLAINED,
    REJECTED,
    STAGED,
    TYPED,
)
from assistant.intake.readers.blocks import Block, cell_text
from assistant.intake.readers.columns import FIELDS, Header
from assistant.intake.readers.parquet import damaged_parquet, parquet_columns

_BATCH: Final = 20_000
_PARQUET_BATCH: Final = 100_000
_MEMORY: Final = "2GB"


class Rejection(NamedTuple):
    """A row that isn't kept."""

    sheet: str
    row: int
    reason: str


class FirmCounts(NamedTuple):
    """What one firm's kept rows hold."""

    rows: int
    void: int
    red: int
    repeated: int
    first_day: str | None
    last_day: str | None
    mismatched: int


class Staging:
    """One file's rows on their way to records. Use as a context manager."""

    def __init__(self, subject: str, progress: Report, cancelled: Cancelled) -> None:
        """Open an empty in-memory database; ``subject`` is the file's name in progress."""
        self._subject = subject
        self._progress = progress
        self._cancelled = cancelled
        self._rows = 0
        self._session = duckdb.connect(config={"memory_limit": _MEMORY})
        for statement in (STAGED, *MACROS):
            self._session.execute(statement)

    def __enter__(self) -> Self:
        """The staging itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop everything that was staged."""
        self._session.close()

    def add_block(
        self, block: Block, *, fixed: Direction | None, firm: str, total: int | None
    ) -> None:
        """Stage a block's rows.

        Args:
            block: rows with their header.
            fixed: direction of every row, or None where the rows tell it.
            firm: the firm where the block has no firm column.
            total: rows of all blocks together, for progress.

        Raises:
            Stopped: the user called it off.
        """
        places = [block.header.columns.get(field) for field in FIELDS]
        wan = ",".join(sorted(block.header.wan))
        rows = self._texts(block, places, (fixed or "", wan), firm)
        while batch := list(islice(rows, _BATCH)):
            with self._session.appender("staged") as appender:
                appender.append_rows(batch)
            self._advance(len(batch), total)

    def add_parquet(
        self, path: Path, header: Header, *, fixed: Direction | None, firm: str
    ) -> None:
        """Stage a Parquet table's rows.

        Raises:
            InputError: the file is damaged.
            Stopped: the user called it off.
        """
        try:
            total = self._one("SELECT num_rows FROM parquet_file_metadata(?)", path)
            for start in range(0, total, _PARQUET_BATCH):
                batch = min(_PARQUET_BATCH, total - start)
                self._insert_parquet(path, header, (fixed or "", firm), (start, start + batch))
                self._advance(batch, total)
        except duckdb.Error as error:
            raise damaged_parquet(path, error) from error

    def judge(self, *, today: date, own_id: str) -> None:
        """Type every staged row and give each that can't be kept a reason.

        Args:
            today: rows dated later are rejected.
            own_id: the firm's tax id, which tells sale from purchase where nothing else does.

        Raises:
            Stopped: the user called it off.
        """
        self._report("checking", 0)
        self._session.execute(ASKED, [today, own_id])
        for statement in (PLAINED, LEXICON, TYPED, JUDGED):
            self._session.execute(statement)
            self._verify_wanted()
        self._report("checking", self._rows)

    @property
    def rows(self) -> int:
        """Rows staged so far."""
        return self._rows

    def firms(self) -> dict[str, int]:
        """Kept rows by firm, in the order of the file."""
        return {str(firm): int(rows) for firm, rows in self._session.execute(FIRMS).fetchall()}

    def firms_staged(self) -> dict[str, int]:
        """Rows by firm, kept or not, in the order of the file; needs no judging."""
        found = self._session.execute(FIRMS_STAGED).fetchall()
        return {str(firm): int(rows) for firm, rows in found}

    def rejected(self, firm: str | None) -> tuple[Rejection, ...]:
        """Rows that aren't kept: of one firm and of no firm, or of all for None."""
        found = self._session.execute(REJECTED, [firm, firm]).fetchall()
        return tuple(Rejection(str(s), int(r), str(why)) for s, r, why in found)

    def counts(self, firm: str) -> FirmCounts:
        """What the firm's kept rows hold."""
        return FirmCounts(*self._session.execute(COUNTS, [firm]).fetchall()[0])

    def write(self, firm: str, path: Path) -> None:
        """Write the firm's kept rows as Parquet, in the order of the file.

        Raises:
            StorageError: the folder can't be written.
            Stopped: the user called it off.
        """
        self._verify_wanted()
        columns = ", ".join(f"{name}::{kind} AS {name}" for name, kind in INVOICE_COLUMNS)
        query = (
            f"COPY (SELECT {columns} FROM judged WHERE reason IS NULL AND firm = $firm"  # noqa: S608  our own column names
            " ORDER BY seq) TO $path (FORMAT parquet, COMPRESSION zstd)"
        )
        try:
            self._session.execute(query, {"firm": firm, "path": str(path)})
        except duckdb.IOException as error:
            raise StorageError(
                f"{path.parent}: the records can't be written ({str(error).splitlines()[0]})",
                "free space on that disk, then add the file again",
                zh=f"{path.parent}：记录无法写入（{str(error).splitlines()[0]}）",
                zh_hint="请在该磁盘腾出空间后重新加入文件",
            ) from error

    def _one(self, query: str, path: Path) -> int:
        return int(self._session.execute(query, [str(path)]).fetchall()[0][0])

    def _insert_parquet(
        self, path: Path, header: Header, fixed: tuple[str, str], rows: tuple[int, int]
    ) -> None:
        """Stage the rows from the first up to before the second of ``rows``."""
        columns = parquet_columns(path)
        source = {
            field: '"' + columns[place].replace('"', '""') + '"::VARCHAR'
            for field, place in header.columns.items()
        }
        wanted = ", ".join(source.get(f, "$firm" if f == "firm" else "NULL") for f in FIELDS)
        values = {"path": str(path), "fixed": fixed[0], "wan": ",".join(sorted(header.wan))}
        if "firm" not in source:
            values["firm"] = fixed[1]
        self._session.execute(
            "INSERT INTO staged SELECT file_row_number + 1, '', file_row_number + 1,"  # noqa: S608  column names are quoted
            f" $fixed, $wan, {wanted} FROM read_parquet($path, file_row_number = true)"
            f" WHERE file_row_number >= {rows[0]} AND file_row_number < {rows[1]}",
            values,
        )

    def _texts(
        self, block: Block, places: list[int | None], fixed: tuple[str, str], firm: str
    ) -> Iterator[tuple[object, ...]]:
        has_firm = "firm" in block.header.columns
        for seq, (number, cells) in enumerate(block.rows, self._rows + 1):
            texts = _picked(cells, places)
            if not has_firm:
                texts[0] = firm
            yield (seq, block.sheet, number, *fixed, *texts)

    def _advance(self, rows: int, total: int | None) -> None:
        self._rows += rows
        self._verify_wanted()
        self._progress(
            Progress(
                subject=self._subject, stage="reading", done=self._rows, total=total, unit="rows"
            )
        )

    def _report(self, stage: Stage, done: int) -> None:
        self._progress(
            Progress(subject=self._subject, stage=stage, done=done, total=self._rows, unit="rows")
        )

    def _verify_wanted(self) -> None:
        if self._cancelled():
            raise Stopped


def _picked(cells: list[object], places: list[int | None]) -> list[str | None]:
    width = len(cells)
    return [
        cell_text(cells[place]) if place is not None and place < width else None for place in places
    ]
