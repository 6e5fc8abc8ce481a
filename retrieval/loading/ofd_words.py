"""Words of an OFD page with their places, in points; y grows upward."""

import math
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from retrieval.loading.pdf_words import Word
from retrieval.loading.xml_tree import local

_POINTS: Final = 72 / 25.4
"""Points in a millimetre, the OFD's unit."""
_ASCENT: Final = 0.86
"""Share of the letters' size above the base line."""
_NARROW: Final = 0.5
"""Width of a Latin letter as a share of its size."""
_SPLIT: Final = 1.2
"""A step of more than so many letter widths starts another word."""
_MOST: Final = 100_000
"""Letters of one page, at most."""


class _Frame(NamedTuple):
    """Where a run's letters stand, in millimetres; y grows downward."""

    left: float
    top: float
    size: float
    across: float
    """How much letters are stretched."""
    down: float

    def word(self, text: str, start: float, end: float, base: float) -> Word:
        """Letters from ``start`` to ``end`` on a base line, in points."""
        height = self.size * self.down
        bottom = self.top + base * self.down + height * (1 - _ASCENT)
        left, right = (self.left + x * self.across for x in (start, end))
        return Word(
            text,
            left * _POINTS,
            -bottom * _POINTS,
            right * _POINTS,
            (height - bottom) * _POINTS,
        )


def words_on(page: Any) -> Iterator[Word]:  # noqa: ANN401  lxml
    """The words of a page or template."""
    left = _MOST
    for element in page.iter():
        if local(element) != "TextObject":
            continue
        box = _numbers(element.get("Boundary"))
        if len(box) < 4:  # noqa: PLR2004  x, y, width, height
            continue
        matrix = _numbers(element.get("CTM"))
        size = _number(element.get("Size"), 3.0)
        for code in element.iter():
            if local(code) == "TextCode" and code.text and left > 0:
                left -= len(code.text)
                yield from _words(code, box, size, matrix)


def _words(
    code: Any,  # noqa: ANN401  lxml
    box: Sequence[float],
    size: float,
    matrix: Sequence[float],
) -> Iterator[Word]:
    """Words of one run: letters whose steps are even stay together."""
    frame = _Frame(box[0], box[1], size, *_scales(matrix))
    text = str(code.text).strip("\n\r")
    x, y = _number(code.get("X"), 0.0), _number(code.get("Y"), size)
    steps = _steps(code.get("DeltaX"), len(text) - 1)
    start, place, kept = x, x, ""
    for index, char in enumerate(text):
        width = size if char > "\u2e7f" else size * _NARROW
        step = steps[index] if index < len(steps) else width
        if not char.isspace():
            kept += char
        after = place + step
        if kept and (char.isspace() or step > _SPLIT * max(width, size) or index == len(text) - 1):
            end = place if char.isspace() else place + min(step, width)
            yield frame.word(kept, start, max(end, place), y)
            kept = ""
        if not kept:
            start = after
        place = after


def _steps(listed: str | None, count: int) -> list[float]:
    """Steps between letters; ``g 3 1.5`` stands for three of 1.5."""
    steps: list[float] = []
    parts = (listed or "").split()
    index = 0
    while index < len(parts) and len(steps) < count:
        if parts[index] == "g" and index + 2 < len(parts):
            times = int(_number(parts[index + 1], 0.0))
            steps += [_number(parts[index + 2], 0.0)] * min(times, count)
            index += 3
        else:
            steps.append(_number(parts[index], 0.0))
            index += 1
    return steps[:count]


def _scales(matrix: Sequence[float]) -> tuple[float, float]:
    """How much a matrix stretches letters across and down."""
    if len(matrix) < 4:  # noqa: PLR2004  a, b, c, d
        return 1.0, 1.0
    a, b, c, d = matrix[:4]
    return math.hypot(a, b) or 1.0, math.hypot(c, d) or 1.0


def _numbers(listed: str | None) -> list[float]:
    return [_number(part, 0.0) for part in (listed or "").split()]


def _number(text: str | None, otherwise: float) -> float:
    try:
        value = float(text or "")
    except ValueError:
        return otherwise
    return value if math.isfinite(value) else otherwise
