"""A filing made by code: pages of prose and of statements, as a PDF without any tool."""

import random
import zlib
from collections.abc import Iterator
from typing import Final

_LINES: Final = (
    "Cash and cash equivalents", "Accounts receivable, net", "Inventories", "Other current assets",
    "Total current assets", "Property, plant and equipment, net", "Goodwill", "Total assets",
    "Accounts payable", "Accrued liabilities", "Long-term debt", "Total liabilities",
)  # fmt: skip
_WORDS: Final = (
    "the", "company", "revenue", "operating", "results", "year", "increase", "decrease",
    "segment", "costs", "primarily", "due", "to", "higher", "lower", "volume",
    "pricing", "foreign", "currency", "net", "income", "tax", "rate",
)  # fmt: skip
_TABLE_EVERY: Final = 3


def filing_bytes(pages: int, *, seed: int = 7) -> bytes:
    """A PDF of so many pages; every third holds a statement."""
    rng = random.Random(seed)  # noqa: S311  made-up words
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    kids = []
    for index in range(pages):
        number = 10 + 2 * index
        words = _statement(rng) if index % _TABLE_EVERY == 0 else _prose(rng)
        content = zlib.compress("\n".join((*words, _at(290, 30, str(index + 1)))).encode())
        kids.append(f"{number} 0 R")
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        objects[number + 1] = (
            f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
            + content
            + b"\nendstream"
        )
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>".encode()
    return pdf_file(objects)


def _prose(rng: random.Random) -> Iterator[str]:
    for line in range(48):
        yield _at(60, 790 - 15 * line, " ".join(rng.choices(_WORDS, k=13)))


def _statement(rng: random.Random) -> Iterator[str]:
    yield _at(60, 790, "Consolidated Balance Sheet")
    yield _at(60, 775, "(in millions)")
    yield from (_at(x, 755, year) for x, year in ((380, "2024"), (460, "2023"), (540, "2022")))
    for line in range(40):
        y = 735 - 16 * line
        yield _at(60, y, _LINES[line % len(_LINES)])
        yield from (_at(x, y, f"{rng.randint(100, 99_999):,}") for x in (370, 450, 530))


def _at(x: float, y: float, text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 9 Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET"


def pdf_file(objects: dict[int, bytes]) -> bytes:
    """Numbered objects as a PDF file; object 1 is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start, last = len(out), max(objects)
    out += f"xref\n0 {last + 1}\n0000000000 65535 f \n".encode()
    for number in range(1, last + 1):
        place = offsets.get(number)
        line = "0000000000 00000 f \n" if place is None else f"{place:010d} 00000 n \n"
        out += line.encode()
    out += f"trailer << /Size {last + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
