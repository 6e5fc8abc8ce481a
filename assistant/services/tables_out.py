"""Writes a table as CSV or Parquet."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.errors import InputError, UsageError


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
        InputError: it can't be written.
    """
    verify_ending(out)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows({c: _harmless(row.get(c, "")) for c in columns} for row in rows)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        target = out if out.suffix.lower() == ".csv" else out.with_suffix(".csv.part")
        target.write_text(text.getvalue(), "utf-8-sig" if target is out else "utf-8")
        if target is not out:
            _to_parquet(target, out)
    except OSError as error:
        raise InputError(
            f"{out}: can't be written: {error.strerror}",
            "choose another place",
            zh=f"{out}：无法写入",
            zh_hint="请换一个位置",
        ) from error


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
    source.unlink()
