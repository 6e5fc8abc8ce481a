"""Small documents made by hand: a PDF from placed words, so that what stands where is known."""

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evals.made_filing import pdf_file

Word = tuple[float, float, str]
"""x, y (from the lower left, in points) and the words there."""


def _matrix(x: float, y: float, rotate: int) -> str:
    """Where words must be drawn on the paper to stand upright at (x, y) once it is turned."""
    return {
        0: f"1 0 0 1 {x} {y}",
        90: f"0 1 -1 0 {595 - y} {x}",
        180: f"-1 0 0 -1 {595 - x} {842 - y}",
        270: f"0 -1 1 0 {y} {842 - x}",
    }[rotate]


def _content(words: Sequence[Word], rotate: int) -> bytes:
    parts = []
    for x, y, text in words:
        wide = any(c > "\x7f" for c in text)
        if wide:
            shown = f"<{text.encode('utf-16-be').hex()}>"
        else:
            shown = "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
        parts.append(f"BT /F{2 if wide else 1} 10 Tf {_matrix(x, y, rotate)} Tm {shown} Tj ET")
    return "\n".join(parts).encode("latin-1")


def pdf_bytes(
    pages: Sequence[Sequence[Word]], *, count: int | None = None, rotate: int = 0, levels: int = 0
) -> bytes:
    """A PDF; ``count`` is what its page tree claims, ``levels`` of ten times the same kid below."""
    fonts = {
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [5 0 R] >>",
        5: b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 6 0 R >>",
        6: b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
    }
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", **fonts}
    kids = []
    for index, words in enumerate(pages):
        page, stream = 10 + 2 * index, 11 + 2 * index
        data = zlib.compress(_content(words, rotate))
        kids.append(f"{page} 0 R")
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} "
            f"/Contents {stream} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        ).encode()
        objects[stream] = (
            f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode()
            + data
            + b"\nendstream"
        )
    claimed = len(pages) if count is None else count
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {claimed} >>".encode()
    for level in range(levels):
        number, below = 1000 + level, kids[0] if level == 0 else f"{999 + level} 0 R"
        objects[number] = (
            f"<< /Type /Pages /Parent {1001 + level if level + 1 < levels else 2} 0 R "
            f"/Kids [{f'{below} ' * 10}] /Count {10 ** (level + 1)} >>"
        ).encode()
        if level + 1 == levels:
            tree = f"<< /Type /Pages /Kids [{number} 0 R] /Count {10**levels} >>"
            objects[2] = tree.encode()
    return pdf_file(objects)


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Writes a PDF from pages of placed words."""

    def make(pages: Sequence[Sequence[Word]], name: str = "made.pdf", **more: int) -> Path:
        path = tmp_path / name
        path.write_bytes(pdf_bytes(pages, **more))
        return path

    return make
