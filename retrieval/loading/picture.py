"""A page as a picture to look at, with the quoted words marked: of a PDF, or a picture itself."""

import io
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types

from retrieval.loading.budget import UnreadableDocument

PICTURES: Final = frozenset({"application/pdf", "image/jpeg", "image/png", "image/tiff"})
"""Media types of which a page can be drawn."""
INSTALL: Final = "pip install 'tallystick[images]'"
"""The one command that brings what draws pictures."""
_PDF: Final = b"%PDF-"
_ACROSS: Final = 1_600
"""Dots of a picture's width, at most: a page's small print can be read."""
_DOTS: Final = 100_000_000
"""Larger pictures are bombs or maps."""
_MARK: Final = (255, 214, 10, 90)
_LEAST: Final = 4
"""Shorter pieces of a quote stand on a page too often to be marked."""


def can_draw() -> bool:
    """Whether pictures can be drawn; loads nothing of what draws them."""
    return find_spec("PIL") is not None


def page_picture(path: Path, page: int, quote: str = "") -> bytes:
    """A page as a PNG.

    Args:
        path: a PDF, JPEG, PNG or TIFF.
        page: counting from 1.
        quote: words to be marked where they stand.

    Raises:
        UnreadableDocument: it can't be drawn.
    """
    from PIL import Image  # type: ignore[import-not-found]  # an extra, not always there

    Image.MAX_IMAGE_PIXELS = _DOTS
    try:
        with path.open("rb") as file:
            is_pdf = file.read(len(_PDF)) == _PDF
        image = _pdf_page(path, page, quote) if is_pdf else _picture(path, page)
    except (OSError, ValueError, IndexError, SyntaxError, pdfium.PdfiumError) as error:
        raise _cannot(page) from error
    except Image.DecompressionBombError as error:
        raise _cannot(page) from error
    png = io.BytesIO()
    image.save(png, "PNG", compress_level=1)
    return png.getvalue()


def _cannot(page: int) -> UnreadableDocument:
    return UnreadableDocument(
        "the page can't be drawn",
        page=page,
        hint="its words are shown as they were read",
        zh="无法画出页面图像",
        zh_hint="请看已读出的文字",
    )


def _picture(path: Path, page: int) -> Any:  # noqa: ANN401  Pillow
    from PIL import Image, ImageOps

    with Image.open(path) as held:
        held.seek(page - 1)
        upright = ImageOps.exif_transpose(held).convert("RGB")
    upright.thumbnail((_ACROSS, _ACROSS * 4))
    return upright


def _pdf_page(path: Path, page: int, quote: str) -> Any:  # noqa: ANN401  Pillow
    from PIL import Image, ImageDraw

    document = pdfium.PdfDocument(path)
    try:
        held = document[page - 1]
        scale = _ACROSS / max(held.get_width(), held.get_height() / 4, 1.0)
        drawn = held.render(scale=scale).to_pil().convert("RGBA")
        marks = Image.new("RGBA", drawn.size, (0, 0, 0, 0))
        pen = ImageDraw.Draw(marks)
        for left, bottom, right, top in _places(held, quote):
            height = held.get_height()
            box = (left, height - top, right, height - bottom)
            pen.rectangle(tuple(round(edge * scale) for edge in box), fill=_MARK)
        return Image.alpha_composite(drawn, marks).convert("RGB")
    finally:
        document.close()


def _places(page: Any, quote: str) -> list[tuple[float, float, float, float]]:  # noqa: ANN401  pypdfium2
    """Boxes of the quote in points; where it isn't there as a whole, of its pieces."""
    text = page.get_textpage()
    whole = _found(text, quote)
    if whole or not quote:
        return whole
    pieces = {p for p in quote.split() if len(p) >= _LEAST}
    return [box for piece in sorted(pieces) for box in _found(text, piece)]


def _found(text: Any, words: str) -> list[tuple[float, float, float, float]]:  # noqa: ANN401  pypdfium2
    """Boxes of ``words``; none where they stand more than once, as nothing says which is meant."""
    if not words.strip():
        return []
    searcher = text.search(words.strip())
    found, again = searcher.get_next(), searcher.get_next()
    if found is None or again is not None:
        return []
    start, count = found
    return [text.get_rect(n) for n in range(text.count_rects(start, count))]
