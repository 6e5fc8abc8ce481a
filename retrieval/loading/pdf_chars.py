"""Every visible character of a PDF page with its box, as a reader sees them; numbers, not words."""

import ctypes
from typing import Any, Final, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_raw  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

_HYPHEN: Final = 0xFFFE
"""PDFium's own sign for the hyphen that a line ends with."""
_BLANKS: Final = np.array([0x7F, 0xA0, 0xAD, *range(0x2000, 0x200B), 0x3000], dtype=np.uint32)
"""Delete, blanks of every width, and the hyphen that doesn't show."""
_PRIVATE: Final = (0xE000, 0xF8FF)
_REPLACEMENT: Final = 0xFFFD
_SAMPLES: Final = 40
_TURNED_SHARE: Final = 0.6
_QUARTER: Final = 90

Floats = NDArray[np.float32]


class PageChars(NamedTuple):
    """The characters of a page in the order in which the file draws them."""

    text: str
    """One character a box; no blanks."""
    boxes: Floats
    """Left, bottom, right, top in points; y grows upward, x rightward, as a reader holds it."""
    spaced: NDArray[np.bool_]
    """A blank stands before the character in the file's own text."""
    indices: NDArray[np.int64]
    """PDFium's number of each character."""
    rotation: int
    """Degrees clockwise by which the paper was turned to make most characters upright."""
    lost: int = 0
    """Characters whose font doesn't say what they are."""


def count_chars(textpage: Any) -> int:  # noqa: ANN401  a ctypes handle
    """Characters of a page, blanks included."""
    return max(0, int(pdfium_raw.FPDFText_CountChars(textpage)))


def chars_of(textpage: Any, count: int, rotation: int) -> PageChars:  # noqa: ANN401  a ctypes handle
    """The visible characters of a page.

    Args:
        textpage: PDFium's text page.
        count: what `count_chars` said.
        rotation: the page's own rotation in degrees clockwise.
    """
    codes = _codes(textpage, count)
    boxes = _boxes(textpage, count)
    blank = _is_blank(codes) | ~np.isfinite(boxes).all(axis=1) | (boxes[:, 3] <= boxes[:, 1])
    codes = np.where(codes == _HYPHEN, ord("-"), codes)
    kept = np.flatnonzero(~blank)
    lost = int(_is_lost(codes[kept]).sum())
    before = np.concatenate(([0], np.cumsum(blank)))[kept]
    spaced = np.diff(before, prepend=0) > 0
    turned = _direction(textpage, kept, rotation)
    return PageChars(
        text=codes[kept].astype("<u4").tobytes().decode("utf-32-le", "replace"),
        boxes=_turned(boxes[kept], turned),
        spaced=spaced,
        indices=kept,
        rotation=turned,
        lost=lost,
    )


def without_notes(textpage: Any, chars: PageChars) -> PageChars:  # noqa: ANN401  a ctypes handle
    """The characters without the raised digits of source marks and notes; upright pages only."""
    if chars.rotation:
        return chars
    kept = np.ones(len(chars.text), dtype=np.bool_)
    heights = chars.boxes[:, 3] - chars.boxes[:, 1]
    body = np.array([char not in _NOTE_CHARS for char in chars.text], dtype=np.bool_)
    for place, char in enumerate(chars.text):
        if char in _NOTE_CHARS:
            foot, height = _foot(textpage, int(chars.indices[place]), chars.boxes[place])
            drawn = foot >= _RAISED and height <= _SMALL
            kept[place] = not (drawn or _is_set_smaller(chars.boxes, heights, body, place))
    text = "".join(char for char, keep in zip(chars.text, kept, strict=True) if keep)
    return chars._replace(
        text=text, boxes=chars.boxes[kept], spaced=chars.spaced[kept], indices=chars.indices[kept]
    )


def _is_set_smaller(boxes: Floats, heights: Floats, body: NDArray[np.bool_], place: int) -> bool:
    """Whether a character is smaller and higher than the nearest word beside it on its line."""
    beside = [
        k for k in range(max(0, place - _BESIDE), place + _BESIDE) if k < len(body) and body[k]
    ]
    beside = [k for k in beside if boxes[k, 1] < boxes[place, 3] and boxes[place, 1] < boxes[k, 3]]
    if not beside:
        return False
    near = min(beside, key=lambda k: abs(k - place))
    small = heights[place] < _SMALLER * heights[near]
    return bool(small and boxes[place, 1] > boxes[near, 1] + _ABOVE * heights[near])


