"""Invoice workbooks (.xlsx, .xlsm, .xls, .ods). The one door to python-calamine."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.errors import InputError
from assistant.intake.readers.blocks import Block, Row, cell_text, is_blank
from assistant.intake.readers.columns import (
    SEARCHED_ROWS,
    Header,
    canonical,
    find_header,
    is_header_again,
)
from assistant.intake.readers.formulas import unstored_formulas

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_RESAVE: Final = "open it in Excel or WPS, save it anew as .xlsx and add it again"
_RESAVE_ZH: Final = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新加入"
_FIRM_LIST: Final = 3


def sheets_of(path: Path) -> dict[str, list[list[object]]]:
    """Every sheet's cells by sheet name, from cell A1, in the workbook's order.

    Raises:
        InputError: the file is damaged, encrypted or no workbook.
    """
    book = _opened(path)
    return {name: _cells(book, name) for name in book.sheet_names}


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of the sheets, in order.

    Raises:
        InputError: the file is damaged, encrypted or no workbook.
    """
    return tuple(_opened(path).sheet_names)


def has_invoices(path: Path) -> bool:
    """Whether a sheet has a header of invoices; sheets after the first such are not read.

    Raises:
        InputError: the file is damaged, encrypted or no workbook.
    """
    book = _opened(path)
    return any(find_header(_cells(book, name, SEARCHED_ROWS)) for name in book.sheet_names)


class WorkbookReader:
    """Sheets of invoices, and the sheet that lists the firms."""

    def __init__(self, path: Path) -> None:
        """Open the workbook and find the header of each sheet.

        Raises:
            InputError: the file is damaged, encrypted or no workbook.
        """
        self._path = path
        self._sheets = sheets_of(path)
        headers = {name: find_header(rows) for name, rows in self._sheets.items()}
        self._headers = {name: header for name, header in headers.items() if header}

    def blocks(self) -> Iterator[Block]:
        """One block a sheet that has a header of invoices."""
        for name, header in self._headers.items():
            rows = self._sheets[name]
            data = _data(rows, header, set(unstored_formulas(self._path, name)))
            yield Block(name, header, data, len(rows) - header.rows)

    def firm_names(self) -> dict[str, str]:
        """Codes and names from a sheet that has both columns; no other column is read."""
        for name, rows in self._sheets.items():
            if name in self._headers:
                continue
            found = _firm_list(rows)
            if found:
                return found
        return {}


def _opened(path: Path) -> "CalamineWorkbook":
    import python_calamine

    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.PasswordError as error:
        raise InputError(
            f"{path}: the workbook is encrypted",
            "save it without a password",
            zh=f"{path}：工作簿已加密",
            zh_hint="请另存为不加密的文件",
        ) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise InputError(
            f"{path}: the workbook can't be opened ({error})",
            _RESAVE,
            zh=f"{path}：工作簿无法打开（{error}）",
            zh_hint=_RESAVE_ZH,
        ) from error


def _cells(book: "CalamineWorkbook", name: str, most: int | None = None) -> list[list[object]]:
    import python_calamine

    try:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most)
    except (python_calamine.CalamineError, ValueError) as error:
        raise InputError(
            f"{book.path}, sheet {name}: {error}",
            _RESAVE,
            zh=f"{book.path} 工作表 {name}：{error}",
            zh_hint=_RESAVE_ZH,
        ) from error
    return [list(row) for row in rows]


def _data(rows: list[list[object]], header: Header, formulas: set[int]) -> Iterator[Row]:
    """Rows below the header; one that is blank for want of calculation is not blank."""
    last = max(len(rows), *formulas) if formulas else len(rows)
    for number in range(header.rows + 1, last + 1):
        row = rows[number - 1] if number <= len(rows) else []
        if number in formulas or not (is_blank(row) or is_header_again(row)):
            yield number, row


def _firm_list(rows: list[list[object]]) -> dict[str, str]:
    for index, row in enumerate(rows[:_FIRM_LIST]):
        names = [canonical(cell) for cell in row]
        if "企业代号" in names and "企业名称" in names:
            code, label = names.index("企业代号"), names.index("企业名称")
            listed = ((cell_text(r[code]).strip(), cell_text(r[label])) for r in rows[index + 1 :])
            return {firm: name.strip() for firm, name in listed if firm}
    return {}
