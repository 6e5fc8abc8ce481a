"""The order in which a page is read: two columns of prose one after the other, all else across."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.loading.pdf_words import Word

_MIN_WORDS: Final = 30
_MIN_LINES: Final = 8
"""Lines that two columns of prose run side by side, at least."""
_FULL: Final = 0.7
"""Share of its column's width that a usual line of prose fills, at least."""
_ALIKE: Final = 0.6
"""The narrower column's share of the wider one's width, at least."""
_GUTTER: Final = 0.9
"""Line heights of empty paper between two columns, at least."""
_DIGITS: Final = 0.15
"""Share of digits above which a column is a table's."""
_STEP: Final = 2.0
_INNER: Final = (0.35, 0.65)
"""The gutter lies within this part of the text's width."""
_SPARSE: Final = 0.35
"""Words that cross a gutter, as a share of those that cross a usual height line; at most."""

_Boxes = NDArray[np.float64]


class _Split(NamedTuple):
    x: float
    top: float
    bottom: float


def regions_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words by region in reading order: above, left column, right column, below."""
    regions: list[list[Word]] = []
    rest = list(words)
    while len(rest) >= _MIN_WORDS:
        split = _split(rest)
        if split is None:
            break
        above = [w for w in rest if w.middle > split.top]
        inside = [w for w in rest if split.bottom <= w.middle <= split.top]
        left = [w for w in inside if w.left < split.x]
        right = [w for w in inside if w.left >= split.x]
        regions += [region for region in (above, left, right) if region]
        rest = [w for w in rest if w.middle < split.bottom]
    return [*regions, rest] if rest or not regions else regions


def _split(words: Sequence[Word]) -> _Split | None:
    """The longest stretch of the page that an empty strip cuts into two columns of prose."""
    boxes = np.array([w[1:5] for w in words], dtype=np.float64)
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    if height <= 0:
        return None
    x = _emptiest(boxes, height)
    if x is None:
        return None
    for split in sorted(_stretches(boxes, x, height), key=lambda s: s.bottom - s.top):
        middle = (boxes[:, 1] + boxes[:, 3]) / 2
        inside = (middle >= split.bottom) & (middle <= split.top)
        left, right = inside & (boxes[:, 0] < x), inside & (boxes[:, 0] >= x)
        if _are_columns(boxes[left], boxes[right], height) and not _is_table(words, inside):
            return split
    return None


def _emptiest(boxes: _Boxes, height: float) -> float | None:
    """Where the fewest words cross a strip as wide as a gutter; None where many do everywhere."""
    left, right = float(boxes[:, 0].min()), float(boxes[:, 2].max())
    size = int((right - left) / _STEP) + 2
    half = _GUTTER * height / 2
    starts = ((boxes[:, 0] - half - left) / _STEP).clip(0, size - 1).astype(int)
    ends = ((boxes[:, 2] + half - left) / _STEP).clip(0, size - 1).astype(int)
    change = np.bincount(starts, minlength=size) - np.bincount(ends, minlength=size)
    crossing = np.cumsum(change)
    lo, hi = (int(share * size) for share in _INNER)
    if hi - lo < 2:  # noqa: PLR2004  no room for a gutter
        return None
    inner = crossing[lo:hi]
    if inner.min() > _SPARSE * np.median(crossing):
        return None
    lowest = np.flatnonzero(inner == inner.min())
    return left + (lo + float(lowest[len(lowest) // 2])) * _STEP


def _stretches(boxes: _Boxes, x: float, height: float) -> list[_Split]:
    """Heights between which no word reaches over the strip at ``x``."""
    half = _GUTTER * height / 2
    crossing = boxes[(boxes[:, 0] < x + half) & (boxes[:, 2] > x - half)]
    middles = np.sort((crossing[:, 1] + crossing[:, 3]) / 2)[::-1]
    edges = [
        float(boxes[:, 3].max()) + height,
        *middles.tolist(),
        float(boxes[:, 1].min()) - height,
    ]
    return [
        _Split(x, top - height / 2, bottom + height / 2)
        for top, bottom in pairwise(edges)
        if top - bottom > _MIN_LINES * height
    ]


def _are_columns(left: _Boxes, right: _Boxes, height: float) -> bool:
    if not len(left) or not len(right):
        return False
    widths = [float(side[:, 2].max() - side[:, 0].min()) for side in (left, right)]
    if min(widths) < _ALIKE * max(widths):
        return False
    return all(
        _fills(side, width, height) for side, width in zip((left, right), widths, strict=True)
    )


def _fills(side: _Boxes, width: float, height: float) -> bool:
    """Whether the usual line of a column is as long as the column is wide."""
    ordered = side[np.argsort(-(side[:, 1] + side[:, 3]))]
    middles = (ordered[:, 1] + ordered[:, 3]) / 2
    starts = np.flatnonzero(np.concatenate(([True], -np.diff(middles) > height / 2)))
    if len(starts) < _MIN_LINES:
        return False
    lengths = np.maximum.reduceat(ordered[:, 2], starts) - np.minimum.reduceat(
        ordered[:, 0], starts
    )
    return float(np.median(lengths)) > _FULL * width


def _is_table(words: Sequence[Word], inside: NDArray[np.bool_]) -> bool:
    text = "".join(word.text for word, within in zip(words, inside.tolist(), strict=True) if within)
    return sum(c.isdigit() for c in text) > _DIGITS * len(text)
