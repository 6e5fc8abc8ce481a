"""Pages that are pictures, and a recogniser that reads a page by how grey it is.

The real one is an extra that needs models; this one goes through the same door, in the same child
process.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

KILLS = 30
"""A page of this grey ends its reader at once, as a fault in a library would."""

_ENGINE = """
import json, os, pathlib
from types import SimpleNamespace
import numpy as np

WORDS = json.loads(pathlib.Path({words!r}).read_text("utf-8"))


class RapidOCR:
    def __init__(self, params):
        pass

    def __call__(self, image, use_det, use_cls, use_rec):
        grey = round(float(image.mean()))
        if grey == {kills}:
            os._exit(7)
        finer = image.shape[0] > 3000
        lines = WORDS.get(str(grey) + "+") if finer else None
        lines = WORDS.get(str(grey), []) if lines is None else lines
        cells = [(x, y, cell) for y, line in enumerate(lines) for x, cell in enumerate(line.split("|"))]
        grown = 1.5 if finer else 1.0
        boxes = [
            [[left, top], [right, top], [right, top + 30], [left, top + 30]]
            for x, y, cell in cells
            for left, top, right in ((100 + 600 * x, 60 + 60 * y, 100 + 600 * x + 25 * len(cell)),)
        ]
        texts = [cell for _, _, cell in cells]
        return SimpleNamespace(
            boxes=np.array(boxes) * grown, txts=texts, scores=[0.95] * len(texts)
        )
"""


def install_recogniser(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: Mapping[int | str, Sequence[str]]
) -> None:
    """Put it where this process and its children import it from.

    ``words`` go by grey, 0..255, their cells parted by ``|``; those of ``"100+"`` are what it reads
    off the same page drawn finer.
    """
    told = folder / "words.json"
    told.write_text(json.dumps({str(grey): lines for grey, lines in words.items()}), "utf-8")
    for name, body in (
        ("rapidocr", _ENGINE.format(words=str(told), kills=KILLS)),
        ("onnxruntime", ""),
    ):
        package = folder / "modules" / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(body, "utf-8")
    monkeypatch.syspath_prepend(folder / "modules")


def scan(path: Path, greys: Sequence[int | str]) -> Path:
    """A PDF with one page each: a grey picture over the whole of it, or a line of text."""
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    kids = []
    for index, grey in enumerate(greys):
        page = 10 + 3 * index
        kids.append(f"{page} 0 R")
        drawn = (
            f"BT /F1 10 Tf 72 720 Td ({grey}) Tj ET"
            if isinstance(grey, str)
            else "595 0 0 842 0 0 cm /Im Do"
        ).encode()
        dots = zlib.compress(bytes([grey if isinstance(grey, int) else 0]) * 100)
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {page + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /Im {page + 2} 0 R >> >> >>"
        ).encode()
        objects[page + 1] = _stream(b"", drawn)
        objects[page + 2] = _stream(
            b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 /Filter /FlateDecode ",
            dots,
        )
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    path.write_bytes(_file(objects))
    return path


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)


def _file(objects: Mapping[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, last = len(out), max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        place = offsets.get(number)
        out += b"0000000000 00000 f \n" if place is None else b"%010d 00000 n \n" % place
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, start)
    return bytes(out)
