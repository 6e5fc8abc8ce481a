"""Characters into words: split where the pen jumps, note marks tied to what they mark."""

import re
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.loading.pdf_chars import Floats, PageChars

WORD_GAP: Final = 0.22
"""A gap wider than this many character heights ends a word."""
_SHIFT: Final = 0.2
"""A baseline that moves by more than this many heights ends a word."""
_RESIZED: Final = 0.88
"""A height that falls to less than this share ends a word."""
_RAISED_SIZE: Final = 0.85
_RAISED_BY: Final = 0.12
_NEAR: Final = 0.6
_MARK: Final = re.compile(
    r"[(（\[]?(?:\d{1,2}|[a-z]|[*†‡])(?:\s*[,，、]\s*(?:\d{1,2}|[a-z]))*[)）\]]?[,，]?"
)
_MARKED: Final = re.compile(r"\d{1,2}|[a-z]|[*†‡]")
_METRES: Final = re.compile(r"(?:\A|[\d\s/／(（])[kcdm]?m\Z")
_POWERS: Final = {"2": "²", "3": "³"}


class Word(NamedTuple):
    """Characters that the file draws together; y grows upward, in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    spaced: bool = True
    """A blank stands before it in the text."""
    first: int = -1
    """PDFium's number of its first character; -1 where there is none."""

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Height in points."""
        return self.top - self.bottom


def words_of(chars: PageChars) -> list[Word]:
    """Words in the order in which the file draws them, each note mark tied to its word."""
    if not chars.text:
        return []
    starts = np.flatnonzero(np.concatenate(([True], _breaks(chars.boxes, chars.spaced))))
    left, bottom = (np.minimum.reduceat(chars.boxes[:, i], starts).tolist() for i in (0, 1))
    right, top = (np.maximum.reduceat(chars.boxes[:, i], starts).tolist() for i in (2, 3))
    spaced = chars.spaced[starts].tolist()
    first = chars.indices[starts].tolist()
    edges = [*starts.tolist(), len(chars.text)]
    texts = [chars.text[a:b] for a, b in pairwise(edges)]
    return _with_marks(
        [Word(*row) for row in zip(texts, left, bottom, right, top, spaced, first, strict=True)]
    )


def _breaks(boxes: Floats, spaced: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """True between two characters that don't belong to one word."""
    left, bottom, right, top = boxes.T
    height = top - bottom
    gap, after = left[1:] - right[:-1], height[1:]
    largest = np.maximum(height[1:], height[:-1])
    resized = np.minimum(height[1:], height[:-1]) < _RESIZED * largest
    shifted = np.abs(bottom[1:] - bottom[:-1]) > _SHIFT * largest
    jumped = (gap > WORD_GAP * after) | (gap < -after) | (spaced[1:] & (gap > 0))
    broken: NDArray[np.bool_] = jumped | resized | shifted
    return broken


def _with_marks(words: list[Word]) -> list[Word]:
    """Raised small numbers and letters become ``[^n]`` behind the word that they mark."""
    usual = sorted(word.height for word in words)[len(words) // 2]
    small = {
        i
        for i, word in enumerate(words)
        if word.height < _RAISED_SIZE * usual and _MARK.fullmatch(word.text)
    }
    if not small:
        return words
    bodies = [i for i in range(len(words)) if i not in small]
    boxes = np.array([words[i][1:5] for i in bodies], dtype=np.float64).reshape(-1, 4)
    whole: list[Word | None] = list(words)
    for index in sorted(small, key=lambda i: words[i].left):
        mark = words[index]
        behind, ahead = _marked(mark, boxes, behind=True), _marked(mark, boxes, behind=False)
        if behind is not None:
            place = bodies[behind]
            word = whole[place] or words[place]
            text = f"{word.text}{_power(word.text, mark.text) or _mark(mark.text)}"
            whole[place] = word._replace(text=text, right=max(word.right, mark.right))
            whole[index] = None
        elif ahead is not None:
            word = words[bodies[ahead]]
            whole[index] = mark._replace(
                text=_mark(mark.text), bottom=word.bottom, top=word.top, spaced=True
            )
    return [word for word in whole if word is not None]


def _power(word: str, mark: str) -> str:
    """``²`` or ``³`` behind a measure of length, else ''."""
    return _POWERS.get(mark, "") if _METRES.search(word) else ""


def _mark(text: str) -> str:
    return "".join(f"[^{n}]" for n in _MARKED.findall(text))


def _marked(mark: Word, boxes: NDArray[np.float64], *, behind: bool) -> int | None:
    """Index of the word beside which ``mark`` stands small and high, or None."""
    left, bottom, right, top = boxes.T
    height = top - bottom
    gap = mark.left - right if behind else left - mark.right
    fits = (mark.height <= _RAISED_SIZE * height) & (gap >= -0.2 * height) & (gap <= _NEAR * height)
    fits &= (mark.bottom - bottom > _RAISED_BY * height) & (mark.bottom < top)
    fits &= mark.top > (top + bottom) / 2
    if not fits.any():
        return None
    return int(np.where(fits, np.abs(gap), np.inf).argmin())
