"""Text for people on a terminal: columns that line up, Chinese characters counted as two."""

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

_GAP: Final = "  "


def columns(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: str = "") -> str:
    """Rows with each column as wide as its widest cell; the last one is left ragged.

    Args:
        rows: cells of each row, all of one length.
        right: positions of columns that are set flush right.
        indent: what each line begins with.
    """
    if not rows:
        return ""
    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            _padded(cell, width, is_right=place in right)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append((indent + _GAP.join(cells)).rstrip())
    return "\n".join(lines)


def _padded(cell: str, width: int, *, is_right: bool) -> str:
    blanks = " " * (width - cell_len(cell))
    return blanks + cell if is_right else cell + blanks


def one_line(text: str) -> str:
    """``text`` without line breaks and without control characters that could drive a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
