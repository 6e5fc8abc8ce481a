"""Invoice tables as Parquet, read column by column by DuckDB instead of row by row."""

from pathlib import Path
from typing import Final

import duckdb

from assistant.errors import InputError
from assistant.intake.readers.columns import Header, find_header

MAGIC: Final = b"PAR1"
"""The first four bytes of the format."""


def parquet_columns(path: Path) -> tuple[str, ...]:
    """The column names.

    Raises:
        InputError: the file is damaged.
    """
    with duckdb.connect() as session:
        try:
            names = session.execute(
                "SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(?))", [str(path)]
            )
        except duckdb.Error as error:
            raise damaged_parquet(path, error) from error
        return tuple(str(row[0]) for row in names.fetchall())


def parquet_header(path: Path) -> Header | None:
    """Where each column of invoices stands; None where it is another table."""
    return find_header([list(parquet_columns(path))])


def damaged_parquet(path: Path, error: duckdb.Error) -> InputError:
    """What to tell the user of a Parquet file that DuckDB can't read."""
    first_line = str(error).splitlines()[0]
    return InputError(
        f"{path}: the Parquet file can't be read ({first_line})",
        "export it anew",
        zh=f"{path}：Parquet 文件无法读取（{first_line}）",
        zh_hint="请重新导出",
    )
