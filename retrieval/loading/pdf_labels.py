"""Labels that a table wraps over two or three lines beside one amount become one row again."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from retrieval.loading.pdf_layout import Cell, Line, Span
from retrieval.loading.units import is_amount, is_blank_amount

_CLOSE: Final = 0.95
"""Middles nearer than this many line heights overlap: two lines of one label beside an amount."""
_SAME: Final = 0.15
"""Two distances are the same within this share."""
_NUMBERED: Final = re.compile(
    r"[(（]?(?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})[)）.．、]|--|其中|[加减][:：]"
)
"""How a label of its own begins, whatever stands above it."""
_LONG: Final = 12
"""A label of fewer characters is whole."""
_LEADING: Final = 0.6
"""Line heights between two lines of one label, at most."""
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


def without_wraps(lines: Sequence[Line], columns: Sequence[Span]) -> list[Line]:
    """``lines`` of a table with labels that only ended at the column's edge put together."""
    edge = max((_label_right(line, columns) for line in lines), default=0.0)
    pitch = _pitch(lines)
    whole: list[Line] = []
    for line in lines:
        above = whole[-1] if whole else None
        inside = line.left < columns[1].left - line.height
        if above and inside and _runs_on(above, line, edge) and _are_near(above, line, pitch):
            label = Cell(
                _glued([above.cells[0].text, line.cells[0].text]),
                min(above.left, line.left),
                line.cells[0].right,
            )
            amounts = [*above.cells[1:], *line.cells[1:]]
            whole[-1] = Line(above.top, line.bottom, [label, *amounts])
        else:
            whole.append(line)
    return whole


def _label_right(line: Line, columns: Sequence[Span]) -> float:
    first = line.cells[0]
    inside = not _is_value(first) and first.left < columns[1].left
    return first.right if inside else 0.0


def _runs_on(above: Line, line: Line, edge: float) -> bool:
    """Whether the label of ``line`` goes on where that of ``above`` met the column's edge."""
    first, then = above.cells[0], line.cells[0]
    if _is_value(first) or _is_value(then) or (len(above.cells) > 1 and len(line.cells) > 1):
        return False
    if first.text.rstrip().endswith((":", "：", "。")) or len(first.text) < _LONG:
        return False
    if _NUMBERED.match(then.text) or (len(above.cells) > 1 and not _continues(then)):
        return False
    word = then.text.split(maxsplit=1)[0]
    wide = word if word[0] < "\x7f" else word[:1]
    needed = (then.right - then.left) * (len(wide) + 1) / max(len(then.text), 1)
    return first.right + needed > edge and then.left < first.right


def _continues(cell: Cell) -> bool:
    """Whether words begin in the middle of a sentence."""
    return cell.text[:1].islower() or cell.text[:1] in "(（)）、，,"


def _pitch(lines: Sequence[Line]) -> float:
    """Usual distance from one row of amounts to the next, in points."""
    steps = sorted(
        above.bottom - line.bottom
        for above, line in pairwise(lines)
        if _has_amount(above) and _has_amount(line)
    )
    return steps[len(steps) // 2] if steps else 0.0


def _are_near(above: Line, line: Line, pitch: float) -> bool:
    """Whether two lines stand closer than rows do, or close and in the middle of a sentence."""
    step = above.bottom - line.bottom
    if above.bottom - line.top >= _LEADING * line.height:
        return False
    if pitch and step < _TIGHTER * pitch:
        return True
    return line.cells[0].text[:1].islower()


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
