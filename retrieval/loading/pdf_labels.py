"""Labels that a table wraps over two or three lines beside one amount become one row again."""

from collections.abc import Sequence
from typing import Final

from retrieval.loading.pdf_layout import Cell, Line
from retrieval.loading.units import is_amount, is_blank_amount

_CLOSE: Final = 0.95
"""Middles nearer than this many line heights overlap: two lines of one label beside an amount."""
_SAME: Final = 0.15
"""Two distances are the same within this share."""
_TIGHTER: Final = 0.97
"""Lines of one label stand this much closer than rows do."""


def with_whole_labels(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with each wrapped label put together in front of its amounts."""
    whole: list[Line] = []
    index = 0
    while index < len(lines):
        near = lines[index - 1 : index + 3] if index else []
        if len(near) > 2 and whole[-1] is near[0] and _wraps(near, whole[-2:-1]):  # noqa: PLR2004
            whole[-1] = _one_row(*near[:3])
            index += 2
        else:
            whole.append(lines[index])
            index += 1
    return whole


def _wraps(near: Sequence[Line], before: Sequence[Line]) -> bool:
    """True where the first three lines of ``near`` are one row."""
    above, line, below = near[:3]
    if not (_is_fragment(above) and _is_fragment(below) and _has_amount(line)):
        return False
    up, down = _middle(above) - _middle(line), _middle(line) - _middle(below)
    if abs(up - down) > _SAME * max(up, down):
        return False
    if _is_value(line.cells[0]):
        return max(up, down) < _CLOSE * line.height
    outside = [before[0].bottom - above.bottom] if before else []
    outside += [below.bottom - near[3].bottom] if len(near) > 3 else []  # noqa: PLR2004
    edges = {round(part.left) for part in (above, line, below)}
    tight = bool(outside) and max(up, down) < _TIGHTER * min(outside)
    return tight and max(edges) - min(edges) < line.height


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _is_fragment(line: Line) -> bool:
    return len(line.cells) == 1 and not _is_value(line.cells[0])


def _has_amount(line: Line) -> bool:
    return any(is_amount(cell.text) for cell in line.cells)


def _is_value(cell: Cell) -> bool:
    return is_amount(cell.text) or is_blank_amount(cell.text)


def _one_row(above: Line, line: Line, below: Line) -> Line:
    first = line.cells[0]
    middle = [] if _is_value(first) else [first]
    parts = [above.cells[0], *middle, below.cells[0]]
    label = Cell(
        _glued([part.text for part in parts]),
        min(part.left for part in parts),
        max(part.right for part in parts),
    )
    return Line(above.top, below.bottom, [label, *line.cells[len(middle) :]])


def _glued(parts: Sequence[str]) -> str:
    """Joined as the language joins: Chinese without, English with a blank."""
    text = parts[0]
    for part in parts[1:]:
        text += part if text[-1] > "\x7f" or part[0] > "\x7f" else f" {part}"
    return text
