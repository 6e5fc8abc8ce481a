"""Documents as the loaders hand them on, made of real files."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from retrieval.loading import Limits, load_document
from retrieval.passages import LoadedDocument

Sheet = Sequence[Sequence[object]]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., LoadedDocument]:
    """A workbook of sheets, ``workbook(利润表=[[...], ...])``, saved and loaded again."""

    def load(**sheets: Sheet) -> LoadedDocument:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / "book.xlsx"
        book.save(path)
        return load_document(path, limits=Limits())

    return load


@pytest.fixture
def note(tmp_path: Path) -> Callable[[str], LoadedDocument]:
    """A text file, saved and loaded again."""

    def load(text: str) -> LoadedDocument:
        path = tmp_path / "note.txt"
        path.write_text(text, "utf-8")
        return load_document(path, limits=Limits())

    return load
