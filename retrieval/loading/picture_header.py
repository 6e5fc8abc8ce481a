"""What a picture's first bytes say of it: kind and size, before anything decodes it."""

import struct
from typing import Final, NamedTuple

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SEGMENT: Final = 0xFF
"""Every segment of a JPEG begins so."""
_ALONE: Final = frozenset(range(0xD0, 0xDA))
"""JPEG markers without a body."""
_HEADERS: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG segments that state the size."""
_TAGS: Final = (256, 257)
"""TIFF's width and height."""


class Size(NamedTuple):
    """Dots."""

    width: int
    height: int


def media_type_of(head: bytes) -> str:
    """The picture's kind by its first bytes; '' for none that is read."""
    if head.startswith(_PNG):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/tiff" if head[:4] in (b"II*\x00", b"MM\x00*") else ""


def size_of(data: bytes) -> Size | None:
    """What a picture's own header says; None where it has none.

    Args:
        data: the whole file.
    """
    try:
        if data.startswith(_PNG):
            return Size(*struct.unpack(">II", data[16:24]))
        if data.startswith(b"\xff\xd8"):
            return _jpeg_size(data)
        return _tiff_size(data)
    except (struct.error, IndexError):
        return None


def _jpeg_size(data: bytes) -> Size | None:
    place = 2
    while place + 9 < len(data) and data[place] == _SEGMENT:
        marker = data[place + 1]
        if marker in _HEADERS:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return Size(width, height)
        if marker == _SEGMENT:
            place += 1
        elif marker in _ALONE:
            place += 2
        else:
            place += 2 + int.from_bytes(data[place + 2 : place + 4])
    return None


def _tiff_size(data: bytes) -> Size | None:
    order = "<" if data[:2] == b"II" else ">"
    (start,) = struct.unpack(f"{order}I", data[4:8])
    (count,) = struct.unpack(f"{order}H", data[start : start + 2])
    found: dict[int, int] = {}
    for index in range(min(count, 200)):
        place = start + 2 + 12 * index
        tag, kind = struct.unpack(f"{order}HH", data[place : place + 4])
        form = f"{order}H" if kind == 3 else f"{order}I"  # noqa: PLR2004  short, else long
        if tag in _TAGS:
            (found[tag],) = struct.unpack(form, data[place + 8 : place + 8 + struct.calcsize(form)])
    return Size(found[256], found[257]) if len(found) == len(_TAGS) else None
