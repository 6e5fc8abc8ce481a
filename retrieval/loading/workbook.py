"""The workbook door: each sheet is a page; values as stored, with their rows and columns."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Final

from retrieval.loading.archive import verify_archive
from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.formulas import Uncomputed, uncomputed_cells
from retrieval.loading.grid import Grid, table_from
from retrieval.passages import LoadedDocument, Page, Problem, Table

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_MEDIA_TYPE: Final = "application/vnd.ms-excel"
_CELLS: Final = 20_000_000
_COMPUTE: Final = "open it in Excel or WPS, let it calculate, save it and add it again"

Cell = str | int | float | bool | dt.date | dt.time | dt.datetime | dt.timedelta


def load_workbook(path: Path, budget: Budget, media_type: str = MEDIA_TYPE) -> LoadedDocument:
    """Sheets of a workbook as pages and tables.

    Raises:
        UnreadableDocument: damaged, encrypted, a bomb, empty, or with nothing but formulas that
            were never calculated.
        LoadingStopped: the user called it off.
    """
    uncomputed: dict[str, Uncomputed] = {}
    if media_type == MEDIA_TYPE:
        verify_archive(path, budget)
        uncomputed = uncomputed_cells(path)
    sheets = _sheets(path, budget)
    pages: list[Page] = []
    tables: list[Table] = []
    for number, (name, rows, origin) in enumerate(sheets, start=1):
        text = "\n".join("  ".join(cell for cell in row if cell) for row in rows)
        pages.append(Page(number=number, text=text.strip("\n"), label=name))
        table = table_from(Grid(rows, number, "", origin[0] + 1, origin[1] + 1))
        if table is not None:
            tables.append(table)
        budget.page_done(number, len(sheets), len(text))
    problems = _problems(pages, uncomputed)
    if not any(page.text.strip() for page in pages):
        raise UnreadableDocument(
            "the workbook is empty",
            hint="add the file that holds the values",
            zh="工作簿是空的",
            zh_hint="请加入含有数据的文件",
        )
    return LoadedDocument(
        name=path.name,
        media_type=media_type,
        pages=tuple(pages),
        tables=tuple(tables),
        problems=problems,
    )


def _problems(pages: list[Page], uncomputed: dict[str, Uncomputed]) -> tuple[Problem, ...]:
    if not uncomputed:
        return ()
    if not any(c.isdigit() for page in pages for c in page.text):
        sheet, cells = next(iter(uncomputed.items()))
        raise UnreadableDocument(
            f"sheet {sheet}: cells {cells.listed()} hold formulas whose results were never stored",
            hint=_COMPUTE,
            zh=f"工作表 {sheet}：单元格 {cells.listed()} 是公式，从未存下计算结果",
            zh_hint="请用 Excel 或 WPS 打开，待其计算后保存，再重新加入",
        )
    numbers = {page.label: page.number for page in pages}
    return tuple(
        Problem(
            reason=f"sheet {name}: cells {cells.listed()} hold formulas without a stored result",
            page=numbers.get(name),
            hint=_COMPUTE,
            zh=f"工作表 {name}：单元格 {cells.listed()} 是公式，没有存下计算结果",
        )
        for name, cells in uncomputed.items()
    )


def _sheets(path: Path, budget: Budget) -> list[tuple[str, list[list[str]], tuple[int, int]]]:
    """Name, cells and the first cell's row and column (from 0) of each sheet."""
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            budget.verify_pages(len(book.sheet_names))
            sheets = []
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.height * sheet.width > _CELLS:
                    msg = f"sheet {name} spans {sheet.height:,} rows and {sheet.width:,} columns"
                    raise UnreadableDocument(
                        msg,
                        hint="save only the part that matters",
                        zh=f"工作表 {name} 共{sheet.height:,}行、{sheet.width:,}列",
                        zh_hint="请只保存需要的部分",
                    )
                rows = [
                    [_printed(cell) for cell in row]
                    for row in sheet.to_python(skip_empty_area=True)
                ]
                sheets.append((name, rows, sheet.start or (0, 0)))
                budget.tick()
            return sheets
    except python_calamine.PasswordError as error:
        raise UnreadableDocument(
            "the workbook is encrypted and asks for a password",
            hint="open it with the password, save a copy without one, and add the copy",
            zh="工作簿已加密，需要密码",
            zh_hint="请用密码打开，另存一份不加密的，再加入",
        ) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableDocument(
            f"the workbook is damaged ({error})",
            hint="open it in Excel or WPS, save it anew and add it again",
            zh=f"工作簿已损坏（{error}）",
            zh_hint="请用 Excel 或 WPS 打开另存后重新加入",
        ) from error


def _printed(cell: Cell) -> str:
    """A stored value in digits: no exponent, no rounding, no trailing ``.0``."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        text = f"{Decimal(repr(cell)):f}"
        return text.removesuffix(".0")
    if isinstance(cell, dt.datetime) and cell.time() == dt.time(0):
        return cell.date().isoformat()
    return str(cell).strip()
