"""CSV, TSV and other delimited text: one sheet, with whatever stands above and below its table."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.encoding import decoded
from retrieval.loading.grid import Grid, table_from
from retrieval.loading.plaintext import encoding_problems, is_markdown, verify_lines
from retrieval.loading.units import is_amount
from retrieval.loading.wide_grid import is_date
from retrieval.passages import LoadedDocument, Page, Problem

MEDIA_TYPE: Final = "text/csv"
_DELIMITERS: Final = (",", "\t", ";", "|", "，")
_LEAST_COLUMNS: Final = 3
_SAMPLE_LINES: Final = 400
_ALIKE: Final = 0.6
"""Share of the rows below the first full one that are as wide, at least."""
_PAIR: Final = 2
_LEAST_PAIRS: Final = 3
_SHORT: Final = 20
"""Most characters of the first cell of a pair."""
_THOUSANDS: Final = re.compile(r"\d{3}(?:\.\d+)?\D*", re.ASCII)
_LEADS: Final = re.compile(r"[^\d.\-/年月][^\S\n]*\d{1,3}\Z", re.ASCII)
_TICK_ROWS: Final = 5_000
_COLUMNS: Final = 2_000


class _Rows(NamedTuple):
    cells: list[list[str]]
    numbers: list[int]
    """Line in the file where each row begins, counting from 1."""
    open_quote: int | None
    """Line with a quote that never closes."""


def looks_delimited(head: bytes) -> bool:
    """Whether a file's first bytes are delimited text and no Markdown."""
    whole = head[: head.rfind(b"\n") + 1] if head.count(b"\n") > 1 else head
    try:
        text = decoded(whole).text
    except UnreadableDocument:
        return False
    return not is_markdown(text) and delimiter_of(text) is not None


def delimiter_of(text: str) -> str | None:
    """What stands between the cells of a text, or None where it is no table.

    Every row below the first full one has about as many cells, and some hold amounts or dates.
    """
    lines = list(islice(io.StringIO(text), _SAMPLE_LINES))
    best: tuple[int, str] | None = None
    for delimiter in _DELIMITERS:
        width = _width(lines, delimiter)
        if width and (best is None or width > best[0]):
            best = width, delimiter
    return best[1] if best else None


def _width(lines: Sequence[str], delimiter: str) -> int:
    """Columns of the table that the delimiter makes, 0 for none."""
    if sum(delimiter in line for line in lines) < 2:  # noqa: PLR2004  a header and a row
        return 0
    rows = [row for row in _parsed(lines, delimiter).cells if any(row)]
    widths = Counter(len(row) for row in rows if len(row) >= _LEAST_COLUMNS)
    if not widths:
        return _PAIR if _are_pairs(rows) else 0
    usual = max(widths, key=lambda w: (widths[w], w))
    first = next(i for i, row in enumerate(rows) if len(row) == usual)
    below = rows[first:]
    alike = sum(abs(len(row) - usual) <= 2 for row in below)  # noqa: PLR2004  trailing cells come and go
    valued = sum(any(is_amount(cell) or is_date(cell) for cell in row) for row in below)
    is_table = alike >= 2 and alike >= _ALIKE * len(below) and valued * 3 >= len(below)  # noqa: PLR2004
    return usual if is_table else 0


def _are_pairs(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are a name or a day and a number each, below a head without a number.

    Prose has commas too, so two columns count only where no row departs from that.
    """
    head, below = rows[:1], rows[1:]
    return (
        len(below) >= _LEAST_PAIRS
        and not any(is_amount(cell) for cell in head[0])
        and all(
            len(row) == _PAIR and 0 < len(row[0]) <= _SHORT and is_amount(row[1]) for row in below
        )
        and len(head[0]) == _PAIR
        and not all(_is_one_number(*row) for row in below)
    )


def _is_one_number(left: str, right: str) -> bool:
    """Whether the comma between two cells is inside a number: "Sales 2023: 17" and "520"."""
    return _THOUSANDS.fullmatch(right) is not None and _LEADS.search(left) is not None


def load_delimited(path: Path, budget: Budget) -> LoadedDocument:
    """One page and one table of a delimited text.

    Raises:
        UnreadableDocument: no text, an endless line, or endless columns.
        LoadingStopped: the user called it off.
    """
    found = decoded(path.read_bytes())
    text = found.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    verify_lines(text, budget)
    delimiter = delimiter_of(text) or ","
    rows = _parsed(io.StringIO(text), delimiter, budget)
    widest = max((len(row) for row in rows.cells), default=0)
    problems = list(encoding_problems(found.broken, found.encoding))
    if widest > _COLUMNS:
        problems.append(_too_wide(widest))
        rows = rows._replace(cells=[row[:_COLUMNS] for row in rows.cells])
    if rows.open_quote is not None:
        problems.append(_open_quote(rows.open_quote))
    words = "\n".join("  ".join(cell for cell in row if cell) for row in rows.cells)
    budget.page_done(1, 1, len(words))
    table = table_from(Grid(_trimmed(rows.cells), 1, "", 1))
    if table is not None:
        lines = tuple(rows.numbers[number - 1] for number in table.row_numbers)
        table = table.model_copy(update={"row_numbers": lines})
    return LoadedDocument(
        name=path.name,
        media_type=MEDIA_TYPE,
        pages=(Page(number=1, text=words.strip("\n")),),
        tables=(table,) if table else (),
        problems=tuple(problems),
    )


def _parsed(lines: Iterable[str], delimiter: str, budget: Budget | None = None) -> _Rows:
    """Rows; from a quote on that never closes, quotes are taken as they stand."""
    kept = list(lines)
    cells: list[list[str]] = []
    numbers: list[int] = []
    start = 0
    with suppress(csv.Error):
        reader = csv.reader(kept, delimiter=delimiter)
        for row in reader:
            if (
                reader.line_num - start > _LONG_RECORD
                or sum(map(len, row)) > csv.field_size_limit()
            ):
                break
            cells.append([" ".join(cell.split()) for cell in row])
            numbers.append(start + 1)
            start = reader.line_num
            if budget is not None and len(cells) % _TICK_ROWS == 0:
                budget.tick()
        else:
            return _Rows(cells, numbers, None)
    for number, line in enumerate(kept[start:], start=start + 1):
        cells.append([" ".join(cell.replace('"', "").split()) for cell in line.split(delimiter)])
        numbers.append(number)
    return _Rows(cells, numbers, start + 1)


_LONG_RECORD: Final = 50
"""A record over more lines than this has a quote that never closes."""


def _trimmed(rows: Sequence[list[str]]) -> list[list[str]]:
    """Rows without the empty cells that a delimiter at each line's end makes."""
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell), default=0)
    return [row[:width] for row in rows]


def _open_quote(line: int) -> Problem:
    return Problem(
        reason=f"a quote is opened on line {line} and never closed; read on without quotes",
        zh=f"第{line}行的引号没有闭合，其后按无引号读取",
        hint="compare the last columns with the file",
    )


def _too_wide(columns: int) -> Problem:
    return Problem(
        reason=f"{columns:,} columns; the first {_COLUMNS:,} were read",
        zh=f"共{columns:,}列，只读取了前{_COLUMNS:,}列",
        hint="save only the columns that matter",
    )
