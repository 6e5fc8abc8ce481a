"""What of a page is a picture: whether its text can be used, and the page drawn for recognition."""

from typing import Any, Final

import numpy as np
import pypdfium2.raw as pdfium_raw  # type: ignore[import-untyped]  # ships no types

from retrieval.loading.ocr import Image
from retrieval.loading.pdf_chars import PageChars

_FEW: Final = 60
"""Characters over a picture of most of the page that don't make it a page with text."""
_MOST_OF_PAGE: Final = 0.5
_LOST: Final = 0.3
"""Share of characters without meaning from which a page's text is of no use."""
_DPI: Final = 200.0
_FINER_DPI: Final = 300.0
_POINTS: Final = 72.0
_MOST_DOTS: Final = 4_000.0
"""Longest side of a drawn page."""


def has_usable_text(page: Any, chars: PageChars) -> bool:  # noqa: ANN401  pypdfium2
    """False for a scan, also one that carries a stamp or a page number as text."""
    count = len(chars.text)
    if count == 0 or chars.lost > _LOST * count:
        return False
    return count >= _FEW or _pictured(page) < _MOST_OF_PAGE


def is_blank(page: Any) -> bool:  # noqa: ANN401
    """Whether nothing at all is drawn on the page."""
    return int(pdfium_raw.FPDFPage_CountObjects(page.raw)) == 0


def _pictured(page: Any) -> float:  # noqa: ANN401
    """Share of the page that its largest picture covers."""
    width, height = (float(side) for side in page.get_size())
    largest = 0.0
    for drawn in page.get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = (float(edge) for edge in drawn.get_bounds())
        largest = max(largest, (right - left) * (top - bottom))
    return largest / max(width * height, 1.0)


def drawn_page(page: Any, *, finer: bool = False) -> tuple[Image, float]:  # noqa: ANN401
    """The page as a picture, and how many of its dots make a point."""
    longest = max(*page.get_size(), 1.0)
    scale = min((_FINER_DPI if finer else _DPI) / _POINTS, _MOST_DOTS / longest)
    bitmap = page.render(scale=scale, may_draw_forms=False)
    try:
        dots = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width, -1)
    finally:
        bitmap.close()
    return np.ascontiguousarray(dots[:, :, :3]), scale
