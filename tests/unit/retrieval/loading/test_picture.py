"""A page as a picture: drawn upright, the quote marked where it stands once, the broken refused."""

import io
from pathlib import Path

import pytest

from retrieval.loading import UnreadableDocument
from retrieval.loading.picture import page_picture

pillow = pytest.importorskip("PIL.Image", reason="what draws (extra images) is not installed")


def _marked(png: bytes) -> int:
    """Dots that are yellow: red and green as the page's own, much less blue."""
    image = pillow.open(io.BytesIO(png)).convert("RGB")
    dots = image.tobytes()
    pixels = zip(dots[::3], dots[1::3], dots[2::3], strict=True)
    return sum(r > 200 and g > 200 and b < 190 for r, g, b in pixels)


def test_the_quote_is_marked_and_words_that_stand_twice_are_not(make_pdf) -> None:
    path = make_pdf([[(60, 700, "Profit was 300"), (60, 660, "Rent was 300")]])
    assert _marked(page_picture(path, 1, "Profit was")) > 500
    assert _marked(page_picture(path, 1, "300")) == 0
    assert _marked(page_picture(path, 1)) == 0


def test_a_photo_is_turned_as_its_camera_said_and_made_small(tmp_path: Path) -> None:
    image = pillow.new("RGB", (3000, 1000), "white")
    exif = pillow.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    image.save(tmp_path / "p.jpg", exif=exif)
    shown = pillow.open(io.BytesIO(page_picture(tmp_path / "p.jpg", 1)))
    assert shown.size == (1000, 3000)


@pytest.mark.parametrize("data", [b"%PDF-1.7 cut off", b"\x89PNG\r\n\x1a\n", b"words"])
def test_what_is_broken_is_refused_with_its_page(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument, match="can't be drawn"):
        page_picture(path, 1)
