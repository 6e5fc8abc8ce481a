"""A memo's Markdown taken apart into blocks, for exports that draw real tables and lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NOTE: Final = re.compile(r"\[\^(\d+)\]")
_SPLIT: Final = re.compile(r"(\*\*.+?\*\*|\[\^\d+\])")


@dataclass(frozen=True)
class Run:
    """A piece of a line: plain, bold, or a source mark (``text`` is the number)."""

    text: str
    style: str
    """``plain``, ``bold`` or ``note``."""


@dataclass(frozen=True)
class TextBlock:
    """A paragraph or one list item."""

    runs: tuple[Run, ...]
    bullet: bool


@dataclass(frozen=True)
class TableBlock:
    """A table; the first row is the head. ``right`` says which columns align right."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    right: tuple[bool, ...]


Block = TextBlock | TableBlock


def pieces(markdown: str) -> Iterator[str]:
    """The Markdown of each block: a line of text, or the lines of a table."""
    table: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            yield "\n".join(table)
            table = []
        if text := line.strip():
            yield text


def blocks(markdown: str) -> Iterator[Block]:
    """The blocks of a paragraph that this program wrote or let pass."""
    for piece in pieces(markdown):
        if piece.startswith("|"):
            yield _table(piece.splitlines())
        else:
            yield TextBlock(runs(piece.removeprefix("- ")), piece.startswith("- "))


def runs(text: str) -> tuple[Run, ...]:
    """A line as runs."""
    found = []
    for piece in _SPLIT.split(text):
        if match := _NOTE.fullmatch(piece):
            found.append(Run(match[1], "note"))
        elif piece.startswith("**") and piece.endswith("**") and len(piece) > len("****"):
            found.append(Run(piece[2:-2], "bold"))
        elif piece:
            found.append(Run(piece, "plain"))
    return tuple(found)


def _table(lines: list[str]) -> TableBlock:
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    width = len(cells[0])
    right = tuple(cell.endswith(":") for cell in cells[1]) if len(cells) > 1 else (False,) * width
    rows = [cells[0], *cells[2:]]
    return TableBlock(tuple(tuple(runs(cell) for cell in row) for row in rows), right)
