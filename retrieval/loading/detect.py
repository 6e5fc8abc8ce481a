"""What a file is, by its first bytes and its inside; the name is never asked."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from retrieval.loading.budget import UnreadableDocument

_HEAD: Final = 4096
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_OCR: Final = "run text recognition over it (extra `ocr`), or add the original"
_NOT_READ: Final = (
    (b"\x89PNG\r\n", "a PNG image", _OCR),
    (b"\xff\xd8\xff", "a JPEG image", _OCR),
    (b"II*\x00", "a TIFF image", _OCR),
    (b"MM\x00*", "a TIFF image", _OCR),
    (b"{\\rtf", "an RTF document", "save it as DOCX or PDF and add that"),
    (b"Rar!", "a RAR archive", "unpack it and add the files inside"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and add the files inside"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and add the files inside"),
    (b"PAR1", "a Parquet table", "add it as records, not as a document"),
    (b"RIFF", "a recording", "add it as an interview"),
    (b"ID3", "a recording", "add it as an interview"),
    (b"\x7fELF", "a program", "add a document"),
    (b"MZ", "a program", "add a document"),
)  # fmt: skip


class Form(StrEnum):
    """The formats that are read."""

    PDF = "pdf"
    WORD = "word"
    WORKBOOK = "workbook"
    OLD_WORKBOOK = "old_workbook"
    WEBPAGE = "webpage"
    TEXT = "text"


def form_of(path: Path) -> Form:
    """The format of a file by its content.

    Raises:
        UnreadableDocument: empty, or of a kind that isn't read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument("the file is empty", hint="add the file that holds the content")
    if b"%PDF-" in head[:1024]:
        return Form.PDF
    if head.startswith(b"PK"):
        return _form_of_archive(path)
    if head.startswith(_OLE):
        return _form_of_compound(path)
    for magic, what, hint in _NOT_READ:
        if head.startswith(magic):
            raise UnreadableDocument(f"it is {what}, which is not read", hint=hint)
    return Form.WEBPAGE if _HTML.match(head) else Form.TEXT


def _form_of_archive(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableDocument(
            "the file is damaged or cut off", hint="save or download it again, then add it again"
        ) from error
    if "word/document.xml" in names:
        return Form.WORD
    if any(name.startswith("xl/") for name in names):
        return Form.WORKBOOK
    raise UnreadableDocument(
        "it is an archive, not a document", hint="unpack it and add the files inside"
    )


def _form_of_compound(path: Path) -> Form:
    """Old Office files, and new ones under a password, share one container."""
    with path.open("rb") as file:
        data = file.read(50_000_000)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableDocument(
            "the file is encrypted and asks for a password",
            hint="open it with the password, save a copy without one, and add the copy",
        )
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return Form.OLD_WORKBOOK
    raise UnreadableDocument(
        "it is a Word 97-2003 document, which is not read", hint="save it as DOCX and add that"
    )