def _foot(textpage: Any, index: int, box: Floats) -> tuple[float, float]:  # noqa: ANN401
    """How high a drawn character begins in its line, and how tall it is, in the line's heights."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium_raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    line = float(box[3] - box[1]) or 1.0
    return (bottom.value - float(box[1])) / line, (top.value - bottom.value) / line


_BESIDE: Final = 30
"""So many characters away a word is looked for."""
_SMALLER: Final = 0.85
_ABOVE: Final = 0.08
_NOTE_CHARS: Final = frozenset("0123456789,，")
_SMALL: Final = 0.5
_RAISED: Final = 0.4
"""A digit that begins so high in its line stands over the base line."""


def _codes(textpage: Any, count: int) -> NDArray[np.uint32]:  # noqa: ANN401
    """Code points; asked for in one go where one character is one unit, else one by one."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium_raw.FPDFText_GetText(textpage, 0, count, buffer)
    units = np.frombuffer(memoryview(buffer).cast("B"), dtype=np.uint16)[:count].astype(np.uint32)
    if written == count + 1 and not ((units >= 0xD800) & (units < 0xE000)).any():  # noqa: PLR2004  surrogates
        return units
    code_of = pdfium_raw.FPDFText_GetUnicode
    codes = np.fromiter((code_of(textpage, i) for i in range(count)), np.uint32, count)
    strange = (codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000))  # noqa: PLR2004  no Unicode
    return np.where(strange, np.uint32(_REPLACEMENT), codes)


def _boxes(textpage: Any, count: int) -> Floats:  # noqa: ANN401
    """The loose boxes: they have the font's height, so that a comma shares its digits' line."""
    rects = (pdfium_raw.FS_RECTF * count)()
    box_of = pdfium_raw.FPDFText_GetLooseCharBox
    for index in range(count):
        box_of(textpage, index, rects[index])
    # FS_RECTF is left, top, right, bottom.
    return np.frombuffer(memoryview(rects).cast("B"), dtype=np.float32).reshape(count, 4)[
        :, (0, 3, 2, 1)
    ]


def _is_blank(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    return (codes <= ord(" ")) | np.isin(codes, _BLANKS)


def _is_lost(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    private = (codes >= _PRIVATE[0]) & (codes <= _PRIVATE[1])
    return np.asarray(private | (codes == _REPLACEMENT), dtype=np.bool_)


def _direction(textpage: Any, kept: NDArray[np.int64], rotation: int) -> int:  # noqa: ANN401
    """How far to turn the paper so that most characters stand upright, in degrees clockwise.

    That is the page's rotation, or another one where a table is drawn across the page.
    """
    if not len(kept):
        return rotation
    sample = kept[:: max(1, len(kept) // _SAMPLES)]
    angles = [pdfium_raw.FPDFText_GetCharAngle(textpage, int(i)) for i in sample]
    quarters = -np.round(np.degrees(np.asarray(angles)) / _QUARTER).astype(int) % 4
    most = int(np.bincount(quarters, minlength=4).argmax())
    return most * _QUARTER if float((quarters == most).mean()) >= _TURNED_SHARE else rotation


def _turned(boxes: Floats, rotation: int) -> Floats:
    """Boxes as a reader sees them: PDFium gives them in the paper's own direction."""
    left, bottom, right, top = boxes.T
    if rotation == 90:  # noqa: PLR2004  degrees clockwise
        return np.stack((bottom, -right, top, -left), axis=1)
    if rotation == 180:  # noqa: PLR2004
        return np.stack((-right, -top, -left, -bottom), axis=1)
    if rotation == 270:  # noqa: PLR2004
        return np.stack((-top, left, -bottom, right), axis=1)
    return boxes


def paper_box(
    box: tuple[float, float, float, float], rotation: int
) -> tuple[float, float, float, float]:
    """The box in the paper's own direction of one that was turned by ``rotation``."""
    left, bottom, right, top = box
    if rotation == 90:  # noqa: PLR2004  degrees clockwise
        return -top, left, -bottom, right
    if rotation == 180:  # noqa: PLR2004
        return -right, -top, -left, -bottom
    if rotation == 270:  # noqa: PLR2004
        return bottom, -right, top, -left
    return box
