"""Words of a page that nobody can see: white on white, invisible, off the paper, tiny."""

import ctypes
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_raw  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

from retrieval.loading.pdf_chars import paper_box
from retrieval.loading.pdf_words import Word

_LIGHT: Final = 230
"""A fill of at least this in red, green and blue shows on dark ground only."""
_FAINT: Final = 20
"""An opacity of 255 below which nothing shows."""
_INVISIBLE: Final = 3
"""PDF's text mode that draws nothing; text recognition lays its words over a scan so."""
_TINY: Final = 1.0
"""Points; nobody reads letters of this height."""
_FLAT: Final = frozenset("-‐‑‒–—―−－﹣_＿一")
"""Characters that are a line: their size is their width."""
_CONTRAST: Final = 40
"""Levels of 255 between the lightest and the darkest dot where something shows."""
_DOTS_A_POINT: Final = 1.5
_MOST_DOTS: Final = 2_000.0
_INNER: Final = 0.25
"""Share of a word's height left out above and below: lines of a grid run there."""


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


def hidden_words(page: Any, textpage: Any, words: Sequence[Word], rotation: int) -> set[int]:  # noqa: ANN401  pypdfium2
    """Places in ``words`` of those that don't show on the page.

    Args:
        page: pypdfium2's page.
        textpage: PDFium's handle of its text.
        words: as drawn.
        rotation: how far the words' boxes were turned, in degrees clockwise.
    """
    paper = _Box(*page.get_cropbox())
    boxes = [_Box(*paper_box(word[1:5], rotation)) for word in words]
    hidden = {
        i
        for i, box in enumerate(boxes)
        if box.right <= paper.left
        or box.left >= paper.right
        or box.top <= paper.bottom
        or box.bottom >= paper.top
        or _size(words[i]) < _TINY
    }
    doubtful = [i for i, w in enumerate(words) if i not in hidden and _is_doubtful(textpage, w)]
    if not doubtful:
        return hidden
    dots = _dots(page, paper)
    return hidden | {i for i in doubtful if not _shows(dots, boxes[i], paper)}


def _size(word: Word) -> float:
    """Points that a word's letters measure."""
    return (word.right - word.left) / len(word.text) if _FLAT.issuperset(word.text) else word.height


def _is_doubtful(textpage: Any, word: Word) -> bool:  # noqa: ANN401
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if pdfium_raw.FPDFText_GetFillColor(textpage, word.first, red, green, blue, alpha):
        light = min(red.value, green.value, blue.value) >= _LIGHT
        if light or alpha.value < _FAINT:
            return True
    drawn = pdfium_raw.FPDFText_GetTextObject(textpage, word.first)
    return bool(drawn) and pdfium_raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE


def _dots(page: Any, paper: _Box) -> NDArray[np.uint8]:  # noqa: ANN401
    """The page as printed, in grey and in the paper's own direction."""
    longest = max(paper.right - paper.left, paper.top - paper.bottom, 1.0)
    scale = min(_DOTS_A_POINT, _MOST_DOTS / longest)
    upright = (360 - page.get_rotation()) % 360
    bitmap = page.render(scale=scale, rotation=upright, grayscale=True, may_draw_forms=False)
    try:
        shown: NDArray[np.uint8] = np.array(bitmap.to_numpy()).reshape(bitmap.height, -1)
    finally:
        bitmap.close()
    return shown


def _shows(dots: NDArray[np.uint8], box: _Box, paper: _Box) -> bool:
    """Whether there is any contrast where the word stands."""
    height, width = dots.shape
    across = width / max(paper.right - paper.left, 1.0)
    down = height / max(paper.top - paper.bottom, 1.0)
    inner = _INNER * (box.top - box.bottom)
    left, right = (int((x - paper.left) * across) for x in (box.left, box.right))
    top, bottom = (int((paper.top - y) * down) for y in (box.top - inner, box.bottom + inner))
    part = dots[max(0, top) : max(0, bottom) + 1, max(0, left) : max(0, right) + 1]
    return part.size > 0 and int(part.max()) - int(part.min()) > _CONTRAST
