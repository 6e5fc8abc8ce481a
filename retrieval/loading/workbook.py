"""The workbook door: each sheet is a page; values as stored, with their rows and columns."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final

from retrieval.loading.archive import verify_archive
from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.formulas import Uncomputed, uncomputed_cells
from retrieval.loading.grid import Grid, table_from
from retrieval.loading.office_extras import hidden_sheet_problems, macro_problems
from retrieval.loading.units import is_amount
from retrieval.passages import LoadedDocument, Page, Problem, Table

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_MEDIA_TYPE: Final = "application/vnd.ms-excel"
_CELLS: Final = 20_000_000
_MERGED: Final = 20_000
"""Merged cells that are spread, at most."""
_COVERED: Final = 5_000
"""A merged cell over more cells than this is a frame, not a label."""
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
    hidden: list[tuple[int, str]] = []
    sheets = _sheets(path, budget, hidden)
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
        problems=(
            *problems,
            *hidden_sheet_problems(hidden),
            *(macro_problems(path) if media_type == MEDIA_TYPE else ()),
        ),
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


def _sheets(
    path: Path, budget: Budget, hidden: list[tuple[int, str]]
) -> list[tuple[str, list[list[str]], tuple[int, int]]]:
    """Name, cells and the first cell's row and column (from 0) of each sheet."""
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            budget.verify_pages(len(book.sheet_names))
            sheets: list[tuple[str, list[list[str]], tuple[int, int]]] = []
            for number, known in enumerate(book.sheets_metadata, start=1):
                if known.visible is not python_calamine.SheetVisibleEnum.Visible:
                    hidden.append((number, known.name))
                if known.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                    sheets.append((known.name, [], (0, 0)))  # a chart has no cells
                    continue
                sheet = book.get_sheet_by_name(known.name)
                _verify_span(sheet.name, sheet.height, sheet.width)
                rows = [
                    [_printed(cell) for cell in row]
                    for row in sheet.to_python(skip_empty_area=True)
                ]
                start = sheet.start or (0, 0)
                _spread(rows, sheet.merged_cell_ranges or (), start)
                sheets.append((known.name, rows, start))
                budget.tick()
            return sheets
    except python_calamine.PasswordError as error:
        raise UnreadableDocument(
            "the workbook is encrypted and asks for a password",
            hint="open it with the password, save a copy without one, and add the copy",
            zh="工作簿已加密，需要密码",
            zh_hint="请用密码打开，另存一份不加密的，再加入",
        ) from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise _damaged(str(error)) from error
    except BaseException as error:
        # The reader's own panic is no Exception, and a broken file must not take the program down.
        if type(error).__name__ == "PanicException":
            raise _damaged("its reader gave up") from error
        raise


def _damaged(why: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"the workbook is damaged ({why})",
        hint="open it in Excel or WPS, save it anew and add it again",
        zh=f"工作簿已损坏（{why}）",
        zh_hint="请用 Excel 或 WPS 打开另存后重新加入",
    )


def _verify_span(name: str, height: int, width: int) -> None:
    if height * width > _CELLS:
        raise UnreadableDocument(
            f"sheet {name} spans {height:,} rows and {width:,} columns",
            hint="save only the part that matters",
            zh=f"工作表 {name} 共{height:,}行、{width:,}列",
            zh_hint="请只保存需要的部分",
        )


def _spread(
    rows: list[list[str]],
    merged: Iterable[tuple[tuple[int, int], tuple[int, int]]],
    start: tuple[int, int],
) -> None:
    """Give the words of a merged cell to each cell it covers; an amount stays alone, for sums."""
    for first, last in islice(merged, _MERGED):
        top, left = first[0] - start[0], first[1] - start[1]
        bottom, right = min(last[0] - start[0], len(rows) - 1), last[1] - start[1]
        if not (0 <= top < len(rows) and 0 <= left < len(rows[top])):
            continue
        words = rows[top][left]
        if not words or is_amount(words) or (bottom - top + 1) * (right - left + 1) > _COVERED:
            continue
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = row[column] or words


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
