"""Writes a table as CSV or Parquet."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import UsageError
from assistant.services.files_out import kept


def verify_ending(out: Path) -> None:
    """Refuse an ending that can't be written, before any work is done for it.

    Raises:
        UsageError: neither CSV nor Parquet.
    """
    if out.suffix.lower() not in (".csv", ".parquet"):
        raise UsageError(
            f"{out}: write to .csv or .parquet",
            "choose another ending",
            zh=f"{out}：只能写成 .csv 或 .parquet",
            zh_hint="请换一个扩展名",
        )


def write_table(rows: Sequence[Mapping[str, str]], columns: Sequence[str], out: Path) -> None:
    """Write rows as CSV or Parquet, by the file's ending.

    Raises:
        UsageError: another ending.
        StorageError: it can't be written.
    """
    verify_ending(out)
    text = as_csv(rows, columns)
    if out.suffix.lower() == ".csv":
        kept(out, text.encode("utf-8-sig"))
        return
    with TemporaryDirectory() as folder:
        draft = Path(folder) / "table.parquet"
        kept(draft.with_suffix(".csv"), text)
        _to_parquet(draft.with_suffix(".csv"), draft)
        kept(out, draft.read_bytes())


def as_csv(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> str:
    """Rows as CSV in which no cell is a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), extrasaction="ignore")
    writer.writerow({c: _harmless(c) for c in columns})
    writer.writerows({c: _harmless(row.get(c, "")) for c in columns} for row in rows)
    return text.getvalue()


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    risky = text.startswith(("=", "+", "@")) or (text.startswith("-") and not _is_number(text))
    return f"'{text}" if risky else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _to_parquet(source: Path, out: Path) -> None:
    import duckdb

    with duckdb.connect(":memory:") as connection:
        table = connection.read_csv(str(source), all_varchar=True)
        table.write_parquet(str(out))
