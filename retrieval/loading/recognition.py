"""Lines that recognition read into words of a page, its text and its tables."""

from typing import Final

from retrieval.loading.ocr import Image, Recognised, Seen, recognised
from retrieval.loading.pdf_layout import Line, lines_of
from retrieval.loading.pdf_words import Word
from retrieval.passages import Page, RecognisedLine

_WIDTH: Final = 595.0
"""Points; a picture is taken for a sheet of A4, whatever its dots."""
_A4: Final = 1.4142
"""Height over width of a page whose own was not kept."""
_SLIM: Final = 0.72
"""Share of a box's height that its letters have: boxes are drawn with some air."""


class RecognisedPage:
    """Words and lines of one page read off a picture."""

    def __init__(self, found: Recognised) -> None:
        """Keep what was found."""
        self._found = found

    @classmethod
    def from_image(cls, image: Image) -> "RecognisedPage":
        """Read a picture.

        Raises:
            UnreadableDocument: recognition isn't installed.
        """
        return cls(recognised(image))

    def lines(self) -> list[Line]:
        """Lines of cells, for the body and its tables."""
        scale = _WIDTH / max(self._found.width, 1.0)
        return lines_of([word for seen in self._found.lines for word in _words(seen, scale)])

    @classmethod
    def from_page(cls, page: Page) -> "RecognisedPage":
        """A page that was recognised before, from the lines that were kept."""
        width, height = _WIDTH, _WIDTH * (page.aspect or _A4)
        lines = tuple(
            Seen(
                text=line.text,
                confidence=line.confidence,
                left=line.left * width,
                top=line.top * height,
                right=line.right * width,
                bottom=line.bottom * height,
            )
            for line in page.recognised
        )
        return cls(Recognised(lines, width, height))

    @property
    def aspect(self) -> float:
        """Height over width."""
        return round(self._found.height / max(self._found.width, 1.0), 4)

    def recognised(self) -> tuple[RecognisedLine, ...]:
        """Every line with its confidence and its place."""
        width, height = max(self._found.width, 1.0), max(self._found.height, 1.0)
        return tuple(
            RecognisedLine(
                text=seen.text,
                confidence=seen.confidence,
                left=_share(seen.left, width),
                top=_share(seen.top, height),
                right=_share(seen.right, width),
                bottom=_share(seen.bottom, height),
            )
            for seen in self._found.lines
        )


def _share(value: float, whole: float) -> float:
    return round(min(1.0, max(0.0, value / whole)), 4)


def _words(seen: Seen, scale: float) -> list[Word]:
    """A line's words; each gets the share of the line's length that its letters have."""
    air = (seen.bottom - seen.top) * (1 - _SLIM) / 2
    top, bottom = -(seen.top + air) * scale, -(seen.bottom - air) * scale
    words: list[Word] = []
    place = 0
    length = max(len(seen.text), 1)
    for text in seen.text.split():
        place = seen.text.index(text, place)
        left, right = (
            seen.left + (seen.right - seen.left) * part / length
            for part in (place, place + len(text))
        )
        words.append(Word(text, left * scale, bottom, right * scale, top))
        place += len(text)
    return words
