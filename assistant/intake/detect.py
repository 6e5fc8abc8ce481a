"""Tells which road a file takes into a case, by its content; its name is not looked at."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

from assistant.intake.readers.parquet import MAGIC
from assistant.intake.stage_file import WORKBOOK_MARKS, head_of
from assistant.intake.workers import RECORDS_LIMITS, Control, WorkerLimits, run_apart

_SAMPLE_BYTES: Final = 262_144
_SHEET_PARTS: Final = re.compile(
    r"xl/(?:worksheets/[^/]+|sharedStrings)\.(?:xml|bin)\Z|content\.xml\Z"
)
_WORDS: Final = ("发票", "开票", "invoice")
_ENCODINGS: Final = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_SPELLINGS: Final = {word.encode(name) for word in _WORDS for name in _ENCODINGS} | {
    word.encode("ascii", "xmlcharrefreplace") for word in _WORDS
}
"""XML writers may spell a Chinese character as a reference (``&#21457;``)."""
_MENTION: Final = re.compile(b"|".join(map(re.escape, sorted(_SPELLINGS))), re.IGNORECASE)
_NO_TABLE: Final = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"ID3", b"OggS")


class FileKind(StrEnum):
    """Roads that a file may take into a case."""

    INVOICES = "invoices"
    DOCUMENT = "document"


def kind_of(path: Path, limits: WorkerLimits = RECORDS_LIMITS) -> FileKind:
    """The road of a file; one that can't be told apart is a document, whose reader says why.

    Raises:
        InputError: it can't be opened, is empty, or brings its reader down.
    """
    head = head_of(path)
    if head.startswith(MAGIC):
        return FileKind.INVOICES
    if head.startswith(_NO_TABLE) or not any(map(_MENTION.search, _samples(path, head))):
        return FileKind.DOCUMENT
    control = Control(lambda _: None, lambda: False)
    return FileKind(run_apart("kind", str(path.absolute()), path.name, control, limits))


def _samples(path: Path, head: bytes) -> Iterator[bytes]:
    """Beginnings of what may hold a table's header; an old workbook is looked at whole."""
    if not head.startswith(WORKBOOK_MARKS[0]):
        with path.open("rb") as file:
            yield file.read() if head.startswith(WORKBOOK_MARKS) else file.read(_SAMPLE_BYTES)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if _SHEET_PARTS.match(name):
                    with archive.open(name) as part:
                        yield part.read(_SAMPLE_BYTES)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
        return
