"""Tells what a file is by its content; its name is not looked at."""

from enum import StrEnum
from pathlib import Path

from assistant.errors import InputError
from assistant.intake.readers.delimited import DelimitedReader
from assistant.intake.readers.parquet import MAGIC
from assistant.intake.readers.workbook import WorkbookReader
from assistant.intake.stage_file import WORKBOOK_MARKS, head_of

_TEXT_SAMPLE = 65_536
_PDF = b"%PDF"


class FileKind(StrEnum):
    """Roads that a file may take into a case."""

    INVOICES = "invoices"
    DOCUMENT = "document"


def kind_of(path: Path) -> FileKind:
    """The road of a file.

    Raises:
        InputError: it can't be opened or is empty.
    """
    head = head_of(path)
    if head.startswith(MAGIC):
        return FileKind.INVOICES
    if head.startswith(_PDF):
        return FileKind.DOCUMENT
    try:
        if head.startswith(WORKBOOK_MARKS):
            return FileKind.INVOICES if any(WorkbookReader(path).blocks()) else FileKind.DOCUMENT
        if _mentions_invoices(path):
            return FileKind.INVOICES if any(DelimitedReader(path).blocks()) else FileKind.DOCUMENT
    except InputError:
        return FileKind.DOCUMENT
    return FileKind.DOCUMENT


def _mentions_invoices(path: Path) -> bool:
    """Whether a text's beginning names the column that every invoice table has."""
    with path.open("rb") as file:
        sample = file.read(_TEXT_SAMPLE)
    words = ("发票号码", "开票日期")
    encodings = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
    return any(all(word.encode(name) in sample for word in words) for name in encodings)
