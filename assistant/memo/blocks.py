"""A memo's Markdown taken apart into blocks, for exports that draw real tables and lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NOTE: Final = re.compile(r"\[\^(\d+)\]")
_SPLIT: Final = re.compile(r"(\*\*.+?\*\*|\[\^\d+\])")


_WIDEST: Final = 44
_LONG_HEAD: Final = 14
_PADDING: Final = 6
_CM_A_LETTER: Final = 0.17
_NARROW: Final = 22
"""A column of so few letters is as wide as its words, so that no date breaks."""
_WIDE: Final = "\u1100"
"""Characters from here on are two wide."""


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

    @property
    def weights(self) -> tuple[int, ...]:
        """How wide each column wants to be beside the others, in Latin letters.

        A long head is broken over what stands under it.
        """
        columns = list(zip(*self.rows, strict=False))
        heads = [min(_room(column[0]), _LONG_HEAD) for column in columns]
        longest = [max(map(_room, column[1:]), default=0) for column in columns]
        wanted = (max(*pair) for pair in zip(heads, longest, strict=True))
        return tuple(min(room, _WIDEST) + _PADDING for room in wanted)

    @property
    def broken_heads(self) -> tuple[bool, ...]:
        """Which columns have a head that is wider than the column."""
        heads = (_room(cell) for cell in self.rows[0])
        return tuple(
            room + _PADDING > weight for room, weight in zip(heads, self.weights, strict=False)
        )


def column_widths(weights: tuple[int, ...], line_cm: float) -> list[float]:
    """Centimetres of each column: dates and short words as they need, the others share the rest."""
    needs = [weight * _CM_A_LETTER for weight in weights]
    if sum(needs) <= line_cm:
        return [need * line_cm / sum(needs) for need in needs]
    short = [weight <= _NARROW for weight in weights]
    rest = line_cm - sum(need for need, fits in zip(needs, short, strict=True) if fits)
    long = sum(need for need, fits in zip(needs, short, strict=True) if not fits)
    if not long or rest < line_cm / 3:
        return [need * line_cm / sum(needs) for need in needs]
    return [need if fits else need * rest / long for need, fits in zip(needs, short, strict=True)]


def _room(cell: tuple[Run, ...]) -> int:
    """How wide a cell's words are in Latin letters; a source mark is small."""
    text = "".join(run.text for run in cell if run.style != "note")
    marks = sum(run.style == "note" for run in cell)
    return marks + sum(2 if char >= _WIDE else 1 for char in text)


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
