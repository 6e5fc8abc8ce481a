"""Invoice tables as CSV, TSV or semicolon text in any usual encoding."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from assistant.errors import InputError
from assistant.intake.readers.blocks import Block, Row, is_blank
from assistant.intake.readers.columns import Header, find_header, is_header_again
from retrieval.loading.budget import UnreadableDocument
from retrieval.loading.encoding import decoded

DELIMITERS: Final = (",", "\t", ";", "|")
"""What may stand between cells."""
_PEEK_LINES: Final = 60


class DelimitedReader:
    """One table; the delimiter is the one that makes a header of invoices."""

    def __init__(self, path: Path) -> None:
        """Decode the file and find its header.

        Raises:
            InputError: the bytes are no text.
        """
        self._path = path
        self._lines = list(io.StringIO(text_of(path), newline=""))

    def blocks(self) -> Iterator[Block]:
        """One block, or none where no line is a header of invoices."""
        found = self._header()
        if found is not None:
            delimiter, header = found
            yield Block("", header, self._data(delimiter, header), len(self._lines) - header.rows)

    def firm_names(self) -> dict[str, str]:
        """A table lists no firms."""
        return {}

    def _header(self) -> tuple[str, Header] | None:
        best: tuple[str, Header] | None = None
        for delimiter in DELIMITERS:
            header = find_header(first_rows(self._lines, delimiter))
            if header and (best is None or len(header.columns) > len(best[1].columns)):
                best = delimiter, header
        return best

    def _data(self, delimiter: str, header: Header) -> Iterator[Row]:
        reader = csv.reader(self._lines, delimiter=delimiter, strict=True)
        number, line = 0, 0
        try:
            for number, cells in enumerate(reader, 1):
                if reader.line_num > line + 1 and _swallows(cells, delimiter, header):
                    raise _open_quote(self._path, number)
                line = reader.line_num
                row: list[object] = list(cells)
                if number > header.rows and not is_blank(row) and not is_header_again(row):
                    yield number, row
        except csv.Error as error:
            raise _open_quote(self._path, number + 1) from error


def _swallows(cells: list[str], delimiter: str, header: Header) -> bool:
    """Whether a cell of several lines holds a whole row."""
    separators = len(header.columns) - 1
    return any(line.count(delimiter) >= separators for c in cells for line in c.splitlines())


def _open_quote(path: Path, row: int) -> InputError:
    return InputError(
        f"{path}, row {row}: a quote is opened there and not closed",
        "close or remove the quote, or save the table anew as CSV",
        zh=f"{path} 第{row}行：引号没有闭合",
        zh_hint="请补上或删去引号，或另存为 CSV",
    )


def first_rows(lines: Iterable[str], delimiter: str, count: int = _PEEK_LINES) -> list[list[str]]:
    """The first lines' cells, up to one that isn't delimited text."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(csv.reader(islice(lines, count), delimiter=delimiter))
    return rows


def unopened(path: Path, error: OSError) -> InputError:
    """The operating system doesn't let us read the file."""
    return InputError(
        f"{path}: can't be read ({error.strerror})",
        "check the path and its permissions",
        zh=f"{path}：无法读取（{error.strerror}）",
        zh_hint="请检查路径和权限",
    )


def text_of(path: Path) -> str:
    """The file's text, whatever its encoding.

    Raises:
        InputError: the bytes are no text.
    """
    try:
        return decoded(path.read_bytes()).text
    except UnreadableDocument as error:
        raise InputError(
            f"{path}: {error.reason}",
            "save the table as CSV in UTF-8 and add it again",
            zh=f"{path}：{error.zh}",
            zh_hint="请把表格另存为 UTF-8 编码的 CSV 后重新加入",
        ) from error
    except OSError as error:
        raise unopened(path, error) from error
